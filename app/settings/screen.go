package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// Service is what the screen asks for.
type Service interface {
	Identity() casefile.Identity
	Me() casefile.Session
	SyncStatus(ctx context.Context) (casefile.SyncStatus, error)
	SyncNow()
	// Names lists who may sign in on this PC.
	Names(ctx context.Context) ([]string, error)
	// Officers lists who works at this office, on whichever PC.
	Officers(ctx context.Context) ([]casefile.OfficerName, error)
	// AddOfficer lets somebody sign in on this PC. It fails with
	// officer_exists, weak_password, not_allowed.
	AddOfficer(ctx context.Context, name, password string) error
	// ChangePassword fails with wrong_password, weak_password.
	ChangePassword(ctx context.Context, old, new string) error
	// CheckData reads everything again: quickly the file and its tables, deep
	// also every change with its seal.
	CheckData(ctx context.Context, deep bool) (casefile.CheckReport, error)
	// Folder is where the data of this PC lies.
	Folder() string
}

// About is what the program says of itself.
type About struct {
	Version string
	Build   int
	// Toolkit names what the window is drawn with, and its version.
	Toolkit string
}

// Deps is what the screen is made from.
type Deps struct {
	Env     *ui.Env
	Service Service
	About   About
	// Look is how the window looks now; SetLook changes and keeps it.
	Look    func() Look
	SetLook func(Look)
}

// Screen is the settings screen.
type Screen struct {
	deps     Deps
	env      *ui.Env
	svc      Service
	view     *view
	gen      ui.Generation
	status   casefile.SyncStatus
	names    []string
	officers []casefile.OfficerName
	checking bool
}

var _ ui.Screen = (*Screen)(nil)

// New makes the screen.
func New(d Deps) *Screen {
	s := &Screen{deps: d, env: d.Env, svc: d.Service}
	s.view = newView(s)
	return s
}

// Object implements ui.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.view.all }

// Open implements ui.Screen.
func (s *Screen) Open(ui.Route) {
	s.Refresh()
	s.view.language.Focus()
}

// Refresh implements ui.Screen: it reads how the exchange stands and who may
// sign in here.
func (s *Screen) Refresh() {
	s.env.Run(&s.gen, func(ctx context.Context) func() {
		var names []string
		var officers []casefile.OfficerName
		status, err := s.svc.SyncStatus(ctx)
		if err == nil {
			names, err = s.svc.Names(ctx)
		}
		if err == nil {
			officers, err = s.svc.Officers(ctx)
		}
		return func() {
			if err != nil {
				s.view.showFailure(err)
				return
			}
			s.status, s.names, s.officers = status, names, officers
			s.view.showStatus()
			s.view.showPeople()
		}
	})
}

// Leave implements ui.Screen: nothing here is half typed.
func (s *Screen) Leave() bool { return true }

// choose takes over what was chosen about the look.
func (s *Screen) choose(change func(*Look)) {
	l := s.deps.Look()
	before := l
	change(&l)
	if l != before {
		s.deps.SetLook(l)
	}
}

// check reads the data again and says what came of it.
func (s *Screen) check(deep bool) {
	if s.checking {
		return
	}
	s.checking = true
	s.view.showChecking(deep)
	s.env.Run(nil, func(ctx context.Context) func() {
		report, err := s.svc.CheckData(ctx, deep)
		return func() {
			s.checking = false
			s.view.showReport(report, err)
		}
	})
}

// minPassword is the fewest characters of a password, as the store asks for.
const minPassword = casefile.MinPassword

// askOfficer lets a colleague in.
func (s *Screen) askOfficer() {
	name := ui.NewTextField(s.env, ui.FieldSpec{ID: "settings.name", Label: "settings.officer.name", Required: true})
	password, repeat := s.passwords()
	form := ui.NewForm(s.env, "settings", ui.Section{Columns: 1, Cells: ui.Cells(name, password, repeat)})
	ui.Ask(s.env, ui.AskSpec{
		ID: "settings.officer", Title: "settings.officer.add", Text: s.env.T("settings.officer.why"), Form: form, Yes: "common.add",
		Do: func(d *ui.Dialog) {
			var wrong casefile.FieldErrors
			if name.Value() == nil {
				wrong = append(wrong, &casefile.Error{Code: casefile.CodeRequired, Field: "name"})
			}
			if !s.agreed(form, password, repeat, wrong) {
				d.Fit()
				return
			}
			s.then(d, form, "settings.officer.added", func(ctx context.Context) error {
				return s.svc.AddOfficer(ctx, ui.First(name.Value()), password.Text())
			})
		},
	})
}

// askPassword changes the officer's own password.
func (s *Screen) askPassword() {
	old := ui.NewPasswordField(s.env, ui.FieldSpec{ID: "settings.old", Label: "settings.password.old", Required: true})
	password, repeat := s.passwords()
	form := ui.NewForm(s.env, "settings", ui.Section{Columns: 1, Cells: ui.Cells(old, password, repeat)})
	ui.Ask(s.env, ui.AskSpec{
		ID: "settings.password_change", Title: "common.change_password", Form: form,
		Do: func(d *ui.Dialog) {
			var wrong casefile.FieldErrors
			if old.Text() == "" {
				wrong = append(wrong, &casefile.Error{Code: casefile.CodeRequired, Field: "old"})
			}
			if !s.agreed(form, password, repeat, wrong) {
				d.Fit()
				return
			}
			s.then(d, form, "settings.password.changed", func(ctx context.Context) error {
				err := s.svc.ChangePassword(ctx, old.Text(), password.Text())
				if casefile.CodeOf(err) == casefile.CodeWrongPassword {
					return &casefile.Error{Code: casefile.CodeWrongPassword, Field: "old"}
				}
				return err
			})
		},
	})
}

func (s *Screen) passwords() (password, repeat *ui.TextField) {
	password = ui.NewPasswordField(s.env, ui.FieldSpec{ID: "settings.password", Label: "settings.password.new", Hint: "settings.password.hint", Required: true})
	repeat = ui.NewPasswordField(s.env, ui.FieldSpec{ID: "settings.repeat", Label: "settings.password.repeat", Required: true})
	return password, repeat
}

// agreed shows what is wrong with a form that sets a password.
func (s *Screen) agreed(form *ui.Form, password, repeat *ui.TextField, wrong casefile.FieldErrors) bool {
	more, mismatch := newPassword(password.Text(), repeat.Text(), minPassword)
	form.ClearErrors()
	wrong = append(wrong, more...)
	if wrong != nil {
		form.ShowError(wrong)
		return false
	}
	if mismatch {
		form.Errors(map[string]string{"repeat": s.env.T("settings.password.mismatch")})
		return false
	}
	return true
}

// then does what a dialog asked for, and closes it when that went well.
func (s *Screen) then(d *ui.Dialog, form *ui.Form, said string, work func(context.Context) error) {
	form.SetDisabled(true)
	s.env.Run(nil, func(ctx context.Context) func() {
		err := work(ctx)
		return func() {
			form.SetDisabled(false)
			if err != nil {
				form.ShowError(err)
				d.Fit()
				return
			}
			d.Hide()
			s.env.Toast(ui.Notice{Key: said, Tone: ui.Success})
			s.Refresh()
		}
	})
}
