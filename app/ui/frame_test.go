package ui_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
	"sporteli/translations"
)

func TestSyncStanding(t *testing.T) {
	words, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	yesterday := now.Add(-24 * time.Hour)
	on := func(s casefile.SyncStatus) casefile.SyncStatus {
		s.Enrolled = true
		return s
	}
	for _, c := range []struct {
		status casefile.SyncStatus
		want   string
		tone   ui.Tone
	}{
		{casefile.SyncStatus{Waiting: 9}, "No centre", ui.Neutral},
		{on(casefile.SyncStatus{}), "Connected, nothing to send", ui.Neutral},
		{on(casefile.SyncStatus{SentAt: now}), "All sent at 10:42", ui.Success},
		{on(casefile.SyncStatus{SentAt: yesterday}), "All sent on 21.11.2026, 10:42", ui.Success},
		{on(casefile.SyncStatus{Waiting: 3, SentAt: now}), "3 waiting, last sent at 10:42", ui.Info},
		{on(casefile.SyncStatus{Waiting: 1}), "1 waiting, nothing sent yet", ui.Info},
		{on(casefile.SyncStatus{Waiting: 3, Running: true, Done: 12, Total: 30}), "Sending 12 of 30", ui.Info},
		{on(casefile.SyncStatus{Running: true}), "Synchronising…", ui.Info},
		{on(casefile.SyncStatus{Waiting: 3, Problem: casefile.CodeNoNetwork}), "3 waiting, no connection", ui.Warning},
		{on(casefile.SyncStatus{SentAt: now, Problem: casefile.CodeNoNetwork}), "No connection; all sent at 10:42", ui.Neutral},
		{on(casefile.SyncStatus{Problem: casefile.CodeNoNetwork}), "No connection to the centre", ui.Neutral},
		{on(casefile.SyncStatus{Waiting: 3, Problem: casefile.CodeRefused}), "3 waiting, synchronisation stopped", ui.Danger},
		{on(casefile.SyncStatus{Problem: casefile.CodeClock}), "Synchronisation stopped: see why", ui.Danger},
		{on(casefile.SyncStatus{Held: 2, SentAt: now}), "2 changes held at the centre", ui.Warning},
	} {
		got := ui.SyncStanding(words.Printer("en"), c.status, now)
		if got.Text != c.want || got.Tone != c.tone || got.Icon == "" {
			t.Errorf("%+v: %+v, wanted %q", c.status, got, c.want)
		}
		// "Sent" is said of nothing that waits.
		if c.status.Waiting > 0 && strings.HasPrefix(got.Text, "All sent") {
			t.Errorf("%+v: %q", c.status, got.Text)
		}
		if sq := ui.SyncStanding(words.Printer("sq"), c.status, now); sq.Text == got.Text {
			t.Errorf("%q is the same in both languages", sq.Text)
		}
	}
	for _, code := range casefile.Codes() {
		s := on(casefile.SyncStatus{Problem: code})
		if text := ui.SyncNextStep(words.Printer("sq"), s); text == "" || strings.Contains(text, "<no value>") {
			t.Errorf("%s: no next step: %q", code, text)
		}
	}
	if ui.SyncNextStep(words.Printer("sq"), on(casefile.SyncStatus{SentAt: now})) != "" {
		t.Error("there is nothing to do")
	}
}

func TestTask(t *testing.T) {
	b := sq(t)
	opened, marked := 0, 0
	first := ui.NewTask("t.0", ui.Moment{Title: "Telefononi", Detail: "Arta"}, func() { opened++ },
		ui.NewButton(b.Env, ui.ButtonSpec{ID: "t.0.done", Text: "U krye"}, func() { marked++ }))
	second := ui.NewTask("t.1", ui.Moment{Title: "Shkruani"}, func() {})
	b.fill(ui.Stack(first, second), 600, 300)
	if !ui.FocusID(b.canvas(), "t.0") {
		t.Fatal("a task cannot be reached")
	}
	b.key(t, fyne.KeyReturn, fyne.KeySpace)
	if opened != 2 {
		t.Errorf("opened %d times", opened)
	}
	b.key(t, fyne.KeyDown)
	if b.focus() != "t.0.done" {
		t.Errorf("the focus is on %q", b.focus())
	}
	b.key(t, fyne.KeyReturn, fyne.KeyTab)
	if marked != 1 || b.focus() != "t.1" {
		t.Errorf("marked %d times, focus on %q", marked, b.focus())
	}
	b.key(t, fyne.KeyUp)
	if b.focus() != "t.0.done" {
		t.Errorf("the focus is on %q", b.focus())
	}
	if ui.FocusID(b.canvas(), "t.9") || ui.FocusID(b.canvas(), "") {
		t.Error("what is not there got the focus")
	}
}

