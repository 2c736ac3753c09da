package assets

import (
	"strconv"
	"strings"

	"sporteli/store/casefile"
)

// Shipped returns the sheets and institutions as records of the case file, so
// that every device starts with the same ones and the centre can replace them.
// What is empty is left out.
func Shipped() []casefile.Shipped {
	out := make([]casefile.Shipped, 0, len(sheets())+len(institutions()))
	for _, s := range sheets() {
		out = append(out, s.shipped())
	}
	for _, i := range institutions() {
		out = append(out, i.shipped())
	}
	return out
}

func (s Sheet) shipped() casefile.Shipped {
	f := fieldValues{}
	f.set("code", s.Code)
	f.set("version", strconv.Itoa(s.Version))
	for _, lang := range Languages {
		t := s.Text[lang]
		f.set("title_"+lang, t.Title)
		f.set("body_"+lang, strings.TrimSpace(t.Body))
		f.set("audience_"+lang, t.Audience)
		f.set("summary_"+lang, t.Summary)
	}
	f.set("topics", s.Topics...)
	f.set("destinations", s.Destinations...)
	f.set("checked_on", s.Checked)
	f.set("verified", strconv.FormatBool(s.Verified))
	f.set("sources", strings.Join(s.Sources, "\n"))
	return casefile.Shipped{Key: s.Code, Kind: casefile.KindSheet, Version: s.Version, Day: s.Written, Fields: f}
}

func (i Institution) shipped() casefile.Shipped {
	f := fieldValues{}
	f.set("code", i.ID)
	f.set("kind", i.Kind)
	f.set("name_sq", i.NameSQ)
	f.set("name_en", i.NameEN)
	f.set("municipality", i.Municipality)
	f.set("counties", i.Counties...)
	f.set("address", i.Address)
	f.set("phone", i.Phone)
	f.set("email", i.Email)
	f.set("website", i.Website)
	f.set("source", i.Source)
	f.set("verified", i.Verified)
	f.set("note", strings.TrimSpace(i.NoteSQ+"\n"+i.NoteEN))
	return casefile.Shipped{Key: i.ID, Kind: casefile.KindInstitution, Version: i.Version, Day: i.Written, Fields: f}
}

type fieldValues map[string][]string

func (f fieldValues) set(name string, values ...string) {
	if len(values) > 0 && (len(values) > 1 || values[0] != "") {
		f[name] = values
	}
}
