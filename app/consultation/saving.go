package consultation

import (
	"context"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// save writes the page in one step. While it is on its way the form takes no
// input, so that nothing can be typed that would not be saved.
func (p *page) save() {
	if p.busy {
		return
	}
	p.view.collect()
	v := p.values
	if faults := v.Check(); len(faults) > 0 {
		p.view.faults(faults)
		return
	}
	group := v.Save(p.id, p.at, p.env.Today())
	p.setBusy(true)
	p.env.Run(nil, func(ctx context.Context) func() {
		if _, err := p.svc.Save(ctx, group.Edits...); err != nil {
			return func() { p.refused(group, err) }
		}
		// The visit is safe now. A draft that cannot be dropped is recognised by
		// its id when it is opened again.
		_ = p.auto.Drop(ctx, p.id)
		numbers := readNumbers(ctx, p.svc, v)
		return func() { p.done(v, numbers) }
	})
}

// readNumbers asks for the numbers that the store gave to the referrals.
func readNumbers(ctx context.Context, svc Service, v Values) map[string]string {
	numbers := map[string]string{}
	for _, r := range v.Referrals {
		id, err := casefile.ParseID(r.ID)
		if err != nil {
			continue
		}
		if rec, err := svc.Record(ctx, id); err == nil {
			numbers[r.ID] = rec.Text("number")
		}
	}
	return numbers
}

func (p *page) setBusy(on bool) {
	p.busy = on
	p.view.setDisabled(on)
}

func (p *page) refused(group Group, err error) {
	p.setBusy(false)
	faults, rest := group.Faults(err)
	p.view.faults(faults)
	if rest != nil {
		p.view.failed(rest)
	}
}

func (p *page) done(v Values, numbers map[string]string) {
	p.auto.Stop()
	p.busy = false
	if p.env.Toast != nil {
		p.env.Toast(ui.Notice{Key: "common.saved", Tone: ui.Success})
	}
	if p.saved != nil {
		panel := newSavedPanel(p, v, numbers)
		p.saved(panel)
		panel.start()
	}
}
