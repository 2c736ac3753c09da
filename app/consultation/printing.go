package consultation

import (
	"context"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// print makes a document away from the UI thread and says where it lies.
func print(env *ui.Env, make func(context.Context) (string, error), failed func(error)) {
	env.Run(nil, func(ctx context.Context) func() {
		path, err := make(ctx)
		return func() {
			if err != nil {
				failed(err)
				return
			}
			if env.Toast != nil {
				env.Toast(ui.Notice{Key: "consultation.printed", Args: []any{"Path", path}, Tone: ui.Success})
			}
		}
	})
}

func printSheet(env *ui.Env, svc Service, sheet, lang string, failed func(error)) {
	print(env, func(ctx context.Context) (string, error) {
		id, err := casefile.ParseID(sheet)
		if err != nil {
			return "", err
		}
		return svc.PrintSheet(ctx, id, lang)
	}, failed)
}

func printReferral(env *ui.Env, svc Service, referral, lang string, failed func(error)) {
	print(env, func(ctx context.Context) (string, error) {
		id, err := casefile.ParseID(referral)
		if err != nil {
			return "", err
		}
		return svc.PrintReferral(ctx, id, lang)
	}, failed)
}

func (p *page) printSheet(sheet, lang string) { printSheet(p.env, p.svc, sheet, lang, p.view.failed) }
