#include "base/base.h"
#include "kernel/actor.h"

#include "kernel/permission.h"

static const struct actor system_row = {.login = "-", .title = "系统", .org_name = "", .label = "系统"};
static const struct actor anonymous_row = {.login = "-", .title = "未登录", .org_name = "", .label = "未登录"};

const struct actor *system_actor(void)
{
	return &system_row;
}

const struct actor *anonymous_actor(void)
{
	return &anonymous_row;
}

bool actor_has(const struct actor *actor, enum role role)
{
	return role < ROLE_COUNT && (actor->roles & ROLE_BIT(role)) != 0;
}

bool actor_of_center(const struct actor *actor)
{
	uint32_t roles = actor->roles | actor_roles_taken(actor);

	return (actor->kinds & KIND_CENTER) != 0 && (roles & ~ROLES_UNIT) != 0;
}

const struct deputy *actor_deputy(const struct actor *actor, enum role role)
{
	for (size_t i = 0; i < actor->deputy_count && !actor_has(actor, role); i++)
		if (actor->deputies[i].role == role)
			return &actor->deputies[i];
	return NULL;
}

bool actor_acts_as(const struct actor *actor, enum role role)
{
	return actor_has(actor, role) || actor_deputy(actor, role) != NULL;
}

size_t actor_holdings(const struct actor *actor, struct holding holdings[HOLDINGS_MAX])
{
	uint32_t shared = actor->roles;
	size_t count = 0;

	for (int role = 0; role < ROLE_COUNT; role++)
		if (actor_has(actor, (enum role)role))
			holdings[count++] =
				(struct holding){.role = (enum role)role, .person = actor->person, .shared = true};
	for (size_t i = 0; i < actor->deputy_count && count < HOLDINGS_MAX; i++) {
		const struct deputy *deputy = &actor->deputies[i];

		holdings[count++] = (struct holding){
			.role = deputy->role,
			.person = deputy->person,
			.shared = (shared & ROLE_BIT(deputy->role)) == 0,
			.deputy = deputy,
		};
		shared |= ROLE_BIT(deputy->role);
	}
	return count;
}

uint32_t actor_roles_taken(const struct actor *actor)
{
	uint32_t roles = 0;

	for (size_t i = 0; i < actor->deputy_count; i++)
		roles |= ROLE_BIT(actor->deputies[i].role);
	return roles;
}

bool actor_holds(const struct actor *actor, unsigned permission)
{
	if (permission_held(permission, true, actor->roles))
		return true;
	/* Who takes a role for somebody looks where that role looks, while it lasts;
	 * more than looking is the seat's. */
	return permission_shows(permission) && permission_held(permission, true, actor_roles_taken(actor));
}

bool actor_may(struct request *req, unsigned permission)
{
	const struct actor *actor = req->actor;

	if (actor == NULL)
		return permission_held(permission, false, 0);
	if (actor->restricted && permission != PERMISSION_PUBLIC &&
	    (req->route == NULL || !(req->route->flags & ROUTE_RESTRICTED)))
		return false;
	return actor_holds(actor, permission);
}

static struct context context_on(struct request *req, struct db *db)
{
	return (struct context){
		.arena = req->arena,
		.db = db,
		.service = req->service,
		.actor = req->actor != NULL ? req->actor : anonymous_actor(),
		.request = req->id,
		.source = req->source,
	};
}

struct context context_reading(struct request *req)
{
	return context_on(req, req->reader);
}

struct context context_writing(struct request *req)
{
	return context_on(req, req->writer);
}
