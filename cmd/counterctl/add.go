package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"sporteli/store/casefile"
)

// Limits of the input: a line longer than any record, and how many lines share
// a commit when they come faster than they can be kept.
const (
	maxLine  = 1 << 20
	maxBatch = 500
)

// line is one line of the input: an edit, or why it is none.
type line struct {
	number int
	edit   casefile.Edit
	err    error
}

func runAdd(ctx context.Context, t *tool, args []string) error {
	c := t.newCall("add")
	if err := c.parse(args, 0); err != nil {
		return err
	}
	return c.with(ctx, func(d desk) error {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		lines := make(chan line, maxBatch)
		ended := make(chan error, 1)
		go func() {
			ended <- readLines(ctx, t.in, lines)
			close(lines)
		}()
		out := bufio.NewWriter(t.out)
		a := adder{desk: d, tool: &tool{out: out, errs: t.errs}, flush: out.Flush}
		for first := range lines {
			if err := a.keep(ctx, gather(first, lines)); err != nil {
				return err
			}
		}
		if err := <-ended; err != nil {
			return err
		}
		if a.bad > 0 {
			return errReported
		}
		return ctx.Err()
	})
}

// gather takes what else is ready, so that many lines share a commit while a
// single one is kept at once.
func gather(first line, lines <-chan line) []line {
	batch := []line{first}
	for len(batch) < maxBatch {
		select {
		case l, ok := <-lines:
			if !ok {
				return batch
			}
			batch = append(batch, l)
		default:
			return batch
		}
	}
	return batch
}

type adder struct {
	desk
	tool  *tool
	flush func() error
	bad   int
}

// keep makes a batch durable and only then says so.
func (a *adder) keep(ctx context.Context, batch []line) error {
	var edits []casefile.Edit
	for _, l := range batch {
		if l.err == nil {
			edits = append(edits, l.edit)
		}
	}
	results, err := a.SaveEach(ctx, a.s, edits)
	if err != nil {
		return err
	}
	for _, l := range batch {
		if l.err == nil {
			r := results[0]
			results = results[1:]
			if l.err = r.Err; l.err == nil {
				if err := a.tool.print(map[string]any{"id": r.ID, "seq": r.Seq}); err != nil {
					return err
				}
				continue
			}
		}
		a.bad++
		a.tool.report(l.err, func(f *failure) {
			if f.Code != casefile.CodeBadLine {
				f.Message = fmt.Sprintf("%s (%s)", message(&casefile.Error{Code: casefile.CodeBadLine, Args: map[string]any{"Line": l.number}}), reasons(*f))
			}
			f.Code, f.Line, f.Args = casefile.CodeBadLine, l.number, nil
		})
	}
	return a.flush()
}

// reasons joins what is wrong: code and field, never a value.
func reasons(f failure) string {
	if len(f.Faults) == 0 {
		return strings.TrimSpace(string(f.Code) + " " + f.Field)
	}
	var out []string
	for _, x := range f.Faults {
		out = append(out, strings.TrimSpace(string(x.Code)+" "+x.Field))
	}
	return strings.Join(out, ", ")
}

