package main

import (
	"context"
	"errors"
	"io"
	"math"
	"os"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/parser"
)

// names are what the command line binds, in its order: a later value replaces
// an earlier one.
type names struct {
	keys   []string
	values []eval.Value
}

func (n *names) add(key string, v eval.Value) {
	n.keys = append(n.keys, key)
	n.values = append(n.values, v)
}

// allNames is the name of a map of all names that the command line binds: it
// reaches keys of data that are no identifiers. Data may have a key of that
// name, which then is what it means.
const allNames = "vars"

// bind gives the session the names of -D, -S and --data.
func bind(ctx context.Context, s *eval.Session, c *config, in io.Reader) error {
	n, err := readNames(ctx, c, in)
	if err == nil {
		n.bind(s)
	}
	return err
}

// readNames returns the names of -D, -S and --data.
func readNames(ctx context.Context, c *config, in io.Reader) (*names, error) {
	n := new(names)
	for _, b := range c.bindings {
		if err := n.read(ctx, b, c.limits(), in); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// bind gives the names to a session.
func (n *names) bind(s *eval.Session) {
	if len(n.keys) > 0 {
		s.Set(allNames, eval.MapValue(n.keys, n.values))
	}
	for i, k := range n.keys {
		s.Set(k, n.values[i])
	}
}

// read adds what one flag binds.
func (n *names) read(ctx context.Context, b binding, l eval.Limits, in io.Reader) error {
	switch b.kind {
	case textBinding:
		n.add(b.name, eval.StringValue(b.text))
		return nil
	case dataBinding:
		return n.readData(b.text, l, in)
	}
	v, err := literal(ctx, b, l)
	n.add(b.name, v)
	return err
}

// isName reports whether s is a name that scripts can use as it is.
func isName(s string) bool {
	file, err := parser.Parse(&diag.Source{Text: s})
	if err != nil || len(file.Stmts) != 1 {
		return false
	}
	st, ok := file.Stmts[0].(*parser.ExprStmt)
	if !ok {
		return false
	}
	id, ok := st.X.(*parser.Ident)
	return ok && id.Name == s
}

// literal returns the value of a literal of the command line.
func literal(ctx context.Context, b binding, l eval.Limits) (eval.Value, error) {
	src := &diag.Source{Name: "-D " + b.name, Text: b.text}
	s := eval.NewSession(eval.Options{Limits: l})
	file, err := parser.ParseWith(src, s.ParserOptions())
	if err != nil {
		return eval.Null, err
	}
	if len(file.Stmts) == 1 {
		if st, ok := file.Stmts[0].(*parser.ExprStmt); ok && isLiteral(st.X) {
			v, _, err := s.Exec(ctx, st, src)
			return v, err
		}
	}
	return eval.Null, &diag.Error{Class: diag.Value, Code: "not-a-literal", Message: "this is not a literal", Source: src,
		Span: diag.Span{End: len(b.text)}, Hint: "write a number, a text in quotes, true, false, null, a list or a map of them; -S takes any text"}
}

// isLiteral reports whether an expression means the same everywhere.
func isLiteral(e parser.Expr) bool {
	switch e := e.(type) {
	case *parser.NumberLit, *parser.StringLit, *parser.BoolLit, *parser.NullLit:
		return true
	case *parser.ParenExpr:
		return isLiteral(e.X)
	case *parser.UnaryExpr:
		return (e.Op == lexer.Minus || e.Op == lexer.Plus) && isLiteral(e.X)
	case *parser.PostfixExpr:
		return e.Op == lexer.Percent && isLiteral(e.X)
	case *parser.ListLit:
		for _, x := range e.Elems {
			if !isLiteral(x) {
				return false
			}
		}
		return true
	case *parser.MapLit:
		for _, x := range e.Entries {
			if x.Computed != nil || !isLiteral(x.Value) {
				return false
			}
		}
		return true
	}
	return false
}

// readData adds the keys of the JSON object in a file.
func (n *names) readData(file string, l eval.Limits, in io.Reader) error {
	data, err := readAll(file, l.Memory, in)
	if err != nil {
		return err
	}
	v, err := eval.ParseJSON(data, l)
	if err != nil {
		return named(err, file)
	}
	keys, err := v.Keys()
	if err != nil {
		return usagef("the JSON of %s is a %s", file, v.Kind()).suggest("its top level must be an object, whose keys become names: {\"rows\": […]}")
	}
	for _, k := range keys {
		x, _ := v.Field(k)
		n.add(k, x)
	}
	return nil
}

// named gives the source of an error its name.
func named(err error, name string) error {
	var e *diag.Error
	if errors.As(err, &e) && e.Source != nil {
		e.Source.Name = name
	}
	return err
}

// readAll reads a file of at most so many bytes.
func readAll(file string, limit int64, in io.Reader) ([]byte, error) {
	if file != standardInput {
		f, err := os.Open(file)
		if err != nil {
			return nil, readError(file, err)
		}
		defer f.Close()
		in = f
	}
	if limit < math.MaxInt64 {
		in = io.LimitReader(in, limit+1)
	}
	data, err := io.ReadAll(in)
	switch {
	case err != nil:
		return nil, readError(file, err)
	case int64(len(data)) > limit:
		return nil, readError(file, errors.New("it is larger than the limit on memory (--max-memory)"))
	}
	return data, nil
}

// readError is the error of a file that cannot be read.
func readError(file string, err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	if file == standardInput {
		file = "standard input"
	}
	return &fileError{file, err}
}

// A fileError says that a file cannot be read.
type fileError struct {
	file string
	err  error
}

func (e *fileError) Error() string { return "cannot read " + e.file + ": " + cause(e.err).Error() }
func (e *fileError) Unwrap() error { return e.err }

// cause returns an error of the system without the operation and the files.
func cause(err error) error {
	var path *os.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
