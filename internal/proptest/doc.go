// Package proptest checks the evaluator against exact rational arithmetic: it
// makes random expressions, works out from the rules of docs/language.md what
// each must give, digit for digit and mark for mark, and evaluates it. It holds
// tests only.
//
//	go test ./internal/proptest     20,000 expressions
//	go test ./internal/proptest -run Rational -expressions 10000000 -timeout 0
//	go test ./internal/proptest -run Rational -seed 7 -index 1234
//
// A third of the expressions run in round-all mode. TestAPD compares that mode
// with github.com/cockroachdb/apd as well, whose arithmetic is that of the
// General Decimal Arithmetic.
//
// The files: rat_test.go rounds fractions, tree_test.go holds expressions and
// their text, values_test.go and generate_test.go make them, oracle_test.go
// says what they mean, the engine files evaluate them.
package proptest
