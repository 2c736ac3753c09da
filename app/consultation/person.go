package consultation

import (
	"strings"

	"sporteli/app/ui"
	"sporteli/store/casefile"
	"sporteli/translations"
)

// Person is what the officer sees of the client while she writes: enough to
// know that it is the right one, and what is still open.
type Person struct {
	ID           casefile.ID
	Name         string
	Father       string
	Birth        string
	Municipality string
	Phone        string
	// Category is that of the latest intake, or else of the latest visit.
	Category string
	// LastVisit is a day, "" for none; LastTopics are its topics.
	LastVisit  string
	LastTopics []string
	Visits     int
	// OpenReferrals wait for an answer, Overdue of them past their day.
	OpenReferrals, Overdue int
	// FollowUps are those not done yet.
	FollowUps []casefile.FollowUpRow
}

// PersonOf returns what a client's own record says.
func PersonOf(rec casefile.Record) Person {
	p := Person{
		ID: rec.ID, Name: casefile.FullName(rec.Text("given_name"), "", rec.Text("family_name")),
		Father: rec.Text("father_name"), Birth: rec.Text("birth_date"), Municipality: rec.Text("municipality"),
	}
	if phones := rec.All("phones"); len(phones) > 0 {
		p.Phone = phones[0]
	}
	return p
}

// PersonOfRow returns what a list says about a client.
func PersonOfRow(row casefile.ClientRow) Person {
	return Person{
		ID: row.ID, Name: casefile.FullName(row.GivenName, "", row.FamilyName), Father: row.FatherName,
		Birth: row.BirthDate, Municipality: row.Municipality, Phone: row.Phone, Category: row.Category,
		LastVisit: dayOf(row.LastVisit),
	}
}

// FullName is the name together with the father's, to compare with.
func (p Person) FullName() string { return strings.TrimSpace(p.Name + " " + p.Father) }

// AddTimeline takes the latest visit and category from what happened so far, in
// whatever order it comes.
func (p *Person) AddTimeline(items []casefile.TimelineItem) {
	intake, visit, intakeCategory, visitCategory := "", "", "", ""
	for _, it := range items {
		switch it.Kind {
		case casefile.KindIntake:
			if on := it.Record.Text("opened_on"); on >= intake {
				intake, intakeCategory = on, it.Record.Text("category")
			}
		case casefile.KindConsultation:
			p.Visits++
			if at := it.Record.Text("held_at"); at >= visit {
				visit, visitCategory = at, it.Record.Text("category")
				p.LastVisit, p.LastTopics = dayOf(at), topicsOf(it.Record)
			}
		}
	}
	switch {
	case intakeCategory != "":
		p.Category = intakeCategory
	case visitCategory != "":
		p.Category = visitCategory
	}
}

// AddReferrals counts what waits for an answer.
func (p *Person) AddReferrals(page casefile.Page[casefile.ReferralRow]) {
	p.OpenReferrals = max(page.Total, len(page.Rows))
	for _, r := range page.Rows {
		if r.Overdue {
			p.Overdue++
		}
	}
}

// AddFollowUps keeps those that are still to be done.
func (p *Person) AddFollowUps(rows []casefile.FollowUpRow) {
	for _, f := range rows {
		if f.Status != "done" && f.Status != "cancelled" {
			p.FollowUps = append(p.FollowUps, f)
		}
	}
}

// Detail tells one person from another of the same name: father, birth with
// age, place, phone.
func (p Person) Detail(t *translations.Printer, label func(list, code string) string, today string) string {
	w := ui.Wording{P: t}
	father, place := "", ""
	if p.Father != "" {
		father = t.T("consultation.father", "Name", p.Father)
	}
	if p.Municipality != "" {
		place = label("municipality", p.Municipality)
	}
	return ui.JoinNonEmpty(" · ", father, w.Born(p.Birth, today), place, casefile.ShowPhone(p.Phone))
}

// topicsOf returns the topics of a visit, the main one first.
func topicsOf(rec casefile.Record) []string {
	main := rec.Text("main_topic")
	var out []string
	if main != "" {
		out = append(out, main)
	}
	for _, t := range rec.All("topics") {
		if t != main {
			out = append(out, t)
		}
	}
	return out
}

func dayOf(at string) string {
	day, _, _ := strings.Cut(at, "T")
	return day
}
