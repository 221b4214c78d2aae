package eval

// typeRows ask what a value is.
var typeRows = []Builtin{
	{Name: "type", Group: groupTypes, Params: []Param{paramAny}, Result: tString, call: callType,
		Doc:      `The name of a value's type: "number", "string", "boolean", "null", "list", "map" or "function".`,
		Examples: []Example{{"type(1.5)", `"number"`}, {"type([])", `"list"`}}},
	{Name: "is_number", Group: groupTypes, Params: []Param{paramAny}, Result: tBoolean, call: callIsNumber,
		Doc:      "Whether x is a number.",
		Examples: []Example{{"is_number(1.5)", "true"}, {`is_number("1.5")`, "false"}}},
	{Name: "is_string", Group: groupTypes, Params: []Param{paramAny}, Result: tBoolean, call: callIsString,
		Doc:      "Whether x is a string.",
		Examples: []Example{{`is_string("a")`, "true"}}},
	{Name: "is_boolean", Group: groupTypes, Params: []Param{paramAny}, Result: tBoolean, call: callIsBoolean,
		Doc:      "Whether x is true or false.",
		Examples: []Example{{"is_boolean(1 < 2)", "true"}}},
	{Name: "is_null", Group: groupTypes, Params: []Param{paramAny}, Result: tBoolean, call: callIsNull,
		Doc:      "Whether x is null.",
		Examples: []Example{{"is_null(null)", "true"}, {"is_null(0)", "false"}}},
	{Name: "is_list", Group: groupTypes, Params: []Param{paramAny}, Result: tBoolean, call: callIsList,
		Doc:      "Whether x is a list.",
		Examples: []Example{{"is_list(1..3)", "true"}}},
	{Name: "is_map", Group: groupTypes, Params: []Param{paramAny}, Result: tBoolean, call: callIsMap,
		Doc:      "Whether x is a map.",
		Examples: []Example{{"is_map({a: 1})", "true"}}},
	{Name: "is_function", Group: groupTypes, Params: []Param{paramAny}, Result: tBoolean, call: callIsFunction,
		Doc:      "Whether x is a function.",
		Examples: []Example{{"is_function(sqrt)", "true"}}},
}

func callType(_ *frame, _ *call, a []Value) Value { return StringValue(a[0].tag.kind.String()) }

func callIsNumber(_ *frame, _ *call, a []Value) Value  { return Boolean(a[0].tag.kind == NumberKind) }
func callIsString(_ *frame, _ *call, a []Value) Value  { return Boolean(a[0].tag.kind == StringKind) }
func callIsBoolean(_ *frame, _ *call, a []Value) Value { return Boolean(a[0].tag.kind == BooleanKind) }
func callIsNull(_ *frame, _ *call, a []Value) Value    { return Boolean(a[0].tag.kind == NullKind) }
func callIsList(_ *frame, _ *call, a []Value) Value    { return Boolean(a[0].tag.kind == ListKind) }
func callIsMap(_ *frame, _ *call, a []Value) Value     { return Boolean(a[0].tag.kind == MapKind) }
func callIsFunction(_ *frame, _ *call, a []Value) Value {
	return Boolean(a[0].tag.kind == FunctionKind)
}
