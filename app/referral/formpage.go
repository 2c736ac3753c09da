package referral

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// formPage is one of the forms about a referral: its correction, the answer,
// its cancellation. What is typed is kept as a draft.
type formPage struct {
	s    *Screen
	env  *ui.Env
	f    file
	v    values
	draw drawn
	auto *ui.Autosave
	keep *ui.Button
	note *ui.Text
	busy bool
	root *fyne.Container
}

func newFormPage(s *Screen, f file, v values) *formPage {
	p := &formPage{s: s, env: s.env, f: f, v: v}
	p.auto = ui.NewAutosave(s.env, s.svc, p.draft, p.drafted)
	p.draw = drawForm(p)
	p.keep = ui.NewButton(p.env, ui.ButtonSpec{
		ID: "referral.save", Label: "referral." + string(v.Mode) + "_save", Style: ui.Primary, Shortcut: "Ctrl+S",
	}, p.save)
	way := "common.cancel"
	if v.Mode == modeCancel {
		way = "common.back" // two buttons that say "cancel" would be taken for each other
	}
	dismiss := ui.NewButton(p.env, ui.ButtonSpec{ID: "referral.dismiss", Label: way}, p.dismiss)
	p.note = ui.NewText("", ui.StyleCaption)
	w := p.env.Wording(f.names)
	title := p.env.T("referral."+string(v.Mode)+"_title", "Number", f.rec.Text("number"))
	head := ui.PageHeader(title, ui.JoinNonEmpty(" · ", f.who(), f.to(), w.Labels("need", f.rec.All("needs"))))
	foot := ui.Pad(4, ui.Line(0, p.note, dismiss, p.keep))
	body := []fyne.CanvasObject{head}
	if v.Mode == modeCancel {
		body = append(body, ui.Say(p.env, ui.Info, p.env.T("referral.cancel_hint")))
	}
	body = append(body, p.draw.form.Object())
	if v.Mode == modeAnswer {
		body = append(body, ui.Card(ui.NewText(p.env.T("referral.to"), ui.StyleHeading), institutionLines(p.env, w, f)...))
	}
	p.root = container.NewBorder(nil, foot, nil, nil, ui.Page(body...))
	return p
}

// start shows the values and gives the keyboard to the first field; resumed
// says that they come from a draft.
func (p *formPage) start(resumed bool) {
	p.draw.showAll()
	if resumed {
		p.auto.Kept()
		p.note.SetText(p.env.T("referral.resumed"))
	}
	p.draw.form.Focus()
}

func (p *formPage) object() fyne.CanvasObject { return p.root }
func (p *formPage) refresh()                  {}
func (p *formPage) leave() bool               { return p.auto.Leave() == nil }
func (p *formPage) id() string                { return string(p.v.Mode) + ":" + p.v.Record.ID.String() }

func (p *formPage) menu() []ui.Command {
	return []ui.Command{
		{ID: "referral.save", Label: "common.save", Shortcut: "Ctrl+S", Do: p.save},
		{ID: "referral.save_too", Label: "common.save", Shortcut: "Ctrl+Enter", Do: p.save},
		{ID: "referral.dismiss", Label: "common.cancel", Do: p.dismiss},
	}
}

func (p *formPage) draftID() casefile.ID {
	return draftID(p.v.Record.ID, p.s.svc.Me().Officer)
}

// draft is what the form holds now.
func (p *formPage) draft() (casefile.Draft, bool) {
	title := p.env.T("referral."+string(p.v.Mode)+"_title", "Number", p.f.rec.Text("number"))
	return casefile.Draft{
		ID: p.draftID(), Officer: p.s.svc.Me().Officer, Form: RouteReferral, SavedAt: p.env.Now(),
		Title: ui.JoinNonEmpty(" · ", title, p.f.who()), Body: p.v.encode(),
	}, p.v.changed()
}

