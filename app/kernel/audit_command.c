#include "base/base.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/crypt.h"
#include "base/text.h"
#include "kernel/audit.h"
#include "kernel/audit_command.h"
#include "kernel/keys.h"
#include "kernel/service.h"

static int failed(const char *what, enum err err)
{
	(void)fprintf(stderr, "%s: %s\n", what, err_sentence(err));
	return 1;
}

static int verify(struct context *context)
{
	int64_t rows;
	int64_t first_bad;
	const char *why;
	enum err err = audit_verify(context->db, &rows, &first_bad, &why);
	if (err != OK)
		return failed("audit verify", err);
	if (first_bad != 0) {
		(void)printf("链校验：异常，第 %" PRId64 " 行，%s\n", first_bad, why);
		return 1;
	}
	(void)printf("链校验：正常，共 %" PRId64 " 行\n", rows);
	return 0;
}

/* O_EXCL: an export never replaces an earlier one. */
static FILE *open_out(const char *path)
{
	int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
	FILE *file = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
	if (!file) {
		(void)fprintf(stderr, "audit export: %s: %s\n", path, strerror(errno));
		if (descriptor >= 0)
			close(descriptor);
	}
	return file;
}

static int export(struct context *context, const char *path)
{
	bool to_file = path && !text_equal(path, "-");
	FILE *out = to_file ? open_out(path) : stdout;
	if (!out)
		return 1;
	enum err err = audit_export(context, out);
	if (fflush(out) != 0 && err == OK)
		err = ERR_STORAGE;
	if (to_file && (fsync(fileno(out)) != 0 || fclose(out) != 0) && err == OK)
		err = ERR_STORAGE;
	if (err == OK)
		return 0;
	if (to_file)
		unlink(path);
	return failed("audit export", err);
}

static int key(struct context *context)
{
	uint8_t public[32];
	enum err err = keys_verify_key(context->service->data_folder, public);
	if (err != OK)
		return failed("audit key", err);
	(void)printf("%s\n", crypt_hex(context->arena, public, sizeof(public)));
	return 0;
}

int audit_command(int argc, char **argv, struct context *context)
{
	const char *verb = argc > 0 ? argv[0] : "";
	if (text_equal(verb, "verify") && argc == 1)
		return verify(context);
	if (text_equal(verb, "export") && argc <= 2)
		return export(context, argc == 2 ? argv[1] : NULL);
	if (text_equal(verb, "key") && argc == 1)
		return key(context);
	(void)fprintf(stderr, "usage: zwy audit verify | export [FILE] | key\n");
	return 2;
}
