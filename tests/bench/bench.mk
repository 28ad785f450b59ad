# Measurements: `make bench`, `make bench-instructions`.  Figures are ratios to
# what the machine can do, taken in the same run; see tests/bench/bench.mjs.

BENCH_PROGRAMS := $(addprefix $(BUILD)/bench/,constant limits scale queue_page)
BENCH_LIBRARIES := $(LIBRARIES)
MATTERS ?= 100000
AUDIT_ROWS ?= 1000000

$(BUILD)/bench/%: tests/bench/%.c $(ARCHIVES) $(BUILD)/obj/gen/queries.o
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< -Wl,--start-group $(ARCHIVES) $(BUILD)/obj/gen/queries.o -Wl,--end-group $(LIBRARIES)

bench: all static $(BENCH_PROGRAMS) ## measure against what this machine can do (installs wrk)
	@app/install/packages.sh $(PACKAGES_BUILD) $(PACKAGES_RUN) $(PACKAGES_BENCH)
	@BUILD=$(BUILD) MATTERS=$(MATTERS) AUDIT_ROWS=$(AUDIT_ROWS) node tests/bench/bench.mjs $(FIGURES)

bench-instructions: all static $(BENCH_PROGRAMS) ## instructions per queue page, counted by valgrind
	@app/install/packages.sh $(PACKAGES_BUILD) $(PACKAGES_RUN) $(PACKAGES_BENCH)
	@BUILD=$(BUILD) MATTERS=$(MATTERS) AUDIT_ROWS=$(AUDIT_ROWS) node tests/bench/bench.mjs instructions

.PHONY: bench bench-instructions
