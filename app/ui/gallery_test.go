package ui_test

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// scene is one picture of the gallery. after acts once it is in the window.
type scene struct {
	name  string
	w, h  float32
	build func(testing.TB, *bench) (content fyne.CanvasObject, after func())
}

type person struct{ name, birth, town, phone, state string }

func people(n int) []person {
	names := []string{"Përparim Çela", "Arta Hoxha", "Gjergj Dhëmbi", "Drita Shkëmbi-Xhafa", "Ëngjëll Çeliku", "Maria Theodhora Papadhimitriu-Kostandinidhi"}
	out := make([]person, n)
	for i := range out {
		state := []string{"E dërguar", "Në pritje", "", "Konflikt"}[i%4]
		out[i] = person{names[i%len(names)], "3.11.1988", "Bashkia Tiranë", "069 123 4567", state}
	}
	return out
}

func peopleTable(b *bench, rows []person) *ui.Table[person] {
	return ui.NewTable(b.Env, ui.TableSpec[person]{
		ID: "clients",
		Columns: []ui.Column[person]{
			{ID: "name", Title: "field.client.given_name", Width: 180, Flex: 2, Sortable: true, Text: func(p person) string { return p.name }, Style: func(person) ui.CellStyle { return ui.CellStyle{Bold: true} }},
			{ID: "birth", Title: "field.client.birth_date", Width: 100, Sortable: true, Text: func(p person) string { return p.birth }},
			{ID: "town", Title: "field.client.municipality", Width: 130, Flex: 1, Drop: 1, Text: func(p person) string { return p.town }, Style: func(person) ui.CellStyle { return ui.CellStyle{Muted: true} }},
			{ID: "phone", Title: "field.client.phones", Width: 120, Drop: 2, Text: func(p person) string { return p.phone }},
			{ID: "state", Width: 110, Text: func(p person) string { return p.state }, Style: func(p person) ui.CellStyle {
				return ui.CellStyle{Badge: true, Tone: map[string]ui.Tone{"E dërguar": ui.Success, "Në pritje": ui.Warning, "Konflikt": ui.Danger}[p.state]}
			}},
		},
		Source: func(_ context.Context, _ ui.Sort, s casefile.Span) (casefile.Page[person], error) {
			from := 0
			_, _ = fmt.Sscan(s.After, &from)
			end := min(from+s.Size(), len(rows))
			p := casefile.Page[person]{Rows: rows[from:end], Total: len(rows)}
			if end < len(rows) {
				p.Next = fmt.Sprint(end)
			}
			return p, nil
		},
		Sort:  ui.Sort{Column: "name"},
		Count: "common.clients",
		Empty: ui.EmptySpec{Icon: string(theme.IconNameSearch), Title: "common.no_results", Text: "ui.picker.none", Action: ui.ButtonSpec{ID: "clients.new", Label: "common.new_client", Style: ui.Primary}, Do: func() {}},
	})
}

func clientForm(b *bench) *ui.Form {
	env := b.Env
	return ui.NewForm(env, "client",
		ui.Section{Title: "kind.client", Columns: 3, Cells: ui.Cells(
			ui.NewTextField(env, ui.FieldSpec{ID: "client.given_name", Required: true}),
			ui.NewTextField(env, ui.FieldSpec{ID: "client.father_name"}),
			ui.NewTextField(env, ui.FieldSpec{ID: "client.family_name", Required: true}),
			ui.NewDateField(env, ui.FieldSpec{ID: "client.birth_date"}, ui.DateRules{YearAlone: true, Past: true}),
			ui.NewRadioField(env, ui.FieldSpec{ID: "client.sex", Required: true}, env.Options("sex")),
			ui.NewTextField(env, ui.FieldSpec{ID: "client.personal_number"}),
			ui.NewCodeField(env, ui.FieldSpec{ID: "client.municipality"}, env.Options("municipality")),
			ui.NewCodesField(env, ui.FieldSpec{ID: "client.citizenships"}, env.Options("country")),
			ui.NewTagsField(env, ui.FieldSpec{ID: "client.phones"}, nil, casefile.ShowPhone),
		)},
		ui.Section{Title: "kind.intake", Columns: 3, Cells: append(ui.Cells(
			ui.NewDateTimeField(env, ui.FieldSpec{ID: "consultation.held_at"}),
			ui.NewNumberField(env, ui.FieldSpec{ID: "consultation.minutes"}),
			ui.NewCheckField(env, ui.FieldSpec{ID: "intake.offer_in_hand"}),
		), ui.Wide(ui.NewNoteField(env, ui.FieldSpec{ID: "client.remarks"}, 3)))},
	)
}

var formValues = map[string][]string{
	"given_name": {"Përparim"}, "father_name": {"Agim"}, "birth_date": {"1988-11-03"}, "sex": {"male"},
	"municipality": {"tirane"}, "citizenships": {"AL", "IT", "GR"}, "phones": {"+355691234567", "+393331234567"},
	"consultation.held_at": {"2026-11-22T10:42"}, "intake.offer_in_hand": {"true"},
	"remarks": {"Do të shkojë në Gjermani për punë në kujdesin shëndetësor.\nKa nevojë për njohjen e diplomës."},
}

