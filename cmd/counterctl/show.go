package main

import (
	"context"
	"strconv"
	"strings"

	"sporteli/store/casefile"
)

// shown is a record as it is printed; add takes kind and fields back.
type shown struct {
	ID        casefile.ID         `json:"id"`
	Kind      string              `json:"kind"`
	Fields    map[string]any      `json:"fields"`
	Conflicts map[string][]string `json:"conflicts,omitempty"`
}

func show(r casefile.Record) shown {
	out := shown{ID: r.ID, Kind: r.Kind.String(), Fields: map[string]any{}}
	for _, f := range casefile.Fields(r.Kind) {
		values := r.All(f.Name)
		switch {
		case len(values) == 0:
		case f.Set:
			list := make([]any, len(values))
			for i, v := range values {
				list[i] = showValue(f, v)
			}
			out.Fields[f.Name] = list
		default:
			out.Fields[f.Name] = showValue(f, r.Text(f.Name))
		}
	}
	for _, f := range r.Conflicts() {
		if out.Conflicts == nil {
			out.Conflicts = map[string][]string{}
		}
		out.Conflicts[f] = r.All(f)
	}
	return out
}

func showValue(f casefile.Field, v string) any {
	switch f.Type {
	case casefile.TypeInt:
		if n, err := strconv.Atoi(v); err == nil {
			return n
		}
	case casefile.TypeBool:
		return v == "true"
	case casefile.TypeDocument:
		d := casefile.ParseDocument(v)
		m := map[string]string{"kind": d.Kind, "number": d.Number}
		if d.Country != "" {
			m["country"] = d.Country
		}
		if d.Expires != "" {
			m["expires"] = d.Expires
		}
		return m
	}
	return v
}

func runShow(ctx context.Context, t *tool, args []string) error {
	c := t.newCall("show")
	if err := c.parse(args, 1); err != nil {
		return err
	}
	record, err := id(c.words[0])
	if err != nil {
		return err
	}
	return c.with(ctx, func(d desk) error {
		rec, err := d.Record(ctx, d.s, record)
		if err != nil {
			return err
		}
		return t.print(show(rec))
	})
}

func runList(ctx context.Context, t *tool, args []string) error {
	c := t.newCall("list")
	limit := c.Int("limit", 0, "at most `N` records; 0 is all")
	after := c.String("after", "", "begin after the record with this `id`")
	if err := c.parse(args, 1); err != nil {
		return err
	}
	kind, err := casefile.ParseKind(c.words[0])
	if err != nil {
		return err
	}
	if *limit < 0 {
		return usage("--limit is less than 0")
	}
	return c.with(ctx, func(d desk) error {
		return d.each(ctx, kind, eachParams{limit: *limit, after: *after}, func(r casefile.Record) error { return t.print(show(r)) })
	})
}

type eachParams struct {
	limit int
	after string
}

// each calls f for the records of a kind, page by page.
func (d desk) each(ctx context.Context, kind casefile.Kind, p eachParams, f func(casefile.Record) error) error {
	span := casefile.Span{After: p.after}
	for left := p.limit; ; {
		span.Limit = 500
		if p.limit > 0 {
			span.Limit = min(span.Limit, left)
		}
		page, err := d.FindRecords(ctx, d.s, kind, span)
		if err != nil {
			return err
		}
		for _, r := range page.Rows {
			if err := f(r); err != nil {
				return err
			}
		}
		left -= len(page.Rows)
		if span.After = page.Next; span.After == "" || p.limit > 0 && left <= 0 {
			return nil
		}
	}
}

// found is a client in the answer to a search.
type found struct {
	ID           casefile.ID        `json:"id"`
	GivenName    string             `json:"given_name"`
	FatherName   string             `json:"father_name,omitempty"`
	FamilyName   string             `json:"family_name"`
	MaidenName   string             `json:"maiden_name,omitempty"`
	BirthDate    string             `json:"birth_date,omitempty"`
	Sex          string             `json:"sex,omitempty"`
	Municipality string             `json:"municipality,omitempty"`
	Phone        string             `json:"phone,omitempty"`
	Category     string             `json:"category,omitempty"`
	LastVisit    string             `json:"last_visit,omitempty"`
	CardOnly     bool               `json:"card_only,omitempty"`
	Conflict     bool               `json:"conflict,omitempty"`
	Sync         casefile.SyncState `json:"sync"`
}

func runSearch(ctx context.Context, t *tool, args []string) error {
	c := t.newCall("search")
	limit := c.Int("limit", 50, "at most `N` clients")
	if err := c.parse(args, -1); err != nil {
		return err
	}
	if len(c.words) == 0 || *limit < 1 {
		return usage("a text and a limit of 1 or more are needed")
	}
	return c.with(ctx, func(d desk) error {
		q := casefile.ClientQuery{Text: strings.Join(c.words, " ")}
		for left := *limit; left > 0; {
			q.Limit = min(left, 500)
			page, err := d.FindClients(ctx, d.s, q)
			if err != nil {
				return err
			}
			for _, r := range page.Rows {
				err := t.print(found{
					r.ID, r.GivenName, r.FatherName, r.FamilyName, r.MaidenName, r.BirthDate, r.Sex, r.Municipality, r.Phone,
					r.Category, r.LastVisit, r.CardOnly, r.Conflict, r.Sync,
				})
				if err != nil {
					return err
				}
			}
			left -= len(page.Rows)
			if q.After = page.Next; q.After == "" {
				return nil
			}
		}
		return nil
	})
}

// step is one line of a history.
type step struct {
	At     string      `json:"at"`
	Author string      `json:"author"`
	ID     casefile.ID `json:"author_id,omitzero"`
	Device string      `json:"device"`
	Event  string      `json:"event"`
	Doubt  bool        `json:"clock_doubt,omitempty"`
	Erased bool        `json:"erased,omitempty"`
	Fields []stepField `json:"fields"`
}

type stepField struct {
	Field  string   `json:"field"`
	Before []string `json:"before"`
	After  []string `json:"after"`
}

func runHistory(ctx context.Context, t *tool, args []string) error {
	c := t.newCall("history")
	if err := c.parse(args, 1); err != nil {
		return err
	}
	record, err := id(c.words[0])
	if err != nil {
		return err
	}
	return c.with(ctx, func(d desk) error {
		steps, err := d.History(ctx, d.s, record)
		if err != nil {
			return err
		}
		for _, s := range steps {
			out := step{
				At: s.At.UTC().Format("2006-01-02T15:04:05.000Z"), Author: s.AuthorName, ID: s.Author, Device: s.Device.String(),
				Event: s.Event.String(), Doubt: s.Doubt, Erased: s.Erased, Fields: []stepField{},
			}
			for _, f := range s.Fields {
				out.Fields = append(out.Fields, stepField{f.Field, notNil(f.Before), notNil(f.After)})
			}
			if err := t.print(out); err != nil {
				return err
			}
		}
		return nil
	})
}

func notNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
