/*
 * The last free capacity: thirty-two processes rule at the same instant, each
 * its own matter, and exactly those that fit succeed.
 */
#include "unit/modules/cloud.h"

#include <sys/wait.h>

enum { RULERS = 32, VCPU_EACH = 4, FIT = 9, RULED = 10, REFUSED = 11 };

static int64_t matters[RULERS];

static void bring_all(void)
{
	for (int i = 0; i < RULERS; i++) {
		const char *number = arena_printf(cloud->arena, "BA-1%03d", i);

		office_sql(cloud,
			   "INSERT INTO filing (filing_no, organisation_id, system_name, source, created_at) VALUES"
			   " ('%s', 2, '系统%d', 'register', 1)",
			   number, i);
		matters[i] = draft_with(form_complete("new", number));
		bring(matters[i], "ruling");
	}
	/* Room for FIT of them and three cores more, which fit nobody. */
	office_sql(cloud, "UPDATE capacity SET total = %d WHERE platform_id = 1 AND class = 'vcpu'",
		   FIT * VCPU_EACH + VCPU_EACH - 1);
}

static struct values *proposal(int64_t id)
{
	struct values *fields = ruling_proposed(id);

	values_set(fields, "red_line_reason", "下月扩容 200 核，已列入计划");
	return fields;
}

static int rule_by_move(int64_t id)
{
	struct values *fields = proposal(id);
	enum err err;

	do
		err = try_with(APPROVE, id, "rule", "同意", fields);
	while (err == ERR_BUSY);
	if (err == OK)
		return RULED;
	return err == ERR_INVALID && strstr(complaints(), "甲云的处理器余") != NULL ? REFUSED : 1;
}

/* The guard left out: the effect and the schema's trigger alone. */
static int rule_by_effect(int64_t id)
{
	struct context *context = as(APPROVE);
	struct moving moving = {.context = context, .procedure = application, .matter = seen_by(APPROVE, id)};
	struct answer answer = {0};
	enum err err;

	if (matter_form(context, moving.matter, &moving.form, NULL) != OK)
		return 2;
	moving.fields = proposal(id);
	do
		err = tx_begin(context->db);
	while (err == ERR_BUSY);
	if (err != OK)
		return 3;
	err = tx_end(context->db, record_ruling(&moving, &answer));
	if (err == OK)
		return RULED;
	return err == ERR_INVALID && answer.sentence != NULL && strstr(answer.sentence, "甲云的处理器余") != NULL
		       ? REFUSED
		       : 4;
}

/* A process as the master forks it: connections and service of its own, opened after the fork. */
static void child(int number, int start, int (*rule)(int64_t))
{
	char byte;

	cloud->writer = fixture_open(cloud->fixture, DB_APP, DB_WRITER);
	cloud->reader = NULL;
	cloud->service = service_new(cloud->fixture->folder, "/nowhere", cloud_modules);
	application = procedure_find(cloud->service, "application");
	/* Everybody waits for the pipe to close, and starts at once. */
	if (read(start, &byte, 1) != 0)
		_exit(5);
	_exit(rule(matters[number]));
}

static void race(int (*rule)(int64_t))
{
	pid_t processes[RULERS];
	int start[2];
	int ruled = 0;
	int refused_count = 0;

	bring_all();
	ck_assert_int_eq(pipe(start), 0);
	for (int i = 0; i < RULERS; i++) {
		processes[i] = fork();
		ck_assert_int_ge(processes[i], 0);
		if (processes[i] == 0) {
			close(start[1]);
			child(i, start[0], rule);
		}
	}
	close(start[0]);
	close(start[1]);
	for (int i = 0; i < RULERS; i++) {
		int status;

		ck_assert_int_eq(waitpid(processes[i], &status, 0), processes[i]);
		ck_assert_msg(WIFEXITED(status) && (WEXITSTATUS(status) == RULED || WEXITSTATUS(status) == REFUSED),
			      "process %d ended with %d", i, status);
		ruled += WEXITSTATUS(status) == RULED;
		refused_count += WEXITSTATUS(status) == REFUSED;
	}
	ck_assert_int_eq(ruled, FIT);
	ck_assert_int_eq(refused_count, RULERS - FIT);
	ck_assert_int_eq(office_number(cloud, "SELECT sum(granted) FROM allocation"
					      " WHERE platform_id = 1 AND class = 'vcpu' AND freed_at IS NULL"),
			 FIT * VCPU_EACH);
	/* A refused ruling leaves nothing behind. */
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM system"), FIT);
	ck_assert_int_eq(office_number(cloud, "SELECT count(DISTINCT matter_id) FROM ruling_line"), FIT);
}

START_TEST(of_thirty_two_rulings_exactly_those_that_fit_succeed)
{
	race(rule_by_move);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM matter WHERE state = 'allocating'"), FIT);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM matter WHERE state = 'ruling'"), RULERS - FIT);
}
END_TEST

START_TEST(the_schema_alone_lets_exactly_those_that_fit_pass)
{
	race(rule_by_effect);
}
END_TEST

int main(void)
{
	return RUN_CLOUD("modules/resource_race", of_thirty_two_rulings_exactly_those_that_fit_succeed,
			 the_schema_alone_lets_exactly_those_that_fit_pass);
}
