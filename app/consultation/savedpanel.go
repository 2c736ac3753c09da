package consultation

import (
	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// savedPanel stands where the page was, once it is saved: what was written, and
// the next steps.
type savedPanel struct {
	env   *ui.Env
	svc   Service
	id    casefile.ID
	root  *fyne.Container
	fail  *ui.Banner
	first fyne.Focusable
}

var _ place = (*savedPanel)(nil)

func newSavedPanel(p *page, v Values, numbers map[string]string) *savedPanel {
	env := p.env
	s := &savedPanel{env: env, svc: p.svc, id: p.id, fail: ui.NewBanner(env, ui.Danger)}
	s.fail.Hide()
	next := s.button(ui.ButtonSpec{ID: "consultation.next", Label: "consultation.next", Style: ui.Primary, Shortcut: "Ctrl+N"},
		ui.Route{Screen: RouteNew})
	if v.Light {
		next = s.button(ui.ButtonSpec{ID: "consultation.next", Label: "consultation.next_light", Style: ui.Primary, Shortcut: "Ctrl+Shift+N"},
			ui.Route{Screen: RouteLight})
	}
	actions := []fyne.CanvasObject{
		s.button(ui.ButtonSpec{ID: "consultation.open_visit", Label: "consultation.open_visit"}, ui.Route{Screen: RouteVisit, ID: p.id.String()}),
	}
	if !v.Light {
		actions = append(actions, s.button(ui.ButtonSpec{ID: "consultation.open_client", Label: "consultation.open_client"},
			ui.Route{Screen: "client", ID: v.Client}))
	}
	actions = append(actions, next)
	blocks := []fyne.CanvasObject{
		ui.PageHeader(env.T("consultation.saved_title"), "", actions...), s.fail,
		ui.Say(env, ui.Success, p.title()+"\n"+env.T("consultation.saved_text")),
	}
	for _, b := range []fyne.CanvasObject{s.letters(v, numbers), s.papers(v), s.promise(v)} {
		if b != nil {
			blocks = append(blocks, b)
		}
	}
	if s.first == nil {
		s.first = next
	}
	s.root = ui.Page(blocks...)
	return s
}

func (s *savedPanel) button(spec ui.ButtonSpec, to ui.Route) *ui.Button {
	return ui.NewButton(s.env, spec, func() { s.env.Go(to) })
}

// line is one thing that came of the visit, with its button.
func (s *savedPanel) line(title, detail string, tools ...fyne.CanvasObject) fyne.CanvasObject {
	text := ui.Tight(ui.NewText(title, ui.StyleStrong), ui.NewText(detail, ui.StyleMuted))
	return ui.Line(0, append([]fyne.CanvasObject{text}, tools...)...)
}

func (s *savedPanel) letters(v Values, numbers map[string]string) fyne.CanvasObject {
	if len(v.Referrals) == 0 {
		return nil
	}
	card := []fyne.CanvasObject{}
	for _, r := range v.Referrals {
		title := r.Name
		if n := numbers[r.ID]; n != "" {
			title = n + " · " + title
		}
		if !r.Consented {
			open := s.button(ui.ButtonSpec{ID: "consultation.open_referral." + r.ID, Label: "common.open"}, ui.Route{Screen: "referral", ID: r.ID})
			card = append(card, s.line(title, s.env.T("consultation.stays_draft"), open))
			continue
		}
		letter := ui.NewButton(s.env, ui.ButtonSpec{ID: "consultation.print_letter." + r.ID, Label: "consultation.print_letter", Icon: "print"},
			func() { printReferral(s.env, s.svc, r.ID, r.Language, s.failed) })
		if s.first == nil {
			s.first = letter
		}
		card = append(card, s.line(title, s.env.T("consultation.answer_by", "Date", s.env.P.Date(r.DueOn)), letter))
	}
	return ui.Card(ui.NewText(s.env.T("consultation.referrals"), ui.StyleHeading), card...)
}

func (s *savedPanel) papers(v Values) fyne.CanvasObject {
	if len(v.Sheets) == 0 {
		return nil
	}
	card := []fyne.CanvasObject{}
	w := s.env.Wording(nil)
	for _, sheet := range v.Sheets {
		detail := w.Tongue(sheet.Language) + ", " + w.Medium(sheet.Medium)
		paper := ui.NewButton(s.env, ui.ButtonSpec{ID: "consultation.print_sheet." + sheet.Code, Label: "consultation.print_sheet", Icon: "print"},
			func() { printSheet(s.env, s.svc, sheet.ID, sheet.Language, s.failed) })
		if s.first == nil {
			s.first = paper
		}
		card = append(card, s.line(ui.InLanguage(sheet.Title, s.env.P.Lang()), detail, paper))
	}
	return ui.Card(ui.NewText(s.env.T("consultation.sheets"), ui.StyleHeading), card...)
}

func (s *savedPanel) promise(v Values) fyne.CanvasObject {
	if v.FollowUp.IsZero() {
		return nil
	}
	return ui.Card(ui.NewText(s.env.T("consultation.follow_up"), ui.StyleHeading),
		s.line(v.FollowUp.What, s.env.P.Weekday(v.FollowUp.DueOn)+", "+s.env.P.Date(v.FollowUp.DueOn)))
}

func (s *savedPanel) failed(err error) {
	s.fail.SetText(s.env.Words(err))
	s.fail.Show()
	s.root.Refresh()
}

// start puts the cursor on the next step: what is to be printed first.
func (s *savedPanel) start() { s.env.Focus(s.first) }

func (s *savedPanel) object() fyne.CanvasObject { return s.root }
func (s *savedPanel) refresh()                  {}
func (s *savedPanel) leave() bool               { return true }
func (s *savedPanel) do(string)                 {}

// route is the visit: the panel itself is not come back to.
func (s *savedPanel) route() ui.Route { return ui.Route{Screen: RouteVisit, ID: s.id.String()} }
