package calx_test

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/calx-lang/calx"
)

// An explanation shows every step, and where digits were lost.
func ExampleProgram_Explain() {
	prog := calx.MustCompile("round(total / 3 * 2, 2)")
	x, err := prog.Explain(context.Background(), calx.Vars{"total": 100})
	if err != nil {
		fmt.Println(calx.Pretty(err))
	}
	fmt.Println(x)
	fmt.Println(x.Value)
	// Output:
	// round(total / 3 * 2, 2)  66.67  to 2 places, half_even
	// └ total / 3 * 2          ≈ 66.66666666666666666666666666666666
	//   ├ total                100
	//   └ total / 3            ≈ 33.33333333333333333333333333333333
	//                          rounded to 34 digits, half_even
	// 66.67
}

// Of an evaluation that fails there are the steps so far.
func ExampleProgram_Explain_error() {
	prog := calx.MustCompile("if stock > 0 then price / (stock - reserved) else 0")
	x, err := prog.Explain(context.Background(), calx.Vars{"price": 12, "stock": 5, "reserved": 5})
	fmt.Println(err)
	fmt.Println(x)
	// Output:
	// 1:19: math error: division by zero
	// if stock > 0 then price / (stock - reserved) else 0  error below
	// ├ stock > 0                   true
	// │ └ stock                     5
	// ├ price / (stock - reserved)  error: division by zero
	// │ ├ price                     12
	// │ └ stock - reserved          0
	// │   ├ stock                   5
	// │   └ reserved                5
	// └ 0                           not evaluated
}

// As JSON an explanation is a tree of objects.
func ExampleExplanation_MarshalJSON() {
	x, _ := calx.MustCompile("-x").Explain(context.Background(), calx.Vars{"x": 0.1})
	text, _ := json.MarshalIndent(x, "", "  ")
	fmt.Println(string(text))
	// Output:
	// {
	//   "type": "number",
	//   "exact": true,
	//   "value": -0.1,
	//   "steps": {
	//     "kind": "operation",
	//     "text": "-x",
	//     "line": 1,
	//     "column": 1,
	//     "start": 0,
	//     "end": 2,
	//     "state": "evaluated",
	//     "type": "number",
	//     "exact": true,
	//     "value": -0.1,
	//     "steps": [
	//       {
	//         "kind": "name",
	//         "text": "x",
	//         "line": 1,
	//         "column": 2,
	//         "start": 1,
	//         "end": 2,
	//         "state": "evaluated",
	//         "type": "number",
	//         "exact": true,
	//         "value": 0.1
	//       }
	//     ]
	//   }
	// }
}

// Notes tell what may surprise in the values.
func ExampleExplanation_Notes() {
	x, _ := calx.MustCompile("round(2.5) * floor(10/3*3)").Explain(context.Background(), nil)
	for _, note := range x.Notes() {
		fmt.Println(note)
	}
	// Output:
	// 2.5 is a tie, rounded to even: 2; half_up gives 3
	// floor(10/3*3) stays rounded: its argument is within rounding error of 10
}

// Warnings tell what may surprise in the text.
func ExampleProgram_Warnings() {
	prog := calx.MustCompile("total = 100; total + 10%")
	for _, w := range prog.Warnings() {
		fmt.Println(w.Pretty())
	}
	// Output:
	// warning: 10% is 0.1: this adds 0.1, not 10% of total
	//  --> 1:14
	//   |
	// 1 | total = 100; total + 10%
	//   |              ^^^^^^^^^^^ for that write total * (1 + 10%)
}
