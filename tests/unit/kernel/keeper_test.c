#include "unit/kernel/keeper_cast.h"

#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "kernel/keeper_protocol.h"
#include "kernel/seal_format.h"
#include "kernel/session.h"

START_TEST(those_who_take_part_open_it_and_it_is_recorded)
{
	set_up();
	ck_assert_int_eq(try_open(token_of(CLERK), LETTER), OK);
	ck_assert_int_eq(try_open(token_of(REVIEWER), LETTER), OK);
	ck_assert_int_eq(try_open(token_of(OPERATOR), LETTER), OK);
	ck_assert_int_eq(try_open(token_of(EXPERT), LETTER), OK);
	ck_assert_int_eq(try_open(token_of(ASSESSOR), LETTER), OK);
	ck_assert_int_eq(audited("attachment.open"), 5);
	ck_assert_int_eq(
		raw_number(
			vault, "app.db",
			"SELECT count(*) FROM audit WHERE person_id = 1 AND organisation_id = 2 AND object_id = 1"
			" AND actor = '省水利厅 信息化经办岗 (water)' AND role = 'unit.clerk' AND source = '10.1.1.1'"
			" AND request = 'feedc0de' AND json_extract(detail, '$.name') = '申请函.pdf'"),
		1);
	ck_assert_int_eq(first_bad(vault), 0);
	vault_free(vault);
}
END_TEST

START_TEST(what_one_may_not_see_is_not_there)
{
	set_up();
	ck_assert_int_eq(try_open(token_of(FORESTER), LETTER), ERR_NOT_FOUND); /* another unit */
	ck_assert_int_eq(try_open(token_of(REVIEWER), ELSEWHERE),
			 ERR_NOT_FOUND); /* the center does not take part yet */
	ck_assert_int_eq(try_open(token_of(EXPERT), ELSEWHERE), ERR_NOT_FOUND);
	ck_assert_int_eq(try_open(token_of(ASSESSOR), ELSEWHERE),
			 ERR_NOT_FOUND); /* invited to the other; its organisation's part does not count */
	ck_assert_int_eq(try_open(token_of(ADMINISTRATOR), LETTER), ERR_NOT_FOUND);
	ck_assert_int_eq(try_open(token_of(ROLELESS), LETTER), ERR_NOT_FOUND);
	/* Invited once, and every role taken back since. */
	raw_run(vault, "app.db", "INSERT INTO matter_guest VALUES (8, 1, 'review.expert', 'none', 1, NULL)");
	ck_assert_int_eq(try_open(token_of(ROLELESS), LETTER), ERR_NOT_FOUND);
	ck_assert_int_eq(try_open(token_of(CLERK), 999), ERR_NOT_FOUND);
	ck_assert_int_eq(try_open(token_of(CLERK), 0), ERR_NOT_FOUND);
	ck_assert_int_eq(try_open(token_of(CLERK), -1), ERR_NOT_FOUND);
	ck_assert_int_eq(audited("attachment.open"), 0);
	vault_free(vault);
}
END_TEST

START_TEST(guests_lose_sight_when_they_are_done_or_declare_a_conflict)
{
	set_up();
	char *expert = token_of(EXPERT);
	char *assessor = token_of(ASSESSOR);
	raw_run(vault, "app.db", "UPDATE matter_guest SET conflict = 'declared' WHERE person_id = 5");
	raw_run(vault, "app.db", "UPDATE matter_guest SET ended_at = 9 WHERE person_id = 6");
	ck_assert_int_eq(try_open(expert, LETTER), ERR_NOT_FOUND);
	ck_assert_int_eq(try_open(assessor, LETTER), ERR_NOT_FOUND);
	vault_free(vault);
}
END_TEST

/* The procedure says what is internal; how its key begins says nothing. */
START_TEST(internal_papers_stay_in_the_center_and_withdrawn_ones_with_their_owner)
{
	set_up();
	ck_assert_int_eq(try_open(token_of(REVIEWER), REVIEW), OK);
	ck_assert_int_eq(try_open(token_of(CLERK), REVIEW), ERR_NOT_FOUND);
	ck_assert_int_eq(try_open(token_of(OPERATOR), REVIEW), ERR_NOT_FOUND);
	ck_assert_int_eq(try_open(token_of(EXPERT), REVIEW), ERR_NOT_FOUND);
	add_attachment(REVIEW_SHOWN, MATTER, CENTER, "review_letter");
	ck_assert_int_eq(try_open(token_of(CLERK), REVIEW_SHOWN), OK);
	add_attachment(REVIEW_ELSEWHERE, OTHER_MATTER, WATER, "minutes");
	ck_assert_int_eq(try_open(token_of(CLERK), REVIEW_ELSEWHERE), ERR_NOT_FOUND);
	ck_assert_int_eq(try_open(token_of(CLERK), WITHDRAWN), OK);
	ck_assert_int_eq(try_open(token_of(REVIEWER), WITHDRAWN), ERR_NOT_FOUND);
	vault_free(vault);
}
END_TEST

