# The two commands: `make run` and `make test`. The rest is in `make help`. Meson and Ninja build.

BUILD  ?= build
LISTEN ?= 127.0.0.1:8080
DATA   ?= $(HOME)/.local/share/florin
MESON_FLAGS ?=

.PHONY: help run setup build page test test-long bench fuzz format lint tidy merchants install clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

run: ## install what is missing, build, start the program with its page and demo data
	@tools/setup.sh run
	@$(MAKE) --no-print-directory build
	@exec $(BUILD)/florin serve --demo --listen $(LISTEN)

setup: ## install what building, running and testing need
	@tools/setup.sh test

build: page ## build the program with optimisation: build/florin
	@[ -f $(BUILD)/build.ninja ] || meson setup $(BUILD) --buildtype=debugoptimized $(MESON_FLAGS) >/dev/null
	@ninja -C $(BUILD) --quiet

page: ## build the page (web/dist)
	@tools/page.sh

test: ## install what tests need, build, run everything
	@tools/setup.sh test
	@$(MAKE) --no-print-directory build
	@tests/run.sh

test-long: ## the long run: more crash points, longer fuzzing
	@tools/setup.sh test
	@$(MAKE) --no-print-directory build
	@FLORIN_TEST_LONG=1 tests/run.sh

bench: ## measure speed against named opponents; writes bench/RESULTS.md
	@tools/setup.sh bench
	@$(MAKE) --no-print-directory build
	@bench/run.sh

fuzz: ## build the fuzzers and run each for a while (SECONDS=60)
	@tools/setup.sh test
	@tests/fuzz/run.sh

format: ## bring the C code into its form
	@find src tests tools bench -name '*.[ch]' | xargs clang-format -i

tidy: ## the checks of rooms, names and form
	@$(MAKE) --no-print-directory build
	@$(BUILD)/tools/tidy .

lint: ## static analysis: cppcheck, clang-tidy, gcc -fanalyzer (FILES="src/…": only these)
	@tools/setup.sh test
	@$(MAKE) --no-print-directory build
	@BUILD=$(BUILD) tools/lint.sh $(FILES)

merchants: ## make data/merchants.tsv anew from the name suggestion index (needs npm)
	@cd tools/merchants && npm ci --silent && node make.mjs

install: build ## install the program (PREFIX=/usr/local)
	@meson configure $(BUILD) --prefix=$(or $(PREFIX),/usr/local)
	@meson install -C $(BUILD) --quiet

clean: ## remove what was built
	@rm -rf $(BUILD) build-clang build-asan build-tsan build-fuzz web/dist
