#include "base/base.h"
#include "kernel/procedure.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "kernel/procedure_yaml.h"

static int usage(void)
{
	fputs("usage: zwy procedure list\n"
	      "       zwy procedure check FILE…\n"
	      "       zwy procedure load [--from YYYY-MM-DD] FILE…\n",
	      stderr);
	return 2;
}

/* The whole file, arena; NULL after a line on stderr. */
static char *read_file(struct arena *arena, const char *path, size_t *length)
{
	struct buf buf;
	char *text = NULL;

	buf_init(&buf);
	if (buf_add_file(&buf, path, YAML_BYTES_MAX))
		text = arena_strndup(arena, buf.data, buf.length);
	else
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
	*length = buf.length;
	buf_release(&buf);
	return text;
}

struct checking {
	struct arena *arena;
	const struct module *const *modules;
	struct expression_engine *expressions;
};

static struct procedure *check_file(const struct checking *checking, const char *path, char **text)
{
	size_t length;
	char *complaints = NULL;
	struct procedure *procedure;

	*text = read_file(checking->arena, path, &length);
	if (*text == NULL)
		return NULL;
	procedure = procedure_parse(checking->arena, checking->modules, checking->expressions, path, *text, length,
				    &complaints);
	if (procedure == NULL)
		fprintf(stderr, "%s\n", complaints);
	return procedure;
}

/* Among the files before it; said on stderr. */
static bool series_shared(const struct procedure *const *read, int at)
{
	for (int i = 0; i < at; i++) {
		if (read[i] == NULL || text_equal(read[i]->key, read[at]->key) ||
		    !procedure_same_series(read[i], read[at]))
			continue;
		fprintf(stderr, "%s.yaml：编号“%s”与流程“%s”的编号开头相同，请换一个\n", read[at]->key,
			read[at]->number, read[i]->title);
		return true;
	}
	return false;
}

static int check_files(const struct checking *checking, int count, char **paths)
{
	const struct procedure **read = arena_array(checking->arena, (size_t)count, sizeof *read);
	int status = 0;

	for (int i = 0; i < count; i++) {
		char *text;
		const struct procedure *procedure = read[i] = check_file(checking, paths[i], &text);

		if (procedure == NULL || series_shared(read, i))
			status = 1;
		else
			printf("%s: %s，%zu 个环节、%zu 个动作、%zu 份材料、%zu 个字段，没有问题\n", paths[i],
			       procedure->title, procedure->state_count, procedure->action_count,
			       procedure->document_count, procedure->form_count);
	}
	return status;
}

int procedure_check(struct arena *arena, const struct module *const *modules, int count, char **paths)
{
	struct checking checking = {arena, modules, expression_engine_new()};
	int status = count > 0 ? check_files(&checking, count, paths) : usage();

	expression_engine_free(checking.expressions);
	return status;
}

/* All are checked before the first is stored. */
static int load_files(int count, char **paths, int64_t valid_from, struct context *context)
{
	const struct checking checking = {context->arena, context->service->modules, context->service->expressions};

	if (check_files(&checking, count, paths) != 0)
		return 1;
	for (int i = 0; i < count; i++) {
		char *text;
		const struct procedure *procedure = check_file(&checking, paths[i], &text);
		int64_t id = 0;
		char *dropped =
			procedure == NULL ? NULL : procedure_dropped(context->service, context->arena, procedure);
		enum err err = procedure == NULL || dropped != NULL
				       ? ERR_INVALID
				       : procedure_store(context, procedure->key, text, valid_from, &id);

		if (err != OK) {
			if (dropped != NULL)
				fprintf(stderr, "%s\n", dropped);
			fprintf(stderr, "%s: 没有存入：%s\n", paths[i], err_sentence(err));
			return 1;
		}
		printf("%s: 已存入，自 %s 起施行\n", paths[i], format_day(context->arena, valid_from));
	}
	return 0;
}

static int list(const struct service *service)
{
	for (size_t i = 0; i < service->procedure_count; i++) {
		const struct procedure *procedure = service->procedures[i];

		printf("%s\t%d\t%s\t", procedure->key, procedure->version, procedure->title);
		for (size_t j = 0; j < procedure->article_count; j++)
			printf("%s%s", j > 0 ? "," : "", procedure->articles[j]);
		printf("\t%zu\t%zu\n", procedure->state_count, procedure->action_count);
	}
	return 0;
}

int procedure_command(int argc, char **argv, struct context *context)
{
	int64_t valid_from = day_of(clock_now());
	int first = 2;

	if (argc == 2 && text_equal(argv[1], "list"))
		return list(context->service);
	if (argc >= 2 && text_equal(argv[1], "check"))
		return procedure_check(context->arena, context->service->modules, argc - 2, argv + 2);
	if (argc < 3 || !text_equal(argv[1], "load"))
		return usage();
	if (argc >= 4 && text_equal(argv[2], "--from")) {
		if (!parse_day(argv[3], &valid_from)) {
			fprintf(stderr, "%s: 日期应写作 2026-11-20\n", argv[3]);
			return 2;
		}
		first = 4;
	}
	return first < argc ? load_files(argc - first, argv + first, valid_from, context) : usage();
}
