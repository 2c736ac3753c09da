package paper

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"sporteli/store/casefile"
	"sporteli/translations"
)

// languages are those every document is printed in.
var languages = []string{"sq", "en"}

// words loads the shipped texts and fails the test if one was missing.
func words(t *testing.T, lang string) Words {
	t.Helper()
	catalog, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	return missing{t: t, Words: catalog.Printer(lang)}
}

// missing fails when a document shows a key instead of a text.
type missing struct {
	Words
	t *testing.T
}

func (m missing) T(key string, args ...any) string {
	text := m.Words.T(key, args...)
	if text == "" || strings.Contains(text, "⟦") || strings.Contains(text, "<no value>") {
		m.t.Errorf("%s: no text for %q: %q", m.Lang(), key, text)
	}
	return text
}

var sampleID = casefile.ID{0x01, 0x93, 0x5b, 0x1c, 0x7a, 0x2e, 0x7c, 0x4d, 0x9f, 0x11, 0xab, 0xcd, 0xef, 0x01, 0x23, 0x45}

// office is that of a counter with ë and ç in all its texts.
func office(lang string) Office {
	if lang == "en" {
		return Office{
			Name: "Regional Directorate of Employment Korçë", Municipality: "Korçë",
			Address: "Rruga “Fan Noli”, Korçë", Phone: "+355 82 000 000", Email: "sporteli.korce@example.al",
			Hours: "Monday to Friday, 8:00–16:00",
		}
	}
	return Office{
		Name: "Drejtoria Rajonale e Punësimit Korçë", Municipality: "Korçë",
		Address: "Rruga “Fan Noli”, Korçë", Phone: "+355 82 000 000", Email: "sporteli.korce@example.al",
		Hours: "e hënë – e premte, 8:00–16:00",
	}
}

func letter(t *testing.T, lang string) LetterDoc {
	t.Helper()
	d := LetterDoc{
		Words: words(t, lang), From: office(lang), Number: "KOR-A-00012", ID: sampleID, Date: "2026-11-02",
		To: Recipient{
			Name: "Zyra Vendore e Punësimit Kuçovë", Address: "Lagjja “Tafaj”, Kuçovë", Phone: "+355 311 00 000", Email: "zvp.kucove@example.al",
		},
		Person: Person{Name: "Fëllënza Çuçi", FatherName: "Ëngjëll", BirthDate: "1988-04-17", Document: "Letërnjoftim I90417123B"},
		Needs:  []string{"Ndihmë juridike", "Njohje e diplomës", "Regjistrimi i fëmijëve në shkollë"}, Urgency: "Me përparësi (3 ditë)", AnswerBy: "2026-11-05",
		Text: "U kthye nga Gjermania më 20 tetor me dy fëmijë në moshë shkollore.\nKa punuar shtatë vjet si infermiere; diploma e saj është gjermane.",
		Consent: Consent{
			Given: true, On: "2026-11-02", Form: "Me shkrim",
		},
		Officer: "Çlirim Përmeti",
	}
	if lang == "en" {
		d.To.Name = "Local Employment Office Kuçovë"
		d.Person.Document = "Identity card I90417123B"
		d.Needs = []string{"Legal aid", "Recognition of a diploma", "Enrolment of children at school"}
		d.Urgency, d.Consent.Form = "Priority (3 days)", "Written"
		d.Text = "Came back from Germany on 20 October with two children of school age.\nWorked as a nurse for seven years; her diploma is German."
	}
	return d
}

// personal is every text of the letter that belongs to the client.
func personal(d LetterDoc) []string {
	return append([]string{d.Person.Name, d.Person.FatherName, d.Words.Date(d.Person.BirthDate), d.Person.Document, "1988", "I90417123B", d.To.Name}, d.Needs...)
}

// render writes a document and keeps it for those who ask for it with -artifacts.
func render(t *testing.T, name string, write func(*bytes.Buffer) error) (file string, data []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	file = filepath.Join(t.ArtifactDir(), name)
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file, b.Bytes()
}

// tool runs a program of poppler-utils or zbar-tools.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	packages := map[string]string{"zbarimg": "zbar-tools"}
	pkg := packages[name]
	if pkg == "" {
		pkg = "poppler-utils"
	}
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is missing: install the Debian package %s", name, pkg)
	}
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}

