package app

import (
	"sporteli/app/client"
	"sporteli/app/consultation"
	"sporteli/app/infosheet"
	"sporteli/app/referral"
	"sporteli/app/register"
	"sporteli/app/settings"
	"sporteli/app/today"
	"sporteli/app/ui"
)

// place is one name a ui.Route may have.
type place struct {
	name string
	// rail is the key of its entry in the navigation, "" for places that are
	// reached from others only. The order of the table is the order there.
	rail, icon string
	// anew: the screen is made anew each time, although it is in the navigation.
	anew bool
	// at names the entry of the navigation that is marked while one is here.
	at   string
	make func(*Shell) ui.Screen
}

// places is every place of the program. The screens of the navigation are kept
// as they are when one comes back; the others are made anew.
func places() []place {
	return []place{
		{name: "today", rail: "shell.today", icon: "today", make: func(s *Shell) ui.Screen { return today.New(s.env, s.deps.Services.Today) }},
		{name: "clients", rail: "shell.clients", icon: "clients", make: newClient},
		{name: "client", at: "clients", make: newClient},
		{name: "client.new", at: "clients", make: newClient},
		{name: "client.edit", at: "clients", make: newClient},
		{name: "intake", at: "clients", make: newClient},
		{name: "intake.new", at: "clients", make: newClient},
		{name: "consent.new", at: "clients", make: newClient},
		{name: "consultation.new", make: newVisit},
		{name: "light.new", make: newVisit},
		{name: "consultation", at: "register", make: newVisit},
		{name: "register", rail: "shell.register", icon: "register", make: func(s *Shell) ui.Screen { return register.New(s.env, s.deps.Services.Register) }},
		{name: "sheets", rail: "shell.sheets", icon: "sheets", make: newSheet},
		{name: "sheet", at: "sheets", make: newSheet},
		{name: "referrals", rail: "shell.referrals", icon: "referrals", make: newReferral},
		{name: "referral", at: "referrals", make: newReferral},
		{name: "settings", rail: "shell.settings", icon: "settings", make: func(s *Shell) ui.Screen {
			return settings.New(settings.Deps{
				Env: s.env, Service: s.deps.Services.Settings, About: s.deps.About,
				Look: func() settings.Look { return s.look }, SetLook: s.setLook,
			})
		}},
		{name: "help", rail: "shell.help", icon: "info", anew: true, make: newHelp},
	}
}

func newClient(s *Shell) ui.Screen { return client.New(s.env, s.deps.Services.Client) }

func newVisit(s *Shell) ui.Screen { return consultation.New(s.env, s.deps.Services.Consultation) }

func newSheet(s *Shell) ui.Screen { return infosheet.New(s.env, s.deps.Services.InfoSheet) }

func newReferral(s *Shell) ui.Screen { return referral.New(s.env, s.deps.Services.Referral) }

func placeOf(name string) (place, bool) {
	for _, p := range places() {
		if p.name == name {
			return p, true
		}
	}
	return place{}, false
}

// mark is the entry of the navigation for a place.
func (p place) mark() string {
	if p.at != "" {
		return p.at
	}
	return p.name
}
