// Package bench compares calx with other engines on one set of workloads. It is
// a module of its own, so that nobody who imports calx gets the others.
//
//	go test .                              the results of all engines agree
//	go test -run '^$' -bench . -count 5    all benchmarks
//	go run ./whole -calx ./calx            whole processes, against bc and others
//
// The engines are driven by their fastest idiomatic path: compiled once, with
// variables in a map or a struct; libraries of numbers by code written by hand.
package bench
