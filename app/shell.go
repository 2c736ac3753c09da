package app

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"sporteli/app/settings"
	"sporteli/app/signin"
	"sporteli/app/ui"
	"sporteli/assets"
	"sporteli/store/casefile"
)

// Shell is the window's content and what holds it together. Its methods are
// called on the UI thread.
type Shell struct {
	deps   Deps
	svc    Service
	runner *tracker
	env    *ui.Env
	look   settings.Look
	// spoke is set when the language was chosen before anybody signed in: it is
	// that officer's choice then.
	spoke bool

	signIn  *signin.Screen
	officer casefile.ID
	// content is the frame with the screens, kept behind the lock.
	content fyne.CanvasObject
	held    []fyne.CanvasObject
	focus   string

	// offered names the commands of the menu that shows.
	offered string

	trail  trail
	kept   map[string]*keptScreen
	screen ui.Screen
	route  ui.Route

	stage *fyne.Container
	rail  *rail
	bar   *topBar
	toast *ui.ToastHost

	status    casefile.SyncStatus
	badges    badges
	statusGen ui.Generation
	boardGen  ui.Generation
	watch     watch
	stops     []func()
	closing   bool
}

// keptScreen is a screen of the navigation while one is elsewhere.
type keptScreen struct {
	screen ui.Screen
	route  ui.Route
	focus  string
}

// New fills the window and shows the sign-in. The window is shown by the
// caller; closing it goes through Quit.
func New(d Deps) *Shell {
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	s := &Shell{deps: d, svc: d.Services.Frame, runner: &tracker{Runner: d.Runner}}
	s.look = s.remembered()
	d.Window.SetPadded(false)
	d.Window.SetMaster()
	d.Window.SetCloseIntercept(s.Quit)
	d.Window.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) {
		if s.signIn != nil && len(uris) > 0 {
			s.signIn.Drop(uris[0])
		}
	})
	d.Window.Canvas().SetOnTypedKey(s.bareKey)
	s.dress()
	s.showSignIn()
	s.begin()
	return s
}

// Names of what is remembered on this PC for the sign-in, before it is known
// who sits there.
const (
	prefLanguage = "language"
	prefText     = "text_size"
	prefDark     = "dark"
)

// remembered is the look of whoever worked here last.
func (s *Shell) remembered() settings.Look {
	p, l := fyne.CurrentApp().Preferences(), settings.DefaultLook()
	l.Language = p.StringWithFallback(prefLanguage, l.Language)
	l.Text = p.IntWithFallback(prefText, l.Text)
	l.Dark = p.Bool(prefDark)
	return l
}

func (s *Shell) remember() {
	p := fyne.CurrentApp().Preferences()
	p.SetString(prefLanguage, s.look.Language)
	p.SetInt(prefText, s.look.Text)
	p.SetBool(prefDark, s.look.Dark)
}

// dress takes the look over: colours, sizes and words for all that is built
// from here on.
func (s *Shell) dress() {
	fyne.CurrentApp().Settings().SetTheme(ui.NewTheme(ui.Appearance{Dark: s.look.Dark, Scale: float32(s.look.Text) / 100}))
	if err := ui.UseLanguage(s.look.Language); err != nil {
		s.deps.Log.Error("language", "code", casefile.CodeOf(err))
	}
	s.env = &ui.Env{
		P: s.deps.Catalog.Printer(s.look.Language), Runner: s.runner, Window: s.deps.Window, Now: s.deps.Now, Go: s.Go,
	}
	s.toast = ui.NewToastHost(s.env)
	s.env.Toast = s.toast.Show
	s.deps.Window.SetTitle(s.title())
}

func (s *Shell) title() string {
	title := s.env.T("common.app_name")
	if s.svc.Identity().Sample {
		title += " – " + s.env.T("common.sample")
	}
	return title
}

// Place names where one is, for tests of the window.
func (s *Shell) Place() string {
	if s.signIn != nil {
		return "signin"
	}
	return s.route.Screen
}

// Route is where one is.
func (s *Shell) Route() ui.Route { return s.route }

// showSignIn puts the sign-in before everything else.
func (s *Shell) showSignIn() {
	s.signIn = signin.New(signin.Deps{
		Env: s.env, Service: s.deps.Services.SignIn, PC: s.deps.PC, Icon: assets.AppIcon(),
		Done: s.signedIn, Language: s.switchLanguage,
	})
	s.deps.Window.SetMainMenu(s.signInMenu())
	s.fill(s.signIn.Object())
	s.signIn.Open()
}

// fill shows something in the window, below the notices.
func (s *Shell) fill(o fyne.CanvasObject) {
	s.deps.Window.Canvas().Unfocus()
	s.deps.Window.SetContent(container.NewStack(o, s.toast.Object()))
}

// signedIn is called by the sign-in when a session has begun.
func (s *Shell) signedIn() {
	s.signIn = nil
	before := s.look
	s.runner.Run(nil, func(ctx context.Context) func() {
		if s.spoke {
			if err := s.svc.SetSetting(ctx, "language", before.Language); err != nil {
				s.deps.Log.Error("settings.save", "code", casefile.CodeOf(err))
			}
		}
		look, err := settings.LoadLook(ctx, s.svc, before)
		return func() {
			if err != nil {
				s.deps.Log.Error("settings.load", "code", casefile.CodeOf(err))
			}
			s.spoke = false
			s.enter(look)
		}
	})
}

