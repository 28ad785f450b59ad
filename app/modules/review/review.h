/*
 * Review (评审): rounds, invited experts, individual opinions, conclusion, and
 * the conditions of a conditional pass.  Individual opinions and who gave them
 * belong to the center alone: every query that reads them
 * binds the organisation and asks for kind center, and the page that shows
 * them has a permission of its own.
 *
 * What it reads from the procedure (guards and effects name the field when it
 * is missing):
 *   open_review      fields mode (meeting, letter), held_day, experts (rows: person)
 *   invite_experts   field experts, while a round is under way
 *   record_opinion   fields conflict (none, declared), verdict (pass, conditional,
 *                    adjust, fail); the opinion
 *   conclude_review  field conclusion, or the end of the action's key; consolidated
 *                    or the opinion; conditions (rows: text, owner, due)
 *
 *   review_module.c     the tables
 *   review_guards.c     what must hold before a review opens, concludes, is repeated
 *   review_effects.c    opening, opinions, conclusion
 *   review_condition.c  conditions: met by their owner, closed by the center
 *   review_page.c       GET /matters/:id/review
 */
#ifndef MODULES_REVIEW_REVIEW_H
#define MODULES_REVIEW_REVIEW_H

#include "kernel/matter.h"
#include "kernel/module.h"

extern const struct module review_module;

/*
 * The center agrees that a condition is met: 方案评审岗 or 安全管理岗, not of the
 * matter's own owner.  Audited, in a transaction of its own.  ERR_FORBIDDEN;
 * ERR_INVALID with *sentence when it is closed already, not this matter's, or
 * its owner has not said that it is met.
 */
enum err review_condition_close(struct context *context, struct matter *matter, int64_t condition,
                                const char **sentence) NODISCARD;

/*
 * The owner of a condition (使用单位, 云服务商) says it is met, with a note of what
 * was done.  Audited.  ERR_FORBIDDEN; ERR_INVALID when closed, not this matter's
 * or without a note.
 */
enum { REVIEW_CONDITION_NOTE_MAX = 500 };
enum err review_condition_met(struct context *context, struct matter *matter, int64_t condition,
			      const char *note) NODISCARD;

/* Whether the actor speaks for that owner ("unit", "operator") in this matter: OK or ERR_FORBIDDEN. */
enum err review_condition_owner(struct context *context, const struct matter *matter, const char *owner) NODISCARD;

/* What an application asks for, machines and storage added up; rounds, and how they are held, depend on it. */
struct request_size {
	int64_t vcpu;
	int64_t memory_gb;
	int64_t storage_gb; /* system and data disks, and every kind of storage */
};
struct request_size review_request_size(const struct values *form);

#endif
