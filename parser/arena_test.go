package parser

import (
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/internal/race"
)

// TestNodes parses texts of all sizes into the same memory, and compares with
// trees that have their own.
func TestNodes(t *testing.T) {
	long := func(sep string, n int) string { return strings.Repeat("a1 * (2 + f(b, 'x'))"+sep, n) + "c" }
	texts := []string{
		"1", "x", "1 + 2 * 3", "a.b[3].c(4)", "'text' + x", "if a then b else c", "{a: 1, (b): [2, 3]}", "xs |> sum |> round(2)",
		long(" + ", 20), long("; ", 40), long(" + ", 400), long(" < ", 100), "[" + long(", ", 3000) + "]", "f(" + long(", ", 5000) + ")",
		"1 +", "(((", "f(x) = x; f(2)", "x => x", "(a = 1; a)", "",
	}
	var n Nodes
	for range 3 {
		for _, text := range texts {
			src := &diag.Source{Text: text}
			got, err := ParseWith(src, Options{Nodes: &n})
			want, wantErr := Parse(src)
			if a, b := sexprs(got.Stmts), sexprs(want.Stmts); a != b || (err == nil) != (wantErr == nil) {
				t.Fatalf("%.60q: got %.200s %v, want %.200s %v", text, a, err, b, wantErr)
			}
			n.Free()
		}
	}
	kept := 0
	for _, room := range n.arena.args.rooms {
		kept += len(room)
		for i := range room {
			if room[i] != (Arg{}) {
				t.Fatalf("a freed node holds %v", room[i])
			}
		}
	}
	if kept > maxRooms*maxRooms*maxSlab {
		t.Errorf("%d nodes are kept", kept)
	}
}

// TestNodesAllocs holds that parsing into memory that is there allocates none.
func TestNodesAllocs(t *testing.T) {
	var n Nodes
	src := &diag.Source{Text: "price * qty * (1 - discount) * (1 + tax) + shipping > max(100, limit) and a.b == 'x'"}
	allocs := race.AllocsPerRun(100, func() {
		if _, err := ParseWith(src, Options{Nodes: &n}); err != nil {
			t.Fatal(err)
		}
		n.Free()
	})
	if allocs > 0 {
		t.Errorf("%v allocations", allocs)
	}
}

// TestScratch holds that parsing leaves no reference in the room that it gives
// back.
func TestScratch(t *testing.T) {
	texts := []string{"[f(a, b + c * d, [1, 2, 3]), x => x, (a, b) => a]", "f(1, [2, (3 + ", "a < b < c > d", "a ?? b + c", "(a, 5) => b", "x = [1, 2\n3 +* 4"}
	for _, tt := range trees {
		texts = append(texts, tt.src)
	}
	for _, tt := range faults {
		texts = append(texts, tt.src)
	}
	for _, text := range texts {
		_, _ = Parse(&diag.Source{Text: text})
		s := scratches.Get().(*scratch)
		for _, x := range s.operands[:cap(s.operands)] {
			if x != nil {
				t.Fatalf("%q: an operand is kept: %s", text, Sexpr(x))
			}
		}
		for _, x := range s.args[:cap(s.args)] {
			if x != (Arg{}) {
				t.Fatalf("%q: an argument is kept: %v", text, x)
			}
		}
		scratches.Put(s)
	}
}
