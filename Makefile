# zwy: build, run, test.  `make help` lists the targets.
# Layers build into one archive each (build/lib), in dependency order; a unit
# test links with its own layer and those below it, nothing above.

MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:
.SECONDARY:

BUILD ?= build
CC := gcc
CXX := g++
CPPFLAGS := -D_GNU_SOURCE -Iapp -I$(BUILD)/gen
WARNINGS := -Wall -Wextra -Wshadow -Wformat=2 -Wvla -Wundef -Wpointer-arith -Wcast-qual -Werror
C_WARNINGS := -Wstrict-prototypes -Wmissing-prototypes -Wconversion -Wno-sign-conversion
HARDENING := -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -fPIE \
	-fno-strict-overflow -fno-delete-null-pointer-checks -ftrivial-auto-var-init=zero
OPTIMISE ?= -O2 -g -D_FORTIFY_SOURCE=3
SANITIZE ?=
CFLAGS := -std=c17 $(OPTIMISE) $(WARNINGS) $(C_WARNINGS) $(HARDENING) $(SANITIZE)
CXXFLAGS := -std=c++17 $(OPTIMISE) -Wall -Wextra -Werror $(HARDENING) $(SANITIZE)
LDFLAGS := -pie -Wl,-z,relro,-z,now,-z,noexecstack $(SANITIZE)
LIBRARIES := -lsqlite3 -lsodium -lfcgi -lfyaml -lmagic -lctemplate_nothreads -ljansson -lxlsxwriter -larchive -lstdc++ -lm

LAYERS := base data http kernel modules
sources = $(wildcard app/$(1)/*.c app/$(1)/*/*.c)
objects = $(patsubst app/%.c,$(BUILD)/obj/%.o,$(call sources,$(1)))

all: $(BUILD)/zwy $(BUILD)/zwy-verify $(BUILD)/zwy-press ## build zwy, zwy-verify and zwy-press into build/

include app/install/packages.mk
include app/install/static.mk
include app/install/install.mk

# `make V=1` shows the commands.
ifndef V
QUIET = @
say = @echo '  $(1) $(2)';
endif

$(BUILD)/obj/%.o: app/%.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(QUIET)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/obj/%.o: app/%.cc
	@mkdir -p $(@D)
	$(call say,CXX,$<)
	$(QUIET)$(CXX) $(CPPFLAGS) $(CXXFLAGS) -MMD -MP -c -o $@ $<

define layer_rule
$(BUILD)/lib/$(1).a: $(call objects,$(1)) $(if $(filter http,$(1)),$(BUILD)/obj/http/template_shim.o)
	@mkdir -p $$(@D)
	@rm -f $$@
	@echo '  AR  $$@'
	$$(QUIET)ar rcs $$@ $$^
endef
$(foreach layer,$(LAYERS),$(eval $(call layer_rule,$(layer))))

# Generated: db/queries/*.sql -> enum query and its table.
QUERY_FILES := $(sort $(wildcard db/queries/*.sql))
$(BUILD)/gen/queries.h $(BUILD)/gen/queries.c &: app/data/gen-queries.awk $(QUERY_FILES)
	@mkdir -p $(@D)
	$(call say,GEN,$(@D)/queries.c)
	$(QUIET)awk -v out=$(BUILD)/gen -f app/data/gen-queries.awk $(QUERY_FILES)

$(BUILD)/obj/gen/queries.o: $(BUILD)/gen/queries.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(QUIET)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# Generated: which fields the C of the modules reads by name.
READ_FILES := $(sort $(wildcard app/modules/*/*.c))
$(BUILD)/gen/reads.c: app/kernel/gen-reads.awk $(READ_FILES)
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	$(QUIET)awk -v out=$@ -f app/kernel/gen-reads.awk $(READ_FILES)

$(BUILD)/obj/gen/reads.o: $(BUILD)/gen/reads.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(QUIET)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

