package ui

import (
	"sporteli/assets"
	"sporteli/store/casefile"
)

// Languages offers those in which a sheet, a letter or a consent exists.
func (e *Env) Languages() []Option {
	return []Option{{Code: "sq", Label: e.T("common.albanian")}, {Code: "en", Label: e.T("common.english")}}
}

// Media offers the ways a sheet is handed over.
func (e *Env) Media() []Option {
	w := e.Wording(nil)
	return []Option{{Code: "paper", Label: w.Medium("paper")}, {Code: "email", Label: w.Medium("email")}}
}

// ConsentForms offers the ways to agree; refusing is no consent.
func (e *Env) ConsentForms() []Option {
	var out []Option
	for _, o := range e.Options("consent_form") {
		if o.Code != "refused" && o.Code != "withdrawn" {
			out = append(out, o)
		}
	}
	return out
}

// ClientOption offers a client by the full name, with what tells one from
// another of the same name.
func (e *Env) ClientOption(row casefile.ClientRow) Option {
	w := e.Wording(nil)
	return Option{
		Code: row.ID.String(), Label: row.Name(),
		Detail: JoinNonEmpty(" · ", w.Born(row.BirthDate, e.Today()), w.Label(assets.ListMunicipality, row.Municipality)),
	}
}

// InstitutionOptions offers the entries of the directory that are of a kind, of
// any for "". Kinds that only a sealed record may name are not among them.
func (e *Env) InstitutionOptions(directory []casefile.InstitutionRow, kind string) []Option {
	var out []Option
	for _, in := range directory {
		if (assets.Codes{}).Restricted("referral_target", in.Kind) || kind != "" && in.Kind != kind {
			continue
		}
		unsure := ""
		if in.Verified == assets.VerifiedNo {
			unsure = e.T("verified.unverified")
		}
		out = append(out, Option{
			Code: in.ID.String(), Label: InLanguage(in.Name, e.P.Lang()),
			Detail: JoinNonEmpty(" · ", e.LabelOf(assets.ListMunicipality, in.Municipality), unsure),
		})
	}
	return out
}

// InLanguage returns the text of a language, Albanian where there is none.
func InLanguage(texts map[string]string, lang string) string {
	if t := texts[lang]; t != "" {
		return t
	}
	return texts["sq"]
}
