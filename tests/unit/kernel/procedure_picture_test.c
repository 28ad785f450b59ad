#include "base/base.h"

#include "unit/kernel/procedure_fake.h"

static size_t occurrences(const char *text, const char *piece)
{
	size_t count = 0;

	for (const char *at = strstr(text, piece); at != NULL; at = strstr(at + strlen(piece), piece))
		count++;
	return count;
}

START_TEST(every_state_and_action_is_in_the_picture)
{
	struct bench bench = bench_new();
	const struct procedure *procedure = application(&bench);
	const char *svg = procedure_picture(bench.arena, procedure, "ruling");

	ck_assert_uint_eq(occurrences(svg, "<rect"), procedure->state_count);
	for (size_t i = 0; i < procedure->state_count; i++)
		ck_assert_msg(strstr(svg, procedure->states[i].label) != NULL, "%s", procedure->states[i].label);
	for (size_t i = 0; i < procedure->action_count; i++)
		ck_assert_msg(strstr(svg, procedure->actions[i].label) != NULL, "%s", procedure->actions[i].label);
	bench_free(&bench);
}
END_TEST

START_TEST(every_action_that_moves_has_a_line_to_its_state)
{
	struct bench bench = bench_new();
	const struct procedure *procedure = bench_good(&bench, sample_text);
	const char *svg = procedure_picture(bench.arena, procedure, NULL);

	/* submit, accept, send_back, sign, lapse join a line; resubmit and remark have none */
	ck_assert_uint_eq(occurrences(svg, "<circle"), 5);
	ck_assert_uint_eq(occurrences(svg, "pic-stay"), 3);
	ck_assert_uint_eq(occurrences(svg, "class=\"pic-head"), 4); /* done is reached two ways over one line */
	ck_assert_ptr_nonnull(strstr(svg, "补正（原路返回）"));
	ck_assert_ptr_nonnull(strstr(svg, "逾期终止（到期）"));
	bench_free(&bench);
}
END_TEST

START_TEST(the_current_state_stands_out_by_more_than_colour)
{
	struct bench bench = bench_new();
	const struct procedure *procedure = application(&bench);
	const char *svg = procedure_picture(bench.arena, procedure, "reviewing");

	ck_assert_uint_eq(occurrences(svg, "pic-now"), 1);
	ck_assert_uint_eq(occurrences(svg, "评审中（当前环节）"), 1);
	ck_assert_ptr_nonnull(strstr(svg, "当前环节：评审中。"));
	ck_assert_uint_eq(occurrences(procedure_picture(bench.arena, procedure, NULL), "pic-now"), 0);
	ck_assert_uint_eq(occurrences(procedure_picture(bench.arena, procedure, "nowhere"), "pic-now"), 0);
	bench_free(&bench);
}
END_TEST

START_TEST(stages_stand_in_the_order_of_article_10)
{
	struct bench bench = bench_new();
	const char *svg = procedure_picture(bench.arena, application(&bench), NULL);
	static const char *const stages[] = {"申请", "受理", "审批", "分配", "部署", "终止"};
	double before = -1;

	for (size_t i = 0; i < ARRAY_LENGTH(stages); i++) {
		const char *at = svg;
		double x = -1;

		while ((at = strstr(at, "<text class=\"pic-stage\" x=\"")) != NULL) {
			const char *text = strchr(at, '>') + 1;

			if (text_starts(text, stages[i]))
				x = strtod(strstr(at, "x=\"") + 3, NULL);
			at = text;
		}
		ck_assert_msg(x > before, "%s", stages[i]);
		before = x;
	}
	ck_assert_ptr_null(strstr(svg, "pic-stage\" x=\"0.0\" y=\"16.0\">变更")); /* no state, no column */
	bench_free(&bench);
}
END_TEST

START_TEST(there_is_no_style_no_script_and_a_title)
{
	struct bench bench = bench_new();
	const char *svg = procedure_picture(bench.arena, application(&bench), "draft");

	ck_assert_ptr_null(strstr(svg, "style"));
	ck_assert_ptr_null(strstr(svg, "script"));
	ck_assert_ptr_null(strstr(svg, " on"));
	ck_assert_ptr_null(strstr(svg, "fill="));
	ck_assert_ptr_null(strstr(svg, "nan"));
	ck_assert_ptr_null(strstr(svg, "inf"));
	ck_assert_ptr_nonnull(strstr(svg, "role=\"img\" aria-labelledby=\"pic-title pic-desc\""));
	ck_assert_ptr_nonnull(strstr(svg, "<title id=\"pic-title\">云资源使用申请的办理环节</title>"));
	ck_assert_uint_eq(occurrences(svg, "<desc"), 1);
	ck_assert_uint_eq(occurrences(svg, "<g "), occurrences(svg, "</g>"));
	ck_assert(text_ends(svg, "</svg>"));
	bench_free(&bench);
}
END_TEST

START_TEST(labels_are_escaped)
{
	struct bench bench = bench_new();
	const char *text = text_replace(bench.arena, sample_text, "label: 受理,", "label: \"<script>&'\\\"\",");
	const char *svg = procedure_picture(bench.arena, bench_good(&bench, text), NULL);

	ck_assert_ptr_null(strstr(svg, "<script"));
	ck_assert_ptr_nonnull(strstr(svg, "&lt;script&gt;&amp;'&quot;"));
	bench_free(&bench);
}
END_TEST

/* Wide enough for a landscape sheet at a size one can read. */
START_TEST(the_picture_of_the_application_fits_a_sheet)
{
	struct bench bench = bench_new();
	const char *svg = procedure_picture(bench.arena, application(&bench), NULL);
	double width = strtod(strstr(svg, "width=\"") + 7, NULL);
	double height = strtod(strstr(svg, "height=\"") + 8, NULL);

	ck_assert_msg(width > 600 && width < 1400, "%.0f", width);
	ck_assert_msg(height > 300 && height < 1000, "%.0f", height);
	bench_free(&bench);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/procedure_picture", every_state_and_action_is_in_the_picture,
			 every_action_that_moves_has_a_line_to_its_state,
			 the_current_state_stands_out_by_more_than_colour, stages_stand_in_the_order_of_article_10,
			 there_is_no_style_no_script_and_a_title, labels_are_escaped,
			 the_picture_of_the_application_fits_a_sheet);
}
