package consultation

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// pageView shows a page and tells it what was entered.
type pageView struct {
	p    *page
	env  *ui.Env
	root *fyne.Container
	// content is what scrolls.
	content *fyne.Container

	head        *fyne.Container
	foot        *fyne.Container
	visit       *ui.Form
	client      *ui.CodeField
	light       *ui.Button
	beside      *fyne.Container
	summary     *fyne.Container
	heldAt      *ui.DateTimeField
	topics      *ui.CodesField
	heldAtShown string

	sheets    *sheetsView
	referrals *referralsView
	followUp  *followUpView

	state *ui.Text
	keep  *ui.Button
	offer *ui.Banner
}

// Ids of the fields; what follows the kind is the name in the catalogue.
const (
	idClient       = "consultation.client"
	idLight        = "consultation.light"
	idSex          = "consultation.sex"
	idAgeBand      = "consultation.age_band"
	idMunicipality = "consultation.municipality"
	idHeldAt       = "consultation.held_at"
	idMinutes      = "consultation.minutes"
	idChannel      = "consultation.channel"
	idCategory     = "consultation.category"
	idTopics       = "consultation.topics"
	idDestination  = "consultation.destination"
	idNote         = "consultation.note"
	idOutcomes     = "consultation.outcomes"
)

func newPageView(p *page) *pageView {
	env := p.env
	v := &pageView{p: p, env: env}
	v.client = ui.NewLookupField(env, ui.FieldSpec{ID: idClient, Required: true, Hint: "consultation.client_hint", Placeholder: "ui.picker.find"}, p.findPeople)
	v.light = ui.NewButton(env, ui.ButtonSpec{ID: idLight, Label: "consultation.to_light"}, v.switched)
	v.beside, v.summary = ui.Tight(), ui.Tight()
	v.heldAt = ui.NewDateTimeField(env, ui.FieldSpec{ID: idHeldAt, Required: true})
	v.topics = ui.NewCodesField(env, ui.FieldSpec{ID: idTopics, Required: true, Hint: "consultation.topics_hint"}, env.Options("topic"))
	v.visit = ui.NewForm(env, RouteVisit,
		ui.Section{Title: "consultation.who", Columns: 3, Cells: []ui.Cell{
			{Field: v.client, Span: 2},
			{Object: v.beside},
			{Field: ui.NewRadioField(env, ui.FieldSpec{ID: idSex, Required: true}, env.Options("sex"))},
			{Field: ui.NewCodeField(env, ui.FieldSpec{ID: idAgeBand, Required: true}, env.Options("age_band"))},
			{Field: ui.NewCodeField(env, ui.FieldSpec{ID: idMunicipality, Required: true}, env.Options("municipality"))},
			{Object: v.summary, Span: ui.Full},
		}},
		ui.Section{Title: "consultation.about", Columns: 3, Cells: []ui.Cell{
			{Field: v.heldAt},
			{Field: ui.NewNumberField(env, ui.FieldSpec{ID: idMinutes, Max: 4})},
			{Field: ui.NewCodeField(env, ui.FieldSpec{ID: idChannel, Required: true}, env.Options("channel"))},
			{Field: ui.NewCodeField(env, ui.FieldSpec{ID: idCategory, Required: true}, env.Options("client_category")), Span: 2},
			{Field: ui.NewCodeField(env, ui.FieldSpec{ID: idDestination}, env.Options("country"))},
			{Field: v.topics, Span: ui.Full},
			{Field: ui.NewNoteField(env, ui.FieldSpec{ID: idNote}, 6), Span: ui.Full},
			{Field: ui.NewCodesField(env, ui.FieldSpec{ID: idOutcomes}, env.Options("consultation_outcome")), Span: ui.Full},
		}},
	)
	v.visit.OnChange(v.changed)
	v.sheets = newSheetsView(v)
	v.referrals = newReferralsView(v)
	v.followUp = newFollowUpView(v)
	v.head = container.NewStack()
	v.offer = ui.NewBanner(env, ui.Info)
	v.offer.Hide()
	v.state = ui.NewText("", ui.StyleCaption)
	v.keep = ui.NewButton(env, ui.ButtonSpec{ID: commandSave, Label: "common.save", Style: ui.Primary, Shortcut: "Ctrl+S"}, p.save)
	v.content = ui.Page(v.head, v.offer, v.visit.Object(), v.sheets.card, v.referrals.card, v.followUp.form.Object())
	v.foot = ui.Line(0, v.state, v.keep)
	v.root = container.NewBorder(nil, ui.Pad(3, v.foot), nil, nil, v.content)
	v.show()
	return v
}

