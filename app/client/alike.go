package client

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// alikePause is how long typing rests before likely duplicates are looked for.
const alikePause = 200 * time.Millisecond

// alikePanel stands beside the form of a new client and shows who may be the
// same person.
type alikePanel struct {
	env   *ui.Env
	svc   Service
	owner *formPage
	gen   ui.Generation
	wait  *ui.Debounce
	last  casefile.Candidate
	found []casefile.Match
	list  *fyne.Container
	panel *fyne.Container
}

func newAlikePanel(env *ui.Env, svc Service, owner *formPage) *alikePanel {
	a := &alikePanel{env: env, svc: svc, owner: owner, list: ui.Stack()}
	a.wait = ui.NewDebounce(env, alikePause, a.look)
	a.panel = ui.Page(a.list)
	a.render()
	return a
}

func (a *alikePanel) object() fyne.CanvasObject { return a.panel }

// compared are the fields that tell people apart.
var compared = map[string]bool{
	"client.given_name": true, "client.father_name": true, "client.family_name": true, "client.birth_date": true,
	"client.sex": true, "client.personal_number": true, "client.phones": true, "client.documents": true,
}

func (a *alikePanel) touch(id string) {
	if compared[id] {
		a.wait.Touch()
	}
}

// look asks who may be the same person.
func (a *alikePanel) look() {
	c := a.owner.form.Candidate()
	if !Comparable(c) {
		a.gen.Cancel()
		a.found = nil
		a.render()
		return
	}
	a.env.Run(&a.gen, func(ctx context.Context) func() {
		found, err := a.svc.Duplicates(ctx, c)
		return func() {
			if err != nil {
				// The form can be saved without; the next letter asks again.
				return
			}
			a.found = found
			a.render()
		}
	})
}

func (a *alikePanel) render() {
	likely := a.owner.form.Likely(a.found)
	a.list.Objects = nil
	if len(likely) == 0 {
		a.list.Add(ui.Card(ui.NewText(a.env.T("client.alike.title"), ui.StyleHeading),
			ui.NewText(a.env.T("client.alike.none"), ui.StyleMuted)))
	} else {
		a.list.Add(ui.Say(a.env, ui.Warning, a.env.N("client.alike.found", len(likely))))
	}
	for i, m := range likely {
		a.list.Add(a.card(i, m))
	}
	a.panel.Refresh()
	a.list.Refresh()
	if a.owner.body != nil {
		a.owner.body.Refresh()
	}
}

func (a *alikePanel) card(i int, m casefile.Match) fyne.CanvasObject {
	w := wording(a.env, nil)
	where := w.label("municipality", m.Municipality)
	if m.CardOnly {
		where = joinNonEmpty(" · ", where, a.env.T("client.mark.elsewhere"))
	}
	lines := []fyne.CanvasObject{ui.NewText(casefile.FullName(m.GivenName, "", m.FamilyName), ui.TextStyle{Bold: true, Wrap: true})}
	for _, s := range []string{w.Birth(m.BirthDate), father(a.env, m.FatherName), where} {
		if s != "" {
			lines = append(lines, ui.NewText(s, ui.StyleBody))
		}
	}
	lines = append(lines, ui.NewText(a.env.T("client.alike.why", "Reasons", w.Reasons(m.Reasons)), ui.StyleMuted))
	id := "client.alike." + a.env.P.Number(i)
	label := "client.alike.open"
	if a.owner.form.Consultation {
		label = "client.alike.use"
	}
	open := ui.NewButton(a.env, ui.ButtonSpec{ID: id + ".open", Label: label}, func() { a.open(m) })
	apart := ui.NewButton(a.env, ui.ButtonSpec{ID: id + ".apart", Label: "client.alike.apart", Style: ui.Flat}, func() { a.apart(m) })
	return ui.Card(nil, ui.Tight(lines...), ui.Flow(open, apart))
}

func father(env *ui.Env, name string) string {
	if name == "" {
		return ""
	}
	return env.T("client.father", "Name", name)
}

// open goes to the person found; the form stays as a draft.
func (a *alikePanel) open(m casefile.Match) {
	if a.owner.form.Consultation {
		a.env.Go(ui.Route{Screen: "consultation.new", ID: prefixClient + m.ID.String()})
		return
	}
	a.env.Go(ui.Route{Screen: ScreenFile, ID: m.ID.String()})
}

// apart takes a match away for good: the officer knows better.
func (a *alikePanel) apart(m casefile.Match) {
	a.owner.form.Apart = append(a.owner.form.Apart, m.ID.String())
	a.owner.drafts.Touch()
	a.render()
	a.owner.fields.Focus()
}

// beside lays a form beside the panel of likely duplicates. Where the window is
// narrow or the text large the panel goes below the form, so that no field
// moves under the hands of who is typing.
type beside struct{}

const (
	alikeWidth  = 292
	besideWidth = 940
)

func (beside) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(ui.Px(240), ui.Px(200)) }

func (beside) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(0, 0))
	if s.Width >= ui.Px(besideWidth) {
		w := ui.Px(alikeWidth)
		o[0].Resize(fyne.NewSize(s.Width-w, s.Height))
		o[1].Resize(fyne.NewSize(w, s.Height))
		o[1].Move(fyne.NewPos(s.Width-w, 0))
		return
	}
	h := s.Height * 0.3
	if !o[1].Visible() {
		h = 0
	}
	o[0].Resize(fyne.NewSize(s.Width, s.Height-h))
	o[1].Resize(fyne.NewSize(s.Width, h))
	o[1].Move(fyne.NewPos(0, s.Height-h))
}

// margins are those of a page, for what stands above one.
type margins struct{}

func (margins) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(ui.Px(36), ui.Px(16))
}

func (margins) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(ui.Px(16), ui.Px(16)))
	o[0].Resize(fyne.NewSize(s.Width-ui.Px(36), s.Height-ui.Px(16)))
}
