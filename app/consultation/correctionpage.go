package consultation

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// correctionPage changes the fields of a visit saved before.
type correctionPage struct {
	s    *Screen
	env  *ui.Env
	c    Correction
	form *ui.Form
	auto *ui.Autosave
	keep *ui.Button
	busy bool
	root *fyne.Container
}

var _ place = (*correctionPage)(nil)

func newCorrection(s *Screen, c Correction, resumed bool) *correctionPage {
	env := s.env
	p := &correctionPage{s: s, env: env, c: c}
	p.auto = ui.NewAutosave(env, s.svc, p.draft, p.drafted)
	if resumed {
		p.auto.Kept()
	}
	light := c.Record.Ref("client").IsZero()
	cells := []ui.Cell{
		{Field: ui.NewDateTimeField(env, ui.FieldSpec{ID: idHeldAt, Required: true})},
		{Field: ui.NewNumberField(env, ui.FieldSpec{ID: idMinutes, Max: 4})},
		{Field: ui.NewCodeField(env, ui.FieldSpec{ID: idChannel, Required: true}, env.Options("channel"))},
		{Field: ui.NewCodeField(env, ui.FieldSpec{ID: idCategory, Required: true}, env.Options("client_category")), Span: 2},
		{Field: ui.NewCodeField(env, ui.FieldSpec{ID: idDestination}, env.Options("country"))},
		{Field: ui.NewCodesField(env, ui.FieldSpec{ID: idTopics, Required: true, Hint: "consultation.topics_hint"}, env.Options("topic")), Span: ui.Full},
	}
	if light {
		cells = append(cells,
			ui.Cell{Field: ui.NewRadioField(env, ui.FieldSpec{ID: idSex, Required: true}, env.Options("sex"))},
			ui.Cell{Field: ui.NewCodeField(env, ui.FieldSpec{ID: idAgeBand, Required: true}, env.Options("age_band"))},
			ui.Cell{Field: ui.NewCodeField(env, ui.FieldSpec{ID: idMunicipality, Required: true}, env.Options("municipality"))})
	}
	cells = append(cells,
		ui.Cell{Field: ui.NewNoteField(env, ui.FieldSpec{ID: idNote}, 6), Span: ui.Full},
		ui.Cell{Field: ui.NewCodesField(env, ui.FieldSpec{ID: idOutcomes}, env.Options("consultation_outcome")), Span: ui.Full})
	p.form = ui.NewForm(env, RouteVisit, ui.Section{Title: "consultation.about", Columns: 3, Cells: cells})
	p.form.SetValues(c.Fields)
	p.form.OnChange(func(string) {
		p.collect()
		p.auto.Touch()
	})
	p.keep = ui.NewButton(env, ui.ButtonSpec{ID: commandSave, Label: "common.save", Style: ui.Primary, Shortcut: "Ctrl+S"}, p.save)
	cancel := ui.NewButton(env, ui.ButtonSpec{ID: "consultation.cancel", Label: "common.cancel"}, p.cancel)
	title := env.T("consultation.correct_title", "Date", env.P.DateTime(c.Record.Text("held_at")))
	foot := ui.Pad(4, ui.Line(0, ui.NewText(env.T("consultation.correct_hint"), ui.StyleCaption), cancel, p.keep))
	p.root = container.NewBorder(nil, foot, nil, nil, ui.Page(ui.PageHeader(title, ""), p.form.Object()))
	return p
}

func (p *correctionPage) collect() {
	for name, values := range p.form.Values() {
		p.c.Set(name, values)
	}
}

func (p *correctionPage) draft() (casefile.Draft, bool) {
	_, changed := p.c.Edit()
	title := p.env.T("consultation.correct_title", "Date", p.env.P.DateTime(p.c.Record.Text("held_at")))
	return casefile.Draft{
		ID: p.draftID(), Officer: p.s.svc.Me().Officer, Form: RouteVisit, Title: title, Body: p.c.Encode(), SavedAt: p.env.Now(),
	}, changed
}

func (p *correctionPage) drafted(err error) {
	if err != nil {
		p.form.ShowError(err)
	}
}

func (p *correctionPage) object() fyne.CanvasObject { return p.root }
func (p *correctionPage) refresh()                  {}
func (p *correctionPage) leave() bool               { return p.auto.Leave() == nil }

func (p *correctionPage) draftID() casefile.ID { return draftID(p.c.Record.ID, p.s.svc.Me().Officer) }

// route is the visit: an unfinished correction of it is found again.
func (p *correctionPage) route() ui.Route {
	return ui.Route{Screen: RouteVisit, ID: p.c.Record.ID.String()}
}

func (p *correctionPage) do(command string) {
	if command == commandSave {
		p.save()
	}
}

func (p *correctionPage) save() {
	if p.busy {
		return
	}
	p.collect()
	e, changed := p.c.Edit()
	if !changed {
		p.back()
		return
	}
	p.setBusy(true)
	draft := p.draftID()
	p.env.Run(nil, func(ctx context.Context) func() {
		if _, err := p.s.svc.Save(ctx, e); err != nil {
			return func() {
				p.setBusy(false)
				p.form.ShowError(err)
			}
		}
		err := p.auto.Drop(ctx, draft)
		return func() {
			if p.env.Toast != nil {
				p.env.Toast(ui.Notice{Key: "common.saved", Tone: ui.Success})
			}
			p.auto.Stop()
			p.s.read(p.c.Record)
			if err != nil {
				p.s.fail(err)
			}
		}
	})
}

func (p *correctionPage) setBusy(on bool) {
	p.busy = on
	p.form.SetDisabled(on)
	if on {
		p.keep.Disable()
	} else {
		p.keep.Enable()
	}
}

// cancel goes back to the visit as it was; the notice brings the correction
// back.
func (p *correctionPage) cancel() {
	p.collect()
	if _, changed := p.c.Edit(); changed && p.env.Toast != nil {
		p.env.Toast(ui.Notice{
			Key: "consultation.correction_dropped", Action: "common.undo",
			Do: func() {
				again := newCorrection(p.s, p.c, false)
				p.s.show(again)
				again.auto.Touch()
			},
		})
	}
	p.back()
}

// back drops the draft and shows the visit.
func (p *correctionPage) back() {
	draft := p.draftID()
	p.env.Run(nil, func(ctx context.Context) func() {
		err := p.auto.Drop(ctx, draft)
		return func() {
			p.auto.Stop()
			if err != nil {
				p.form.ShowError(err)
				return
			}
			p.s.read(p.c.Record)
		}
	})
}
