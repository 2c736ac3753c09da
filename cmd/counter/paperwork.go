package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"sporteli/app/paper"
	"sporteli/assets"
	"sporteli/store"
	"sporteli/store/casefile"
)

// printsDir holds printed documents while the PC's viewer shows them. They name
// people, so they are for their owner only and are removed after printsKept.
const (
	printsDir  = "prints"
	printsKept = 24 * time.Hour
)

// PrintSheet makes the PDF of an information sheet, opens it and notes it.
func (d *desk) PrintSheet(ctx context.Context, sheet casefile.ID, lang string) (string, error) {
	return ask(d, func(db *store.DB, who casefile.Session) (string, error) {
		if err := who.Require(casefile.ActionPrint, casefile.KindSheet); err != nil {
			return "", err
		}
		rec, err := db.Record(ctx, who, sheet)
		if err != nil {
			return "", err
		}
		version, _ := strconv.Atoi(rec.Text("version"))
		doc := paper.SheetDoc{
			Words: d.catalog.Printer(lang), Office: d.office(ctx, db, who, lang), Code: rec.Text("code"), Version: version,
			Title: rec.Text("title_" + lang), Audience: rec.Text("audience_" + lang), Body: rec.Text("body_" + lang),
			CheckedOn: rec.Text("checked_on"), ValidUntil: rec.Text("valid_until"), PrintedOn: casefile.Day(d.options.Now()),
			Verified: rec.Bool("verified"), Sample: db.Identity().Sample,
		}
		var pdf bytes.Buffer
		if err := paper.Sheet(&pdf, doc); err != nil {
			return "", err
		}
		return d.publish(db, who, printed{name: doc.FileName(), pdf: pdf.Bytes(), subject: sheet, lang: lang})
	})
}

// PrintReferral makes the PDF of a referral's letter, opens it and notes it.
func (d *desk) PrintReferral(ctx context.Context, referral casefile.ID, lang string) (string, error) {
	return ask(d, func(db *store.DB, who casefile.Session) (string, error) {
		if err := who.Require(casefile.ActionPrint, casefile.KindReferral); err != nil {
			return "", err
		}
		doc, err := d.letter(ctx, db, who, referral, lang)
		if err != nil {
			return "", err
		}
		var pdf bytes.Buffer
		if err := paper.Letter(&pdf, doc); err != nil {
			return "", err
		}
		return d.publish(db, who, printed{name: doc.FileName(), pdf: pdf.Bytes(), subject: referral, lang: lang})
	})
}

// letter gathers what a letter may say: names and birth date always, papers and
// phone only when the client agreed that the data go to the institution.
func (d *desk) letter(ctx context.Context, db *store.DB, who casefile.Session, id casefile.ID, lang string) (paper.LetterDoc, error) {
	rec, err := db.Record(ctx, who, id)
	if err != nil {
		return paper.LetterDoc{}, err
	}
	client, err := db.Record(ctx, who, rec.Ref("client"))
	if err != nil {
		return paper.LetterDoc{}, err
	}
	doc := paper.LetterDoc{
		Words: d.catalog.Printer(lang), From: d.office(ctx, db, who, lang), Number: rec.Text("number"), ID: id,
		Date: rec.Text("created_on"), Urgency: assets.Label(lang, "referral_urgency", rec.Text("urgency")),
		AnswerBy: rec.Text("due_on"), Text: rec.Text("reason"), Officer: who.Name, Sample: db.Identity().Sample,
		Person: paper.Person{
			Name:       casefile.FullName(client.Text("given_name"), "", client.Text("family_name")),
			FatherName: client.Text("father_name"), BirthDate: client.Text("birth_date"),
		},
		To: paper.Recipient{Name: rec.Text("institution_name")},
	}
	for _, need := range rec.All("needs") {
		doc.Needs = append(doc.Needs, assets.Label(lang, "need", need))
	}
	if inst, err := db.Record(ctx, who, rec.Ref("institution")); err == nil {
		doc.To = paper.Recipient{
			Name: inName(inst, lang), Address: inst.Text("address"), Phone: inst.Text("phone"), Email: inst.Text("email"),
		}
	}
	if rec.Bool("consented") {
		doc.Consent = paper.Consent{Given: true, On: rec.Text("created_on")}
		if docs := client.All("documents"); len(docs) > 0 {
			p := casefile.ParseDocument(docs[0])
			doc.Person.Document = assets.Label(lang, "id_document", p.Kind) + " " + p.Number
		}
		if phones := client.All("phones"); len(phones) > 0 {
			doc.Person.Phone = casefile.ShowPhone(phones[0])
		}
	}
	return doc, nil
}

// inName is an institution's name in a language, the Albanian one where there
// is no other.
func inName(inst casefile.Record, lang string) string {
	if name := inst.Text("name_" + lang); name != "" {
		return name
	}
	return inst.Text("name_sq")
}

// office is the head of every paper printed here.
func (d *desk) office(ctx context.Context, db *store.DB, who casefile.Session, lang string) paper.Office {
	id := db.Identity()
	o := paper.Office{Name: id.OfficeName, Municipality: assets.Label(lang, "municipality", id.Municipality)}
	if rec, err := db.Record(ctx, who, id.Office); err == nil {
		o.Address, o.Phone = rec.Text("address"), rec.Text("phone")
	}
	if o.Name == "" {
		o.Name = d.catalog.Printer(lang).T("paper.no_office")
	}
	return o
}

type printed struct {
	name string
	pdf  []byte
	// subject is the record it was made from, lang its language.
	subject casefile.ID
	lang    string
}

// publish writes the file, notes who printed what, and opens it. A PC without a
// viewer still has the file: its path is returned with the failure.
func (d *desk) publish(db *store.DB, who casefile.Session, p printed) (string, error) {
	dir := filepath.Join(d.Folder(), printsDir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", casefile.Fail(casefile.CodeReadOnly, "counter: prints: %w", err)
	}
	path := filepath.Join(dir, p.name)
	if err := os.WriteFile(path, p.pdf, 0o600); err != nil {
		return "", casefile.Fail(casefile.CodeReadOnly, "counter: print: %w", err)
	}
	d.note(db, who, store.Line{Action: "printed", Subject: p.subject, Detail: p.lang})
	return path, d.show(path)
}

// clearPrints removes documents that were printed a day ago or earlier.
func clearPrints(dir string, now time.Time) error {
	files, err := os.ReadDir(filepath.Join(dir, printsDir))
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, f := range files {
		info, err := f.Info()
		if err != nil || now.Sub(info.ModTime()) < printsKept {
			continue
		}
		if err := os.Remove(filepath.Join(dir, printsDir, f.Name())); err != nil {
			return err
		}
	}
	return nil
}
