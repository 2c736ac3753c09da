package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// programs are built once: these tests see what a technician sees.
var programs string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "counterctl")
	if err != nil {
		panic(err)
	}
	programs = dir
	build := exec.Command("go", "build", "-o", dir+string(filepath.Separator), "sporteli/cmd/counterctl", "sporteli/cmd/central")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
		os.Exit(1)
	}
	status := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(status)
}

func program(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(programs, name), args...)
	cmd.Env = append(os.Environ(), "SPORTELI_PASSWORD=kalaja-e-Beratit", "SPORTELI_NEW_PASSWORD=liqeni-i-Ohrit")
	return cmd
}

// run calls the tool and returns its lines; want is whether it may succeed.
func run(t *testing.T, input string, args ...string) (out []map[string]any, errs []failure, ok bool) {
	t.Helper()
	cmd := program("counterctl", args...)
	cmd.Stdin = strings.NewReader(input)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	for s := bufio.NewScanner(&stdout); s.Scan(); {
		var v map[string]any
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			t.Fatalf("%v: standard output is no JSON: %s", args, s.Text())
		}
		out = append(out, v)
	}
	for s := bufio.NewScanner(&stderr); s.Scan(); {
		var f failure
		if err := json.Unmarshal(s.Bytes(), &f); err != nil {
			t.Fatalf("%v: standard error is no JSON: %s", args, s.Text())
		}
		errs = append(errs, f)
	}
	return out, errs, err == nil
}

func must(t *testing.T, input string, args ...string) []map[string]any {
	t.Helper()
	out, errs, ok := run(t, input, args...)
	if !ok {
		t.Fatalf("%v: %+v", args, errs)
	}
	return out
}

func newFolder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "pc")
	must(t, "", "init", "--data", dir, "--officer", "Ana Çela")
	return dir
}

const besa = `{"kind":"client","id":"01900000-0000-7000-8000-000000000001","fields":{"given_name":"Besa","family_name":"Çeliku","father_name":"Gjon",` +
	`"sex":"female","birth_date":"1988-04-17","phones":["0692345678"],"documents":[{"kind":"passport","number":"BA1234567","country":"AL","expires":"2030-01-02"}]}}`

func TestADayOfATechnician(t *testing.T) {
	dir := newFolder(t)
	added := must(t, "\n"+besa+"\n"+
		`{"kind":"intake","fields":{"client":"01900000-0000-7000-8000-000000000001","category":"returnee","family_returned":3,"offer_in_hand":false}}`+"\n",
		"add", "--data", dir)
	if len(added) != 2 || added[0]["seq"] == nil || added[0]["id"] != "01900000-0000-7000-8000-000000000001" {
		t.Fatalf("%v", added)
	}
	id := added[0]["id"].(string)
	for _, text := range []string{"celiku besa", "BESA", "234567", "ba12"} {
		if found := must(t, "", "search", text, "--data", dir, "--limit", "5"); len(found) != 1 || found[0]["id"] != id {
			t.Errorf("search %q: %v", text, found)
		}
	}
	must(t, "", "edit", id, "family_name=Hoxhë", "phones=0681111111", "phones=129", "father_name=", "--data", dir)
	shown := must(t, "", "show", "--data", dir, id)[0]["fields"].(map[string]any)
	if shown["family_name"] != "Hoxhë" || len(shown["phones"].([]any)) != 2 || shown["father_name"] != nil {
		t.Errorf("%v", shown)
	}
	steps := must(t, "", "history", id, "--data", dir)
	if len(steps) != 2 || steps[0]["author"] != "Ana Çela" || !strings.Contains(fmt.Sprint(steps[0]["fields"]), "[Çeliku]") {
		t.Errorf("%v", steps)
	}
	intake := must(t, "", "list", "intake", "--data", dir)[0]["fields"].(map[string]any)
	if intake["family_returned"] != 3.0 || intake["offer_in_hand"] != false || intake["opened_on"] == nil {
		t.Errorf("%v", intake)
	}
	// What show prints, add takes back.
	again, err := json.Marshal(map[string]any{"kind": "client", "fields": shown})
	if err != nil {
		t.Fatal(err)
	}
	must(t, string(again)+"\n", "add", "--data", dir)
	if first := must(t, "", "list", "client", "--data", dir, "--limit", "1"); len(first) != 1 {
		t.Errorf("%v", first)
	} else if rest := must(t, "", "list", "client", "--data", dir, "--after", first[0]["id"].(string)); len(rest) != 1 {
		t.Errorf("%v", rest)
	}
	must(t, "", "officer", "add", "--data", dir, "--name", "Dritan")
	if _, errs, ok := run(t, "", "list", "client", "--data", dir); ok || errs[0].Code != "usage" {
		t.Errorf("two officers and none named: %+v", errs)
	}
	if checked := must(t, "", "check", "--deep", "--data", dir, "--officer", "ana çela"); checked[0]["records"] == 0.0 {
		t.Errorf("%v", checked)
	}
}

