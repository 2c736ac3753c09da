package paper

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sporteli/store/casefile"
)

func renderLetter(t *testing.T, name string, d LetterDoc) (string, []byte) {
	t.Helper()
	return render(t, name, func(b *bytes.Buffer) error { return Letter(b, d) })
}

func TestLetter(t *testing.T) {
	for _, lang := range languages {
		for _, sample := range []bool{false, true} {
			d := letter(t, lang)
			d.Sample = sample
			name := fmt.Sprintf("%s-%s-%v.pdf", strings.TrimSuffix(d.FileName(), ".pdf"), lang, sample)
			file, data := renderLetter(t, name, d)
			if n := pageCount(t, file); n != 1 {
				t.Errorf("%s: %d pages", name, n)
			}
			if len(data) > 120_000 {
				t.Errorf("%s: %d bytes", name, len(data))
			}
			got := shown(t, file)
			contains(t, name, got, personal(d)...)
			contains(t, name, got, d.Number, d.Officer, d.To.Address, d.To.Phone, d.Urgency, d.Words.Date(d.AnswerBy), d.Words.Date(d.Date),
				d.Words.T("paper.slip_title"), d.Words.T("paper.consent_on_form", "Date", d.Words.Date(d.Consent.On), "Form", strings.ToLower(d.Consent.Form)))
			for _, l := range strings.Split(d.Text, "\n") {
				contains(t, name, got, l)
			}
			if n := strings.Count(got, d.Words.T("paper.sample")); (n == 1) != sample {
				t.Errorf("%s: %d bands", name, n)
			}
			withinMargins(t, file)
			noOverlap(t, file)
		}
	}
}

// slipText is what stands below the cut on the last page.
func slipText(t *testing.T, file string) string {
	t.Helper()
	var out []string
	last := pageCount(t, file)
	for _, w := range wordsOn(t, file) {
		if w.page == last && w.yMin > slipTop/millimetre {
			out = append(out, w.text)
		}
	}
	return strings.Join(out, " ")
}

func TestSlipHoldsNoPersonalData(t *testing.T) {
	for _, lang := range languages {
		d := letter(t, lang)
		file, _ := renderLetter(t, "slip-"+lang+".pdf", d)
		got := slipText(t, file)
		contains(t, lang, got, d.Number, d.From.Name, d.From.Phone)
		for _, key := range append([]string{"paper.slip_name", "paper.slip_date", "paper.slip_signature", "paper.slip_return", "paper.slip_title", "paper.slip_hint"}, outcomes...) {
			contains(t, lang, got, d.Words.T(key))
		}
		for _, p := range append(personal(d), d.Officer, d.Urgency, "Fëllënza", "Çuçi", "Ëngjëll") {
			if strings.Contains(got, p) {
				t.Errorf("%s: %q is on the slip: %s", lang, p, got)
			}
		}
	}
}

func TestFileTellsNothingOfThePerson(t *testing.T) {
	d := letter(t, "sq")
	file, data := renderLetter(t, "meta.pdf", d)
	meta := tool(t, "pdfinfo", file)
	if !strings.Contains(meta, d.Number) {
		t.Errorf("no number in the title: %s", meta)
	}
	for _, p := range personal(d) {
		if strings.Contains(meta, p) || strings.Contains(d.FileName(), p) || bytes.Contains(data, []byte(p)) {
			t.Errorf("%q is in the file's properties", p)
		}
	}
}

func TestLetterLeavesOutWhatItIsNotTold(t *testing.T) {
	d := letter(t, "sq")
	d.Person = Person{Name: "A. B."}
	d.Needs, d.Text, d.AnswerBy = nil, "", ""
	file, _ := renderLetter(t, "short.pdf", d)
	got := shown(t, file)
	for _, key := range []string{"paper.person_father", "paper.person_birth", "paper.person_document", "paper.person_phone", "paper.needs", "paper.answer_by"} {
		if label := d.Words.T(key); strings.Contains(got, label) {
			t.Errorf("label %q without a value", label)
		}
	}
	contains(t, "short", got, "A. B.", d.Words.T("paper.subject_default"))
}

func TestConsentSentence(t *testing.T) {
	w := words(t, "en")
	for _, c := range []struct {
		consent Consent
		want    string
	}{
		{Consent{}, "No consent of the person"},
		{Consent{On: "2026-11-02", Form: "Written"}, "No consent of the person"},
		{Consent{Given: true}, "sent to your institution."},
		{Consent{Given: true, On: "2026-11-02"}, "on " + w.Date("2026-11-02") + "."},
		{Consent{Given: true, Form: "Written"}, "(written)."},
		{Consent{Given: true, On: "2026-11-02", Form: "Written"}, "on " + w.Date("2026-11-02") + " (written)."},
	} {
		if got := consentSentence(w, c.consent); !strings.Contains(got, c.want) {
			t.Errorf("%+v: %q", c.consent, got)
		}
	}
}

func TestLongLetterKeepsItsSlipWhole(t *testing.T) {
	for _, paragraphs := range []int{3, 4, 5, 6, 9, 12, 25} {
		d := letter(t, "sq")
		d.Text = strings.Repeat("Personi ka nevojë për këshillim, për njohjen e diplomës dhe për një vend pune pranë shtëpisë; fëmijët nisin shkollën.\n", paragraphs*4) + "Fjala-e-fundit."
		file, _ := renderLetter(t, fmt.Sprintf("long-%d.pdf", paragraphs), d)
		got := shown(t, file)
		n := pageCount(t, file)
		contains(t, "long", got, "Fjala-e-fundit.", fmt.Sprintf("%d/%d", n, n))
		if n < 2 || strings.Count(got, d.Words.T("paper.slip_title")) != 1 || strings.Count(got, d.Officer) != 1 {
			t.Errorf("%d paragraphs: %d pages, slip or signature not once", paragraphs, n)
		}
		contains(t, "slip", slipText(t, file), d.Number)
		withinMargins(t, file)
		noOverlap(t, file)
	}
}

