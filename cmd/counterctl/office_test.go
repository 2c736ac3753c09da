package main

import (
	"crypto/tls"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"sporteli/assets"
	"sporteli/sync/central/keys"
)

// country is a centre with two PCs of an office in Tirana, the PC of the county's
// coordinator and one of another county.
type country struct {
	*centre
	t                                     *testing.T
	tirana                                string
	first, second, coordinator, elsewhere string
}

func newCountry(t *testing.T) *country {
	t.Helper()
	c := &country{centre: startCentre(t), t: t}
	c.tirana = c.call("id", "office", "add", "--name", "Zyra Tiranë", "--municipality", "tirane")
	kamez := c.call("id", "office", "add", "--name", "Zyra Kamëz", "--municipality", "kamez")
	durres := c.call("id", "office", "add", "--name", "Zyra Durrës", "--municipality", "durres")
	c.first, c.second = c.pc(c.addr, c.tirana, "officer", "Ana Çela"), c.pc(c.addr, c.tirana, "officer", "Besnik Leka")
	c.coordinator, c.elsewhere = c.pc(c.addr, kamez, "coordinator", "Klea Marku"), c.pc(c.addr, durres, "officer", "Drita Kola")
	c.sync(c.first, c.second)
	return c
}

// sync lets PCs exchange one after the other, and returns what the last said.
func (c *country) sync(dirs ...string) map[string]any {
	c.t.Helper()
	var said map[string]any
	for _, dir := range dirs {
		said = must(c.t, "", "sync", "--data", dir)[0]
		if said["waiting"] != 0.0 {
			c.t.Errorf("after an exchange %v", said)
		}
	}
	return said
}

// same checks that two PCs hold the same of a kind, and how much it is.
func (c *country) same(kind, one, other string, want int) {
	c.t.Helper()
	here, there := must(c.t, "", "list", kind, "--data", one), must(c.t, "", "list", kind, "--data", other)
	if len(here) != want || !reflect.DeepEqual(here, there) {
		c.t.Errorf("%s: %d and %d records, want the same %d", kind, len(here), len(there), want)
	}
}

// count is how many records of a kind a PC holds.
func (c *country) count(kind, dir string) int {
	c.t.Helper()
	return len(must(c.t, "", "list", kind, "--data", dir))
}

func (c *country) whole(dirs ...string) {
	c.t.Helper()
	for _, dir := range dirs {
		must(c.t, "", "check", "--deep", "--data", dir)
	}
}

// lines invents records as a technician would add them: for each client what a
// counter writes, and light visits up to the number asked for.
type lines struct {
	*rand.Rand
	out   []string
	kinds map[string]int
	sheet string
	begin int
}

func generate(n, begin int, sheet string) *lines {
	g := &lines{Rand: rand.New(rand.NewPCG(11, uint64(begin))), kinds: map[string]int{}, sheet: sheet, begin: begin}
	for len(g.out)+7 <= n {
		g.client()
	}
	for len(g.out) < n {
		g.add("consultation", map[string]any{
			"held_at": g.day() + "T09:30", "channel": "counter", "category": "returnee", "topics": []string{g.code("topic")},
			"sex": "male", "age_band": "a25_29", "municipality": g.code("municipality"),
		})
	}
	return g
}

func (g *lines) code(list string) string {
	items := slices.DeleteFunc(slices.Clone(assets.Options(list)), assets.Item.Restricted)
	return items[g.IntN(len(items))].Code
}

func (g *lines) one(list string) string { w := strings.Fields(list); return w[g.IntN(len(w))] }

func (g *lines) day() string {
	return time.Now().AddDate(0, 0, -1-g.IntN(300)).Format(time.DateOnly)
}

// add writes a line and returns the record's id.
func (g *lines) add(kind string, fields map[string]any) string {
	id := fmt.Sprintf("01900000-0000-7000-8000-%012x", g.begin+len(g.out))
	raw, err := json.Marshal(map[string]any{"kind": kind, "id": id, "fields": fields})
	if err != nil {
		panic(err)
	}
	g.out, g.kinds[kind] = append(g.out, string(raw)), g.kinds[kind]+1
	return id
}