GENERATED := $(BUILD)/obj/gen/queries.o $(BUILD)/obj/gen/reads.o

# Pages append the fingerprint of style sheets and script to their addresses.
$(BUILD)/gen/static_version.h: $(BUILD)/static/version
	@mkdir -p $(@D)
	@printf '#define STATIC_VERSION "%s"\n' "$$(cat $<)" >$@
$(BUILD)/obj/http/templates.o: $(BUILD)/gen/static_version.h

$(call objects,data) $(call objects,kernel) $(call objects,modules) $(BUILD)/obj/main.o $(BUILD)/obj/serve.o: | $(BUILD)/gen/queries.h

ARCHIVES := $(foreach layer,modules kernel http data base,$(BUILD)/lib/$(layer).a)

$(BUILD)/zwy: $(BUILD)/obj/main.o $(BUILD)/obj/serve.o $(ARCHIVES) $(GENERATED)
	$(call say,LINK,$@)
	$(QUIET)$(CC) $(LDFLAGS) -o $@ $(BUILD)/obj/main.o $(BUILD)/obj/serve.o -Wl,--start-group $(ARCHIVES) $(GENERATED) -Wl,--end-group $(LIBRARIES)

$(BUILD)/zwy-verify: $(BUILD)/obj/zwy_verify.o $(BUILD)/obj/zwy_verify_dossier.o
	$(call say,LINK,$@)
	$(QUIET)$(CC) $(LDFLAGS) -o $@ $^ -lsodium

# Papers as PDF: a program of its own (app/press/press.h).
PRESS_PACKAGES := pangocairo cairo-pdf libxml-2.0 librsvg-2.0
$(call objects,press): CPPFLAGS += $(shell pkg-config --cflags $(PRESS_PACKAGES) 2>/dev/null | sed 's/-I/-isystem /g')
$(BUILD)/zwy-press: $(call objects,press) $(BUILD)/lib/base.a
	$(call say,LINK,$@)
	$(QUIET)$(CC) $(LDFLAGS) -o $@ $^ $(shell pkg-config --libs $(PRESS_PACKAGES) 2>/dev/null) -lsodium -lm

include tests/bench/bench.mk
include tests/fuzz/fuzz.mk

# One unit test program per file tests/unit/<layer>/<file>_test.c.
UNIT_TESTS := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*/*_test.c))
CHECK_LIBRARIES := $(shell pkg-config --libs check 2>/dev/null)
below_base := base
below_data := data base
below_http := http base
below_kernel := kernel http data base
below_modules := modules kernel http data base
SUPPORT := $(patsubst tests/support/%.c,$(BUILD)/support/%.o,$(wildcard tests/support/*.c))

$(BUILD)/support/%.o: tests/support/%.c | $(BUILD)/gen/queries.h
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(QUIET)$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -MMD -MP -c -o $@ $<

define unit_rule
$(BUILD)/unit/$(1)/%_test: tests/unit/$(1)/%_test.c $(foreach l,$(below_$(1)),$(BUILD)/lib/$(l).a) $(if $(filter-out base http,$(1)),$(GENERATED)) $(if $(filter kernel modules,$(1)),$(SUPPORT))
	@mkdir -p $$(@D)
	@echo '  TEST $$<'
	$(QUIET)$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -Wno-missing-prototypes -MMD -MP $(LDFLAGS) -o $$@ $$< -Wl,--start-group $$(filter %.a %.o,$$^) -Wl,--end-group $(CHECK_LIBRARIES) $(LIBRARIES)
endef
$(foreach layer,$(LAYERS),$(eval $(call unit_rule,$(layer))))

# Runs the verifier as auditors do.
$(BUILD)/unit/kernel/audit_export_test $(BUILD)/unit/kernel/audit_part_test: | $(BUILD)/zwy-verify

unit: $(UNIT_TESTS) ## unit tests; LAYER=base for one layer
	tests/run-unit.sh $(filter $(BUILD)/unit/$(if $(LAYER),$(LAYER)/)%,$(UNIT_TESTS))

unit-%: ## unit tests of one layer, e.g. make unit-base
	$(MAKE) $(filter $(BUILD)/unit/$*/%,$(UNIT_TESTS))
	tests/run-unit.sh $(filter $(BUILD)/unit/$*/%,$(UNIT_TESTS))