func scenes() []scene {
	return []scene{
		{"form", 1100, 640, func(t testing.TB, b *bench) (fyne.CanvasObject, func()) {
			f := clientForm(b)
			f.SetValues(formValues)
			save := ui.NewButton(b.Env, ui.ButtonSpec{ID: "client.save", Label: "common.save", Style: ui.Primary, Shortcut: "Ctrl+S"}, func() {})
			cancel := ui.NewButton(b.Env, ui.ButtonSpec{ID: "client.cancel", Label: "common.cancel"}, func() {})
			head := ui.PageHeader("Përparim Agim Çela", "Tiranë · 38 vjeç", cancel, save)
			return ground(ui.Page(head, f.Object())), func() { b.canvas().Focus(save) }
		}},
		{"form-errors", 760, 640, func(t testing.TB, b *bench) (fyne.CanvasObject, func()) {
			f := clientForm(b)
			return ground(ui.Page(f.Object())), func() {
				f.ShowError(casefile.FieldErrors{
					{Code: casefile.CodeRequired, Field: "family_name"}, {Code: casefile.CodeBadPhone, Field: "phones"},
				})
			}
		}},
		{"table", 1100, 480, func(t testing.TB, b *bench) (fyne.CanvasObject, func()) {
			tab := peopleTable(b, people(1248))
			tab.Reload()
			search := ui.NewSearchBox(b.Env, "clients.search", "common.search", func(string) {})
			return ground(ui.Frame(ui.Stack(ui.PageHeader("Klientët", ""), search.Ringed()), tab, nil)), func() {
				b.canvas().Focus(tab)
				b.key(t, fyne.KeyDown, fyne.KeyDown)
			}
		}},
		{"table-empty", 700, 360, func(t testing.TB, b *bench) (fyne.CanvasObject, func()) {
			tab := peopleTable(b, nil)
			tab.Reload()
			return ground(ui.Pad(4, tab)), nil
		}},
		{"picker", 600, 480, func(t testing.TB, b *bench) (fyne.CanvasObject, func()) {
			f := ui.NewCodeField(b.Env, ui.FieldSpec{ID: "client.municipality"}, b.Options("municipality"))
			return ground(ui.Page(ui.Card(nil, f.Object()))), func() {
				f.Focus()
				b.typed(t, "sh")
			}
		}},
		{"picker-topics", 600, 480, func(t testing.TB, b *bench) (fyne.CanvasObject, func()) {
			f := ui.NewCodesField(b.Env, ui.FieldSpec{ID: "consultation.topics", Required: true}, b.Options("topic"))
			f.SetValues([]string{b.Options("topic")[1].Code})
			return ground(ui.Page(ui.Card(nil, f.Object()))), func() {
				f.Focus()
				b.key(t, fyne.KeyDown)
			}
		}},
		{"calendar", 480, 460, func(t testing.TB, b *bench) (fyne.CanvasObject, func()) {
			f := ui.NewDateField(b.Env, ui.FieldSpec{ID: "followup.due_on"}, ui.DateRules{})
			f.SetValues([]string{"2026-11-27"})
			return ground(ui.Page(ui.Card(nil, f.Object()))), func() {
				f.Focus()
				b.key(t, fyne.KeyDown)
			}
		}},
		{"confirm", 800, 420, func(t testing.TB, b *bench) (fyne.CanvasObject, func()) {
			return ground(ui.Page(ui.PageHeader("Klientët", "1 248 klientë"))), func() {
				ui.Confirm(b.Env, ui.ConfirmSpec{ID: "x", Title: "common.sure", Text: "Pëlqimi i klientit do të tërhiqet nga sot. Regjistrimet e mëparshme nuk ndryshojnë.", Yes: "common.withdraw", Destructive: true}, func() {})
			}
		}},
		{"ask", 800, 560, func(t testing.TB, b *bench) (fyne.CanvasObject, func()) {
			return ground(ui.Page(ui.PageHeader("Klientët", ""))), func() {
				f := ui.NewForm(b.Env, "followup", ui.Section{Cells: append(ui.Cells(
					ui.NewDateField(b.Env, ui.FieldSpec{ID: "followup.due_on", Required: true}, ui.DateRules{}),
				), ui.Wide(ui.NewTextField(b.Env, ui.FieldSpec{ID: "followup.what", Required: true})))})
				ui.Ask(b.Env, ui.AskSpec{ID: "followup", Title: "kind.followup", Form: f, Do: func(*ui.Dialog) {}})
			}
		}},
		{"blocks", 1000, 720, blocks},
		{"split", 1100, 460, func(t testing.TB, b *bench) (fyne.CanvasObject, func()) {
			tab := peopleTable(b, people(40))
			tab.Reload()
			tl := ui.NewTimeline(b.Env, "client.timeline", ui.EmptySpec{Title: "common.no_results"}, func(ui.Moment) {})
			tl.SetMoments(moments())
			return ground(ui.Pad(4, ui.Split(0.5, tab, ui.FillCard(ui.NewText("Historia", ui.StyleHeading), tl)))), func() { b.canvas().Focus(tl) }
		}},
	}
}

