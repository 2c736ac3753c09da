package ui_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// literalText are the functions whose first argument is a text people read.
var literalText = map[string]bool{
	"NewLabel": true, "NewLabelWithStyle": true, "NewButton": true, "NewButtonWithIcon": true, "NewCheck": true,
	"NewText": true, "NewBadge": true, "PageHeader": true, "SetPlaceHolder": true, "NewRichTextFromMarkdown": true,
	"SetText": true, "SetTitle": true, "NewMenuItem": true, "NewMenu": true, "NewHyperlink": true, "SetError": true, "SetHint": true,
}

// uiThread are the calls that leave or enter the UI thread, or wait.
var uiThread = map[string]bool{
	"fyne.Do": true, "fyne.DoAndWait": true, "time.AfterFunc": true, "time.NewTimer": true, "time.NewTicker": true,
	"time.Tick": true, "time.After": true, "time.Sleep": true,
}

// rule breaches of one file, as position and complaint.
func breaches(set *token.FileSet, path string, file *ast.File) []string {
	var out []string
	say := func(p token.Pos, what string) { out = append(out, set.Position(p).String()+": "+what) }
	inRunner := filepath.ToSlash(path) == "ui/runner.go"
	for _, im := range file.Imports {
		p, _ := strconv.Unquote(im.Path.Value)
		switch {
		case p == "sporteli/store" || strings.HasPrefix(p, "sporteli/store/sqldb") || strings.HasPrefix(p, "sporteli/sync"):
			say(im.Pos(), "screens get their data through an interface of their own, not from "+p)
		case p == "fyne.io/fyne/v2/app":
			say(im.Pos(), "only cmd/counter imports fyne.io/fyne/v2/app, which needs cgo and a display")
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			if !inRunner {
				say(n.Pos(), "go statement: use ui.Runner")
			}
		case *ast.CallExpr:
			sel, ok := n.Fun.(*ast.SelectorExpr)
			name := ""
			if ok {
				name = sel.Sel.Name
				if x, isName := sel.X.(*ast.Ident); isName {
					full := x.Name + "." + name
					if full == "fyne.DoAndWait" || uiThread[full] && !inRunner {
						say(n.Pos(), full+": use ui.Runner")
					}
				}
			} else if id, isName := n.Fun.(*ast.Ident); isName {
				name = id.Name
			}
			if literalText[name] && len(n.Args) > 0 && readable(n.Args[0]) {
				say(n.Pos(), name+" with a text that is not translated")
			}
		}
		return true
	})
	return out
}

// readable is true for a written-out text with letters in it.
func readable(e ast.Expr) bool {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return false
	}
	s, _ := strconv.Unquote(lit.Value)
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 'A' && r <= 'z' || r > 127 })
}

func TestSourcesOfTheWindow(t *testing.T) {
	files := 0
	root := filepath.Join("..")
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
		rel, _ := filepath.Rel(root, path)
		for _, b := range breaches(set, rel, file) {
			t.Error(b)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 30 {
		t.Fatalf("only %d source files were read", files)
	}
}

func TestBreachesAreFound(t *testing.T) {
	src := `package x
import "sporteli/store"
func f() {
	go f()
	fyne.Do(f)
	fyne.DoAndWait(f)
	time.Sleep(1)
	widget.NewLabel("Ruaj")
	ui.NewText("", s)
	widget.NewLabel(p.T("common.save"))
}`
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "x.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := breaches(set, "client/x.go", file); len(got) != 6 {
		t.Errorf("found %d breaches, want 6: %v", len(got), got)
	}
	if got := breaches(set, "ui/runner.go", file); len(got) != 3 {
		t.Errorf("found %d breaches in the runner, want 3: %v", len(got), got)
	}
}
