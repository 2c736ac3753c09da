package assets_test

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"

	"sporteli/assets"
	"sporteli/store/casefile"
)

// The casefile asks its questions through this interface.
var _ casefile.CodeBook = assets.Codes{}

func TestLists(t *testing.T) {
	lists := assets.Lists()
	if len(lists) != 29 {
		t.Fatalf("%d lists, want 29", len(lists))
	}
	seen := map[string]bool{}
	for _, l := range lists {
		if l.ID == "" || seen[l.ID] {
			t.Errorf("list %q: no id, or twice", l.ID)
		}
		seen[l.ID] = true
		if l.SQ == "" || l.EN == "" || len(l.Items) < 2 {
			t.Errorf("list %s: a name is missing, or it has %d items", l.ID, len(l.Items))
		}
		checkItems(t, l.ID, l.Items)
	}
	for _, id := range []string{assets.ListCountry, assets.ListMunicipality, assets.ListCounty, assets.ListLanguage} {
		checkItems(t, id, assets.Options(id))
	}
}

// checkItems holds that codes are unique, labels complete and every code that
// is pointed to exists.
func checkItems(t *testing.T, list string, items []assets.Item) {
	t.Helper()
	seen := map[string]bool{}
	for _, it := range items {
		if it.Code == "" || seen[it.Code] {
			t.Errorf("%s/%s: no code, or twice", list, it.Code)
		}
		seen[it.Code] = true
		for _, lang := range assets.Languages {
			if strings.TrimSpace(it.Label(lang)) == "" {
				t.Errorf("%s/%s: no label in %s", list, it.Code, lang)
			}
		}
		if (it.DefEN == "") != (it.DefSQ == "") {
			t.Errorf("%s/%s: defined in one language only", list, it.Code)
		}
		if it.Sensitivity != "" && it.Sensitivity != "normal" && it.Sensitivity != "restricted" {
			t.Errorf("%s/%s: sensitivity %q", list, it.Code, it.Sensitivity)
		}
		if it.NRM && !it.Restricted() {
			t.Errorf("%s/%s starts the screening and must be restricted", list, it.Code)
		}
		parents := list
		if list == assets.ListMunicipality {
			parents = assets.ListCounty
		}
		has := func(list, code string) bool { return assets.Codes{}.Has(list, code) }
		if it.Parent != "" && !has(parents, it.Parent) {
			t.Errorf("%s/%s: no parent %q", list, it.Code, it.Parent)
		}
		if it.Referral != "" && !has("referral_target", it.Referral) {
			t.Errorf("%s/%s: no target %q", list, it.Code, it.Referral)
		}
		for _, next := range it.Next {
			if !has(list, next) || next == it.Code {
				t.Errorf("%s/%s: next %q", list, it.Code, next)
			}
		}
		if it.Final && len(it.Next) > 0 {
			t.Errorf("%s/%s is final and goes on", list, it.Code)
		}
	}
}

// Every coded field of the catalogue must find its list.
func TestCatalogueListsExist(t *testing.T) {
	coded := 0
	for _, kind := range casefile.Kinds() {
		for _, f := range casefile.Fields(kind) {
			if f.Type != casefile.TypeCode {
				continue
			}
			coded++
			if len(assets.Options(f.List)) == 0 {
				t.Errorf("%s.%s: no list %q", kind, f.Name, f.List)
			}
		}
	}
	if coded < 30 {
		t.Fatalf("only %d coded fields", coded)
	}
}

// The age bands must cover every age once, or the figures are wrong.
func TestAgeBandsCoverEveryAgeOnce(t *testing.T) {
	for age := 0; age <= 120; age++ {
		n := 0
		for _, it := range assets.Options("age_band") {
			if from, to, ok := (assets.Codes{}).Range("age_band", it.Code); ok && age >= from && age <= to {
				n++
			}
		}
		if n != 1 {
			t.Errorf("age %d lies in %d bands", age, n)
		}
	}
	if _, _, ok := (assets.Codes{}).Range("age_band", "unknown"); ok {
		t.Error("an unknown age has no range")
	}
}

