package ui

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"time"

	"fyne.io/fyne/v2"
)

// Sight is what an onlooker can know of the window: which controls there are,
// and where. It never contains what was entered.
type Sight struct {
	Screen string `json:"screen"`
	Focus  string `json:"focus"`
	// Scale is pixels for one unit of the canvas.
	Scale    float32   `json:"scale"`
	Controls []Control `json:"controls"`
	// Toast is the translation key of the notice that shows.
	Toast string `json:"toast"`
	// Dialog says that something lies over the window and takes the keyboard.
	Dialog bool `json:"dialog"`
	// Status is what the sync state says, in a word and a number that name
	// nobody: "waiting 3", "sent".
	Status string `json:"status"`
}

// Control is one visible control, with its place in the window's own units.
type Control struct {
	ID string  `json:"id"`
	X  float32 `json:"x"`
	Y  float32 `json:"y"`
	W  float32 `json:"w"`
	H  float32 `json:"h"`
	// On is false for a control that takes no input now.
	On bool `json:"on"`
}

// Look returns what is to be seen on a canvas now. Controls that are scrolled
// away are left out; those half in view are cut to what shows.
func Look(c fyne.Canvas) Sight {
	s := Sight{Scale: c.Scale(), Dialog: c.Overlays().Top() != nil}
	if n, ok := c.Focused().(Named); ok {
		s.Focus = n.ControlID()
	}
	window := area{size: c.Size()}
	visible := roots(c)
	if s.Dialog {
		visible = visible[len(visible)-1:]
	}
	for _, r := range visible {
		walk(r, fyne.Position{}, window, func(o fyne.CanvasObject, a, view area) {
			n, ok := o.(Named)
			if !ok || n.ControlID() == "" {
				return
			}
			a = a.cut(view)
			if a.size.Width < 1 || a.size.Height < 1 {
				return
			}
			d, can := o.(fyne.Disableable)
			s.Controls = append(s.Controls, Control{
				ID: n.ControlID(), X: round(a.pos.X), Y: round(a.pos.Y), W: round(a.size.Width), H: round(a.size.Height),
				On: !can || !d.Disabled(),
			})
		})
	}
	return s
}

func round(v float32) float32 { return float32(math.Round(float64(v)*10) / 10) }

// ObserveSpec says what Observe looks at.
type ObserveSpec struct {
	Window fyne.Window
	// Screen names the place one is at, Toast the notice that shows.
	Screen func() string
	Toast  func() string
	// Status says how the exchange with the centre stands, see Sight.Status.
	Status func() string
}

// observePause is how often the window is looked at.
const observePause = 150 * time.Millisecond

// Observe writes one line of JSON, a Sight, each time what is to be seen has
// changed: for tests of the real window and for the pictures of the manual. It
// stops when the writer fails.
func Observe(r Runner, w io.Writer, spec ObserveSpec) (stop func()) {
	var last []byte
	stop = r.Every(observePause, func() {
		s := Look(spec.Window.Canvas())
		if spec.Screen != nil {
			s.Screen = spec.Screen()
		}
		if spec.Toast != nil {
			s.Toast = spec.Toast()
		}
		if spec.Status != nil {
			s.Status = spec.Status()
		}
		line, err := json.Marshal(s)
		if err != nil || bytes.Equal(line, last) {
			return
		}
		last = line
		if _, err := w.Write(append(line, '\n')); err != nil {
			stop()
		}
	})
	return stop
}
