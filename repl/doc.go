// Package repl is the interactive mode of calx.
//
// A [Session] takes inputs and gives answers, without a terminal; [Run] is the
// loop around it. The loop uses github.com/chzyer/readline for keys, raw mode
// and the editing of a line, and draws the screen itself.
package repl
