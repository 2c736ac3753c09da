package main

import (
	"context"

	"sporteli/store"
	"sporteli/store/casefile"
)

// ask runs a read of the store for whoever has signed in.
func ask[T any](d *desk, f func(*store.DB, casefile.Session) (T, error)) (T, error) {
	db, who, err := d.at()
	if err != nil {
		var none T
		return none, err
	}
	return f(db, who)
}

// do runs a change of the store for whoever has signed in.
func do(d *desk, f func(*store.DB, casefile.Session) error) error {
	_, err := ask(d, func(db *store.DB, who casefile.Session) (struct{}, error) { return struct{}{}, f(db, who) })
	return err
}

// Record returns everything known of one record.
func (d *desk) Record(ctx context.Context, id casefile.ID) (casefile.Record, error) {
	return ask(d, func(db *store.DB, who casefile.Session) (casefile.Record, error) { return db.Record(ctx, who, id) })
}

// Save writes one group of edits, all or nothing.
func (d *desk) Save(ctx context.Context, edits ...casefile.Edit) ([]casefile.Saved, error) {
	return ask(d, func(db *store.DB, who casefile.Session) ([]casefile.Saved, error) { return db.Save(ctx, who, edits...) })
}

// History returns the steps of a record, the latest first.
func (d *desk) History(ctx context.Context, id casefile.ID) ([]casefile.Change, error) {
	return ask(d, func(db *store.DB, who casefile.Session) ([]casefile.Change, error) { return db.History(ctx, who, id) })
}

// Clients lists clients.
func (d *desk) Clients(ctx context.Context, q casefile.ClientQuery) (casefile.Page[casefile.ClientRow], error) {
	return ask(d, func(db *store.DB, who casefile.Session) (casefile.Page[casefile.ClientRow], error) {
		return db.FindClients(ctx, who, q)
	})
}

// Duplicates finds clients who may be the one being typed.
func (d *desk) Duplicates(ctx context.Context, c casefile.Candidate) ([]casefile.Match, error) {
	return ask(d, func(db *store.DB, who casefile.Session) ([]casefile.Match, error) {
		return db.FindDuplicates(ctx, who, c)
	})
}

// Timeline returns everything that happened with a client.
func (d *desk) Timeline(ctx context.Context, client casefile.ID) ([]casefile.TimelineItem, error) {
	return ask(d, func(db *store.DB, who casefile.Session) ([]casefile.TimelineItem, error) {
		return db.Timeline(ctx, who, client)
	})
}

// CameOf lists what came of a visit: sheets given and referrals made.
func (d *desk) CameOf(ctx context.Context, visit casefile.ID) ([]casefile.TimelineItem, error) {
	return ask(d, func(db *store.DB, who casefile.Session) ([]casefile.TimelineItem, error) {
		return db.CameOf(ctx, who, visit)
	})
}

// Register lists visits.
func (d *desk) Register(ctx context.Context, q casefile.RegisterQuery) (casefile.Page[casefile.ConsultationRow], error) {
	return ask(d, func(db *store.DB, who casefile.Session) (casefile.Page[casefile.ConsultationRow], error) {
		return db.FindConsultations(ctx, who, q)
	})
}

// Referrals lists referrals.
func (d *desk) Referrals(ctx context.Context, q casefile.ReferralQuery) (casefile.Page[casefile.ReferralRow], error) {
	return ask(d, func(db *store.DB, who casefile.Session) (casefile.Page[casefile.ReferralRow], error) {
		return db.FindReferrals(ctx, who, q)
	})
}

// FollowUps lists what was promised to a client.
func (d *desk) FollowUps(ctx context.Context, client casefile.ID) ([]casefile.FollowUpRow, error) {
	return ask(d, func(db *store.DB, who casefile.Session) ([]casefile.FollowUpRow, error) {
		return db.FindFollowUps(ctx, who, client)
	})
}

// Sheets lists information sheets.
func (d *desk) Sheets(ctx context.Context, q casefile.SheetQuery) ([]casefile.SheetRow, error) {
	return ask(d, func(db *store.DB, who casefile.Session) ([]casefile.SheetRow, error) {
		return db.FindSheets(ctx, who, q)
	})
}

