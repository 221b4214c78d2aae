package main

import (
	"context"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"
)

// A signal status is 128 and the signal's number, as shells count it.
const exitSignal = 128

// patience is how long after a signal the command may still go on: to end an
// evaluation, and to write what came out before. Then it is ended, also if it
// waits for a reader that does not read.
const patience = 500 * time.Millisecond

// interruptible runs what an interrupt or a request to terminate ends, by its
// context, and returns the status to end with. The first process of a container
// is one that the system spares the signals it does not ask for.
func interruptible(std streams, do func(ctx context.Context) (status int, err error)) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	over := make(chan struct{})
	defer close(over)
	var caught atomic.Int32 // the status for the signal that came
	go func() {
		select {
		case s := <-signals:
			caught.Store(int32(signalStatus(s)))
			cancel()
		case <-over:
			return
		}
		select {
		case s := <-signals: // whoever asks twice does not want to wait
			os.Exit(signalStatus(s))
		case <-time.After(patience):
			os.Exit(int(caught.Load()))
		case <-over:
		}
	}()
	status, err := do(ctx)
	if err != nil {
		status = fail(std, err)
	}
	if n := int(caught.Load()); n != 0 && status == exitInterrupted {
		return n
	}
	return status
}

func signalStatus(s os.Signal) int {
	if n, ok := s.(syscall.Signal); ok {
		return exitSignal + int(n)
	}
	return exitInterrupted
}
