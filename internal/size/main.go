// Command size prints what each package costs in a Go program for Linux: the
// bytes of its machine code, of the tables that the runtime has for its
// functions (stack maps, line numbers, names), and of its named data.
//
//	go build -o calx ./cmd/calx && go run ./internal/size calx
//	go run ./internal/size calx github.com/calx-lang/calx/eval   # its functions
//
// The program must have its symbol table, so must not be linked with -s; that
// makes it larger, but its other sections are those of a stripped one. Code
// that was inlined counts for the package into which it was.
package main

import (
	"cmp"
	"debug/elf"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "size:", err)
		os.Exit(1)
	}
}

func run(args []string, w io.Writer) error {
	if len(args) < 1 || len(args) > 2 {
		return errors.New("usage: size PROGRAM [PACKAGE]")
	}
	f, err := elf.Open(args[0])
	if err != nil {
		return err
	}
	defer f.Close()
	a := account{}
	if err := a.symbols(f); err != nil {
		return err
	}
	if err := a.tables(f); err != nil {
		return err
	}
	if len(args) == 2 {
		return a.print(w, func(symbol string) string {
			if packageOf(symbol) == args[1] {
				return symbol
			}
			return ""
		})
	}
	if err := a.print(w, packageOf); err != nil {
		return err
	}
	return sections(f, w)
}

// A cost is bytes of a symbol, or of a package.
type cost struct{ code, tables, data int }

func (c cost) sum() int { return c.code + c.tables + c.data }

func (c *cost) add(d cost) {
	c.code += d.code
	c.tables += d.tables
	c.data += d.data
}

// An account is the costs by symbol.
type account map[string]*cost

func (a account) of(symbol string) *cost {
	if a[symbol] == nil {
		a[symbol] = &cost{}
	}
	return a[symbol]
}

// symbols adds what the symbol table says.
func (a account) symbols(f *elf.File) error {
	list, err := f.Symbols()
	if err != nil {
		return err
	}
	for _, s := range list {
		if s.Section == 0 || int(s.Section) >= len(f.Sections) {
			continue
		}
		switch section := f.Sections[s.Section]; {
		case section.Type == elf.SHT_NOBITS:
		case section.Name == ".text":
			a.of(s.Name).code += int(s.Size)
		case section.Name == ".rodata" || section.Name == ".data" || section.Name == ".noptrdata":
			a.of(s.Name).data += int(s.Size)
		}
	}
	return nil
}

// tables adds what .gopclntab holds for each function. Its layout is that of
// Go 1.20 and later (runtime/symtab.go: pcHeader, _func). Parts that several
// functions share count for the first of them.
func (a account) tables(f *elf.File) error {
	section := f.Section(".gopclntab")
	if section == nil {
		return errors.New("not a Go program")
	}
	data, err := section.Data()
	if err != nil {
		return err
	}
	if len(data) < 72 || binary.LittleEndian.Uint32(data) != 0xFFFFFFF1 {
		return errors.New("the runtime's tables have a layout that is not known here")
	}
	word := func(i int) uint64 { return binary.LittleEndian.Uint64(data[8*(i+1):]) }
	t := pcTables{names: data[word(3):], pcs: data[word(6):], funcs: data[word(7):], seen: map[uint32]bool{}, named: map[uint32]bool{}}
	for i := range int(word(0)) {
		name, n := t.function(i)
		a.of(name).tables += n
	}
	return nil
}

// pcTables are the parts of .gopclntab.
type pcTables struct {
	names, pcs, funcs []byte
	seen, named       map[uint32]bool // what has been counted
}

// function returns the name of the i-th function and the bytes of its tables.
func (t *pcTables) function(i int) (name string, bytes int) {
	const header = 44 // bytes of a _func without its tails
	at := func(offset int) uint32 { return binary.LittleEndian.Uint32(t.funcs[offset:]) }
	start := int(at(8*i + 4))
	nameAt := at(start + 4)
	end := slices.Index(t.names[nameAt:], 0)
	name = string(t.names[nameAt:][:end])
	pcData, funcData := int(at(start+28)), int(t.funcs[start+43])
	bytes = 8 + header + 4*pcData + 4*funcData
	for _, offset := range []int{16, 20, 24} { // stack depth, file, line
		bytes += t.pcTable(at(start + offset))
	}
	for k := range pcData {
		bytes += t.pcTable(at(start + header + 4*k))
	}
	if !t.named[nameAt] {
		t.named[nameAt] = true
		bytes += len(name) + 1
	}
	return name, bytes
}

// pcTable returns the bytes of a table: pairs of numbers of variable length,
// up to a zero; 0 if it was counted before.
func (t *pcTables) pcTable(offset uint32) int {
	if offset == 0 || t.seen[offset] {
		return 0
	}
	t.seen[offset] = true
	i := int(offset)
	skip := func() {
		for t.pcs[i]&0x80 != 0 {
			i++
		}
		i++
	}
	for first := true; first || t.pcs[i] != 0; first = false {
		skip()
		skip()
	}
	return i + 1 - int(offset)
}

// packageOf returns the package of a symbol.
func packageOf(symbol string) string {
	if kind, _, ok := strings.Cut(symbol, ":"); ok && !strings.ContainsAny(kind, "./") {
		return kind + ":" // type: and go: are the linker's own
	}
	name, _, _ := strings.Cut(symbol, "[") // type arguments
	slash := strings.LastIndexByte(name, '/') + 1
	pkg, _, ok := strings.Cut(name[slash:], ".")
	if !ok {
		return "(others)"
	}
	return name[:slash] + pkg
}

// print writes the costs by group, the largest first. What belongs to no group
// is left out.
func (a account) print(w io.Writer, group func(symbol string) string) error {
	groups := account{}
	var total cost
	for symbol, c := range a {
		if name := group(symbol); name != "" {
			groups.of(name).add(*c)
			total.add(*c)
		}
	}
	var names []string
	for name := range groups {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(groups[b].sum()-groups[a].sum(), strings.Compare(a, b))
	})
	fmt.Fprintf(w, "%9s %9s %9s %9s\n", "total", "code", "tables", "data")
	row := func(c cost, name string) error {
		_, err := fmt.Fprintf(w, "%9d %9d %9d %9d  %s\n", c.sum(), c.code, c.tables, c.data, name)
		return err
	}
	for _, name := range names {
		if err := row(*groups[name], name); err != nil {
			return err
		}
	}
	return row(total, "all of these")
}

// sections writes the sizes of the sections that a stripped program has.
func sections(f *elf.File, w io.Writer) error {
	fmt.Fprintln(w, "\nsections")
	for _, s := range f.Sections {
		if s.Flags&elf.SHF_ALLOC == 0 || s.Type == elf.SHT_NOBITS {
			continue
		}
		if _, err := fmt.Fprintf(w, "%9d  %s\n", s.Size, s.Name); err != nil {
			return err
		}
	}
	return nil
}
