package infosheet

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// listShare is the part of the width that the list gets beside the sheet.
const listShare = 0.4

// view holds the widgets of the library. It decides nothing.
type view struct {
	env    *ui.Env
	do     *Screen
	object fyne.CanvasObject
	search *ui.SearchBox
	list   *ui.Table[casefile.SheetRow]

	paper   *fyne.Container
	reading *ui.RadioField
}

func newView(env *ui.Env, s *Screen) *view {
	v := &view{env: env, do: s, paper: container.NewStack()}
	v.search = ui.NewSearchBox(env, "sheets.search", "infosheet.search", s.find)
	topic := ui.NewCodeField(env, ui.FieldSpec{ID: "sheets.topic", Label: "infosheet.topic", Placeholder: "common.all"}, env.Options("topic"))
	country := ui.NewCodeField(env, ui.FieldSpec{ID: "sheets.destination", Label: "infosheet.destination", Placeholder: "common.all"}, env.Options("country"))
	narrowed := func() { s.narrow(ui.First(topic.Value()), ui.First(country.Value())) }
	topic.OnChange(narrowed)
	country.OnChange(narrowed)
	v.list = ui.NewTable(env, ui.TableSpec[casefile.SheetRow]{
		ID: "sheets", Columns: v.columns(), Source: s.page, Select: s.read, Open: s.read, Loaded: s.listed,
		Key:   func(r casefile.SheetRow) string { return r.ID.String() },
		Count: "infosheet.count", Empty: ui.EmptySpec{Icon: "sheets", Title: "infosheet.none", Text: "infosheet.none_hint"},
	})
	v.search.Leads(func() { env.Focus(v.list) })

	v.reading = ui.NewRadioField(env, ui.FieldSpec{ID: "sheet.language", Label: "infosheet.language"}, append(env.Languages(), ui.Option{Code: both, Label: env.T("infosheet.both")}))
	v.reading.SetValues([]string{s.model.reading})
	v.reading.OnChange(func() { s.Read(ui.First(v.reading.Value())) })

	find := ui.NewForm(env, "sheets", ui.Section{Columns: 3, Cells: []ui.Cell{{Object: labelled(env, v.search)}, {Field: topic}, {Field: country}}})
	head := ui.Stack(ui.PageHeader(env.T("infosheet.title"), env.T("infosheet.subtitle")), find.Object())
	v.object = ui.Frame(head, ui.Split(listShare, v.list, v.paper), nil)
	return v
}

// labelled gives the search line a label like that of the fields beside it.
func labelled(env *ui.Env, search *ui.SearchBox) fyne.CanvasObject {
	label := ui.StyleCaption
	label.Bold = true
	return ui.Tight(ui.NewText(env.T("common.search"), label), search)
}

func (v *view) columns() []ui.Column[casefile.SheetRow] {
	lang := v.env.P.Lang()
	return []ui.Column[casefile.SheetRow]{
		{
			ID: "title", Title: "infosheet.column_title", Width: 150, Flex: 1,
			Text:  func(r casefile.SheetRow) string { return r.Title[lang] },
			Style: func(casefile.SheetRow) ui.CellStyle { return ui.CellStyle{Bold: true} },
		},
		{
			ID: "state", Title: "infosheet.column_state", Width: 124,
			Text: func(r casefile.SheetRow) string { return v.stateText(r) },
			Style: func(r casefile.SheetRow) ui.CellStyle {
				return ui.CellStyle{Badge: v.stateText(r) != "", Tone: stateTone(r, v.env.Today())}
			},
		},
	}
}

// stateText is the one thing to know first: a version that has changed under
// its holders, an end, or a point not yet verified.
func (v *view) stateText(r casefile.SheetRow) string {
	switch stateOf(r, v.env.Today()) {
	case stateExpired:
		return v.env.T("infosheet.expired")
	case stateUnverified:
		return v.env.T("infosheet.unverified")
	}
	if r.Outdated > 0 {
		return v.env.N("infosheet.outdated_short", r.Outdated)
	}
	return ""
}

func stateTone(r casefile.SheetRow, today string) ui.Tone {
	if stateOf(r, today) == stateExpired {
		return ui.Danger
	}
	return ui.Warning
}

// show draws the sheet being read. Head and text scroll together, so that a
// large text on a small screen stays readable.
func (v *view) show(m *model) {
	if !m.ok {
		v.paper.Objects = []fyne.CanvasObject{ui.Card(nil, ui.EmptyState(v.env, ui.EmptySpec{
			Icon: "sheets", Title: "infosheet.choose", Text: "infosheet.choose_hint",
		}))}
		v.paper.Refresh()
		return
	}
	var pages []fyne.CanvasObject
	for _, lang := range m.languages(v.env.P.Lang()) {
		pages = append(pages, v.pageOf(m, lang))
	}
	body := pages[0]
	if len(pages) == 2 {
		body = container.NewGridWithColumns(2, pages...)
	}
	v.paper.Objects = []fyne.CanvasObject{ui.FillCard(nil, ui.Page(v.headOf(m), body))}
	v.paper.Refresh()
}

