package consultation

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// sheetsView is the part of the page with the sheets given.
type sheetsView struct {
	v       *pageView
	card    *fyne.Container
	rows    *fyne.Container
	fail    *ui.Banner
	offered *fyne.Container
	search  *ui.CodeField
	given   []*sheetRow
}

type sheetRow struct {
	id               string
	form             *ui.Form
	language, medium *ui.RadioField
}

func newSheetsView(v *pageView) *sheetsView {
	s := &sheetsView{v: v, rows: ui.Tight(), offered: ui.Tight(), fail: ui.NewBanner(v.env, ui.Danger)}
	s.fail.Hide()
	s.offered.Hide()
	s.search = ui.NewCodeField(v.env, ui.FieldSpec{ID: "consultation.sheet_search", Label: "consultation.sheet_search"}, nil)
	s.search.OnChange(s.found)
	s.card = ui.Card(ui.NewText(v.env.T("consultation.sheets"), ui.StyleHeading), s.fail, s.rows, s.offered, s.search.Object())
	return s
}

// setLibrary offers every sheet that has not been withdrawn.
func (s *sheetsView) setLibrary(library []casefile.SheetRow) {
	options := make([]ui.Option, 0, len(library))
	for _, row := range library {
		var about []string
		for _, t := range row.Topics {
			about = append(about, s.v.env.LabelOf("topic", t))
		}
		options = append(options, ui.Option{
			Code: row.ID.String(), Label: ui.InLanguage(row.Title, s.v.env.P.Lang()), Detail: strings.Join(about, ", "),
		})
	}
	s.search.SetOptions(options)
}

func (s *sheetsView) found() {
	id := ui.First(s.search.Value())
	s.search.SetValues(nil)
	for _, row := range s.v.p.library {
		if row.ID.String() == id {
			s.give(row)
		}
	}
}

func (s *sheetsView) give(row casefile.SheetRow) {
	s.v.p.touched()
	s.v.p.values.Give(row, s.v.env.P.Lang())
	s.show()
	s.v.showOutcomes()
	s.v.p.suggest()
}

// propose offers the sheets that fit, one button each.
func (s *sheetsView) propose(rows []casefile.SheetRow) {
	s.offered.Objects = nil
	if len(rows) > 0 {
		line := ui.Flow()
		for _, row := range rows {
			line.Add(ui.NewButton(s.v.env, ui.ButtonSpec{
				ID: "consultation.give." + row.Code, Text: ui.InLanguage(row.Title, s.v.env.P.Lang()), Icon: "add",
			}, func() {
				s.give(row)
				s.search.Focus()
			}))
		}
		s.offered.Objects = []fyne.CanvasObject{ui.NewText(s.v.env.T("consultation.suggested"), ui.StyleCaption), line}
	}
	visible(s.offered, len(rows) > 0)
	s.offered.Refresh()
	s.v.relayout()
}

// show makes a row for each sheet given; rows that are there stay as they are.
func (s *sheetsView) show() {
	was := map[string]*sheetRow{}
	for _, r := range s.given {
		was[r.id] = r
	}
	s.given, s.rows.Objects = nil, nil
	for _, sheet := range s.v.p.values.Sheets {
		r := was[sheet.ID]
		if r == nil {
			r = s.newRow(sheet)
		}
		s.given = append(s.given, r)
		s.rows.Add(r.form.Object())
	}
	visible(s.rows, len(s.given) > 0)
	s.rows.Refresh()
	s.v.relayout()
}

func (s *sheetsView) newRow(sheet Sheet) *sheetRow {
	env, kind := s.v.env, "consultation.sheet."+sheet.Code
	r := &sheetRow{id: sheet.ID}
	r.language = ui.NewRadioField(env, ui.FieldSpec{ID: kind + ".language", Label: "field.handout.language"}, env.Languages())
	r.medium = ui.NewRadioField(env, ui.FieldSpec{ID: kind + ".medium", Label: "field.handout.medium"}, env.Media())
	r.language.SetValues([]string{sheet.Language})
	r.medium.SetValues([]string{sheet.Medium})
	title := ui.Tight(
		ui.NewText(env.T("consultation.version", "Version", strconv.Itoa(sheet.Version)), ui.StyleCaption),
		ui.NewText(ui.InLanguage(sheet.Title, env.P.Lang()), ui.TextStyle{Bold: true, Wrap: true}),
	)
	print := ui.NewButton(env, ui.ButtonSpec{ID: kind + ".print", Label: "common.print", Icon: "print"}, func() {
		s.v.p.printSheet(sheet.ID, ui.First(r.language.Value()))
	})
	remove := ui.NewButton(env, ui.ButtonSpec{ID: kind + ".remove", Label: "common.remove", Icon: "close", Style: ui.Flat}, func() { s.remove(sheet.ID) })
	tools := ui.Tight(ui.NewText(" ", ui.StyleCaption), ui.Flow(print, remove))
	r.form = ui.NewForm(env, kind, ui.Section{Columns: 4, Cells: []ui.Cell{
		{Object: title}, {Field: r.language}, {Field: r.medium}, {Object: tools},
	}})
	r.form.OnChange(func(string) {
		s.collect()
		s.v.p.touched()
	})
	return r
}

func (s *sheetsView) collect() {
	for i, r := range s.given {
		s.v.p.values.Sheets[i].Language = ui.First(r.language.Value())
		s.v.p.values.Sheets[i].Medium = ui.First(r.medium.Value())
	}
}

func (s *sheetsView) remove(id string) {
	for i, sheet := range s.v.p.values.Sheets {
		if sheet.ID == id {
			s.v.p.values.TakeBack(i)
			break
		}
	}
	s.v.p.touched()
	s.show()
	s.v.showOutcomes()
	s.v.p.suggest()
	s.search.Focus()
}

func (s *sheetsView) errors(texts map[string]string) {
	text := ""
	for _, t := range texts {
		text = t
	}
	s.fail.SetText(text)
	if text != "" {
		s.fail.Show()
		s.search.Focus()
	} else {
		s.fail.Hide()
	}
}

func (s *sheetsView) setDisabled(off bool) {
	s.search.SetDisabled(off)
	for _, r := range s.given {
		r.form.SetDisabled(off)
	}
}