// shown is what a reader gets who selects the whole document, on one line.
func shown(t *testing.T, file string) string {
	t.Helper()
	return flat(tool(t, "pdftotext", "-layout", "-enc", "UTF-8", file, "-"))
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func pageCount(t *testing.T, file string) int {
	t.Helper()
	m := regexp.MustCompile(`(?m)^Pages:\s+(\d+)$`).FindStringSubmatch(tool(t, "pdfinfo", file))
	if m == nil {
		t.Fatalf("%s: no page count", file)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// word is a word on paper with its box in points from the top left corner.
type word struct {
	page                   int
	xMin, yMin, xMax, yMax float64
	text                   string
}

var wordBox = regexp.MustCompile(`<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)</word>`)

func wordsOn(t *testing.T, file string) []word {
	t.Helper()
	var out []word
	page := 0
	for _, l := range strings.Split(tool(t, "pdftotext", "-bbox", file, "-"), "\n") {
		if strings.Contains(l, "<page ") {
			page++
		}
		m := wordBox.FindStringSubmatch(l)
		if m == nil {
			continue
		}
		w := word{page: page, text: m[5]}
		for i, p := range []*float64{&w.xMin, &w.yMin, &w.xMax, &w.yMax} {
			v, err := strconv.ParseFloat(m[i+1], 64)
			if err != nil {
				t.Fatal(err)
			}
			*p = v
		}
		out = append(out, w)
	}
	if len(out) == 0 {
		t.Fatalf("%s: no words found", file)
	}
	return out
}

// withinMargins checks that no letter leaves the printable part of the page.
func withinMargins(t *testing.T, file string) {
	t.Helper()
	const slack = 0.6
	for _, w := range wordsOn(t, file) {
		if w.xMin < leftEdge/millimetre-slack || w.xMax > rightEdge/millimetre+slack || w.yMin < 5/millimetre || w.yMax > (pageHeight-5)/millimetre {
			t.Errorf("%s: page %d: %q runs over the margin: %+v", filepath.Base(file), w.page, firstRunes(w.text, 40), w)
		}
	}
}

// noOverlap checks that no two words of a page lie on one another.
func noOverlap(t *testing.T, file string) {
	t.Helper()
	all := wordsOn(t, file)
	for i, a := range all {
		for _, b := range all[i+1:] {
			if a.page != b.page {
				continue
			}
			w := min(a.xMax, b.xMax) - max(a.xMin, b.xMin)
			h := min(a.yMax, b.yMax) - max(a.yMin, b.yMin)
			if w > 1 && h > 0.45*min(a.yMax-a.yMin, b.yMax-b.yMin) {
				t.Errorf("%s: page %d: %q lies on %q", filepath.Base(file), a.page, a.text, b.text)
			}
		}
	}
}

func contains(t *testing.T, name, got string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(got, flat(w)) {
			t.Errorf("%s: %q is not on the paper:\n%s", name, w, got)
		}
	}
}

// hostile are texts that must neither stop the program nor leave the margins.
var hostile = map[string]string{
	"long word":  strings.Repeat("Ëç", 250),
	"long name":  strings.Repeat("Shpëtim Çlirimtar ", 28),
	"rtl":        "שלום مرحبا \u202eabc\u202c " + strings.Repeat("محمد", 40),
	"emoji":      "👩‍👩‍👧‍👦 🇦🇱 👍🏽 \U0001F9FF\U0010FFFF",
	"control":    "a\x00b\x07c\x1b[31m\r\n\td\u0085e\u2028f\u2029g\ufeff",
	"broken":     "\xff\xfe\x80 \xe2\x82 \xc3(",
	"pdf":        `) Tj ET Q (\ \\ %%EOF endobj << >> \)(`,
	"markdown":   "[a](b) **x** <script> # 1. - | ` ``` ![i](data:) &#0; &copy; {nb}",
	"combining":  "e\u0308 c\u0327 Z\u0351\u036b\u0343a\u0328\u035d",
	"no glyph":   "漢字 ༄ ᚠ ￿ \ue000 ﬁ Ａ ạ ‑ ―",
	"spaces":     "   \u00a0\u2003\u3000\u200b  ",
	"empty":      "",
	"one letter": "ç",
}

func hostileNames() []string {
	var out []string
	for name := range hostile {
		out = append(out, name)
	}
	return out
}

func ExampleFileName() {
	fmt.Println(FileName("flete", "reg.de.wb", "v1", "sq"))
	fmt.Println(FileName("referim", "TIR-A-00012"))
	fmt.Println(FileName("referim", `../Çë: "x"?`))
	fmt.Println(FileName("con"))
	// Output:
	// flete-reg.de.wb-v1-sq.pdf
	// referim-TIR-A-00012.pdf
	// referim-.-Ce-x.pdf
	// dokument-con.pdf
}
