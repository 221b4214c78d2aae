# Builds images with whatever container engine there is. Source it after lib.sh,
# call find_engine, then build_image.
#
# Engines, in this order: a docker daemon; buildah and podman, installed with
# apt-get where that is possible. Without access to a registry the build image
# is made from the Go tree of this machine.

engine=()       # the command that runs images, set by find_engine
build_image_with=() # how to build, see there

# find_engine finds an engine, or fails if there is none.
find_engine() {
  if have docker && docker info >/dev/null 2>&1; then
    engine=(docker)
    build_image_with=(build_docker)
  elif [ "$(go env GOHOSTOS)" = linux ] && prepare_buildah; then
    engine=(podman --runtime runc)
    build_image_with=(build_buildah)
  else
    return 1
  fi
}

# build_image ARCH TAG [VERSION REVISION] builds the image for an architecture
# from the Dockerfile, without taking anything from an earlier build but what
# the compiler cached.
build_image() { "${build_image_with[@]}" "$1" "$2" "${3:-}" "${4:-}"; }

build_docker() {
  docker buildx build --quiet --platform "linux/$1" --build-arg SOURCE_DATE_EPOCH=0 --no-cache-filter build \
    --build-arg VERSION="$3" --build-arg REVISION="$4" \
    --output "type=docker,name=$2,rewrite-timestamp=true" . >/dev/null
}

# build_buildah builds in a chroot, which needs no privileges of a daemon.
build_buildah() {
  buildah build --isolation chroot --pull=never --layers=false --timestamp 0 --quiet --platform "linux/$1" \
    --build-arg BUILDPLATFORM="linux/$(go env GOHOSTARCH)" --build-arg TARGETOS=linux --build-arg TARGETARCH="$1" \
    --build-arg VERSION="$3" --build-arg REVISION="$4" "${buildah_args[@]}" -t "$2" . >/dev/null
}

# prepare_buildah finds an image to build in.
prepare_buildah() {
  ensure_buildah || return 1
  local image=docker.io/library/golang:1.26
  buildah_args=(--build-arg GO_IMAGE="$image")
  timeout 60 buildah pull -q "$image" >/dev/null 2>&1 && return 0
  say "image: no registry in reach, the build image is made from $(go env GOROOT)"
  build_image_from_host || return 1
  # The modules, too, come from this machine.
  quietly go mod download || return 1
  buildah_args=(--build-arg GO_IMAGE=localhost/golang:1.26 --build-arg GOPROXY=file:///modcache
    -v "$(go env GOMODCACHE)/cache/download:/modcache:ro")
}

# ensure_buildah installs buildah and podman if that can be done.
ensure_buildah() {
  have buildah && have podman && have runc && have busybox && return 0
  have apt-get && [ "$(id -u)" = 0 ] || return 1
  say "image: installing buildah and podman"
  quietly apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive quietly apt-get install -y -qq --no-install-recommends buildah podman runc busybox-static
}

# build_image_from_host makes a stand-in for golang:1.26: a shell and the Go
# tree of this machine.
build_image_from_host() {
  local ctr busybox empty
  busybox=$(command -v busybox)
  empty=$(mktemp -d)
  buildah rm calx-go >/dev/null 2>&1
  ctr=$(buildah from --name calx-go scratch) || return 1
  quietly buildah copy "$ctr" "$busybox" /bin/busybox &&
    quietly buildah copy "$ctr" "$busybox" /bin/sh &&
    quietly buildah copy "$ctr" "$(go env GOROOT)" /usr/local/go &&
    quietly buildah copy --chmod 1777 "$ctr" "$empty" /tmp &&
    quietly buildah config --env PATH=/usr/local/go/bin:/bin --env GOTOOLCHAIN=local --env HOME=/tmp "$ctr" &&
    quietly buildah commit --rm "$ctr" localhost/golang:1.26
  local status=$?
  rmdir "$empty"
  return $status
}
