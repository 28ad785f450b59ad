# `make install`: what a production machine needs, under DESTDIR.  Users, folders
# and services are described (sysusers.d, tmpfiles.d, systemd), not made: a
# package's scripts, or the commands of zwy(8), do that.

PREFIX ?= /usr
SYSCONFDIR ?= /etc
BIN := $(PREFIX)/bin
SHARE := $(PREFIX)/share/zwy
ETC := $(SYSCONFDIR)/zwy
UNITS := zwy.service zwy-keeper.service zwy-migrate.service
INSTALLED_DB := db/migrations db/procedures db/stories

# $(call put,MODE,FILE,TARGET): @NAMES@ filled in on the way.
put = install -d '$(DESTDIR)$(dir $(3))' && sed -e 's|@BIN@|$(BIN)|g' -e 's|@SHARE@|$(SHARE)|g' -e 's|@ETC@|$(ETC)|g' -e 's|@SYSCONFDIR@|$(SYSCONFDIR)|g' \
	-e 's|@RUN@|/run/zwy|g' -e 's|@TEMP@|/run/zwy-nginx|g' -e 's|@STATIC@|$(SHARE)/static|g' -e 's|@HOST@|$$host|g' \
	app/install/$(2) >'$(DESTDIR)$(3)' && chmod $(1) '$(DESTDIR)$(3)'
# A file that the operator has changed stays.
put_once = test -e '$(DESTDIR)$(3)' || { $(put); }

install: all static ## install for production: DESTDIR=, PREFIX=/usr, SYSCONFDIR=/etc
	install -d '$(DESTDIR)$(BIN)' '$(DESTDIR)$(SHARE)/static'
	install -m 755 $(BUILD)/zwy $(BUILD)/zwy-verify $(BUILD)/zwy-press '$(DESTDIR)$(BIN)'
	cd templates && find . -name '*.tpl' -exec install -D -m 644 '{}' '$(DESTDIR)$(SHARE)/templates/{}' ';'
	find $(INSTALLED_DB) -type f -exec install -D -m 644 '{}' '$(DESTDIR)$(SHARE)/{}' ';'
	install -m 644 db/workdays.csv '$(DESTDIR)$(SHARE)/db'
	install -m 644 $(STATIC_FILES) '$(DESTDIR)$(SHARE)/static'
	$(call put,644,../../nginx/server.conf.in,$(ETC)/server.conf)
	$(call put,644,../../nginx/fastcgi.conf.in,$(ETC)/fastcgi.conf)
	$(call put_once,644,nginx-site.conf,$(SYSCONFDIR)/nginx/sites-available/zwy)
	$(call put_once,644,zwy.conf,$(ETC)/zwy.conf)
	$(call put_once,644,keeper.conf,$(ETC)/keeper.conf)
	$(foreach unit,$(UNITS),$(call put,644,$(unit),$(PREFIX)/lib/systemd/system/$(unit)) &&) true
	$(call put,644,zwy.sysusers,$(PREFIX)/lib/sysusers.d/zwy.conf)
	$(call put,644,zwy.tmpfiles,$(PREFIX)/lib/tmpfiles.d/zwy.conf)
	$(call put,644,zwy.logrotate,$(SYSCONFDIR)/logrotate.d/zwy)
	$(call put,644,zwy.8,$(PREFIX)/share/man/man8/zwy.8)
	$(call put,644,zwy-verify.1,$(PREFIX)/share/man/man1/zwy-verify.1)

.PHONY: install
