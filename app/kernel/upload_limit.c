#include "base/base.h"
#include "kernel/upload_limit.h"

#include "base/clock.h"
#include "base/disk.h"
#include "base/log.h"
#include "kernel/setting.h"

static enum err day_room(const struct context *context, struct upload_room *room)
{
	struct query *query = db_query(context->db, Q_ATTACHMENT_DAY);
	int64_t files = 0, bytes = 0;
	enum err err;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":since", day_start(day_of(clock_now())));
	if (query_step(query)) {
		files = next_int(query);
		bytes = next_int(query);
	}
	err = query_end(query);
	room->day_files = setting_integer(context->service, "upload_day_files") - files;
	room->day_bytes = setting_integer(context->service, "upload_day_mib") * MIB - bytes;
	return err;
}

/* What cannot be measured is not taken for full. */
static bool disk_full(const struct context *context)
{
	int64_t alarm = setting_integer(context->service, "disk_alarm_mib");
	int64_t left = 0;

	if (!disk_free(context->service->data_folder, &left)) {
		log_warn("event=disk_free folder=%s", context->service->data_folder);
		return false;
	}
	if (left >= alarm * MIB)
		return false;
	log_error("event=disk_low free_mib=%" PRId64 " alarm_mib=%" PRId64, left / MIB, alarm);
	return true;
}

enum err upload_room(const struct context *context, int64_t matter, struct upload_room *room)
{
	struct query *query = db_query(context->db, Q_ATTACHMENT_TOTAL);
	int64_t total = 0;
	enum err err;

	query_int(query, ":matter", matter);
	err = query_value(query, 0, &total);
	*room = (struct upload_room){
		.file = setting_integer(context->service, "attachment_max_mib") * MIB,
		.matter = setting_integer(context->service, "matter_max_mib") * MIB - total,
		.day_files = INT64_MAX,
		.day_bytes = INT64_MAX,
	};
	if (err != OK || context->actor->session == 0)
		return err;
	room->disk_full = disk_full(context);
	return day_room(context, room);
}

enum err upload_fits(const struct context *context, const struct upload_room *room, const char *name, int64_t size,
		     const char **sentence)
{
	struct arena *arena = context->arena;
	const struct service *service = context->service;

	if (size > room->file) {
		*sentence = arena_printf(arena, "%s 超过 %" PRId64 " MB 上限，未保存。请压缩或拆分后再传", name,
					 room->file / MIB);
		return ERR_TOO_LARGE;
	}
	if (size > room->matter) {
		*sentence = arena_printf(arena, "%s 未保存：本件附件总量将超过 %" PRId64 " MB 上限", name,
					 setting_integer(service, "matter_max_mib"));
		return ERR_TOO_LARGE;
	}
	if (room->day_files < 1) {
		*sentence = arena_printf(arena,
					 "%s 未保存：本单位今天已上传 %" PRId64
					 " 个文件，达到每日上限。请明天再传，急件请联系技术支持",
					 name, setting_integer(service, "upload_day_files") - room->day_files);
		return ERR_THROTTLED;
	}
	if (size > room->day_bytes) {
		*sentence = arena_printf(arena,
					 "%s 未保存：本单位今天上传的总量将超过 %" PRId64
					 " MB 的每日上限。请压缩后再传，或者明天再传",
					 name, setting_integer(service, "upload_day_mib"));
		return ERR_THROTTLED;
	}
	if (room->disk_full) {
		*sentence = arena_printf(
			arena,
			"%s 未保存：服务器存储空间不足，暂停接收文件，其他功能不受影响。请稍后再传，或者联系技术支持",
			name);
		return ERR_STORAGE;
	}
	return OK;
}
