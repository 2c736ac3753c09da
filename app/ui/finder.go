package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Find drops a line to type in below an anchor, with what lookup finds for it:
// one place to search the whole program. pick is called once the list has
// closed and the focus is back in the window.
func Find(env *Env, anchor fyne.CanvasObject, lookup Lookup, pick func(Option)) {
	var chosen *Option
	p := &picker{
		env: env, anchor: anchor, lookup: lookup,
		chosen: func(string) bool { return false },
		pick:   func(o Option) { chosen = &o },
	}
	p.closed = func() {
		if chosen != nil {
			pick(*chosen)
		}
	}
	p.open("")
	if p.layer == nil {
		return
	}
	height := p.entry.MinSize().Height + lineHeight()*(pickerRows+1) + size(theme.SizeNameInnerPadding)*2
	p.layer.place = below(anchor, fyne.NewSize(max(anchor.Size().Width, Px(640)), height))
	p.layer.Refresh()
}
