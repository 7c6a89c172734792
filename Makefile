# Imprimatur: one Makefile, not recursive. `make help` lists the targets.
#
# Every folder of src becomes one archive, and tests of a folder link that folder and those above
# it, so the table below is also the table of layers. BUILD names the folder for all products;
# the flavours (release, debug, asan) have folders of their own in it.

SHELL := /bin/bash
PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= build
FLAVOUR ?= release

FOLDERS := base data design claims document citation evidence lines pages sheets pdf proof rules report

CC := gcc
STANDARD := -std=c11 -D_GNU_SOURCE
WARNINGS := -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wold-style-definition -Wundef -Wpointer-arith -Wcast-qual \
	-Wwrite-strings -Wformat=2 -Wvla -Wswitch-enum -Wnull-dereference -Wdouble-promotion
PACKAGES := libxml-2.0 harfbuzz harfbuzz-subset yaml-0.1 libcmark libpng libturbojpeg libdeflate zlib \
	libutf8proc nettle freetype2 fribidi libunibreak
# asked when the first recipe needs them, which is after `make setup` has installed them
INCLUDES = $(eval INCLUDES := -Isrc $(shell pkg-config --cflags $(PACKAGES) | \
	sed 's/-I/-isystem /g'))$(INCLUDES)
LIBRARIES = $(eval LIBRARIES := $(shell pkg-config --libs $(PACKAGES)) -lhpdf -lhyphen -lm)$(LIBRARIES)
DEFINES := -DIMPRIMATUR_SHARE='"$(PREFIX)/share/imprimatur"'

FLAGS_release := -O2 -g
FLAGS_debug := -O0 -g3
FLAGS_asan := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
FLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
ifeq ($(FLAVOUR),fuzz)
CC := clang
WARNINGS :=
endif
CFLAGS = $(STANDARD) $(WARNINGS) $(INCLUDES) $(DEFINES) $(FLAGS_$(FLAVOUR))
OUT := $(BUILD)/$(FLAVOUR)

# The Debian packages that building and printing need, and those that only the tests need.
SETUP_PACKAGES := gcc libc6-dev pkg-config libhpdf-dev libcmark-dev libyaml-dev libharfbuzz-dev \
	libhyphen-dev libxml2-dev libpng-dev libturbojpeg0-dev libdeflate-dev zlib1g-dev libutf8proc-dev \
	nettle-dev libfreetype-dev libfribidi-dev libunibreak-dev icc-profiles-free hyphen-en-us \
	citation-style-language-styles citation-style-language-locales fonts-vollkorn fonts-lato \
	fonts-noto-core fonts-dejavu-core
TEST_PACKAGES := fonts-liberation fonts-linuxlibertine python3 python3-pikepdf python3-jsonschema python3-yaml libcmocka-dev qpdf poppler-utils mupdf-tools valgrind faketime \
	clang libclang-rt-14-dev libstdc++-12-dev libgcc-12-dev
BENCH_PACKAGES := python3 poppler-utils fonts-liberation groff
# Debian's own, which has the modules of Debian packages
PYTHON ?= $(firstword $(wildcard /usr/bin/python3) python3)
BENCH_SHARED ?= ../shared/bench

# one short line for each step, or with V=1 the commands
Q := $(if $(V),,@)
say = $(if $(V)$(findstring s,$(firstword -$(MAKEFLAGS))),,@echo '$(1)')

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDEXPANSION:

# --- the program ---------------------------------------------------------------------------------

sources = $(wildcard src/$(1)/*.c)
objects = $(patsubst src/%.c,$(OUT)/%.o,$(call sources,$(1)))
archive = $(OUT)/lib$(1).a
# a folder's archive and all above it, nearest first, as the linker wants them
above = $(foreach f,$(call reverse,$(call upto,$(1),$(FOLDERS))),$(call archive,$(f)))
upto = $(if $(2),$(firstword $(2)) $(if $(filter $(1),$(firstword $(2))),,$(call upto,$(1),$(wordlist 2,99,$(2)))))
reverse = $(if $(1),$(call reverse,$(wordlist 2,99,$(1))) $(firstword $(1)))
ARCHIVES := $(foreach f,$(call reverse,$(FOLDERS)),$(call archive,$(f)))

PROGRAM := $(OUT)/imprimatur

all: $(if $(filter release,$(FLAVOUR)),$(BUILD)/imprimatur,$(PROGRAM))

# build/imprimatur is always the release; other flavours stay in their folders
$(BUILD)/imprimatur: $(BUILD)/release/imprimatur
	@ln -sf release/imprimatur $@

TOP := $(patsubst src/%.c,$(OUT)/%.o,$(wildcard src/*.c))

$(PROGRAM): $(TOP) $(ARCHIVES)
	$(call say,link $@)
	$(Q)$(CC) $(CFLAGS) -o $@ $(TOP) $(ARCHIVES) $(LIBRARIES)

define folder_rules
$(call archive,$(1)): $(call objects,$(1))
	@rm -f $$@
	@ar rcs $$@ $$^
endef
$(foreach f,$(FOLDERS),$(eval $(call folder_rules,$(f))))

# `make -j setup briefing` compiles nothing before the packages are there
BEFORE := $(filter setup setup-test,$(MAKECMDGOALS))

$(OUT)/%.o: src/%.c | $(BEFORE)
	@mkdir -p $(@D)
	$(call say,compile $<)
	$(Q)$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(wildcard $(OUT)/*.d $(OUT)/*/*.d)

