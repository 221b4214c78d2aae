package eval

import "github.com/calx-lang/calx/diag"

// controlRows make errors and catch them.
var controlRows = []Builtin{
	tryRow,
	{Name: "fail", Group: groupControl, Params: []Param{{Name: "message", Type: tString}}, Result: tAny, call: callFail,
		Doc:      "Ends the evaluation with an error of class value; try catches it.",
		Examples: []Example{{`try(fail("no price"), 0)`, "0"}}},
	{Name: "assert", Group: groupControl, Params: []Param{{Name: "c", Type: tBoolean}, {Name: "message", Type: tString, Default: `"…"`}}, Result: tNull, call: callAssert,
		Doc:      "Null if c is true, else an error of class value with the message.",
		Examples: []Example{{`assert(1 < 2, "order")`, "null"}, {`try(assert(1 > 2, "order"), "caught")`, `"caught"`}}},
}

func callFail(f *frame, k *call, a []Value) Value {
	return k.fail(f, -1, diag.Value, "fail", a[0].str(), "")
}

func callAssert(f *frame, k *call, a []Value) Value {
	switch {
	case a[0].bool():
		return Null
	case hasArg(a, 1):
		return k.fail(f, -1, diag.Value, "assert", a[1].str(), "")
	}
	message := "the assertion failed"
	if at := k.argSite(0); at != k.at {
		if text := sourceText(at.src, at.span()); text != "" {
			message = "the assertion failed: " + text
		}
	}
	return k.fail(f, 0, diag.Value, "assert", message, "")
}
