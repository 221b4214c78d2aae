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

// Validate returns what is wrong with an order. The error is one of a rule,
// such as null where it has to compute, and says for what part of the order.
func (r *Rules) Validate(ctx context.Context, o *Order) ([]Violation, error) {
	var list []Violation
	for _, rule := range r.order {
		if err := rule.apply(ctx, o, rule.path, &list); err != nil {
			return nil, err
		}
	}
	for i := range o.Items {
		scope := itemScope{o.Items[i], o}
		for _, rule := range r.items {
			path := fmt.Sprintf("items[%d].%s", i, rule.path)
			if err := rule.apply(ctx, &scope, path, &list); err != nil {
				return nil, err
			}
		}
	}
	return list, nil
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

// A line is one that says something, and where it stands, counted from 1.
type line struct {
	text string
	at   int
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
			lines = append(lines, line{s, i + 1})
		}
	}
	rules := new(Rules)
	var errs []error
	for ; len(lines) > 0; lines = lines[min(3, len(lines)):] {
		if len(lines) < 3 || indented(lines[0]) || !indented(lines[1]) || !indented(lines[2]) {
			return nil, fmt.Errorf("%s:%d: a rule is a path at the margin, a condition and a message", file, lines[0].at)
		}
		path := strings.TrimSpace(lines[0].text)
		if field, ok := strings.CutPrefix(path, "items[]."); ok {
			rules.items = append(rules.items, newRule[itemScope](field, file, lines[1], lines[2], &errs))
		} else {
			rules.order = append(rules.order, newRule[Order](path, file, lines[1], lines[2], &errs))
		}
	}
	return rules, errors.Join(errs...)
}

func indented(l line) bool { return l.text[0] == ' ' || l.text[0] == '\t' }

// newRule compiles a rule; what is wrong with it, or nil, is added to errs.
func newRule[T any](path, file string, holds, message line, errs *[]error) rule[T] {
	return rule[T]{
		path:    path,
		holds:   compile[T](file, holds, calx.BooleanType, errs),
		message: compile[T](file, message, calx.StringType, errs),
	}
}

// compile compiles a line whose value must be of a type.
func compile[T any](file string, l line, want *calx.Type, errs *[]error) *calx.ProgramFor[T] {
	prog, err := calx.CompileFor[T](l.text, calx.At(file, l.at, 1), calx.Limits{Steps: 100_000})
	if err == nil && prog.Type().String() != want.String() {
		err = fmt.Errorf("%s:%d: this is a %s, not a %s", file, l.at, prog.Type(), want)
	}
	*errs = append(*errs, err)
	return prog
}
