//go:build !race

// Package race tells tests whether the race detector watches them. It makes
// pools forget what they are given at random, so that code that allocates
// nothing seems to.
package race

import "testing"

// Enabled tells whether the race detector is on.
const Enabled = false

// AllocsPerRun is [testing.AllocsPerRun]; with the race detector 0.
func AllocsPerRun(runs int, f func()) float64 { return testing.AllocsPerRun(runs, f) }
