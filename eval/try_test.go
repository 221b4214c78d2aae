package eval

import "testing"

// TestTryAfterError holds that try catches what its own expression does, and
// not an error that stands already when evaluation runs on to its end.
func TestTryAfterError(t *testing.T) {
	s := protocolSession(t)
	for _, src := range []string{
		"max(1 / zero, try(2, 0), 3)",
		"[1, 2, 3][1 / zero:try(2, 0)]",
		"[1 / zero, try(num(\"q\"), 5)]",
		"1 / zero + try(2, 0)",
		"try(1 / zero + try(2, 0), 1 / zero)",
	} {
		if _, err := runIn(t, s, src); classOf(err) != "math" {
			t.Errorf("%s: got %v, want the division by zero", src, err)
		}
	}
}
