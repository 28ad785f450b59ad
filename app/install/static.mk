# What the browser is sent besides pages: $(BUILD)/static/, and its fingerprint
# $(BUILD)/static/version, which pages append to every address as ?v=.
# Bootstrap and the icons come from Debian's packages (packages.mk).

BOOTSTRAP_CSS ?= /usr/share/bootstrap-html/css/bootstrap.min.css
ICON_FOLDER ?= /usr/share/bootstrap-icons/svg
STYLE_PARTS := $(patsubst %,static/style/%.css,frame panels deciding parts small)
STATIC_OWN := $(addprefix $(BUILD)/static/,print.css app.js favicon.svg down.html throttled.html too-large.html)
STATIC_FILES := $(STATIC_OWN) $(BUILD)/static/app.css $(BUILD)/static/bootstrap.min.css $(BUILD)/static/icons.svg

static: $(BUILD)/static/version ## style sheets, script and icons into build/static/

$(STATIC_OWN): $(BUILD)/static/%: static/%
	@mkdir -p $(@D)
	$(QUIET)cp $< $@

$(BUILD)/static/app.css: $(STYLE_PARTS)
	@mkdir -p $(@D)
	$(QUIET)cat $(STYLE_PARTS) >$@

# The map it names is not installed.
$(BUILD)/static/bootstrap.min.css: $(BOOTSTRAP_CSS)
	@mkdir -p $(@D)
	$(QUIET)sed '/^\/\*# sourceMappingURL=/d' $< >$@

$(BUILD)/static/icons.svg: static/icons.txt app/install/sprite.sh
	@mkdir -p $(@D)
	$(QUIET)app/install/sprite.sh static/icons.txt $(ICON_FOLDER) >$@

$(BUILD)/static/version: $(STATIC_FILES)
	$(QUIET)cat $(STATIC_FILES) | sha256sum | cut -c1-10 >$@

.PHONY: static
