/*
 * Whether an assessor (第三方机构) was qualified for a kind of report on a day: of all its periods, former ones too (view
 * assessor_qualification).  Asked as a report is handed in, and again by what rests on it.
 */
#ifndef KERNEL_QUALIFICATION_H
#define KERNEL_QUALIFICATION_H

#include "kernel/service.h"

struct qualification {
	const char *name;    /* of the assessor; NULL: there is none in the register.  Arena */
	bool of_kind;        /* it is or was qualified for this kind */
	bool on_day;         /* and that day lies in one of its periods */
	const char *periods; /* "2024-01-01 至 2025-12-31、…" of this kind.  Arena */
};

enum err qualification_read(struct context *context, int64_t assessor, const char *kind, int64_t day,
                            struct qualification *out) NODISCARD;

#endif
