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

FOLDERS := base data design document citation evidence lines pages pdf report

CC := gcc
STANDARD := -std=c11 -D_GNU_SOURCE
WARNINGS := -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wold-style-definition -Wundef -Wpointer-arith -Wcast-qual \
	-Wwrite-strings -Wformat=2 -Wvla -Wswitch-enum -Wnull-dereference -Wdouble-promotion
PACKAGES := libxml-2.0 harfbuzz harfbuzz-subset yaml-0.1 libcmark libpng libjpeg zlib
INCLUDES := -Isrc $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null | sed 's/-I/-isystem /g')
LIBRARIES := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lhpdf -lhyphen -lm
DEFINES := -DIMPRIMATUR_SHARE='"$(PREFIX)/share/imprimatur"'

FLAGS_release := -O2 -g
FLAGS_debug := -O0 -g3
FLAGS_asan := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
CFLAGS := $(STANDARD) $(WARNINGS) $(INCLUDES) $(DEFINES) $(FLAGS_$(FLAVOUR))
OUT := $(BUILD)/$(FLAVOUR)

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

all: $(BUILD)/imprimatur

$(BUILD)/imprimatur: $(OUT)/imprimatur
	ln -sf $(FLAVOUR)/imprimatur $@

$(PROGRAM): $(OUT)/main.o $(OUT)/options.o $(ARCHIVES)
	$(CC) $(CFLAGS) -o $@ $(OUT)/main.o $(OUT)/options.o $(ARCHIVES) $(LIBRARIES)

define folder_rules
$(call archive,$(1)): $(call objects,$(1))
	@rm -f $$@
	@ar rcs $$@ $$^
endef
$(foreach f,$(FOLDERS),$(eval $(call folder_rules,$(f))))

$(OUT)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(wildcard $(OUT)/*.d $(OUT)/*/*.d)

# --- tests ---------------------------------------------------------------------------------------

# the unit tests of a folder: tests/<folder>/test_*.c, each a program of its own
units = $(patsubst tests/%.c,$(OUT)/tests/%,$(wildcard tests/$(1)/test_*.c))

$(OUT)/tests/%: tests/%.c $$(call above,$$(firstword $$(subst /, ,$$*)))
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -Itests -MMD -MP -o $@ $< $(filter %.a,$^) $(LIBRARIES) -lcmocka

-include $(wildcard $(OUT)/tests/*/*.d)

define test_rules
.PHONY: test-$(1)
test-$(1): $(call units,$(1))
	@for t in $$^; do $$$$t || exit 1; done
endef
$(foreach f,$(FOLDERS),$(eval $(call test_rules,$(f))))

clean:
	rm -rf $(BUILD)

.PHONY: all clean