// readLines reads the input to its end; empty lines are passed over.
func readLines(ctx context.Context, in io.Reader, lines chan<- line) error {
	s := bufio.NewScanner(in)
	s.Buffer(make([]byte, 64<<10), maxLine)
	for n := 1; s.Scan(); n++ {
		text := bytes.TrimSpace(bytes.TrimPrefix(s.Bytes(), []byte("\ufeff")))
		if len(text) == 0 {
			continue
		}
		l := line{number: n}
		l.edit, l.err = parseLine(text)
		select {
		case lines <- l:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if errors.Is(s.Err(), bufio.ErrTooLong) {
		return &casefile.Error{Code: casefile.CodeBadLine, Err: fmt.Errorf("a line is longer than %d bytes", maxLine)}
	}
	return s.Err()
}

// parseLine reads {"kind":…, "fields":{…}} with an optional "id", by which later
// lines can point to the record.
func parseLine(text []byte) (casefile.Edit, error) {
	var in struct {
		Kind   string         `json:"kind"`
		ID     string         `json:"id"`
		Fields map[string]any `json:"fields"`
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	dec.DisallowUnknownFields()
	if err := dec.Decode(&in); err != nil {
		return casefile.Edit{}, badLine("not a record in JSON: %s", jsonFault(err))
	}
	if dec.More() {
		return casefile.Edit{}, badLine("more than one object on the line")
	}
	kind, err := casefile.ParseKind(in.Kind)
	if err != nil {
		return casefile.Edit{}, err
	}
	e := casefile.NewRecord(kind)
	if in.ID != "" {
		if e.Record, err = id(in.ID); err != nil {
			return e, err
		}
	}
	for name, v := range in.Fields {
		values, err := fieldValues(v)
		if err != nil {
			return e, casefile.FieldErrors{{Code: casefile.CodeBadText, Field: name}}
		}
		e.Set(name, values...)
	}
	return e, nil
}

func badLine(format string, args ...any) error {
	return &casefile.Error{Code: casefile.CodeBadLine, Err: fmt.Errorf(format, args...)}
}

// jsonFault names what is wrong without repeating what was written.
func jsonFault(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("at byte %d", syntax.Offset)
	case errors.As(err, &kind):
		return fmt.Sprintf("%s is a %s", kind.Field, kind.Value)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "it ends too early"
	default:
		return "only kind, id and fields may be named"
	}
}

// fieldValues reads a JSON value as the texts of a field.
func fieldValues(v any) ([]string, error) {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	var out []string
	for _, v := range list {
		switch v := v.(type) {
		case nil:
		case string:
			out = append(out, v)
		case json.Number:
			out = append(out, v.String())
		case bool:
			out = append(out, fmt.Sprint(v))
		case map[string]any:
			d, err := document(v)
			if err != nil {
				return nil, err
			}
			out = append(out, d.String())
		default:
			return nil, errors.New("value of an unknown form")
		}
	}
	return out, nil
}

// document reads {"kind":…,"number":…,"country":…,"expires":…}.
func document(v map[string]any) (casefile.Document, error) {
	var d casefile.Document
	for key, into := range map[string]*string{"kind": &d.Kind, "number": &d.Number, "country": &d.Country, "expires": &d.Expires} {
		switch part := v[key].(type) {
		case nil:
		case string:
			*into = part
		case json.Number:
			*into = part.String()
		default:
			return d, errors.New("part of a document of an unknown form")
		}
		delete(v, key)
	}
	if len(v) > 0 {
		return d, errors.New("unknown part of a document")
	}
	return d, nil
}

func runEdit(ctx context.Context, t *tool, args []string) error {
	c := t.newCall("edit")
	if err := c.parse(args, -1); err != nil {
		return err
	}
	if len(c.words) < 2 {
		return usage("an id and at least one FIELD=VALUE are needed")
	}
	record, err := id(c.words[0])
	if err != nil {
		return err
	}
	fields := map[string][]string{}
	for _, w := range c.words[1:] {
		name, value, ok := strings.Cut(w, "=")
		if !ok || name == "" {
			return usage("%q is not FIELD=VALUE", name)
		}
		if fields[name] == nil {
			fields[name] = []string{}
		}
		if value != "" {
			fields[name] = append(fields[name], value)
		}
	}
	return c.with(ctx, func(d desk) error {
		rec, err := d.Record(ctx, d.s, record)
		if err != nil {
			return err
		}
		e := rec.Edit()
		for name, values := range fields {
			e.Set(name, values...)
		}
		saved, err := d.Save(ctx, d.s, e)
		if err != nil {
			return err
		}
		return t.print(map[string]any{"id": saved[0].ID, "seq": saved[0].Seq})
	})
}
