package referral

import (
	"context"
	"errors"
	"slices"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// file is everything shown about one referral.
type file struct {
	rec casefile.Record
	// institution is that of the directory, without Values where there is none
	// or it is not here.
	institution casefile.Record
	names       map[string]string
	history     []casefile.Change
	// row is the referral as the list has it: it knows how the sending stands.
	row casefile.ReferralRow
	// directory is what may be chosen from, read for the form that corrects.
	directory []casefile.InstitutionRow
	// draft is a form about it that was begun, nil for none.
	draft *values
}

// place is what a route asks for.
type place struct {
	way     string
	id      casefile.ID
	officer casefile.ID
}

// open reads a referral and the form that was begun on it.
func open(ctx context.Context, svc Service, w ui.Wording, p place) (file, error) {
	id, key := p.id, draftID(p.id, p.officer)
	if p.way == wayDraft {
		key = p.id
	}
	draft, err := svc.Draft(ctx, key)
	var begun *values
	switch {
	case err == nil:
		v, err := decode(draft.Body)
		if err != nil {
			return file{}, err
		}
		begun, id = &v, v.Record.ID
	case p.way == wayDraft || !errors.Is(err, casefile.ErrNotFound):
		return file{}, err
	}
	f, err := read(ctx, svc, w, id)
	if err != nil {
		return file{}, err
	}
	f.draft = begun
	if begun != nil || p.way == wayEdit {
		f.directory, err = svc.Institutions(ctx, casefile.InstitutionQuery{County: svc.Me().County})
	}
	return f, err
}

// read reads a referral and what it points to.
func read(ctx context.Context, svc Service, w ui.Wording, id casefile.ID) (file, error) {
	f := file{names: map[string]string{}}
	var err error
	if f.rec, err = svc.Record(ctx, id); err != nil {
		return f, err
	}
	if f.rec.Kind != casefile.KindReferral {
		return f, casefile.ErrNotFound
	}
	if f.history, err = svc.History(ctx, id); err != nil {
		return f, err
	}
	for _, ref := range references(f.rec, f.history) {
		rec, err := svc.Record(ctx, ref)
		if err != nil {
			continue // what is not here has no name
		}
		if name := w.NameOf(rec); name != "" {
			f.names[ref.String()] = name
		}
		if rec.Kind == casefile.KindInstitution && ref == f.rec.Ref("institution") {
			f.institution = rec
		}
	}
	found, err := svc.Referrals(ctx, casefile.ReferralQuery{Client: f.rec.Ref("client"), Text: f.rec.Text("number")})
	if err != nil {
		return f, err
	}
	for _, r := range found.Rows {
		if r.ID == id {
			f.row = r
		}
	}
	return f, nil
}

// references are the records a referral and its history point to.
func references(rec casefile.Record, history []casefile.Change) []casefile.ID {
	seen := map[casefile.ID]bool{{}: true}
	var out []casefile.ID
	add := func(text string) {
		if id, err := casefile.ParseID(text); err == nil && !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	for _, f := range casefile.Fields(rec.Kind) {
		if f.Type == casefile.TypeRef {
			add(rec.Text(f.Name))
		}
	}
	for _, c := range history {
		for _, x := range c.Fields {
			if f, ok := casefile.FieldByName(rec.Kind, x.Field); !ok || f.Type != casefile.TypeRef {
				continue
			}
			for _, v := range slices.Concat(x.Before, x.After) {
				add(v)
			}
		}
	}
	return out
}

// to is what the institution is called.
func (f file) to() string {
	if n := f.names[f.rec.Text("institution")]; n != "" {
		return n
	}
	return f.rec.Text("institution_name")
}

// who is what the client is called, "" where the file is not here.
func (f file) who() string {
	if n := f.names[f.rec.Text("client")]; n != "" {
		return n
	}
	return f.row.Name
}