// Every state of a referral must be reachable, and those the program calls
// final must be those of the list.
func TestReferralStates(t *testing.T) {
	reached := map[string]bool{casefile.StatusDraft: true}
	work := []string{casefile.StatusDraft}
	for len(work) > 0 {
		code := work[0]
		work = work[1:]
		for _, next := range (assets.Codes{}).Next("referral_status", code) {
			if !reached[next] {
				reached[next] = true
				work = append(work, next)
			}
		}
	}
	for _, it := range assets.Options("referral_status") {
		if !reached[it.Code] {
			t.Errorf("%s cannot be reached", it.Code)
		}
		if it.Final != casefile.FinalStatus(it.Code) || it.Final != (len(it.Next) == 0) {
			t.Errorf("%s: final differs between the list and the casefile", it.Code)
		}
	}
	for _, it := range assets.Options("referral_urgency") {
		if it.Hours == nil {
			t.Errorf("%s has no hours", it.Code)
		}
	}
}

func TestLabels(t *testing.T) {
	tests := []struct{ lang, list, code, want string }{
		{"sq", "sex", "female", "Femër"},
		{"en", "sex", "female", "Female"},
		{"de", "sex", "female", "Femër"},
		{"sq", "country", "XK", "Kosovë"},
		{"en", "country", "DE", "Germany"},
		{"sq", "municipality", "malesi-e-madhe", "Malësi e Madhe"},
		{"sq", "language", "de", "Gjermanisht"},
		{"sq", "county", "AL-11", "Tiranë"},
		{"en", "county", "AL-11", "Tirana"},
		{"sq", "sex", "from_a_newer_version", "from_a_newer_version"},
		{"sq", "no_such_list", "x", "x"},
	}
	for _, tt := range tests {
		if got := assets.Label(tt.lang, tt.list, tt.code); got != tt.want {
			t.Errorf("%s %s/%s: %q, want %q", tt.lang, tt.list, tt.code, got, tt.want)
		}
	}
	c := assets.Codes{}
	if !c.Restricted("vulnerability", "vot_presumed") || c.Restricted("vulnerability", "elderly") || c.Restricted("no_such_list", "x") {
		t.Error("restricted codes")
	}
	if c.Has("country", "AQX") || !c.Has("county", "AL-01") || c.Has("no_such_list", "x") {
		t.Error("known codes")
	}
}

func TestPlaces(t *testing.T) {
	municipalities, counties := assets.Municipalities(), assets.Counties()
	if len(municipalities) != 61 || len(counties) != 12 {
		t.Fatalf("%d municipalities, %d counties", len(municipalities), len(counties))
	}
	used := map[string]int{}
	for _, m := range municipalities {
		if !slices.ContainsFunc(counties, func(c assets.County) bool { return c.Code == m.County }) {
			t.Errorf("%s lies in no county", m.Slug)
		}
		if assets.CountyOf(m.Slug) != m.County || m.Name == "" || m.Seat == "" {
			t.Errorf("%s: county %q, name %q, seat %q", m.Slug, assets.CountyOf(m.Slug), m.Name, m.Seat)
		}
		used[m.County]++
	}
	for _, c := range counties {
		if used[c.Code] == 0 || !strings.HasPrefix(c.Code, "AL-") || c.FullSQ == "" {
			t.Errorf("county %+v", c)
		}
	}
	if assets.CountyOf("atlantis") != "" {
		t.Error("an unknown municipality lies in no county")
	}
}

