package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/parser"
)

// Commands that work on whole files take them as sources.

// sourceExt is the extension of scripts in directories.
const sourceExt = ".calx"

// expandFiles replaces directories by the scripts in them. Without a name,
// standard input is read unless somebody would have to type it.
func expandFiles(command string, names []string, std streams) ([]string, error) {
	if len(names) == 0 {
		if isTerminal(std.in) {
			return nil, usagef("calx %s reads files, or standard input that is no terminal", command).suggest("calx %s FILE…, or - to type", command)
		}
		return []string{standardInput}, nil
	}
	var files []string
	for _, name := range names {
		if info, err := os.Stat(name); name == standardInput || err != nil || !info.IsDir() {
			files = append(files, name)
			continue
		}
		err := filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
			hidden := strings.HasPrefix(d.Name(), ".") && path != name
			switch {
			case err != nil:
				return readError(path, err)
			case d.IsDir() && hidden:
				return filepath.SkipDir
			case d.Type().IsRegular() && !hidden && filepath.Ext(path) == sourceExt:
				files = append(files, path)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// sourceLimits are those of whole files.
var sourceLimits = parser.Limits{MaxBytes: int(eval.CommandLimits.SourceBytes), MaxNesting: int(eval.CommandLimits.Nesting)}

// readSource reads a file, or standard input. Of one that is longer than is
// allowed the beginning is read, enough for the error.
func readSource(name string, in io.Reader) (*diag.Source, error) {
	shown := name
	if name == standardInput {
		shown = "<stdin>"
	} else {
		f, err := os.Open(name)
		if err != nil {
			return nil, readError(name, err)
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, int64(sourceLimits.MaxBytes)+1))
	if err != nil {
		return nil, readError(name, err)
	}
	return &diag.Source{Name: shown, Text: string(text)}, nil
}

// rewrite replaces the text of a file: at once, so that no reader ever sees a
// part of it, and with the mode it had. A link stays a link.
func rewrite(name, text string) (err error) {
	if name, err = filepath.EvalSymlinks(name); err != nil {
		return err
	}
	// Replacing a file asks for no permission to write to it.
	old, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	info, err := old.Stat()
	old.Close()
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return errors.New("it is no regular file")
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".calx-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	_, err = io.WriteString(f, text)
	for _, step := range []func() error{func() error { return f.Chmod(info.Mode().Perm()) }, f.Sync} {
		if err == nil {
			err = step()
		}
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	return err
}
