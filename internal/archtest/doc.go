// Package archtest keeps the promises that docs/architecture.md makes about
// what imports what. It holds tests only.
package archtest