func TestHostileLetters(t *testing.T) {
	for _, name := range hostileNames() {
		t.Run(name, func(t *testing.T) {
			bad := hostile[name]
			d := letter(t, "sq")
			d.From = Office{Name: bad, Municipality: bad, Address: bad, Phone: bad, Email: bad}
			d.To = Recipient{Name: bad, Address: bad, Phone: bad, Email: bad}
			d.Person = Person{Name: bad, FatherName: bad, BirthDate: bad, Document: bad, Phone: bad}
			d.Subject, d.Needs, d.Urgency, d.Text, d.Officer = bad, []string{bad, bad}, bad, bad+"\n"+bad, bad
			d.Consent, d.Date, d.AnswerBy = Consent{Given: true, On: bad, Form: bad}, bad, bad
			file, _ := renderLetter(t, "hostile.pdf", d)
			contains(t, name, slipText(t, file), d.Number)
			withinMargins(t, file)
			noOverlap(t, file)
		})
	}
}

func TestLetterRefusesWhatNoSlipCanCarry(t *testing.T) {
	for _, c := range []struct {
		number string
		id     casefile.ID
		want   casefile.Code
	}{
		{"", sampleID, casefile.CodeRequired},
		{"TIR-A-00012", casefile.ID{}, casefile.CodeRequired},
		{"TIR:1", sampleID, casefile.CodeBadText},
		{"tir-1", sampleID, casefile.CodeBadText},
		{"TIR 1", sampleID, casefile.CodeBadText},
		{"Ë-1", sampleID, casefile.CodeBadText},
		{strings.Repeat("A", 41), sampleID, casefile.CodeBadText},
	} {
		d := letter(t, "sq")
		d.Number, d.ID = c.number, c.id
		var b bytes.Buffer
		err := Letter(&b, d)
		var e *casefile.Error
		if !errors.As(err, &e) || e.Code != c.want {
			t.Errorf("%q: %v, want %s", c.number, err, c.want)
		}
		if b.Len() > 0 {
			t.Errorf("%q: %d bytes written in spite of the error", c.number, b.Len())
		}
	}
}

func TestSameDocumentSameBytes(t *testing.T) {
	for _, lang := range languages {
		d, s := letter(t, lang), sampleSheet(t, lang)
		_, wantLetter := renderLetter(t, "a.pdf", d)
		_, wantSheet := renderSheet(t, "b.pdf", s)
		for range 8 {
			_, gotLetter := renderLetter(t, "a.pdf", d)
			_, gotSheet := renderSheet(t, "b.pdf", s)
			if !bytes.Equal(wantLetter, gotLetter) || !bytes.Equal(wantSheet, gotSheet) {
				t.Fatal("two runs differ")
			}
		}
		d.Date = "2026-11-03"
		if _, other := renderLetter(t, "c.pdf", d); bytes.Equal(wantLetter, other) {
			t.Error("another date, the same file")
		}
	}
}

func TestDocumentsDoNotDisturbEachOther(t *testing.T) {
	d := letter(t, "sq")
	_, want := renderLetter(t, "alone.pdf", d)
	for i := range 8 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			if err := Letter(&b, d); err != nil || !bytes.Equal(b.Bytes(), want) {
				t.Errorf("a document printed beside others differs (%v)", err)
			}
		})
	}
}

func TestFontsAreEmbeddedSubsets(t *testing.T) {
	file, _ := renderLetter(t, "fonts.pdf", letter(t, "sq"))
	lines := strings.Split(strings.TrimSpace(tool(t, "pdffonts", file)), "\n")
	if len(lines) != 2+3 {
		t.Fatalf("want three fonts:\n%s", strings.Join(lines, "\n"))
	}
	for _, l := range lines[2:] {
		if f := strings.Fields(l); f[len(f)-5] != "yes" || f[len(f)-3] != "yes" {
			t.Errorf("not embedded or without ToUnicode: %s", l)
		}
	}
}

func TestPrintedQRIsTheSlipCode(t *testing.T) {
	for _, lang := range languages {
		d := letter(t, lang)
		file, _ := renderLetter(t, "qr-"+lang+".pdf", d)
		want, err := SlipCode(d.Number, d.ID)
		if err != nil {
			t.Fatal(err)
		}
		image := filepath.Join(t.TempDir(), "page")
		const dpi = 300
		tool(t, "pdftoppm", "-r", fmt.Sprint(dpi), "-gray", "-png", "-singlefile", file, image)
		sampleModules(t, image+".png", want, dpi)
		if got := strings.TrimSpace(tool(t, "zbarimg", "--quiet", "--raw", image+".png")); got != want {
			t.Errorf("the scanner reads %q, want %q", got, want)
		}
	}
}

// sampleModules compares the middle of every module on the rendered page with
// the code computed anew.
func sampleModules(t *testing.T, file, want string, dpi float64) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	modules, err := qrModules(want)
	if err != nil {
		t.Fatal(err)
	}
	m, wrong := qrSide/float64(len(modules)), 0
	for y := range modules {
		for x := range modules {
			px := int((rightEdge - qrSide + (float64(x)+0.5)*m) / 25.4 * dpi)
			py := int((slipTop + 5 + (float64(y)+0.5)*m) / 25.4 * dpi)
			if r, _, _, _ := img.At(px, py).RGBA(); (r < 0x8000) != modules[y][x] {
				wrong++
			}
		}
	}
	if wrong > 0 || len(modules) < 21 {
		t.Errorf("%d of %d modules differ on paper", wrong, len(modules)*len(modules))
	}
}
