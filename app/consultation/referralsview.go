package consultation

import (
	"strconv"

	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/assets"
	"sporteli/store/casefile"
)

// referralsView is the part of the page with the referrals being written.
type referralsView struct {
	v    *pageView
	card *fyne.Container
	rows *fyne.Container
	hint *ui.Text
	add  *ui.Button
	all  []*referralRow
	made int
}

// referralRow is the form of one referral.
type referralRow struct {
	of   *referralsView
	id   string
	kind string
	form *ui.Form
	card *fyne.Container

	needs                *ui.CodesField
	target, institution  *ui.CodeField
	name                 *ui.TextField
	urgency, consentForm *ui.CodeField
	due                  *ui.DateField
	consented            *ui.CheckField
	reason               *ui.NoteField
	language             *ui.RadioField
}

// codeOutside is the choice for an institution that is not in the directory.
const codeOutside = "outside"

func newReferralsView(v *pageView) *referralsView {
	r := &referralsView{v: v, rows: ui.Stack(), hint: ui.NewText(v.env.T("consultation.referral_needs_name"), ui.StyleMuted)}
	r.add = ui.NewButton(v.env, ui.ButtonSpec{ID: "consultation.add_referral", Label: "consultation.add_referral", Icon: "add"}, r.begin)
	r.card = ui.Card(ui.NewText(v.env.T("consultation.referrals"), ui.StyleHeading), r.rows, r.hint, ui.Flow(r.add))
	return r
}

// arrange hides the part from a visit without a name, unless there is
// something in it: nothing that was written disappears.
func (r *referralsView) arrange() {
	light := r.v.p.values.Light
	visible(r.card, !light || len(r.v.p.values.Referrals) > 0)
	visible(r.hint, light)
	visible(r.add, !light)
}

func visible(o fyne.CanvasObject, on bool) {
	switch {
	case on == o.Visible():
	case on:
		o.Show()
	default:
		o.Hide()
	}
}

func (r *referralsView) begin() {
	p := r.v.p
	p.touched()
	p.values.Refer(p.env.Today(), p.env.P.Lang())
	r.show()
	r.v.showOutcomes()
	r.all[len(r.all)-1].needs.Focus()
}

// show makes a form for each referral; those that are there stay.
func (r *referralsView) show() {
	was := map[string]*referralRow{}
	for _, row := range r.all {
		was[row.id] = row
	}
	r.all, r.rows.Objects = nil, nil
	for _, ref := range r.v.p.values.Referrals {
		row := was[ref.ID]
		if row == nil {
			row = r.newRow(ref)
		}
		r.all = append(r.all, row)
		r.rows.Add(row.card)
	}
	visible(r.rows, len(r.all) > 0)
	r.rows.Refresh()
	r.arrange()
	r.v.relayout()
}

func (r *referralsView) newRow(ref Referral) *referralRow {
	env := r.v.env
	kind := "consultation.referral." + strconv.Itoa(r.made)
	r.made++
	spec := func(name, label string) ui.FieldSpec {
		return ui.FieldSpec{ID: kind + "." + name, Label: label}
	}
	must := func(name string) ui.FieldSpec {
		s := spec(name, "field.referral."+name)
		s.Required = true
		return s
	}
	row := &referralRow{of: r, id: ref.ID, kind: kind}
	row.needs = ui.NewCodesField(env, must("needs"), env.Options("need"))
	row.target = ui.NewCodeField(env, spec("target", "field.referral.target"), env.Options("referral_target"))
	row.institution = ui.NewCodeField(env, must("institution"), nil)
	row.name = ui.NewTextField(env, must("institution_name"))
	row.urgency = ui.NewCodeField(env, must("urgency"), env.Options("referral_urgency"))
	row.due = ui.NewDateField(env, must("due_on"), ui.DateRules{})
	consented := spec("consented", "field.referral.consented")
	consented.Hint = "consultation.consent_hint"
	row.consented = ui.NewCheckField(env, consented)
	row.consentForm = ui.NewCodeField(env, spec("consent_form", "consultation.consent_form"), env.ConsentForms())
	row.reason = ui.NewNoteField(env, spec("reason", "field.referral.reason"), 3)
	row.language = ui.NewRadioField(env, spec("language", "field.referral.language"), env.Languages())
	row.form = ui.NewForm(env, kind, ui.Section{Columns: 3, Cells: []ui.Cell{
		{Field: row.needs, Span: 2},
		{Field: row.urgency},
		{Field: row.target, Span: 2},
		{Field: row.due},
		{Field: row.institution, Span: 2},
		{Field: row.language},
		{Field: row.name, Span: ui.Full},
		{Field: row.reason, Span: ui.Full},
		{Field: row.consented, Span: 2},
		{Field: row.consentForm},
	}})
	row.form.OnChange(row.changed)
	remove := ui.NewButton(env, ui.ButtonSpec{ID: kind + ".remove", Label: "common.remove", Icon: "close", Style: ui.Flat}, func() { r.remove(ref.ID) })
	row.card = ui.Tight(ui.Rule(), ui.Line(0, ui.NewText(env.T("kind.referral"), ui.StyleStrong), remove), row.form.Object())
	row.offer(ref)
	row.showAll(ref)
	return row
}

func (r *referralsView) setDirectory() {
	for i, row := range r.all {
		row.offer(r.v.p.values.Referrals[i])
	}
}