func TestCountries(t *testing.T) {
	all := assets.Countries()
	if len(all) < 245 {
		t.Fatalf("%d countries", len(all))
	}
	a2, a3, names := map[string]bool{}, map[string]bool{}, map[string]bool{}
	eu, schengen := 0, 0
	for _, c := range all {
		if len(c.Alpha2) != 2 || len(c.Alpha3) != 3 || a2[c.Alpha2] || a3[c.Alpha3] || names[c.SQ] || c.SQ == "" || c.EN == "" {
			t.Errorf("country %+v", c)
		}
		a2[c.Alpha2], a3[c.Alpha3], names[c.SQ] = true, true, true
		if c.EU {
			eu++
		}
		if c.Schengen {
			schengen++
		}
	}
	if eu != 27 || schengen != 29 || !a2["XK"] {
		t.Errorf("EU %d, Schengen %d", eu, schengen)
	}
	at := func(code string) int {
		return slices.IndexFunc(all, func(c assets.Country) bool { return c.Alpha2 == code })
	}
	// Qipro, Shqipëri: by the Albanian alphabet, not by code.
	for _, pair := range [][2]string{{"AF", "AL"}, {"CY", "AL"}, {"TD", "CZ"}, {"GR", "GY"}, {"SI", "AL"}} {
		if at(pair[0]) >= at(pair[1]) {
			t.Errorf("%s must come before %s in Albanian", pair[0], pair[1])
		}
	}
}

func TestInstitutions(t *testing.T) {
	all := assets.Institutions()
	if len(all) < 80 {
		t.Fatalf("%d institutions", len(all))
	}
	seen := map[string]bool{}
	c := assets.Codes{}
	for _, i := range all {
		if i.ID == "" || seen[i.ID] || i.NameSQ == "" || i.NameEN == "" {
			t.Errorf("%s: no id or name, or twice", i.ID)
		}
		seen[i.ID] = true
		if !c.Has("referral_target", i.Kind) || !c.Has("municipality", i.Municipality) || i.Version < 1 || len(i.Written) != 10 {
			t.Errorf("%s: kind %q, municipality %q, version %d of %q", i.ID, i.Kind, i.Municipality, i.Version, i.Written)
		}
		for _, county := range i.Counties {
			if !c.Has("county", county) {
				t.Errorf("%s: county %q", i.ID, county)
			}
		}
		if (i.NoteSQ == "") != (i.NoteEN == "") {
			t.Errorf("%s: a note in one language only", i.ID)
		}
		switch i.Verified {
		case assets.VerifiedYes, assets.VerifiedPartial:
			if i.Source == "" {
				t.Errorf("%s is called verified and names no source", i.ID)
			}
		case assets.VerifiedNo:
			if i.Phone != "" || i.Address != "" {
				t.Errorf("%s is unverified and gives contacts", i.ID)
			}
		default:
			t.Errorf("%s: verified %q", i.ID, i.Verified)
		}
		// Where a shelter stands may cost a life.
		if i.Kind == "shelter" && (i.Address != "" || i.Phone != "") {
			t.Errorf("%s is a shelter with an address", i.ID)
		}
	}
}

func TestScreening(t *testing.T) {
	s := assets.Indicators()
	if len(s.Indicators) != 40 || len(s.Safety) != 6 || len(s.Steps) != 10 || len(s.Bodies) != 2 || len(s.Hotlines) != 7 {
		t.Fatalf("%d indicators, %d rules of safety, %d steps, %d bodies, %d lines",
			len(s.Indicators), len(s.Safety), len(s.Steps), len(s.Bodies), len(s.Hotlines))
	}
	groups := map[string]map[string]int{"adult": {}, "child": {}}
	var texts []interface{ Label(string) string }
	seen := map[string]bool{}
	for _, i := range s.Indicators {
		if seen[i.Code] || groups[i.Who] == nil {
			t.Errorf("%s: twice, or for %q", i.Code, i.Who)
			continue
		}
		seen[i.Code] = true
		groups[i.Who][i.Group]++
		texts = append(texts, i)
	}
	for _, g := range s.Rule.Adult.Needs {
		if groups["adult"][g] == 0 {
			t.Errorf("the rule for adults needs %s, which has no indicator", g)
		}
	}
	for _, g := range s.Rule.Child.Needs {
		if groups["child"][g] == 0 {
			t.Errorf("the rule for children needs %s, which has no indicator", g)
		}
	}
	for _, x := range s.Safety {
		texts = append(texts, x)
	}
	for _, x := range s.Steps {
		texts = append(texts, x)
	}
	for _, x := range s.Hotlines {
		texts = append(texts, x)
		if x.Number == "" || x.Verified == "" {
			t.Errorf("line %s: number %q, verified %q", x.Code, x.Number, x.Verified)
		}
	}
	for _, x := range texts {
		if x.Label("sq") == "" || x.Label("en") == "" || x.Label("sq") == x.Label("en") {
			t.Errorf("%+v is not in both languages", x)
		}
	}
}

