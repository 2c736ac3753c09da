package signin

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// Service is what the screen asks for.
type Service interface {
	// State says whether there is data, and whether somebody locked it.
	State() State
	// Names lists who may sign in, the last who worked here first.
	Names(ctx context.Context) ([]string, error)
	// SignIn begins a session. It fails with wrong_password, wait (Args
	// Seconds), no_officer, data_in_use, damaged, newer_version.
	SignIn(ctx context.Context, name, password string) error
	// Enrol connects the PC with the centre and begins the first session. It
	// fails with code_typed, code_used, code_unknown, code_expired, no_network,
	// not_centre, certificate, sample_data, clock, weak_password.
	Enrol(ctx context.Context, form EnrolForm) error
	// TrySample fills the PC with invented records and begins a session. It
	// fails with weak_password, has_data.
	TrySample(ctx context.Context, name, password string) error
	// Identity is zero before anybody signed in since the program began.
	Identity() casefile.Identity
}

// Deps is what the screen is made from.
type Deps struct {
	Env     *ui.Env
	Service Service
	// PC is the name of this computer in the network.
	PC string
	// Icon is the program's icon (PNG).
	Icon []byte
	// Done is called when somebody has signed in.
	Done func()
	// Language switches between Albanian and English and makes the screen anew.
	Language func()
}

// Screen is the sign-in screen.
type Screen struct {
	deps  Deps
	env   *ui.Env
	state State
	view  *view
	gen   ui.Generation
	// names as the service gave them; a choice is its place in the list.
	names []string
	busy  bool
	// until is when the next password may be tried.
	until time.Time
	tick  func()
}

// New makes the screen; Open shows it.
func New(d Deps) *Screen {
	s := &Screen{deps: d, env: d.Env, state: d.Service.State()}
	s.view = newView(s)
	return s
}

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.view.all }

// Open reads who may sign in and gives the keyboard to the first field.
func (s *Screen) Open() {
	if s.state == FirstRun {
		s.view.enrol.form.Focus()
		return
	}
	s.env.Run(&s.gen, func(ctx context.Context) func() {
		names, err := s.deps.Service.Names(ctx)
		return func() {
			if err != nil {
				s.view.entry.show(err)
				return
			}
			s.names = slices.Clone(names)
			s.view.showNames()
		}
	})
}

// Close ends what runs by the clock.
func (s *Screen) Close() {
	s.gen.Cancel()
	if s.tick != nil {
		s.tick()
		s.tick = nil
	}
}

// signIn is Enter in the password's field or the button.
func (s *Screen) signIn() {
	name, password := s.view.chosen(), s.view.entry.password.Text()
	if s.env.Now().Before(s.until) {
		return
	}
	if name == "" {
		s.view.entry.show(&casefile.Error{Code: casefile.CodeNoOfficer})
		return
	}
	if e := Missing(map[string]string{"password": password}); e != nil {
		s.view.entry.show(e)
		return
	}
	s.begin(s.view.entry, func(ctx context.Context) error { return s.deps.Service.SignIn(ctx, name, password) })
}

// enrol is the button of the first choice on a new PC.
func (s *Screen) enrol() {
	v := s.view.enrol
	f := EnrolForm{
		Centre: Address(ui.First(v.centre.Value())), Code: ui.First(v.code.Value()),
		Name: ui.First(v.name.Value()), Password: v.password.Text(),
	}
	wrong := Missing(map[string]string{"centre": f.Centre, "code": f.Code, "name": f.Name, "password": f.Password})
	if e := CheckNew(f.Password); e != nil {
		wrong = append(wrong, e)
	}
	v.show(nil)
	if wrong != nil {
		v.show(wrong)
		return
	}
	if v.repeat.Text() != f.Password {
		v.form.Errors(map[string]string{"repeat": s.env.T("signin.mismatch")})
		v.settle()
		return
	}
	s.begin(v, func(ctx context.Context) error { return s.deps.Service.Enrol(ctx, f) })
}

// sample is the button of the second choice on a new PC.
func (s *Screen) sample() {
	v := s.view.sample
	name, password := ui.First(v.name.Value()), v.password.Text()
	wrong := Missing(map[string]string{"name": name, "password": password})
	if e := CheckNew(password); e != nil {
		wrong = append(wrong, e)
	}
	if wrong != nil {
		v.show(wrong)
		return
	}
	s.begin(v, func(ctx context.Context) error { return s.deps.Service.TrySample(ctx, name, password) })
}

// begin tries to open a session; the form takes no input meanwhile.
func (s *Screen) begin(v *entryCard, try func(context.Context) error) {
	if s.busy {
		return
	}
	s.busy = true
	v.show(nil)
	s.view.setBusy(v, true)
	s.env.Run(nil, func(ctx context.Context) func() {
		err := try(ctx)
		return func() {
			s.busy = false
			if err == nil {
				v.forget()
				s.Close()
				s.deps.Done()
				return
			}
			s.view.setBusy(v, false)
			s.failed(v, err)
		}
	})
}

// failed shows an error where it belongs and lets the officer go on typing.
func (s *Screen) failed(v *entryCard, err error) {
	var e *casefile.Error
	var several casefile.FieldErrors
	if errors.As(err, &e) && !errors.As(err, &several) {
		if e.Code == casefile.CodeWait {
			s.wait(v, seconds(e.Args["Seconds"]))
			return
		}
		// To sign in there is one thing to be wrong, said in one place; on a new
		// PC there are many fields.
		if v == s.view.entry {
			err = &casefile.Error{Code: e.Code, Args: e.Args, Err: e.Err}
		} else if f := place(e.Code); e.Field == "" && v.form.Field("signin."+f) != nil {
			err = &casefile.Error{Code: e.Code, Field: f, Args: e.Args, Err: e.Err}
		}
	}
	v.show(err)
	if casefile.CodeOf(err) == casefile.CodeWrongPassword {
		v.password.SetValues(nil)
		v.password.Focus()
	}
}

func seconds(v any) int {
	switch n := v.(type) {
	case int:
		return n
	case int64:
		return int(n)
	case float64:
		return int(n)
	default:
		return 1
	}
}

// wait counts the seconds down until the next password may be tried.
func (s *Screen) wait(v *entryCard, n int) {
	s.until = s.env.Now().Add(time.Duration(n) * time.Second)
	v.button.Disable()
	show := func() {
		left := int((s.until.Sub(s.env.Now()) + time.Second - 1) / time.Second)
		if left > 0 {
			v.show(&casefile.Error{Code: casefile.CodeWait, Args: map[string]any{"Seconds": left}})
			return
		}
		s.Close()
		v.show(nil)
		v.button.Enable()
		v.password.Focus()
	}
	show()
	if s.tick != nil {
		s.tick()
	}
	s.tick = s.env.Every(time.Second, show)
}
