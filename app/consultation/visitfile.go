package consultation

import (
	"context"

	"sporteli/store/casefile"
)

// visitFile is everything that is shown of a visit saved before.
type visitFile struct {
	Record casefile.Record
	// Names are those of the client and the officer by id, Titles those of the
	// library's sheets in each language.
	Names  map[string]string
	Titles map[string]map[string]string
	// Came are the sheets and referrals of this visit, then its follow-ups.
	Came    []casefile.TimelineItem
	History []casefile.Change
}

// readVisit reads a visit and what belongs to it.
func readVisit(ctx context.Context, svc Service, id casefile.ID) (visitFile, error) {
	rec, err := svc.Record(ctx, id)
	if err != nil {
		return visitFile{}, err
	}
	f := visitFile{Record: rec, Names: map[string]string{}}
	if f.History, err = svc.History(ctx, id); err != nil {
		return visitFile{}, err
	}
	for _, c := range f.History {
		if c.AuthorName != "" {
			f.Names[c.Author.String()] = c.AuthorName
		}
	}
	if officer := rec.Ref("officer"); !officer.IsZero() && f.Names[officer.String()] == "" {
		if who, err := svc.Record(ctx, officer); err == nil {
			f.Names[officer.String()] = who.Text("name")
		}
	}
	if f.Came, err = svc.CameOf(ctx, id); err != nil {
		return visitFile{}, err
	}
	if err = f.readTitles(ctx, svc); err != nil {
		return visitFile{}, err
	}
	client := rec.Ref("client")
	if client.IsZero() {
		return f, nil
	}
	if who, err := svc.Record(ctx, client); err == nil {
		f.Names[client.String()] = casefile.FullName(who.Text("given_name"), who.Text("father_name"), who.Text("family_name"))
	}
	items, err := svc.Timeline(ctx, client)
	if err != nil {
		return visitFile{}, err
	}
	for _, it := range items {
		if it.Kind == casefile.KindFollowUp && it.Record.Ref("consultation") == id {
			f.Came = append(f.Came, it)
		}
	}
	return f, nil
}

func (f *visitFile) readTitles(ctx context.Context, svc Service) error {
	sheets, err := svc.Sheets(ctx, casefile.SheetQuery{})
	f.Titles = map[string]map[string]string{}
	for _, row := range sheets {
		f.Titles[row.ID.String()] = row.Title
	}
	return err
}
