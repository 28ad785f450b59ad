#include "base/base.h"

#include "base/err.h"

struct err_row {
	const char *name;
	int status;
	enum log_level level;
	const char *sentence;
};

static const struct err_row err_rows[ERR_COUNT] = {
#define X(name, status, level, sentence) [name] = {#name, status, level, sentence},
	ERR_TABLE(X)
#undef X
};

/* A number that is no error of ours is a defect of ours. */
static const struct err_row *err_row(enum err err)
{
	return &err_rows[(unsigned)err < ERR_COUNT ? err : ERR_INTERNAL];
}

enum err found_err(enum found found)
{
	return found == FOUND ? OK : found == NOT_FOUND ? ERR_NOT_FOUND : ERR_INTERNAL;
}

const char *err_name(enum err err)
{
	return err_row(err)->name;
}

int err_status(enum err err)
{
	return err_row(err)->status;
}

enum log_level err_level(enum err err)
{
	return err_row(err)->level;
}

const char *err_sentence(enum err err)
{
	return err_row(err)->sentence;
}
