package infosheet

import (
	"context"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// clientsOffered is how many clients the search of the form offers.
const clientsOffered = 20

// give asks to whom a sheet is handed, and keeps that it was.
func (s *Screen) give() {
	if !s.model.ok {
		return
	}
	client := ui.NewLookupField(s.env, ui.FieldSpec{ID: "handout.client", Required: true, Placeholder: "ui.picker.find"}, s.lookup)
	language := ui.NewRadioField(s.env, ui.FieldSpec{ID: "handout.language"}, s.env.Languages())
	medium := ui.NewRadioField(s.env, ui.FieldSpec{ID: "handout.medium"}, s.env.Media())
	language.SetValues([]string{s.language()})
	medium.SetValues([]string{"paper"})
	form := ui.NewForm(s.env, "handout", ui.Section{Cells: []ui.Cell{ui.Wide(client), {Field: language}, {Field: medium}}})
	ui.Ask(s.env, ui.AskSpec{
		ID: "give", Title: "infosheet.give_title", Text: s.model.open.Title[s.env.P.Lang()], Form: form, Yes: "infosheet.give",
		Do: func(d *ui.Dialog) {
			if len(client.Value()) == 0 {
				form.ShowError(&casefile.Error{Code: casefile.CodeRequired, Field: "client"})
				return
			}
			edit := s.model.handout(given{
				client: ui.First(client.Value()), language: ui.First(language.Value()), medium: ui.First(medium.Value()),
				day: s.env.Today(), officer: s.svc.Me().Officer,
			})
			s.keep(edit, form, d)
		},
	})
}

func (s *Screen) keep(edit casefile.Edit, form *ui.Form, d *ui.Dialog) {
	s.env.Run(nil, func(ctx context.Context) func() {
		_, err := s.svc.Save(ctx, edit)
		return func() {
			if err != nil {
				form.ShowError(err)
				return
			}
			d.Hide()
			s.env.Toast(ui.Notice{Key: "infosheet.given", Tone: ui.Success})
			s.view.list.Reload()
		}
	})
}

// lookup finds clients by what is typed.
func (s *Screen) lookup(ctx context.Context, text string) ([]ui.Option, error) {
	page, err := s.svc.Clients(ctx, casefile.ClientQuery{Text: text, Span: casefile.Span{Limit: clientsOffered}})
	var out []ui.Option
	for _, r := range page.Rows {
		if r.CardOnly {
			continue // the file lies at another office
		}
		out = append(out, s.env.ClientOption(r))
	}
	return out, err
}
