package eval

// What the parts of a program take, measured over programs of many kinds, as
// the test of the cache's bytes in the root package does.
const (
	programBytes   = 400
	statementBytes = 96
	slotBytes      = 48
	codeBytes      = 45
)

// Size returns about how many bytes of memory the program takes, with its text.
// Where it is explained it takes as much again for a while.
func (p *Program) Size() int64 {
	return programBytes + int64(len(p.src.Text)+len(p.src.Name)) + int64(cap(p.stmts))*statementBytes +
		int64(p.slots)*slotBytes + p.unit.size*codeBytes
}
