package main

import (
	"fmt"
	"sort"
	"strings"
)

// The difference of two texts is found by anchors: lines that are there once in
// either. The longest sequence of anchors that has the same order in both
// stays, and the lines around them as far as they are equal. This is Bram
// Cohen's patience diff; it takes O(n log n) steps for any texts, where the
// shortest difference could take O(n²).

// unifiedDiff returns the difference between two texts of a file in the form
// of diff -u.
func unifiedDiff(name, before, after string) string {
	var b strings.Builder
	b.WriteString("--- " + name + ".orig\n+++ " + name + "\n")
	x, y := splitLines(before), splitLines(after)
	list := changes(x, y)
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].from-list[n-1].to <= 2*diffContext {
			n++
		}
		writeHunk(&b, x, y, list[:n])
		list = list[n:]
	}
	return b.String()
}

// splitLines returns the lines of a text with their newlines.
func splitLines(text string) []string {
	lines := strings.SplitAfter(text, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// diffContext is how many equal lines are shown around a difference.
const diffContext = 3

// A change says that the lines [from, to) of one text are the lines
// [newFrom, newTo) of the other.
type change struct{ from, to, newFrom, newTo int }

// changes returns what differs, in order.
func changes(x, y []string) []change {
	var list []change
	i, j := 0, 0 // what stands before has been dealt with
	for _, a := range append(anchors(x, y), anchor{len(x), len(y)}) {
		if a.i < i || a.j < j {
			continue
		}
		c := change{i, a.i, j, a.j}
		for c.from < c.to && c.newFrom < c.newTo && x[c.from] == y[c.newFrom] {
			c.from++
			c.newFrom++
		}
		for c.from < c.to && c.newFrom < c.newTo && x[c.to-1] == y[c.newTo-1] {
			c.to--
			c.newTo--
		}
		if c.from < c.to || c.newFrom < c.newTo {
			list = append(list, c)
		}
		i, j = a.i+1, a.j+1
	}
	return list
}

// An anchor says that a line of one text is a line of the other.
type anchor struct{ i, j int }

// anchors returns the longest sequence of lines that are unique in both texts
// and stand in the same order in both.
func anchors(x, y []string) []anchor {
	type place struct{ inX, inY, i, j int }
	places := make(map[string]*place, len(x))
	for i, s := range x {
		p := places[s]
		if p == nil {
			p = &place{}
			places[s] = p
		}
		p.inX++
		p.i = i
	}
	for j, s := range y {
		if p := places[s]; p != nil {
			p.inY++
			p.j = j
		}
	}
	var unique []anchor
	for i, s := range x {
		if p := places[s]; p.inX == 1 && p.inY == 1 {
			unique = append(unique, anchor{i, p.j})
		}
	}
	return increasing(unique)
}

// increasing returns the longest part of a list, which is in the order of i,
// that is in the order of j as well (Fredman, "On computing the length of
// longest increasing subsequences", 1975).
func increasing(list []anchor) []anchor {
	before := make([]int, len(list)) // the one before it in the longest part that ends with it, or -1
	var ends []int                   // by length, the part of that length with the least end
	for k, a := range list {
		n := sort.Search(len(ends), func(n int) bool { return list[ends[n]].j > a.j })
		before[k] = -1
		if n > 0 {
			before[k] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, k)
		} else {
			ends[n] = k
		}
	}
	part := make([]anchor, len(ends))
	if len(ends) > 0 {
		for n, k := len(ends)-1, ends[len(ends)-1]; n >= 0; n, k = n-1, before[k] {
			part[n] = list[k]
		}
	}
	return part
}

// writeHunk writes changes that stand close together, with the lines around.
func writeHunk(b *strings.Builder, x, y []string, list []change) {
	first, last := list[0], list[len(list)-1]
	lead := min(first.from, diffContext)
	tail := min(len(x)-last.to, diffContext)
	from, to := first.from-lead, last.to+tail
	fmt.Fprintf(b, "@@ -%s +%s @@\n", hunkRange(from, to), hunkRange(first.newFrom-lead, last.newTo+tail))
	at := from
	for _, c := range list {
		writeLines(b, ' ', x[at:c.from])
		writeLines(b, '-', x[c.from:c.to])
		writeLines(b, '+', y[c.newFrom:c.newTo])
		at = c.to
	}
	writeLines(b, ' ', x[at:to])
}

// hunkRange is how diff -u writes the lines [from, to): the first line, counted
// from 1, and their number; of no lines, the line before.
func hunkRange(from, to int) string {
	switch to - from {
	case 0:
		return fmt.Sprintf("%d,0", from)
	case 1:
		return fmt.Sprint(from + 1)
	}
	return fmt.Sprintf("%d,%d", from+1, to-from)
}

func writeLines(b *strings.Builder, sign byte, lines []string) {
	for _, s := range lines {
		b.WriteByte(sign)
		b.WriteString(s)
		if !strings.HasSuffix(s, "\n") {
			b.WriteString("\n\\ No newline at end of file\n")
		}
	}
}