// Albanian office texts need these; a font without one prints a box.
const letters = "ABCÇDEËFGHIJKLMNOPQRSTUVXYZabcçdeëfghijklmnopqrstuvxyz0123456789 „“”«»‘’—–-…•€№§°×(),.:;/@+\u00a0"

func TestFontsHaveTheLetters(t *testing.T) {
	for _, style := range []assets.FontStyle{assets.FontRegular, assets.FontBold, assets.FontItalic, assets.FontBoldItalic} {
		b := assets.Font(style)
		if len(b) < 50_000 || len(b) > 600_000 || !bytes.HasPrefix(b, []byte{0, 1, 0, 0}) {
			t.Errorf("%s: %d bytes, or no TrueType outlines", style, len(b))
			continue
		}
		f, err := sfnt.Parse(b)
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		for _, r := range letters {
			if i, err := f.GlyphIndex(&buf, r); err != nil || i == 0 {
				t.Errorf("%s has no %q", style, r)
			}
		}
		if name, _ := f.Name(&buf, sfnt.NameIDFamily); !strings.HasPrefix(name, assets.FontFamily) {
			t.Errorf("%s is of the family %q", style, name)
		}
		if _, err := opentype.NewFace(f, &opentype.FaceOptions{Size: 12, DPI: 72, Hinting: font.HintingNone}); err != nil {
			t.Errorf("%s: %v", style, err)
		}
	}
	if !bytes.Equal(assets.Font("Fat"), assets.Font(assets.FontRegular)) {
		t.Error("an unknown cut must be the regular one")
	}
}

func TestIcons(t *testing.T) {
	names := assets.Icons()
	for _, want := range strings.Fields("today clients consultation add register sheets referrals settings sync-ok sync-waiting sync-off lock search print warning person draft followup language") {
		if !slices.Contains(names, want) {
			t.Errorf("no icon %s", want)
		}
	}
	for _, name := range names {
		checkIcon(t, name)
	}
	if assets.Icon("no-such-icon") != nil {
		t.Error("an icon that does not exist")
	}
	cfg, err := png.DecodeConfig(bytes.NewReader(assets.AppIcon()))
	if err != nil || cfg.Width != 256 || cfg.Height != 256 {
		t.Errorf("app icon: %dx%d (%v)", cfg.Width, cfg.Height, err)
	}
	if !bytes.Contains(assets.AppIconSVG(), []byte("<svg")) {
		t.Error("no app icon as SVG")
	}
}

// checkIcon holds what lets the toolkit colour an icon: outlines that are
// filled in black, in a box of 24 by 24.
func checkIcon(t *testing.T, name string) {
	t.Helper()
	var svg struct {
		ViewBox string `xml:"viewBox,attr"`
		Paths   []struct {
			Fill   string `xml:"fill,attr"`
			Stroke string `xml:"stroke,attr"`
			D      string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal(assets.Icon(name), &svg); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if svg.ViewBox != "0 0 24 24" || len(svg.Paths) == 0 {
		t.Errorf("%s: box %q, %d paths", name, svg.ViewBox, len(svg.Paths))
	}
	for _, p := range svg.Paths {
		if p.Fill != "#000" || p.Stroke != "" || !strings.HasPrefix(p.D, "M") {
			t.Errorf("%s: fill %q, stroke %q", name, p.Fill, p.Stroke)
		}
	}
}
