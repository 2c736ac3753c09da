package client

import (
	"slices"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// The sections of the form of a new client, in the order of the page.
const (
	sectionWho = iota
	sectionIntake
)

// fieldOf makes the control of a field; a few differ from what the catalogue
// suggests.
func fieldOf(env *ui.Env, kind casefile.Kind, name string) ui.Field {
	return asked(env, kind, name, false)
}

// asked is fieldOf with a mark where the catalogue does not tell.
func asked(env *ui.Env, kind casefile.Kind, name string, required bool) ui.Field {
	spec := ui.CatalogueSpec{}
	switch key(kind, name) {
	case "sex":
		spec.Options = env.Options("sex")
		for i, o := range spec.Options {
			if o.Code == "other_ns" {
				spec.Options[i].Label = env.T("client.sex.other")
			}
		}
	case "intake.category":
		spec.Hint = "client.hint.category"
	case "consent.form":
		forms := slices.DeleteFunc(env.Options("consent_form"), func(o ui.Option) bool { return o.Code == "withdrawn" })
		return ui.NewRadioField(env, ui.FieldSpec{ID: "consent.form", Required: required, Hint: "client.hint.form"}, forms)
	case "consent.language":
		spec.Options = env.Languages()
	case "consent.given_by":
		spec.Hint = "client.hint.given_by"
	case "minority":
		spec.Hint = "client.hint.minority"
	case "vulnerabilities":
		spec.Hint = "client.hint.vulnerabilities"
	case "personal_number":
		spec.Hint = "client.hint.personal_number"
	}
	return ui.NewCatalogueField(env, kind, name, spec)
}

func clientCells(env *ui.Env, names ...string) []ui.Cell {
	var out []ui.Cell
	for _, n := range names {
		out = append(out, ui.Cell{Field: fieldOf(env, casefile.KindClient, n)})
	}
	return out
}

func intakeCells(env *ui.Env, names ...string) []ui.Cell {
	var out []ui.Cell
	for _, n := range names {
		c := ui.Cell{Field: fieldOf(env, casefile.KindIntake, n)}
		if n == "note" {
			c.Span = ui.Full
		}
		out = append(out, c)
	}
	return out
}

// consentCells ask for one consent; required marks that it is what the form is
// for.
func consentCells(env *ui.Env, required bool, names ...string) []ui.Cell {
	var out []ui.Cell
	for _, n := range names {
		c := ui.Cell{Field: asked(env, casefile.KindConsent, n, required)}
		if n == "form" {
			c.Span = 2
		}
		out = append(out, c)
	}
	return out
}

// sections are those of a form's page.
func sections(env *ui.Env, f Form) []ui.Section {
	const columns = 3
	switch f.Kind() {
	case casefile.KindIntake:
		return []ui.Section{
			{Columns: columns, Title: "client.section.category", Cells: intakeCells(env, "category", "opened_on")},
			{Columns: columns, Title: "client.section.intake", Cells: intakeCells(env, allIntakeFields()...)},
		}
	case casefile.KindConsent:
		return []ui.Section{{
			Columns: columns, Title: "kind.consent", Cells: consentCells(env, true, "kind", "form", "given_on", "language", "given_by"),
		}}
	}
	who := clientCells(env, "given_name", "father_name", "family_name", "personal_number", "birth_date", "sex", "citizenships", "municipality")
	contact := ui.Section{
		Columns: columns, Title: "client.section.contact",
		Cells: clientCells(env, "phones", "email", "village", "admin_unit", "address"),
	}
	papers := ui.Section{
		Columns: columns, Title: "client.section.papers",
		Cells: clientCells(env, "documents", "maiden_name", "birth_place", "other_names"),
	}
	background := ui.Section{
		Columns: columns, Title: "client.section.background",
		Cells: clientCells(env, "education", "employment_status", "occupation", "languages", "civil_status", "minority", "vulnerabilities", "remarks"),
	}
	background.Cells[len(background.Cells)-1].Span = ui.Full
	background.Cells[len(background.Cells)-2].Span = 2
	if f.Screen == ScreenEdit {
		return []ui.Section{{Columns: columns, Title: "client.section.who", Cells: who}, contact, papers, background}
	}
	who = append(who, intakeCells(env, "category")...)
	consent := ui.Section{
		Columns: columns, Title: "client.section.consent",
		Cells: consentCells(env, false, "form", "given_on", "language", "given_by"),
	}
	return []ui.Section{
		{Columns: columns, Title: "client.section.who", Cells: who},
		{Columns: columns, Title: "client.section.intake", Cells: intakeCells(env, allIntakeFields()...)},
		contact, consent, papers, background,
	}
}
