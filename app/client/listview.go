package client

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// typingPause is short: the search answers from this PC's own disk.
const typingPause = 60 * time.Millisecond

// listPage is the list of clients with its search.
type listPage struct {
	env    *ui.Env
	svc    Service
	search *ui.SearchBox
	wait   *ui.Debounce
	table  *ui.Table[Row]
	fresh  *ui.Button
	body   fyne.CanvasObject
	text   string
}

func newListPage(env *ui.Env, svc Service) *listPage {
	p := &listPage{env: env, svc: svc}
	p.search = ui.NewSearchBox(env, "clients.search", "client.list.search", func(string) {})
	p.wait = ui.NewDebounce(env, typingPause, p.find)
	p.search.Leads(func() {
		p.wait.Flush()
		if len(p.table.Rows()) > 0 {
			env.Focus(p.table)
		}
	})
	p.search.OnChanged = func(string) { p.typed() }
	p.table = ui.NewTable(env, ui.TableSpec[Row]{
		ID: "clients", Columns: columns(env), Source: p.source(""), Open: p.show,
		Key:   func(r Row) string { return r.ID.String() },
		Count: "common.clients", Empty: p.empty(),
	})
	p.fresh = ui.NewButton(env, ui.ButtonSpec{
		ID: "clients.new", Label: "common.new_client", Icon: "add", Style: ui.Primary, Shortcut: shortcutNew,
	}, p.register)
	top := ui.Stack(ui.PageHeader(env.T("client.list.title"), "", p.fresh), p.search.Ringed())
	p.body = ui.Pad(4, container.NewBorder(container.NewVBox(top, ui.Pad(0.5, ui.Tight())), nil, nil, nil, p.table))
	return p
}

const shortcutNew = "Ctrl+Shift+K"

func (p *listPage) object() fyne.CanvasObject { return p.body }

func (p *listPage) open() {
	p.table.Reload()
	p.env.Focus(p.search)
}

func (p *listPage) refresh()        { p.table.Reload() }
func (p *listPage) route() ui.Route { return ui.Route{} }

func (p *listPage) leave() bool {
	p.wait.Stop()
	return true
}

func (p *listPage) menu() []ui.Command {
	return []ui.Command{{ID: "clients.new", Label: "common.new_client", Shortcut: shortcutNew, Do: p.register}}
}

func (p *listPage) typed() { p.wait.Touch() }

// find asks for what stands in the search line now.
func (p *listPage) find() {
	text := strings.TrimSpace(p.search.Text)
	if text == p.text {
		return
	}
	p.text = text
	p.table.SetEmpty(p.empty())
	p.table.SetSource(p.source(text))
}

// empty says what to do where nothing was found: the person is new.
func (p *listPage) empty() ui.EmptySpec {
	if p.text == "" {
		return ui.EmptySpec{
			Icon: "clients", Title: "client.list.empty", Text: "client.list.empty_text",
			Action: ui.ButtonSpec{ID: "clients.first", Label: "common.new_client", Style: ui.Primary}, Do: p.register,
		}
	}
	return ui.EmptySpec{
		Icon: "search", Title: "client.list.none", Text: "client.list.none_text",
		Action: ui.ButtonSpec{
			ID: "clients.register", Text: p.env.T("client.list.register", "Typed", p.text), Icon: "add", Style: ui.Primary,
		},
		Do: p.register,
	}
}

func (p *listPage) source(text string) func(context.Context, ui.Sort, casefile.Span) (casefile.Page[Row], error) {
	w := p.env.Wording(nil)
	return func(ctx context.Context, _ ui.Sort, span casefile.Span) (casefile.Page[Row], error) {
		found, err := p.svc.Clients(ctx, casefile.ClientQuery{Span: span, Text: text})
		if err != nil {
			return casefile.Page[Row]{}, err
		}
		out := casefile.Page[Row]{Next: found.Next, Total: found.Total}
		var offices []casefile.ID
		for _, r := range found.Rows {
			if r.CardOnly && !r.Office.IsZero() {
				offices = append(offices, r.Office)
			}
		}
		known := names(ctx, p.svc, w, unique(offices))
		for _, r := range found.Rows {
			row := Row{ClientRow: r}
			if r.CardOnly {
				row.OfficeName = known[r.Office.String()]
			}
			out.Rows = append(out.Rows, row)
		}
		return out, nil
	}
}

func unique(ids []casefile.ID) []casefile.ID {
	seen := map[casefile.ID]bool{}
	var out []casefile.ID
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

func (p *listPage) show(r Row) { p.env.Go(ui.Route{Screen: ScreenFile, ID: r.ID.String()}) }

func (p *listPage) register() {
	p.env.Go(ui.Route{Screen: ScreenNew, ID: Named(p.search.Text)})
}

// columns are those of the list of clients.
func columns(env *ui.Env) []ui.Column[Row] {
	w := func() Wording { return wording(env, nil) }
	muted := func(Row) ui.CellStyle { return ui.CellStyle{Muted: true} }
	return []ui.Column[Row]{
		{
			ID: "family", Title: "field.client.family_name", Width: 120, Flex: 1.2,
			Text: func(r Row) string { return r.FamilyName }, Style: func(Row) ui.CellStyle { return ui.CellStyle{Bold: true} },
		},
		{ID: "given", Title: "field.client.given_name", Width: 110, Flex: 1.2, Text: func(r Row) string { return w().Given(r) }},
		{ID: "father", Title: "field.client.father_name", Width: 112, Flex: 0.7, Drop: 1, Text: func(r Row) string { return r.FatherName }},
		{ID: "birth", Title: "field.client.birth_date", Width: 116, Text: func(r Row) string { return w().Birth(r.BirthDate) }},
		{
			ID: "place", Title: "field.client.municipality", Width: 96, Flex: 0.8, Drop: 2,
			Text: func(r Row) string { return w().Label("municipality", r.Municipality) },
		},
		{
			ID: "phone", Title: "field.client.phones", Width: 108, Drop: 5,
			Text: func(r Row) string { return casefile.ShowPhone(r.Phone) }, Style: muted,
		},
		{
			ID: "visit", Title: "client.list.last_visit", Width: 114, Drop: 3,
			Text: func(r Row) string { return env.P.Date(r.LastVisit) }, Style: muted,
		},
		{
			ID: "category", Title: "field.intake.category", Width: 164, Drop: 4,
			Text:  func(r Row) string { return w().Category(r.Category) },
			Style: func(Row) ui.CellStyle { return ui.CellStyle{Badge: true} },
		},
		{
			ID: "state", Title: "client.list.state", Width: 156, Flex: 0.3,
			Text: func(r Row) string { return w().MarkText(r) }, Style: markStyle,
		},
	}
}

func markStyle(r Row) ui.CellStyle {
	switch MarkOf(r) {
	case MarkConflict, MarkHeld:
		return ui.CellStyle{Badge: true, Tone: ui.Danger}
	case MarkWaiting:
		return ui.CellStyle{Badge: true, Tone: ui.Warning}
	case MarkElsewhere:
		return ui.CellStyle{Badge: true, Tone: ui.Info}
	default:
		return ui.CellStyle{Muted: true}
	}
}