// enter shows the frame: as it was to the officer who locked it, from the
// beginning to another.
func (s *Shell) enter(look settings.Look) {
	me := s.svc.Me().Officer
	same := me == s.officer && s.content != nil
	s.officer = me
	if same && look == s.look {
		s.unlock()
		return
	}
	route := ui.Route{Screen: "today"}
	if same {
		route = s.here()
	} else {
		s.trail = trail{}
	}
	s.held = nil
	s.look = look
	s.remember()
	s.dress()
	s.build(route)
}

// unlock shows the frame as it was left, dialogs and focus included.
func (s *Shell) unlock() {
	s.fill(s.content)
	s.offered = ""
	s.setMenu()
	c := s.deps.Window.Canvas()
	for _, o := range s.held {
		c.Overlays().Add(o)
	}
	if len(s.held) == 0 {
		ui.FocusID(c, s.focus)
	}
	s.held = nil
	s.watch.touched = s.deps.Now()
	s.changed()
}

// build makes the frame anew and opens a place in it.
func (s *Shell) build(r ui.Route) {
	s.kept = map[string]*keptScreen{}
	s.screen, s.offered = nil, ""
	// Until the store has answered: whether there is a centre is known at once.
	s.status.Enrolled = s.svc.Identity().CentreURL != ""
	s.stage = container.NewStack()
	s.rail = newRail(s)
	s.bar = newTopBar(s)
	right := container.New(&frameColumn{}, s.bar.object)
	if s.svc.Identity().Sample {
		right.Add(ui.Pad(1, ui.Say(s.env, ui.Warning, s.env.T("shell.sample"))))
	}
	right.Add(s.stage)
	ground := canvas.NewRectangle(ui.Color(theme.ColorNameBackground))
	s.content = container.NewStack(ground, container.New(&railBeside{}, s.rail.object, right))
	s.deps.Window.SetTitle(s.title())
	s.fill(s.content)
	s.watch.touched = s.deps.Now()
	s.trail.stay(r)
	s.open(r)
	s.loadStatus()
	s.loadBadges()
}

// here is the place to come back to after the frame was made anew.
func (s *Shell) here() ui.Route {
	if p, ok := s.screen.(ui.Placed); ok {
		if r := p.Route(); r != (ui.Route{}) {
			return r
		}
	}
	return s.route
}

// setLook takes over and keeps what the officer chose in the settings.
func (s *Shell) setLook(l settings.Look) {
	before := s.look
	if l == before || (s.screen != nil && !s.screen.Leave()) {
		return
	}
	s.look = l
	s.remember()
	s.runner.Run(nil, func(ctx context.Context) func() {
		err := settings.SaveLook(ctx, s.svc, before, l)
		return func() {
			if err != nil {
				s.deps.Log.Error("settings.save", "code", casefile.CodeOf(err))
				ui.ShowFailure(s.env, err)
			}
		}
	})
	if l.Language == before.Language && l.Text == before.Text && l.Dark == before.Dark {
		return
	}
	focus, route := ui.FocusedID(s.deps.Window.Canvas()), s.here()
	s.dress()
	s.build(route)
	ui.FocusID(s.deps.Window.Canvas(), focus)
}

// switchLanguage goes from Albanian to English and back.
func (s *Shell) switchLanguage() {
	l := s.look
	if l.Language == "sq" {
		l.Language = "en"
	} else {
		l.Language = "sq"
	}
	if s.signIn == nil {
		s.setLook(l)
		return
	}
	s.look, s.spoke = l, true
	s.remember()
	s.signIn.Close()
	s.dress()
	s.showSignIn()
}

// lock hides everything at once and ends the session when what was being
// written is written.
func (s *Shell) lock() {
	if s.signIn != nil || s.closing || (s.screen != nil && !s.screen.Leave()) {
		return
	}
	c := s.deps.Window.Canvas()
	s.focus = ui.FocusedID(c)
	s.held = append([]fyne.CanvasObject(nil), c.Overlays().List()...)
	for i := len(s.held) - 1; i >= 0; i-- {
		c.Overlays().Remove(s.held[i])
	}
	s.toast.Hide()
	s.deps.Window.SetMainMenu(nil)
	s.fill(canvas.NewRectangle(ui.Color(theme.ColorNameBackground)))
	s.runner.settled(func() {
		s.runner.Run(nil, func(context.Context) func() {
			s.svc.Lock()
			return s.showSignIn
		})
	})
}

// Quit keeps what was typed and closes the window once it is written.
func (s *Shell) Quit() {
	if s.closing || (s.signIn == nil && s.screen != nil && !s.screen.Leave()) {
		return
	}
	s.closing = true
	s.runner.settled(func() {
		for _, stop := range s.stops {
			stop()
		}
		s.deps.Window.Close()
	})
}

// itoa is for ids.
func itoa(n int) string { return strconv.Itoa(n) }