flow: all static ## stories over plain HTTP; STORY="life refusal" for some
	@tests/flow/run.sh $(BUILD) $(STORY)

matrix: all static ## every route as every role, compared with tests/matrix/expected.tsv
	@tests/matrix/run.sh $(BUILD)

matrix-accept: all static ## take what the routes answer now as expected; read the diff
	@tests/matrix/run.sh $(BUILD) accept

browser: all static ## stories in a real browser, accessibility, paper; STORY="life keyboard" for some
	@tests/browser/run.sh $(BUILD) $(STORY)

screenshots: all static ## take README's pictures anew
	@SCRIPT=screenshots.mjs tests/browser/run.sh $(BUILD)

lint: all ## format, layers, sizes, SQL, templates, routes
	@tests/lint/run.sh $(BUILD)

format: ## format C files in place
	find app tests -name '*.c' -o -name '*.cc' -o -name '*.hh' | grep -v node_modules | xargs clang-format -i

demo-days: all ## the demo told on days when calendars are odd; YEAR=2026: on each day of it
	@tests/demo/days.sh $(BUILD) $(YEAR)

check: lint unit flow ## the fast part of the tests

# Linked statically, so that both sanitizers leave their reports in one place (tests/run-sanitized.sh).
SANITIZERS := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -static-libasan -static-libubsan
SANITIZED = BUILD=build-asan OPTIMISE='-O1 -g' SANITIZE='$(SANITIZERS)'
asan: ## unit tests and stories with address and undefined-behaviour sanitizers, in build-asan/; LAYER=base or STORY="life plain": those alone
	$(MAKE) $(SANITIZED) asan-built
	@LAYER='$(LAYER)' tests/run-sanitized.sh build-asan $(STORY)

asan-built: all static $(BUILD)/flow/clock.so $(if $(STORY),,$(filter $(BUILD)/unit/$(if $(LAYER),$(LAYER)/)%,$(UNIT_TESTS)))

# Stands in for libfaketime there; itself without sanitizers.
$(BUILD)/flow/clock.so: tests/flow/clock.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(QUIET)$(CC) -D_GNU_SOURCE -std=c17 -O2 $(WARNINGS) -shared -fPIC -o $@ $<

test: ## install what the tests need and run all of them
	@app/install/packages.sh $(PACKAGES_BUILD) $(PACKAGES_RUN) $(PACKAGES_TEST)
	@tests/run-all.sh $(BUILD)

PORT ?= 8080
DEMO ?= 1
VAR ?= var

run: ## install what is missing, build, make demo data, start on http://127.0.0.1:8080 (PORT=, DEMO=0, VAR=)
	@app/install/packages.sh $(PACKAGES_BUILD) $(PACKAGES_RUN)
	@$(MAKE) --no-print-directory -j$$(nproc) all static
	@app/install/run.sh start $(BUILD) $(VAR) $(PORT) $(DEMO)

stop: ## end what `make run` started
	@mkdir -p $(BUILD)
	@app/install/run.sh stop $(BUILD) $(VAR) $(PORT) $(DEMO)

clean: ## remove build/ (var/ with the data stays)
	rm -rf $(BUILD)

help: ## this list
	@grep -hE '^[a-z-]+%?:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z%-]+):.*## (.*)/  make \1\t\2/' | expand -t 28

.PHONY: all unit flow matrix matrix-accept browser screenshots demo-days lint format check asan asan-built test clean help run stop

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
