package sporteli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "sporteli"

// A rule says what packages must not import. Patterns are import paths; "./x" stands for a folder of this module, and a
// trailing "/..." for the package and all below it.
type rule struct {
	packages []string // whom it binds; each pattern must match something
	except   []string // who is free of it
	banned   []string
	allowed  []string // what is permitted although banned matches
	through  bool     // also what the imports import, down to the last
	tests    bool     // test files too
	reason   string
}

// noWindow is the toolkit and what it draws with.
var noWindow = []string{"fyne.io/...", "github.com/go-gl/...", "github.com/fyne-io/..."}

var rules = []rule{
	{
		packages: []string{"./cmd/central", "./cmd/counterctl"}, banned: noWindow, through: true,
		reason: "the centre and the technician's tool run on machines without a screen, and must build without a C compiler",
	},
	{
		packages: []string{"./..."}, except: []string{"./cmd/counter/..."},
		banned: []string{"fyne.io/fyne/v2/app", "fyne.io/fyne/v2/internal/...", "fyne.io/fyne/v2/driver/mobile"}, tests: true,
		reason: "only the desktop program opens a real window; everything else is tested without cgo and without a display",
	},
	{
		packages: []string{"./..."}, except: []string{"./cmd/counter"}, banned: []string{"github.com/go-gl/..."}, through: true,
		reason: "only the desktop program draws with OpenGL, which needs cgo",
	},
	{
		packages: []string{"./sync/engine"}, banned: []string{"net/http", "crypto/tls"}, through: true,
		reason: "the sync engine decides and does not transport: HTTPS, the USB stick and the simulation drive the same machine",
	},
	{
		packages: []string{"./sync/merge", "./sync/wire"}, banned: []string{"os", "net/...", "database/sql"},
		reason: "merge and wire work on bytes and values alone: the simulation runs a hundred devices in one process",
	},
	{
		packages: []string{"./sync/merge"}, banned: []string{"math/rand/...", "crypto/rand"},
		reason: "every device must come to the same result from the same events, so nothing in it is left to chance",
	},
	{
		packages: []string{"./app", "./app/..."},
		banned:   []string{"./store/...", "./sync/...", "./cmd/..."}, allowed: []string{"./store/casefile/..."}, through: true, tests: true,
		reason: "screens declare the service they need in the words of casefile; cmd/counter hands them the store",
	},
	{
		packages: []string{"./store/casefile/..."}, banned: []string{"./..."}, allowed: []string{"./store/casefile/..."},
		through: true, tests: true,
		reason: "casefile is the leaf all others speak; an arrow from it would turn back",
	},
	{
		packages: []string{"./assets/...", "./translations/..."}, banned: append([]string{"./app/...", "./store/...", "./sync/..."}, noWindow...),
		allowed: []string{"./store/casefile/..."}, through: true,
		reason: "the centre's web pages and printed documents use the same words and pictures as the window",
	},
	{
		packages: []string{"./app/paper/..."}, banned: noWindow, through: true,
		reason: "documents are printed by the technician's tool too, without a window",
	},
	{
		packages: []string{"./..."}, except: []string{"./store/sqldb/..."}, banned: []string{"modernc.org/sqlite/...", "modernc.org/libc/..."}, tests: true,
		reason: "store/sqldb alone knows the database driver: its settings, its encryption and its error numbers are in one place",
	},
	{
		packages: []string{"./store/sqldb/..."}, banned: []string{"./..."}, allowed: []string{"./store/sqldb/..."},
		reason: "store/sqldb serves the desktop's store and the centre's ledger alike, so it knows no record of either",
	},
	{
		packages: []string{"./store/..."},
		banned:   append([]string{"./app/...", "./cmd/...", "./sync/engine/...", "./sync/remote/...", "./sync/central/..."}, noWindow...), through: true,
		reason: "the store works without a network and without a window; who syncs or shows it calls it",
	},
	{
		packages: []string{"./sync/..."}, banned: append([]string{"./app/...", "./cmd/..."}, noWindow...), through: true,
		reason: "sync runs in the background and at the centre, under no window",
	},
	{
		packages: []string{"./sync/merge", "./sync/wire"}, banned: []string{"./..."},
		allowed: []string{"./store/casefile/...", "./sync/merge", "./sync/wire"},
		reason:  "merge and wire stand just above casefile; both the desktop and the centre stand on them",
	},
	{
		packages: []string{"./sync/remote"}, banned: []string{"./store/...", "./sync/central/..."}, allowed: []string{"./store/casefile/..."},
		reason: "the transport carries messages and never looks into a store",
	},
	{
		packages: []string{"./..."}, except: []string{"./cmd/..."}, banned: []string{"./cmd/..."}, tests: true,
		reason: "programs wire packages together; nothing is built on a program",
	},
	{
		packages: []string{"./..."},
		banned:   []string{"./store/storetest/...", "./sync/syncsim/...", "./app/apptest/...", "./cmd/counter/xdo/..."},
		reason:   "support for tests stays out of the programs (test files may import it)",
	},
}