func (g *lines) client() {
	day := g.day()
	who := g.add("client", map[string]any{
		"given_name": g.one("Ana Besa Çelike Dhurata Ëngjëll Shpresa"), "family_name": fmt.Sprintf("%s%d", g.one("Hoxha Çela Gjoni Përmeti"), len(g.out)),
		"father_name": g.one("Agim Gëzim Skënder"), "sex": "female", "birth_date": fmt.Sprintf("19%d-04-17", 50+g.IntN(49)),
		"citizenships": []string{"AL"}, "municipality": g.code("municipality"), "phones": []string{fmt.Sprintf("069%07d", g.begin+len(g.out))},
		"documents": []any{map[string]any{"kind": "passport", "number": fmt.Sprintf("B%08d", g.IntN(1e8)), "country": "AL", "expires": "2031-05-06"}},
	})
	g.add("consent", map[string]any{"client": who, "kind": "record", "form": g.code("consent_form"), "given_on": day, "granted": true, "language": "sq"})
	g.add("intake", map[string]any{"client": who, "category": "returnee", "opened_on": day, "return_country": "DE", "needs": []string{g.code("need")}, "school_children": g.IntN(4)})
	visit := g.add("consultation", map[string]any{
		"client": who, "held_at": day + "T10:15", "channel": g.code("channel"), "category": "returnee", "topics": []string{g.code("topic")},
		"minutes": 5 + g.IntN(50), "note": "Kërkon punë;\nfëmijët duhen regjistruar në shkollë.",
	})
	g.add("handout", map[string]any{"client": who, "consultation": visit, "sheet": g.sheet, "version": 1, "language": "sq", "medium": "paper", "given_on": day})
	g.add("referral", map[string]any{
		"client": who, "consultation": visit, "institution_name": "Zyra e Punës Nr. 3", "needs": []string{g.code("need")}, "urgency": "routine",
		"consented": true, "status": "sent", "created_on": day,
	})
	g.add("followup", map[string]any{"client": who, "consultation": visit, "due_on": "2031-01-02", "what": "Të telefonohet për përgjigjen"})
}

func (g *lines) text() string { return strings.Join(g.out, "\n") }

// An office works while the centre is away; then everything arrives where it may
// be seen and nowhere else.
func TestAThousandRecordsReachWhoMayHaveThem(t *testing.T) {
	c := newCountry(t)
	sheet := must(t, "", "list", "sheet", "--limit", "1", "--data", c.first)[0]["id"].(string)
	c.stop()
	g := generate(1000, 1, sheet)
	added := must(t, g.text(), "add", "--data", c.first)
	if len(added) != 1000 || len(g.kinds) != 7 {
		t.Fatalf("%d answers to %v", len(added), g.kinds)
	}
	out, errs, ok := run(t, "", "sync", "--data", c.first)
	if ok || len(out) > 0 || len(errs) != 1 || errs[0].Code != "no_network" || errs[0].Waiting == nil || *errs[0].Waiting != 1000 {
		t.Fatalf("without a centre: %v %+v", out, errs)
	}
	if !strings.Contains(errs[0].Message, "centre") {
		t.Errorf("the message is %q", errs[0].Message)
	}
	c.start()
	sent := c.sync(c.first)
	if sent["sent"].(float64) < 1000 || sent["bytes_up"].(float64) < 1000 {
		t.Errorf("sent %v", sent)
	}
	if got := c.sync(c.second); got["received"].(float64) < 1000 {
		t.Errorf("received %v", got)
	}
	c.sync(c.coordinator, c.elsewhere)
	for kind, n := range g.kinds {
		c.same(kind, c.first, c.second, n)
	}
	for _, kind := range []string{"client", "referral"} {
		id := must(t, "", "list", kind, "--limit", "1", "--data", c.first)[0]["id"].(string)
		for _, command := range []string{"show", "history"} {
			if a, b := must(t, "", command, id, "--data", c.first), must(t, "", command, id, "--data", c.second); len(a) == 0 || !reflect.DeepEqual(a, b) {
				t.Errorf("%s of a %s: %v and %v", command, kind, a, b)
			}
		}
	}
	for kind, want := range map[string]int{"card": g.kinds["client"], "referral": g.kinds["referral"], "client": 0, "consultation": 0, "intake": 0} {
		if n := c.count(kind, c.coordinator); n != want {
			t.Errorf("the coordinator has %d of %s, want %d", n, kind, want)
		}
	}
	for _, kind := range []string{"card", "client", "referral", "consultation"} {
		if n := c.count(kind, c.elsewhere); n != 0 {
			t.Errorf("another county has %d of %s", n, kind)
		}
	}
	c.sync(c.first)
	if idle := c.sync(c.first); idle["requests"] != 1.0 || idle["bytes_up"].(float64)+idle["bytes_down"].(float64) > 2000 {
		t.Errorf("nothing new costs %v", idle)
	}
	c.disagree()
	c.restore()
	c.export(g.kinds["client"])
	c.whole(c.first, c.second, c.coordinator, c.elsewhere)
}

