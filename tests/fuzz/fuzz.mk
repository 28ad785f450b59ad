# `make fuzz`: what reads foreign input, fed with changed input under both sanitizers; see tests/fuzz/fuzz.h.
# Not part of `make test`.  The same N, SEED and FROM give the same inputs.

N ?= 20000
SEED ?= 1
FROM ?= 0

FUZZ_OBJECTS := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%.o,$(wildcard tests/fuzz/*.c))

$(BUILD)/fuzz/%.o: tests/fuzz/%.c | $(BUILD)/gen/queries.h
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(QUIET)$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/fuzz/fuzz: $(FUZZ_OBJECTS) $(ARCHIVES) $(GENERATED)
	$(call say,LINK,$@)
	$(QUIET)$(CC) $(LDFLAGS) -o $@ $(FUZZ_OBJECTS) -Wl,--start-group $(ARCHIVES) $(GENERATED) -Wl,--end-group $(LIBRARIES)

fuzz: ## changed input into every parser under both sanitizers (N=20000, SEED=1, FROM=0, TARGET="csv json")
	$(MAKE) $(SANITIZED) build-asan/fuzz/fuzz
	@mkdir -p build-asan/fuzz/found
	@build-asan/fuzz/fuzz $(SEED) $(FROM) $(N) build-asan/fuzz/found $(TARGET)

.PHONY: fuzz
