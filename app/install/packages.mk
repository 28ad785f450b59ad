# Every Debian package zwy needs, by name, with its reason.  Nothing else names
# a package.  BUILD and RUN packages are installed by `make run`, TEST
# ones too by `make test`, BENCH ones by `make bench`.

PACKAGES_BUILD := \
	gcc g++ make pkg-config \
	libfcgi-dev \
	libctemplate-dev \
	libjansson-dev \
	libsqlite3-dev \
	libsodium-dev \
	libfyaml-dev \
	libmagic-dev \
	libxlsxwriter-dev \
	libarchive-dev \
	libpango1.0-dev libcairo2-dev libxml2-dev \
	librsvg2-dev

# gcc g++ make pkg-config  compile C17 and the one C++ file
# libfcgi-dev              the FastCGI protocol
# libctemplate-dev         pages from templates, escaped by context
# libjansson-dev           forms' values as JSON, read strictly
# libsqlite3-dev           workflow and audit log
# libsodium-dev            session tokens, sealed attachments, signatures, Argon2id
# libfyaml-dev             procedures in YAML, with line and column for complaints
# libmagic-dev             type of an uploaded file by its content
# libxlsxwriter-dev        lists as workbooks
# libarchive-dev           the dossier of a system as ZIP, written piece by piece
# libpango1.0-dev libcairo2-dev  papers as PDF: line breaking, shaping, embedded fonts
# libxml2-dev              zwy-press reads the printed page
# librsvg2-dev             charts of papers as vectors

PACKAGES_RUN := \
	nginx-light \
	curl \
	libjs-bootstrap5 \
	bootstrap-icons \
	fonts-noto-cjk

# nginx-light              the web server in front
# curl                     ask whether the pages answer before saying so; pull usage (app/kernel/fetch.c)
# libjs-bootstrap5         base style sheet
# bootstrap-icons          icons, made into one sprite at build
# fonts-noto-cjk           Chinese glyphs of papers as PDF

PACKAGES_TEST := \
	check \
	clang-format \
	faketime \
	sqlite3 \
	prometheus \
	chromium \
	poppler-utils \
	unzip \
	nodejs npm

# check                    unit tests in C
# clang-format             make format, make lint
# faketime                 tests of deadlines and retention with the clock moved
# sqlite3                  attacks on the database file from outside
# prometheus               what usage is pulled from; tests start one of their own, the service is never started
# chromium                 browser stories
# poppler-utils            look into printed PDFs
# unzip                    unpack a dossier as its holder does
# nodejs npm               drive chromium (playwright-core, axe-core)

PACKAGES_BENCH := \
	wrk \
	valgrind \
	sqlite3 \
	curl \
	nodejs

# wrk                      load for make bench
# valgrind                 callgrind counts instructions: the one figure without noise
# sqlite3                  finds who has work waiting
# curl                     make run waits for the first page
# nodejs                   drives the measurements
