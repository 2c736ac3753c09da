package casefile_test

import "slices"

// book is a small set of code lists with the codes these tests need.
type book struct{}

var lists = map[string][]string{
	"sex": {"female", "male", "other_ns"}, "country": {"AL", "DE", "IT"}, "municipality": {"tirane", "durres"},
	"county": {"AL-11"}, "id_document": {"passport", "none"}, "language_level": {"a1", "b1"},
	"language_evidence": {"certificate"}, "channel": {"counter"}, "client_category": {"returnee"},
	"topic": {"return"}, "age_band": {"a18_19", "a30_34", "unknown"}, "need": {"job"}, "referral_urgency": {"routine"},
	"referral_status": {"draft", "sent", "received", "completed"}, "vulnerability": {"vot_presumed", "single_parent"},
}

func (book) Has(list, code string) bool        { return slices.Contains(lists[list], code) }
func (book) Restricted(list, code string) bool { return code == "vot_presumed" }
func (book) Next(list, code string) []string {
	return map[string][]string{"draft": {"sent"}, "sent": {"received"}, "received": {"completed"}}[code]
}

func (book) Range(list, code string) (from, to int, ok bool) {
	switch code {
	case "a18_19":
		return 18, 19, true
	case "a30_34":
		return 30, 34, true
	}
	return 0, 0, false
}
