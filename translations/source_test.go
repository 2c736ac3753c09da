package translations_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// toolkitBase reads the toolkit's own English words, so that a new version with
// a new word turns the tests red.
func toolkitBase(t *testing.T) area {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "fyne.io/fyne/v2").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	b, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "lang", "translations", "base.en.json"))
	if err != nil {
		t.Fatal(err)
	}
	var a area
	if err := json.Unmarshal(b, &a); err != nil || len(a) < 20 {
		t.Fatalf("%d words of the toolkit (%v)", len(a), err)
	}
	return a
}

// Every key written out in a call of T, N or Text must have a text. Keys put
// together at run time are held by the tests of what they are put together from.
func TestKeysInSourcesExist(t *testing.T) {
	c := load(t)
	files := 0
	for _, dir := range []string{"app", "cmd", "store", "sync"} {
		root := filepath.Join("..", dir)
		if _, err := os.Stat(root); err != nil {
			continue
		}
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			files++
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, path, nil, 0)
			if err != nil {
				return err
			}
			for pos, key := range writtenKeys(file) {
				if !c.Has(key) {
					t.Errorf("%s: no text for %q", set.Position(pos), key)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 10 {
		t.Fatalf("only %d source files were read", files)
	}
}

// writtenKeys finds the first arguments of calls of T, N and Text that are
// written out and look like keys.
func writtenKeys(file *ast.File) map[token.Pos]string {
	out := map[token.Pos]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != "T" && sel.Sel.Name != "N" && sel.Sel.Name != "Text" {
			return true
		}
		lit, ok := call.Args[0].(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return true
		}
		key, err := strconv.Unquote(lit.Value)
		// rec.Text("given_name") reads a field; a key has a dot.
		if err == nil && (sel.Sel.Name != "Text" || strings.Contains(key, ".")) {
			out[lit.Pos()] = key
		}
		return true
	})
	return out
}

func TestWrittenKeys(t *testing.T) {
	src := "package x\nfunc f(p P) { p.T(\"a.b\"); p.N(\"c.d\", 1); p.T(key); r.Text(\"name\"); p.Text(\"e.f\", nil); p.T(\"g.\" + h) }"
	file, err := parser.ParseFile(token.NewFileSet(), "x.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, key := range writtenKeys(file) {
		got = append(got, key)
	}
	if len(got) != 3 {
		t.Errorf("found %v, want a.b, c.d and e.f", got)
	}
}
