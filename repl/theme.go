package repl

import "strings"

// A style is the parameters of an escape sequence that sets colours, as in
// "1;34"; empty for none.
type style string

// A Theme is the colours of the screen. The zero value has none.
type Theme struct {
	prompt, number, text, keyword, builtin, command, comment, bad style
	bracket                                                       style // of a matching pair
	stray                                                         style // of a bracket that closes nothing
	mark, note, failure, carets, preview, chosen                  style
}

// Dark and Light are the themes for dark and light backgrounds. They use the
// sixteen colours that users choose for their terminals; yellow and bright
// ones cannot be read on white, nor dark blue on black.
var (
	Dark = Theme{
		prompt: "1;32", number: "96", text: "92", keyword: "95", builtin: "94", command: "1;93", comment: "90", bad: "91",
		bracket: "1;7", stray: "1;91", mark: "33", note: "36", failure: "1;91", carets: "91", preview: "90", chosen: "7",
	}
	Light = Theme{
		prompt: "1;32", number: "34", text: "32", keyword: "35", builtin: "36", command: "1;35", comment: "90", bad: "31",
		bracket: "1;7", stray: "1;31", mark: "35", note: "36", failure: "1;31", carets: "31", preview: "90", chosen: "7",
	}
)

// ThemeFor chooses a theme by the environment, of which get returns a
// variable: CALX_THEME is dark, light or none; NO_COLOR (no-color.org) means
// none; COLORFGBG, which some terminals set, tells the background. Without it
// the background is taken to be dark.
func ThemeFor(get func(string) string) Theme {
	switch get("CALX_THEME") {
	case "dark":
		return Dark
	case "light":
		return Light
	case "none":
		return Theme{}
	}
	if get("NO_COLOR") != "" {
		return Theme{}
	}
	fgbg := get("COLORFGBG")
	switch fgbg[strings.LastIndexByte(fgbg, ';')+1:] {
	case "7", "9", "10", "11", "12", "13", "14", "15":
		return Light
	}
	return Dark
}

const resetStyle = "\x1b[0m"

// paint returns text in a style.
func (s style) paint(text string) string {
	if s == "" || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + resetStyle
}

// paintLines is paint for each line, so that none depends on another.
func (s style) paintLines(text string) string {
	if s == "" {
		return text
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = s.paint(lines[i])
	}
	return strings.Join(lines, "\n")
}
