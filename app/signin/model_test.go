package signin

import (
	"testing"

	"sporteli/store/casefile"
	"sporteli/translations"
)

func TestStrength(t *testing.T) {
	for _, c := range []struct {
		password string
		want     Strength
	}{
		{"", Empty},
		{"shkurt", Short},
		{"ëçëçëçëçë", Short},
		{"ëçëçëçëçëç", Fair},
		{"Fjalekalim1!", Fair},
		{"mal det lis", Good},
		{"nëntëmbëdhjetë1234", Good},
	} {
		if got := StrengthOf(c.password); got != c.want {
			t.Errorf("%q: %d, wanted %d", c.password, got, c.want)
		}
	}
	words, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	for s := Empty; s <= Good; s++ {
		if !words.Has(s.Key()) {
			t.Errorf("no words for %s", s.Key())
		}
	}
}

func TestMissing(t *testing.T) {
	got := Missing(map[string]string{"centre": " ", "code": "x", "password": ""})
	if len(got) != 2 || got[0].Field != "centre" || got[1].Field != "password" {
		t.Errorf("missing: %v", got)
	}
	if Missing(map[string]string{"name": "Ana"}).OrNil() != nil {
		t.Error("nothing is missing")
	}
}

func TestParseInvitation(t *testing.T) {
	for _, c := range []struct{ pasted, centre, code string }{
		{"7QK2-M0TX-9", "", "7QK2-M0TX-9"},
		{" 7QK2 M0TX\n9 ", "", "7QK2 M0TX 9"},
		{`{"code":"7QK2-M0TX"}`, "", "7QK2-M0TX"},
		{`{"code":"7QK2-M0TX","centre":"https://qendra.al:8443"}`, "https://qendra.al:8443", "7QK2-M0TX"},
		{"Adresa: https://qendra.al:8443, Kodi: 7QK2-M0TX", "https://qendra.al:8443", "7QK2-M0TX"},
	} {
		centre, code := ParseInvitation(c.pasted)
		if centre != c.centre || code != c.code {
			t.Errorf("%q: %q and %q", c.pasted, centre, code)
		}
	}
}

func TestAddress(t *testing.T) {
	for typed, want := range map[string]string{
		"qendra.al": "https://qendra.al", " https://qendra.al:8443/ ": "https://qendra.al:8443", "": "",
		// Another scheme is not changed behind anybody's back: the exchange refuses it.
		"http://qendra.al": "http://qendra.al",
	} {
		if got := Address(typed); got != want {
			t.Errorf("%q: %q", typed, got)
		}
	}
}

func TestEveryFailureHasItsPlace(t *testing.T) {
	for code, want := range map[casefile.Code]string{
		casefile.CodeCodeTyped: "code", casefile.CodeCodeUsed: "code", casefile.CodeCodeUnknown: "code", casefile.CodeCodeExpired: "code",
		casefile.CodeNoNetwork: "", casefile.CodeNotCentre: "", casefile.CodeCertificate: "", casefile.CodeSampleData: "", casefile.CodeClock: "",
		casefile.CodeWeakPassword: "password", casefile.CodeOfficerExists: "name",
	} {
		if got := place(code); got != want {
			t.Errorf("%s is shown at %q", code, got)
		}
	}
}
