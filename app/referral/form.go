package referral

import (
	"sporteli/app/ui"
	"sporteli/assets"
	"sporteli/store/casefile"
)

// drawn is a form on the page: its fields, and how it shows what it holds.
type drawn struct {
	form    *ui.Form
	showAll func()
}

func drawForm(p *formPage) drawn {
	var d drawn
	switch p.v.Mode {
	case modeEdit:
		d = drawEdit(p)
	case modeAnswer:
		d = drawAnswer(p)
	default:
		d = drawCancel(p)
	}
	return d
}

func field(env *ui.Env, name string, s ui.CatalogueSpec) ui.Field {
	return ui.NewCatalogueField(env, casefile.KindReferral, name, s)
}

// drawAnswer is the form for what the institution said.
func drawAnswer(p *formPage) drawn {
	env := p.env
	var states []ui.Option
	for _, code := range answers(p.v.Record.Text("status")) {
		states = append(states, ui.Option{Code: code, Label: env.LabelOf("referral_status", code)})
	}
	by := []ui.Option{
		{Code: casefile.AnsweredByPhone, Label: env.T("answered.phone")},
		{Code: casefile.AnsweredBySlip, Label: env.T("answered.slip")},
		{Code: casefile.AnsweredByVisit, Label: env.T("answered.visit")},
	}
	answeredBy := ui.NewRadioField(env, ui.FieldSpec{ID: "referral.answered_by"}, by)
	status := ui.NewRadioField(env, ui.FieldSpec{ID: "referral.status", Label: "referral.new_status", Required: true}, states)
	outcome := ui.NewCodeField(env, ui.FieldSpec{ID: "referral.outcome", Required: true}, env.Options("referral_outcome"))
	form := ui.NewForm(env, "referral", ui.Section{Title: "referral.answered", Columns: 3, Cells: []ui.Cell{
		ui.Wide(status),
		{Field: answeredBy},
		{Field: outcome},
		{Field: field(env, "status_on", ui.CatalogueSpec{Label: "referral.answered_on", Required: true})},
		ui.Wide(field(env, "answer_note", ui.CatalogueSpec{Lines: 4})),
	}})
	arrange := func() { form.ShowField("referral.outcome", ended(p.v.text("status"))) }
	form.OnChange(func(id string) {
		p.collect(form)
		if id == "referral.status" {
			arrange()
		}
		p.touched()
	})
	return drawn{form: form, showAll: func() {
		form.SetValues(p.v.Fields)
		arrange()
	}}
}

// drawCancel is the form for the end of a referral that leads nowhere.
func drawCancel(p *formPage) drawn {
	env := p.env
	form := ui.NewForm(env, "referral", ui.Section{Columns: 3, Title: "referral.cancel_why", Cells: []ui.Cell{
		ui.Wide(field(env, "answer_note", ui.CatalogueSpec{Label: "referral.cancel_note", Lines: 4})),
		{Field: field(env, "status_on", ui.CatalogueSpec{Label: "referral.cancelled_on", Required: true})},
	}})
	form.OnChange(func(string) {
		p.collect(form)
		p.touched()
	})
	return drawn{form: form, showAll: func() { form.SetValues(p.v.Fields) }}
}

// collect takes what the visible fields of a form hold.
func (p *formPage) collect(form *ui.Form) {
	shown := form.Values()
	for _, name := range formFields[p.v.Mode] {
		if now, ok := shown[name]; ok {
			p.v.set(name, now)
		}
	}
}

func (p *formPage) touched() {
	p.auto.Touch()
	p.root.Refresh()
}

// editForm corrects a referral before it goes out, the first time or again.
type editForm struct {
	p           *formPage
	form        *ui.Form
	needs       ui.Field
	target      ui.Field
	institution *ui.CodeField
	name        ui.Field
	urgency     ui.Field
	due         ui.Field
	consented   *ui.CheckField
	consentForm *ui.CodeField
}

// codeOutside is the choice for an institution that is not in the directory.
const codeOutside = "outside"

