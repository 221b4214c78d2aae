package main

import (
	"bytes"
	"os"
	"testing"
)

// TestUpToDate fails if the tables are not what the generator writes.
func TestUpToDate(t *testing.T) {
	want, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../tables.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("tables.go is not up to date: run go generate")
	}
}
