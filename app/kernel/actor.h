/*
 * Who is acting, and in what.  A context goes to everything that changes or
 * looks at business data: it carries the organisation that every query binds.
 */
#ifndef KERNEL_ACTOR_H
#define KERNEL_ACTOR_H

#include "data/db.h"
#include "http/request.h"
#include "kernel/role.h"

/* Somebody whose role the actor takes these days (kernel/delegation.h). */
struct deputy {
	int64_t delegation;
	int64_t person;    /* for whom */
	enum role role;    /* in which role */
	const char *title; /* his 岗位 */
	int64_t from_day;  /* since when: notices from before are not for the deputy */
};

struct actor {
	int64_t person;
	int64_t org;
	int64_t token;        /* row id; a machine that showed one (kernel/token.h), else 0 */
	int64_t session;      /* row id; 0 for the clerk process and commands */
	uint32_t roles;       /* ROLE_BIT */
	unsigned kinds;       /* of the organisation */
	bool restricted;      /* must change the password before anything else */
	bool password_old;    /* typed too long ago for a final decision (kernel/step_up.h); never without a session */
	const char *login;
	const char *title;    /* 岗位 */
	const char *org_name;
	const char *label;    /* "省水利厅 信息化经办岗" */
	const struct deputy *deputies; /* roles he takes for others today: in matters, and to look at pages */
	size_t deputy_count;
	uint8_t csrf_seed[32]; /* the session's digest: CSRF tokens derive from it */
};

/* Who does something, where.  All borrowed from the request or the running job. */
struct context {
	struct arena *arena;
	struct db *db;        /* the connection to use: reader or writer */
	struct service *service;
	const struct actor *actor; /* never NULL; system_actor() for jobs */
	const char *request;  /* request id, or the job's name */
	const char *source;   /* client address, "-" for jobs */
};

/* Context of a request, on its writer or its reader. */
struct context context_reading(struct request *req);
struct context context_writing(struct request *req);

/* The clerk process: no person, no organisation, label 系统. */
const struct actor *system_actor(void);

/* Before sign-in: nothing, label 未登录; stands in contexts of requests without an actor. */
const struct actor *anonymous_actor(void);

/* The roles he takes for others today, ROLE_BIT. */
uint32_t actor_roles_taken(const struct actor *actor);

/* His roles hold the permission, or, where it only shows, those he takes for others today. */
bool actor_holds(const struct actor *actor, unsigned permission);

/* Router hook: he holds the permission; a session that must change its password only where the route says so. */
bool actor_may(struct request *req, unsigned permission);

bool actor_has(const struct actor *actor, enum role role);

/*
 * Of the center, and not as one who only asks in its name: the center is a unit too, and its unit.clerk and unit.lead
 * are applicants like those of any other.
 */
bool actor_of_center(const struct actor *actor);

/* His own role, or one he takes for somebody. */
bool actor_acts_as(const struct actor *actor, enum role role);
/* For whom he takes a role that is not his own; NULL: it is his, or nobody's. */
const struct deputy *actor_deputy(const struct actor *actor, enum role role);

/*
 * Whose seats are his: each own role with the seats anybody of it may take and those given to him, each role
 * taken for somebody with the seats given to that person, and the shared ones unless they are there already.
 */
struct holding {
	enum role role;
	int64_t person;
	bool shared;
	const struct deputy *deputy; /* NULL: his own */
};
enum { DEPUTIES_MAX = 16, HOLDINGS_MAX = ROLE_COUNT + DEPUTIES_MAX };
size_t actor_holdings(const struct actor *actor, struct holding holdings[HOLDINGS_MAX]);

#endif
