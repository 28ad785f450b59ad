/*
 * A quarter drafted in one process, as the clerk does it at the freezing:
 *   drafts FOLDER QUARTER FILE
 * counts the records of every provider's sheet and keeps facts, rules and figures,
 * then scores every unit; all in one transaction that is taken back, so that it
 * can be done again.  A line of FILE is a provider's matter and the provider, or 0
 * and a unit.  Milliseconds on standard output.
 */
#include "base/base.h"

#include <time.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "base/log.h"
#include "data/tx.h"
#include "kernel/period.h"
#include "modules/assess/assess_parts.h"
#include "modules/efficiency/efficiency_parts.h"
#include "product.h"

enum { MOST = 1000 };

struct debtor {
	int64_t matter, org;
};

static struct debtor debtors[MOST];

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static size_t read_debtors(const char *path)
{
	FILE *file = fopen(path, "re");
	size_t count = 0;

	if (file == NULL)
		fatal("cannot open %s", path);
	while (count < MOST && fscanf(file, "%" SCNd64 " %" SCNd64, &debtors[count].matter, &debtors[count].org) == 2)
		count++;
	fclose(file);
	return count;
}

static enum err score_unit(struct context *context, int64_t unit, const char *period)
{
	struct efficiency_line lines[EFFICIENCY_ITEMS];
	struct efficiency_measure measure;
	struct efficiency_rules rules;
	int64_t first, last;
	enum err err = period_days(period, &first, &last) ? efficiency_rules_on(context, last, &rules) : ERR_INVALID;

	if (err == OK)
		err = efficiency_measure(context, unit, period, &measure);
	if (err == OK)
		efficiency_score(context->arena, &rules, &measure, lines);
	return err;
}

static enum err draft(struct context *context, const struct debtor *debtor, const char *period)
{
	struct matter matter = {.id = debtor->matter, .org = debtor->org, .period = period};

	return debtor->matter > 0 ? assess_freeze(context, &matter) : score_unit(context, debtor->org, period);
}

int main(int argc, char **argv)
{
	struct context context = {.arena = arena_new(), .actor = system_actor(), .request = "bench", .source = "-"};
	size_t count;
	double began;

	if (argc != 4) {
		fputs("drafts FOLDER QUARTER FILE\n", stderr);
		return 2;
	}
	log_threshold(LEVEL_WARN);
	crypt_init();
	context.service = service_new(argv[1], "no-keeper", product_modules);
	context.db = db_open(argv[1], DB_APP, DB_WRITER);
	if (context.db == NULL || service_refresh(context.service, context.db) != OK)
		return 1;
	count = read_debtors(argv[3]);
	began = now();
	if (tx_begin(context.db) != OK)
		return 1;
	for (size_t i = 0; i < count; i++)
		if (draft(&context, &debtors[i], argv[2]) != OK)
			fatalx("%s of organisation %" PRId64 " cannot be drafted", argv[2], debtors[i].org);
	if (tx_end(context.db, ERR_CONFLICT) != ERR_CONFLICT)
		return 1;
	printf("%.2f\n", now() - began);
	return 0;
}
