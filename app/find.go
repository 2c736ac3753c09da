package app

import (
	"context"
	"strings"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// How many of each are found.
const (
	findClients   = 6
	findSheets    = 4
	findReferrals = 4
)

// find opens the line that finds anything: places, actions, clients, sheets and
// referrals.
func (s *Shell) find() {
	env := s.env
	var own []ui.Option
	do := map[string]func(){}
	for _, g := range s.commands() {
		for _, c := range g.commands {
			if c.ID == "shell.find" || c.ID == "shell.undo" {
				continue
			}
			code := "command:" + c.ID
			do[code] = c.Do
			own = append(own, ui.Option{Code: code, Label: env.T(c.Label), Detail: c.Shortcut})
		}
	}
	ui.Find(env, s.bar.find, func(ctx context.Context, text string) ([]ui.Option, error) {
		return s.lookup(ctx, text, own)
	}, func(o ui.Option) {
		if f := do[o.Code]; f != nil {
			f()
			return
		}
		if screen, id, ok := strings.Cut(o.Code, ":"); ok {
			s.Go(ui.Route{Screen: screen, ID: id})
		}
	})
}

// lookup asks for everything that fits what was typed; own are the places and
// actions. It runs away from the UI thread.
func (s *Shell) lookup(ctx context.Context, text string, own []ui.Option) ([]ui.Option, error) {
	if strings.TrimSpace(text) == "" {
		return own, nil
	}
	p := s.env.P
	var out []ui.Option
	for _, o := range own {
		if matches(o.Label, text) {
			out = append(out, o)
		}
	}
	clients, err := s.svc.Clients(ctx, casefile.ClientQuery{Text: text, Span: casefile.Span{Limit: findClients}})
	if err != nil {
		return nil, err
	}
	for _, c := range clients.Rows {
		out = append(out, ui.Option{
			Code: "client:" + c.ID.String(), Label: c.Name(),
			Detail: join(p.T("kind.client"), p.Date(c.BirthDate), s.env.LabelOf("municipality", c.Municipality)),
		})
	}
	referrals, err := s.svc.Referrals(ctx, casefile.ReferralQuery{Text: text, Span: casefile.Span{Limit: findReferrals}})
	if err != nil {
		return nil, err
	}
	for _, r := range referrals.Rows {
		out = append(out, ui.Option{Code: "referral:" + r.ID.String(), Label: join(r.Number, r.Name), Detail: join(p.T("kind.referral"), r.Institution)})
	}
	sheets, err := s.svc.Sheets(ctx, casefile.SheetQuery{Text: text})
	if err != nil {
		return nil, err
	}
	for i, sh := range sheets {
		if i == findSheets {
			break
		}
		out = append(out, ui.Option{Code: "sheet:" + sh.ID.String(), Label: sh.Title[p.Lang()], Detail: p.T("kind.sheet")})
	}
	return out, nil
}

// join puts the parts that are there on one line.
func join(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " · ")
}
