/* YAML as bad as it comes. */
#include "unit/kernel/procedure_fake.h"

#include "kernel/procedure_yaml.h"

static void refused(const char *text, size_t length, const char *wanted)
{
	struct bench bench = bench_new();
	struct procedure *procedure = procedure_parse(bench.arena, fake_modules, bench.engine, "sample.yaml", text,
						      length, &bench.complaints);

	ck_assert_ptr_null(procedure);
	ck_assert_ptr_nonnull(bench.complaints);
	ck_assert_msg(strstr(bench.complaints, wanted) != NULL, "wanted: %s\ngot: %s", wanted, bench.complaints);
	bench_free(&bench);
}

START_TEST(aliases_anchors_tags_and_bombs_are_refused)
{
	static const char bomb[] = "a: &a [x, x, x, x, x, x, x, x, x]\n"
				   "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
				   "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n";
	static const char alias[] = "title: *other\n";
	static const char merge[] = "a: {b: 1}\nc: {<<: *a}\n";
	static const char tag[] = "title: !!binary aGVsbG8=\n";
	static const char two[] = "title: a\n---\ntitle: b\n";
	static const char list[] = "- title\n";
	static const char broken[] = "title: [a, b\nstates: }\n";
	static const char nul[] = "title: a\0b\n";
	static const char bytes[] = "title: \xff\xfe\n";
	static const char key[] = "? [a, b]\n: c\n";

	refused(bomb, sizeof bomb - 1, "sample.yaml:1:7: 不能用锚点");
	refused(alias, sizeof alias - 1, "sample.yaml:1:8: 不能用别名");
	refused(merge, sizeof merge - 1, "sample.yaml:2:9: 不能用别名");
	refused(tag, sizeof tag - 1, "不能用类型标签");
	refused(two, sizeof two - 1, "一个文件只写一份流程");
	refused(list, sizeof list - 1, "流程应写成“键: 值”");
	refused(broken, sizeof broken - 1, "YAML 写法有误");
	refused(nul, sizeof nul - 1, "控制字符");
	refused(bytes, sizeof bytes - 1, "控制字符");
	refused(key, sizeof key - 1, "键应是一个词");
	refused("", 0, "sample.yaml:1:1:");
	refused("# nothing\n", 10, "文件是空的");
}
END_TEST

START_TEST(depth_and_size_are_limited)
{
	struct bench bench = bench_new();
	char *deep = arena_alloc(bench.arena, 2001);
	char *wide = arena_alloc(bench.arena, YAML_NODES_MAX * 2 + 16);
	char *big = arena_alloc(bench.arena, YAML_BYTES_MAX + 2);

	memset(deep, '[', 1000);
	memset(deep + 1000, ']', 1000);
	refused(deep, 2000, "嵌套太深");
	memcpy(wide, "a: [", 4);
	for (size_t i = 0; i < YAML_NODES_MAX; i++)
		memcpy(wide + 4 + 2 * i, "x,", 2);
	memcpy(wide + 4 + 2 * YAML_NODES_MAX, "x]\n", 3);
	refused(wide, 2 * YAML_NODES_MAX + 7, "内容太多");
	memset(big, ' ', YAML_BYTES_MAX + 1);
	refused(big, YAML_BYTES_MAX + 1, "文件太大");
	bench_free(&bench);
}
END_TEST

/* Whatever is missing or cut off, there is an answer: a procedure or complaints with a place. */
static void judge(struct bench *bench, const char *text)
{
	struct procedure *procedure = bench_parse(bench, text);

	ck_assert((procedure == NULL) == (bench->complaints != NULL));
	if (procedure == NULL)
		ck_assert(text_starts(bench->complaints, "sample.yaml:"));
	else
		ck_assert_ptr_nonnull(procedure_picture(bench->arena, procedure, "check"));
}

START_TEST(deleting_any_line_never_crashes)
{
	struct bench bench = bench_new();
	char **lines;
	size_t count = text_split(bench.arena, sample_text, '\n', &lines);

	for (size_t i = 0; i < count; i++) {
		char *text = arena_strdup(bench.arena, "");

		for (size_t j = 0; j < count; j++)
			if (j != i)
				text = arena_printf(bench.arena, "%s%s\n", text, lines[j]);
		judge(&bench, text);
	}
	bench_free(&bench);
}
END_TEST

START_TEST(cutting_or_changing_any_byte_never_crashes)
{
	struct bench bench = bench_new();
	size_t length = strlen(sample_text);

	for (size_t i = 0; i < length; i += 3) {
		char *text = arena_strdup(bench.arena, sample_text);

		text[i] = "{[:&*\"'-\n#"[i % 10];
		judge(&bench, text);
		text[i] = '\0';
		judge(&bench, text);
		if (i % 300 == 0) {
			bench_free(&bench);
			bench = bench_new();
		}
	}
	bench_free(&bench);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/procedure_yaml", aliases_anchors_tags_and_bombs_are_refused,
			 depth_and_size_are_limited, deleting_any_line_never_crashes,
			 cutting_or_changing_any_byte_never_crashes);
}
