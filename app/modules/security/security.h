/* Security: incidents, hazards, inspections and scans, bulletins, suspension, the register of 等保 and 密评 (第二十五条至第三十一条). */
#ifndef MODULES_SECURITY_SECURITY_H
#define MODULES_SECURITY_SECURITY_H

#include "kernel/matter.h"
#include "kernel/module.h"

extern const struct module security_module;

/*
 * What the matter being moved says about logs that are not kept (第三十一条), as the draft of a hazard: written on by who
 * opened the matter where he may issue hazards, else by the center.  Its severity is theirs to say.  For effects.
 */
struct log_fault {
	int64_t receiver; /* who has to put it right */
	int64_t system, platform; /* 0: none */
	const char *title, *asset, *description, *demand;
};
enum err hazard_of_logs(struct moving *moving, const struct log_fault *fault) NODISCARD;

#endif
