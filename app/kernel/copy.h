/*
 * Copies (抄送、传阅): a matter is sent for reading to an organisation, or to one
 * role of it, which may see it thereby; whoever read it says so and the matter
 * shows who and when.  A copy opens no sealed file, gives no seat and shows
 * nothing that stays in the center.
 */
#ifndef KERNEL_COPY_H
#define KERNEL_COPY_H

#include "kernel/matter.h"

/*
 * Whether the actor may send copies at all: people of the center, elsewhere leads of those who take part; and
 * whether to other organisations than his own: the center and the lead of whoever opened the matter.
 */
bool copy_may_send(const struct context *context, const struct matter *matter, bool *elsewhere);

enum { COPY_NOTE_MAX = 200 }; /* characters */

/* role ROLE_COUNT: whoever is there.  ERR_INVALID with *sentence, ERR_FORBIDDEN. */
enum err copy_send(struct context *context, struct matter *matter, int64_t organisation, enum role role,
                   const char *note, const char **sentence) NODISCARD;

/*
 * For effects: to an organisation that takes part from now on, with notice and receipt; nothing when it was sent to it
 * before.  Needs a transaction.
 */
enum err copy_circulate(struct context *context, const struct matter *matter, int64_t organisation,
                        const char *text) NODISCARD;

/* For effects: a notice to each organisation where nobody has read it; *count of them.  Needs a transaction. */
enum err copy_urge(struct context *context, const struct matter *matter, const char *text, size_t *count) NODISCARD;

/* The actor has read what was sent to him, recorded once; ERR_NOT_FOUND when nothing was. */
enum err copy_read(struct context *context, struct matter *matter) NODISCARD;

#endif
