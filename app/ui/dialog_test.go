package ui_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// withName shows a field to type in and gives it the focus.
func withName(b *bench) *ui.TextField {
	f := ui.NewTextField(b.Env, ui.FieldSpec{ID: "client.given_name"})
	b.fill(ground(ui.Page(f.Object())), 800, 500)
	f.Focus()
	return f
}

func TestConfirm(t *testing.T) {
	b := sq(t)
	name := withName(b)
	deeds := 0
	ask := func() *ui.Dialog {
		return ui.Confirm(b.Env, ui.ConfirmSpec{ID: "drop", Title: "common.sure", Yes: "common.delete", Destructive: true}, func() {
			deeds++
			if b.focus() != "client.given_name" {
				t.Errorf("the deed is done with the focus on %q", b.focus())
			}
		})
	}
	d := ask()
	if b.focus() != "drop.no" {
		t.Fatalf("the focus is on %q, want the safe answer", b.focus())
	}
	b.key(t, fyne.KeySpace)
	if d.Shown() || deeds != 0 || b.focus() != "client.given_name" {
		t.Errorf("after Space: shown %v, %d deeds, focus %q", d.Shown(), deeds, b.focus())
	}
	wantValue(t, name)
	ask()
	b.key(t, fyne.KeyEscape)
	if b.focus() != "client.given_name" {
		t.Error("Escape does not close it")
	}
	ask()
	b.key(t, fyne.KeyTab)
	if b.focus() != "drop.yes" {
		t.Fatalf("Tab leads to %q", b.focus())
	}
	b.key(t, fyne.KeyTab)
	if b.focus() != "drop.no" {
		t.Fatalf("Tab leaves the dialog for %q", b.focus())
	}
	b.key(t, fyne.KeyTab, fyne.KeyReturn)
	if deeds != 1 {
		t.Errorf("%d deeds after Enter, want 1", deeds)
	}
	wantValue(t, name)
	if s := ui.Look(b.canvas()); s.Dialog {
		t.Error("a dialog is left behind")
	}
}

func TestClickBesideADialogKeepsIt(t *testing.T) {
	b := sq(t)
	withName(b)
	d := ui.Confirm(b.Env, ui.ConfirmSpec{ID: "drop", Title: "common.sure", Yes: "common.delete"}, func() { t.Error("done by a click beside") })
	test.TapCanvas(b.canvas(), fyne.NewPos(5, 5))
	if !d.Shown() || b.focus() != "drop.no" {
		t.Errorf("shown %v, focus on %q", d.Shown(), b.focus())
	}
}

func TestAsk(t *testing.T) {
	b := sq(t)
	withName(b)
	what := ui.NewTextField(b.Env, ui.FieldSpec{ID: "followup.what", Required: true})
	done := 0
	ui.Ask(b.Env, ui.AskSpec{
		ID: "followup", Title: "kind.followup", Form: ui.NewForm(b.Env, "followup", ui.Section{Cells: ui.Cells(what)}),
		Do: func(d *ui.Dialog) {
			done++
			if len(what.Value()) == 0 {
				what.SetError("!")
				return
			}
			d.Hide()
		},
	})
	if b.focus() != "followup.what" {
		t.Fatalf("the focus is on %q", b.focus())
	}
	b.key(t, fyne.KeyReturn)
	b.typed(t, "telefono")
	b.key(t, fyne.KeyReturn)
	if done != 2 || b.focus() != "client.given_name" {
		t.Errorf("%d tries, focus on %q", done, b.focus())
	}
}

func TestMessageAndChoose(t *testing.T) {
	b := sq(t)
	withName(b)
	closed := 0
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEscape, fyne.KeySpace} {
		ui.Message(b.Env, ui.MessageSpec{Tone: ui.Warning, Title: "common.sure", Text: "…", Done: func() { closed++ }})
		b.key(t, key)
	}
	if closed != 3 || b.focus() != "client.given_name" {
		t.Errorf("closed %d times, focus on %q", closed, b.focus())
	}
	chosen := ""
	ui.Choose(b.Env, "common.select", "", []ui.Choice{
		{ID: "choose.a", Label: "common.print", Do: func() { chosen = "a" }}, {ID: "choose.b", Label: "common.export", Do: func() { chosen = "b" }},
	})
	if b.focus() != "choose.no" {
		t.Errorf("the focus is on %q, want the way back", b.focus())
	}
	b.key(t, fyne.KeyTab, fyne.KeyTab, fyne.KeyReturn)
	if chosen != "b" {
		t.Errorf("chose %q", chosen)
	}
}

func TestPresentShowsCodesOnly(t *testing.T) {
	b := sq(t)
	secret := errors.New("Përparim Çela, 069 123 4567")
	for _, err := range []error{
		secret,
		&casefile.Error{Code: casefile.CodeDamaged, Err: secret},
		casefile.FieldErrors{{Code: casefile.CodeTooLong, Field: "what", Args: map[string]any{"Max": 20}, Err: secret}, {Code: casefile.CodeStale}},
	} {
		f := ui.Present(b.P, err)
		if f.Text == "" || strings.Contains(f.Text, "Çela") || strings.Contains(f.Text, "⟦") {
			t.Errorf("%v is told as %q", casefile.CodeOf(err), f.Text)
		}
	}
	f := ui.Present(b.P, casefile.FieldErrors{{Code: casefile.CodeTooLong, Field: "what", Args: map[string]any{"Max": 20}}})
	if f.Text != "" || !strings.Contains(f.Fields["what"], "20") || f.Code != casefile.CodeTooLong {
		t.Errorf("a field's error is told as %+v", f)
	}
	if f := ui.Present(b.P, nil); f.Text != "" || f.Code != "" {
		t.Errorf("no error is told as %+v", f)
	}
	for _, c := range casefile.Codes() {
		if f := ui.Present(b.P, &casefile.Error{Code: c, Args: map[string]any{"Max": 1, "Min": 1, "Seconds": 1, "Kind": "x"}}); f.Text == "" {
			t.Errorf("no words for %s", c)
		}
	}
}

