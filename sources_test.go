package sporteli_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Limits of the house style: beyond them a reader loses the thread.
const (
	maxFileLines     = 600
	maxFunctionLines = 60
	maxParameters    = 4 // of exported functions; inside a package coordinates may be spelled out
)

// source is one Go file of the tree.
type source struct {
	path string
	file *ast.File
	set  *token.FileSet
}

func (s source) isTest() bool { return strings.HasSuffix(s.path, "_test.go") }

func (s source) lines(n ast.Node) int {
	return s.set.Position(n.End()).Line - s.set.Position(n.Pos()).Line + 1
}

// sources parses every Go file below the folders of the program.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (path == ".git" || path == "build" || path == "dist") {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		all = append(all, source{path: filepath.ToSlash(path), file: file, set: set})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 4 {
		t.Fatalf("only %d Go files found", len(all))
	}
	return all
}

func TestFilesAndFunctionsAreShort(t *testing.T) {
	for _, s := range sources(t) {
		if lines := s.set.File(s.file.Pos()).LineCount(); lines > maxFileLines {
			t.Errorf("%s has %d lines; beyond %d it holds more than one topic", s.path, lines, maxFileLines)
		}
		if s.isTest() {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			function, ok := n.(*ast.FuncDecl)
			if !ok {
				return true
			}
			if lines := s.lines(function); lines > maxFunctionLines {
				t.Errorf("%s: %s has %d lines; beyond %d it is two functions", s.path, function.Name, lines, maxFunctionLines)
			}
			if parameters := function.Type.Params.NumFields(); function.Name.IsExported() && parameters > maxParameters {
				t.Errorf("%s: %s takes %d parameters; beyond %d they are a struct", s.path, function.Name, parameters, maxParameters)
			}
			return true
		})
	}
}

// A test that waits by sleeping is slow and fails on a busy machine; one that skips itself proves nothing.
func TestTestsNeitherSleepNorSkip(t *testing.T) {
	banned := map[string]string{
		"time.Sleep": "wait for the condition, or use testing/synctest",
		"t.Skip":     "a test that cannot run here must say what to install and fail",
		"t.Skipf":    "a test that cannot run here must say what to install and fail",
		"t.SkipNow":  "a test that cannot run here must say what to install and fail",
		"b.Skip":     "a benchmark that cannot run measures nothing",
	}
	for _, s := range sources(t) {
		if !s.isTest() {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := called(call)
			if remedy, bad := banned[name]; bad {
				t.Errorf("%s: %s: %s", s.set.Position(call.Pos()), name, remedy)
			}
			// There time does not pass, it is set forward.
			return name != "synctest.Test"
		})
	}
}

// called returns what a call names if it has the form x.y, else "".
func called(call *ast.CallExpr) string {
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	receiver, ok := selector.X.(*ast.Ident)
	if !ok {
		return ""
	}
	return receiver.Name + "." + selector.Sel.Name
}

func TestNothingIsLeftForLater(t *testing.T) {
	unfinished := regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X|HACK)\b|not implemented|/work` + `/`)
	for _, s := range sources(t) {
		for _, group := range s.file.Comments {
			if found := unfinished.FindString(group.Text()); found != "" {
				t.Errorf("%s: comment says %q; finish it or leave it out", s.set.Position(group.Pos()), found)
			}
		}
	}
}
