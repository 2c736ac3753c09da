package referral

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// filePage shows one referral and what may be done with it now.
type filePage struct {
	s   *Screen
	env *ui.Env
	f   file
	may permits
	gen ui.Generation
	// slip: a return slip led here, and the referral waits for no answer.
	slip bool
	busy bool
	body *fyne.Container
	root *fyne.Container
}

func newFilePage(s *Screen, f file) *filePage {
	p := &filePage{s: s, env: s.env, f: f, body: ui.Stack()}
	p.root = container.NewStack(ui.Page(p.body))
	return p
}

func (p *filePage) object() fyne.CanvasObject { return p.root }
func (p *filePage) id() string                { return p.f.rec.ID.String() }

func (p *filePage) leave() bool {
	p.gen.Cancel()
	return true
}

// start gives the keyboard to what is usually done next.
func (p *filePage) start() {
	c := p.env.Window.Canvas()
	for _, id := range []string{"referral.send", "referral.answer", "referral.print", "referral.edit", "referral.correct"} {
		if ui.FocusID(c, id) {
			return
		}
	}
	ui.FocusID(c, "referral.client")
}

// refresh reads again; what was shown stays if that fails.
func (p *filePage) refresh() {
	id, w := p.f.rec.ID, p.env.Wording(nil)
	p.env.Run(&p.gen, func(ctx context.Context) func() {
		f, err := read(ctx, p.s.svc, w, id)
		return func() {
			if err != nil {
				ui.ShowFailure(p.env, err)
				return
			}
			p.f = f
			p.render()
		}
	})
}

func (p *filePage) menu() []ui.Command {
	var out []ui.Command
	add := func(on bool, c ui.Command) {
		if on {
			out = append(out, c)
		}
	}
	add(p.may.send, ui.Command{ID: "referral.send", Label: p.sendLabel(), Shortcut: "Ctrl+G", Do: p.send})
	add(p.may.answer, ui.Command{ID: "referral.answer", Label: "referral.answer", Shortcut: "Ctrl+G", Do: p.to(wayAnswer)})
	add(p.may.correct, ui.Command{ID: "referral.correct", Label: "referral.correct", Shortcut: "Ctrl+E", Do: p.to(wayAnswer)})
	add(p.may.edit, ui.Command{ID: "referral.edit", Label: "common.edit", Shortcut: "Ctrl+E", Do: p.to(wayEdit)})
	for i, lang := range p.languages() {
		c := ui.Command{ID: "referral.print", Label: "referral.print_" + lang, Shortcut: "Ctrl+P", Do: p.printer(lang)}
		if i > 0 {
			c.ID, c.Shortcut = "referral.print_other", "Ctrl+Shift+P"
		}
		add(p.may.print, c)
	}
	add(p.may.cancel, ui.Command{ID: "referral.cancel", Label: "referral.cancel", Do: p.to(wayCancel)})
	return out
}

func (p *filePage) sendLabel() string {
	if p.f.rec.Text("status") == casefile.StatusDraft {
		return "referral.send"
	}
	return "referral.send_again"
}

// languages are those a letter can be printed in, the one asked for first.
func (p *filePage) languages() []string {
	first := p.f.rec.Text("language")
	if first == "" {
		first = p.env.P.Lang()
	}
	if first == "en" {
		return []string{"en", "sq"}
	}
	return []string{"sq", "en"}
}

// to leads to a form about this referral.
func (p *filePage) to(way string) func() {
	return func() { p.s.load(way, p.f.rec.ID) }
}

// send writes down that the referral goes out.
func (p *filePage) send() {
	p.write(sending(p.f.rec, p.env.Today()), "referral.sent", func(err error) { ui.ShowFailure(p.env, err) })
}

// write saves one change of the page itself and tells how that went; a second
// press meanwhile does nothing.
func (p *filePage) write(e casefile.Edit, said string, told func(error)) {
	if p.busy {
		return
	}
	p.busy = true
	p.env.Run(nil, func(ctx context.Context) func() {
		_, err := p.s.svc.Save(ctx, e)
		return func() {
			p.busy = false
			told(err)
			if err == nil {
				p.env.Toast(ui.Notice{Key: said, Tone: ui.Success})
				p.refresh()
			}
		}
	})
}

// printer prints the letter in a language.
func (p *filePage) printer(lang string) func() {
	id := p.f.rec.ID
	return func() {
		p.env.Run(nil, func(ctx context.Context) func() {
			_, err := p.s.svc.PrintReferral(ctx, id, lang)
			return func() {
				if err != nil {
					ui.ShowFailure(p.env, err)
					return
				}
				p.env.Toast(ui.Notice{Key: "referral.printed", Tone: ui.Success})
			}
		})
	}
}
