package calx

import (
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
)

// An Explanation is an audit trail of an evaluation, as [Program.Explain]
// returns it: the value, and the tree of every sub-expression with its value,
// and where and why it was rounded. After an error it holds the steps so far.
// Its String is for people, its MarshalJSON for machines, and its Notes tell what
// may surprise: ties, and rounded numbers that are a little off a short one. It is
// bounded, however long the evaluation took.
type Explanation = eval.Explanation

// A Step is one evaluation within an [Explanation], with the steps that it is
// made of.
type Step = eval.Step

// A Warning is a place of a program that is right but may not mean what its
// author meant, as [Program.Warnings] returns it: 100 + 10%, names that nothing
// uses, alternatives that are never taken. Its Pretty shows it in the source.
type Warning = diag.Warning
