/* The letter (申请函) of a procedure: what it says around the form. */
#include "base/base.h"
#include "kernel/procedure_parts.h"

#include "base/text.h"
#include "kernel/procedure_text.h"

static const char *const letter_keys[] = {"request", "pledge", NULL};

void read_letter(struct reader *reader, const struct yaml_node *node)
{
	struct letter *letter = &reader->procedure->letter;

	if (node == NULL || !read_map_of(reader, node, "申请函", letter_keys))
		return;
	letter->request = read_text(reader, node, "request", true);
	letter->pledge = read_text(reader, node, "pledge", true);
}

void check_letter(struct reader *reader, const struct yaml_node *node)
{
	const struct procedure *procedure = reader->procedure;
	const char *const texts[] = {procedure->letter.request, procedure->letter.pledge};
	bool printed = false;

	if (node == NULL)
		return;
	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
		const char *unknown = texts[i] == NULL
					      ? NULL
					      : procedure_text_unknown(reader->scratch, texts[i], procedure->form,
								       procedure->form_count, NULL, 0);

		if (unknown != NULL)
			complain_node(reader, node, "文中的“{%s}”不是已知的内容或字段", unknown);
	}
	for (size_t a = 0; a < procedure->action_count; a++)
		printed = printed || text_equal(procedure->actions[a].paper, "letter");
	if (!printed)
		complain_node(reader, node, "没有动作打印申请函（paper: letter）");
}
