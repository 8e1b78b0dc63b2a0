# The two commands of the README, and what CI runs. `make help` lists the rest.
SWIFT ?= swift
CHECK := --explicit-target-dependency-import-check error
# The Swift libraries inside: starts quicker, and runs where no toolchain is.
STATIC := $(if $(filter Linux,$(shell uname)),--static-swift-stdlib)
PACKAGES := libsqlite3-dev libopenblas-dev pkg-config

.PHONY: help demo test build lint install packages benchmark

help:
	@echo "make demo       install what is missing, build, walk the whole loop on a made-up shop"
	@echo "make test       install what is missing, build, run every test"
	@echo "make install    copy the rapport binary to PREFIX/bin (default /usr/local)"
	@echo "make lint       check the layout of the sources"
	@echo "make benchmark  measure speed (see Benchmarks/README.md)"

demo: build
	@"$$($(SWIFT) build -c release --show-bin-path)/rapport" demo

build: packages
	$(SWIFT) build -c release --product rapport $(STATIC)

test: packages
	$(SWIFT) build --build-tests $(CHECK)
	$(SWIFT) test --skip-build --parallel

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks

install: build
	install -d "$(or $(PREFIX),/usr/local)/bin"
	install "$$($(SWIFT) build -c release --show-bin-path)/rapport" "$(or $(PREFIX),/usr/local)/bin/rapport"

benchmark: packages
	cd Benchmarks && $(SWIFT) run -c release speed

# Installs the system packages with apt as root or through sudo; elsewhere says what to install.
packages:
	@bash .ci/packages $(PACKAGES)
