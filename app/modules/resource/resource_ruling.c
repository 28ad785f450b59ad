/* The ruling: complete, within capacity, recorded as lines and allocations. */
#include "base/base.h"
#include "modules/resource/resource_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/setting.h"
#include "modules/assess/assess.h"
#include "modules/registry/registry.h"

enum { RULED_MAX = 400 };

static const struct value *ruling_rows(const struct moving *moving)
{
	const struct value *rows = moving->fields != NULL ? values_find(moving->fields, "ruling") : NULL;

	return rows != NULL && rows->row_count > 0 ? rows : NULL;
}

int64_t replaced_system(const struct values *form)
{
	if (form == NULL || !text_equal(values_word(form, "kind"), "reapplication"))
		return 0;
	return values_number(form, "base_system_id", 0);
}

/* Rows of the same platform and class added up; arena. */
static size_t sum_rows(const struct moving *moving, const struct value *rows, struct ruled **out)
{
	struct ruled *sums = arena_array(moving->context->arena, RULED_MAX, sizeof *sums);
	size_t count = 0;

	for (size_t i = 0; i < rows->row_count; i++) {
		int64_t platform = values_number(rows->rows[i], "platform", 0);
		const char *class = values_word(rows->rows[i], "class");
		size_t at = 0;

		while (at < count && (sums[at].platform != platform || !text_equal(sums[at].class, class)))
			at++;
		if (at == RULED_MAX)
			break;
		if (at == count)
			sums[count++] = (struct ruled){platform, class, 0};
		sums[at].granted += values_number(rows->rows[i], "granted", 0);
	}
	*out = sums;
	return count;
}

/* ---- complete ---- */

/* Block storage counts together: the ruling may choose another class of disk. */
static const char *class_group(const char *class)
{
	return text_equal(class, "hdd_gb") ? "ssd_gb" : class;
}

/* The column 申请量 is what the application asked for: nobody rewrites it here. */
static enum verdict requested_as_asked(struct moving *moving, struct answer *answer, const struct value *rows)
{
	static const struct {
		const char *class;
		const char *label;
	} groups[] = {
		{"vcpu", "处理器"},
		{"memory_gb", "内存"},
		{"ssd_gb", "块存储"},
		{"file_gb", "文件存储"},
		{"object_gb", "对象存储"},
		{"backup_gb", "备份存储"},
		{"archive_gb", "归档存储"},
		{"public_ip", "公网地址"},
		{"bandwidth_mbps", "互联网带宽"},
		{"gpu", "GPU"},
	};
	struct arena *arena = moving->context->arena;
	struct request_line *lines;
	size_t count = request_lines(arena, moving->form, &lines);

	for (size_t g = 0; g < ARRAY_LENGTH(groups); g++) {
		int64_t asked = 0;
		int64_t written = 0;

		for (size_t i = 0; i < count; i++)
			if (text_equal(class_group(lines[i].class), groups[g].class))
				asked += lines[i].amount;
		for (size_t i = 0; i < rows->row_count; i++)
			if (text_equal(class_group(values_word(rows->rows[i], "class")), groups[g].class))
				written += values_number(rows->rows[i], "requested", 0);
		if (asked != written)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请按申请表填写申请量，核减或核增写在核定量里",
							      .field = "ruling"},
					 "%s申请量合计应为 %s，核定表里是 %s", groups[g].label,
					 format_integer(arena, asked), format_integer(arena, written));
	}
	return VERDICT_YES;
}

static enum verdict row_complete(struct moving *moving, struct answer *answer, const struct values *row, size_t number)
{
	struct answer_help help = {.cure = "请补全这一行", .field = "ruling"};

	if (values_number(row, "platform", 0) <= 0)
		return answer_no(moving, answer, help, "核定资源第 %zu 行没有选择平台", number);
	if (values_word(row, "class")[0] == '\0')
		return answer_no(moving, answer, help, "核定资源第 %zu 行没有选择资源类别", number);
	if (values_text(row, "granted") == NULL)
		return answer_no(moving, answer, help, "核定资源第 %zu 行没有填核定量", number);
	if (values_number(row, "granted", 0) != values_number(row, "requested", 0) &&
	    values_word(row, "reason")[0] == '\0')
		return answer_no(moving, answer, help, "核定资源第 %zu 行核定量与申请量不同，须写明理由", number);
	return VERDICT_YES;
}

enum verdict ruling_complete(struct moving *moving, struct answer *answer)
{
	const struct value *rows = ruling_rows(moving);
	int64_t granted = 0;

	if (rows == NULL)
		return answer_no(moving, answer, (struct answer_help){.cure = "请逐项填写核定资源", .field = "ruling"},
				 "还没有填写核定资源");
	for (size_t i = 0; i < rows->row_count; i++) {
		if (row_complete(moving, answer, rows->rows[i], i + 1) != VERDICT_YES)
			return VERDICT_NO;
		granted += values_number(rows->rows[i], "granted", 0);
	}
	if (granted == 0)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "一项也不核定的，请选“不予核定”", .field = "ruling"},
				 "核定量都是 0");
	if (requested_as_asked(moving, answer, rows) != VERDICT_YES)
		return VERDICT_NO;
	return answer_yes(moving, answer, "%zu 行核定资源填写完整", rows->row_count);
}

