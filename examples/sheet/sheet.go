package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/calx-lang/calx"
)

// A Sheet is cells with formulas. When one changes, those that depend on it are
// computed again, each once and after what it depends on. It is for one
// goroutine.
type Sheet struct {
	cells   map[string]*cell
	columns map[string][]string        // the cells of a column, in order
	readers map[string]map[string]bool // the cells that read a cell or column
	evals   int                        // how many formulas were computed
}

// A cell is a formula and its value, or what is wrong with it.
type cell struct {
	prog  *calx.Program
	value calx.Value
	err   error
}

// NewSheet returns an empty sheet.
func NewSheet() *Sheet {
	return &Sheet{cells: map[string]*cell{}, columns: map[string][]string{}, readers: map[string]map[string]bool{}}
}

var (
	cellName   = regexp.MustCompile(`^([A-Z]+)([1-9][0-9]*)$`)
	columnName = regexp.MustCompile(`^[A-Z]+$`)
)

// A CycleError says that a formula would depend on itself: its path goes from
// the cell back to the cell.
type CycleError struct{ Path []string }

func (e *CycleError) Error() string {
	return "a cell cannot depend on itself: " + strings.Join(e.Path, " → ")
}

// Set gives a cell a formula and computes all that depends on it. It returns
// the cells whose value changed, in the order they were computed. A formula
// that is no program, or would make a cycle, changes nothing and is an error;
// an error in computing a cell belongs to that cell: see [Sheet.Value].
func (s *Sheet) Set(name, source string) (changed []string, err error) {
	m := cellName.FindStringSubmatch(name)
	if m == nil {
		return nil, fmt.Errorf("%q is no cell: write a column and a row, as in B7", name)
	}
	prog, err := calx.Compile(source, calx.At(name, 0, 0), calx.Limits{Steps: 1_000_000})
	if err != nil {
		return nil, err
	}
	if path := s.pathTo(name, prog.Vars()); path != nil {
		return nil, &CycleError{append([]string{name}, path...)}
	}
	column := m[1]
	if old := s.cells[name]; old != nil {
		for _, v := range old.prog.Vars() {
			delete(s.readers[v], name)
		}
	} else {
		s.columns[column] = append(s.columns[column], name)
		slices.SortFunc(s.columns[column], compareCells)
	}
	for _, v := range prog.Vars() {
		if s.readers[v] == nil {
			s.readers[v] = map[string]bool{}
		}
		s.readers[v][name] = true
	}
	s.cells[name] = &cell{prog: prog, err: errors.New("not computed")}
	return s.recalculate(name), nil
}

// Value returns the value of a cell, or why it has none.
func (s *Sheet) Value(name string) (calx.Value, error) {
	c := s.cells[name]
	if c == nil {
		return calx.Value{}, fmt.Errorf("there is no cell %s", name)
	}
	return c.value, c.err
}

// pathTo returns the path from names that a formula reads to a cell that they
// depend on, or nil.
func (s *Sheet) pathTo(cell string, names []string) []string {
	seen := map[string]bool{}
	var search func(names []string) []string
	search = func(names []string) []string {
		for _, n := range names {
			if n == cell || n == columnOf(cell) {
				return []string{n}
			}
			if seen[n] {
				continue
			}
			seen[n] = true
			if path := search(s.reads(n)); path != nil {
				return append([]string{n}, path...)
			}
		}
		return nil
	}
	path := search(names)
	if path != nil && path[len(path)-1] != cell {
		path = append(path, cell) // it is part of the column
	}
	return path
}

// reads returns what a cell or column depends on.
func (s *Sheet) reads(name string) []string {
	if c := s.cells[name]; c != nil {
		return c.prog.Vars()
	}
	return s.columns[name]
}

func columnOf(cell string) string { return strings.TrimRight(cell, "0123456789") }

// recalculate computes a cell and all that depends on it.
func (s *Sheet) recalculate(name string) (changed []string) {
	order := s.order(name)
	dirty := map[string]bool{name: true}
	for _, n := range order {
		// A cell of which nothing that it reads has changed keeps its value.
		if !dirty[n] || !s.compute(n) && n != name {
			continue
		}
		changed = append(changed, n)
		for _, source := range []string{n, columnOf(n)} {
			for reader := range s.readers[source] {
				dirty[reader] = true
			}
		}
	}
	return changed
}

// order returns a cell and all that depends on it, every one behind what it
// depends on: the reverse of the order in which a search is done with them.
func (s *Sheet) order(name string) []string {
	var list []string
	seen := map[string]bool{}
	var visit func(n string)
	visit = func(n string) {
		seen[n] = true
		for _, source := range []string{n, columnOf(n)} {
			for _, reader := range slices.Sorted(maps.Keys(s.readers[source])) {
				if !seen[reader] {
					visit(reader)
				}
			}
		}
		list = append(list, n)
	}
	visit(name)
	slices.Reverse(list)
	return list
}

// compute evaluates the formula of a cell, and reports whether its value, or
// that it has none, is new.
func (s *Sheet) compute(name string) bool {
	c := s.cells[name]
	old := *c
	s.evals++
	c.value, c.err = calx.Value{}, nil
	env := calx.Vars{}
	for _, v := range c.prog.Vars() {
		if env[v], c.err = s.read(v); c.err != nil {
			break
		}
	}
	if c.err == nil {
		c.value, c.err = c.prog.Eval(context.Background(), env)
	}
	return (c.err != nil) != (old.err != nil) || c.err != nil && c.err.Error() != old.err.Error() || !c.value.Equal(old.value)
}

// read returns what a name stands for in a formula: the value of a cell, or the
// list of those of a column.
func (s *Sheet) read(name string) (any, error) {
	switch c := s.cells[name]; {
	case c != nil && c.err != nil:
		return nil, fmt.Errorf("%s has an error", name)
	case c != nil:
		return c.value, nil
	case !columnName.MatchString(name):
		return nil, fmt.Errorf("there is no cell %s", name)
	}
	list := []calx.Value{} // of an empty column too: nil would be null
	for _, cell := range s.columns[name] {
		v, err := s.read(cell)
		if err != nil {
			return nil, err
		}
		list = append(list, v.(calx.Value))
	}
	return list, nil
}

// compareCells orders the cells of a column by their rows.
func compareCells(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}
