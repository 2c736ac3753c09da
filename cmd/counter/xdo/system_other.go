//go:build !linux

package xdo

import (
	"errors"
	"os"
	"os/exec"
)

func bind(*exec.Cmd) {}

func openPipe(string) (*os.File, error) {
	return nil, errors.New("window tests need a display in memory, which only Linux has")
}
