//go:build race

package race

// AllocsPerRun runs f and returns 0.
func AllocsPerRun(runs int, f func()) float64 {
	for range runs {
		f()
	}
	return 0
}
