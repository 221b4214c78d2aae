# Functions shared by the scripts beside this file and in scripts/. Source it
# from the root of the repository.

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

# Tools at fixed versions, run from the module proxy.
GOVULNCHECK=golang.org/x/vuln/cmd/govulncheck@v1.9.0
VULNDB=v0.0.0-20261105234957-e22db6528018 # golang.org/x/vulndb, where vuln.go.dev cannot be reached
CYCLONEDX=github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0

# Packages in which inlining takes more bytes than it gains time (docs/container.md
# has the numbers). The Dockerfile has the same list.
NO_INLINING=(cmd/calx diag parser plot repl)

# build_static OUTPUT [VERSION] builds the command as the image holds it, for
# GOOS and GOARCH; with STRIP empty it keeps its symbols.
build_static() {
  local no_inlining=("${NO_INLINING[@]/#/-gcflags=github.com/calx-lang/calx/}")
  no_inlining=("${no_inlining[@]/%/=-l}")
  CGO_ENABLED=0 go build -trimpath -buildvcs=false "${no_inlining[@]}" \
    -ldflags="${STRIP-"-s -w"} -buildid= ${2:+-X main.release=$2}" -o "$1" ./cmd/calx
}

# The budget of the image: what there is today and some room, since growth
# beyond it wants a reason. The aim is 3,500,000 and 1,500,000; docs/container.md
# has the account of what there is (.ci/size prints it).
MAX_BYTES=5950000       # of the binary in the image
MAX_COMPRESSED=2540000  # of the same, gzip -9
MAX_RESIDENT=8000       # of 1+2, in units of 1,024 bytes

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

# resident_kb BINARY prints the memory that the command has taken when it has
# answered 1+2.
resident_kb() {
  local answer
  coproc CALX { exec "$1"; }
  # The descriptors' variables are gone as soon as the process is.
  local in=${CALX[1]} out=${CALX[0]} pid=$CALX_PID
  echo 1+2 >&"$in"
  read -r answer <&"$out"
  [ "$answer" = 3 ] && awk '/VmHWM/ { print $2 }' "/proc/$pid/status"
  exec {in}>&-
  wait "$pid"
}

# check_memory BINARY prints and bounds the resident memory of 1+2: the least of
# five runs, since the system may lend more.
check_memory() {
  local least=999999 kb
  for _ in 1 2 3 4 5; do
    kb=$(resident_kb "$1")
    [ -n "$kb" ] && [ "$kb" -lt "$least" ] && least=$kb
  done
  say "memory: 1+2 takes $least KiB (at most $MAX_RESIDENT)"
  [ "$least" -le $MAX_RESIDENT ]
}
