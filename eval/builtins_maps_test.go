package eval

import "testing"

func TestMapBuiltins(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"keys({b: 1, a: 2})", `["b", "a"]`}, {"keys({})", "[]"}, {"keys([1])", "error: type"}, {"keys(null)", "error: type"},
		{"values({b: 1, a: 2})", "[1, 2]"}, {"sum(values({a: 1, b: 2}))", "3"}, {"entries({a: 1})", `[{key: "a", value: 1}]`}, {"entries({a: 1, b: 2})[1].value", "2"},
		{"map(entries({a: 1, b: 2}), e => e.key + str(e.value))", `["a1", "b2"]`},
		{"from_entries(entries({a: 1, b: 2}))", "{a: 1, b: 2}"}, {"from_entries([[\"a\", 1]])", "{a: 1}"}, {"from_entries([])", "{}"},
		{"from_entries([{key: \"a\", value: 1}, {key: \"a\", value: 2}])", "error: value"}, {"from_entries([{key: 1, value: 1}])", "error: type"},
		{"from_entries([{k: 1}])", "error: value"}, {"from_entries([[1]])", "error: value"}, {"from_entries([5])", "error: type"}, {"from_entries(5)", "error: type"},
		{"from_entries(map(1..20, i => [str(i), i]))[\"17\"]", "17"},
		{"merge({a: 1}, {b: 2})", "{a: 1, b: 2}"}, {"merge({a: 1}, {a: 2})", "{a: 2}"}, {"merge({a: 1}, {b: 2}, {a: 3})", "{a: 3, b: 2}"}, {"merge({a: 1}, 2)", "error: type"},
		{"merge({a: 1})", "error: type"}, {"m = {a: 1}; n = merge(m, {a: 2}); m.a", "1"},
		{"get({a: 1}, \"a\", 5)", "1"}, {"get({a: 1}, \"b\", 5)", "5"}, {"get({a: 1}, \"b\")", "null"}, {"get({a: null}, \"a\", 5)", "null"}, {"get({}, 1, 5)", "error: type"},
		{"get([1], 0, 5)", "error: type"}, {"get({a: 1}, \"a\", \"x\") + 1", "2"},
		{"pick({a: 1, b: 2, c: 3}, [\"c\", \"a\", \"x\"])", "{c: 3, a: 1}"}, {"pick({a: 1}, [1])", "error: type"}, {"pick({a: 1}, \"a\")", "error: type"}, {"pick({a: 1}, [])", "{}"},
		{"omit({a: 1, b: 2, c: 3}, [\"c\", \"x\"])", "{a: 1, b: 2}"}, {"omit({a: 1}, [null])", "error: type"},
		{"map_values({a: 1, b: 2}, v => v * 10)", "{a: 10, b: 20}"}, {"map_values({}, v => v)", "{}"}, {"map_values({a: 1}, v => null)", "{a: null}"},
		{"map_values({a: 0}, v => 1 / v)", "error: math"}, {"map_values(5, v => v)", "error: type"}, {"map_values({a: 1, b: \"x\"}, str)", `{a: "1", b: "x"}`},
		{"map_values(from_entries(map(1..20, i => [str(i), i])), v => v * 2)[\"17\"]", "34"}, {"map_values(group_by([1, 2, 3], x => str(x % 2)), sum)", `{"1": 4, "0": 2}`},
		{"len(keys(merge(from_entries(map(1..20, i => [str(i), i])), {x: 1})))", "21"},
	})
}