/* The center is a unit too: its unit.clerk is no post of it, and who asked in its name has none in that matter. */
START_TEST(internal_papers_are_kept_from_whoever_asks_in_the_centers_own_name)
{
	set_up();
	raw_run(vault, "app.db",
		"PRAGMA foreign_keys=OFF; UPDATE matter SET organisation_id = 1 WHERE id = 1;"
		"INSERT INTO person_role (person_id, role, granted_at) VALUES (2, 'unit.clerk', 1)");
	ck_assert_int_eq(try_open(token_of(REVIEWER), REVIEW), OK);
	raw_run(vault, "app.db",
		"INSERT INTO event (matter_id, at, person_id, organisation_id, role, actor_label, action, label, "
		"from_state, to_state, revision)"
		" VALUES (1, 1, 2, 1, 'unit.clerk', '中心 经办', 'submit', '提交', 'draft', 'review', 1)");
	ck_assert_int_eq(try_open(token_of(REVIEWER), REVIEW), ERR_NOT_FOUND);
	raw_run(vault, "app.db",
		"DELETE FROM person_role WHERE person_id = 2 AND role = 'center.review';"
		"UPDATE matter SET organisation_id = 2 WHERE id = 1");
	ck_assert_int_eq(try_open(token_of(REVIEWER), REVIEW), ERR_NOT_FOUND);
	vault_free(vault);
}
END_TEST

START_TEST(sessions_must_be_known_fresh_and_unrestricted)
{
	set_up();
	char *token = token_of(CLERK);
	ck_assert_int_eq(try_open("", LETTER), ERR_SIGN_IN);
	ck_assert_int_eq(try_open(NULL, LETTER), ERR_SIGN_IN);
	ck_assert_int_eq(try_open("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", LETTER), ERR_SIGN_IN);
	static const char *const endings[] = {
		"UPDATE session SET seen_at = unixepoch() - 31 * 60",
		"UPDATE session SET created_at = unixepoch() - 9 * 3600",
		"UPDATE session SET restricted_yes = 1",
		"UPDATE person SET status = 'disabled' WHERE id = 1",
		"UPDATE organisation SET valid_to = 5 WHERE id = 2",
	};
	for (size_t i = 0; i < ARRAY_LENGTH(endings); i++) {
		ck_assert_int_eq(try_open(token, LETTER), OK);
		raw_run(vault, "app.db", endings[i]);
		ck_assert_msg(try_open(token, LETTER) == ERR_SIGN_IN, "%s", endings[i]);
		raw_run(vault, "app.db",
			"UPDATE session SET seen_at = unixepoch(), created_at = unixepoch(), restricted_yes = 0;"
			"UPDATE person SET status = 'active'; UPDATE organisation SET valid_to = NULL");
	}
	raw_run(vault, "app.db", "DELETE FROM session");
	ck_assert_int_eq(try_open(token, LETTER), ERR_SIGN_IN);
	vault_free(vault);
}
END_TEST

START_TEST(damaged_file_is_refused_and_recorded)
{
	set_up();
	char *token = token_of(CLERK);
	raw_run(vault, "app.db",
		"DROP TRIGGER attachment_fixed; UPDATE attachment SET digest = randomblob(32) WHERE id = 1;"
		"UPDATE attachment SET uuid = '00112233445566778899aabbccddeeff' WHERE id = 2;"
		"UPDATE attachment SET size = size + 1 WHERE id = 3; UPDATE attachment SET size = 1 << 40 WHERE id = "
		"4");
	raw_run(vault, "app.db", "INSERT INTO matter_party VALUES (1, 2, 'center', 1, 1, 'application', 'review')");
	ck_assert_int_eq(try_open(token, LETTER), ERR_INTERNAL);
	ck_assert_int_eq(try_open(token_of(REVIEWER), REVIEW), ERR_INTERNAL);
	ck_assert_int_eq(try_open(token, WITHDRAWN), ERR_INTERNAL);
	ck_assert_int_eq(try_open(token, ELSEWHERE), ERR_INTERNAL);
	ck_assert_int_eq(audited("attachment.damaged"), 4);
	vault_free(vault);
}
END_TEST

START_TEST(no_row_no_file)
{
	set_up();
	char *token = token_of(CLERK);
	raw_run(vault, "app.db",
		"CREATE TRIGGER stop BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no space for anything'); END");
	ck_assert_int_eq(try_open(token, LETTER), ERR_INTERNAL);
	raw_run(vault, "app.db", "DROP TRIGGER stop");
	ck_assert_int_eq(try_open(token, LETTER), OK);
	vault_free(vault);
}
END_TEST