# main knows where the program is installed
$(TOP): $(OUT)/prefix
ifneq ($(strip $(file <$(OUT)/prefix)),$(PREFIX))
$(OUT)/prefix: always
endif
$(OUT)/prefix:
	@mkdir -p $(@D)
	@echo '$(PREFIX)' >$@

# --- documents -----------------------------------------------------------------------------------

DOCUMENTS := $(patsubst content/%.yaml,$(BUILD)/%.pdf,$(wildcard content/*.yaml))

briefing: $(DOCUMENTS)

# the briefing under every layout
layouts: $(patsubst content/layouts/%.yaml,$(BUILD)/layouts/%.pdf,$(wildcard content/layouts/*.yaml))

$(BUILD)/layouts/%.pdf: content/layouts/%.yaml $(BUILD)/imprimatur | $(BEFORE)
	@mkdir -p $(@D)
	$(BUILD)/imprimatur build content/ketamine-briefing.yaml --layout $< -o $@ --prove --depfile $(@:.pdf=.d)

-include $(wildcard $(BUILD)/layouts/*.d)

$(BUILD)/%.pdf: content/%.yaml $(BUILD)/imprimatur | $(BEFORE)
	$(BUILD)/imprimatur build $< -o $@ --prove --depfile $(BUILD)/$*.d

-include $(wildcard $(DOCUMENTS:.pdf=.d))

# --- packages ------------------------------------------------------------------------------------

# Installs those of the Debian packages $(1) that are missing; the lists are fetched only where
# installing without that fails.
define install_packages
@if ! command -v dpkg-query >/dev/null; then \
	echo 'not a Debian system; install what these Debian packages hold:'; \
	echo '  $(1)'; exit 0; \
fi; \
there=" $$(dpkg-query -W -f='$${db:Status-Status}=$${Package} ' $(1) 2>/dev/null)"; \
missing=$$(for p in $(1); do [[ $$there == *" installed=$$p "* ]] || echo $$p; done); \
[ -n "$$missing" ] || exit 0; \
echo installing $$missing; \
apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600); \
if [ "$$(id -u)" != 0 ]; then \
	command -v sudo >/dev/null || { echo 'not root and no sudo; as root run:'; \
		echo "  apt-get install" $$missing; exit 1; }; \
	apt=(sudo "$${apt[@]}"); \
fi; \
install=("$${apt[@]}" install -y --no-install-recommends $$missing); \
"$${install[@]}" </dev/null || { "$${apt[@]}" update </dev/null && "$${install[@]}" </dev/null; }
endef

setup:
	$(call install_packages,$(SETUP_PACKAGES))

setup-test: | $(filter setup,$(MAKECMDGOALS))
	$(call install_packages,$(SETUP_PACKAGES) $(TEST_PACKAGES))

# --- tests ---------------------------------------------------------------------------------------

# the unit tests of a folder: tests/<folder>/test_*.c, each a program of its own
units = $(patsubst tests/%.c,$(OUT)/tests/%,$(wildcard tests/$(1)/test_*.c))

$(OUT)/tests/%: tests/%.c $$(call above,$$(firstword $$(subst /, ,$$*)))
	@mkdir -p $(@D)
	$(call say,compile $<)
	$(Q)$(CC) $(CFLAGS) -Itests -MMD -MP -MF $@.d -MT $@ -o $@ $< $(filter %.a,$^) $(LIBRARIES) -lcmocka

-include $(wildcard $(OUT)/tests/*/*.d)

define test_rules
.PHONY: test-$(1)
test-$(1): $(call units,$(1))
	@for t in $$^; do $$$$t || exit 1; done
endef
$(foreach f,$(FOLDERS),$(eval $(call test_rules,$(f))))

units: $(foreach f,$(FOLDERS),$(call units,$(f)))

fuzzers: $(patsubst tests/fuzz/%.c,$(OUT)/%,$(wildcard tests/fuzz/fuzz_*.c))

# fuzz_<folder> links that folder and those above it, any other name all of them
$(OUT)/fuzz_%: tests/fuzz/fuzz_%.c $$(if $$(filter $$*,$(FOLDERS)),$$(call above,$$*),$(ARCHIVES))
	$(call say,compile $<)
	$(Q)$(CC) $(CFLAGS) -fsanitize=fuzzer -o $@ $< $(filter %.a,$^) $(LIBRARIES)

# the CSL test suite's runner; tests/citation/check_fixtures.py runs it
$(BUILD)/csl-fixtures: $(OUT)/csl-fixtures
	@ln -sf $(FLAVOUR)/csl-fixtures $@

$(OUT)/csl-fixtures: tests/citation/csl_fixtures.c $(call above,citation)
	@mkdir -p $(@D)
	$(call say,compile $<)
	$(Q)$(CC) $(CFLAGS) -MMD -MP -MF $@.d -MT $@ -o $@ $< $(filter %.a,$^) $(LIBRARIES)

# renders for tests/citation/compare/compare.py and the benchmark
$(BUILD)/csl-render: $(OUT)/csl-render
	@ln -sf $(FLAVOUR)/csl-render $@

$(OUT)/csl-render: tests/citation/compare/render.c $(call above,citation)
	@mkdir -p $(@D)
	$(call say,compile $<)
	$(Q)$(CC) $(CFLAGS) -MMD -MP -MF $@.d -MT $@ -o $@ $< $(filter %.a,$^) $(LIBRARIES)

$(BUILD)/faults.so: tests/faults/faults.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(STANDARD) $(WARNINGS) -O1 -g -shared -fPIC -o $@ $< -ldl

# What fails to build is counted as failed by the runner, so make keeps going. The builds run
# before the tests, so that times and memory are measured on a quiet machine.
test: setup-test
	@$(MAKE) --no-print-directory -s -k -j2 all units $(BUILD)/faults.so $(BUILD)/csl-fixtures || true
	@$(MAKE) --no-print-directory -s -k -j2 FLAVOUR=asan all units || true
	@$(MAKE) --no-print-directory -s -k -j2 FLAVOUR=fuzz fuzzers || true
	@$(PYTHON) tests/run.py --build $(BUILD)

test-update: all
	@$(PYTHON) tests/run.py --build $(BUILD) --update

asan: setup-test
	@$(MAKE) --no-print-directory -s -k -j2 FLAVOUR=asan all units || true
	@$(PYTHON) tests/run.py --build $(BUILD) --only asan

# writes the files of checked numbers anew; look at the difference, and the numbers up
checked: all
	@for d in content/*.yaml; do f=$$(sed -n 's/^checked: *//p' $$d); \
	  test -z "$$f" || { $(BUILD)/imprimatur dump checked $$d > $(BUILD)/checked.yaml && \
	  mv $(BUILD)/checked.yaml content/$$f; } || exit 1; done

bench: all $(BUILD)/csl-render
	$(call install_packages,$(BENCH_PACKAGES))
	@$(PYTHON) tests/bench/run.py --build $(BUILD) --shared $(BENCH_SHARED)

# line and page quality; further PDFs of the same text as PEERS="NAME=FILE.pdf …"
quality: all
	$(call install_packages,$(BENCH_PACKAGES))
	@$(PYTHON) tests/bench/quality.py --build $(BUILD) --shared $(dir $(abspath $(BENCH_SHARED))) $(PEERS)

# --- housekeeping --------------------------------------------------------------------------------

SHARE = $(DESTDIR)$(PREFIX)/share/imprimatur

install: all
	install -D -m 755 $(BUILD)/release/imprimatur $(DESTDIR)$(PREFIX)/bin/imprimatur
	install -D -m 644 src/imprimatur.1 $(DESTDIR)$(PREFIX)/share/man/man1/imprimatur.1
	install -D -m 644 fonts/fonts.yaml $(SHARE)/fonts/fonts.yaml
	install -d $(SHARE)/layouts
	install -m 644 content/layouts/*.yaml $(SHARE)/layouts
	install -d $(SHARE)/packs
	install -m 644 content/packs/*.yaml $(SHARE)/packs

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/imprimatur $(DESTDIR)$(PREFIX)/share/man/man1/imprimatur.1
	rm -rf $(SHARE)

format:
	clang-format-14 -i $$(find src tests -name '*.[ch]')

clean:
	rm -rf $(BUILD)

help:
	@echo 'make            build $(BUILD)/imprimatur'
	@echo 'make setup      install the Debian packages that building and printing need'
	@echo 'make briefing   print every content/*.yaml into $(BUILD)'
	@echo 'make layouts    print the briefing under every content/layouts/*.yaml into $(BUILD)/layouts'
	@echo 'make test       run all tests; installs what only they need'
	@echo 'make test-base  run the unit tests of one folder of src'
	@echo 'make test-update  rewrite the golden files; look at the difference'
	@echo 'make checked    write the files of checked numbers anew; look the changed numbers up'
	@echo 'make asan       run the unit tests under the address and undefined sanitizers'
	@echo 'make bench      measure whole builds beside the peers that are installed'
	@echo 'make quality    measure the lines and pages of that text, greedy, optimal and by peers'
	@echo 'make install    into DESTDIR and PREFIX ($(PREFIX)); uninstall removes it'
	@echo 'make format     format the C files'
	@echo 'make clean      remove $(BUILD)'
	@echo 'FLAVOUR=release|debug|asan and BUILD=folder choose what is built and where; V=1 shows'
	@echo 'the commands.'

always:

.PHONY: all always asan bench briefing checked clean fuzzers format help install layouts quality setup setup-test test \
	test-update uninstall units
