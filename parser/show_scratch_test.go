package parser

import (
	"fmt"
	"github.com/calx-lang/calx/diag"
	"os"
	"strings"
	"testing"
)

func TestScratchShow(t *testing.T) {
	b, _ := os.ReadFile("/tmp/pt/in.txt")
	for _, l := range strings.Split(string(b), "\n") {
		if l == "" {
			continue
		}
		src := strings.NewReplacer(`⏎`, "\n", `\x`, "\x01", `\u`, "\u202e", `\z`, "\u200b", `\b`, "\u00a0").Replace(l)
		f, err := ParseWith(&diag.Source{Text: src}, Options{Directives: true})
		fmt.Printf("──── %s\n", l)
		for _, s := range f.Stmts {
			if err == nil {
				fmt.Println("   ", Sexpr(s))
			}
		}
		if err != nil {
			for _, e := range diag.All(err) {
				fmt.Printf("[%s %s%s] ", e.Class, e.Code, map[bool]string{true: " INCOMPLETE"}[e.Incomplete])
			}
			fmt.Println()
			fmt.Println(diag.Pretty(err))
		}
	}
}
