package calx

import (
	"context"
	"hash/maphash"
	"math"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
)

// A Cache compiles sources and keeps the programs, and the errors of those
// that do not compile, for the next time. It is safe for concurrent use: a
// source that many goroutines ask for at once is compiled once.
//
// What it keeps is bounded by bytes. When they are used up, what has not been
// asked for again since it came goes first, so that a stream of sources that
// come but once does not push out those in use.
//
// The zero Cache is one of [NewCache](0): 64 MiB, and no options.
type Cache struct {
	once     sync.Once // for what follows
	settings *settings // nil for those of no options
	max      int64     // 0 for the default
	seed     maphash.Seed

	// front holds some entries by the hash value of their source, where any
	// number of readers find them without a lock.
	front [frontEntries]atomic.Pointer[cacheEntry]

	mu      sync.RWMutex
	entries map[string]*cacheEntry
	flights map[string]*cacheFlight // being compiled
	// The entries are a ring, with the hand of the clock algorithm: what was
	// used since the hand last came by is passed over once.
	hand  *cacheEntry // the next that it comes to; nil if there is none
	stats CacheStats
}

const frontEntries = 1024

// NewCache returns a cache that keeps up to so many bytes of programs; 0 stands
// for 64 MiB, -1 for no bound. The options are those of every program. One
// source may take an eighth of the bound at most: a larger one is compiled
// whenever it is asked for.
func NewCache(bytes int64, options ...Option) *Cache {
	if bytes < 0 {
		bytes = math.MaxInt64
	}
	return &Cache{settings: newSettings("", options), max: bytes}
}

// defaultCacheBytes is the bound of a cache that is given none.
const defaultCacheBytes = 64 << 20

// ready makes what is missing, once.
func (c *Cache) ready() {
	if c.settings == nil {
		c.settings = newSettings("", nil)
	}
	if c.max == 0 {
		c.max = defaultCacheBytes
	}
	c.seed = maphash.MakeSeed()
	c.entries, c.flights = map[string]*cacheEntry{}, map[string]*cacheFlight{}
}

// A cacheEntry is what became of a source.
type cacheEntry struct {
	source string
	prog   *Program
	err    error
	size   int64
	used   atomic.Bool // since the hand came by

	next, prev *cacheEntry // in the ring
}

// A cacheFlight is a source being compiled, and who waits for it.
type cacheFlight struct {
	done chan struct{}
	prog *Program
	err  error
	ok   bool // it came to its end: no panic
}

// CacheStats is what a [Cache] holds and has done. Calls that are no misses
// were hits.
type CacheStats struct {
	Programs int    // kept
	Errors   int    // of sources that do not compile, kept
	Bytes    int64  // that both take, about
	Misses   uint64 // compilations
	Evicted  uint64 // programs and errors dropped for others
	TooLarge uint64 // compilations whose result was too large to keep
}

// Compile returns the program of a source, or the error of one that does not
// compile. Programs and errors are shared: errors must not be changed.
func (c *Cache) Compile(source string) (*Program, error) {
	return c.compile(context.Background(), source)
}

// Eval evaluates the program of a source as [Program.Eval] does.
func (c *Cache) Eval(ctx context.Context, source string, env any) (Value, error) {
	p, err := c.compile(ctx, source)
	if err != nil {
		return Value{}, err
	}
	return p.Eval(ctx, env)
}

// Stats returns what the cache holds and has done.
func (c *Cache) Stats() CacheStats {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.stats
}

func (c *Cache) compile(ctx context.Context, source string) (*Program, error) {
	c.once.Do(c.ready)
	front := c.place(source)
	e := front.Load()
	if e == nil || e.source != source {
		c.mu.RLock()
		if e = c.entries[source]; e != nil {
			front.Store(e)
		}
		c.mu.RUnlock()
		if e == nil {
			return c.miss(ctx, source)
		}
	}
	if !e.used.Load() { // a store would take the line from other readers
		e.used.Store(true)
	}
	return e.prog, e.err
}

