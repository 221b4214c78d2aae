package number

// Rounding is a way to choose between the two neighbours of a value that has too many digits. They are those of the
// General Decimal Arithmetic specification. The zero value is HalfEven.
type Rounding uint8

// The rounding modes.
const (
	HalfEven   Rounding = iota // to the nearest, ties to the even digit
	HalfUp                     // to the nearest, ties away from zero
	HalfDown                   // to the nearest, ties toward zero
	Up                         // away from zero
	Down                       // toward zero
	Ceiling                    // toward +∞
	Floor                      // toward -∞
	ZeroFiveUp                 // away from zero if the last digit kept would be 0 or 5, else toward zero
	numRoundings
)

var roundingNames = [numRoundings]string{"half_even", "half_up", "half_down", "up", "down", "ceiling", "floor", "05up"}

// String returns the mode's name in calx: "half_even", …, "05up".
func (r Rounding) String() string {
	if r < numRoundings {
		return roundingNames[r]
	}
	return "unknown"
}

// ParseRounding returns the mode that s names, as [Rounding.String] spells it.
func ParseRounding(s string) (Rounding, bool) {
	for i, name := range roundingNames {
		if s == name {
			return Rounding(i), true
		}
	}
	return 0, false
}

// away reports whether a value strictly between two neighbours goes to the one farther from zero. lastDigit is the last
// digit of the nearer neighbour's magnitude (for modes other than ZeroFiveUp its parity is enough); half compares what is
// cut off with half a unit: -1, 0, +1.
func (r Rounding) away(neg bool, lastDigit uint64, half int) bool {
	switch r {
	case HalfEven:
		return half > 0 || half == 0 && lastDigit&1 != 0
	case HalfUp:
		return half >= 0
	case HalfDown:
		return half > 0
	case Up:
		return true
	case Ceiling:
		return !neg
	case Floor:
		return neg
	case ZeroFiveUp:
		return lastDigit == 0 || lastDigit == 5
	}
	return false
}
