package paper

import (
	"bytes"
	"strings"
	"testing"

	"sporteli/assets"
)

func shippedSheet(t *testing.T, s assets.Sheet, lang string) SheetDoc {
	t.Helper()
	text, ok := s.Text[lang]
	if !ok {
		t.Fatalf("%s: no text in %s", s.Code, lang)
	}
	return SheetDoc{
		Words: words(t, lang), Office: office(lang), Code: s.Code, Version: s.Version,
		Title: text.Title, Audience: text.Audience, Body: text.Body,
		CheckedOn: s.Checked, ValidUntil: "2027-06-30", PrintedOn: "2026-11-02", Verified: s.Verified,
	}
}

func renderSheet(t *testing.T, name string, d SheetDoc) (string, []byte) {
	t.Helper()
	return render(t, name, func(b *bytes.Buffer) error { return Sheet(b, d) })
}

func TestEveryShippedSheetIsOnePage(t *testing.T) {
	sheets := assets.Sheets()
	if len(sheets) == 0 {
		t.Fatal("no sheets")
	}
	for _, s := range sheets {
		for _, lang := range languages {
			d := shippedSheet(t, s, lang)
			file, data := renderSheet(t, d.FileName(), d)
			if n := pageCount(t, file); n != 1 {
				t.Errorf("%s: %d pages", d.FileName(), n)
			}
			if len(data) > 120_000 {
				t.Errorf("%s: %d bytes", d.FileName(), len(data))
			}
			got := shown(t, file)
			contains(t, d.FileName(), got, d.Audience, d.Code, d.Office.Name, d.Office.Phone, d.Words.T("paper.where_to_ask"),
				d.Words.T("paper.printed_on", "Date", d.Words.Date(d.PrintedOn)))
			for _, w := range strings.Fields(d.Title) {
				contains(t, d.FileName(), got, w)
			}
			mark := d.Words.T("paper.unverified")
			if strings.Contains(got, mark) == d.Verified {
				t.Errorf("%s: verified is %v, mark %q shown: %v", d.FileName(), d.Verified, mark, !d.Verified)
			}
			withinMargins(t, file)
			noOverlap(t, file)
		}
	}
}

const body = `## Çfarë duhet të dini

- **Së pari** punëdhënësi merr *miratimin* paraprak.
- Takimi në ambasadë është falas: [caktoni takimin](https://tirana.diplo.de/al-sq).
  - Një nënpikë: ÇËSHTJE, çështje & ë.

1. Hapi i parë
2. Hapi i dytë

> Kujdes nga ata që kërkojnë para.

<https://akpa.gov.al>`

func sampleSheet(t *testing.T, lang string) SheetDoc {
	t.Helper()
	return SheetDoc{
		Words: words(t, lang), Office: office(lang), Code: "x.y", Version: 3, Title: "Ëndrra dhe çështje", Audience: "për të gjithë",
		Body: body, CheckedOn: "2026-10-01", PrintedOn: "2026-11-02", Verified: true,
	}
}

func TestSheetSetsMarkdown(t *testing.T) {
	file, _ := renderSheet(t, "markdown.pdf", sampleSheet(t, "sq"))
	got := shown(t, file)
	contains(t, "markdown.pdf", got, "Çfarë duhet të dini", "• Së pari punëdhënësi merr miratimin paraprak.",
		"caktoni takimin (tirana.diplo.de/al-sq)", "ÇËSHTJE, çështje & ë.", "1. Hapi i parë", "2. Hapi i dytë", "Kujdes nga ata", "https://akpa.gov.al")
	for _, raw := range []string{"**", "##", "](", "&amp;"} {
		if strings.Contains(got, raw) {
			t.Errorf("%q of the Markdown is on the paper", raw)
		}
	}
	if strings.Contains(got, "SHEMBULL") || strings.Contains(got, "1/1") {
		t.Errorf("a band or a page number where none belongs: %s", got)
	}
}

