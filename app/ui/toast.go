package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// How long a notice stays: one with an action long enough to reach it.
const (
	toastTime   = 5 * time.Second
	toastAction = 12 * time.Second
)

// ToastHost shows notices in the corner of the window. It lies over the
// content without taking clicks or the focus; a newer notice takes the place
// of the older.
type ToastHost struct {
	env    *Env
	box    *fyne.Container
	key    string
	action *Button
	stop   func()
}

// NewToastHost returns an empty host. Lay its Object over the window's content
// and use its Show as Env.Toast.
func NewToastHost(env *Env) *ToastHost {
	return &ToastHost{env: env, box: container.New(corner{})}
}

// Object is what lies over the content.
func (h *ToastHost) Object() fyne.CanvasObject { return h.box }

// Key is the translation key of the notice that shows, "" for none.
func (h *ToastHost) Key() string { return h.key }

// Show says something for a few seconds.
func (h *ToastHost) Show(n Notice) {
	h.Hide()
	h.key = n.Key
	tone := n.Tone
	text := NewText(h.env.T(n.Key, n.Args...), TextStyle{Color: tone.Ink(), Wrap: true})
	line := container.New(bannerLayout{}, picture(toneIcon(tone), tone.Ink(), 1), text)
	d := toastTime
	if n.Do != nil {
		d = toastAction
		h.action = NewButton(h.env, ButtonSpec{ID: "toast.action", Label: n.Action}, func() {
			h.Hide()
			n.Do()
		})
		line.Add(h.action)
	}
	p := Px(12)
	h.box.Objects = []fyne.CanvasObject{plate(tone.Surface(), tone.Edge(), pad{p, p, p, p}, line)}
	h.box.Refresh()
	h.stop = h.env.After(d, h.Hide)
}

// Act presses the notice's button, if there is one, and says whether there
// was: the keyboard's way to it (Ctrl+Z in the main menu).
func (h *ToastHost) Act() bool {
	if h.action == nil {
		return false
	}
	h.action.press()
	return true
}

// Hide takes the notice away.
func (h *ToastHost) Hide() {
	if h.stop != nil {
		h.stop()
		h.stop = nil
	}
	h.key, h.action = "", nil
	h.box.Objects = nil
	h.box.Refresh()
}

// corner lays a notice at the bottom right.
type corner struct{}

func (corner) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

// actionBar is the height left free for the buttons at the foot of a page: what
// is said in passing must not lie over Save.
const actionBar = 76

func (corner) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for _, c := range o {
		w := min(Px(400), s.Width-2*Px(gapL))
		h := heightFor(c, w)
		c.Move(fyne.NewPos(s.Width-w-Px(gapL), s.Height-h-Px(actionBar)))
	}
}