func moments() []ui.Moment {
	return []ui.Moment{
		{Icon: string(theme.IconNameAccount), Title: "Këshillim: punë në Gjermani", Detail: "Njohja e diplomës, kontrata, sigurimet shoqërore · Arta Hoxha", Date: "22.11.2026, 10:42"},
		{Icon: string(theme.IconNameMailSend), Title: "Referim TIR-A-00012", Detail: "Zyra e Punësimit Tiranë", Date: "3.11.2026", Badge: "Në pritje", Tone: ui.Warning},
		{Icon: string(theme.IconNameDocument), Title: "Fletë informative e dhënë", Date: "3.11.2026"},
	}
}

func blocks(_ testing.TB, b *bench) (fyne.CanvasObject, func()) {
	env := b.Env
	var buttons, badges []fyne.CanvasObject
	for i, st := range []ui.ButtonStyle{ui.Secondary, ui.Primary, ui.Destructive, ui.Flat} {
		on := ui.NewButton(env, ui.ButtonSpec{ID: fmt.Sprint("b", i), Label: "common.save", Style: st, Icon: string(theme.IconNameDocumentSave)}, func() {})
		off := ui.NewButton(env, ui.ButtonSpec{ID: fmt.Sprint("d", i), Label: "common.print", Style: st}, func() {})
		off.Disable()
		buttons = append(buttons, on, off)
	}
	col := []fyne.CanvasObject{ui.PageHeader("Sot", "e diel, 22.11.2026", ui.NewButton(env, ui.ButtonSpec{ID: "today.new", Label: "common.new_consultation", Style: ui.Primary, Shortcut: "Ctrl+N"}, func() {}))}
	for _, tone := range ui.Tones() {
		badges = append(badges, ui.NewBadge("Në pritje", tone))
		if tone == ui.Warning || tone == ui.Info || tone == ui.Danger {
			bn := ui.Say(env, tone, "Këto janë të dhëna prove: asgjë nuk dërgohet dhe asgjë nuk vlen. Regjistrojeni këtë kompjuter për të filluar punën e vërtetë.")
			if tone == ui.Warning {
				bn.SetAction(ui.ButtonSpec{ID: "banner.do", Label: "common.continue"}, func() {})
			}
			col = append(col, bn)
		}
	}
	tabs := ui.NewTabs(env, "client.tabs",
		ui.Tab{ID: "a", Label: "kind.consultation", Count: 3, Content: func() fyne.CanvasObject {
			return ui.KeyValue(env, 4, ui.Pair{Label: "Emri", Value: "Përparim"}, ui.Pair{Label: "Bashkia", Value: "Tiranë"}, ui.Pair{Label: "Gjendja", Value: "Në pritje", Tone: ui.Warning}, ui.Pair{Label: "Telefoni", Value: "069 123 4567"})
		}},
		ui.Tab{ID: "b", Label: "kind.referral", Content: func() fyne.CanvasObject { return ui.Flow() }},
		ui.Tab{ID: "c", Label: "kind.consent", Content: func() fyne.CanvasObject { return ui.Flow() }})
	col = append(col, ui.Card(ui.NewText("Butonat", ui.StyleHeading), ui.Flow(buttons...), ui.Flow(badges...)), ui.Card(nil, tabs))
	toast := ui.NewToastHost(env)
	toast.Show(ui.Notice{Key: "common.saved", Tone: ui.Success, Action: "common.undo", Do: func() {}})
	return container.NewStack(ground(ui.Page(col...)), toast.Object()), func() { b.canvas().FocusNext() }
}

func ground(o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(canvas.NewRectangle(ui.Color(theme.ColorNameBackground)), o)
}

// TestGallery renders every scene in each look. With SPORTELI_GALLERY naming a
// folder it writes the pictures there, for eyes.
func TestGallery(t *testing.T) {
	dir := os.Getenv("SPORTELI_GALLERY")
	for _, s := range scenes() {
		for _, look := range []ui.Appearance{{}, {Dark: true}, {Scale: 1.5}, {Dark: true, Scale: 1.5}} {
			if dir == "" && look.Dark {
				continue
			}
			name := s.name
			if look.Dark {
				name += "-dark"
			}
			if look.Scale > 1 {
				name += "-150"
			}
			t.Run(name, func(t *testing.T) {
				b := newBench(t, "sq", look)
				content, after := s.build(t, b)
				k := max(1, look.Scale)
				b.fill(content, min(1366, s.w*k), min(768, s.h*k))
				if after != nil {
					after()
				}
				if len(ui.Look(b.canvas()).Controls) == 0 && s.name != "confirm" {
					t.Error("no control is to be seen")
				}
				if dir != "" {
					write(t, filepath.Join(dir, name+".png"), b)
				}
			})
		}
	}
}

func write(t *testing.T, path string, b *bench) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, b.canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
