/* Inside the module security: its tables' members, and what they share. */
#ifndef MODULES_SECURITY_SECURITY_PARTS_H
#define MODULES_SECURITY_SECURITY_PARTS_H

#include "http/page.h"
#include "kernel/answer.h"
#include "kernel/csv_import.h"
#include "kernel/listing.h"
#include "modules/security/security.h"

enum { SECURITY_MINUTE = 60, SECURITY_HOUR = 3600 };

/* ---- security_settings.c ---- */
extern const struct setting_row security_settings[];

/* Day field and clock field together, UTC; 0 when one is missing. */
int64_t said_instant(const struct values *values, const char *day, const char *clock);
void put_instant(struct values *values, const char *day, const char *clock, int64_t at);

/* ---- security_grade.c: how serious an incident is ---- */
enum grade { GRADE_GENERAL, GRADE_LARGER, GRADE_MAJOR, GRADE_SPECIAL, GRADE_COUNT };
const char *grade_key(enum grade grade);
const char *grade_label(enum grade grade);
enum grade grade_from_key(const char *key); /* GRADE_COUNT: none */

/* What is known of its effects; a number below 0 is not known. */
enum fact {
	FACT_OUTAGE, FACT_PEOPLE, FACT_RECORDS, FACT_LOSS, FACT_HOME, FACT_PAGE, FACT_FORWARDS, FACT_VIEWS,
	FACT_PROVINCE, FACT_CITY, /* percent of the population of the province, of one city */
	FACT_COUNT
};
struct facts {
	const char *outage_object; /* portal, cii_whole, cii_main, other, "" */
	int64_t n[FACT_COUNT];
};
struct facts facts_of(const struct values *values, bool now);
void facts_put(struct values *values, const struct facts *facts);