// show puts all values of the page into the fields.
func (v *pageView) show() {
	val := v.p.values
	set := func(id string, values ...string) { v.visit.Field(id).SetValues(clean(values)) }
	v.showHeldAt()
	set(idSex, val.Sex)
	set(idAgeBand, val.AgeBand)
	set(idMunicipality, val.Municipality)
	set(idMinutes, val.Minutes)
	set(idChannel, val.Channel)
	set(idTopics, val.Topics...)
	set(idNote, val.Note)
	set(idOutcomes, val.Outcomes...)
	v.showCategory()
	v.sheets.show()
	v.referrals.show()
	v.followUp.show()
	v.arrange()
	v.personChanged()
}

// clean leaves empty values out.
func clean(values []string) []string {
	var out []string
	for _, s := range values {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// arrange shows the fields that belong to a visit with, or without, a name.
func (v *pageView) arrange() {
	light := v.p.values.Light
	for _, id := range []string{idSex, idAgeBand, idMunicipality} {
		v.visit.ShowField(id, light)
	}
	v.visit.ShowField(idClient, !light)
	visible(v.beside, !light)
	v.visit.ShowField(idDestination, v.p.values.AsksDestination())
	title, other := "common.new_consultation", "consultation.to_light"
	if light {
		title, other = "consultation.light_title", "consultation.to_named"
	}
	v.light.SetText(v.env.T(other))
	v.head.Objects = []fyne.CanvasObject{ui.PageHeader(v.env.T(title), "", v.light)}
	v.referrals.arrange()
	v.followUp.arrange()
	v.relayout()
}

// relayout gives everything its place again after parts came or went.
func (v *pageView) relayout() {
	if v.content != nil {
		v.content.Refresh()
	}
}

func (v *pageView) start() {
	if !v.p.offer.IsZero() {
		v.offer.SetText(v.env.T("consultation.offer"))
		v.offer.SetAction(ui.ButtonSpec{ID: "consultation.resume", Label: "common.continue"}, func() {
			v.env.Go(ui.Route{Screen: RouteNew, ID: "draft:" + v.p.offer.String()})
		})
		v.offer.Show()
	}
	if v.p.resumed {
		v.status(v.env.T("consultation.draft_open"), ui.Neutral)
	}
	v.relayout()
	v.focusFirst()
}

// focusFirst puts the cursor where the officer begins.
func (v *pageView) focusFirst() {
	switch {
	case v.p.values.Light:
		v.visit.Field(idSex).Focus()
	case v.p.values.Client == "":
		v.client.Focus()
	default:
		v.topics.Focus()
	}
}

// changed takes one field changed by hand.
func (v *pageView) changed(id string) {
	val := &v.p.values
	field := v.visit.Field(id)
	one := ui.First(field.Value())
	v.p.touched()
	switch id {
	case idClient:
		v.p.chooseClient(one)
	case idTopics:
		val.SetTopics(field.Value())
		v.showCategory()
		v.proposed()
	case idDestination:
		val.Destination = one
		v.proposed()
	case idCategory:
		val.Category = one
		v.arrange()
	case idOutcomes:
		v.collect()
	default:
		// Typing changes no one's place: the page is not laid out for each letter.
		v.collect()
		return
	}
	v.relayout()
}

// switched goes from a visit with a name to one without, or back.
func (v *pageView) switched() {
	v.p.touched()
	v.p.values.SetLight(!v.p.values.Light, v.p.at)
	v.visit.Field(idMunicipality).SetValues(clean([]string{v.p.values.Municipality}))
	v.arrange()
	v.personChanged()
	v.focusFirst()
}

// proposed follows topics and destination.
func (v *pageView) proposed() {
	v.arrange()
	v.p.suggest()
}

// collect reads the fields that have no more to them than their value.
func (v *pageView) collect() {
	val := &v.p.values
	get := func(id string) string { return ui.First(v.visit.Field(id).Value()) }
	val.HeldAt, val.Minutes, val.Channel = get(idHeldAt), get(idMinutes), get(idChannel)
	val.Note = get(idNote)
	val.Outcomes = v.visit.Field(idOutcomes).Value()
	val.Sex, val.AgeBand, val.Municipality = get(idSex), get(idAgeBand), get(idMunicipality)
	v.referrals.collect()
	v.followUp.collect()
}

func (v *pageView) showHeldAt() {
	v.heldAtShown = v.p.values.HeldAt
	v.heldAt.SetValues([]string{v.p.values.HeldAt})
}

// showCategory shows what the topics or the person proposed.
func (v *pageView) showCategory() {
	v.visit.Field(idCategory).SetValues(clean([]string{v.p.values.Category}))
	v.visit.Field(idDestination).SetValues(clean([]string{v.p.values.Destination}))
	v.visit.ShowField(idDestination, v.p.values.AsksDestination())
}

// showOutcomes follows the parts of the page that bring one.
func (v *pageView) showOutcomes() {
	v.visit.Field(idOutcomes).SetValues(v.p.values.Outcomes)
	v.relayout()
}

// showClient shows who was chosen, without asking again.
func (v *pageView) showClient() {
	id := v.p.values.Client
	if id == "" {
		v.client.SetChoice(ui.Option{})
		return
	}
	label := v.p.person.Name
	if label == "" {
		label = v.env.T("common.loading")
	}
	v.client.SetChoice(ui.Option{Code: id, Label: label})
}

// personChanged shows what is known of the person chosen.
func (v *pageView) personChanged() {
	v.showClient()
	v.summary.Objects = nil
	who := v.p.person
	spec := ui.ButtonSpec{ID: "consultation.register_client", Label: "consultation.register_client", Icon: "add"}
	do := func() { v.p.registerClient("") }
	if v.p.values.Client != "" {
		spec = ui.ButtonSpec{ID: "consultation.open_client", Label: "consultation.open_client", Icon: "person"}
		id := v.p.values.Client
		do = func() { v.env.Go(ui.Route{Screen: "client", ID: id}) }
		if who.Name != "" && !v.p.values.Light {
			v.summary.Add(v.personCard(who))
		}
	}
	// The button stands beside the field, below the height of its label.
	v.beside.Objects = []fyne.CanvasObject{ui.NewText(" ", ui.StyleCaption), ui.Flow(ui.NewButton(v.env, spec, do))}
	v.beside.Refresh()
	visible(v.summary, len(v.summary.Objects) > 0)
	v.summary.Refresh()
	v.relayout()
}

func (v *pageView) personCard(who Person) fyne.CanvasObject {
	env := v.env
	lines := []fyne.CanvasObject{
		ui.NewText(who.Detail(env.P, env.LabelOf, env.Today()), ui.StyleBody),
	}
	last := env.T("consultation.first_visit")
	if who.LastVisit != "" {
		var about []string
		for _, topic := range who.LastTopics {
			about = append(about, env.LabelOf("topic", topic))
		}
		last = env.T("consultation.last_visit", "Date", env.P.Date(who.LastVisit))
		if len(about) > 0 {
			last += ": " + strings.Join(about, ", ")
		}
	}
	lines = append(lines, ui.NewText(last, ui.StyleMuted))
	for _, f := range who.FollowUps {
		lines = append(lines, ui.NewText(env.T("consultation.promised", "Date", env.P.Date(f.DueOn), "What", f.What), ui.StyleMuted))
	}
	var line []fyne.CanvasObject
	if who.OpenReferrals > 0 {
		line = append(line, ui.NewBadge(env.N("consultation.open_referrals", who.OpenReferrals), ui.Info))
	}
	if who.Overdue > 0 {
		line = append(line, ui.NewBadge(env.N("consultation.overdue_referrals", who.Overdue), ui.Warning))
	}
	if len(line) > 0 {
		line = append(line, ui.NewText("", ui.StyleBody))
		lines = append(lines, ui.Line(len(line)-1, line...))
	}
	return ui.Tight(lines...)
}

// afterPerson moves on to what is to be entered next, if the cursor still
// stands where the person was chosen. The list of persons must have given it
// back by then.
func (v *pageView) afterPerson() {
	v.env.After(0, func() {
		if ui.FocusedID(v.env.Window.Canvas()) == idClient {
			v.topics.Focus()
		}
	})
}

func (v *pageView) listsChanged() {
	v.sheets.setLibrary(v.p.library)
	v.referrals.setDirectory()
}

// status says where the draft stands.
func (v *pageView) status(text string, tone ui.Tone) {
	style := ui.StyleCaption
	if tone != ui.Neutral {
		style.Color = tone.Ink()
	}
	v.state.SetStyle(style)
	v.state.SetText(text)
	v.foot.Refresh()
}

// failed says what could not be done; what was typed stays.
func (v *pageView) failed(err error) {
	v.visit.ShowError(err)
	v.relayout()
}

// faults shows what is wrong beside each field, and puts the cursor on the
// first.
func (v *pageView) faults(faults []Fault) {
	texts := map[Part]map[string]string{}
	for _, f := range faults {
		part, field := f.Part, f.Err.Field
		switch part.Kind {
		case casefile.KindConsent:
			part.Kind, field = casefile.KindReferral, "consent_"+field
		case casefile.KindHandout:
			part.Index = 0
		}
		if texts[part] == nil {
			texts[part] = map[string]string{}
		}
		texts[part][field] = v.env.P.Text("error."+string(f.Err.Code), f.Err.Args)
	}
	// From the last part to the first, so that the cursor ends on the first.
	v.followUp.errors(texts[Part{Kind: casefile.KindFollowUp}])
	v.referrals.errors(texts)
	v.sheets.errors(texts[Part{Kind: casefile.KindHandout}])
	if own := texts[Part{Kind: casefile.KindConsultation}]; len(own) > 0 {
		v.visit.Errors(own)
	} else {
		v.visit.ClearErrors()
	}
	v.relayout()
}

func (v *pageView) setDisabled(off bool) {
	v.visit.SetDisabled(off)
	v.sheets.setDisabled(off)
	v.referrals.setDisabled(off)
	v.followUp.form.SetDisabled(off)
	for _, b := range []*ui.Button{v.keep, v.light} {
		if off {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}