// Holders lists who was given a sheet.
func (d *desk) Holders(ctx context.Context, sheet casefile.ID) ([]casefile.Holder, error) {
	return ask(d, func(db *store.DB, who casefile.Session) ([]casefile.Holder, error) {
		return db.FindHolders(ctx, who, sheet)
	})
}

// Institutions lists the directory.
func (d *desk) Institutions(ctx context.Context, q casefile.InstitutionQuery) ([]casefile.InstitutionRow, error) {
	return ask(d, func(db *store.DB, who casefile.Session) ([]casefile.InstitutionRow, error) {
		return db.FindInstitutions(ctx, who, q)
	})
}

// Today is what waits this morning.
func (d *desk) Today(ctx context.Context) (casefile.TodayBoard, error) {
	return ask(d, func(db *store.DB, who casefile.Session) (casefile.TodayBoard, error) {
		return db.Today(ctx, who, casefile.Day(d.options.Now()))
	})
}

// SaveDraft keeps a form that is not finished.
func (d *desk) SaveDraft(ctx context.Context, draft casefile.Draft) error {
	return do(d, func(db *store.DB, who casefile.Session) error { return db.SaveDraft(ctx, who, draft) })
}

// Draft returns a form that was begun.
func (d *desk) Draft(ctx context.Context, id casefile.ID) (casefile.Draft, error) {
	return ask(d, func(db *store.DB, who casefile.Session) (casefile.Draft, error) { return db.Draft(ctx, who, id) })
}

// DropDraft forgets a form that was saved or given up.
func (d *desk) DropDraft(ctx context.Context, id casefile.ID) error {
	return do(d, func(db *store.DB, who casefile.Session) error { return db.DropDraft(ctx, who, id) })
}

// Drafts lists the forms this officer began.
func (d *desk) Drafts(ctx context.Context) ([]casefile.Draft, error) {
	return ask(d, func(db *store.DB, who casefile.Session) ([]casefile.Draft, error) { return db.FindDrafts(ctx, who) })
}

// Setting returns a choice of this officer.
func (d *desk) Setting(ctx context.Context, key string) (string, error) {
	return ask(d, func(db *store.DB, who casefile.Session) (string, error) { return db.Setting(ctx, who.Officer, key) })
}

// SetSetting keeps a choice of this officer.
func (d *desk) SetSetting(ctx context.Context, key, value string) error {
	return do(d, func(db *store.DB, who casefile.Session) error { return db.SetSetting(ctx, who.Officer, key, value) })
}

// DeviceSetting returns a choice for this PC.
func (d *desk) DeviceSetting(ctx context.Context, key string) (string, error) {
	return ask(d, func(db *store.DB, _ casefile.Session) (string, error) { return db.Setting(ctx, casefile.ID{}, key) })
}

// SetDeviceSetting keeps a choice for this PC.
func (d *desk) SetDeviceSetting(ctx context.Context, key, value string) error {
	return do(d, func(db *store.DB, _ casefile.Session) error { return db.SetSetting(ctx, casefile.ID{}, key, value) })
}

// Officers lists who works here.
func (d *desk) Officers(ctx context.Context) ([]casefile.OfficerName, error) {
	return ask(d, func(db *store.DB, who casefile.Session) ([]casefile.OfficerName, error) {
		return db.FindOfficers(ctx)
	})
}

// AddOfficer lets a colleague sign in on this PC.
func (d *desk) AddOfficer(ctx context.Context, name, password string) error {
	return do(d, func(db *store.DB, who casefile.Session) error {
		_, err := db.AddOfficer(ctx, who, store.NewOfficer{Name: name, Password: password})
		return err
	})
}

// ChangePassword replaces the password of whoever has signed in.
func (d *desk) ChangePassword(ctx context.Context, old, fresh string) error {
	return do(d, func(db *store.DB, who casefile.Session) error { return db.ChangePassword(ctx, who, old, fresh) })
}

// CheckData looks through everything kept here.
func (d *desk) CheckData(ctx context.Context, deep bool) (casefile.CheckReport, error) {
	return ask(d, func(db *store.DB, _ casefile.Session) (casefile.CheckReport, error) { return db.Check(ctx, deep) })
}
