# latchkey: `make help` lists what there is. Everything installs what it needs (scripts/setup.sh).

PREFIX  ?= /usr/local
DESTDIR ?=

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

bin         = $(DESTDIR)$(PREFIX)/bin
man         = $(DESTDIR)$(PREFIX)/share/man
bash_folder = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
zsh_folder  = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
fish_folder = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
data_folder = $(DESTDIR)$(PREFIX)/share/latchkey

release := .build/release
sources  = $(shell find Sources -type f) Package.swift
# The standard library goes into the executables: they start in half the time, and run where no
# Swift is installed. So do C++'s, which Swift's runtime is written in: a folder that holds nothing
# but the static one is looked into first. libcrypto, libssh2 and libargon2 stay the system's, and
# are looked for where the system has them, not beside the executable. The linker packs the twenty
# thousand relocations, which are done at every start, into a hundredth of the room. All symbols
# are bound at the start: the loader would otherwise save the processor's registers to the stack at
# the first call of each function, and the last key that was copied is still in them. What a check
# runs lies side by side (scripts/link-order.sh), which takes 2.4 MiB off its memory.
static_libraries := .build/static-libraries
release_build = swift build --configuration release --static-swift-stdlib --disable-local-rpath \
  -Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs -Xlinker -z -Xlinker now \
  -Xswiftc -Xfrontend -Xswiftc -function-sections -Xlinker --no-warn-symbol-ordering \
  -Xlinker --symbol-ordering-file=$(CURDIR)/scripts/link-order.txt \
  -Xswiftc -L$(CURDIR)/$(static_libraries) -Xswiftc -Xclang-linker -Xswiftc -static-libgcc

formatted = Package.swift Sources Tests Fuzz Benchmarks/Package.swift Benchmarks/Sources
scripts   = .ci/run $(shell find . -path './.*' -prune -o -name '*.sh' -print -o -name '*.sbatch' -print)

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | while IFS=$$'\t' read -r target what; do \
	  printf '  make %-10s %s\n' "$$target" "$$what"; done

.PHONY: build
build: ## build latchkey and latchkeyd for release, into .build/release
	@scripts/setup.sh build
	@$(MAKE) $(release)/latchkey

# One rule makes both: the daemon is built after the tool, so the tool stands for the two.
$(release)/latchkey: $(sources) scripts/link-order.txt
	@echo "building the release executables (some minutes the first time)"
	@mkdir -p $(static_libraries)
	@ln -sf "$$(clang -print-file-name=libstdc++.a)" $(static_libraries)/
	@rm -f $(release)/latchkey # which SwiftPM links again for new sources, not for a new order
	@$(release_build) --product latchkeyd $(quiet)
	@$(release_build) --product latchkey $(quiet)
	@touch $@

.PHONY: demo
demo: ## run the whole story: keys, instance, metadata, a real sshd, verdicts
	@scripts/setup.sh demo
	@$(MAKE) $(release)/latchkey
	@PATH="$(CURDIR)/$(release):$$PATH" examples/demo.sh

.PHONY: test
test: ## run every test against every real peer (some: make test ARGS='--filter Wire')
	@scripts/setup.sh test
	@echo "building the tests (some minutes the first time)"
	@swift build --build-tests $(quiet)
	@echo "testing"
	@scripts/test.sh $(quiet_tests) $(ARGS)

.PHONY: sanitize
sanitize: ## run the tests that use libssh2's insides with AddressSanitizer
	@scripts/setup.sh test
	@echo "building the verifier's tests with AddressSanitizer (a minute or two the first time)"
	@scripts/sanitize.sh $(ARGS)

.PHONY: matrix
matrix: ## run the verifier's tests with Debian 13's OpenSSH 10 and libssh2 1.11
	@scripts/setup.sh test
	@swift build --build-tests $(quiet)
	@scripts/debian13.sh $(ARGS)

.PHONY: tables
tables: ## write README's tables of reasons and of who reads what, from a run of all peers
	@LATCHKEY_WRITE_TABLES=1 $(MAKE) test ARGS='--filter InteropTableTests --filter ReasonTableTests'

.PHONY: bench
bench: ## measure latchkey beside ssh-keygen, openssl, puttygen, nginx and SSH clients
	@scripts/setup.sh bench
	@$(MAKE) $(release)/latchkey
	@swift build --package-path Benchmarks --configuration release --quiet
	@Benchmarks/.build/release/latchkey-bench --latchkey $(release)/latchkey \
	  --python .build-bench-python/bin/python3 --nginx .build-nginx/usr/sbin/nginx $(ARGS)

.PHONY: docs
docs: ## build the libraries' documentation, into .build-docs
	@scripts/setup.sh build
	@swift build --target Latchkey $(quiet)
	@swift build --target LatchkeyServer $(quiet)
	@scripts/docs.sh

# How long each target is fuzzed, in seconds.
SECONDS ?= 60

.PHONY: fuzz
fuzz: ## feed the parsers hostile input (longer: make fuzz SECONDS=600 TARGETS='PEM PuTTY')
	@scripts/setup.sh fuzz
	@Fuzz/run.sh $(SECONDS) $(TARGETS)

.PHONY: install
install: $(release)/latchkey ## install under PREFIX (/usr/local), inside DESTDIR
	@install -d "$(bin)" "$(bash_folder)" "$(zsh_folder)" "$(fish_folder)"
	@install -m 755 $(release)/latchkey $(release)/latchkeyd "$(bin)"
	@for page in man/*.[1-8]; do \
	  install -D -m 644 "$$page" "$(man)/man$${page##*.}/$${page##*/}"; done
	@install -D -m 644 -t "$(data_folder)" schema/*.json
	@$(release)/latchkey --generate-completion-script bash >"$(bash_folder)/latchkey"
	@$(release)/latchkey --generate-completion-script zsh >"$(zsh_folder)/_latchkey"
	@$(release)/latchkey --generate-completion-script fish >"$(fish_folder)/latchkey.fish"
	@chmod 644 "$(bash_folder)/latchkey" "$(zsh_folder)/_latchkey" "$(fish_folder)/latchkey.fish"
	@echo "installed latchkey and latchkeyd into $(bin)"

.PHONY: uninstall
uninstall: ## remove what install put there
	@rm -f "$(bin)/latchkey" "$(bin)/latchkeyd" "$(bash_folder)/latchkey" \
	  "$(zsh_folder)/_latchkey" "$(fish_folder)/latchkey.fish"
	@for file in schema/*.json; do rm -f "$(data_folder)/$${file##*/}"; done
	@rmdir "$(data_folder)" 2>/dev/null || true
	@for page in man/*.[1-8]; do rm -f "$(man)/man$${page##*.}/$${page##*/}"; done
	@echo "removed latchkey and latchkeyd from $(bin)"

.PHONY: format
format: ## rewrite the Swift sources in the project's format
	@swift format format --in-place --recursive --parallel $(formatted)

.PHONY: lint
lint: ## check the Swift format, the shell scripts and the manual pages
	@scripts/setup.sh test
	swift format lint --strict --recursive --parallel $(formatted)
	shellcheck $(scripts)
	mandoc -T lint -W warning man/*.[1-8]

.PHONY: clean
clean: ## remove everything that was built
	@rm -rf .build .build-* Benchmarks/.build

# What a build or a test says while all is well is left out where nobody watches, what went wrong
# never is; VERBOSE=1 shows all.
quiet       := $(if $(VERBOSE),,$(if $(CI),--quiet))
quiet_tests := $(if $(VERBOSE),,--quiet)
