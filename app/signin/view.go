package signin

import (
	"context"
	"io"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"

	"sporteli/app/ui"
)

// view is what is to be seen: the program's name at the left, and at the right
// one card to sign in, or two on a new PC.
type view struct {
	s   *Screen
	env *ui.Env
	all fyne.CanvasObject

	entry, enrol, sample *entryCard
	// who offers the names, in the place of the field where one is typed.
	who *fyne.Container
}

// entryCard is one card with a form and its button.
type entryCard struct {
	form                *ui.Form
	centre, code, name  *ui.TextField
	password, repeat    *ui.TextField
	choice              ui.Field
	button              *ui.Button
	card                fyne.CanvasObject
	working             *ui.Banner
	label, workingLabel string
	// settle lays the window out anew: messages come and go.
	settle func()
}

// show says what is wrong and gives it room; nil takes it away.
func (c *entryCard) show(err error) {
	c.form.ShowError(err)
	c.settle()
}

// forget takes typed passwords out of the window.
func (c *entryCard) forget() {
	for _, f := range []*ui.TextField{c.password, c.repeat} {
		if f != nil {
			f.SetValues(nil)
		}
	}
}

func newView(s *Screen) *view {
	v := &view{s: s, env: s.env}
	var body fyne.CanvasObject
	if s.state == FirstRun {
		v.buildEnrol()
		v.buildSample()
		head := ui.Tight(ui.NewText(s.env.T("signin.first.title"), ui.StyleTitle), ui.NewText(s.env.T("signin.first.text"), ui.StyleMuted))
		body = ui.Page(head, container.New(&sideBySide{}, v.enrol.card, v.sample.card))
	} else {
		v.buildEntry()
		body = container.NewVScroll(container.New(&centred{width: 440}, v.entry.card))
	}
	top := container.New(&rightEnd{}, ui.Pad(4, ui.NewButton(s.env, ui.ButtonSpec{
		ID: "signin.language", Label: "signin.language", Icon: "language", Style: ui.Flat, Shortcut: "Ctrl+Shift+L",
	}, func() { s.deps.Language() })))
	ground := canvas.NewRectangle(ui.Color(theme.ColorNameBackground))
	right := container.NewStack(ground, container.NewBorder(top, nil, nil, nil, body))
	v.all = container.New(&brandBeside{}, v.brand(), right)
	return v
}

// brand is the strip that says what this is and where one is.
func (v *view) brand() fyne.CanvasObject {
	env := v.env
	ground := canvas.NewRectangle(ui.Color(ui.ColorNameRail))
	picture := canvas.NewImageFromResource(fyne.NewStaticResource("app.png", v.s.deps.Icon))
	picture.FillMode = canvas.ImageFillContain
	picture.SetMinSize(fyne.NewSquareSize(ui.Px(72)))
	light := func(text string, st ui.TextStyle) fyne.CanvasObject {
		st.Color, st.Wrap = ui.ColorNameRailText, true
		return ui.NewText(text, st)
	}
	id := v.s.deps.Service.Identity()
	head := ui.Tight(container.New(&leftEnd{}, picture),
		light(env.T("common.app_name"), ui.TextStyle{Size: theme.SizeNameHeadingText, Bold: true}),
		light(env.T("common.counter_name"), ui.TextStyle{}))
	foot := ui.Tight()
	if id.OfficeName != "" {
		foot.Add(light(id.OfficeName, ui.TextStyle{Bold: true}))
	}
	if v.s.deps.PC != "" {
		foot.Add(light(env.T("signin.pc", "Name", v.s.deps.PC), ui.TextStyle{Size: theme.SizeNameCaptionText}))
	}
	foot.Add(light(env.T("signin.offline"), ui.TextStyle{Size: theme.SizeNameCaptionText}))
	return container.NewStack(ground, ui.Pad(7, container.New(&headAndFoot{}, head, foot)))
}

func (v *view) field(id, hint string) ui.FieldSpec {
	return ui.FieldSpec{ID: "signin." + id, Label: "signin." + id, Hint: hint, Required: true}
}