// disagree lets two officers change one field at the same time: both values stay
// until one of them settles it.
func (c *country) disagree() {
	c.t.Helper()
	id := must(c.t, "", "list", "client", "--limit", "1", "--data", c.first)[0]["id"].(string)
	must(c.t, "", "edit", id, "family_name=Krasniqi", "--data", c.first)
	must(c.t, "", "edit", id, "family_name=Berisha", "--data", c.second)
	if said := c.sync(c.first, c.second, c.first); said["conflicts"] != 1.0 {
		c.t.Errorf("the tool says %v", said)
	}
	for _, dir := range []string{c.first, c.second} {
		if shown := must(c.t, "", "show", id, "--data", dir)[0]; fmt.Sprint(shown["conflicts"]) != "map[family_name:[Berisha Krasniqi]]" {
			c.t.Errorf("%v", shown)
		}
	}
	must(c.t, "", "edit", id, "family_name=Krasniqi-Berisha", "--data", c.second)
	if said := c.sync(c.second, c.coordinator, c.first); said["conflicts"] != 0.0 {
		c.t.Errorf("settled, and the tool says %v", said)
	}
	for _, dir := range []string{c.first, c.second} {
		shown := must(c.t, "", "show", id, "--data", dir)[0]
		if shown["conflicts"] != nil || shown["fields"].(map[string]any)["family_name"] != "Krasniqi-Berisha" {
			c.t.Errorf("settled: %v", shown)
		}
	}
	if found := must(c.t, "", "search", "berisha", "--data", c.coordinator); len(found) != 1 || found[0]["card_only"] != true {
		c.t.Errorf("the coordinator finds %v", found)
	}
}

// restore puts an older copy of a PC's database back: what had reached the centre
// comes back, and the tool says that it happened.
func (c *country) restore() {
	c.t.Helper()
	data := filepath.Join(c.second, "sporteli.db")
	kept, err := os.ReadFile(data)
	if err != nil {
		c.t.Fatal(err)
	}
	must(c.t, `{"kind":"client","fields":{"given_name":"Vjollca","family_name":"Zogaj","sex":"female"}}`, "add", "--data", c.second)
	c.sync(c.second)
	if err := os.WriteFile(data, kept, 0o600); err != nil {
		c.t.Fatal(err)
	}
	if said := c.sync(c.second); said["restored"] == nil || said["received"].(float64) < 2 {
		c.t.Errorf("after a restore: %v", said)
	}
	if found := must(c.t, "", "search", "zogaj vjollca", "--data", c.second); len(found) != 1 {
		c.t.Errorf("found %v", found)
	}
	if said := must(c.t, "", "check", "--data", c.second)[0]; said["restored"] == nil || said["waiting"] != 0.0 {
		c.t.Errorf("check says %v", said)
	}
}

