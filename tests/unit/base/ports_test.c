#include "base/base.h"

#include "base/ports.h"

#include "unit/suite.h"

START_TEST(ports_are_read_as_people_write_them)
{
	static const char *const good[] = {"",
					   "443",
					   "80、443",
					   "8000-8010,9090",
					   "53/udp",
					   "1-65535",
					   "80，443; 8080",
					   "22/TCP 53",
					   "80、443、8000-8100 53/udp",
					   "80、"};
	static const char *const bad[] = {"0",    "65536", "100000",  "9-1",      "80-", "-80",  "80x443", "80--90",
					  "全部", "、80",  "80/icmp", "80443、x", " 80", "8 0-", "80-0"};

	for (size_t i = 0; i < ARRAY_LENGTH(good); i++)
		ck_assert_msg(ports_sound(good[i]), "%s", good[i]);
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		ck_assert_msg(!ports_sound(bad[i]), "%s", bad[i]);
}
END_TEST

START_TEST(each_range_has_its_ends)
{
	const char *text = "80、8000-8010,53/udp";
	struct ports ports;

	ck_assert(ports_next(&text, &ports));
	ck_assert(ports.first == 80 && ports.last == 80);
	ck_assert(ports_next(&text, &ports));
	ck_assert(ports.first == 8000 && ports.last == 8010);
	ck_assert(ports_next(&text, &ports));
	ck_assert(ports.first == 53 && ports.last == 53);
	ck_assert(!ports_next(&text, &ports));
	ck_assert_str_eq(text, "");
}
END_TEST

int main(void)
{
	return RUN_SUITE("base/ports", ports_are_read_as_people_write_them, each_range_has_its_ends);
}
