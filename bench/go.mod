module github.com/calx-lang/calx/bench

go 1.25.0

require (
	github.com/calx-lang/calx v0.0.0
	github.com/cockroachdb/apd/v3 v3.2.3
	github.com/expr-lang/expr v1.17.8
	github.com/quagmt/udecimal v1.10.1
	github.com/shopspring/decimal v1.6.0
)

replace github.com/calx-lang/calx => ../
