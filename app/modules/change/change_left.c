/* What a change leaves: a system that nothing computes any more has left without the proofs of an exit (第十八条). */
#include "base/base.h"
#include "modules/change/change_parts.h"

#include "base/text.h"

/* Asked for, or decided on: the approval has lines of its own. */
enum verdict change_leaves_some(struct moving *moving, struct answer *answer)
{
	bool decided = moving->fields != NULL && values_find(moving->fields, "granted_lines") != NULL;
	const char *field = decided ? "granted_lines" : "lines";
	struct answer_help help = {.cure = "不再使用的系统请办理云资源退出", .field = field};
	struct change_line *lines;
	int64_t before = 0, after = 0, cores_before = 0, cores_after = 0;
	size_t count;
	enum err err;

	if (moving->matter == NULL || moving->matter->system == 0 || moving->form == NULL)
		return answer_not_yet(moving, answer, "变更后系统须还有资源");
	err = change_lines(moving->context, moving->matter->system, decided ? moving->fields : moving->form, field,
			   &lines, &count);
	if (err != OK)
		return answer_failed(moving, answer, err);
	for (size_t i = 0; i < count; i++) {
		before += lines[i].now;
		after += lines[i].after;
		if (text_equal(lines[i].class, "vcpu")) {
			cores_before += lines[i].now;
			cores_after += lines[i].after;
		}
	}
	if (before > 0 && after == 0)
		return answer_no(moving, answer, help, "变更后系统没有任何资源，不能用变更代替退出");
	if (cores_before > 0 && cores_after == 0)
		return answer_no(moving, answer, help, "变更后系统没有处理器，不能运行，不能用变更代替退出");
	return answer_yes(moving, answer, "变更后系统还有资源");
}