// offer fills the list of institutions: those of the kind looked for.
func (row *referralRow) offer(ref Referral) {
	env := row.of.v.env
	options := env.InstitutionOptions(row.of.v.p.directory, ref.Target)
	options = append(options, ui.Option{Code: codeOutside, Label: env.T("consultation.outside_directory")})
	row.institution.SetOptions(options)
	row.showInstitution(ref)
}

func (row *referralRow) showAll(ref Referral) {
	row.needs.SetValues(ref.Needs)
	row.target.SetValues(clean([]string{ref.Target}))
	row.name.SetValues(clean([]string{ref.Name}))
	row.urgency.SetValues(clean([]string{ref.Urgency}))
	row.due.SetValues(clean([]string{ref.DueOn}))
	row.consented.SetValues([]string{boolText(ref.Consented)})
	row.reason.SetValues(clean([]string{ref.Reason}))
	row.language.SetValues(clean([]string{ref.Language}))
	row.showInstitution(ref)
	row.showConsent(ref)
}

// showInstitution shows the entry chosen, with a mark where nobody has
// confirmed it, or the line for one outside the directory.
func (row *referralRow) showInstitution(ref Referral) {
	outside := ref.Institution == "" && ref.Outside
	hint := ""
	switch {
	case outside:
		row.institution.SetValues([]string{codeOutside})
	case ref.Institution != "":
		row.institution.SetChoice(ui.Option{Code: ref.Institution, Label: ref.Name})
		for _, in := range row.of.v.p.directory {
			if in.ID.String() == ref.Institution && in.Verified == assets.VerifiedNo {
				hint = row.of.v.env.T("consultation.institution_unverified")
			}
		}
	default:
		row.institution.SetValues(nil)
	}
	row.institution.SetHint(hint)
	row.form.ShowField(row.kind+".institution_name", outside)
}

func (row *referralRow) showConsent(ref Referral) {
	row.consentForm.SetValues(clean([]string{ref.ConsentForm}))
	row.form.ShowField(row.kind+".consent_form", ref.Consented)
	hint := ""
	if !ref.Consented {
		hint = row.of.v.env.T("consultation.consent_hint")
	}
	row.consented.SetHint(hint)
}

// ref is the referral this form is about.
func (row *referralRow) ref() *Referral {
	for i := range row.of.v.p.values.Referrals {
		if r := &row.of.v.p.values.Referrals[i]; r.ID == row.id {
			return r
		}
	}
	return &Referral{}
}

func (row *referralRow) changed(id string) {
	v, ref := row.of.v, row.ref()
	v.p.touched()
	switch id {
	case row.kind + ".needs":
		ref.SetNeeds(row.needs.Value())
		row.target.SetValues(clean([]string{ref.Target}))
		row.offer(*ref)
	case row.kind + ".target":
		ref.Target = ui.First(row.target.Value())
		row.offer(*ref)
	case row.kind + ".institution":
		row.choose(ref, ui.First(row.institution.Value()))
	case row.kind + ".urgency":
		ref.SetUrgency(ui.First(row.urgency.Value()), v.env.Today())
		row.due.SetValues(clean([]string{ref.DueOn}))
	case row.kind + ".consented":
		ref.SetConsented(row.consented.Checked())
		row.showConsent(*ref)
	default:
		row.collect()
		return
	}
	v.relayout()
}

// choose takes an institution; its kind is known then.
func (row *referralRow) choose(ref *Referral, code string) {
	was := ref.Institution
	ref.Institution, ref.Outside = "", code == codeOutside
	if was != "" {
		ref.Name = ""
		row.name.SetValues(nil)
	}
	for _, in := range row.of.v.p.directory {
		if in.ID.String() == code {
			ref.Institution, ref.Name, ref.Target = code, ui.InLanguage(in.Name, row.of.v.env.P.Lang()), in.Kind
			row.target.SetValues([]string{in.Kind})
		}
	}
	row.showInstitution(*ref)
	if ref.Outside {
		// The list gives the cursor back first.
		row.of.v.env.After(0, row.name.Focus)
	}
}

// collect reads the fields that have no more to them than their value.
func (row *referralRow) collect() {
	ref := row.ref()
	ref.DueOn, ref.Reason = ui.First(row.due.Value()), ui.First(row.reason.Value())
	ref.Language, ref.ConsentForm = ui.First(row.language.Value()), ui.First(row.consentForm.Value())
	if ref.Outside {
		ref.Name = ui.First(row.name.Value())
	}
}

func (r *referralsView) collect() {
	for _, row := range r.all {
		row.collect()
	}
}

func (r *referralsView) remove(id string) {
	for i, ref := range r.v.p.values.Referrals {
		if ref.ID == id {
			r.v.p.values.Unrefer(i)
			break
		}
	}
	r.v.p.touched()
	r.show()
	r.v.showOutcomes()
	if r.add.Visible() {
		r.v.env.Focus(r.add)
	}
}

func (r *referralsView) errors(texts map[Part]map[string]string) {
	for i := len(r.all) - 1; i >= 0; i-- {
		row := r.all[i]
		own := texts[Part{Kind: casefile.KindReferral, Index: i}]
		if text, ok := own["institution"]; ok && row.name.Visible() {
			delete(own, "institution")
			own["institution_name"] = text
		}
		if len(own) == 0 {
			row.form.ClearErrors()
			continue
		}
		row.form.Errors(own)
	}
}

func (r *referralsView) setDisabled(off bool) {
	for _, row := range r.all {
		row.form.SetDisabled(off)
	}
	if off {
		r.add.Disable()
	} else {
		r.add.Enable()
	}
}
