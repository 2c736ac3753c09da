package client

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

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
	found []casefile.Match
	list  *fyne.Container
	panel fyne.CanvasObject
	// shown counts the matches in view.
	shown int
}

func newAlikePanel(env *ui.Env, svc Service, owner *formPage) *alikePanel {
	a := &alikePanel{env: env, svc: svc, owner: owner, list: ui.Stack()}
	a.wait = ui.NewDebounce(env, alikePause, a.look)
	a.panel = container.NewStack(canvas.NewRectangle(ui.Color(theme.ColorNameBackground)), ui.Page(a.list))
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
	a.shown = len(likely)
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
	if a.owner.frame != nil {
		for _, o := range a.owner.frame.Objects {
			o.Refresh()
		}
	}
}

func (a *alikePanel) card(i int, m casefile.Match) fyne.CanvasObject {
	w := wording(a.env, nil)
	where := w.Label("municipality", m.Municipality)
	if m.CardOnly {
		where = ui.JoinNonEmpty(" · ", where, a.env.T("client.mark.elsewhere"))
	}
	detail := ui.JoinNonEmpty(" · ", w.Birth(m.BirthDate), father(a.env, m.FatherName), where)
	words := ui.Tight(ui.NewText(casefile.FullName(m.GivenName, "", m.FamilyName), ui.TextStyle{Bold: true, Wrap: true}),
		ui.NewText(detail, ui.StyleBody), ui.NewText(a.env.T("client.alike.why", "Reasons", w.Reasons(m.Reasons)), ui.StyleMuted))
	id := "client.alike." + strconv.Itoa(i)
	label := "client.alike.open"
	if a.owner.form.Consultation {
		label = "client.alike.use"
	}
	open := ui.NewButton(a.env, ui.ButtonSpec{ID: id + ".open", Label: label}, func() { a.open(m) })
	apart := ui.NewButton(a.env, ui.ButtonSpec{ID: id + ".apart", Label: "client.alike.apart", Style: ui.Flat}, func() { a.apart(m) })
	return ui.Card(nil, container.New(&matchPlaces{}, words, container.NewHBox(open, apart)))
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
		a.env.Go(ui.Route{Screen: screenVisit, ID: prefixClient + m.ID.String()})
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