// place is where the entry of a source is in the front, if it is there.
func (c *Cache) place(source string) *atomic.Pointer[cacheEntry] {
	return &c.front[maphash.String(c.seed, source)%frontEntries]
}

// miss compiles the source, or waits for another goroutine that does.
func (c *Cache) miss(ctx context.Context, source string) (*Program, error) {
	if c.settings.err != nil {
		return nil, c.settings.err
	}
	if ctx == nil {
		ctx = context.Background()
	}
	for {
		c.mu.Lock()
		if e := c.entries[source]; e != nil {
			c.mu.Unlock()
			return e.prog, e.err
		}
		fl := c.flights[source]
		if fl == nil {
			// The source may be a part of a text that is much longer.
			source = strings.Clone(source)
			fl = &cacheFlight{done: make(chan struct{})}
			c.flights[source] = fl
			c.mu.Unlock()
			c.fly(fl, source)
			return fl.prog, fl.err
		}
		c.mu.Unlock()
		select {
		case <-fl.done:
			if fl.ok {
				return fl.prog, fl.err
			}
		case <-ctx.Done():
			err := ctx.Err()
			return nil, &Error{Class: ErrCanceled, Code: "canceled", Message: "the evaluation was ended: " + err.Error(), Cause: err}
		}
	}
}

// fly compiles a source and keeps what becomes of it. Even if a function of
// the host that is called meanwhile panics or ends its goroutine nobody waits
// forever.
func (c *Cache) fly(fl *cacheFlight, source string) {
	var e *cacheEntry
	defer func() {
		c.mu.Lock()
		delete(c.flights, source)
		if e != nil {
			c.keep(e)
		}
		c.mu.Unlock()
		close(fl.done)
	}()
	src := *c.settings.source
	src.Text = source
	fl.prog, fl.err = eval.Compile(&src, c.settings.compile)
	fl.ok = true
	e = &cacheEntry{source: source, prog: fl.prog, err: fl.err}
	e.size = e.bytes()
}

// keep adds an entry, in the place of others where there is no room. The
// methods from here on need the lock.
func (c *Cache) keep(e *cacheEntry) {
	c.stats.Misses++
	if e.size > c.max/8 {
		c.stats.TooLarge++
		return
	}
	for c.stats.Bytes > c.max-e.size {
		c.drop(c.victim())
	}
	c.stats.Bytes += e.size
	c.stats.count(e, 1)
	c.entries[e.source] = e
	if c.hand == nil {
		e.next, e.prev, c.hand = e, e, e
		return
	}
	// Behind the hand, which comes to it after all others.
	e.next, e.prev = c.hand, c.hand.prev
	e.prev.next, e.next.prev = e, e
}

// victim moves the hand to the next entry that was not used since it last came
// by. If readers are faster than the hand any entry will do.
func (c *Cache) victim() *cacheEntry {
	for range 2 * len(c.entries) {
		if !c.hand.used.Load() {
			break
		}
		c.hand.used.Store(false)
		c.hand = c.hand.next
	}
	return c.hand
}

// drop removes the entry that the hand is at.
func (c *Cache) drop(e *cacheEntry) {
	c.hand = e.next
	if c.hand == e {
		c.hand = nil
	}
	e.prev.next, e.next.prev = e.next, e.prev
	delete(c.entries, e.source)
	c.place(e.source).CompareAndSwap(e, nil)
	c.stats.Bytes -= e.size
	c.stats.Evicted++
	c.stats.count(e, -1)
}

func (s *CacheStats) count(e *cacheEntry, n int) {
	if e.err != nil {
		s.Errors += n
	} else {
		s.Programs += n
	}
}

// What an entry takes beside its program, and an error beside its texts: the
// objects of this file and of package diag, with their share of hash tables.
const (
	entryBytes = 200
	errorBytes = 200
)

// bytes is about what an entry takes.
func (e *cacheEntry) bytes() int64 {
	n := int64(entryBytes)
	if e.prog != nil {
		return n + e.prog.Size()
	}
	n += int64(len(e.source))
	for _, err := range diag.All(e.err) {
		n += errorBytes + int64(len(err.Message)+len(err.Hint))
	}
	return n
}