func TestFind(t *testing.T) {
	b := sq(t)
	anchor := ui.NewButton(b.Env, ui.ButtonSpec{ID: "find", Text: "Gjej"}, func() {})
	b.fill(ui.Stack(anchor), 900, 600)
	b.canvas().Focus(anchor)
	var picked []string
	lookup := func(_ context.Context, text string) ([]ui.Option, error) {
		return []ui.Option{{Code: "a", Label: "A " + text}, {Code: "b", Label: "B"}}, nil
	}
	pick := func(o ui.Option) {
		if b.focus() != "find" {
			t.Errorf("the focus is on %q when it is picked", b.focus())
		}
		picked = append(picked, o.Code)
	}
	ui.Find(b.Env, anchor, lookup, pick)
	b.typed(t, "x")
	b.run.Advance(time.Second)
	b.key(t, fyne.KeyDown, fyne.KeyReturn)
	if len(picked) != 1 || picked[0] != "b" {
		t.Errorf("picked %v", picked)
	}
	ui.Find(b.Env, anchor, lookup, pick)
	b.key(t, fyne.KeyEscape)
	if len(picked) != 1 || b.canvas().Overlays().Top() != nil {
		t.Errorf("picked %v after Escape", picked)
	}
}

func TestPanel(t *testing.T) {
	b := sq(t)
	at := ui.NewButton(b.Env, ui.ButtonSpec{ID: "at", Text: "Hap"}, func() {})
	b.fill(ui.Stack(at), 900, 600)
	b.canvas().Focus(at)
	closed, done := 0, 0
	open := func(action *ui.Button) *ui.Dialog {
		return ui.Panel(b.Env, ui.PanelSpec{
			ID: "p", Title: "sync.title", Body: []fyne.CanvasObject{ui.NewText("Rresht", ui.StyleBody)}, Action: action, Closed: func() { closed++ },
		})
	}
	open(nil)
	if b.focus() != "p.close" {
		t.Errorf("the focus is on %q", b.focus())
	}
	b.key(t, fyne.KeyReturn)
	d := open(ui.NewButton(b.Env, ui.ButtonSpec{ID: "p.do", Text: "Bëj"}, func() { done++ }))
	b.key(t, fyne.KeyReturn)
	if done != 1 || !d.Shown() {
		t.Error("the action of a panel closes it, or does nothing")
	}
	d.Fit()
	b.key(t, fyne.KeyEscape)
	if closed != 2 || d.Shown() || b.focus() != "at" {
		t.Errorf("closed %d times, focus on %q", closed, b.focus())
	}
	d.Fit()
}

func TestTracesFollowTheHands(t *testing.T) {
	b := sq(t)
	e := ui.NewEntry("e")
	radio := ui.NewRadioField(b.Env, ui.FieldSpec{ID: "r", Label: "common.yes"}, []ui.Option{{Code: "1", Label: "1"}, {Code: "2", Label: "2"}})
	b.fill(ui.Page(e.Ringed(), radio.Object()), 600, 400)
	last := ui.Traces(b.canvas())
	if ui.Traces(b.canvas()) != last {
		t.Error("something changes though nobody is there")
	}
	for _, c := range []struct {
		name string
		act  func()
	}{
		{"focus", func() { b.canvas().Focus(e) }},
		{"letter", func() { b.typed(t, "x") }},
		{"arrow", func() { b.key(t, fyne.KeyLeft) }},
		{"choice", func() { radio.Focus(); b.key(t, fyne.KeyRight) }},
	} {
		c.act()
		next := ui.Traces(b.canvas())
		if next == last {
			t.Errorf("%s leaves no trace", c.name)
		}
		last = next
	}
}
