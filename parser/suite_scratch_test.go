package parser

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/calx-lang/calx/diag"
)

func TestScratchSuites(t *testing.T) {
	for _, name := range []string{"lang", "hostile", "finance", "golden", "golden-modes", "gda", "bc"} {
		f, err := os.Open("/work/shared/suites/dev/" + name + ".jsonl")
		if err != nil {
			t.Skip(err)
		}
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<26)
		n, bad := 0, 0
		for sc.Scan() {
			var c struct {
				ID, Expr, Expect, Op string
				Parts                []any
				Accept               []string
			}
			json.Unmarshal(sc.Bytes(), &c)
			src := c.Expr
			for _, p := range c.Parts {
				switch p := p.(type) {
				case string:
					src += p
				case map[string]any:
					if b, ok := p["b64"].(string); ok {
						x, _ := base64.StdEncoding.DecodeString(b)
						src += string(x)
					} else {
						src += strings.Repeat(p["repeat"].(string), int(p["n"].(float64)))
					}
				}
			}
			t0 := time.Now()
			s := NewStream(strings.NewReader(src+"\n"), "x", Options{Directives: true})
			var last error
			class := ""
			for {
				_, _, err := s.Next()
				if err == io.EOF {
					break
				}
				last = err
				class = "value"
				if err != nil && name == "hostile" {
					break
				}
			}
			var e *diag.Error
			if errors.As(last, &e) {
				class = e.Class.String() + "_error"
			}
			if d := time.Since(t0); d > 100*time.Millisecond {
				fmt.Println(c.ID, d)
			}
			ok := false
			if name == "hostile" {
				for _, a := range c.Accept {
					if a == class || class == "value" && a != "syntax_error" {
						ok = true
					}
				}
				if class == "" {
					ok = true
				}
			} else if c.Expect == "syntax_error" {
				ok = class == "syntax_error"
			} else {
				ok = class == "value" || class == c.Expect
			}
			n++
			if !ok {
				bad++
				if bad < 30 {
					fmt.Printf("%s %.100q want %s %v got %s\n%s\n", c.ID, src, c.Expect, c.Accept, class, diag.Pretty(last))
				}
			}
		}
		fmt.Println(name, n, bad)
	}
}
