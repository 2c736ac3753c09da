// Package sporteli names the program: its identity, name and version, as FyneApp.toml at the top of the tree states them.
//
// It exists because embedding cannot reach upward and the toolkit reads that file only beside a program's sources: compiled
// in here, it is the same for a trial run, a test and a release, from any folder. It knows nothing of the toolkit, so the
// programs without a window use it too.
package sporteli

import (
	_ "embed"
	"fmt"

	"github.com/BurntSushi/toml"
)

//go:embed FyneApp.toml
var appFile string

// App is what the program says of itself to the system, to the toolkit and on its About page.
type App struct {
	ID         string          // in reverse domain form; the toolkit keeps its preferences under it, so it never changes
	Name       string          // what the window and the task bar show
	Version    string          // major.minor.patch
	Build      int             // counts releases; the fourth part of the version that Windows shows
	Icon       string          // path of the icon (PNG) from the top of the tree
	Migrations map[string]bool // changes of the toolkit's behaviour that the program has adopted
}

// Metadata returns the program's description. FyneApp.toml is compiled in and held by a test, so a fault in it panics.
func Metadata() App {
	var file struct {
		Website    string
		Details    App
		Migrations map[string]bool
	}
	read, err := toml.Decode(appFile, &file)
	if err == nil && len(read.Undecoded()) > 0 {
		err = fmt.Errorf("unknown keys %v", read.Undecoded())
	}
	if err != nil {
		panic(fmt.Sprintf("FyneApp.toml: %v", err))
	}
	file.Details.Migrations = file.Migrations
	return file.Details
}
