package consultation

import (
	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// followUpView is the part of the page with what was promised.
type followUpView struct {
	v    *pageView
	form *ui.Form
	due  *ui.DateField
	what *ui.TextField
}

func newFollowUpView(v *pageView) *followUpView {
	f := &followUpView{v: v}
	const kind = "consultation.follow_up"
	f.due = ui.NewDateField(v.env, ui.FieldSpec{ID: kind + ".due_on", Label: "field.followup.due_on"}, ui.DateRules{})
	f.what = ui.NewTextField(v.env, ui.FieldSpec{ID: kind + ".what", Label: "field.followup.what", Max: 200})
	f.form = ui.NewForm(v.env, kind, ui.Section{Title: "consultation.follow_up", Columns: 3, Cells: []ui.Cell{
		{Object: f.quick(), Span: ui.Full}, {Field: f.due}, {Field: f.what, Span: 2},
	}})
	f.form.OnChange(func(string) {
		v.p.touched()
		f.take()
	})
	return f
}

// quick are the days people usually say. They fill the date and lead on to
// what is to be done.
func (f *followUpView) quick() fyne.CanvasObject {
	env := f.v.env
	line := ui.Flow()
	for _, step := range []string{InADay, InAWeek, InAMonth} {
		line.Add(ui.NewButton(env, ui.ButtonSpec{ID: "consultation.follow_up." + step, Text: f.word(step)}, func() {
			f.due.SetValues([]string{DayIn(env.Today(), step)})
			f.due.SetError("")
			f.v.p.touched()
			f.take()
			f.what.Focus()
		}))
	}
	return line
}

// word names a step; the day after a Friday is called by its name.
func (f *followUpView) word(step string) string {
	env := f.v.env
	switch step {
	case InAWeek:
		return env.T("consultation.in_a_week")
	case InAMonth:
		return env.T("consultation.in_a_month")
	}
	if day := DayIn(env.Today(), InADay); day != dayAfter(env) {
		return env.T("consultation.on_monday")
	}
	return env.T("common.tomorrow")
}

// dayAfter is the calendar day after today, at work or not.
func dayAfter(env *ui.Env) string {
	return casefile.Day(env.Now().AddDate(0, 0, 1))
}

func (f *followUpView) show() {
	f.due.SetValues(clean([]string{f.v.p.values.FollowUp.DueOn}))
	f.what.SetValues(clean([]string{f.v.p.values.FollowUp.What}))
}

// arrange hides the part from a visit without a name, unless it was filled in.
func (f *followUpView) arrange() {
	f.form.ShowSection(0, !f.v.p.values.Light || !f.v.p.values.FollowUp.IsZero())
}

func (f *followUpView) take() {
	before := f.v.p.values.FollowUp.IsZero()
	f.collect()
	if f.v.p.values.FollowUp.IsZero() != before {
		f.v.showOutcomes()
	}
}

func (f *followUpView) collect() {
	f.v.p.values.Promise(FollowUp{DueOn: ui.First(f.due.Value()), What: ui.First(f.what.Value())})
}

func (f *followUpView) errors(texts map[string]string) {
	if len(texts) == 0 {
		f.form.ClearErrors()
		return
	}
	f.form.Errors(texts)
}
