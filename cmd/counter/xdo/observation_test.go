package xdo

import (
	"context"
	"errors"
	"image"
	"image/color"
	"io"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const line = `{"screen":"clients","focus":"client.given_name","scale":2,"controls":[` +
	`{"id":"client.save","x":10,"y":20,"w":30,"h":40,"on":true},{"id":"client.undo","x":0,"y":0,"w":1,"h":1}],"toast":"client.saved"}` + "\n"

func TestRecordedObservationsAreRead(t *testing.T) {
	recorded, err := os.Open("testdata/signin.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer recorded.Close()
	o := newObserver()
	o.follow(recorded)
	if o.count() != 2 {
		t.Fatalf("%d lines read", o.count())
	}
	last := o.settle(t.Context(), 0)
	if last.Screen != "today" || last.Toast != "signin.welcome" || len(last.Controls) != 2 {
		t.Errorf("last: %v", last)
	}
}

func TestAwaitSeesWhatComesLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		read, write := io.Pipe()
		o := newObserver()
		go o.follow(read)
		go func() {
			io.WriteString(write, `{"screen":"today"}`+"\n") //nolint:errcheck // the reader is there
			time.Sleep(time.Second)
			io.WriteString(write, line) //nolint:errcheck // the reader is there
		}()
		seen, err := o.await(t.Context(), "screen clients", func(o Observation) bool { return o.Screen == "clients" })
		if err != nil {
			t.Fatal(err)
		}
		save, ok := seen.Control("client.save")
		if !ok || !save.On {
			t.Fatalf("client.save: %v, %v", save, ok)
		}
		if x, y := seen.Pixel(save); x != 50 || y != 80 {
			t.Errorf("middle of client.save at %d,%d", x, y)
		}
		if _, ok := seen.Control("client.delete"); ok {
			t.Error("a control that was not named is there")
		}
		write.Close()
		synctest.Wait()
	})
}

func TestAwaitSaysWhereTheProgramStood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		read, write := io.Pipe()
		o := newObserver()
		go o.follow(read)
		io.WriteString(write, line) //nolint:errcheck // the reader is there
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err := o.await(ctx, "screen today", func(o Observation) bool { return o.Screen == "today" })
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("got %v", err)
		}
		for _, part := range []string{"screen today", `screen "clients"`, `"client.given_name"`, "client.save", "(client.undo)", "client.saved"} {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%v does not say %s", err, part)
			}
		}
		write.Close()
		synctest.Wait()
	})
}

func TestAwaitEndsWithTheStream(t *testing.T) {
	for name, stream := range map[string]string{"end": line, "no observation": line + "oops\n", "too long": strings.Repeat("x", 5<<20)} {
		t.Run(name, func(t *testing.T) {
			o := newObserver()
			o.follow(strings.NewReader(stream))
			_, err := o.await(t.Context(), "screen today", func(o Observation) bool { return o.Screen == "today" })
			if err == nil || !strings.Contains(err.Error(), "has ended") {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestSettleWaitsForQuietNotForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newObserver()
		began := time.Now()
		go func() {
			for range 4 {
				time.Sleep(quiet / 2)
				o.update(func() { o.lines, o.since = o.lines+1, time.Now() })
			}
		}()
		o.settle(t.Context(), quiet)
		if took := time.Since(began); took != 3*quiet {
			t.Errorf("settled after %v; four changes half a %v apart, then one %v of quiet were expected", took, quiet, quiet)
		}
		ctx, cancel := context.WithTimeout(t.Context(), quiet)
		defer cancel()
		o.update(func() { o.since = time.Now() })
		began = time.Now()
		o.settle(ctx, time.Hour)
		if took := time.Since(began); took != quiet {
			t.Errorf("gave up after %v", took)
		}
	})
}

func TestKeyNames(t *testing.T) {
	for chord, want := range map[string]string{
		"ctrl+n": "ctrl+n", "enter": "Return", "shift+tab": "shift+Tab", "Esc": "Escape", "ctrl+,": "ctrl+comma", "alt+F4": "alt+F4",
	} {
		if got := keyName(chord); got != want {
			t.Errorf("%s is %s", chord, got)
		}
	}
}

func TestEmptyWindowIsSeen(t *testing.T) {
	picture := image.NewRGBA(image.Rect(0, 0, 8, 8))
	if !oneColour(picture) {
		t.Error("a picture of one colour was taken for a drawn one")
	}
	picture.Set(7, 7, color.White)
	if oneColour(picture) {
		t.Error("a drawn picture was taken for an empty one")
	}
}