START_TEST(handed_over_memory_cannot_be_changed)
{
	struct keeper_opened opened;
	set_up();
	ck_assert_int_eq(keeper_open(&vault->service, token_of(CLERK), LETTER, "-", "-", &opened), OK);
	ck_assert_int_lt(pwrite(opened.descriptor, "x", 1, 0), 0);
	ck_assert_int_lt(ftruncate(opened.descriptor, 0), 0);
	ck_assert_ptr_eq(mmap(NULL, 1, PROT_WRITE, MAP_SHARED, opened.descriptor, 0), MAP_FAILED);
	close(opened.descriptor);
	vault_free(vault);
}
END_TEST

START_TEST(rate_of_one_person_is_limited)
{
	set_up();
	char *token = token_of(CLERK);
	for (int i = 0; i < 60; i++)
		ck_assert_int_eq(try_open(token, LETTER), OK);
	ck_assert_int_eq(try_open(token, LETTER), ERR_THROTTLED);
	ck_assert_int_eq(try_open(token_of(REVIEWER), LETTER), OK);
	vault_free(vault);
}
END_TEST

/* Openings of the last minute that others made. */
static void opened_by_others(int count)
{
	enum err err = OK;

	ck_assert_int_eq(tx_begin(vault->context.db), OK);
	for (int i = 0; err == OK && i < count; i++)
		err = audit_add(&vault->context,
				&(struct audit_entry){.action = "attachment.open", .object = "attachment"}, NULL);
	ck_assert_int_eq(tx_end(vault->context.db, err), OK);
}

START_TEST(rate_of_all_together_is_limited)
{
	set_up();
	char *clerk = token_of(CLERK);
	char *reviewer = token_of(REVIEWER);
	opened_by_others(1199);
	ck_assert_int_eq(try_open(clerk, LETTER), OK);
	ck_assert_int_eq(try_open(reviewer, LETTER), ERR_THROTTLED);
	vault_free(vault);
}
END_TEST

/* ---- the socket ---- */

static int dial(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	(void)snprintf(address.sun_path, sizeof(address.sun_path), "%s", vault->service.keeper_socket);
	int connection = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	ck_assert_int_ge(connection, 0);
	ck_assert_int_eq(connect(connection, (struct sockaddr *)&address, sizeof(address)), 0);
	return connection;
}

START_TEST(socket_is_closed_to_strangers)
{
	struct stat status;
	set_up();
	ck_assert_int_eq(stat(vault->service.keeper_socket, &status), 0);
	ck_assert_int_eq(status.st_mode & 0777, 0660);
	vault_free(vault);
}
END_TEST

START_TEST(silent_slow_and_malformed_clients_hold_nobody)
{
	static struct keeper_request request;
	int silent[20];
	set_up();
	char *token = token_of(CLERK);
	for (size_t i = 0; i < ARRAY_LENGTH(silent); i++)
		silent[i] = dial();
	/* Asks for a file and never reads the answer. */
	int deaf[6];
	request.version = KEEPER_VERSION;
	request.operation = KEEPER_OPEN;
	request.number = LETTER;
	(void)snprintf(request.token, sizeof(request.token), "%s", token);
	for (size_t i = 0; i < ARRAY_LENGTH(deaf); i++) {
		deaf[i] = dial();
		ck_assert_int_eq(send(deaf[i], &request, KEEPER_REQUEST_HEAD, 0), (ssize_t)KEEPER_REQUEST_HEAD);
	}
	for (int i = 0; i < 8; i++) {
		int rude = dial();
		request.operation = i == 0 ? 0 : i == 1 ? 99 : KEEPER_PING;
		request.version = i == 2 ? 1 : KEEPER_VERSION;
		request.length = i == 3 ? 5 : i == 4 ? UINT32_MAX : 0;
		size_t length = i == 5   ? 1
				: i == 6 ? KEEPER_REQUEST_HEAD - 1
				: i == 7 ? KEEPER_REQUEST_HEAD + 1
					 : KEEPER_REQUEST_HEAD;
		ck_assert_int_eq(send(rude, &request, length, 0), (ssize_t)length);
		struct keeper_answer answer;
		struct pollfd poll_one = {.fd = rude, .events = POLLIN};
		ck_assert_int_eq(poll(&poll_one, 1, 3000), 1);
		ssize_t got = recv(rude, &answer, sizeof(answer), 0);
		ck_assert_msg(got == 0 || answer.err != OK, "malformed message %d was answered", i);
		close(rude);
	}
	int64_t before = clock_monotonic();
	ck_assert_int_eq(try_open(token, LETTER), OK);
	ck_assert_int_lt(clock_monotonic() - before, 2000000);
	for (size_t i = 0; i < ARRAY_LENGTH(silent); i++)
		close(silent[i]);
	for (size_t i = 0; i < ARRAY_LENGTH(deaf); i++)
		close(deaf[i]);
	vault_free(vault);
}
END_TEST

