package ui

import (
	"errors"

	"sporteli/store/casefile"
	"sporteli/translations"
)

// Failure is an error in the officer's words.
type Failure struct {
	// Text is for a banner or a dialog, "" when everything belongs to fields.
	Text string
	// Fields holds the texts of single fields by the name in the catalogue.
	Fields map[string]string
	// Code names the failure, for what a screen does about one of them.
	Code casefile.Code
}

// any returns the text wherever it belongs.
func (f Failure) any() string {
	if f.Text != "" {
		return f.Text
	}
	for _, t := range f.Fields {
		return t
	}
	return ""
}

// Present turns an error into words. It never shows err.Error(): that is for
// logs. An error without a code becomes the text of casefile.CodeInternal.
func Present(p *translations.Printer, err error) Failure {
	if err == nil {
		return Failure{}
	}
	out := Failure{Code: casefile.CodeOf(err)}
	var several casefile.FieldErrors
	if errors.As(err, &several) {
		for _, e := range several {
			out.add(p, e)
		}
		if len(several) > 0 {
			out.Code = several[0].Code
		}
		return out
	}
	var e *casefile.Error
	if !errors.As(err, &e) {
		e = &casefile.Error{Code: casefile.CodeInternal}
	}
	out.add(p, e)
	return out
}

func (f *Failure) add(p *translations.Printer, e *casefile.Error) {
	text := p.Text("error."+string(e.Code), e.Args)
	if e.Field == "" {
		f.Text = text
		return
	}
	if f.Fields == nil {
		f.Fields = map[string]string{}
	}
	if _, ok := f.Fields[e.Field]; !ok {
		f.Fields[e.Field] = text
	}
}
