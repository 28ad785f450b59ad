#include "base/base.h"

#include <signal.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/closing.h"
#include "kernel/jobs.h"
#include "kernel/move.h"
#include "kernel/round.h"
#include "kernel/seal.h"
#include "kernel/setting.h"

enum { WAL_ALARM_BYTES = 512 * 1024 * 1024, CHECKPOINT_ALARM_SECONDS = 600, CLERK_STEP_MS = 250, JOBS_MAX = 64 };

/*
 * Checkpoint (data/tx.h).  Readers may keep it from finishing; then it is tried
 * again soon, and somebody hears of it after ten minutes.  Nobody can write
 * meanwhile, so it is not done each second.
 */
static enum err checkpoint_job(struct context *context)
{
	static int64_t done_at; /* the clerk is one process with one loop */
	int64_t wal_bytes = 0;
	int64_t now = clock_monotonic() / 1000000;
	enum err err = db_checkpoint(context->db, &wal_bytes);

	if (err == OK || done_at == 0)
		done_at = now;
	if (wal_bytes > WAL_ALARM_BYTES || now - done_at > CHECKPOINT_ALARM_SECONDS)
		log_error("checkpoint: the log of app.db has %" PRId64 " bytes, last emptied %" PRId64 " s ago",
			  wal_bytes, now - done_at);
	return err == ERR_BUSY ? OK : err;
}

static enum err expire(struct context *context, enum query_name name, int64_t before)
{
	struct query *query = db_query(context->db, name);

	query_int(query, ":before", before);
	return query_run(query);
}

/* Sessions that ended, one-time numbers and throttle windows nobody needs any more. */
static enum err expiry_job(struct context *context)
{
	int64_t now = clock_now();
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	err = expire(context, Q_JOBS_EXPIRE_SESSIONS,
		     now - setting_integer(context->service, "session_absolute_minutes") * 60);
	if (err == OK)
		err = expire(context, Q_JOBS_EXPIRE_ONCE, now - 86400);
	if (err == OK)
		err = expire(context, Q_JOBS_EXPIRE_THROTTLE, now - 86400);
	return tx_end(context->db, err);
}

static const struct job_row kernel_jobs[] = {
	{"checkpoint", 5, checkpoint_job},
	{"deadlines", 60, time_job},
	{"expiry", 600, expiry_job},
	{"held", 600, hold_job},
	{"orphans", 3600, seal_orphans_job},
	{"press", 2, closing_press_job},
	{"refusals", 60, refusal_job},
	{"rounds", 600, round_job},
	{"signed_checkpoint", 60, audit_checkpoint_job},
	{NULL, 0, NULL},
};

const struct module kernel_module = {
	.name = "kernel",
	.settings = kernel_settings,
	.jobs = kernel_jobs,
};

struct plan {
	const struct job_row *job;
	int64_t next_us;
};

static volatile sig_atomic_t ending;

static void end_soon(int signal_number UNUSED)
{
	ending = 1;
}

static size_t fill_plan(const struct service *service, struct plan *plan)
{
	size_t count = 0;

	for (const struct module *const *m = service->modules; *m != NULL; m++)
		for (const struct job_row *job = (*m)->jobs; job != NULL && job->name != NULL; job++)
			if (count < JOBS_MAX)
				plan[count++] = (struct plan){.job = job};
	return count;
}

static void run_job(struct service *service, struct db *writer, struct arena *arena, const struct job_row *job)
{
	struct context context = {
		.arena = arena,
		.db = writer,
		.service = service,
		.actor = system_actor(),
		.request = job->name,
		.source = "-",
	};
	enum err err;

	log_request(job->name);
	err = service_refresh(service, writer);
	if (err == OK)
		err = job->run(&context);
	if (tx_abandon(writer))
		log_warnx("job %s left a transaction open", job->name);
	if (err != OK)
		log_warnx("job %s: %s", job->name, err_name(err));
	log_request(NULL);
	arena_reset(arena);
}

int clerk_run(struct service *service, struct db *writer)
{
	struct plan plan[JOBS_MAX];
	size_t count = fill_plan(service, plan);
	struct arena *arena = arena_new();

	sigaction(SIGTERM, &(struct sigaction){.sa_handler = end_soon}, NULL);
	while (!ending) {
		int64_t now = clock_monotonic();

		for (size_t i = 0; i < count && !ending; i++) {
			if (plan[i].next_us > now)
				continue;
			run_job(service, writer, arena, plan[i].job);
			plan[i].next_us = clock_monotonic() + plan[i].job->every_seconds * 1000000;
		}
		usleep(CLERK_STEP_MS * 1000);
	}
	arena_free(arena);
	return 0;
}
