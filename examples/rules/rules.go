package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/calx-lang/calx"
)

// Rules are the rules of a file, compiled. Any number of goroutines may
// validate with them.
type Rules struct {
	order []rule[Order]
	items []rule[itemScope]
}

// An itemScope is the environment of a rule for items: the fields of the item,
// and the order around it.
type itemScope struct {
	Item
	Order *Order `json:"order"`
}

// A rule is a condition over a T and the message where it does not hold.
type rule[T any] struct {
	path    string
	holds   *calx.ProgramFor[T]
	message *calx.ProgramFor[T]
}

// A Violation is a rule that does not hold, and where in the order.
type Violation struct{ Path, Message string }

// Validate returns what is wrong with an order. The error has the rules that could
// not be applied, such as one that computes with null, and to what part of the
// order; all others have been.
func (r *Rules) Validate(ctx context.Context, o *Order) ([]Violation, error) {
	var list []Violation
	var errs []error
	for _, rule := range r.order {
		errs = append(errs, rule.apply(ctx, o, rule.path, &list))
	}
	for i := range o.Items {
		scope := itemScope{o.Items[i], o}
		for _, rule := range r.items {
			errs = append(errs, rule.apply(ctx, &scope, fmt.Sprintf("items[%d].%s", i, rule.path), &list))
		}
	}
	return list, errors.Join(errs...)
}

// apply evaluates a rule and adds to the list if it does not hold.
func (r *rule[T]) apply(ctx context.Context, env *T, path string, list *[]Violation) error {
	ok, err := r.holds.Bool(ctx, env)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if ok {
		return nil
	}
	message, err := r.message.Text(ctx, env)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	*list = append(*list, Violation{path, message})
	return nil
}

// A line is what a line of the file says, and where that begins, both counted from 1.
type line struct {
	text       string
	at, column int
}

// Load reads a file of rules. The error holds all that is wrong with it.
func Load(file string) (*Rules, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var lines []line
	for i, s := range strings.Split(string(text), "\n") {
		if strings.TrimSpace(s) != "" && !strings.HasPrefix(s, "#") {
			lines = append(lines, line{strings.TrimRight(s, "\r"), i + 1, 1})
		}
	}
	if len(lines) == 0 {
		return nil, fmt.Errorf("%s: there are no rules in it, by which every order would be right", file)
	}
	rules := new(Rules)
	var errs []error
	for ; len(lines) > 0; lines = lines[min(3, len(lines)):] {
		if len(lines) < 3 || indented(lines[0]) || !indented(lines[1]) || !indented(lines[2]) {
			return nil, fmt.Errorf("%s:%d: a rule is a path at the margin, a condition and a message", file, lines[0].at)
		}
		path := lines[0]
		if field, ok := strings.CutPrefix(path.text, elements); ok {
			path = line{field, path.at, 1 + len(elements)}
			rules.items = append(rules.items, newRule[itemScope](file, path, lines[1], lines[2], &errs))
		} else {
			rules.order = append(rules.order, newRule[Order](file, path, lines[1], lines[2], &errs))
		}
	}
	return rules, errors.Join(errs...)
}

// elements is how the paths of rules for the items begin.
const elements = "items[]."

func indented(l line) bool { return l.text[0] == ' ' || l.text[0] == '\t' }

// newRule compiles a rule; what is wrong with it, or nil, is added to errs. Its path
// is an expression as well, since there must be what it names.
func newRule[T any](file string, path, holds, message line, errs *[]error) rule[T] {
	compile[T](file, path, nil, errs)
	return rule[T]{
		path:    strings.TrimSpace(path.text),
		holds:   compile[T](file, holds, calx.BooleanType, errs),
		message: compile[T](file, message, calx.StringType, errs),
	}
}

// compile compiles a line, whose value must be of a type if one is given.
func compile[T any](file string, l line, want *calx.Type, errs *[]error) *calx.ProgramFor[T] {
	prog, err := calx.CompileFor[T](l.text, calx.At(file, l.at, l.column), calx.Limits{Steps: 100_000})
	if err == nil && want != nil && prog.Type().String() != want.String() {
		err = fmt.Errorf("%s:%d: this is a %s, not a %s", file, l.at, prog.Type(), want)
	}
	*errs = append(*errs, err)
	return prog
}
