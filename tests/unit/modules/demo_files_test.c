#include "unit/modules/demo_cast.h"

/* ---- files ---- */

static pid_t keeper_start(struct home *home, struct service *service)
{
	pid_t child = fork();

	ck_assert_int_ge(child, 0);
	if (child == 0)
		_exit(keeper_main(home->config.data, home->config.keys, service->keeper_socket));
	/* The socket has its name a moment before anybody listens. */
	for (int tries = 0; keeper_ping(service) != OK && tries < 500; tries++)
		usleep(10000);
	ck_assert_int_eq(keeper_ping(service), OK);
	return child;
}

static void assert_opens(struct service *service, const char *token, int64_t attachment)
{
	struct keeper_opened opened;
	const char *content;

	ck_assert_int_eq(keeper_open(service, token, attachment, "10.0.0.1", "test", &opened), OK);
	ck_assert_str_eq(opened.type, "pdf");
	content = mmap(NULL, (size_t)opened.size, PROT_READ, MAP_PRIVATE, opened.descriptor, 0);
	ck_assert_ptr_ne(content, MAP_FAILED);
	ck_assert_int_eq(memcmp(content, "%PDF-1.4", 8), 0);
	ck_assert_int_eq(memcmp(content + opened.size - 6, "%%EOF\n", 6), 0);
	munmap((void *)(uintptr_t)content, (size_t)opened.size);
	close(opened.descriptor);
}

/* A guest's door closes with its matter: whose organisation takes part keeps what it handed in. */
#define HANDED_IN \
	"FROM attachment a WHERE EXISTS (SELECT 1 FROM person u JOIN matter_party p ON p.organisation_id =" \
	" u.organisation_id WHERE u.id = a.uploaded_by AND p.matter_id = a.matter_id)"

enum { OPENED_EACH = 60 };

START_TEST(every_file_opens_for_who_handed_it_in)
{
	struct service *service = service_of(&made);
	pid_t keeper = keeper_start(&made, service);
	int64_t count = number(&made, "SELECT count(*) " HANDED_IN);
	struct context context = {.arena = made.arena,
				  .db = db_open(made.config.data, DB_APP, DB_WRITER),
				  .service = service,
				  .actor = system_actor(),
				  .request = "test",
				  .source = "10.0.0.1"};

	ck_assert_int_gt(count, 100);
	for (int64_t person = 0; count > 0;
	     count -= number(&made, "SELECT count(*) " HANDED_IN " AND a.uploaded_by = %" PRId64, person)) {
		int64_t file = INT64_MAX, ended;
		char *token;

		person = number(&made, "SELECT min(a.uploaded_by) " HANDED_IN " AND a.uploaded_by > %" PRId64, person);
		ck_assert_int_eq(tx_begin(context.db), OK);
		ck_assert_int_eq(tx_end(context.db, session_open(&context, person, false, "test", &token, &ended)), OK);
		/* As many as the keeper opens for one person in a minute, the newest first. */
		for (int opened = 0; opened < OPENED_EACH; opened++) {
			file = number(&made,
				      "SELECT coalesce(max(a.id), 0) " HANDED_IN " AND a.id < %" PRId64
				      " AND a.uploaded_by = %" PRId64,
				      file, person);
			if (file == 0)
				break;
			assert_opens(service, token, file);
		}
	}
	db_free(context.db);
	kill(keeper, SIGTERM);
	waitpid(keeper, NULL, 0);
	service_free(service);
}
END_TEST

/* ---- many ---- */

START_TEST(many_more_matters_leave_a_sound_chain_and_sound_counts)
{
	struct home home;

	home_new(&home);
	ck_assert_int_eq(demo(&home, "--matters 400"), 0);
	assert_chain_holds(&home);
	assert_every_state(&home);
	ck_assert_int_ge(number(&home, "SELECT count(*) FROM matter"), 400 + 60);
	ck_assert_int_eq(number(&home, "SELECT count(*) FROM organisation"), 200);
	ck_assert_int_ge(number(&home, "SELECT count(*) FROM person"), 1900);
	ck_assert_int_eq(number(&home, "SELECT count(*) FROM matter WHERE submitted_at IS NOT NULL AND number IS NULL"),
			 0);
	ck_assert_int_eq(number(&home, "SELECT count(*) FROM matter m WHERE closed_at IS NULL AND NOT EXISTS "
				       "(SELECT 1 FROM task WHERE matter_id = m.id AND closed_at IS NULL)"),
			 0);
	ck_assert_int_eq(number(&home, "SELECT count(*) FROM event e LEFT JOIN audit a ON a.seq = e.audit_seq "
				       "WHERE a.seq IS NULL OR a.person_id IS NOT e.person_id"),
			 0);
	ck_assert_int_eq(number(&home,
				"SELECT count(*) FROM (SELECT organisation_id, procedure_key, state, count(*) AS n "
				"FROM matter_party GROUP BY 1, 2, 3) p LEFT JOIN matter_count c ON c.organisation_id = "
				"p.organisation_id AND c.procedure_key = p.procedure_key AND c.state = p.state "
				"WHERE c.n IS NOT p.n"),
			 0);
	ck_assert_int_eq(demo(&home, "--accounts"), 0);
	ck_assert_ptr_null(strstr(home.said, "bulk-"));
	home_free(&home);
}
END_TEST

int main(void)
{
	int status;

	log_threshold(LEVEL_ERROR);
	crypt_init();
	home_new(&made);
	if (demo(&made, "") != 0)
		return EXIT_FAILURE;
	status = RUN_SUITE_IN("modules/demo_files", NULL, NULL, 180, every_file_opens_for_who_handed_it_in,
			      many_more_matters_leave_a_sound_chain_and_sound_counts);
	home_free(&made);
	return status;
}
