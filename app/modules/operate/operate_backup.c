#include "base/base.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "data/migrate.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/seal.h"
#include "modules/operate/operate.h"

/*
 * What a restored file may be: as zwy itself makes it, whatever the umask, since
 * in production the keeper is another user of the same group.
 */
enum { MODE_DATABASE = 0660, MODE_SEALED = 0640 };

/* One file, synced; an existing one of the same size is the same (sealed files never change). */
static bool copy_file(const char *from, const char *to, mode_t mode)
{
	struct stat source, target;
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out;
	bool good = in >= 0 && fstat(in, &source) == 0;

	if (good && stat(to, &target) == 0 && target.st_size == source.st_size) {
		close(in);
		return true;
	}
	out = good ? open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
	good = good && out >= 0 && fchmod(out, mode) == 0;
	for (off_t left = good ? source.st_size : 0; good && left > 0;) {
		ssize_t sent = sendfile(out, in, NULL, (size_t)left);

		good = sent > 0;
		left -= sent;
	}
	good = good && fsync(out) == 0;
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return good;
}

static bool make_folder(const char *path)
{
	return mkdir(path, 0700) == 0 || errno == EEXIST;
}

/* files/ab/cd/<uuid> and archive/<name>, nothing else.  Folders of sealed files are 0750, as zwy makes them. */
static bool copy_tree(struct arena *arena, const char *from, const char *to, int depth, size_t *count)
{
	DIR *folder = opendir(from);
	struct dirent *entry;
	bool good = true;

	if (folder == NULL)
		return errno == ENOENT;
	good = make_folder(to) && chmod(to, 0750) == 0;
	while (good && (entry = readdir(folder)) != NULL) {
		char *source = config_path(arena, from, entry->d_name);
		char *target = config_path(arena, to, entry->d_name);

		if (entry->d_name[0] == '.')
			continue;
		if (depth > 0) {
			good = copy_tree(arena, source, target, depth - 1, count);
		} else {
			good = copy_file(source, target, MODE_SEALED);
			++*count;
		}
	}
	closedir(folder);
	return good;
}

static bool folder_is_empty(const char *path)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	bool empty = true;

	if (folder == NULL)
		return errno == ENOENT;
	while ((entry = readdir(folder)) != NULL)
		empty = empty && (text_equal(entry->d_name, ".") || text_equal(entry->d_name, ".."));
	closedir(folder);
	return empty;
}

static bool copy_database(struct arena *arena, const struct config *config, enum db_file file, const char *name,
			  const char *to)
{
	struct db *db = db_open(config->data, file, DB_WRITER);
	bool good = db != NULL && db_backup(db, config_path(arena, to, name)) == OK;

	db_free(db);
	return good;
}

int operate_backup(int argc, char **argv, struct arena *arena, const struct config *config)
{
	size_t files = 0;
	size_t archives = 0;

	if (argc != 1) {
		puts("zwy backup FOLDER");
		return 2;
	}
	if (!folder_is_empty(argv[0]) || !make_folder(argv[0])) {
		printf("%s 不是空目录，没有备份\n", argv[0]);
		return 1;
	}
	/* In this order: a row without its file would be a loss, a file without its row is collected later. */
	if (!copy_database(arena, config, DB_APP, "app.db", argv[0]) ||
	    !copy_database(arena, config, DB_KEYS, "keys.db", argv[0]) ||
	    !copy_tree(arena, config_path(arena, config->data, "files"), config_path(arena, argv[0], "files"), 2,
		       &files) ||
	    !copy_tree(arena, config_path(arena, config->data, "archive"), config_path(arena, argv[0], "archive"), 0,
		       &archives)) {
		log_warn("backup to %s", argv[0]);
		puts("备份没有完成，这份备份不能用");
		return 1;
	}
	printf("backed up to %s: app.db, keys.db, %zu sealed files, %zu archives of the audit log\n", argv[0], files,
	       archives);
	puts("the master key is not in it: keep the key folder apart, in two places");
	return 0;
}

/* The keeper takes a database older than what it signed last for one set back by an attacker. */
static void say_checkpoint(struct arena *arena, const struct config *config)
{
	printf("the keeper remembers the last checkpoint it signed in %s;\n"
	       "if the backup is older than that, the keeper refuses to sign until you remove this file\n",
	       config_path(arena, config->keys, "checkpoint.last"));
}

static bool is_backup(struct arena *arena, const char *folder)
{
	return access(config_path(arena, folder, "app.db"), R_OK) == 0 &&
	       access(config_path(arena, folder, "keys.db"), R_OK) == 0;
}

int operate_restore(int argc, char **argv, struct arena *arena, const struct config *config)
{
	size_t files = 0;
	size_t archives = 0;

	if (argc != 1) {
		puts("zwy --data NEW-FOLDER restore FOLDER");
		return 2;
	}
	if (!is_backup(arena, argv[0])) {
		printf("%s 里没有 app.db 和 keys.db，不是备份。没有恢复，也没有改动\n", argv[0]);
		return 1;
	}
	if (!folder_is_empty(config->data) || !make_folder(config->data)) {
		printf("%s 不是空目录，没有恢复\n", config->data);
		return 1;
	}
	if (!copy_file(config_path(arena, argv[0], "app.db"), config_path(arena, config->data, "app.db"),
		       MODE_DATABASE) ||
	    !copy_file(config_path(arena, argv[0], "keys.db"), config_path(arena, config->data, "keys.db"),
		       MODE_DATABASE) ||
	    !copy_tree(arena, config_path(arena, argv[0], "files"), config_path(arena, config->data, "files"), 2,
		       &files) ||
	    !copy_tree(arena, config_path(arena, argv[0], "archive"), config_path(arena, config->data, "archive"), 0,
		       &archives) ||
	    migrate(config->data, config_path(arena, config->share, "db/migrations")) != OK) {
		log_warn("restore from %s", argv[0]);
		puts("恢复没有完成，这个数据目录不能用");
		return 1;
	}
	printf("restored from %s: app.db, keys.db, %zu sealed files, %zu archives of the audit log\n", argv[0], files,
	       archives);
	puts("put the key folder in place, then run: zwy check");
	say_checkpoint(arena, config);
	return 0;
}