/* ---- within capacity ---- */

struct pool {
	const char *platform;
	const char *kind;
	bool suspended;
	const char *class;
	const char *unit;
	int64_t total;
	int64_t committed; /* by all but this matter */
	int64_t replaced;  /* of that, by the system this one replaces */
	bool hosts_base;   /* the system it replaces is there already */
	int64_t wanted;    /* what this ruling adds */
};

static enum found read_pool(struct moving *moving, const struct ruled *ruled, struct pool *pool)
{
	struct query *query = db_query(moving->context->db, Q_RESOURCE_POOL);
	struct arena *arena = moving->context->arena;
	bool found;

	query_int(query, ":platform", ruled->platform);
	query_text(query, ":class", ruled->class);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":base", replaced_system(moving->form));
	found = query_step(query);
	if (found) {
		pool->platform = next_text(query, arena);
		pool->kind = next_text(query, arena);
		pool->suspended = next_int(query) != 0;
		pool->class = next_text(query, arena);
		pool->unit = next_text(query, arena);
		pool->total = next_int(query);
		pool->committed = next_int(query);
		pool->replaced = next_int(query);
		pool->hosts_base = next_int(query) != 0;
		/* A re-application counts only what goes beyond the system it replaces, on the same platform. */
		pool->wanted = ruled->granted > pool->replaced ? ruled->granted - pool->replaced : 0;
	}
	if (query_end(query) != OK)
		return FIND_FAILED;
	return found ? FOUND : NOT_FOUND;
}

static const char *shortage_sentence(struct arena *arena, const struct pool *pool)
{
	int64_t free = pool->total - pool->committed;

	return arena_printf(arena, "%s的%s余 %s %s，要核定 %s %s，缺 %s %s", pool->platform, pool->class,
			    format_integer(arena, free > 0 ? free : 0), pool->unit, format_integer(arena, pool->wanted),
			    pool->unit, format_integer(arena, pool->wanted - (free > 0 ? free : 0)), pool->unit);
}

static struct answer_help shortage_help(struct moving *moving, int64_t platform)
{
	return (struct answer_help){
		.cure = "请改选其他平台、核减，或由资源调度岗扩容后再核定",
		.link = arena_printf(moving->context->arena, "/platforms/%" PRId64, platform),
		.field = "ruling",
	};
}

/* May this platform take a system at all? */
static enum verdict platform_open(struct moving *moving, struct answer *answer, const struct pool *pool)
{
	struct answer_help help = {.cure = "请改选其他平台", .field = "ruling"};

	/* What is there already may grow (article 16); nothing new comes. */
	if (pool->suspended && !pool->hosts_base)
		return answer_no(moving, answer, help, "%s已暂停接入新系统", pool->platform);
	if (text_equal(pool->kind, "supervision"))
		return answer_no(moving, answer, help, "%s是云监管平台，不承载业务系统", pool->platform);
	return VERDICT_YES;
}

static bool above_red(const struct moving *moving, const struct pool *pool)
{
	int64_t red = setting_integer(moving->context->service, "pool_red");

	return pool->wanted > 0 && (pool->committed + pool->wanted) * 100 >= pool->total * red;
}

static enum verdict fits_one(struct moving *moving, struct answer *answer, const struct ruled *ruled, const char **red)
{
	struct pool pool = {0};
	enum found found;
	enum verdict verdict;

	if (ruled->granted <= 0)
		return VERDICT_YES;
	found = read_pool(moving, ruled, &pool);
	if (found == FIND_FAILED)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (found == NOT_FOUND)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请重新选择平台和资源", .field = "ruling"},
				 "核定资源里有不存在的平台或资源类别");
	verdict = platform_open(moving, answer, &pool);
	if (verdict != VERDICT_YES)
		return verdict;
	if (pool.wanted > pool.total - pool.committed)
		return answer_no(moving, answer, shortage_help(moving, ruled->platform), "%s",
				 shortage_sentence(moving->context->arena, &pool));
	if (*red == NULL && above_red(moving, &pool))
		*red = arena_printf(moving->context->arena, "%s的%s", pool.platform, pool.class);
	return VERDICT_YES;
}

static int64_t granted_on(const struct ruled *sums, size_t count, int64_t platform, const char *class)
{
	for (size_t i = 0; i < count; i++)
		if (sums[i].platform == platform && text_equal(sums[i].class, class))
			return sums[i].granted;
	return 0;
}

