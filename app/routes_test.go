package app

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"sporteli/translations"
)

func TestPlacesAreNamedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range places() {
		if seen[p.name] {
			t.Errorf("%s is in the table twice", p.name)
		}
		seen[p.name] = true
		if p.rail != "" && p.icon == "" {
			t.Errorf("%s has no icon in the navigation", p.name)
		}
	}
	for _, p := range places() {
		if p.at != "" && !seen[p.at] {
			t.Errorf("%s is marked at %s, which is no place", p.name, p.at)
		}
	}
	words, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range places() {
		if p.rail != "" && !words.Has(p.rail) {
			t.Errorf("no words for %s", p.rail)
		}
	}
}

// Every place that a screen leads to by a written-out name is in the table.
func TestScreensLeadToKnownPlaces(t *testing.T) {
	found := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return err
		}
		for pos, name := range routesIn(file) {
			found++
			if _, ok := placeOf(name); !ok {
				t.Errorf("%s leads to %q, which is no place", set.Position(pos), name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 10 {
		t.Fatalf("only %d routes were found", found)
	}
}

// routesIn finds the names in ui.Route{Screen: "…"}.
func routesIn(file *ast.File) map[token.Pos]string {
	out := map[token.Pos]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		if sel, ok := lit.Type.(*ast.SelectorExpr); !ok || sel.Sel.Name != "Route" {
			return true
		}
		for _, e := range lit.Elts {
			kv, ok := e.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			key, isName := kv.Key.(*ast.Ident)
			value, isText := kv.Value.(*ast.BasicLit)
			if isName && isText && key.Name == "Screen" {
				if name, err := strconv.Unquote(value.Value); err == nil {
					out[value.Pos()] = name
				}
			}
		}
		return true
	})
	return out
}