/* The gravest grade that any threshold gives: any one suffices, and reaching the number is enough. */
enum grade facts_grade(const struct service *service, const struct facts *facts);
enum err fill_incident_triggers(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err fill_incident_grades(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* ---- security_incident.c ---- */
struct incident {
	int64_t found_at;
	bool cii;
	enum grade grade;
	struct facts facts;
};
enum found incident_find(struct context *context, int64_t matter, struct incident *incident) NODISCARD;

enum err incident_now(struct moving *moving);
enum err incident_known(struct moving *moving);
enum verdict incident_found_before(struct moving *moving, struct answer *answer);
enum verdict incident_grade_reasoned(struct moving *moving, struct answer *answer);
enum err incident_report(struct moving *moving, struct answer *answer);
enum err incident_judge(struct moving *moving, struct answer *answer);
enum err incident_confirm(struct moving *moving, struct answer *answer);
enum err incident_regrade(struct moving *moving, struct answer *answer);
enum err incident_follow_up(struct moving *moving, struct answer *answer);
enum err incident_cadence(struct moving *moving, struct answer *answer);
enum err incident_handled(struct moving *moving, struct answer *answer);
enum err incident_false(struct moving *moving, struct answer *answer);

/* ---- security_party.c: whose incident it is ---- */
/* Those of the first report; *count 0: nobody is named. */
enum err parties_address(struct moving *moving, size_t *count) NODISCARD;
/* The center, every party, and the units on the platform it concerns, which read it from then on. */
enum err parties_alarm(struct moving *moving, const struct incident *incident) NODISCARD;
enum err parties_tell(struct moving *moving, const char *text) NODISCARD;
enum err party_alarm(struct moving *moving, int64_t organisation, const char *text) NODISCARD;
enum err parties_reassure(struct moving *moving) NODISCARD;
enum err incident_add_parties(struct moving *moving, struct answer *answer);

/* ---- security_correct.c: what was typed wrong ---- */
enum err incident_first_known(struct moving *moving);
enum err incident_correct_first(struct moving *moving, struct answer *answer);
struct correction {
	int64_t organisation; /* whose report to the authorities; 0: the first report */
	const char *what, *former, *present;
};
enum err keep_correction(struct moving *moving, const struct correction *correction) NODISCARD;
enum err nothing_new(struct moving *moving, struct answer *answer, const char *field) NODISCARD;
enum err fill_incident_corrections(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* ---- security_line.c: who has to tell whom, until when ---- */
enum err lines_begin(struct moving *moving, const struct incident *incident) NODISCARD;
/* Lines for parties that were added: their hours run from now. */
enum err lines_join(struct moving *moving, const struct incident *incident) NODISCARD;
/* Discovery or the hours were corrected; suspected: the first report's, by which the center was to be told. */
enum err lines_recount(struct moving *moving, const struct incident *incident, enum grade suspected) NODISCARD;
/* The grade in force has changed: clocks start, go on or stop. */
enum err lines_regrade(struct moving *moving, const struct incident *incident, enum grade before) NODISCARD;
enum err lines_stop(struct moving *moving) NODISCARD;
/* What was hit was corrected: two lines in place of one, or one in place of two. */
enum err lines_align(struct moving *moving, const struct incident *incident) NODISCARD;
/* A report was made or put right: how each line stands by it. */
enum err lines_judge(struct moving *moving) NODISCARD;
extern const struct option authorities[4];
const char *authority_label(const char *kind);

/* ---- security_report.c: each report to the authorities ---- */
enum verdict incident_own_told(struct moving *moving, struct answer *answer);
enum err incident_told_known(struct moving *moving);
enum err incident_correct_told(struct moving *moving, struct answer *answer);
enum err incident_number_known(struct moving *moving);
enum verdict incident_number_missing(struct moving *moving, struct answer *answer);
enum err incident_numbered(struct moving *moving, struct answer *answer);

/* ---- security_told.c ---- */
enum err line_open(struct moving *moving, const char *kind) NODISCARD;
enum err incident_told(struct moving *moving, struct answer *answer);
enum err fill_incident_lines(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err incident_clock_job(struct context *context);

/* ---- security_proof.c: what proves that the authorities were told ---- */
enum verdict incident_told_proved(struct moving *moving, struct answer *answer);
enum verdict incident_untold_due(struct moving *moving, struct answer *answer);
enum err incident_note_untold(struct moving *moving, struct answer *answer);
enum err fill_incident_paper(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* ---- security_hazard.c ---- */
extern const struct option severities[4];
const char *severity_label(const char *key);
enum verdict hazard_due_ahead(struct moving *moving, struct answer *answer);
enum err hazard_open(struct moving *moving, struct answer *answer);
enum err hazard_limit(struct moving *moving, struct answer *answer);
enum err hazard_ask(struct moving *moving, struct answer *answer);
enum err hazard_extend(struct moving *moving, struct answer *answer);
enum err hazard_accept(struct moving *moving, struct answer *answer);
enum err hazard_resume(struct moving *moving, struct answer *answer);
enum err hazard_failed(struct moving *moving, struct answer *answer);
enum err hazard_close(struct moving *moving, struct answer *answer);
enum verdict hazard_extension_left(struct moving *moving, struct answer *answer);
enum verdict hazard_acceptance_fits(struct moving *moving, struct answer *answer);
enum verdict hazard_checked_by_other(struct moving *moving, struct answer *answer);
enum verdict hazard_ended_by_other(struct moving *moving, struct answer *answer);
enum verdict hazard_receiver_differs(struct moving *moving, struct answer *answer);
enum verdict hazard_limit_passed(struct moving *moving, struct answer *answer);
enum verdict hazard_has_system(struct moving *moving, struct answer *answer);
enum verdict hazard_has_platform(struct moving *moving, struct answer *answer);
enum err fill_hazard_facts(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err fill_hazard_chain(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* ---- security_chain.c ---- */
enum verdict hazard_notice_issued(struct moving *moving, struct answer *answer);
enum verdict hazard_bulletin_signed(struct moving *moving, struct answer *answer);
enum verdict hazard_step_anew(struct moving *moving, struct answer *answer);

/* ---- security_receiver.c ---- */
struct receiver {
	int64_t organisation, system, platform; /* what it is about; 0: nothing said, then anybody may have to */
	const char *field;                      /* that names it */
	size_t line;                            /* row of that field; 0: none */
};
enum verdict receiver_answers(struct moving *moving, struct answer *answer, const struct receiver *receiver);
enum verdict hazard_receiver_answers(struct moving *moving, struct answer *answer);
enum verdict finding_receivers_answer(struct moving *moving, struct answer *answer);
enum verdict problem_parties_answer(struct moving *moving, struct answer *answer);

/* ---- security_check.c: inspections, scans, bulletins ---- */
enum err parties_named(struct moving *moving);
enum err facts_of_parties(struct moving *moving);
enum err verdicts_of_parties(struct moving *moving);
enum verdict facts_cover_parties(struct moving *moving, struct answer *answer);
enum verdict facts_objected(struct moving *moving, struct answer *answer);
enum verdict verdicts_cover_parties(struct moving *moving, struct answer *answer);
enum verdict window_in_order(struct moving *moving, struct answer *answer);

/* ---- security_bulletin.c ---- */
enum err bulletin_conclusion(struct moving *moving);

/* ---- security_circulate.c ---- */
enum err bulletin_circulate(struct moving *moving, struct answer *answer);
enum err bulletin_urge(struct moving *moving, struct answer *answer);

/* ---- security_scan_round.c ---- */
enum err scan_round_plan(struct moving *moving);

/* ---- security_assets.c ---- */
extern const struct csv_import_kind asset_import;
enum err assets_get(struct request *req);
enum err asset_import_get(struct request *req);
enum err asset_import_post(struct request *req);
enum err asset_sample_get(struct request *req);

/* ---- security_suspension.c ---- */
enum verdict suspension_possible(struct moving *moving, struct answer *answer);
enum err suspend_system(struct moving *moving, struct answer *answer);
enum err resume_system(struct moving *moving, struct answer *answer);
enum verdict platform_suspendable(struct moving *moving, struct answer *answer);
enum err suspend_platform(struct moving *moving, struct answer *answer);
enum err resume_platform(struct moving *moving, struct answer *answer);

/* ---- security_compliance.c ---- */
extern const struct option compliance_kinds[6];
const char *compliance_kind_label(const char *key); /* "" unknown */
enum verdict compliance_complete(struct moving *moving, struct answer *answer);
enum err compliance_register(struct moving *moving, struct answer *answer);
enum err compliance_job(struct context *context);

/* ---- security_filing.c: how long it counts, reports in time, levels ---- */
int64_t filing_term(const struct context *context, const struct values *form);         /* months, 0: no rule */
int64_t filing_counts_until(const struct context *context, const struct values *form); /* last day, 0: no rule */
/* Why whoever issued a 等保 or 密评 was not qualified for it on its day; *mistake NULL: he was, or none is asked for. */
enum err filing_issuer(struct moving *moving, const char **mistake) NODISCARD;
/* Yes in any case: says so where what is registered about the same thing is newer, so that this one will not stand. */
enum verdict filing_order(struct moving *moving, struct answer *answer);
enum err filing_handed_in(struct moving *moving, struct answer *answer);
enum err filing_reported(struct moving *moving, struct answer *answer);
/* security_crypto.c: a 密评 is filed with the authority for cryptography too.  The last day for it; 0: is no 密评. */
int64_t crypto_filed_until(const struct context *context, const struct values *form);
/* What is wrong with the day it is said to have been filed on, arena; NULL: nothing, or none is said. */
const char *crypto_day_mistake(struct context *context, const struct values *form, int64_t day) NODISCARD;
enum verdict crypto_filed_fits(struct moving *moving, struct answer *answer);
enum err crypto_filing_limit(struct moving *moving, struct answer *answer);
enum err crypto_filed(struct moving *moving, struct answer *answer);
/* When it was, or has to be, filed there; nothing of what is no 密评. */
enum err add_crypto_filing(struct context *context, const struct matter *matter, const struct values *form,
                           struct dict *pairs);

/* Working days by which a day is after the last one in time, 0: it is not. */
int64_t filing_days_late(const struct context *context, int64_t due_day, int64_t day);
enum err fill_compliance_facts(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* Pages */
enum err incidents_get(struct request *req);
enum err hazards_get(struct request *req);
/* security_compliance_earlier.c */
enum err fill_compliance_earlier(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err compliance_filings_get(struct request *req);
enum err compliance_filing_gaps_get(struct request *req);

#endif
