package ui

import "fyne.io/fyne/v2"

// PanelSpec describes a panel over the window.
type PanelSpec struct {
	// ID begins the id of the closing button: "<id>.close".
	ID string
	// Title is a translation key.
	Title string
	Body  []fyne.CanvasObject
	// Action stands beside the closing button and has the focus; nil for none.
	Action *Button
	// Width at 100 % text, zero for the usual.
	Width float32
	// Closed is called when the panel goes away.
	Closed func()
}

// Panel shows something to read over the window, with at most one thing to do.
// Escape and its button close it.
func Panel(env *Env, s PanelSpec) *Dialog {
	var d *Dialog
	done := func() {
		if s.Closed != nil {
			s.Closed()
		}
	}
	end := NewButton(env, ButtonSpec{ID: s.ID + ".close", Label: "common.close"}, func() {
		d.Hide()
		done()
	})
	spec := dialogSpec{title: env.T(s.Title), body: s.Body, buttons: []*Button{end}, safe: end, width: s.Width}
	if s.Action != nil {
		spec.buttons, spec.safe = []*Button{end, s.Action}, s.Action
	}
	d = showDialog(env, spec)
	d.onClose = done
	return d
}

// Fit gives a dialog the height its content wants now: after messages came
// into a form, or lines into a panel.
func (d *Dialog) Fit() {
	if d.layer.open {
		d.layer.Refresh()
	}
}
