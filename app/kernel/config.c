#include "base/base.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/config.h"

static const char default_file[] = "/etc/zwy/zwy.conf";

char *config_path(struct arena *arena, const char *folder, const char *name)
{
	return arena_printf(arena, "%s/%s", folder, name);
}

static int read_count(const char *key, const char *value)
{
	int64_t number;

	if (!parse_integer(value, &number) || number < 1 || number > 32)
		fatalx("zwy.conf: %s must be 1 to 32, not \"%s\"", key, value);
	return (int)number;
}

static void take(struct config *config, const char *key, const char *value, const char *where)
{
	if (text_equal(key, "data"))
		config->data = value;
	else if (text_equal(key, "share"))
		config->share = value;
	else if (text_equal(key, "run"))
		config->run = value;
	else if (text_equal(key, "keys"))
		config->keys = value;
	else if (text_equal(key, "workers"))
		config->workers = read_count(key, value);
	else if (text_equal(key, "doors"))
		config->doors = read_count(key, value);
	else
		fatalx("%s: unknown key \"%s\"", where, key);
}

static void read_file(struct arena *arena, struct config *config, const char *path, bool required)
{
	FILE *file = fopen(path, "re");
	char line[1024];
	int number = 0;

	if (file == NULL) {
		if (required)
			fatal("cannot read %s", path);
		return;
	}
	while (fgets(line, sizeof line, file) != NULL) {
		char *text = text_trim(arena, line);
		char *equals = strchr(text, '=');

		number++;
		if (text[0] == '#' || text[0] == '\0')
			continue;
		if (equals == NULL)
			fatalx("%s:%d: expected key = value", path, number);
		*equals = '\0';
		take(config, text_trim(arena, text), text_trim(arena, equals + 1), path);
	}
	fclose(file);
}

/* Removes "--name VALUE" or "--name=VALUE" from argv and returns VALUE. */
static const char *take_option(int *argc, char **argv, const char *name)
{
	size_t length = strlen(name);

	for (int i = 1; i < *argc; i++) {
		const char *value = NULL;
		int used = 1;

		if (strncmp(argv[i], name, length) != 0)
			continue;
		if (argv[i][length] == '=') {
			value = argv[i] + length + 1;
		} else if (argv[i][length] == '\0') {
			if (i + 1 >= *argc)
				fatalx("%s needs a value", name);
			value = argv[i + 1];
			used = 2;
		} else {
			continue;
		}
		memmove(argv + i, argv + i + used, sizeof *argv * (size_t)(*argc - i - used + 1));
		*argc -= used;
		return value;
	}
	return NULL;
}

struct config *config_read(struct arena *arena, int *argc, char **argv)
{
	struct config *config = arena_alloc(arena, sizeof *config);
	const char *file = take_option(argc, argv, "--config");
	const char *data = take_option(argc, argv, "--data");
	const char *share = take_option(argc, argv, "--share");
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	read_file(arena, config, file != NULL ? file : default_file, file != NULL);
	if (getenv("ZWY_DATA") != NULL)
		config->data = getenv("ZWY_DATA");
	if (data != NULL)
		config->data = data;
	if (share != NULL)
		config->share = share;
	if (config->data == NULL)
		config->data = "var";
	if (config->share == NULL)
		config->share = access("templates/frame.tpl", R_OK) == 0 ? "." : "/usr/share/zwy";
	if (config->run == NULL)
		config->run = config_path(arena, config->data, "run");
	if (config->keys == NULL)
		config->keys = config_path(arena, config->data, "keys");
	if (config->workers == 0)
		config->workers = cores > 0 && cores < 16 ? (int)(2 * cores) : 4;
	if (config->doors == 0)
		config->doors = 2;
	return config;
}
