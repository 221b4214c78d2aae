package diag

import (
	"strings"
	"unicode/utf8"
)

// maxNameForNearest bounds the work: the distance takes time in proportion to
// the product of the lengths, and nobody mistypes a name of this length.
const maxNameForNearest = 64

// Nearest returns the candidate that someone who wrote name most likely meant,
// or "" if none is near: names that differ only in case, else the smallest
// distance, counting insertions, deletions, substitutions and swaps of
// neighbours. Of equally near ones it is the first in alphabetical order, so
// that the answer does not depend on the candidates' order.
func Nearest(name string, candidates []string) string {
	if len(name) > maxNameForNearest {
		return ""
	}
	from := []rune(name)
	best, bestDistance := "", (len(from)+1)/3+1 // one more than the largest that counts
	bestDistance = min(bestDistance, 4)
	var d distance
	for _, c := range candidates {
		if c == name || c == "" || len(c) > 2*maxNameForNearest {
			continue
		}
		n := 0
		if !strings.EqualFold(c, name) {
			n = d.between(from, c, bestDistance)
		}
		if n < bestDistance || n == bestDistance && best != "" && c < best {
			best, bestDistance = c, n
		}
	}
	return best
}

// distance holds the rows that one computation of a distance leaves for the next.
type distance struct {
	to   []rune
	rows [3][]int
}

// between returns the optimal string alignment distance (Damerau 1964,
// restricted: no part is edited twice) of a and b, or limit+1 if it is more
// than limit.
func (d *distance) between(a []rune, b string, limit int) int {
	if gap := utf8.RuneCountInString(b) - len(a); gap > limit || -gap > limit {
		return limit + 1
	}
	d.to = d.to[:0]
	for _, r := range b {
		d.to = append(d.to, r)
	}
	for i := range d.rows {
		if cap(d.rows[i]) < len(d.to)+1 {
			d.rows[i] = make([]int, len(d.to)+1)
		}
		d.rows[i] = d.rows[i][:len(d.to)+1]
	}
	before, last, row := d.rows[0], d.rows[1], d.rows[2]
	for j := range last {
		last[j] = j
	}
	for i, r := range a {
		row[0] = i + 1
		least := row[0]
		for j, s := range d.to {
			cost := 1
			if r == s {
				cost = 0
			}
			n := min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && r == d.to[j-1] && a[i-1] == s {
				n = min(n, before[j-1]+1)
			}
			row[j+1] = n
			least = min(least, n)
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(d.to)]
}
