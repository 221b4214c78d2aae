// Package bigint makes the large operations of math/big quasi-linear and
// interruptible: products, quotients, roots, and decimal text both ways.
//
// Small products and quotients are math/big's. From measured sizes on, products
// take number-theoretic transforms modulo three 60-bit primes, and quotients a
// reciprocal by Newton's method on those products; square roots are recursive,
// other roots Newton's, and text goes by divide and conquer. No function needs
// more memory than some 15 times its largest operand, starts a goroutine, or
// keeps anything but bounded tables of constants, and working memory until the
// next collections. All are safe for concurrent use on distinct results;
// results may alias operands.
//
// The algorithms are those of R. Brent and P. Zimmermann, Modern Computer
// Arithmetic (2010), cited as MCA, unless a file says otherwise.
package bigint

// Poll is told of work before it is done: wordOps is an estimate of the word
// operations to come, each about a nanosecond. An error ends the operation,
// which returns it as it is and leaves its results unchanged. Operations below
// some ten thousand word operations don't call it; longer ones call it every
// 5 milliseconds at a million digits, and every 25 at ten million. A nil Poll
// never ends anything.
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
