package eval

import "github.com/calx-lang/calx/number"

// A session can take back what statements bound and set. Nothing is copied
// ahead: a log keeps, level by level, what each change replaced. The log is
// bounded in levels and in the memory of the values that only it keeps alive.

const (
	undoLevels = 100
	undoBytes  = 16 << 20
)

// An undoLog is what a session has to put back, the newest level last.
type undoLog struct {
	on     bool
	levels []undoLevel
	bytes  int64
}

// An undoLevel is what one Checkpoint to the next has changed.
type undoLevel struct {
	mark    int // the caller's
	changes []change
	num     number.Context // before; only precision and rounding are put back
	display Display
	kept    bool  // num and display are set
	results []int // before all names were forgotten
	bytes   int64
	lost    bool // something was too large to keep: the level cannot be undone
}

// A change is what the slot of a name held before. A slot of -1 stands for the
// results having moved up by one, and value for the one that fell off.
type change struct {
	slot  int
	info  global
	value Value
}

// Checkpoint begins what the next call of Undo takes back, which will return
// the mark. The first call turns the log on.
func (s *Session) Checkpoint(mark int) {
	u := &s.undo
	u.on = true
	if n := len(u.levels); n > 0 && u.levels[n-1].empty() {
		u.levels[n-1].mark = mark
		return
	}
	if len(u.levels) == undoLevels {
		u.dropOldest()
	}
	u.levels = append(u.levels, undoLevel{mark: mark})
}

func (l *undoLevel) empty() bool { return len(l.changes) == 0 && !l.kept && !l.lost }

// Undo takes back what was bound and set since the last Checkpoint that
// something followed. It returns that Checkpoint's mark, and false if there is
// nothing to take back, or no longer. What has been taken back is gone.
func (s *Session) Undo() (mark int, ok bool) {
	u := &s.undo
	last := len(u.levels) - 1
	if last >= 0 && u.levels[last].empty() {
		u.levels = u.levels[:last]
		last--
	}
	if last < 0 || u.levels[last].lost {
		return 0, false
	}
	l := u.levels[last]
	u.levels[last] = undoLevel{}
	u.levels = u.levels[:last]
	u.bytes -= l.bytes
	for i := len(l.changes) - 1; i >= 0; i-- {
		c := &l.changes[i]
		if c.slot < 0 {
			s.dropResult(c.value)
			continue
		}
		s.unit.globals.info[c.slot] = c.info
		s.frame.globals[c.slot] = c.value
	}
	if l.results != nil {
		s.results = l.results
	}
	if l.kept {
		s.frame.num.Precision, s.frame.num.Rounding = l.num.Precision, l.num.Rounding
		s.display = l.display
	}
	return l.mark, true
}

// record notes what a slot held before a change.
func (u *undoLog) record(slot int, info global, v Value) {
	l := u.level()
	if l == nil {
		return
	}
	n := retainedBytes(v, undoBytes) + int64(changeBytes)
	l.bytes += n
	u.bytes += n
	if n > undoBytes {
		l.changes, l.lost = nil, true
		u.forget(len(u.levels) - 1)
		return
	}
	l.changes = append(l.changes, change{slot, info, v})
	for u.bytes > undoBytes && len(u.levels) > 1 {
		u.dropOldest()
	}
}

const changeBytes = 128

// settings notes the settings before a change of them.
func (u *undoLog) settings(s *Session) {
	if l := u.level(); l != nil && !l.kept {
		l.num, l.display, l.kept = s.frame.num, s.display, true
	}
}

// clearing notes the names of results before they are forgotten.
func (u *undoLog) clearing(results []int) {
	if l := u.level(); l != nil && l.results == nil {
		l.results = results
	}
}

// level returns the level that changes go to, nil if none are kept.
func (u *undoLog) level() *undoLevel {
	n := len(u.levels)
	if !u.on || n == 0 || u.levels[n-1].lost {
		return nil
	}
	return &u.levels[n-1]
}

func (u *undoLog) dropOldest() { u.forget(1) }

// forget drops the n oldest levels.
func (u *undoLog) forget(n int) {
	for _, l := range u.levels[:n] {
		u.bytes -= l.bytes
	}
	rest := copy(u.levels, u.levels[n:])
	clear(u.levels[rest:])
	u.levels = u.levels[:rest]
}

// retainedBytes returns about how much memory v holds on to, looked into only
// until that is more than limit.
func retainedBytes(v Value, limit int64) int64 {
	if v.tag.kind == unboundKind || v.ptr == nil {
		return 0
	}
	m := meter{seen: map[identity]struct{}{}}
	m.value(v)
	for len(m.work) > 0 && m.bytes <= limit {
		last := len(m.work) - 1
		next := m.work[last]
		m.work = m.work[:last]
		m.values(next)
	}
	return m.bytes
}
