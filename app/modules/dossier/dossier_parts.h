/* Inside the module dossier: one while it is made. */
#ifndef MODULES_DOSSIER_DOSSIER_PARTS_H
#define MODULES_DOSSIER_DOSSIER_PARTS_H

#include "http/page.h"
#include "kernel/audit_part.h"
#include "kernel/zip.h"
#include "modules/dossier/dossier.h"

/* A document of a matter, with what became of its file. */
struct held_file {
	int64_t id, matter, version, size, uploaded_at;
	const char *number; /* of the matter */
	const char *label;  /* of the document */
	const char *name, *type, *digest, *owner, *uploader;
	const char *path;   /* in the ZIP; NULL: not attached */
	const char *reason; /* why not */
};

struct dossier {
	struct request *req;
	struct context reading; /* all of one moment */
	struct context writing; /* the log, as it grows by this very dossier */
	int64_t system, org;    /* whose it is */
	const char *name;
	int64_t at; /* drawn */
	struct spool *spool;
	struct zip *zip;
	struct buf manifest; /* without its first line */
	int64_t file_count;
	int64_t *matters; /* ids of those seen, in order */
	size_t matter_count;
	struct held_file *files;
	size_t held_count, attached_count;
	size_t *beyond;      /* beside matters: documents beyond FILES_MOST, named by their number alone */
	size_t beyond_count; /* of all */
	int64_t room; /* bytes left for attachments */
	struct audit_part part;
	const char *refusal; /* why there is none: a sentence; NULL */
	int64_t damaged;     /* attachment that is not what was handed in */
};

enum { MATTERS_MOST = 500, FILES_MOST = 2000 };

/* Drawn by the center, which sees the rows of everybody. */
bool dossier_of_center(const struct dossier *dossier);

/* dossier_draw.c */
enum err dossier_get(struct request *req);

/* dossier_files.c: one more member, in the manifest unless it is proof.txt or the manifest itself. */
enum err dossier_put(struct dossier *dossier, const char *path, const struct buf *content) NODISCARD;
enum err dossier_put_bare(struct dossier *dossier, const char *path, const struct buf *content,
			  uint8_t sha256[DIGEST_SIZE]) NODISCARD;
/* All attachments that the keeper opens for this person.  ERR_INTERNAL with refusal when one is damaged. */
enum err dossier_attach(struct dossier *dossier) NODISCARD;

/* dossier_pages.c */
enum err dossier_matter_pages(struct dossier *dossier) NODISCARD;
enum err dossier_index(struct dossier *dossier) NODISCARD;

/* dossier_tables.c: TABLE{…} of the index, and the files below data/. */
enum err dossier_tables(struct dossier *dossier, struct dict *body) NODISCARD;

/* dossier_style.c */
extern const char dossier_style[];

#endif
