package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/xuri/excelize/v2"

	"sporteli/store"
	"sporteli/store/casefile"
)

func runExport(ctx context.Context, t *tool, args []string) error {
	c := t.newCall("export")
	format := c.String("format", "csv", "`csv` or xlsx")
	target := c.String("out", "", "`file` to write")
	if err := c.parse(args, 1); err != nil {
		return err
	}
	kind, err := casefile.ParseKind(c.words[0])
	if err != nil {
		return err
	}
	if *target == "" {
		return usage("--out is missing")
	}
	write, ok := map[string]func(io.Writer, []string, rows) error{"csv": writeCSV, "xlsx": writeXLSX}[*format]
	if !ok {
		return usage("--format is neither csv nor xlsx")
	}
	return c.with(ctx, func(d desk) error {
		if err := d.s.Require(casefile.ActionExport, kind); err != nil {
			return err
		}
		n := 0
		source := func(yield func([]string) error) error {
			return d.each(ctx, kind, eachParams{}, func(r casefile.Record) error {
				n++
				return yield(cells(r))
			})
		}
		if err := replaceFile(*target, func(w io.Writer) error { return write(w, header(kind), source) }); err != nil {
			return err
		}
		if err := d.Note(ctx, d.s, store.Line{Action: "exported", Detail: fmt.Sprintf("%s %d", kind, n)}); err != nil {
			return err
		}
		return t.print(map[string]any{"kind": kind.String(), "records": n, "format": *format})
	})
}

// rows yields one row after the other.
type rows func(yield func([]string) error) error

func header(kind casefile.Kind) []string {
	out := []string{"id"}
	for _, f := range casefile.Fields(kind) {
		out = append(out, f.Name)
	}
	return out
}

// cells writes every field as text; several values are joined by "; ".
func cells(r casefile.Record) []string {
	out := []string{r.ID.String()}
	for _, f := range casefile.Fields(r.Kind) {
		if f.Set {
			out = append(out, strings.Join(r.All(f.Name), "; "))
		} else {
			out = append(out, r.Text(f.Name))
		}
	}
	return out
}

// replaceFile writes beside the target and puts it in its place only when it is
// whole.
func replaceFile(target string, write func(io.Writer) error) error {
	part := target + ".part"
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return casefile.Fail(casefile.CodeReadOnly, "--out: %w", bare(err))
	}
	err = errors.Join(write(f), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(part, target)
	}
	if err != nil {
		_ = os.Remove(part)
		var le *os.LinkError
		if errors.As(err, &le) {
			return casefile.Fail(casefile.CodeReadOnly, "--out: %w", le.Err)
		}
	}
	return err
}

// writeCSV begins with the mark by which spreadsheets know UTF-8.
func writeCSV(w io.Writer, header []string, source rows) error {
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

func writeXLSX(w io.Writer, header []string, source rows) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	sheet, err := f.NewStreamWriter(f.GetSheetName(0))
	if err != nil {
		return fmt.Errorf("counterctl: spreadsheet: %w", err)
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
			return fmt.Errorf("counterctl: spreadsheet: %w", err)
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
		return fmt.Errorf("counterctl: spreadsheet: %w", err)
	}
	_, err = f.WriteTo(w)
	return err
}
