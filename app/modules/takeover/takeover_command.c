/* zwy takeover: a folder of CSV files in, all or nothing, and the same files out. */
#include "base/base.h"
#include "modules/takeover/takeover_parts.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/csv.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/audit.h"

enum { FILE_MOST = 64 * 1024 * 1024, COMPLAINTS_SHOWN = 200 };

static char *file_path(struct context *context, const char *folder, const struct takeover_file *file)
{
	return arena_printf(context->arena, "%s/%s.csv", folder, file->name);
}

/* ---- in ---- */

static void print_complaints(const struct takeover_file *file, const struct csv_complaints *complaints)
{
	for (size_t i = 0; i < complaints->count && i < COMPLAINTS_SHOWN; i++) {
		const struct csv_complaint *complaint = &complaints->items[i];

		fprintf(stderr, "%s.csv:%d: %s%s%s\n", file->name, complaint->line,
			complaint->column != NULL ? complaint->column : "", complaint->column != NULL ? "：" : "",
			complaint->text);
	}
	if (complaints->count > COMPLAINTS_SHOWN)
		fprintf(stderr, "%s.csv: 另有 %zu 处\n", file->name, complaints->count - COMPLAINTS_SHOWN);
}

/* Headings alone are a file with nothing in it, as the export writes one. */
static enum err take_table(struct context *context, const struct takeover_file *file, const struct csv_table *table)
{
	struct csv_import import = {.context = *context, .kind = file->kind, .table = table};
	static char source[] = "takeover";
	enum err err = OK;

	if (text_equal(file->name, "filings"))
		import.data = source;
	if (table->count > 0)
		err = csv_import_save(&import);
	if (err == ERR_INVALID)
		print_complaints(file, &import.complaints);
	else if (err == OK)
		printf("%s.csv\t%zu\t%" PRId64 "\n", file->name, table->count, import.changed);
	return err;
}

static enum err take_file(struct context *context, const char *folder, const struct takeover_file *file, size_t *taken)
{
	const char *path = file_path(context, folder, file);
	struct csv_table table;
	struct buf text;
	char *complaint = NULL;
	enum err err;

	if (access(path, F_OK) != 0)
		return OK;
	if (file->apart) {
		printf("%s.csv\t未导入，由%s在“%s”中导入\n", file->name, file->who, file->kind->title);
		return OK;
	}
	(*taken)++;
	buf_init(&text);
	if (!buf_add_file(&text, path, FILE_MOST)) {
		complaint = arena_strdup(context->arena, "不能读取");
	} else if (text.length == 0) {
		complaint = arena_strdup(context->arena, "文件是空的");
	} else if (!csv_read(context->arena, text.data, text.length, TAKEOVER_ROWS_MAX, &table, &complaint) &&
		   complaint == NULL) {
		complaint = arena_strdup(context->arena, "不能读取");
	}
	buf_release(&text);
	if (complaint == NULL)
		return take_table(context, file, &table);
	fprintf(stderr, "%s.csv: %s\n", file->name, complaint);
	err = ERR_INVALID;
	return err;
}

/* The next file names what this one brings, so the first that is wrong ends it. */
static enum err take_all(struct context *context, const char *folder, int64_t *sent)
{
	size_t taken = 0;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < TAKEOVER_FILES; i++)
		err = take_file(context, folder, &takeover_files[i], &taken);
	if (err == OK && taken == 0) {
		fprintf(stderr, "%s: 没有可导入的文件\n", folder);
		err = ERR_INVALID;
	}
	return err == OK ? takeover_send(context, sent) : err;
}

static int import(struct context *context, const char *folder)
{
	int64_t sent = 0;
	enum err err = tx_begin(context->db);

	if (err == OK)
		err = tx_end(context->db, take_all(context, folder, &sent));
	if (err != OK) {
		fflush(stdout);
		fprintf(stderr, "没有导入，数据库没有改动%s%s\n", err == ERR_INVALID ? "" : "：",
			err == ERR_INVALID ? "" : err_name(err));
		return 1;
	}
	printf("已导入，送 %" PRId64 " 家单位确认\n", sent);
	return 0;
}

/* ---- out ---- */

static const char *cell_of(const struct takeover_file *file, struct query *query, int column)
{
	const char *text = column_is_null(query, column) ? "" : column_text(query, column);

	return file->cell != NULL ? file->cell(column, text) : text;
}

static enum err write_rows(struct context *context, const struct takeover_file *file, struct buf *out, size_t *rows)
{
	struct query *query;
	char **headings;
	size_t count = text_split(context->arena, file->kind->headings, ',', &headings);

	csv_begin(out);
	for (size_t i = 0; i < count; i++)
		csv_cell(out, headings[i], i + 1 == count);
	query = db_query(context->db, file->export);
	for (*rows = 0; query_step(query); (*rows)++)
		for (int i = 0; i < (int)count; i++)
			csv_cell(out, cell_of(file, query, i), i + 1 == (int)count);
	return query_end(query);
}

static bool save(const char *path, const struct buf *text)
{
	FILE *file = fopen(path, "wxe");
	bool done;

	if (file == NULL)
		return false;
	done = fwrite(text->data, 1, text->length, file) == text->length;
	return fclose(file) == 0 && done;
}

static enum err write_file(struct context *context, const char *folder, const struct takeover_file *file)
{
	struct buf text;
	size_t rows = 0;
	enum err err;

	buf_init(&text);
	err = write_rows(context, file, &text, &rows);
	if (err == OK && !save(file_path(context, folder, file), &text)) {
		fprintf(stderr, "%s.csv: 不能写入，文件已存在或目录不可写\n", file->name);
		err = ERR_STORAGE;
	}
	buf_release(&text);
	if (err == OK)
		printf("%s.csv\t%zu\n", file->name, rows);
	return err;
}

static int export(struct context *context, const char *folder)
{
	enum err err = audit_alone(context, &(struct audit_entry){.action = "takeover.export", .object = "takeover"});

	if (err == OK && mkdir(folder, 0700) != 0 && errno != EEXIST)
		err = ERR_STORAGE;
	for (size_t i = 0; err == OK && i < TAKEOVER_FILES; i++)
		err = write_file(context, folder, &takeover_files[i]);
	if (err != OK)
		fprintf(stderr, "没有全部导出：%s\n", err_name(err));
	return err == OK ? 0 : 1;
}

int takeover_command(int argc, char **argv, struct context *context)
{
	if (argc == 2 && text_equal(argv[0], "import"))
		return import(context, argv[1]);
	if (argc == 2 && text_equal(argv[0], "export"))
		return export(context, argv[1]);
	puts("zwy takeover import FOLDER | export FOLDER");
	return 2;
}
