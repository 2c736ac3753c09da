package assets

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"
)

//go:embed refdata/codelists.toml refdata/nrm_indicators.toml
//go:embed refdata/countries.csv refdata/institutions.csv refdata/languages.csv refdata/municipalities.csv
//go:embed sheets/*.md fonts/*.ttf icons/*.svg icons/*.png
var files embed.FS

// Languages are those that every text of this package exists in; the first is
// the one to fall back to.
var Languages = []string{"sq", "en"}

// pick returns the text of a language, Albanian where the language is another.
func pick(lang, sq, en string) string {
	if lang == "en" {
		return en
	}
	return sq
}

// mustRead returns an embedded file. The files are part of the program and read
// by its tests, so a missing or malformed one cannot reach a user.
func mustRead(path string) []byte {
	b, err := files.ReadFile(path)
	if err != nil {
		panic(fmt.Sprintf("assets: %v", err))
	}
	return b
}

func mustTOML(path string, into any) {
	if err := toml.Unmarshal(mustRead(path), into); err != nil {
		panic(fmt.Sprintf("assets: %s: %v", path, err))
	}
}

// mustTable reads a CSV file with comment lines before its heading and returns
// its rows by column name.
func mustTable(path string) []map[string]string {
	r := csv.NewReader(bytes.NewReader(mustRead(path)))
	r.Comment = '#'
	all, err := r.ReadAll()
	if err != nil || len(all) < 2 {
		panic(fmt.Sprintf("assets: %s: %v", path, err))
	}
	rows := make([]map[string]string, 0, len(all)-1)
	for _, line := range all[1:] {
		row := make(map[string]string, len(line))
		for i, v := range line {
			row[all[0][i]] = v
		}
		rows = append(rows, row)
	}
	return rows
}

// split cuts a list in one cell or front-matter line and leaves out the gaps.
func split(s, sep string) []string {
	var out []string
	for _, part := range strings.Split(s, sep) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
