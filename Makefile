# Every target is one line to a script in .ci/, so that a person, a build server and another tool run the same thing.
#
# All of them build with one fixed set of Go flags, kept in .ci/env: `-tags migrated_fynedo,x11` on Linux, and
# `-tags migrated_fynedo,release` for Windows. Do not change them for a single build: the OpenGL binding is one cgo package
# whose place in the build cache depends on the flags, and compiling it again takes four minutes (adding -trimpath does that).
#   migrated_fynedo  the toolkit's thread checks are off: we keep its thread rule ourselves, and the checks make tables slow
#   x11              Linux is where we test, under X11; without the tag the Wayland headers are needed too
#   release          the program never reads a FyneApp.toml that happens to lie beside it; the one compiled in counts

.PHONY: help run test race lint bench windows build cover golden clean

help: ## list the targets
	@.ci/help

run: ## build all, start a centre and the counter with sample data (without a display: play a day and keep the pictures)
	@.ci/run-demo

test: ## everything: style, layers, tests, race detector, window tests, compiling for Windows
	@.ci/test

race: ## the packages without a window, under the race detector
	@.ci/race

lint: ## gofumpt, go vet, staticcheck
	@.ci/lint

bench: ## benchmarks, one figure a line: name, value, unit
	@.ci/bench

windows: ## dist/counter.exe, counterctl.exe, central.exe
	@.ci/windows

build: ## build/counter, build/counterctl, build/central for this machine
	@.ci/build

cover: ## how much of the packages without a window the tests reach; page in build/cover.html
	@.ci/cover

golden: ## accept what the screens draw now as the expected pictures and markup; read the diff afterwards
	@.ci/golden

clean: ## remove build/ and dist/ (sample data of `make run` included)
	@.ci/clean
