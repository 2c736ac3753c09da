package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sporteli/store"
	"sporteli/store/casefile"
	"sporteli/store/spreadsheet"
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
	if !slices.Contains(spreadsheet.Formats, *format) {
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
		if err := spreadsheet.WriteFile(*target, *format, header(kind), source); err != nil {
			return err
		}
		if err := d.Note(ctx, d.s, store.Line{Action: "exported", Detail: fmt.Sprintf("%s %d", kind, n)}); err != nil {
			return err
		}
		return t.print(map[string]any{"kind": kind.String(), "records": n, "format": *format})
	})
}

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