func (v *view) headOf(m *model) fyne.CanvasObject {
	env := v.env
	badges := []fyne.CanvasObject{
		ui.NewBadge(m.open.Code+" · "+env.T("infosheet.version", "Version", m.open.Version), ui.Neutral),
	}
	switch stateOf(m.open, env.Today()) {
	case stateExpired:
		badges = append(badges, ui.NewBadge(env.T("infosheet.expired"), ui.Danger))
	case stateUnverified:
		badges = append(badges, ui.NewBadge(env.T("infosheet.unverified"), ui.Warning))
	}
	dates := env.T("infosheet.checked", "Date", env.P.Date(m.open.CheckedOn))
	if m.open.ValidUntil != "" {
		dates += " · " + env.T("infosheet.valid_until", "Date", env.P.Date(m.open.ValidUntil))
	}
	badges = append(badges, ui.NewText(dates, ui.StyleCaption))
	buttons := []fyne.CanvasObject{
		ui.NewButton(env, ui.ButtonSpec{ID: "sheet.give", Label: "infosheet.give", Icon: "handout", Style: ui.Primary, Shortcut: "Ctrl+G"}, v.do.give),
		ui.NewButton(env, ui.ButtonSpec{ID: "sheet.print", Label: "infosheet.print", Icon: "print", Shortcut: "Ctrl+P"}, v.do.print),
		ui.NewButton(env, ui.ButtonSpec{ID: "sheet.sources", Label: "infosheet.sources", Style: ui.Flat}, func() { v.sources(m.full) }),
	}
	if m.open.Outdated > 0 {
		old := ui.NewButton(env, ui.ButtonSpec{ID: "sheet.holders", Text: env.N("infosheet.outdated", m.open.Outdated), Icon: "history"}, v.do.showHolders)
		buttons = append(buttons, old)
	}
	return ui.Stack(
		ui.NewText(m.open.Title[env.P.Lang()], ui.TextStyle{Size: ui.StyleTitle.Size, Bold: true, Wrap: true}),
		ui.Flow(badges...), ui.Flow(buttons...), v.reading.Object(), ui.Rule(),
	)
}

// pageOf is the text of a sheet in one language.
func (v *view) pageOf(m *model, lang string) fyne.CanvasObject {
	words := []fyne.CanvasObject{}
	if m.reading == both {
		words = append(words, ui.NewText(m.open.Title[lang], ui.TextStyle{Bold: true, Wrap: true}))
	}
	if a := m.full.Text("audience_" + lang); a != "" {
		words = append(words, ui.NewText(a, ui.StyleMuted))
	}
	body := widget.NewRichTextFromMarkdown(m.full.Text("body_" + lang))
	body.Wrapping = fyne.TextWrapWord
	return ui.Stack(append(words, body)...)
}

func (v *view) sources(rec casefile.Record) {
	lines := []fyne.CanvasObject{ui.NewText(v.env.T("infosheet.sources_hint"), ui.StyleMuted)}
	for _, s := range sources(rec) {
		lines = append(lines, ui.NewText(s, ui.StyleBody))
	}
	ui.Panel(v.env, ui.PanelSpec{ID: "sources", Title: "infosheet.sources", Body: lines, Width: 720})
}

// holders lists who was given a version that has changed since.
func (v *view) holders(list []casefile.Holder) {
	lines := []fyne.CanvasObject{ui.NewText(v.env.T("infosheet.holders_hint"), ui.StyleMuted)}
	for _, h := range list {
		id := h.Client
		text := strings.Join([]string{h.Name, v.env.T("infosheet.version", "Version", strconv.Itoa(h.Version)), v.env.P.Date(h.GivenOn)}, " · ")
		lines = append(lines, ui.NewButton(v.env, ui.ButtonSpec{ID: "holder." + id.String(), Text: text, Style: ui.Flat, Wide: true}, func() {
			v.env.Go(ui.Route{Screen: "client", ID: id.String()})
		}))
	}
	if len(list) == 0 {
		lines = append(lines, ui.NewText(v.env.T("infosheet.holders_none"), ui.StyleBody))
	}
	ui.Panel(v.env, ui.PanelSpec{ID: "holders", Title: "infosheet.holders", Body: lines, Width: 560})
}
