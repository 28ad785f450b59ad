# Measurements: `make bench`, `make bench-instructions`.  Figures are ratios to
# what the machine can do, taken in the same run; see tests/bench/bench.mjs.

BENCH_PROGRAMS := $(addprefix $(BUILD)/bench/,constant limits pages papers drafts)
MATTERS ?= 100000
RUN_BENCH = BUILD=$(BUILD) MATTERS=$(MATTERS) node tests/bench/bench.mjs

$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/obj/serve.o $(ARCHIVES) $(GENERATED)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< -Wl,--start-group $(filter %.o %.a,$^) -Wl,--end-group $(LIBRARIES)

$(BUILD)/bench/papers: tests/bench/papers.c
	@mkdir -p $(@D)
	$(CC) -D_GNU_SOURCE -std=c17 -O2 -o $@ $< $(shell pkg-config --cflags --libs pangocairo cairo-pdf 2>/dev/null) -lxlsxwriter

bench: ## measure against what this machine can do (FIGURES="queue_page …")
	@app/install/packages.sh $(PACKAGES_BUILD) $(PACKAGES_RUN) $(PACKAGES_BENCH)
	@$(MAKE) --no-print-directory all static $(BENCH_PROGRAMS)
	@$(RUN_BENCH) $(FIGURES)

bench-instructions: ## instructions of queue, home, matter, use and decision, counted by valgrind (TOP=25: the dearest functions)
	@app/install/packages.sh $(PACKAGES_BUILD) $(PACKAGES_RUN) $(PACKAGES_BENCH)
	@$(MAKE) --no-print-directory all static $(BENCH_PROGRAMS)
	@$(RUN_BENCH) instructions

.PHONY: bench bench-instructions
