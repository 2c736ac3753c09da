package register

import (
	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// view shows the register and tells the screen what was asked for.
type view struct {
	s     *Screen
	root  *fyne.Container
	form  *ui.Form
	fail  *ui.Banner
	top   *fyne.Container
	table *ui.Table[Row]

	period                          *ui.RadioField
	from, to                        *ui.DateField
	officer, category, topic, place *ui.CodeField
}

func newView(s *Screen) *view {
	env := s.env
	v := &view{s: s, fail: ui.NewBanner(env, ui.Danger)}
	v.fail.Hide()
	spec := func(name, label string) ui.FieldSpec {
		return ui.FieldSpec{ID: "register." + name, Label: label, Placeholder: "common.all"}
	}
	v.period = ui.NewRadioField(env, spec("period", "register.period"), []ui.Option{
		{Code: PeriodToday, Label: env.T("common.today")},
		{Code: PeriodWeek, Label: env.T("common.this_week")},
		{Code: PeriodMonth, Label: env.T("common.this_month")},
		{Code: PeriodAll, Label: env.T("common.all")},
	})
	v.from = ui.NewDateField(env, spec("from", "register.from"), ui.DateRules{})
	v.to = ui.NewDateField(env, spec("to", "register.to"), ui.DateRules{})
	officer := spec("officer", "field.consultation.officer")
	officer.Placeholder = "register.all_officers"
	v.officer = ui.NewCodeField(env, officer, nil)
	v.category = ui.NewCodeField(env, spec("category", "field.consultation.category"), env.Options("client_category"))
	v.topic = ui.NewCodeField(env, spec("topic", "register.topic"), env.Options("topic"))
	v.place = ui.NewCodeField(env, spec("place", "field.consultation.municipality"), env.Options("municipality"))
	v.form = ui.NewForm(env, Route, ui.Section{Columns: 4, Cells: []ui.Cell{
		{Field: v.period, Span: 2},
		{Field: v.from},
		{Field: v.to},
		{Field: v.officer},
		{Field: v.category},
		{Field: v.topic},
		{Field: v.place},
	}})
	v.form.OnChange(v.changed)
	v.table = ui.NewTable(env, ui.TableSpec[Row]{
		ID: Route, Columns: columns(), Source: s.source(), Open: s.open, Count: "common.visits", Empty: v.empty(),
		Key: func(r Row) string { return r.ID.String() },
	})
	wipe := ui.NewButton(env, ui.ButtonSpec{ID: "register.clear", Label: "register.clear", Style: ui.Flat}, s.clear)
	xlsx := ui.NewButton(env, ui.ButtonSpec{ID: "register.export_xlsx", Label: "register.export_xlsx", Icon: "download"}, func() { s.export(FormatXLSX) })
	csv := ui.NewButton(env, ui.ButtonSpec{ID: "register.export_csv", Label: "register.export_csv", Icon: "download"}, func() { s.export(FormatCSV) })
	v.top = ui.Stack(ui.PageHeader(env.T("register.title"), "", wipe, xlsx, csv), v.fail, v.form.Object())
	v.root = ui.Frame(v.top, v.table, nil)
	return v
}

// empty says what to do where nothing was found.
func (v *view) empty() ui.EmptySpec {
	if v.s.filter == (Filter{}) {
		return ui.EmptySpec{Icon: "register", Title: "register.empty", Text: "register.empty_text"}
	}
	return ui.EmptySpec{
		Icon: "register", Title: "register.none", Text: "register.none_text",
		Action: ui.ButtonSpec{ID: "register.show_all", Label: "register.clear"}, Do: v.s.clear,
	}
}

// show puts the filter into the fields.
func (v *view) show() {
	f := v.s.filter
	one := func(s string) []string {
		if s == "" {
			return nil
		}
		return []string{s}
	}
	v.from.SetValues(one(f.From))
	v.to.SetValues(one(f.To))
	v.officer.SetValues(one(f.Officer))
	v.category.SetValues(one(f.Category))
	v.topic.SetValues(one(f.Topic))
	v.place.SetValues(one(f.Place))
	v.showPeriod()
	v.table.SetEmpty(v.empty())
}

func (v *view) showPeriod() {
	v.period.SetValues([]string{v.s.filter.Period(v.s.env.Today())})
	v.to.SetError("")
	if v.s.filter.Backwards() {
		v.to.SetError(v.s.env.T("register.backwards"))
	}
}

// changed takes one field changed by hand and searches at once.
func (v *view) changed(id string) {
	f := &v.s.filter
	before := f.Query()
	if id == "register.period" {
		f.From, f.To = Span(ui.First(v.period.Value()), v.s.env.Today())
		v.show()
	} else {
		f.From, f.To = ui.First(v.from.Value()), ui.First(v.to.Value())
		f.Officer, f.Category = ui.First(v.officer.Value()), ui.First(v.category.Value())
		f.Topic, f.Place = ui.First(v.topic.Value()), ui.First(v.place.Value())
		v.showPeriod()
		v.table.SetEmpty(v.empty())
	}
	// A day half typed asks for nothing new.
	if f.Query() != before {
		v.s.search()
	}
}

func (v *view) setOfficers(names []casefile.OfficerName) {
	options := make([]ui.Option, 0, len(names))
	for _, n := range names {
		options = append(options, ui.Option{Code: n.ID.String(), Label: n.Name})
	}
	v.officer.SetOptions(options)
}

// failed says what could not be done; nil takes it away.
func (v *view) failed(err error) {
	if err == nil {
		v.fail.Hide()
	} else {
		v.fail.SetText(ui.Present(v.s.env.P, err).Text)
		v.fail.Show()
	}
	v.root.Refresh()
}