func TestToast(t *testing.T) {
	b := sq(t)
	name := withName(b)
	h := ui.NewToastHost(b.Env)
	b.fill(container.NewStack(ground(ui.Page(name.Object())), h.Object()), 800, 500)
	name.Focus()
	undone := 0
	h.Show(ui.Notice{Key: "common.saved", Tone: ui.Success, Action: "common.undo", Do: func() { undone++ }})
	if b.focus() != "client.given_name" || h.Key() != "common.saved" {
		t.Errorf("focus on %q, notice %q", b.focus(), h.Key())
	}
	test.TapCanvas(b.canvas(), fyne.NewPos(60, 60))
	if !h.Act() || undone != 1 || h.Key() != "" || h.Act() {
		t.Errorf("undone %d times, notice %q", undone, h.Key())
	}
	h.Show(ui.Notice{Key: "common.saved"})
	h.Show(ui.Notice{Key: "ui.copied"})
	b.run.Advance(4 * time.Second)
	if h.Key() != "ui.copied" {
		t.Errorf("after four seconds the notice is %q", h.Key())
	}
	b.run.Advance(2 * time.Second)
	if h.Key() != "" {
		t.Error("the notice stays")
	}
}

func TestTabsAndTimeline(t *testing.T) {
	b := sq(t)
	opened := ""
	tl := ui.NewTimeline(b.Env, "client.timeline", ui.EmptySpec{Title: "common.no_results"}, func(m ui.Moment) { opened = m.ID })
	built := 0
	tabs := ui.NewTabs(b.Env, "client.tabs",
		ui.Tab{ID: "a", Label: "kind.consultation", Content: func() fyne.CanvasObject { return tl }},
		ui.Tab{ID: "b", Label: "kind.referral", Content: func() fyne.CanvasObject { built++; return ui.Flow() }})
	b.fill(tabs, 700, 400)
	tl.SetMoments([]ui.Moment{{ID: "1", Title: "një"}, {ID: "2", Title: "dy"}})
	b.canvas().FocusNext()
	if b.focus() != "client.tabs" {
		t.Fatalf("the tabs cannot be reached: %q", b.focus())
	}
	b.key(t, fyne.KeyRight, fyne.KeyLeft, fyne.KeyRight)
	if built != 1 || tabs.Current() != "b" {
		t.Errorf("page b built %d times, showing %s", built, tabs.Current())
	}
	b.key(t, fyne.KeyHome, fyne.KeyTab, fyne.KeyDown, fyne.KeyReturn)
	if opened != "2" {
		t.Errorf("opened %q", opened)
	}
}

func TestButton(t *testing.T) {
	b := sq(t)
	n := 0
	btn := ui.NewButton(b.Env, ui.ButtonSpec{ID: "client.save", Label: "common.save", Shortcut: "Ctrl+S"}, func() { n++ })
	b.fill(container.NewCenter(btn), 300, 200)
	b.canvas().Focus(btn)
	b.key(t, fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter)
	test.Tap(btn)
	if n != 4 {
		t.Errorf("pressed %d times, want 4", n)
	}
	btn.Disable()
	test.Tap(btn)
	btn.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if n != 4 {
		t.Error("a button that is off can be pressed")
	}
}

func TestObserve(t *testing.T) {
	b := sq(t)
	name := withName(b)
	name.SetValues([]string{"Përparim"})
	var out bytes.Buffer
	h := ui.NewToastHost(b.Env)
	stop := ui.Observe(b.run, &out, ui.ObserveSpec{Window: b.window, Screen: func() string { return "client" }, Toast: h.Key})
	b.run.Advance(time.Second)
	h.Show(ui.Notice{Key: "common.saved"})
	b.run.Advance(time.Second)
	ui.Confirm(b.Env, ui.ConfirmSpec{ID: "drop", Title: "common.sure", Yes: "common.delete"}, func() {})
	b.run.Advance(time.Second)
	stop()
	b.key(t, fyne.KeyEscape)
	b.run.Advance(time.Second)
	if strings.Contains(out.String(), "Përparim") {
		t.Error("what was entered can be read from outside")
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d lines for three sights: %s", len(lines), out.String())
	}
	var first, last ui.Sight
	for i, s := range map[int]*ui.Sight{0: &first, 2: &last} {
		if err := json.Unmarshal([]byte(lines[i]), s); err != nil {
			t.Fatal(err)
		}
	}
	if first.Screen != "client" || first.Focus != "client.given_name" || len(first.Controls) != 1 || first.Controls[0].W < 100 || !first.Controls[0].On || first.Scale != 1 {
		t.Errorf("the first sight is %+v", first)
	}
	if !last.Dialog || last.Focus != "drop.no" || len(last.Controls) != 2 || last.Toast != "common.saved" {
		t.Errorf("with a dialog the sight is %+v", last)
	}
	c := last.Controls[1]
	test.TapCanvas(b.canvas(), fyne.NewPos(c.X+c.W/2, c.Y+c.H/2))
}
