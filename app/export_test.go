package app

import "sporteli/app/ui"

// Env is what the screens are given.
func (s *Shell) Env() *ui.Env { return s.env }