// buildEntry makes the card of an ordinary sign-in.
func (v *view) buildEntry() {
	c := &entryCard{label: "signin.enter", workingLabel: "signin.entering"}
	c.password = ui.NewPasswordField(v.env, ui.FieldSpec{ID: "signin.password", Label: "signin.password"})
	c.password.OnEnter(v.s.signIn)
	c.button = ui.NewButton(v.env, ui.ButtonSpec{ID: "signin.enter", Label: c.label, Icon: "lock", Style: ui.Primary}, v.s.signIn)
	v.who = container.NewStack()
	c.form = ui.NewForm(v.env, "signin", ui.Section{Columns: 1, Cells: []ui.Cell{{Object: v.who}, {Field: c.password}}})
	title, text := "signin.title", "signin.text"
	if v.s.state == Locked {
		title, text = "signin.locked.title", "signin.locked.text"
	}
	body := ui.Stack()
	body.Add(ui.Tight(ui.NewText(v.env.T(title), ui.StyleTitle), ui.NewText(v.env.T(text), ui.StyleMuted)))
	if v.s.deps.Service.Identity().Sample {
		body.Add(ui.Say(v.env, ui.Warning, v.env.T("signin.sample_band")))
	}
	body.Add(c.form.Object())
	body.Add(c.button)
	body.Add(ui.NewText(v.env.T("signin.forgotten"), ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorNameMuted, Wrap: true}))
	c.card = ui.Card(nil, ui.Pad(3, body))
	c.settle = v.settle
	v.entry = c
}

// manyNames is where a bar of names becomes a list to search.
const manyNames = 5

// showNames offers who may sign in, the last who worked here already chosen.
// The choices carry their place in the list, not the name: ids are seen from
// outside.
func (v *view) showNames() {
	var options []ui.Option
	for i, n := range v.s.names {
		options = append(options, ui.Option{Code: strconv.Itoa(i), Label: n})
	}
	spec := ui.FieldSpec{ID: "signin.name", Label: "signin.choose"}
	if len(options) > manyNames {
		v.entry.choice = ui.NewCodeField(v.env, spec, options)
	} else {
		v.entry.choice = ui.NewRadioField(v.env, spec, options)
	}
	v.entry.choice.SetValues([]string{"0"})
	v.entry.choice.OnChange(func() {
		v.entry.show(nil)
		v.entry.password.SetValues(nil)
	})
	v.who.Objects = []fyne.CanvasObject{v.entry.choice.Object()}
	v.who.Refresh()
	v.all.Refresh()
	v.entry.password.Focus()
}

// chosen is the name of who wants to sign in.
func (v *view) chosen() string {
	if v.entry.choice == nil {
		return ""
	}
	i, err := strconv.Atoi(ui.First(v.entry.choice.Value()))
	if err != nil || i < 0 || i >= len(v.s.names) {
		return ""
	}
	return v.s.names[i]
}

func (v *view) buildEnrol() {
	c := &entryCard{label: "signin.enrol.do", workingLabel: "signin.enrol.working"}
	c.centre = ui.NewTextField(v.env, v.field("centre", "signin.centre.hint"))
	c.code = ui.NewTextField(v.env, v.field("code", "signin.code.hint"))
	c.name = ui.NewTextField(v.env, v.field("name", ""))
	c.password = ui.NewPasswordField(v.env, v.field("password", ""))
	c.repeat = ui.NewPasswordField(v.env, v.field("repeat", ""))
	v.strength(c.password)
	c.code.OnChange(func() { v.pasted(c) })
	c.form = ui.NewForm(v.env, "signin", ui.Section{Columns: 2, Cells: []ui.Cell{
		ui.Wide(c.centre), ui.Wide(c.code), ui.Wide(c.name), {Field: c.password}, {Field: c.repeat},
	}})
	c.button = ui.NewButton(v.env, ui.ButtonSpec{ID: "signin.enrol", Label: c.label, Style: ui.Primary}, v.s.enrol)
	for _, f := range []*ui.TextField{c.centre, c.code, c.name, c.password, c.repeat} {
		f.OnEnter(v.s.enrol)
	}
	v.enrol = c
	v.finish(c, "signin.enrol.title", "signin.enrol.text")
}

