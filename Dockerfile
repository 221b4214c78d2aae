# calx in an image of its own: one static binary, and nothing else that runs.
#
#   docker build -t calx .
#   docker run --rm calx -e '0.1 + 0.2'
#   docker run --rm -i calx < script.calx
#   docker run --rm -it -v calx:/state calx
#
# docs/container.md tells why it is built as it is. The bytes of the image depend
# on the source, the toolchain and these arguments alone:
#
#   docker buildx build --platform linux/amd64,linux/arm64 \
#     --build-arg SOURCE_DATE_EPOCH=0 --output type=oci,dest=calx.tar,rewrite-timestamp=true .

# Any image with Go 1.25 or newer and a shell will do for building.
ARG GO_IMAGE=golang:1.26

# The compiler runs on the builder's own architecture whatever the target's is.
FROM --platform=$BUILDPLATFORM ${GO_IMAGE} AS build
ARG GOPROXY=https://proxy.golang.org,direct
ENV CGO_ENABLED=0 GOMODCACHE=/cache/mod GOCACHE=/cache/build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/cache go mod download
COPY . .
# No defaults for these: one would ship the wrong architecture in silence.
ARG TARGETOS
ARG TARGETARCH
# The version that calx version prints, for releases: .git is not here to tell.
ARG VERSION
# -gcflags: without inlining where it takes more bytes than it gains time
# (.ci/lib.sh has the same list). Times and owners are part of a layer's digest,
# so they are set.
RUN --mount=type=cache,target=/cache \
    module=github.com/calx-lang/calx && \
    GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -buildvcs=false \
      -gcflags=$module/cmd/calx=-l -gcflags=$module/diag=-l -gcflags=$module/parser=-l \
      -gcflags=$module/plot=-l -gcflags=$module/repl=-l \
      -ldflags="-s -w -buildid= ${VERSION:+-X main.release=$VERSION}" -o /out/calx ./cmd/calx && \
    cp LICENSE /out/LICENSE && \
    mkdir -m 0755 /out/state && chown 65532:65532 /out/state && \
    chmod 0755 /out/calx && chmod 0644 /out/LICENSE && \
    touch -d @0 /out/calx /out/LICENSE /out/state

FROM scratch
ARG VERSION
ARG REVISION
LABEL org.opencontainers.image.title="calx" \
      org.opencontainers.image.description="An expression language over exact decimals: calculator, script runner, plotter" \
      org.opencontainers.image.url="https://github.com/calx-lang/calx" \
      org.opencontainers.image.source="https://github.com/calx-lang/calx" \
      org.opencontainers.image.documentation="https://github.com/calx-lang/calx/blob/main/docs/container.md" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
COPY --from=build /out/calx /out/LICENSE /
# Where a volume keeps the history of the interactive mode. It is empty, and the
# only thing that belongs to the user.
COPY --from=build --chown=65532:65532 /out/state /state
ENV XDG_STATE_HOME=/state
# A number, since Kubernetes cannot tell whether a name is root.
USER 65532:65532
ENTRYPOINT ["/calx"]
