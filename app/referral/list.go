package referral

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"sporteli/app/paper"
	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// scanPause is how long after its last letter a code counts as complete, for
// scanners that do not press Enter.
const scanPause = 300 * time.Millisecond

// slipMatches is how many referrals are looked at to find a number typed.
const slipMatches = 50

// listPage is the list of referrals.
type listPage struct {
	env    *ui.Env
	svc    Service
	filter filter
	search *ui.SearchBox
	state  *ui.RadioField
	slip   *ui.TextField
	scan   *ui.Debounce
	table  *ui.Table[casefile.ReferralRow]
	gen    ui.Generation
	body   fyne.CanvasObject
	// said: a text below the line for slips takes room.
	said bool
}

func newListPage(env *ui.Env, svc Service) *listPage {
	p := &listPage{env: env, svc: svc, filter: filter{state: listOpen}}
	p.search = ui.NewSearchBox(env, "referrals.search", "referral.search", p.find)
	p.state = ui.NewRadioField(env, ui.FieldSpec{ID: "referrals.filter", Label: "referral.filter"}, []ui.Option{
		{Code: listOpen, Label: env.T("referral.filter.open")},
		{Code: listOverdue, Label: env.T("referral.filter.overdue")},
		{Code: listAll, Label: env.T("referral.filter.all")},
	})
	p.state.SetValues([]string{listOpen})
	p.state.OnChange(func() {
		p.filter.state = ui.First(p.state.Value())
		p.reload()
	})
	p.slip = ui.NewTextField(env, ui.FieldSpec{ID: "referrals.slip", Label: "referral.slip"})
	p.slip.Entry().SetPlaceHolder(env.T("referral.slip_hint"))
	p.slip.OnEnter(p.identify)
	p.scan = ui.NewDebounce(env, scanPause, p.scanned)
	p.slip.OnChange(func() {
		p.wrong("")
		p.scan.Touch()
	})
	p.table = ui.NewTable(env, ui.TableSpec[casefile.ReferralRow]{
		ID: "referrals", Columns: columns(env), Source: p.source(), Open: p.open, Count: "common.referrals", Empty: p.empty(),
		Key: func(r casefile.ReferralRow) string { return r.ID.String() },
	})
	p.search.Leads(func() {
		if len(p.table.Rows()) > 0 {
			env.Focus(p.table)
		}
	})
	label := ui.StyleCaption
	label.Bold = true
	find := ui.NewForm(env, "referrals", ui.Section{Columns: 3, Cells: []ui.Cell{
		{Object: ui.Tight(ui.NewText(env.T("common.search"), label), p.search.Ringed())}, {Field: p.state}, {Field: p.slip},
	}})
	head := ui.Stack(ui.PageHeader(env.T("referral.title"), env.T("referral.subtitle")), find.Object())
	p.body = ui.Frame(head, p.table, nil)
	return p
}

func (p *listPage) object() fyne.CanvasObject { return p.body }
func (p *listPage) refresh()                  { p.table.Reload() }
func (p *listPage) id() string                { return "" }

func (p *listPage) leave() bool {
	p.scan.Stop()
	return true
}

func (p *listPage) menu() []ui.Command {
	return []ui.Command{{ID: "referrals.slip", Label: "referral.slip_command", Shortcut: "Ctrl+J", Do: p.slip.Focus}}
}

// source reads what the filter says now; it keeps its own copy, as it runs away
// from the UI thread.
func (p *listPage) source() func(context.Context, ui.Sort, casefile.Span) (casefile.Page[casefile.ReferralRow], error) {
	f := p.filter
	return func(ctx context.Context, _ ui.Sort, span casefile.Span) (casefile.Page[casefile.ReferralRow], error) {
		return p.svc.Referrals(ctx, f.query(span))
	}
}

func (p *listPage) reload() {
	p.table.SetEmpty(p.empty())
	p.table.SetSource(p.source())
}

// empty says why nothing is in the list.
func (p *listPage) empty() ui.EmptySpec {
	switch {
	case p.filter.text != "":
		return ui.EmptySpec{Icon: "search", Title: "referral.none_found", Text: "referral.none_found_hint"}
	case p.filter.state == listOverdue:
		return ui.EmptySpec{Icon: "check", Title: "referral.none_overdue", Text: "referral.none_overdue_hint"}
	default:
		return ui.EmptySpec{Icon: "referrals", Title: "referral.none", Text: "referral.none_hint"}
	}
}

func (p *listPage) open(r casefile.ReferralRow) {
	p.env.Go(ui.Route{Screen: RouteReferral, ID: r.ID.String()})
}

// find searches; the code of a slip read into the search line is a slip, too.
func (p *listPage) find(text string) {
	if _, id, err := paper.ParseSlip(text); err == nil {
		p.search.SetText("")
		p.toSlip(id)
		return
	}
	if text == p.filter.text {
		return
	}
	p.filter.text = text
	p.reload()
}

// scanned goes on by itself once a whole code has come in.
func (p *listPage) scanned() {
	if _, _, err := paper.ParseSlip(p.slip.Text()); err == nil {
		p.identify()
	}
}

// identify finds the referral of what stands in the line for slips.
func (p *listPage) identify() {
	p.scan.Stop()
	typed := ui.First(p.slip.Value())
	if typed == "" {
		return
	}
	if _, id, err := paper.ParseSlip(typed); err == nil {
		p.toSlip(id)
		return
	}
	p.env.Run(&p.gen, func(ctx context.Context) func() {
		found, err := p.svc.Referrals(ctx, casefile.ReferralQuery{
			Text: numberQuery(typed), Span: casefile.Span{Limit: slipMatches},
		})
		return func() {
			rows := numbered(found.Rows, typed)
			switch {
			case err != nil:
				ui.ShowFailure(p.env, err)
			case len(rows) == 0:
				p.wrong(p.env.T("referral.slip_unknown"))
			case len(rows) > 1:
				p.wrong(p.env.N("referral.slip_several", len(rows)))
			default:
				p.answer(rows[0].ID)
			}
		}
	})
}

// toSlip opens the referral of a slip if it is on this PC.
func (p *listPage) toSlip(id casefile.ID) {
	p.env.Run(&p.gen, func(ctx context.Context) func() {
		rec, err := p.svc.Record(ctx, id)
		return func() {
			switch {
			case casefile.CodeOf(err) == casefile.CodeNotFound || err == nil && rec.Kind != casefile.KindReferral:
				p.wrong(p.env.T("referral.slip_elsewhere"))
				p.slip.Focus()
			case err != nil:
				ui.ShowFailure(p.env, err)
			default:
				p.answer(id)
			}
		}
	})
}

// wrong says below the line for slips why it led nowhere, and makes room for
// it above the list.
func (p *listPage) wrong(text string) {
	p.slip.SetError(text)
	if said := text != ""; said || p.said {
		p.said = said
		p.body.Refresh()
	}
}

// answer leads to the form for the answer on a slip.
func (p *listPage) answer(id casefile.ID) {
	p.slip.SetValues(nil)
	p.wrong("")
	p.env.Go(ui.Route{Screen: RouteReferral, ID: waySlip + ":" + id.String()})
}
