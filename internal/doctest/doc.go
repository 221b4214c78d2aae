// Package doctest runs what the documentation shows. It holds tests only.
//
// In README.md and docs/*.md
//
//   - a block marked calx is a script: the comment behind a line is what the
//     command prints for that line, or "error: CLASS" for an error;
//   - a block marked console is a shell session: lines that begin with "$ " are
//     commands, the others are what they print. Flags of go run and the like
//     are run as they stand, in the root of the repository;
//   - a block marked go that holds a whole program is run; behind "// Output:"
//     stands what it prints. Without one it has to compile.
//
// The tables of docs/coming-from.md, and the layout of testdata/*.calx, are tested, too.
//
// docs/functions.md is made from the table of built-ins: go test
// ./internal/doctest -update writes it.
package doctest
