package casefile

// Type says how the text of a field's value is written and checked.
type Type uint8

const (
	// TypeText is one line of free text.
	TypeText Type = iota + 1
	// TypeNote is free text of several lines.
	TypeNote
	// TypeCode is a code of the list named by Field.List.
	TypeCode
	// TypeDate is YYYY-MM-DD, always a calendar day and never an instant.
	TypeDate
	// TypeBirth is a TypeDate, or only a year where the day is not known.
	TypeBirth
	// TypeDateTime is YYYY-MM-DDTHH:MM on the wall clock of the office.
	TypeDateTime
	// TypeInt is a whole number in decimal form.
	TypeInt
	// TypeBool is "true" or "false".
	TypeBool
	// TypeRef is the id of another record.
	TypeRef
	// TypePhone is a telephone number in E.164 form, or a short code as typed.
	TypePhone
	// TypeDocument is an identity document, see Document.
	TypeDocument
	// TypePersonalNumber is the Albanian personal number, see CheckPersonalNumber.
	TypePersonalNumber
	// TypeLanguage is a language and its level, "de:b1" or "de:b1:certificate".
	TypeLanguage
)

// Field is one entry of the catalogue.
type Field struct {
	// No travels on the wire and lies on disks; it is retired, never reused.
	No uint16
	// Name is what files, command lines and translations call it.
	Name string
	Type Type
	// List is the code list of a TypeCode.
	List string
	// Kind is what a TypeRef points to.
	Kind Kind
	// Set allows several values at once.
	Set bool
	// Required is asked before a record is saved for the first time.
	Required bool
	// Material fields decide about a person: two different values of one are
	// shown to the officer as a conflict. Others take a provisional value.
	Material bool
	// Max is the longest value in characters; zero means 200.
	Max int
}

// FieldScopes is the number of the field that holds which scopes may see a
// record. Its operations travel in the open part of an event.
const FieldScopes uint16 = 0

const (
	defaultMax = 200
	noteMax    = 20_000
)

// Fields returns the catalogue of a kind in display order; nil for an unknown
// kind.
func Fields(k Kind) []Field { return catalogue[k] }

// FieldByName finds a field of a kind.
func FieldByName(k Kind, name string) (Field, bool) {
	f, ok := byName[k][name]
	return f, ok
}

// FieldByNo finds a field of a kind by its wire number. Fields of a newer
// version are not found and must be kept as they are.
func FieldByNo(k Kind, no uint16) (Field, bool) {
	f, ok := byNo[k][no]
	return f, ok
}

// Limit is the longest value in characters.
func (f Field) Limit() int {
	switch {
	case f.Max > 0:
		return f.Max
	case f.Type == TypeNote:
		return noteMax
	default:
		return defaultMax
	}
}

var (
	byName = map[Kind]map[string]Field{}
	byNo   = map[Kind]map[uint16]Field{}
)

func init() {
	for k, fields := range catalogue {
		byName[k], byNo[k] = map[string]Field{}, map[uint16]Field{}
		for _, f := range fields {
			byName[k][f.Name], byNo[k][f.No] = f, f
		}
	}
}
