# Functions shared by the scripts beside this file. Source it from the root of the repository.

# say prints a line of progress.
say() { printf '== %s\n' "$*"; }

# have reports whether a command exists.
have() { command -v "$1" >/dev/null 2>&1; }

# quietly runs a command and shows its output only if it fails.
quietly() {
  local log
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then
    rm -f "$log"
    return 0
  fi
  local status=$?
  cat "$log"
  rm -f "$log"
  return $status
}

# build_static OUTPUT builds the command as the image holds it.
build_static() {
  CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags='-s -w -buildid=' -o "$1" ./cmd/calx
}

# What is there today and some room: growth beyond it wants a reason. Most of it
# is code, a half of that the evaluator and the numbers.
MAX_BYTES=4700000       # of the binary in the image
MAX_COMPRESSED=2000000  # of the same, gzip -9

# check_size FILE prints and bounds the size of a binary.
check_size() {
  local bytes compressed
  bytes=$(wc -c <"$1")
  compressed=$(gzip -9 -n -c "$1" | wc -c)
  say "size: $bytes bytes (at most $MAX_BYTES), compressed $compressed (at most $MAX_COMPRESSED)"
  [ "$bytes" -le $MAX_BYTES ] && [ "$compressed" -le $MAX_COMPRESSED ]
}

# check_reflect bounds what the linker keeps: a method looked up by a name that
# is not constant switches its elimination of dead code off.
check_reflect() {
  local n
  n=$(CGO_ENABLED=0 go build -o /dev/null -ldflags=-dumpdep ./cmd/calx 2>&1 | grep -c '<ReflectMethod>')
  say "size: $n symbols keep all methods (<ReflectMethod>)"
  [ "$n" -eq 0 ]
}
