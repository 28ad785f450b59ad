/* Inside the module provider: its tables' members, and what they share. */
#ifndef MODULES_PROVIDER_PROVIDER_PARTS_H
#define MODULES_PROVIDER_PROVIDER_PARTS_H

#include "http/page.h"
#include "kernel/answer.h"
#include "modules/provider/provider.h"

/* Cut a rows field to index + 1 rows, the last one new; for prefills. */
struct values *row_at(struct values *fields, const char *key, size_t index);
/* One more line of the audit log, about what an effect wrote. */
enum err note_change(struct context *context, const char *action, const char *object, int64_t id) NODISCARD;

/* provider_contract.c */
enum verdict contract_sound(struct moving *moving, struct answer *answer);
enum verdict supplement_applies(struct moving *moving, struct answer *answer);
enum verdict supplement_same(struct moving *moving, struct answer *answer);
enum verdict contract_over(struct moving *moving, struct answer *answer);
enum err record_contract(struct moving *moving, struct answer *answer);
enum err record_supplement(struct moving *moving, struct answer *answer);
enum err drop_supplement(struct moving *moving, struct answer *answer);
enum err end_contract(struct moving *moving, struct answer *answer);
enum err terminate_contract(struct moving *moving, struct answer *answer);
enum err contract_remind_job(struct context *context);
enum err contract_close(struct context *context, int64_t contract, const char *state, int64_t day,
			const char *reason) NODISCARD;

/* provider_contract_platform.c: platforms a contract brings that nobody knew before. */
enum verdict contract_platforms_sound(struct moving *moving, struct answer *answer);
enum { CONTRACT_PLATFORMS_MAX = 10 };
/* Those that an earlier version of the contract has brought, by row, 0: not yet; before the contract's list is dropped. */
enum err contract_platforms_there(struct moving *moving, int64_t there[CONTRACT_PLATFORMS_MAX]) NODISCARD;
/* Makes those that are not there yet, begun on that day, and names them all among the contract's. */
enum err contract_platforms_add(struct moving *moving, int64_t contract, const int64_t *there, int64_t begun) NODISCARD;

/* provider_terms.c */
enum err terms_write(struct moving *moving, int64_t contract, int64_t version, int64_t valid_from,
		     const char *note) NODISCARD;
enum err terms_show(struct context *context, struct dict *body, int64_t contract) NODISCARD;
enum err fill_contract_terms(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* provider_contract_page.c */
enum err contracts_get(struct request *req);
enum err contract_get(struct request *req);

/* provider_penalty.c */
enum verdict penalty_contract(struct moving *moving, struct answer *answer);
enum err record_talk(struct moving *moving, struct answer *answer);
enum err record_criticism(struct moving *moving, struct answer *answer);
enum err record_deduction(struct moving *moving, struct answer *answer);
enum err record_rectification(struct moving *moving, struct answer *answer);
enum err record_proposal(struct moving *moving, struct answer *answer);
enum err fill_recommended_deduction(struct moving *moving);
enum err fill_earlier_penalties(struct context *context, struct matter *matter, struct values *form,
				struct dict *body);
enum err penalties_show(struct context *context, struct dict *body, int64_t provider, int64_t contract,
                        int64_t but_matter) NODISCARD;

/* provider_revocation.c */
enum verdict provider_not_revoked(struct moving *moving, struct answer *answer);
enum verdict revocation_single(struct moving *moving, struct answer *answer);
/* No contract begins with one whose revocation is decided. */
enum verdict contractor_standing(struct moving *moving, struct answer *answer);
enum verdict resettlement_sound(struct moving *moving, struct answer *answer);
enum verdict resettled(struct moving *moving, struct answer *answer);
enum err begin_resettlement(struct moving *moving, struct answer *answer);
enum err plan_resettlement(struct moving *moving, struct answer *answer);
enum err revoke_provider(struct moving *moving, struct answer *answer);
enum err fill_resettlement(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* provider_admission.c */
enum verdict integrator_only(struct moving *moving, struct answer *answer);
enum verdict platform_code_free(struct moving *moving, struct answer *answer);
enum verdict conformity_complete(struct moving *moving, struct answer *answer);
enum verdict capacity_sound(struct moving *moving, struct answer *answer);
enum verdict resize_sound(struct moving *moving, struct answer *answer);
enum verdict platform_empty(struct moving *moving, struct answer *answer);
enum err create_platform(struct moving *moving, struct answer *answer);
enum err change_capacity(struct moving *moving, struct answer *answer);
enum err end_platform(struct moving *moving, struct answer *answer);
enum err fill_declared_capacity(struct moving *moving);
enum err fill_declared_conformity(struct moving *moving);
enum err fill_present_capacity(struct moving *moving);
enum err fill_admitted_platform(struct context *context, struct matter *matter, struct values *form,
				struct dict *body);
/* The words of a norm by its key; "" for none. */
const char *norm_label(const char *item);
/* Rows {class, total}: each class once, never below what is committed, some processors. */
enum verdict capacity_rows(struct moving *moving, struct answer *answer, const struct values *fields, const char *key);
enum err platform_capacity_set(struct moving *moving, const struct values *fields, const char *key) NODISCARD;
enum err platform_class_set(struct context *context, int64_t platform, const struct values *row) NODISCARD;
/* Small letters, digits and hyphens, a letter first. */
bool platform_code_formed(const char *code);

/* provider_platform.c: what the register holds of a platform besides its capacity. */
struct platform_facts {
	const char *name, *scope, *zones, *architecture, *post, *phone; /* arena, never NULL */
	bool integration, ended;
	int64_t operator;
};
enum err platform_read(struct context *context, int64_t platform, struct platform_facts *facts) NODISCARD;
enum err platform_write(struct context *context, int64_t platform, const struct platform_facts *facts) NODISCARD;
/* How the rows' columns are called. */
struct conformity_keys {
	const char *item, *state, *note;
};
enum err conformity_write(struct context *context, int64_t platform, const struct value *rows,
			  const struct conformity_keys *keys) NODISCARD;
/* The facts with what the form of a change ticks put in. */
void platform_as_asked(struct arena *arena, const struct values *form, struct platform_facts *facts);
enum { PLATFORM_LINES_MAX = 40 };
struct platform_lines {
	struct platform_line {
		const char *item, *before, *after;
	} rows[PLATFORM_LINES_MAX];
	size_t count;
};
/* What would differ: the register's word and the form's. */
enum err platform_lines_of(struct context *context, int64_t platform, const struct values *form,
			 struct platform_lines *lines) NODISCARD;
enum err fill_platform_register(struct context *context, struct matter *matter, struct values *form,
				struct dict *body);

/* provider_change.c */
enum verdict platform_own(struct moving *moving, struct answer *answer);
enum verdict platform_change_single(struct moving *moving, struct answer *answer);
enum verdict platform_change_sound(struct moving *moving, struct answer *answer);
enum verdict platform_leave_empty(struct moving *moving, struct answer *answer);
enum err apply_platform_change(struct moving *moving, struct answer *answer);
enum err leave_platform(struct moving *moving, struct answer *answer);
enum err fill_platform_present(struct moving *moving);
enum err fill_platform_change_lines(struct context *context, struct matter *matter, struct values *form,
				    struct dict *body);
enum err fill_platform_change_paper(struct context *context, struct matter *matter, struct values *form,
				    struct dict *body);

#endif