// export writes what arrived for spreadsheets.
func (c *country) export(clients int) {
	c.t.Helper()
	target := filepath.Join(c.t.TempDir(), "clients.csv")
	must(c.t, "", "export", "client", "--data", c.second, "--out", target)
	raw, err := os.ReadFile(target)
	if err != nil {
		c.t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(raw), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != clients+2 || !strings.Contains(string(raw), "Ëngjëll") { // a header, and the client of restore
		c.t.Errorf("%d rows, %v", len(rows), err)
	}
	target = filepath.Join(c.t.TempDir(), "visits.xlsx")
	must(c.t, "", "export", "consultation", "--data", c.second, "--format", "xlsx", "--out", target)
	f, err := excelize.OpenFile(target)
	if err != nil {
		c.t.Fatal(err)
	}
	defer f.Close()
	cells, err := f.GetRows(f.GetSheetName(0))
	if err != nil || len(cells) < clients || !strings.Contains(fmt.Sprint(cells[1:3]), "fëmijët") {
		c.t.Errorf("%d rows, %v", len(cells), err)
	}
}

// The power fails at the centre while it takes records in: in the middle of a
// request, and after it has kept one and before the PC knows.
func TestACentreThatIsKilledLosesNothing(t *testing.T) {
	c := startCentre(t)
	office := c.call("id", "office", "add", "--name", "Zyra Tiranë", "--municipality", "tirane")
	line := newCutter(t, c.addr, c.kill)
	near, far := c.pc(line.address, office, "officer", "Ana"), c.pc(c.addr, office, "officer", "Besnik")
	sheet := must(t, "", "list", "sheet", "--limit", "1", "--data", near)[0]["id"].(string)
	all := map[string]int{}
	for round, answered := range []bool{false, true} {
		g := generate(350, 1+10_000*round, sheet)
		must(t, g.text(), "add", "--data", near)
		fell := line.arm(12_000, answered)
		_, errs, ok := run(t, "", "sync", "--data", near)
		if ok || errs[0].Code != "no_network" || errs[0].Waiting == nil || *errs[0].Waiting == 0 {
			t.Fatalf("the power failed (answered: %v), and the PC says %+v", answered, errs)
		}
		select {
		case <-fell:
		case <-time.After(time.Minute):
			t.Fatal("the power did not fail")
		}
		c.start()
		for kind, n := range g.kinds {
			all[kind] += n
		}
	}
	for _, dir := range []string{near, far} {
		if said := must(t, "", "sync", "--data", dir)[0]; said["waiting"] != 0.0 {
			t.Errorf("after the restart: %v", said)
		}
	}
	for kind, n := range all {
		if got := len(must(t, "", "list", kind, "--data", far)); got != n {
			t.Errorf("%d of %s arrived, want %d", got, kind, n)
		}
	}
	for _, dir := range []string{near, far} {
		must(t, "", "check", "--deep", "--data", dir)
	}
}

// A centre whose certificate has expired is told apart from one that is away, and
// nothing is given to it.
func TestAnExpiredCertificateIsNamed(t *testing.T) {
	c := startCentre(t)
	office := c.call("id", "office", "add", "--name", "Zyra Tiranë", "--municipality", "tirane")
	pc := c.pc(c.addr, office, "officer", "Ana")
	code := c.code(office, "officer")
	busy := program("central", "serve", "--data", filepath.Join(t.TempDir(), "other"), "--listen", strings.TrimPrefix(c.addr, "https://"))
	if raw, err := busy.CombinedOutput(); err == nil || !strings.Contains(string(raw), `"port_busy"`) {
		t.Errorf("a busy port: %s", raw)
	}
	c.stop()
	k, err := keys.Open(c.dir, false)
	if err != nil {
		t.Fatal(err)
	}
	old, err := k.Server([]string{"127.0.0.1"}, time.Now().AddDate(-2, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	l, err := tls.Listen("tcp", strings.TrimPrefix(c.addr, "https://"), &tls.Config{Certificates: []tls.Certificate{old}, MinVersion: tls.VersionTLS13})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				_ = conn.(*tls.Conn).Handshake()
				conn.Close()
			}()
		}
	}()
	must(t, besa, "add", "--data", pc)
	if _, errs, ok := run(t, "", "sync", "--data", pc); ok || errs[0].Code != "certificate" || errs[0].Waiting == nil || *errs[0].Waiting == 0 {
		t.Errorf("sync: %+v", errs)
	}
	fresh := filepath.Join(t.TempDir(), "fresh")
	if _, errs, ok := run(t, "", "enrol", "--data", fresh, "--centre", c.addr, "--code", code, "--officer", "Besa"); ok || errs[0].Code != "certificate" {
		t.Errorf("enrol: %+v", errs)
	}
	if _, err := os.Stat(fresh); !os.IsNotExist(err) {
		t.Error("a folder was left")
	}
	// Central makes itself a good one at the next start, and all goes on.
	l.Close()
	c.start()
	must(t, "", "sync", "--data", pc)
}
