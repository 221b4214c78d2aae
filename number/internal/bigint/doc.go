// Package bigint makes the large operations of math/big quasi-linear and
// interruptible: products, quotients, roots, and decimal text both ways.
//
// Below measured sizes every function is math/big's own. Above them products
// are number-theoretic transforms modulo three 60-bit primes, quotients and
// roots go by Newton's method on those products, and text by divide and
// conquer. No function needs more memory than a small multiple of its operands
// and result, starts a goroutine, or keeps state other than bounded tables of
// constants. All are safe for concurrent use on distinct results; results may
// alias operands.
//
// The algorithms are those of R. Brent and P. Zimmermann, Modern Computer
// Arithmetic (2010), cited as MCA, unless a file says otherwise.
package bigint

// Poll is told of work before it is done: wordOps is an estimate of the word
// operations to come, each about a nanosecond. An error ends the operation,
// which returns it as it is and leaves its results unchanged. Operations below
// some ten thousand word operations don't call it; longer ones call it every
// few milliseconds up to ten million digits. A nil Poll never ends anything.
type Poll func(wordOps int64) error

// pollStep is the least number of word operations that Poll is told of at once.
const pollStep = 10_000

// work collects the cost of small steps until it is worth a call of poll.
type work struct {
	poll Poll
	ops  int64
}

// add announces ops word operations that are about to be done.
func (w *work) add(ops int64) error {
	w.ops += ops
	if w.ops < pollStep || w.poll == nil {
		return nil
	}
	ops, w.ops = w.ops, 0
	return w.poll(ops)
}
