package spreadsheet_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"sporteli/store/casefile"
	"sporteli/store/spreadsheet"
)

var table = [][]string{{"Ëngjëll", "+355692345678"}, {"=HYPERLINK(1)", "-1+2"}, {"a;b,\"c\"\nd", ""}}

func rows(yield func([]string) error) error {
	for _, r := range table {
		if err := yield(append([]string(nil), r...)); err != nil {
			return err
		}
	}
	return nil
}

func TestCSVOpensRightInSpreadsheets(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.csv")
	if err := spreadsheet.WriteFile(path, "csv", []string{"name", "phone"}, rows); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := "\ufeffname,phone\r\nËngjëll,+355692345678\r\n'=HYPERLINK(1),'-1+2\r\n\"a;b,\"\"c\"\"\r\nd\",\r\n"
	if string(raw) != want {
		t.Errorf("wrote %q, want %q", raw, want)
	}
}

func TestXLSXKeepsTextAsText(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.xlsx")
	if err := spreadsheet.WriteFile(path, "xlsx", []string{"name", "phone"}, rows); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	for cell, want := range map[string]string{"A1": "name", "A2": "Ëngjëll", "B2": "+355692345678", "A3": "=HYPERLINK(1)"} {
		got, err := f.GetCellValue(sheet, cell)
		if err != nil || got != want {
			t.Errorf("%s = %q, %v; want %q", cell, got, err, want)
		}
		if formula, err := f.GetCellFormula(sheet, cell); err != nil || formula != "" {
			t.Errorf("%s is a formula: %q, %v", cell, formula, err)
		}
	}
}

func TestAFailureKeepsWhatWasThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.csv")
	if err := os.WriteFile(path, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("disk gone")
	err := spreadsheet.WriteFile(path, "csv", nil, func(func([]string) error) error { return broken })
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if raw, err := os.ReadFile(path); err != nil || string(raw) != "before" {
		t.Errorf("the file is %q, %v", raw, err)
	}
	if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 {
		t.Errorf("left behind: %v, %v", files, err)
	}
	if err := spreadsheet.WriteFile(path, "pdf", nil, rows); casefile.CodeOf(err) != casefile.CodeUsage {
		t.Errorf("an unknown format: %v", err)
	}
	missing := filepath.Join(t.TempDir(), "no", "such", "Ana Çela.csv")
	if err := spreadsheet.WriteFile(missing, "csv", nil, rows); casefile.CodeOf(err) != casefile.CodeReadOnly || strings.Contains(err.Error(), "Ana") {
		t.Errorf("a folder that is not there: %v", err)
	}
}
