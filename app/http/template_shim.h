/*
 * The one door to ctemplate, plain C on this side.  Nothing throws through it.
 * Kept for the whole process: the loaded templates and the names of markers.
 * Single-threaded, as the whole program is.
 */
#ifndef HTTP_TEMPLATE_SHIM_H
#define HTTP_TEMPLATE_SHIM_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct dict;
struct shim_page;  /* owned: one expansion and all its dictionaries */
struct shim_cache; /* owned: a set of templates */

/* An empty set; NULL when there is no memory. */
struct shim_cache *shim_cache_new(void);
void shim_cache_free(struct shim_cache *cache);

/* Add one template, under the name by which others include it; false when its syntax is wrong. */
bool shim_cache_add(struct shim_cache *cache, const char *name, const char *text, size_t length);

/* A template that is in use and not in this set, or NULL; the name is good until shim_use(). */
const char *shim_cache_lacks(const struct shim_cache *cache);

/* From now on pages come from this set (which is taken over); nothing is read from disk again. */
void shim_use(struct shim_cache *cache);

/* Whether shim_use was called. */
bool shim_ready(void);

struct shim_page *shim_page_new(const char *frame_template);
void shim_page_free(void *page);
struct dict *shim_page_frame(struct shim_page *page);
void shim_page_global(struct shim_page *page, const char *name, const char *value);

/* The whole page in malloc()ed memory, owned by the caller, with room for one byte more; NULL when any part failed. */
char *shim_page_expand(struct shim_page *page, size_t *length, size_t *capacity);

void shim_set(struct dict *dict, const char *name, const char *value, size_t length);
void shim_show(struct dict *dict, const char *section);
struct dict *shim_section(struct dict *dict, const char *section);
struct dict *shim_include(struct dict *dict, const char *marker, const char *template_name);

/* Read back what was set on this very dictionary: "" and false and NULL when nothing was. */
const char *shim_value(const struct dict *dict, const char *name);
bool shim_shows(const struct dict *dict, const char *section);
const struct dict *shim_included(const struct dict *dict, const char *marker);

/* A value that {{name:x-picture}} lets through unescaped. */
void shim_picture(struct dict *dict, const char *name, const char *markup, size_t length);

#ifdef __cplusplus
}
#endif

#endif
