package eval

import "github.com/calx-lang/calx/diag"

// controlRows make errors and catch them.
var controlRows = []Builtin{
	{Name: "try", Group: groupControl, Params: []Param{{Name: "e", Type: tAny}, {Name: "default", Type: tAny}}, Result: tAny, special: compileTry,
		Doc:      "The value of e, or the default if e fails with a value, math or type error; limits, host errors and cancellation are not caught.",
		Examples: []Example{{"try(1 / 0, 0)", "0"}, {`try(num("12x"), -1)`, "-1"}}},
	{Name: "fail", Group: groupControl, Params: []Param{{Name: "message", Type: tString}}, Result: tAny, call: callFail,
		Doc:      "Ends the evaluation with an error of class value; try catches it.",
		Examples: []Example{{`try(fail("no price"), 0)`, "0"}}},
	{Name: "assert", Group: groupControl, Params: []Param{{Name: "c", Type: tBoolean}, {Name: "message", Type: tString, Default: `"…"`}}, Result: tNull, call: callAssert,
		Doc:      "Null if c is true, else an error of class value with the message.",
		Examples: []Example{{`assert(1 < 2, "order")`, "null"}, {`try(assert(1 > 2, "order"), "caught")`, `"caught"`}}},
}

// compileTry compiles try(e, default): the default is evaluated only if e fails
// with an error of the program's data.
func compileTry(c *compiler, _ *Builtin, a []*node, at site) *node {
	e, other := a[0].value(), a[1].value()
	return c.typedRead(c.valNode(join(a[0].typ, a[1].typ), at, func(f *frame) Value {
		if f.err != nil {
			return Null // not an error of e
		}
		free, temps, builders := f.free, len(f.temps), len(f.builders)
		v := e(f)
		if f.err == nil || !catchable(f.err) {
			return v
		}
		f.err, f.free = nil, free
		clear(f.temps[temps:])
		clear(f.builders[builders:])
		f.temps, f.builders = f.temps[:temps], f.builders[:builders]
		return other(f)
	}))
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