func TestBadLinesAreNamedAndTheOthersKept(t *testing.T) {
	dir := newFolder(t)
	input := strings.Join([]string{
		besa, "", "not json", `{"kind":"dragon","fields":{}}`, `{"kind":"client","fields":{"given_name":"X"}}`,
		`{"kind":"client","fields":{"given_name":"Secret Name","family_name":"Y","sex":"female","birth_date":"1988-13-40"}}`,
		`{"kind":"client","colour":"red"}`, `{"kind":"client","fields":{"documents":[{"size":1}]}}`, besa, `{"kind":"audit","fields":{"action":"x"}}`,
		`{"kind":"client","fields":{"given_name":"Luan","family_name":"Leka","sex":"male"}}`,
	}, "\n")
	out, errs, ok := run(t, input, "add", "--data", dir)
	if ok || len(out) != 2 {
		t.Errorf("%v, ok %v", out, ok)
	}
	var lines []int
	for _, e := range errs {
		lines = append(lines, e.Line)
		if e.Code != "bad_line" || strings.Contains(e.Message, "Secret") {
			t.Errorf("%+v", e)
		}
	}
	if want := []int{3, 4, 5, 6, 7, 8, 9, 10}; !slices.Equal(lines, want) {
		t.Errorf("lines %v, want %v", lines, want)
	}
	if !strings.Contains(errs[2].Message, "required family_name") || len(errs[3].Faults) != 1 || errs[3].Faults[0].Code != "bad_date" {
		t.Errorf("%+v", errs)
	}
	if got := must(t, "", "list", "client", "--data", dir); len(got) != 2 {
		t.Errorf("%d clients", len(got))
	}
}

