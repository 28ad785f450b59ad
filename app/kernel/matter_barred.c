/* A seat that is his, or that he takes for somebody, and that separation of duties keeps from him: the page says so. */
#include "base/base.h"

#include "kernel/matter_seat.h"

enum err matter_barred(struct context *context, const struct matter *matter, const char **why)
{
	struct seat *seats;
	size_t count;
	enum err err = matter_seat_list(context, matter, &seats, &count);

	*why = NULL;
	for (size_t i = 0; err == OK && i < count; i++) {
		const struct deputy *deputy;
		enum role before;
		bool allows = false;

		if (seats[i].parent != 0 || !seat_takeable(context->actor, &seats[i], &deputy))
			continue;
		err = separation_allows(context, matter, context->actor->person, seats[i].role, &before, &allows);
		if (err == OK && allows) {
			*why = NULL;
			return OK; /* this one he can take */
		}
		*why = arena_printf(context->arena, "您在本件中已作为%s办理过，不能再%s作为%s办理，请由其他人员办理。",
				    role_label(before), deputy != NULL ? "代别人" : "", role_label(seats[i].role));
	}
	return err;
}