/* 第三十三条: what the provider's last assessment lets it take on, where the system is not there already. */
static enum verdict assessment_admits(struct moving *moving, struct answer *answer, const struct ruled *sums,
				      size_t count, size_t at)
{
	int64_t platform = sums[at].platform, operator;
	struct pool pool = {0};
	const char *why = NULL;

	if (sums[at].granted <= 0 || read_pool(moving, &sums[at], &pool) != FOUND || pool.hosts_base)
		return VERDICT_YES;
	if (registry_platform_operator(moving->context, platform, &operator) != OK ||
	    assess_admits(moving->context, operator, granted_on(sums, count, platform, "vcpu"),
			  granted_on(sums, count, platform, "memory_gb"), &why) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (why == NULL)
		return VERDICT_YES;
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "请改选其他平台", .link = "/assess", .field = "ruling"}, "%s：%s",
			 pool.platform, why);
}

enum verdict quota_fits(struct moving *moving, struct answer *answer)
{
	const struct value *rows = ruling_rows(moving);
	const char *red = NULL;
	struct ruled *sums;
	size_t count;

	if (rows == NULL)
		return answer_not_yet(moving, answer, "填写核定资源后核对余量");
	count = sum_rows(moving, rows, &sums);
	for (size_t i = 0; i < count; i++)
		if (fits_one(moving, answer, &sums[i], &red) != VERDICT_YES ||
		    assessment_admits(moving, answer, sums, count, i) != VERDICT_YES)
			return VERDICT_NO;
	/* The red line asks for a reason; only capacity blocks. */
	if (red != NULL && values_find(moving->fields, "red_line_reason") != NULL &&
	    values_word(moving->fields, "red_line_reason")[0] == '\0')
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请写明理由与扩容计划", .field = "red_line_reason"},
				 "核定后%s分配率将超过 %" PRId64 "%% 扩容线（本系统默认参数）", red,
				 setting_integer(moving->context->service, "pool_red"));
	return answer_yes(moving, answer, "各平台余量足够");
}

/* ---- recorded ---- */

static enum err record_lines(struct moving *moving, const struct value *rows)
{
	struct query *query = db_query(moving->context->db, Q_RESOURCE_RULING_DROP);
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	err = query_run(query);
	for (size_t i = 0; err == OK && i < rows->row_count; i++) {
		const struct values *row = rows->rows[i];

		query = db_query(moving->context->db, Q_RESOURCE_RULING_ADD);
		query_int(query, ":matter", moving->matter->id);
		query_int(query, ":line", (int64_t)i + 1);
		query_text(query, ":purpose", values_word(row, "purpose"));
		query_int(query, ":platform", values_number(row, "platform", 0));
		query_text(query, ":class", values_word(row, "class"));
		query_int(query, ":requested", values_number(row, "requested", 0));
		query_int(query, ":granted", values_number(row, "granted", 0));
		query_text(query, ":reason", values_word(row, "reason"));
		err = query_run(query);
	}
	return err;
}

/* The trigger refused what the guard let through: the same sentence, read again. */
static enum err refused_by_capacity(struct moving *moving, struct answer *answer, const struct ruled *ruled)
{
	const char *refusal = db_refusal(moving->context->db);
	struct pool pool = {0};

	if (!text_equal(refusal, "quota: beyond capacity") || read_pool(moving, ruled, &pool) != FOUND)
		return ERR_CONFLICT;
	return answer_refuse(moving, answer, shortage_help(moving, ruled->platform), "%s",
			     shortage_sentence(moving->context->arena, &pool));
}

static enum err allocate(struct moving *moving, struct answer *answer, const struct ruled *ruled, int64_t system)
{
	struct context *context = moving->context;
	struct query *query;
	struct pool pool = {0};
	int64_t operator= 0;
	enum err err;

	if (read_pool(moving, ruled, &pool) != FOUND)
		return ERR_INTERNAL;
	err = registry_platform_operator(context, ruled->platform, &operator);
	if (err == OK)
		err = registry_system_party(context, system, operator);
	if (err != OK || pool.wanted == 0)
		return err;
	query = db_query(context->db, Q_RESOURCE_ALLOCATION_ADD);
	query_int(query, ":system", system);
	query_int(query, ":platform", ruled->platform);
	query_text(query, ":class", ruled->class);
	query_int(query, ":granted", pool.wanted);
	query_int(query, ":allocated", 0);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	return err == ERR_CONFLICT ? refused_by_capacity(moving, answer, ruled) : err;
}

enum err free_grants(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_RESOURCE_ALLOCATION_FREE);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err record_ruling(struct moving *moving, struct answer *answer)
{
	const struct value *rows = ruling_rows(moving);
	struct ruled *sums;
	int64_t system;
	size_t count;
	enum err err;

	if (rows == NULL)
		return answer_refuse(moving, answer,
				     (struct answer_help){.cure = "请逐项填写核定资源", .field = "ruling"},
				     "还没有填写核定资源");
	err = registry_system_ensure(moving, answer, &system);
	/* Ruled before and returned: what was granted then no longer counts. */
	if (err == OK)
		err = free_grants(moving, answer);
	if (err == OK)
		err = record_lines(moving, rows);
	count = sum_rows(moving, rows, &sums);
	for (size_t i = 0; err == OK && i < count; i++)
		if (sums[i].granted > 0)
			err = allocate(moving, answer, &sums[i], system);
	return err;
}
