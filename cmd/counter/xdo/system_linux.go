package xdo

import (
	"os"
	"os/exec"
	"syscall"
)

// bind makes a process end with the test that started it, even if the test is killed, and gives it a group of its own, so
// that Ctrl-C reaches the test first.
func bind(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// openPipe makes a named pipe and opens it for reading. It is opened for writing too, so that it does not end before the
// program has opened it; closing it ends a reader.
func openPipe(path string) (*os.File, error) {
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		return nil, &os.PathError{Op: "mkfifo", Path: path, Err: err}
	}
	return os.OpenFile(path, os.O_RDWR|syscall.O_NONBLOCK, 0)
}
