// Package container holds the tests that run the image: every way of calling
// it that docs/container.md shows, locked down, and what the image consists of.
// They need a container engine and an image, and are skipped where the
// environment names none:
//
//	CALX_ENGINE='podman --runtime runc' CALX_IMAGE=localhost/calx:ci \
//	  go test ./internal/container
//
// .ci/image builds the image and runs them.
package container
