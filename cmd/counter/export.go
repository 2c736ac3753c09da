package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"sporteli/assets"
	"sporteli/store"
	"sporteli/store/casefile"
	"sporteli/store/spreadsheet"
	"sporteli/translations"
)

// ExportRegister writes the visits that a filter asks for to a file in the
// officer's own documents, and notes that they left the program. The name of
// the file tells the day only.
func (d *desk) ExportRegister(ctx context.Context, q casefile.RegisterQuery, format string) (string, error) {
	return ask(d, func(db *store.DB, who casefile.Session) (string, error) {
		if err := who.Require(casefile.ActionExport, casefile.KindConsultation); err != nil {
			return "", err
		}
		lang, err := db.Setting(ctx, who.Officer, "language")
		if err != nil {
			return "", err
		}
		if lang == "" {
			lang = "sq"
		}
		p := d.catalog.Printer(lang)
		dir, err := documentsFolder()
		if err != nil {
			return "", err
		}
		path := freePath(filepath.Join(dir, p.T("register.file", "Day", casefile.Day(d.options.Now()))), format)
		rows := 0
		count := func() { rows++ }
		if err := spreadsheet.WriteFile(path, format, registerHeader(p), d.registerRows(ctx, db, who, registerExport{q, p, count})); err != nil {
			return "", err
		}
		d.note(db, who, store.Line{Action: "exported", Detail: fmt.Sprintf("consultation %d", rows)})
		return path, nil
	})
}

type registerExport struct {
	query casefile.RegisterQuery
	p     *translations.Printer
	wrote func()
}

func registerHeader(p *translations.Printer) []string {
	label := func(field string) string { return p.T("field.consultation." + field) }
	return []string{
		label("held_at"), p.T("kind.client"), label("sex"), label("age_band"), label("municipality"), label("category"),
		label("channel"), label("topics"), label("outcomes"), p.T("register.sheets"), p.T("register.referrals"),
		label("officer"), label("note"),
	}
}

// registerRows reads the register page by page, so that ten years of visits
// need no more memory than a page.
func (d *desk) registerRows(ctx context.Context, db *store.DB, who casefile.Session, e registerExport) spreadsheet.Rows {
	return func(yield func([]string) error) error {
		q := e.query
		q.Limit = 500
		for {
			page, err := db.FindConsultations(ctx, who, q)
			if err != nil {
				return err
			}
			for _, r := range page.Rows {
				e.wrote()
				if err := yield(registerCells(e.p, r)); err != nil {
					return err
				}
			}
			if q.After = page.Next; q.After == "" {
				return nil
			}
		}
	}
}

func registerCells(p *translations.Printer, r casefile.ConsultationRow) []string {
	label := func(list, code string) string { return assets.Label(p.Lang(), list, code) }
	labels := func(list string, codes []string) string {
		var out []string
		for _, c := range codes {
			out = append(out, label(list, c))
		}
		return strings.Join(out, "; ")
	}
	name := r.Name
	if r.Client.IsZero() {
		name = p.T("register.light")
	}
	return []string{
		strings.Replace(r.HeldAt, "T", " ", 1), name, label("sex", r.Sex), label("age_band", r.AgeBand), label("municipality", r.Place),
		label("client_category", r.Category), label("channel", r.Channel), labels("topic", r.Topics),
		labels("consultation_outcome", r.Outcomes), strconv.Itoa(r.Sheets), strconv.Itoa(r.Referrals), r.OfficerName, r.Note,
	}
}

// documentsFolder is where people look for their files; the home folder where
// there is no folder for documents.
func documentsFolder() (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", casefile.Fail(casefile.CodeReadOnly, "counter: export: %w", err)
	}
	if dir := filepath.Join(home, "Documents"); isFolder(dir) {
		return dir, nil
	}
	return home, nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// freePath adds a number to the name where a file of that name is there.
func freePath(base, format string) string {
	path := base + "." + format
	for n := 2; ; n++ {
		if _, err := os.Stat(path); os.IsNotExist(err) {
			return path
		}
		path = fmt.Sprintf("%s-%d.%s", base, n, format)
	}
}