func (v *view) buildSample() {
	c := &entryCard{label: "signin.sample.do", workingLabel: "signin.sample.working"}
	c.name = ui.NewTextField(v.env, ui.FieldSpec{ID: "signin.sample_name", Label: "signin.name", Required: true})
	c.password = ui.NewPasswordField(v.env, ui.FieldSpec{ID: "signin.sample_password", Label: "signin.password", Required: true})
	v.strength(c.password)
	c.form = ui.NewForm(v.env, "signin", ui.Section{Columns: 1, Cells: ui.Cells(renamed{c.name, "signin.name"}, renamed{c.password, "signin.password"})})
	c.button = ui.NewButton(v.env, ui.ButtonSpec{ID: "signin.sample", Label: c.label}, v.s.sample)
	c.name.OnEnter(v.s.sample)
	c.password.OnEnter(v.s.sample)
	v.sample = c
	v.finish(c, "signin.sample.title", "signin.sample.text")
}

// renamed is a field that takes the errors of another name: two forms of this
// screen ask for a name and a password, and every control has an id of its own.
type renamed struct {
	*ui.TextField
	id string
}

// ID implements ui.Field.
func (r renamed) ID() string { return r.id }

// finish puts heading, form and button of a card together.
func (v *view) finish(c *entryCard, title, text string) {
	c.working = ui.NewBanner(v.env, ui.Info)
	c.working.Hide()
	c.settle = v.settle
	c.card = ui.Card(ui.NewText(v.env.T(title), ui.StyleHeading),
		ui.NewText(v.env.T(text), ui.StyleMuted), c.form.Object(), c.working, container.New(&leftEnd{}, c.button))
}

func (v *view) settle() {
	if v.all != nil {
		v.all.Refresh()
	}
}

// strength lets the hint of a new password follow the typing.
func (v *view) strength(f *ui.TextField) {
	say := func() {
		f.SetHint(v.env.T(StrengthOf(f.Text()).Key(), "Min", MinPassword))
		v.settle()
	}
	f.OnChange(say)
	say()
}

// pasted takes an address that came with the code to its own field.
func (v *view) pasted(c *entryCard) {
	centre, code := ParseInvitation(c.code.Text())
	if centre == "" {
		return
	}
	c.centre.SetValues([]string{centre})
	c.code.SetValues([]string{code})
}

// Drop takes a file with the code that was drawn onto the window. Only its
// first characters are read: a code is short.
func (s *Screen) Drop(uri fyne.URI) {
	if s.state != FirstRun {
		return
	}
	s.env.Run(&s.gen, func(context.Context) func() {
		text, err := readStart(uri)
		return func() {
			if err != nil {
				s.view.enrol.form.Errors(map[string]string{"code": s.env.T("signin.code.unread")})
				return
			}
			centre, code := ParseInvitation(text)
			if centre != "" {
				s.view.enrol.centre.SetValues([]string{centre})
			}
			s.view.enrol.code.SetValues([]string{code})
		}
	})
}

func readStart(uri fyne.URI) (string, error) {
	r, err := storage.Reader(uri)
	if err != nil {
		return "", err
	}
	defer func() { _ = r.Close() }()
	b, err := io.ReadAll(io.LimitReader(r, 4096))
	return string(b), err
}

// setBusy shows that a session is being opened.
func (v *view) setBusy(c *entryCard, on bool) {
	c.form.SetDisabled(on)
	if c.choice != nil {
		c.choice.SetDisabled(on)
	}
	for _, o := range []*entryCard{v.entry, v.enrol, v.sample} {
		if o == nil {
			continue
		}
		if on {
			o.button.Disable()
		} else {
			o.button.Enable()
		}
	}
	label := c.label
	if on {
		label = c.workingLabel
	}
	if c.working == nil {
		c.button.SetText(v.env.T(label))
		return
	}
	if on {
		c.working.SetText(v.env.T(label))
		c.working.Show()
	} else {
		c.working.Hide()
	}
	v.all.Refresh()
}
