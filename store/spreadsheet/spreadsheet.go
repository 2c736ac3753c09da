// Package spreadsheet writes tables that open right in Excel and LibreOffice:
// XLSX, or CSV with the mark by which they know UTF-8. Every value is text, so
// that no program reads a phone number as a sum or a code as a date.
package spreadsheet

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/xuri/excelize/v2"

	"sporteli/store/casefile"
)

// Rows calls yield for one row after the other and passes its errors on.
type Rows func(yield func(cells []string) error) error

// Formats are the endings of the files that can be written.
var Formats = []string{"xlsx", "csv"}

// WriteFile writes a table to a file. What stood there before is replaced only
// when the new file is whole. It fails with CodeUsage for an unknown format,
// CodeReadOnly where the file cannot be written, and with what rows fails with.
func WriteFile(path, format string, header []string, rows Rows) error {
	write, ok := map[string]func(io.Writer, []string, Rows) error{"csv": writeCSV, "xlsx": writeXLSX}[format]
	if !ok {
		return casefile.Fail(casefile.CodeUsage, "spreadsheet: unknown format")
	}
	return replaceFile(path, func(w io.Writer) error { return write(w, header, rows) })
}

// replaceFile writes beside the target and puts it in its place only when it is
// whole.
func replaceFile(target string, write func(io.Writer) error) error {
	part := target + ".part"
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return casefile.Fail(casefile.CodeReadOnly, "spreadsheet: %w", bare(err))
	}
	err = errors.Join(write(f), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(part, target)
	}
	if err != nil {
		_ = os.Remove(part)
		var le *os.LinkError
		if errors.As(err, &le) {
			return casefile.Fail(casefile.CodeReadOnly, "spreadsheet: %w", le.Err)
		}
	}
	return err
}

// bare strips the path of an error: it may name a person.
func bare(err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// writeCSV begins with the mark by which spreadsheets know UTF-8.
func writeCSV(w io.Writer, header []string, source Rows) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(header); err != nil {
		return err
	}
	err := source(func(cells []string) error {
		for i, c := range cells {
			cells[i] = harmless(c)
		}
		return out.Write(cells)
	})
	out.Flush()
	return errors.Join(err, out.Error())
}

// harmless keeps a spreadsheet from running a text as a formula. Phone numbers
// begin with a plus sign and stay as they are.
func harmless(cell string) string {
	if cell == "" || !strings.ContainsRune("=@+-\t\r", rune(cell[0])) {
		return cell
	}
	if cell[0] == '+' && strings.Trim(cell[1:], "0123456789; +") == "" {
		return cell
	}
	return "'" + cell
}

func writeXLSX(w io.Writer, header []string, source Rows) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	sheet, err := f.NewStreamWriter(f.GetSheetName(0))
	if err != nil {
		return fmt.Errorf("spreadsheet: %w", err)
	}
	n := 0
	put := func(cells []string) error {
		n++
		values := make([]any, len(cells))
		for i, c := range cells {
			values[i] = c
		}
		at, err := excelize.CoordinatesToCellName(1, n)
		if err != nil {
			return fmt.Errorf("spreadsheet: %w", err)
		}
		return sheet.SetRow(at, values)
	}
	if err := put(header); err != nil {
		return err
	}
	if err := source(put); err != nil {
		return err
	}
	if err := sheet.Flush(); err != nil {
		return fmt.Errorf("spreadsheet: %w", err)
	}
	_, err = f.WriteTo(w)
	return err
}
