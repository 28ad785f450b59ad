/* Inside the module resource: its tables' members, and what they share. */
#ifndef MODULES_RESOURCE_RESOURCE_PARTS_H
#define MODULES_RESOURCE_RESOURCE_PARTS_H

#include "kernel/answer.h"
#include "modules/resource/resource.h"

/* ---- what an application asks for, line by line (resource_prefill.c) ---- */

struct request_line {
	const char *purpose; /* "应用服务（生产）4 台" */
	const char *class;   /* key of resource_class */
	int64_t amount;
	bool recovery; /* of the recovery environment */
};

enum { REQUEST_LINES_MAX = 300 };

/* One per compute line and class, one per quantity of storage and network; arena. */
size_t request_lines(struct arena *arena, const struct values *form, struct request_line **lines);

enum err requested_lines(struct moving *moving);

/* ---- rows of field `ruling` (resource_ruling.c) ---- */

/* What a ruling grants of one class on one platform, all its rows added up. */
struct ruled {
	int64_t platform;
	const char *class;
	int64_t granted;
};

/* The system a re-application replaces, 0 for anything else. */
int64_t replaced_system(const struct values *form);

enum verdict ruling_complete(struct moving *moving, struct answer *answer);
enum verdict quota_fits(struct moving *moving, struct answer *answer);
enum err record_ruling(struct moving *moving, struct answer *answer);
enum err free_grants(struct moving *moving, struct answer *answer);

/* ---- work orders (resource_order.c) ---- */

enum verdict orders_done(struct moving *moving, struct answer *answer);
enum err open_work_orders(struct moving *moving, struct answer *answer);
enum err record_delivery(struct moving *moving, struct answer *answer);
enum err report_shortage(struct moving *moving, struct answer *answer);
enum err take_back_orders(struct moving *moving, struct answer *answer);
enum err record_monitoring(struct moving *moving, struct answer *answer);
enum err record_receipt(struct moving *moving, struct answer *answer);
enum err record_objection(struct moving *moving, struct answer *answer);
enum err cancel_orders(struct moving *moving, struct answer *answer);

/* A password written out in a text that everybody of the matter reads: "口令：Abc123". */
bool mentions_secret(const char *text);

/* resource_dispatch.c */
enum err dispatch_get(struct request *req);

#endif
