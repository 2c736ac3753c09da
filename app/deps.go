package app

import (
	"context"
	"io"
	"log/slog"
	"time"

	"fyne.io/fyne/v2"

	"sporteli/app/client"
	"sporteli/app/consultation"
	"sporteli/app/infosheet"
	"sporteli/app/referral"
	"sporteli/app/register"
	"sporteli/app/settings"
	"sporteli/app/signin"
	"sporteli/app/today"
	"sporteli/app/ui"
	"sporteli/store/casefile"
	"sporteli/translations"
)

// Service is what the frame itself asks for.
type Service interface {
	// Me is who has signed in, zero if nobody has.
	Me() casefile.Session
	Identity() casefile.Identity
	// Lock ends the session; the store stays open.
	Lock()
	// Changes signals that something was written, received or sent.
	Changes() <-chan struct{}
	SyncStatus(ctx context.Context) (casefile.SyncStatus, error)
	SyncNow()
	// Setting and SetSetting keep what an officer chose for herself.
	Setting(ctx context.Context, key string) (string, error)
	SetSetting(ctx context.Context, key, value string) error
	// Today, Clients, Sheets and Referrals are for the numbers beside the
	// navigation and for finding anything.
	Today(ctx context.Context) (casefile.TodayBoard, error)
	Clients(ctx context.Context, q casefile.ClientQuery) (casefile.Page[casefile.ClientRow], error)
	Sheets(ctx context.Context, q casefile.SheetQuery) ([]casefile.SheetRow, error)
	Referrals(ctx context.Context, q casefile.ReferralQuery) (casefile.Page[casefile.ReferralRow], error)
}

// Services is what stands behind the frame and each screen. One object may
// serve them all.
type Services struct {
	Frame        Service
	SignIn       signin.Service
	Today        today.Service
	Client       client.Service
	Consultation consultation.Service
	Register     register.Service
	InfoSheet    infosheet.Service
	Referral     referral.Service
	Settings     settings.Service
}

// Deps is what the window is made from.
type Deps struct {
	Window  fyne.Window
	Runner  ui.Runner
	Catalog *translations.Catalog
	// Now is the office's wall clock, time.Now if nil.
	Now      func() time.Time
	Log      *slog.Logger
	Services Services
	About    settings.About
	// PC is the name of this computer in the network.
	PC string
	// Observe is told what is to be seen each time it changes, see ui.Observe;
	// nil for nobody.
	Observe io.Writer
}