// listed is the part of `go list -json` that the rules read.
type listed struct {
	ImportPath                               string
	Dir                                      string
	Name                                     string
	Doc                                      string
	Standard                                 bool
	CgoFiles                                 []string
	GoFiles, TestGoFiles, XTestGoFiles       []string
	Imports, Deps, TestImports, XTestImports []string
	Error                                    *struct{ Err string }
}

// list returns this module's packages and all they are built from, as one system sees them, by import path.
func list(t *testing.T, system string) map[string]listed {
	t.Helper()
	command := exec.Command("go", "list", "-e", "-deps", "-json", "./...")
	// cgo on, though nothing is compiled: otherwise the packages that use it are not listed at all.
	command.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=1")
	var complaints bytes.Buffer
	command.Stderr = &complaints
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go list for %s: %v\n%s", system, err, complaints.String())
	}
	all := map[string]listed{}
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var one listed
		if err := decoder.Decode(&one); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("go list for %s: %v", system, err)
		}
		all[one.ImportPath] = one
	}
}

func ours(path string) bool { return path == module || strings.HasPrefix(path, module+"/") }

func matches(pattern, path string) bool {
	if rest, ok := strings.CutPrefix(pattern, "./"); ok {
		if rest == "..." {
			return ours(path)
		}
		pattern = module + "/" + rest
	}
	if whole, ok := strings.CutSuffix(pattern, "/..."); ok {
		return path == whole || strings.HasPrefix(path, whole+"/")
	}
	return path == pattern
}

func matchesAny(patterns []string, path string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return matches(pattern, path) })
}

// breaches returns the imports of one package that the rule forbids.
func (r rule) breaches(of listed, all map[string]listed) []string {
	imports := slices.Clone(of.Imports)
	if r.through {
		imports = append(imports, of.Deps...)
	}
	if r.tests {
		for _, path := range append(slices.Clone(of.TestImports), of.XTestImports...) {
			imports = append(imports, path)
			if r.through {
				imports = append(imports, all[path].Deps...)
			}
		}
	}
	slices.Sort(imports)
	return slices.DeleteFunc(slices.Compact(imports), func(path string) bool {
		return path == of.ImportPath || !matchesAny(r.banned, path) || matchesAny(r.allowed, path)
	})
}

func TestLayers(t *testing.T) {
	for _, system := range []string{"linux", "windows"} {
		t.Run(system, func(t *testing.T) {
			all := list(t, system)
			for _, one := range all {
				if ours(one.ImportPath) && one.Error != nil {
					t.Errorf("%s: %s", one.ImportPath, one.Error.Err)
				}
			}
			for _, r := range rules {
				r.check(t, all)
			}
		})
	}
}

func (r rule) check(t *testing.T, all map[string]listed) {
	t.Helper()
	for _, pattern := range r.packages {
		bound := 0
		for path, one := range all {
			if !ours(path) || !matches(pattern, path) || matchesAny(r.except, path) {
				continue
			}
			bound++
			for _, banned := range r.breaches(one, all) {
				t.Errorf("%s must not import %s: %s", path, banned, r.reason)
			}
		}
		if bound == 0 {
			t.Errorf("no package %s: the rule against %v holds nothing", pattern, r.banned)
		}
	}
}

