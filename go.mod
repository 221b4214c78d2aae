module github.com/calx-lang/calx

go 1.25.0

require (
	github.com/cockroachdb/apd/v3 v3.2.3
	github.com/rogpeppe/go-internal v1.14.1
	github.com/shopspring/decimal v1.6.0
	golang.org/x/term v0.44.0
)

require (
	github.com/chzyer/readline v1.5.1
	golang.org/x/sys v0.46.0
	golang.org/x/tools v0.26.0 // indirect
)
