package sporteli_test

import (
	"image/png"
	"os"
	"regexp"
	"testing"

	"sporteli"
)

func TestMetadataIsComplete(t *testing.T) {
	app := sporteli.Metadata()
	if !regexp.MustCompile(`^[a-z]+(\.[a-z]+){2,}$`).MatchString(app.ID) {
		t.Errorf("ID %q is not in reverse domain form", app.ID)
	}
	if !regexp.MustCompile(`^\d+\.\d+\.\d+$`).MatchString(app.Version) {
		t.Errorf("version %q is not major.minor.patch, which the resource file for Windows needs", app.Version)
	}
	if app.Name == "" || app.Build < 1 {
		t.Errorf("name %q, build %d: both must be there", app.Name, app.Build)
	}
	if !app.Migrations["fyneDo"] {
		t.Error("the thread rule of the toolkit (fyneDo) is not adopted: every call from a background task would be delayed")
	}
}

func TestIconIsLargeEnoughForWindows(t *testing.T) {
	file, err := os.Open(sporteli.Metadata().Icon)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	icon, err := png.DecodeConfig(file)
	if err != nil {
		t.Fatal(err)
	}
	if icon.Width != icon.Height || icon.Width < 256 {
		t.Errorf("icon is %dx%d, wanted a square of 256 or more", icon.Width, icon.Height)
	}
}
