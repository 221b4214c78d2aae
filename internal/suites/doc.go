// Package suites runs the conformance suites of testdata/suites through the
// command, as a user would: expressions on standard input, results on standard
// output. It holds tests only.
//
//	go test ./internal/suites                          everything
//	go test -short ./internal/suites                   a sample of every operation
//	go test -v ./internal/suites -suite golden -op sin -show 30
//	go test ./internal/suites -calx ./calx             a command built elsewhere
//
// The files beside this one: cases are read in case_test.go; cli_test.go says
// everything that is assumed about the command line; batch_test.go and
// hostile_test.go run cases, judge_test.go decides, suites_test.go counts.
package suites
