# calx in an image of its own: one static binary, nothing else.
#
#   docker build -t calx .
#   docker run --rm -i calx -e '0.1 + 0.2'
#   docker run --rm -it -v calx-history:/state -e XDG_STATE_HOME=/state calx

# Any image with Go 1.25 or newer and a shell will do for building.
ARG GO_IMAGE=golang:1.26

FROM --platform=$BUILDPLATFORM ${GO_IMAGE} AS build
ARG TARGETOS
ARG TARGETARCH
ARG GOPROXY=https://proxy.golang.org,direct
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# Without VCS stamp and build id the bytes depend on the source and the
# toolchain alone.
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \
    go build -trimpath -buildvcs=false -ldflags='-s -w -buildid=' -o /calx ./cmd/calx

FROM scratch
LABEL org.opencontainers.image.title="calx" \
      org.opencontainers.image.description="An expression language over exact decimals: calculator, script runner, row processor" \
      org.opencontainers.image.source="https://github.com/calx-lang/calx" \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /calx /calx
COPY --from=build /src/LICENSE /LICENSE
# A number, since Kubernetes cannot tell whether a name is root.
USER 65532:65532
ENTRYPOINT ["/calx"]