func (p *formPage) drafted(err error) {
	switch {
	case err != nil:
		p.note.SetText(p.env.T("referral.draft_failed") + " " + ui.Present(p.env.P, err).Text)
	case p.v.changed():
		p.note.SetText(p.env.T("referral.draft_kept", "Time", p.env.P.Time(p.env.Minute())))
	default:
		p.note.SetText("")
	}
	p.root.Refresh()
}

// save writes the form. While it is on its way nothing can be typed that would
// not be saved.
func (p *formPage) save() {
	if p.busy {
		return
	}
	if faults := p.v.check(p.env.Today()); len(faults) > 0 {
		p.wrong(faults)
		return
	}
	if p.v.Mode == modeEdit && !p.v.changed() {
		p.drop(func() { p.s.load("", p.v.Record.ID) })
		return
	}
	p.setBusy(true)
	v, today := p.v, p.env.Today()
	p.env.Run(nil, func(ctx context.Context) func() {
		record, err := write(ctx, p.s.svc, v, today)
		if err == nil {
			// The answer is safe now; a draft that stays behind is opened again
			// and can be dismissed.
			_ = p.auto.Drop(ctx, p.draftID())
		}
		return func() {
			if err != nil {
				p.v.Record = record
				p.setBusy(false)
				p.wrong(named(err))
				return
			}
			p.auto.Stop()
			p.env.Toast(ui.Notice{Key: "common.saved", Tone: ui.Success})
			p.s.load("", v.Record.ID)
		}
	})
}

// wrong shows what is wrong where it belongs, and makes room for it.
func (p *formPage) wrong(err error) {
	p.draw.form.ShowError(err)
	p.root.Refresh()
}

// write saves a form and returns the record as it was seen: after a first step
// of two it is another than at the beginning.
func write(ctx context.Context, svc Service, v values, today string) (casefile.Record, error) {
	if first, ok := v.passing(); ok {
		if _, err := svc.Save(ctx, first); err != nil {
			return v.Record, err
		}
		now, err := svc.Record(ctx, v.Record.ID)
		if err != nil {
			return v.Record, err
		}
		if err := v.passed(now); err != nil {
			return v.Record, err
		}
	}
	_, err := svc.Save(ctx, v.edits(today)...)
	return v.Record, err
}

// named calls the fields of the consent, the second edit of a save, as the form
// does.
func named(err error) error {
	var several casefile.FieldErrors
	if !errors.As(err, &several) {
		return err
	}
	out := make(casefile.FieldErrors, len(several))
	for i, e := range several {
		c := *e
		if at, _ := e.Args["Index"].(int); at > 0 {
			c.Field = "consent_form"
		}
		out[i] = &c
	}
	return out
}

func (p *formPage) setBusy(on bool) {
	p.busy = on
	p.draw.form.SetDisabled(on)
	if on {
		p.keep.Disable()
	} else {
		p.keep.Enable()
	}
}

// dismiss goes back to the referral as it was; the notice brings back what was
// typed.
func (p *formPage) dismiss() {
	if p.busy {
		return
	}
	if p.v.changed() {
		p.env.Toast(ui.Notice{Key: "referral.dismissed", Action: "common.undo", Do: p.again})
	}
	p.drop(func() { p.s.load("", p.v.Record.ID) })
}

// again opens the form with what it held when it was dismissed, wherever the
// officer is by then.
func (p *formPage) again() {
	d, _ := p.draft()
	p.env.Run(nil, func(ctx context.Context) func() {
		err := p.s.svc.SaveDraft(ctx, d)
		return func() {
			if err != nil {
				ui.ShowFailure(p.env, err)
				return
			}
			p.env.Go(ui.Route{Screen: RouteReferral, ID: wayDraft + ":" + d.ID.String()})
		}
	})
}

// drop takes the draft away and goes on.
func (p *formPage) drop(then func()) {
	p.env.Run(nil, func(ctx context.Context) func() {
		err := p.auto.Drop(ctx, p.draftID())
		return func() {
			p.auto.Stop()
			if err != nil {
				p.wrong(err)
				return
			}
			then()
		}
	})
}