func drawEdit(p *formPage) drawn {
	env := p.env
	e := &editForm{p: p}
	e.needs = field(env, "needs", ui.CatalogueSpec{})
	e.target = field(env, "target", ui.CatalogueSpec{})
	e.institution = ui.NewCodeField(env, ui.FieldSpec{ID: "referral.institution", Required: true}, nil)
	e.name = field(env, "institution_name", ui.CatalogueSpec{Required: true})
	e.urgency = field(env, "urgency", ui.CatalogueSpec{})
	e.due = field(env, "due_on", ui.CatalogueSpec{})
	e.consented = ui.NewCheckField(env, ui.FieldSpec{ID: "referral.consented", Hint: "referral.consent_hint"})
	e.consentForm = ui.NewCodeField(env, ui.FieldSpec{ID: "referral.consent_form", Label: "referral.consent_form", Required: true}, env.ConsentForms())
	language := ui.NewRadioField(env, ui.FieldSpec{ID: "referral.language"}, env.Languages())
	e.form = ui.NewForm(env, "referral", ui.Section{Title: "referral.asked", Columns: 3, Cells: []ui.Cell{
		{Field: e.needs},
		{Field: e.target},
		{Field: e.institution},
		{Field: e.name, Span: ui.Full},
		{Field: e.urgency},
		{Field: e.due},
		{Field: language},
		ui.Wide(field(env, "reason", ui.CatalogueSpec{Lines: 4})),
		{Field: e.consented, Span: 2},
		{Field: e.consentForm},
	}})
	e.form.OnChange(e.changed)
	return drawn{form: e.form, showAll: e.showAll}
}

func (e *editForm) showAll() {
	e.offer()
	e.form.SetValues(e.p.v.Fields)
	e.arrange()
}

// offer fills the list of institutions with those of the kind looked for. Kinds
// that only a sealed record may name are not among them.
func (e *editForm) offer() {
	env, target := e.p.env, e.p.v.text("target")
	options := env.InstitutionOptions(e.p.f.directory, target)
	e.institution.SetOptions(append(options, ui.Option{Code: codeOutside, Label: env.T("referral.choose_outside")}))
}

// arrange shows the institution chosen, with a mark where nobody has confirmed
// its entry, and the fields that belong to what was chosen.
func (e *editForm) arrange() {
	v := e.p.v
	chosen, hint := v.text("institution"), ""
	switch {
	case v.Outside:
		e.institution.SetValues([]string{codeOutside})
	case chosen != "":
		label := e.p.f.names[chosen]
		for _, in := range e.p.f.directory {
			if in.ID.String() == chosen {
				label = ui.InLanguage(in.Name, e.p.env.P.Lang())
				if in.Verified == assets.VerifiedNo {
					hint = e.p.env.T("referral.unverified")
				}
			}
		}
		e.institution.SetChoice(ui.Option{Code: chosen, Label: label})
	default:
		e.institution.SetValues(nil)
	}
	e.institution.SetHint(hint)
	e.form.ShowField("referral.institution_name", v.Outside)
	e.form.ShowField("referral.consent_form", v.agrees())
	e.consentForm.SetValues(one(v.ConsentForm))
	hint = ""
	if v.text("consented") != "true" {
		hint = e.p.env.T("referral.consent_hint")
	}
	e.consented.SetHint(hint)
}

func (e *editForm) changed(id string) {
	v := &e.p.v
	switch id {
	case "referral.needs":
		v.setNeeds(e.needs.Value())
		e.target.SetValues(one(v.text("target")))
		e.offer()
	case "referral.target":
		v.set("target", e.target.Value())
		e.offer()
	case "referral.institution":
		e.choose(ui.First(e.institution.Value()))
	case "referral.urgency":
		v.setUrgency(ui.First(e.urgency.Value()), e.p.env.Today())
		e.due.SetValues(one(v.text("due_on")))
	case "referral.consented":
		v.setConsented(e.consented.Checked())
	case "referral.consent_form":
		v.ConsentForm = ui.First(e.consentForm.Value())
	default:
		for name, now := range e.form.Values() {
			if id == "referral."+name {
				v.set(name, now)
			}
		}
	}
	e.arrange()
	e.p.touched()
}

func (e *editForm) choose(code string) {
	v := &e.p.v
	v.chooseOutside(code == codeOutside)
	for _, in := range e.p.f.directory {
		if in.ID.String() == code {
			v.choose(in)
		}
	}
	e.target.SetValues(one(v.text("target")))
	e.name.SetValues(one(v.text("institution_name")))
}
