//go:build ignore

// Winres writes what the resource compiler for Windows needs (counter.rc, counter.ico, counter.manifest) into the folder
// named by its argument, from FyneApp.toml and the icon it names. It is run from the top of the tree.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"log"
	"os"
	"path"
	"strings"
	"text/template"

	"golang.org/x/image/draw"

	"sporteli"
)

// 041c is Albanian, 04b0 is UTF-16. Windows shows these texts in the file's properties and in the task manager.
var resources = template.Must(template.New("rc").Parse(`1 ICON "{{.Folder}}/counter.ico"
1 24 "{{.Folder}}/counter.manifest"
1 VERSIONINFO
FILEVERSION {{.Numbers}}
PRODUCTVERSION {{.Numbers}}
FILEOS 0x40004
FILETYPE 1
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "041c04b0"
    BEGIN
      VALUE "FileDescription", "{{.App.Name}}"
      VALUE "FileVersion", "{{.App.Version}}"
      VALUE "InternalName", "counter"
      VALUE "LegalCopyright", "Apache-2.0"
      VALUE "OriginalFilename", "counter.exe"
      VALUE "ProductName", "{{.App.Name}}"
      VALUE "ProductVersion", "{{.App.Version}}"
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x041c, 0x04b0
  END
END
`))

// The manifest asks Windows not to enlarge the window as a picture (sharp text on every screen), to let paths be longer than
// 260 characters and to take text as UTF-8, and says that no administrator is needed.
var manifest = template.Must(template.New("manifest").Parse(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <assemblyIdentity type="win32" name="{{.App.ID}}" version="{{.Dotted}}" processorArchitecture="amd64"/>
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security><requestedPrivileges><requestedExecutionLevel level="asInvoker" uiAccess="false"/></requestedPrivileges></security>
  </trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application><supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"/></application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true/pm</dpiAware>
      <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2, PerMonitor</dpiAwareness>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
      <activeCodePage xmlns="http://schemas.microsoft.com/SMI/2019/WindowsSettings">UTF-8</activeCodePage>
    </windowsSettings>
  </application>
</assembly>
`))

// sizes are those Windows asks for: title bar, task bar and desktop, at 100, 150 and 200 %.
var sizes = []int{16, 20, 24, 32, 40, 48, 64, 128, 256}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: go run .ci/winres.go FOLDER")
	}
	if err := write(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func write(folder string) error {
	app := sporteli.Metadata()
	parts := append(strings.Split(app.Version, "."), fmt.Sprint(app.Build))
	values := map[string]any{
		"App": app, "Folder": folder, "Numbers": strings.Join(parts, ","), "Dotted": strings.Join(parts, "."),
	}
	for name, text := range map[string]*template.Template{"counter.rc": resources, "counter.manifest": manifest} {
		var out bytes.Buffer
		if err := text.Execute(&out, values); err != nil {
			return err
		}
		if err := os.WriteFile(path.Join(folder, name), out.Bytes(), 0o644); err != nil {
			return err
		}
	}
	file, err := os.Open(app.Icon)
	if err != nil {
		return err
	}
	defer file.Close()
	picture, err := png.Decode(file)
	if err != nil {
		return fmt.Errorf("%s: %w", app.Icon, err)
	}
	icon, err := icon(picture)
	if err != nil {
		return err
	}
	return os.WriteFile(path.Join(folder, "counter.ico"), icon, 0o644)
}

// icon returns an ICO file that holds the picture in every size, each as a PNG.
func icon(picture image.Image) ([]byte, error) {
	var directory, pictures bytes.Buffer
	binary.Write(&directory, binary.LittleEndian, []uint16{0, 1, uint16(len(sizes))})
	start := 6 + 16*len(sizes)
	for _, size := range sizes {
		scaled := image.NewNRGBA(image.Rect(0, 0, size, size))
		draw.CatmullRom.Scale(scaled, scaled.Bounds(), picture, picture.Bounds(), draw.Src, nil)
		before := pictures.Len()
		if err := png.Encode(&pictures, scaled); err != nil {
			return nil, err
		}
		// A size of 256 is written as 0: the field is one byte.
		directory.Write([]byte{byte(size), byte(size), 0, 0})
		binary.Write(&directory, binary.LittleEndian, []uint16{1, 32})
		binary.Write(&directory, binary.LittleEndian, []uint32{uint32(pictures.Len() - before), uint32(start + before)})
	}
	return append(directory.Bytes(), pictures.Bytes()...), nil
}
