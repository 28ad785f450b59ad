/*
 * Every way a request can fail, in one table: name for the log, HTTP status,
 * log level, sentence for the page.  Handlers return an enum err; one place
 * (http/respond.c) answers.  To add one: a row in ERR_TABLE, nothing else.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/base.h"

enum log_level { LEVEL_DEBUG, LEVEL_INFO, LEVEL_WARN, LEVEL_ERROR };

#define ERR_TABLE(X) \
	X(OK,                    200, LEVEL_INFO,  "") \
	X(ERR_BAD_REQUEST,       400, LEVEL_INFO,  "浏览器送来的内容不完整或格式不对，没有任何改动。请返回上一页重试") \
	X(ERR_SIGN_IN,           303, LEVEL_INFO,  "请先登录") \
	X(ERR_TOKEN,             401, LEVEL_WARN,  "没有有效的接口令牌：请在 Authorization 头里写 Bearer 和令牌，过期或撤销的须换新的") \
	X(ERR_FORBIDDEN,         403, LEVEL_WARN,  "这一步不由您的岗位办理。本次操作没有生效，已记入操作日志") \
	X(ERR_CSRF,              403, LEVEL_WARN,  "这个页面已经失效或来自别处，操作没有生效。请重新打开页面再办理") \
	X(ERR_OWN_MATTER,        403, LEVEL_WARN,  "不能办理本人提出或经手过的事项，请由其他岗位办理。本次操作没有生效，已记入操作日志") \
	X(ERR_NOT_FOUND,         404, LEVEL_INFO,  "地址可能有误，或者这件事项不在您的查看范围") \
	X(ERR_METHOD,            405, LEVEL_INFO,  "这个地址不接受这种请求方式") \
	X(ERR_CONFLICT,          409, LEVEL_INFO,  "刚被别人办理，或者打开页面以后情况有了变化。您的操作没有生效，请先看最新情况") \
	X(ERR_STATE,             409, LEVEL_INFO,  "事项现在的环节不能这样办理。您的操作没有生效，请查看最新状态") \
	X(ERR_REPEATED,          409, LEVEL_INFO,  "这份表单已经提交过一次，没有重复办理") \
	X(ERR_TOO_LARGE,         413, LEVEL_INFO,  "内容超过上限，没有保存") \
	X(ERR_MEDIA_TYPE,        415, LEVEL_INFO,  "这个地址不接受这种内容格式") \
	X(ERR_INVALID,           422, LEVEL_INFO,  "有内容需要改。您填写的内容都已保留") \
	X(ERR_PASSWORD,          422, LEVEL_INFO,  "这是最终决定，须再次输入登录口令。本次操作没有生效") \
	X(ERR_THROTTLED,         429, LEVEL_WARN,  "尝试次数过多，请稍后再试") \
	X(ERR_ONE_FILE,          429, LEVEL_INFO,  "您要的另一份文件还在生成。请等它完成，再要这一份") \
	X(ERR_INTERNAL,          500, LEVEL_ERROR, "系统内部出错，本次操作没有生效。请记下请求编号并联系技术支持") \
	X(ERR_BUSY,              503, LEVEL_WARN,  "系统正忙，本次操作没有生效，请稍后重试") \
	X(ERR_KEEPER,            503, LEVEL_ERROR, "密钥服务暂时不可用，密封文件打不开。其他功能不受影响，请稍后重试") \
	X(ERR_STORAGE,           507, LEVEL_ERROR, "存储空间不足，本次操作没有生效。已通知管理员")

enum err {
#define X(name, status, level, sentence) name,
	ERR_TABLE(X)
#undef X
	ERR_COUNT
};

/* A finder's answer.  "Not there" is not "failed". */
enum found { FIND_FAILED = -1, NOT_FOUND = 0, FOUND = 1 };

/* What is answered to who looked for it: OK, ERR_NOT_FOUND or ERR_INTERNAL. */
enum err found_err(enum found found);

const char *err_name(enum err err);
int err_status(enum err err);
enum log_level err_level(enum err err);
const char *err_sentence(enum err err);

#endif
