package ui

import (
	"sporteli/assets"
	"sporteli/store/casefile"
)

// CatalogueSpec is what the catalogue does not say about a field on a screen.
// The zero value is fine for most.
type CatalogueSpec struct {
	// Label and Hint are as in FieldSpec.
	Label, Hint string
	// Required adds the mark where the catalogue does not ask.
	Required bool
	// Lookup finds the records of a TypeRef; Options replaces those of the
	// code list, or stands for a short list of a TypeText.
	Lookup  Lookup
	Options []Option
	// Lines is the height of a note, zero means 3.
	Lines int
}

// barLimit is the length of all labels, in letters, up to which a code list is
// shown as a bar of choices: what fits one line of a usual column.
const barLimit = 48

// NewCatalogueField returns the control that suits a field of the catalogue;
// nil for a field the catalogue does not have. Its values go through
// casefile.Field.Canonical where people's way of writing differs.
func NewCatalogueField(env *Env, kind casefile.Kind, name string, s CatalogueSpec) Field {
	f, ok := casefile.FieldByName(kind, name)
	if !ok {
		return nil
	}
	spec := FieldSpec{
		ID: kind.String() + "." + name, Label: s.Label, Hint: s.Hint,
		Required: f.Required || s.Required, Max: f.Limit(),
	}
	canonical := func(v string) (string, error) { return f.Canonical(v, assets.Codes{}) }
	switch f.Type {
	case casefile.TypeNote:
		return NewNoteField(env, spec, max(s.Lines, 3))
	case casefile.TypeDate:
		return NewDateField(env, spec, DateRules{})
	case casefile.TypeBirth:
		return NewDateField(env, spec, DateRules{YearAlone: true, Past: true})
	case casefile.TypeDateTime:
		return NewDateTimeField(env, spec)
	case casefile.TypeInt:
		spec.Max = 6
		return NewNumberField(env, spec)
	case casefile.TypeBool:
		return NewCheckField(env, spec)
	case casefile.TypeDocument:
		return NewDocumentsField(env, spec, canonical)
	case casefile.TypeLanguage:
		return NewLanguagesField(env, spec, canonical)
	case casefile.TypePhone:
		if !f.Set {
			return NewTextField(env, spec)
		}
		return NewTagsField(env, spec, canonical, casefile.ShowPhone)
	case casefile.TypeRef:
		if s.Lookup != nil {
			return NewLookupField(env, spec, s.Lookup)
		}
		return NewCodeField(env, spec, s.Options)
	case casefile.TypeCode:
		return codeField(env, spec, f, s.Options)
	}
	if f.Set {
		return NewTagsField(env, spec, canonical, nil)
	}
	if s.Options != nil {
		return codeField(env, spec, f, s.Options)
	}
	return NewTextField(env, spec)
}

func codeField(env *Env, spec FieldSpec, f casefile.Field, options []Option) Field {
	if options == nil {
		options = env.Options(f.List)
	}
	if f.Set {
		return NewCodesField(env, spec, options)
	}
	letters := 0
	for _, o := range options {
		letters += len([]rune(o.Label)) + 3
	}
	if len(options) <= 5 && letters <= barLimit {
		return NewRadioField(env, spec, options)
	}
	return NewCodeField(env, spec, options)
}
