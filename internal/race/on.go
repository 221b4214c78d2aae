//go:build race

package race

// Enabled tells whether the race detector is on.
const Enabled = true

// AllocsPerRun runs f and returns 0.
func AllocsPerRun(runs int, f func()) float64 {
	for range runs {
		f()
	}
	return 0
}
