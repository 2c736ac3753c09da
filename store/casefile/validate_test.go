package casefile_test

import (
	"errors"
	"slices"
	"testing"

	"sporteli/store/casefile"
)

const today = casefile.Today("2026-11-22")

func client() casefile.Edit {
	return casefile.NewRecord(casefile.KindClient).Set("given_name", "Ana").Set("family_name", "Çela").Set("sex", "female")
}

// faults returns "code field" of everything Normalise finds.
func faults(e casefile.Edit) []string {
	_, err := casefile.Normalise(e, today, book{})
	var fe casefile.FieldErrors
	var out []string
	if errors.As(err, &fe) {
		for _, f := range fe {
			out = append(out, string(f.Code)+" "+f.Field)
		}
	}
	slices.Sort(out)
	return out
}

func TestNormaliseFindsEveryFaultAtOnce(t *testing.T) {
	visit := func() casefile.Edit {
		return casefile.NewRecord(casefile.KindConsultation).Set("held_at", "2026-11-22T10:00").Set("channel", "counter").
			Set("category", "returnee").Set("topics", "return")
	}
	referral := func() casefile.Edit {
		return casefile.NewRecord(casefile.KindReferral).Set("client", casefile.NewID().String()).Set("needs", "job").
			Set("urgency", "routine").Set("due_on", "2026-12-02").Set("created_on", "2026-11-22").Set("status", "sent").
			Set("institution_name", "Zyra")
	}
	tests := []struct {
		name string
		edit casefile.Edit
		want []string
	}{
		{"a whole client", client(), nil},
		{"nothing at all", casefile.NewRecord(casefile.KindClient), []string{"required family_name", "required given_name", "required sex"}},
		{
			"several", client().Set("family_name").Set("sex", "x").Set("birth_date", "2027-01-01"),
			[]string{"future_date birth_date", "required family_name", "unknown_code sex"},
		},
		{"two values for one", client().Set("given_name", "Ana", "Anna"), []string{"one_value given_name"}},
		{"unknown field", client().Set("shoe_size", "42"), []string{"unknown_field shoe_size"}},
		{"light visit", visit(), []string{"light_visit age_band", "light_visit municipality", "light_visit sex"}},
		{"visit of a client", visit().Set("client", casefile.NewID().String()), nil},
		{"referral without consent", referral().Set("consented", "false"), []string{"needs_consent consented"}},
		{"referral with consent", referral().Set("consented", "true"), nil},
		{"referral to nobody", referral().Set("consented", "true").Set("institution_name"), []string{"required institution"}},
	}
	for _, tt := range tests {
		if got := faults(tt.edit); !slices.Equal(got, tt.want) {
			t.Errorf("%s: found %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestNormaliseOfAChangeLooksOnlyAtWhatChanged(t *testing.T) {
	seen := casefile.Record{Kind: casefile.KindClient, Values: map[string][]casefile.Value{"given_name": {{Text: "Ana"}}}}
	if got := faults(seen.Edit().Set("father_name", "Gjon")); got != nil {
		t.Errorf("an old record without a surname cannot be changed: %q", got)
	}
	if got := faults(seen.Edit().Set("given_name")); !slices.Equal(got, []string{"required given_name"}) {
		t.Errorf("clearing a required field: %q", got)
	}
}

func TestNormaliseKeepsDistinctValuesOfASet(t *testing.T) {
	e, err := casefile.Normalise(client().Set("phones", "0692345678", "+355 69 234 5678", "129"), today, book{})
	if err != nil {
		t.Fatal(err)
	}
	if got := e.Fields["phones"]; !slices.Equal(got, []string{"+355692345678", "129"}) {
		t.Errorf("phones = %q", got)
	}
}

func TestWarningsNeverRefuse(t *testing.T) {
	e := client().Set("personal_number", "J00101999A").Set("birth_date", "2010-01-01").Set("sex", "female")
	if _, err := casefile.Normalise(e, today, book{}); err != nil {
		t.Fatalf("a doubtful number was refused: %v", err)
	}
	var keys []string
	for _, w := range casefile.Warnings(e, today) {
		keys = append(keys, w.Key)
	}
	want := []string{"personal_number_check", "personal_number_birth", "personal_number_sex", "minor"}
	if !slices.Equal(keys, want) {
		t.Errorf("warnings %q, want %q", keys, want)
	}
}

func TestReferralSteps(t *testing.T) {
	for _, tt := range []struct {
		from, to string
		ok       bool
	}{{"", "sent", true}, {"", "completed", false}, {"sent", "received", true}, {"sent", "sent", true}, {"completed", "sent", false}} {
		if err := casefile.CheckStep(tt.from, tt.to, book{}); (err == nil) != tt.ok {
			t.Errorf("%q to %q: %v", tt.from, tt.to, err)
		}
	}
}

func TestRightsAreWhatIsInTheTable(t *testing.T) {
	for _, tt := range []struct {
		role   casefile.Role
		action casefile.Action
		kind   casefile.Kind
		may    bool
	}{
		{casefile.RoleOfficer, casefile.ActionWrite, casefile.KindClient, true},
		{casefile.RoleOfficer, casefile.ActionWrite, casefile.KindSheet, false},
		{casefile.RoleOfficer, casefile.ActionRead, casefile.KindAudit, false},
		{casefile.RoleOfficer, casefile.ActionWrite, casefile.KindAudit, false},
		{casefile.RoleCoordinator, casefile.ActionRead, casefile.KindCard, true},
		{casefile.RoleAdministrator, casefile.ActionRead, casefile.KindClient, false},
		{"", casefile.ActionRead, casefile.KindClient, false},
		{casefile.RoleOfficer, "fly", casefile.KindClient, false},
	} {
		if got := casefile.May(tt.role, tt.action, tt.kind); got != tt.may {
			t.Errorf("%s %s %s = %v", tt.role, tt.action, tt.kind, got)
		}
	}
}