// A single line is answered while the input stays open, and what was answered is
// there after the power is cut.
func TestWhatWasAnsweredSurvivesAKill(t *testing.T) {
	dir := newFolder(t)
	cmd := program("counterctl", "add", "--data", dir)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	answers := bufio.NewScanner(out)
	answered, killed := map[string]bool{}, false
	read := func() bool {
		if !answers.Scan() {
			return false
		}
		var v struct{ ID string }
		if err := json.Unmarshal(answers.Bytes(), &v); err != nil {
			if killed {
				return false // the last answer was cut short
			}
			t.Fatalf("%s: %v", answers.Text(), err)
		}
		answered[v.ID] = true
		return true
	}
	client := func(i int) string {
		return fmt.Sprintf(`{"kind":"client","fields":{"given_name":"Ana","family_name":"Leka%d","sex":"female"}}`+"\n", i)
	}
	for i := range 3 {
		fmt.Fprint(in, client(i))
		if !read() {
			t.Fatal("a line is not answered before the next one comes")
		}
	}
	go func() {
		for i := range 5000 {
			if _, err := fmt.Fprint(in, client(100+i)); err != nil {
				return
			}
		}
	}()
	for range 700 {
		read()
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	killed = true
	for read() {
	}
	_ = cmd.Wait()
	kept := map[string]bool{}
	for _, v := range must(t, "", "list", "client", "--data", dir) {
		kept[v["id"].(string)] = true
	}
	for id := range answered {
		if !kept[id] {
			t.Errorf("%s was answered and is gone", id)
		}
	}
	if len(answered) < 700 {
		t.Errorf("only %d answers", len(answered))
	}
	must(t, "", "check", "--deep", "--data", dir)
}

func TestExport(t *testing.T) {
	dir := newFolder(t)
	must(t, besa+"\n"+`{"kind":"client","fields":{"given_name":"=1+1","family_name":"Leka, \"L\"","sex":"male","remarks":"një\ndy"}}`, "add", "--data", dir)
	target := filepath.Join(t.TempDir(), "clients.csv")
	must(t, "", "export", "client", "--data", dir, "--format", "csv", "--out", target)
	raw, err := os.ReadFile(target)
	if err != nil || !bytes.HasPrefix(raw, []byte("\ufeff")) {
		t.Fatalf("%q %v", raw[:min(len(raw), 10)], err)
	}
	rows, err := csv.NewReader(bytes.NewReader(raw[3:])).ReadAll()
	if err != nil || len(rows) != 3 || rows[0][0] != "id" {
		t.Fatalf("%v %v", rows, err)
	}
	all := fmt.Sprint(rows)
	for _, want := range []string{"Çeliku", "+355692345678", "passport|BA1234567|AL|2030-01-02", "'=1+1", `Leka, "L"`} {
		if !strings.Contains(all, want) {
			t.Errorf("%s is missing in %s", want, all)
		}
	}
	sheet := filepath.Join(t.TempDir(), "clients.xlsx")
	must(t, "", "export", "client", "--data", dir, "--format", "xlsx", "--out", sheet)
	f, err := excelize.OpenFile(sheet)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cells, err := f.GetRows(f.GetSheetName(0))
	if err != nil || len(cells) != 3 || !strings.Contains(fmt.Sprint(cells), "Çeliku") {
		t.Errorf("%v %v", cells, err)
	}
	nowhere := filepath.Join(dir, "no", "such.csv")
	for _, args := range [][]string{
		{"export", "client", "--data", dir, "--format", "pdf", "--out", target},
		{"export", "client", "--data", dir, "--out", nowhere},
		{"export", "audit", "--data", dir, "--out", target + "2"},
		{"export", "client", "--data", dir},
	} {
		if _, errs, ok := run(t, "", args...); ok || len(errs) != 1 || errs[0].Code == "internal" {
			t.Errorf("%v: %+v", args, errs)
		}
	}
	if _, err := os.Stat(target + "2"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a refused export left a file")
	}
}

func TestMistakesAreToldAndLeaveNothing(t *testing.T) {
	dir := newFolder(t)
	fresh := filepath.Join(t.TempDir(), "fresh")
	code := "YNW0-FDFN-YZ0Z-KSTT"
	file := filepath.Join(dir, "anchor")
	for name, tt := range map[string]struct {
		args []string
		code string
	}{
		"nothing":           {nil, "usage"},
		"unknown command":   {[]string{"frobnicate"}, "usage"},
		"unknown flag":      {[]string{"list", "client", "--data", dir, "--colour", "red"}, "usage"},
		"no folder named":   {[]string{"list", "client"}, "usage"},
		"no data":           {[]string{"list", "client", "--data", fresh}, "no_data"},
		"unknown kind":      {[]string{"list", "dragon", "--data", dir}, "unknown_kind"},
		"no id":             {[]string{"show", "x", "--data", dir}, "usage"},
		"not there":         {[]string{"show", "01900000-0000-7000-8000-00000000000f", "--data", dir}, "not_found"},
		"too many words":    {[]string{"check", "deep", "--data", dir}, "usage"},
		"not field=value":   {[]string{"edit", "01900000-0000-7000-8000-00000000000f", "given_name", "--data", dir}, "usage"},
		"unknown officer":   {[]string{"list", "client", "--data", dir, "--officer", "Nobody"}, "no_officer"},
		"no password file":  {[]string{"list", "client", "--data", dir, "--password-file", fresh}, "usage"},
		"a file as folder":  {[]string{"list", "client", "--data", file}, "read_only"},
		"below a file":      {[]string{"init", "--data", filepath.Join(file, "sub"), "--officer", "X"}, "read_only"},
		"data already":      {[]string{"init", "--data", dir, "--officer", "X"}, "has_data"},
		"no officer":        {[]string{"init", "--data", fresh}, "usage"},
		"no centre":         {[]string{"sync", "--data", dir}, "not_enrolled"},
		"mistyped code":     {[]string{"enrol", "--data", fresh, "--centre", "https://127.0.0.1:1", "--code", code, "--officer", "X"}, "code_typed"},
		"authority missing": {[]string{"enrol", "--data", fresh, "--centre", "https://127.0.0.1:1", "--code", goodCode, "--officer", "X", "--ca", fresh}, "usage"},
		"nobody answers":    {[]string{"enrol", "--data", fresh, "--centre", "https://127.0.0.1:1", "--code", goodCode, "--officer", "X"}, "no_network"},
		"not a centre":      {[]string{"enrol", "--data", fresh, "--centre", "ftp://x", "--code", goodCode, "--officer", "X"}, "usage"},
	} {
		out, errs, ok := run(t, "", tt.args...)
		if ok || len(out) > 0 || len(errs) != 1 || string(errs[0].Code) != tt.code || errs[0].Message == "" {
			t.Errorf("%s: %v %+v, want %s", name, out, errs, tt.code)
		}
		if _, err := os.Stat(fresh); !errors.Is(err, fs.ErrNotExist) {
			t.Fatalf("%s: a folder was left", name)
		}
	}
	wrong := program("counterctl", "list", "client", "--data", dir)
	wrong.Env = append(os.Environ(), "SPORTELI_PASSWORD=not-the-password")
	if raw, err := wrong.CombinedOutput(); err == nil || !strings.Contains(string(raw), "wrong_password") {
		t.Errorf("%s", raw)
	}
	none := program("counterctl", "list", "client", "--data", dir)
	none.Env = slices.DeleteFunc(os.Environ(), func(s string) bool { return strings.HasPrefix(s, "SPORTELI_") })
	if raw, err := none.CombinedOutput(); err == nil || !strings.Contains(string(raw), "usage") {
		t.Errorf("%s", raw)
	}
}

func TestHelpNamesEveryCommandAndFlag(t *testing.T) {
	whole, err := program("counterctl", "--help").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range commands() {
		if !strings.Contains(string(whole), "counterctl "+c.name+" ") {
			t.Errorf("help does not name %s", c.name)
		}
		one, err := program("counterctl", append(strings.Fields(c.name), "--help")...).Output()
		if err != nil || !strings.Contains(string(one), "-data") || !strings.Contains(string(one), c.about) {
			t.Errorf("%s --help: %s %v", c.name, one, err)
		}
	}
}

func TestADamagedFolderFailsTheCheck(t *testing.T) {
	dir := newFolder(t)
	must(t, besa, "add", "--data", dir)
	path := filepath.Join(dir, "sporteli.db")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	i := bytes.LastIndex(raw, []byte("Gjon"))
	raw[i] = 'X'
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	out, errs, ok := run(t, "", "check", "--deep", "--data", dir)
	if ok || len(errs) == 0 || errs[0].Code != "damaged" || len(out) != 1 || len(out[0]["faults"].([]any)) == 0 {
		t.Errorf("%v %+v", out, errs)
	}
}
