#include "base/base.h"

#include "http/page.h"

#include "base/buf.h"
#include "base/log.h"
#include "base/text.h"
#include "http/template_shim.h"
#include "static_version.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Without it as the very first bytes ctemplate escapes nothing in that file, whatever includes it. */
#define PRAGMA "{{%AUTOESCAPE context=\"HTML\"}}"

/* The same in every page for the life of the program, and some seventy times in each: part of the text, not a value. */
#define VERSION_MARKER \
	"{{" \
	"STATIC_VERSION" \
	"}}"

enum { NESTING_MAX = 8, TEMPLATE_MAX = 1024 * 1024 };

struct loading {
	struct arena *arena;
	const char *folder;
	struct shim_cache *cache;
	size_t count;
};

/* NULL when fine, else what is wrong. */
static const char *complaint_about(const struct buf *content)
{
	if (!text_starts(content->data, PRAGMA))
		return "does not begin with " PRAGMA;
	if (!utf8_valid(content->data, content->length))
		return "is not valid UTF-8";
	if (strstr(content->data, ":none") != NULL)
		return "switches escaping off with :none";
	return NULL;
}

static void put_version(const struct buf *content, struct buf *out)
{
	const char *from = content->data;

	for (const char *marker; (marker = strstr(from, VERSION_MARKER)) != NULL;
	     from = marker + strlen(VERSION_MARKER)) {
		buf_add(out, from, (size_t)(marker - from));
		buf_add_text(out, STATIC_VERSION);
	}
	buf_add_text(out, from);
}

static bool load_file(struct loading *loading, const char *name)
{
	const char *path = arena_printf(loading->arena, "%s/%s", loading->folder, name);
	struct buf content, text;
	const char *complaint = NULL;

	buf_init(&content);
	buf_init(&text);
	if (!buf_add_file(&content, path, TEMPLATE_MAX))
		complaint = "cannot be read";
	else
		complaint = complaint_about(&content);
	put_version(&content, &text);
	if (complaint == NULL && !shim_cache_add(loading->cache, name, text.data, text.length))
		complaint = "has a syntax error, see the line above";
	buf_release(&text);
	buf_release(&content);
	if (complaint != NULL)
		log_error("event=template name=%s complaint=%s", name, complaint);
	loading->count++;
	return complaint == NULL;
}

static bool load_folder(struct loading *loading, const char *below, int depth);

static bool load_entry(struct loading *loading, const char *below, const char *entry, int depth)
{
	const char *name = below[0] != '\0' ? arena_printf(loading->arena, "%s/%s", below, entry) : entry;
	struct stat status;

	if (entry[0] == '.')
		return true;
	if (stat(arena_printf(loading->arena, "%s/%s", loading->folder, name), &status) != 0)
		return false;
	if (S_ISDIR(status.st_mode))
		return load_folder(loading, name, depth + 1);
	return !text_ends(entry, ".tpl") || load_file(loading, name);
}

/* All of them, also after the first bad one: whoever broke three wants to read of three. */
static bool load_folder(struct loading *loading, const char *below, int depth)
{
	DIR *folder = opendir(arena_printf(loading->arena, "%s/%s", loading->folder, below));
	bool fine = true;

	if (folder == NULL || depth > NESTING_MAX) {
		log_warn("event=template folder=%s", below);
		if (folder != NULL)
			closedir(folder);
		return false;
	}
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
		fine = load_entry(loading, below, arena_strdup(loading->arena, entry->d_name), depth) && fine;
	closedir(folder);
	return fine;
}

/* The loaded set, NULL after log lines. */
static struct shim_cache *load(const char *folder)
{
	struct loading loading = {.folder = folder};

	loading.cache = shim_cache_new();
	if (loading.cache == NULL)
		return NULL;
	loading.arena = arena_new();
	bool fine = load_folder(&loading, "", 0);
	arena_free(loading.arena);
	if (fine && loading.count > 0)
		return loading.cache;
	shim_cache_free(loading.cache);
	return NULL;
}

bool templates_renew(const char *folder)
{
	struct shim_cache *cache = load(folder);
	const char *missing = cache != NULL ? shim_cache_lacks(cache) : NULL;

	if (missing != NULL)
		log_error("event=template name=%s complaint=%s", missing, "is no longer there");
	if (cache == NULL || missing != NULL) {
		shim_cache_free(cache);
		return false;
	}
	shim_use(cache);
	return true;
}

void templates_load(const char *folder)
{
	struct shim_cache *cache = load(folder);

	if (cache == NULL)
		fatalx("event=templates folder=%s complaint=%s", folder, "cannot be loaded");
	shim_use(cache);
}

bool templates_loaded(void)
{
	return shim_ready();
}
