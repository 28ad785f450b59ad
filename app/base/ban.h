/*
 * Functions that do not compile, each with what to use instead.  Included last
 * by base.h, after the system headers have declared the real ones.
 */
#ifndef BASE_BAN_H
#define BASE_BAN_H

#define BANNED(function) function##_is_banned_see_base_ban_h

#undef strcpy
#define strcpy(...) BANNED(strcpy) /* arena_strdup */
#undef strcat
#define strcat(...) BANNED(strcat) /* buf_add_text */
#undef strncpy
#define strncpy(...) BANNED(strncpy) /* arena_strndup */
#undef strncat
#define strncat(...) BANNED(strncat) /* buf_add */
#undef sprintf
#define sprintf(...) BANNED(sprintf) /* arena_printf, snprintf */
#undef vsprintf
#define vsprintf(...) BANNED(vsprintf) /* arena_vprintf */
#undef strtok
#define strtok(...) BANNED(strtok) /* text_split */
#undef atoi
#define atoi(...) BANNED(atoi) /* parse_integer */
#undef atol
#define atol(...) BANNED(atol) /* parse_integer */
#undef atof
#define atof(...) BANNED(atof) /* parse_decimal */
#undef gmtime
#define gmtime(...) BANNED(gmtime) /* clock_date */
#undef localtime
#define localtime(...) BANNED(localtime) /* clock_date */
#undef ctime
#define ctime(...) BANNED(ctime) /* clock_format_time */
#undef system
#define system(...) BANNED(system) /* nothing: workers start no programs */
#undef popen
#define popen(...) BANNED(popen) /* nothing: workers start no programs */

#endif
