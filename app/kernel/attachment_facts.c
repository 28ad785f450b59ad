/* What is said of a file beside its bytes: who issued it and when, and whom it is for. */
#include "base/base.h"
#include "kernel/attachment_facts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/qualification.h"

enum { FACT_MAX = 200 };

/* A report needs who issued it, with which qualification, and when. */
static enum err check_report(struct context *context, const struct document_kind *document, struct checked_facts *facts,
			     const char **sentence)
{
	int64_t day = facts->given.evidence_day;
	struct qualification issuer;
	enum err err = qualification_read(context, facts->given.assessor, document->report, day, &issuer);

	if (err != OK)
		return err;
	if (issuer.name != NULL)
		facts->issuer = issuer.name;
	if (issuer.name == NULL)
		*sentence = arena_printf(context->arena, "请选择出具“%s”的第三方机构", document->label);
	else if (!issuer.of_kind)
		*sentence =
			arena_printf(context->arena, "%s没有出具“%s”的资质，请改选", facts->issuer, document->label);
	else if (day == 0)
		*sentence = arena_printf(context->arena, "请填写“%s”的报告日期", document->label);
	else if (!issuer.on_day)
		*sentence = arena_printf(context->arena, "%s的资质在报告日期 %s 不在有效期内", facts->issuer,
					 format_day(context->arena, day));
	return *sentence == NULL ? OK : ERR_INVALID;
}

/* Whether the organisation takes part, and what it is called. */
static enum err find_reader(struct context *context, const struct matter *matter, struct checked_facts *facts)
{
	struct query *query = db_query(context->db, Q_ATTACHMENT_READERS);

	query_int(query, ":matter", matter->id);
	query_int(query, ":organisation", facts->given.reader);
	if (query_step(query)) {
		facts->reader = next_int(query);
		facts->reader_name = next_text(query, context->arena);
	}
	return query_end(query);
}

/* Who oversees the matter says whom a file is for; what a party hands in is for itself and for those. */
static enum err check_reader(struct context *context, const struct matter *matter, const struct document_kind *document,
			     struct checked_facts *facts, const char **sentence)
{
	struct arena *arena = context->arena;
	int64_t *wanted = &facts->given.reader;
	bool chooses = document->own_files && matter_oversees(context, matter);
	enum err err;

	if (document->own_files && !chooses && *wanted == READER_UNSAID)
		*wanted = context->actor->org;
	if (!document->own_files && *wanted != READER_UNSAID && *wanted != READER_ALL)
		*sentence = arena_printf(arena, "“%s”参与本件的单位都看得到，不能只给一个单位", document->label);
	else if (document->own_files && !chooses && *wanted != context->actor->org)
		*sentence = arena_printf(arena,
					 "“%s”只给本单位、发起单位、省大数据中心和统一安全运维机构看，不能给其他单位",
					 document->label);
	else if (chooses && *wanted == READER_UNSAID)
		*sentence = arena_printf(arena, "请选择“%s”给哪个单位看；不涉及某一单位的选各方", document->label);
	if (*sentence != NULL)
		return ERR_INVALID;
	if (!document->own_files || *wanted == READER_ALL)
		return OK;
	err = find_reader(context, matter, facts);
	if (err == OK && facts->reader == 0)
		*sentence = arena_printf(arena, "所选单位没有参与本件，“%s”不能给它看，请改选", document->label);
	return *sentence == NULL ? err : ERR_INVALID;
}

enum err attachment_facts(struct context *context, const struct matter *matter, const struct document_kind *document,
			  struct checked_facts *facts, const char **sentence)
{
	enum err err = OK;

	facts->issuer = "";
	facts->given.report_no = text_trim(context->arena, facts->given.report_no);
	facts->given.conclusion = text_trim(context->arena, facts->given.conclusion);
	if (utf8_length(facts->given.report_no) > FACT_MAX || utf8_length(facts->given.conclusion) > FACT_MAX)
		*sentence = arena_printf(context->arena, "报告编号和结论各不超过 %d 个字", FACT_MAX);
	else if (facts->given.evidence_day > day_of(clock_now()))
		*sentence = "材料日期不能晚于今天";
	else if (document->report != NULL)
		err = check_report(context, document, facts, sentence);
	else
		facts->given.assessor = 0;
	if (*sentence == NULL && err == OK)
		err = check_reader(context, matter, document, facts, sentence);
	return *sentence == NULL ? err : ERR_INVALID;
}
