package app_test

import "sporteli/app"

func services(d *desk) app.Services {
	return app.Services{Frame: d, SignIn: d, Today: d, Client: d, Consultation: d, Register: d, InfoSheet: d, Referral: d, Settings: d}
}