START_TEST(many_at_once_are_all_served)
{
	enum { CLIENTS = 12 };
	pid_t clients[CLIENTS];
	set_up();
	char *token = token_of(CLERK);
	for (int i = 0; i < CLIENTS; i++) {
		clients[i] = fork();
		if (clients[i] == 0) {
			struct keeper_opened opened;
			bool good = true;
			for (int k = 0; k < 4; k++)
				good = keeper_open(&vault->service, token, LETTER, "-", "-", &opened) == OK && good;
			_exit(good ? 0 : 1);
		}
	}
	for (int i = 0; i < CLIENTS; i++) {
		int status;
		waitpid(clients[i], &status, 0);
		ck_assert_int_eq(status, 0);
	}
	ck_assert_int_eq(audited("attachment.open"), CLIENTS * 4);
	ck_assert_int_eq(first_bad(vault), 0);
	vault_free(vault);
}
END_TEST

START_TEST(keeper_ends_cleanly_and_comes_back_over_a_stale_socket)
{
	set_up();
	char *token = token_of(CLERK);
	ck_assert_int_eq(vault_keeper_stop(vault), 0);
	log_threshold(LEVEL_ERROR);
	ck_assert_int_ne(access(vault->service.keeper_socket, F_OK), 0);
	ck_assert_int_eq(keeper_ping(&vault->service), ERR_KEEPER);
	ck_assert_int_eq(try_open(token, LETTER), ERR_KEEPER);
	vault_keeper_start(vault);
	kill(vault->keeper, SIGKILL);
	waitpid(vault->keeper, NULL, 0);
	ck_assert_int_eq(access(vault->service.keeper_socket, F_OK), 0);
	ck_assert_int_eq(keeper_ping(&vault->service), ERR_KEEPER);
	vault->keeper = fork();
	if (vault->keeper == 0)
		_exit(keeper_main(vault->fixture->folder, vault->keys, vault->service.keeper_socket));
	for (int i = 0; i < 300 && keeper_ping(&vault->service) != OK; i++)
		usleep(10000);
	ck_assert_int_eq(try_open(token, LETTER), OK);
	vault_free(vault);
}
END_TEST

START_TEST(second_keeper_on_the_same_socket_refuses_to_run)
{
	int status;
	set_up();
	pid_t second = fork();
	if (second == 0) {
		if (!freopen("/dev/null", "w", stderr))
			_exit(0);
		_exit(keeper_main(vault->fixture->folder, vault->keys, vault->service.keeper_socket));
	}
	waitpid(second, &status, 0);
	ck_assert_int_ne(status, 0);
	ck_assert_int_eq(keeper_ping(&vault->service), OK);
	vault_free(vault);
}
END_TEST

/* A clock behind the newest row was set back: told once, and rows go on. */
START_TEST(clock_behind_the_log_is_an_event_and_an_alarm)
{
	vault = vault_new();
	raw_run(vault, "app.db", people);
	vault_rows(vault, 1, clock_now() + 200);
	log_threshold(LEVEL_ERROR);
	ck_assert_ptr_nonnull(freopen("/dev/null", "w", stderr));
	vault_keeper_start(vault);
	for (int i = 0; i < 300 && audited("clock.regress") == 0; i++)
		usleep(10000);
	ck_assert_int_eq(audited("clock.regress"), 1);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM notice WHERE kind = 'alarm'"), 1);
	usleep(1500000);
	ck_assert_int_eq(audited("clock.regress"), 1);
	vault_free(vault);
}
END_TEST

int main(void)
{
	return RUN_SUITE(
		"kernel/keeper", those_who_take_part_open_it_and_it_is_recorded, what_one_may_not_see_is_not_there,
		guests_lose_sight_when_they_are_done_or_declare_a_conflict,
		internal_papers_stay_in_the_center_and_withdrawn_ones_with_their_owner,
		internal_papers_are_kept_from_whoever_asks_in_the_centers_own_name,
		sessions_must_be_known_fresh_and_unrestricted, damaged_file_is_refused_and_recorded, no_row_no_file,
		handed_over_memory_cannot_be_changed, rate_of_one_person_is_limited, rate_of_all_together_is_limited,
		socket_is_closed_to_strangers, silent_slow_and_malformed_clients_hold_nobody,
		many_at_once_are_all_served, keeper_ends_cleanly_and_comes_back_over_a_stale_socket,
		second_keeper_on_the_same_socket_refuses_to_run, clock_behind_the_log_is_an_event_and_an_alarm);
}
