package assets

import (
	"slices"
	"strings"
)

// Icon returns an icon as SVG of 24 by 24 units in one colour, nil if there is
// none of that name. A screen colours it by its theme.
func Icon(name string) []byte {
	b, err := files.ReadFile("icons/" + name + ".svg")
	if err != nil {
		return nil
	}
	return b
}

// Icons lists the names Icon knows.
func Icons() []string {
	entries, err := files.ReadDir("icons")
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".svg"); ok && name != "app" {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// AppIcon returns the program's icon as PNG of 256 by 256 pixels.
func AppIcon() []byte { return mustRead("icons/app.png") }

// AppIconSVG returns the program's icon in colour as SVG.
func AppIconSVG() []byte { return mustRead("icons/app.svg") }