// A screen may use the shared widgets and the printing of documents, and packages below itself; never another screen.
func TestScreensNeverMeet(t *testing.T) {
	shared := []string{"./app/ui/...", "./app/paper/..."}
	free := append([]string{"./app/gallery/...", "./app/apptest/..."}, shared...)
	screens := 0
	for path, one := range list(t, "linux") {
		rest, ok := strings.CutPrefix(path, module+"/app/")
		if !ok || matchesAny(free, path) {
			continue
		}
		screens++
		own, _, _ := strings.Cut(rest, "/")
		for _, imported := range one.Imports {
			if matches("./app/...", imported) && !matches("./app/"+own+"/...", imported) && !matchesAny(shared, imported) {
				t.Errorf("%s must not import %s: screens know the routes, not each other; what two of them show belongs in app/ui",
					path, imported)
			}
		}
	}
	if screens == 0 {
		t.Error("no screen found below app")
	}
}

// The programs without a window are built without a C compiler, for Windows from any machine.
func TestOnlyTheWindowNeedsC(t *testing.T) {
	for _, system := range []string{"linux", "windows"} {
		all := list(t, system)
		for path, one := range all {
			if !ours(path) || path == module+"/cmd/counter" {
				continue
			}
			for _, needed := range append([]string{path}, one.Deps...) {
				// The standard library's cgo parts have plain Go beside them.
				if dependency := all[needed]; !dependency.Standard && len(dependency.CgoFiles) > 0 {
					t.Errorf("%s for %s needs %s, which needs a C compiler: only cmd/counter may", path, system, needed)
				}
			}
		}
	}
}

func TestEveryPackageStatesItsContract(t *testing.T) {
	packages := 0
	for path, one := range list(t, "linux") {
		if !ours(path) || len(one.GoFiles)+len(one.CgoFiles) == 0 {
			continue
		}
		packages++
		begin := "Package " + one.Name + " "
		if one.Name == "main" {
			begin = strings.ToUpper(filepath.Base(path)[:1]) + filepath.Base(path)[1:] + " "
		}
		if !strings.HasPrefix(one.Doc, begin) {
			t.Errorf("%s: the package comment must begin with %q and say what the package promises", path, begin)
		}
	}
	if packages < 2 {
		t.Fatalf("%d packages found", packages)
	}
}

func TestSyncHoldsNoGoFile(t *testing.T) {
	found, err := filepath.Glob("sync/*.go")
	if err != nil || len(found) > 0 {
		t.Errorf("%v (%v): a package named sync would hide the standard one; its parts are subpackages", found, err)
	}
}

func TestTopLevelIsFixed(t *testing.T) {
	allowed := strings.Fields(`cmd app store sync translations assets go.mod go.sum FyneApp.toml README.md Makefile LICENSE
		.ci docs .git .gitignore sporteli.go sporteli_test.go layers_test.go sources_test.go build dist`)
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !slices.Contains(allowed, entry.Name()) {
			t.Errorf("%s: the top level is fixed; a newcomer must see the whole house at one glance", entry.Name())
		}
	}
}

// The rules are only worth what their patterns catch.
func TestPatterns(t *testing.T) {
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{
		{"./...", module, true},
		{"./...", "sportelix/app", false},
		{"./app/...", module + "/app", true},
		{"./app/...", module + "/app/ui", true},
		{"./app", module + "/app/ui", false},
		{"./app/...", module + "/apparel", false},
		{"net/http", "net/http/httptest", false},
		{"fyne.io/...", "fyne.io/fyne/v2/app", true},
	} {
		if got := matches(c.pattern, c.path); got != c.want {
			t.Errorf("pattern %s, package %s: %v", c.pattern, c.path, got)
		}
	}
	caught := rule{banned: []string{"./..."}, allowed: []string{"./store/casefile"}, through: true, tests: true}.breaches(
		listed{
			ImportPath: module + "/app", Imports: []string{"fmt", module + "/store/casefile"}, Deps: []string{module + "/store"},
			XTestImports: []string{module + "/app", "x"},
		},
		map[string]listed{"x": {Deps: []string{module + "/sync/merge"}}},
	)
	if want := fmt.Sprint([]string{module + "/store", module + "/sync/merge"}); fmt.Sprint(caught) != want {
		t.Errorf("caught %v, wanted %v", caught, want)
	}
}