func TestLongSheetFlowsToNumberedPages(t *testing.T) {
	for _, lang := range languages {
		d := sampleSheet(t, lang)
		d.Sample = true
		d.Body = strings.Repeat("Punëdhënësi kërkon miratimin, pastaj merret viza në ambasadë; çdo hap është falas. ", 8) + "\n\n"
		d.Body = strings.Repeat(d.Body, 8) + "Fjala-e-fundit."
		file, _ := renderSheet(t, "long-"+lang+".pdf", d)
		if n := pageCount(t, file); n != 2 {
			t.Errorf("%d pages, want 2", n)
		}
		got := shown(t, file)
		contains(t, lang, got, "1/2", "2/2", "Fjala-e-fundit.")
		if n := strings.Count(got, d.Words.T("paper.sample")); n != 2 {
			t.Errorf("%s: the band is on %d pages of 2", lang, n)
		}
		if n := strings.Count(got, d.Words.T("paper.where_to_ask")); n != 1 {
			t.Errorf("%s: %d boxes", lang, n)
		}
		withinMargins(t, file)
		noOverlap(t, file)
	}
}

func TestSheetShrinksBeforeItFlows(t *testing.T) {
	d := sampleSheet(t, "sq")
	d.Body = strings.Repeat("Punëdhënësi kërkon miratimin, pastaj merret viza në ambasadë; çdo hap është falas. ", 40)
	file, _ := renderSheet(t, "shrunk.pdf", d)
	if n := pageCount(t, file); n != 1 {
		t.Errorf("%d pages", n)
	}
	size := 0.0
	for _, w := range wordsOn(t, file) {
		if w.text == "punëdhënësi" || w.text == "Punëdhënësi" {
			size = w.yMax - w.yMin
		}
	}
	// A word's box is the height of the font, about 1.36 times its size.
	if size == 0 || size > sheetSizes.most*1.36-0.5 || size < sheetSizes.least*1.3 {
		t.Errorf("body is set %.1f points high", size)
	}
}

func TestSheetHasNoOfficeAddress(t *testing.T) {
	d := sampleSheet(t, "sq")
	d.Office = Office{Name: "Zyra e Punësimit Kukës"}
	d.ValidUntil, d.CheckedOn, d.PrintedOn = "", "", ""
	file, _ := renderSheet(t, "bare.pdf", d)
	got := shown(t, file)
	contains(t, "bare", got, "Zyra e Punësimit Kukës", d.Words.T("paper.where_to_ask"))
	for _, w := range []string{"Tel.", "E-mail", "Kontrolluar", "Printuar", "vlefshme"} {
		if strings.Contains(got, w) {
			t.Errorf("%q without a value: %s", w, got)
		}
	}
}

func TestHostileSheets(t *testing.T) {
	for _, name := range hostileNames() {
		t.Run(name, func(t *testing.T) {
			bad := hostile[name]
			d := sampleSheet(t, "sq")
			d.Title, d.Audience, d.Code, d.Sample, d.Verified = bad, bad, bad, true, false
			d.Body = "# " + bad + "\n\n" + bad + "\n\n- " + bad + "\n  1. " + bad + "\n\n> **" + bad + "** `" + bad + "`"
			d.Office = Office{Name: bad, Municipality: bad, Address: bad, Phone: bad, Email: bad, Hours: bad}
			d.CheckedOn, d.ValidUntil, d.PrintedOn = bad, bad, bad
			file, _ := renderSheet(t, "hostile.pdf", d)
			withinMargins(t, file)
			noOverlap(t, file)
		})
	}
}

func TestDeepNestingStaysOnThePaper(t *testing.T) {
	d := sampleSheet(t, "sq")
	d.Body = ""
	for i := range 40 {
		d.Body += strings.Repeat("  ", i) + "- pika\n"
	}
	d.Body += "\n" + strings.Repeat("> ", 60) + "thellë\n"
	file, _ := renderSheet(t, "deep.pdf", d)
	contains(t, "deep", shown(t, file), "thellë")
	withinMargins(t, file)
}
