// The only C++ file, with template_dictionary.hh.  ctemplate throws only what the standard library throws
// (no memory); every entry catches it, logs nothing and fails softly, except
// where failing means going on with half a page: then the process ends and the
// master starts another, as base/arena.c does.

#include "http/template_shim.h"

#include "http/template_dictionary.hh"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <set>
#include <string>

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_emitter.h>
#include <ctemplate/template_modifiers.h>

using ctemplate::TemplateCache;

namespace
{

// Ends of lines and indentation are for who reads the template; a space that must stay does not stand at the edge of a
// line.
const ctemplate::Strip kStrip = ctemplate::STRIP_WHITESPACE;

// Most pages are smaller than twice this.
const size_t kUsualPage = 16 * 1024;

// Dictionaries have no way to report a failed allocation that would not lose a
// value silently, so there is none.
template <typename Function> auto or_die(Function function) -> decltype(function())
{
	try {
		return function();
	} catch (...) {
		abort();
	}
}

// A page as it grows, in malloc()ed memory that becomes the response's: a page
// is emitted in a thousand small pieces and copied no more.
class Output final : public ctemplate::ExpandEmitter
{
      public:
	~Output() override
	{
		free(data_);
	}

	char *hand_over(size_t *length, size_t *capacity)
	{
		char *data = data_;
		*length = length_;
		*capacity = capacity_;
		data_ = nullptr;
		return data;
	}

	void Emit(char character) override
	{
		Emit(&character, 1);
	}

	void Emit(const std::string &text) override
	{
		Emit(text.data(), text.size());
	}

	void Emit(const char *text) override
	{
		Emit(text, strlen(text));
	}

	void Emit(const char *text, size_t length) override
	{
		if (length >= capacity_ - length_)
			grow(length);
		memcpy(data_ + length_, text, length);
		length_ += length;
	}

	void grow(size_t more)
	{
		capacity_ = (capacity_ + more) * 2;
		char *data = static_cast<char *>(realloc(data_, capacity_));
		if (data == nullptr)
			throw std::bad_alloc();
		data_ = data;
	}

      private:
	char *data_ = nullptr;
	size_t length_ = 0;
	size_t capacity_ = 0;
};

// A value goes through as it is only when this program declared it markup for
// the page that is being expanded; anything else under the same marker is
// escaped like any text.
class PictureModifier : public ctemplate::TemplateModifier
{
      public:
	const Store *expanding = nullptr;

	void Modify(const char *in, size_t length, const ctemplate::PerExpandData *data, ctemplate::ExpandEmitter *out,
		    const std::string &argument) const override
	{
		if (expanding != nullptr && expanding->is_markup(in))
			out->Emit(in, length);
		else
			ctemplate::html_escape.Modify(in, length, data, out, argument);
	}
};

struct Process {
	PictureModifier modifier;
	std::unique_ptr<TemplateCache> cache;
	std::set<std::string> names;

	Process()
	{
		ctemplate::AddXssSafeModifier("x-picture", &modifier);
	}
};

// Made at first use, never ended: ctemplate keeps a pointer to the modifier.
Process &process()
{
	static Process *the_process = new Process();
	return *the_process;
}

Dictionary *as_dictionary(struct dict *dict)
{
	return reinterpret_cast<Dictionary *>(dict);
}

struct dict *as_dict(Dictionary *dictionary)
{
	return reinterpret_cast<struct dict *>(dictionary);
}

} // namespace

struct shim_page {
	Store store;
	Dictionary frame{store};
	std::string frame_template;

	explicit shim_page(const char *name) : frame_template(name)
	{
	}
};

struct shim_cache {
	std::unique_ptr<TemplateCache> templates;
	std::set<std::string> names;
};

struct shim_cache *shim_cache_new(void)
{
	try {
		process();
		std::unique_ptr<shim_cache> cache(new shim_cache());
		cache->templates.reset(new TemplateCache());
		return cache.release();
	} catch (...) {
		return nullptr;
	}
}

void shim_cache_free(struct shim_cache *cache)
{
	delete cache;
}

bool shim_cache_add(struct shim_cache *cache, const char *name, const char *text, size_t length)
{
	try {
		cache->names.insert(name);
		return cache->templates->StringToTemplateCache(ctemplate::TemplateString(name),
							       ctemplate::TemplateString(text, length), kStrip);
	} catch (...) {
		return false;
	}
}

const char *shim_cache_lacks(const struct shim_cache *cache)
{
	for (const std::string &name : process().names)
		if (cache->names.count(name) == 0)
			return name.c_str();
	return nullptr;
}

void shim_use(struct shim_cache *cache)
{
	or_die([&] {
		cache->templates->Freeze();
		process().cache = std::move(cache->templates);
		process().names = std::move(cache->names);
		marker_names().forget_addresses();
		delete cache;
	});
}

bool shim_ready(void)
{
	return process().cache != nullptr;
}

struct shim_page *shim_page_new(const char *frame_template)
{
	return or_die([&] { return new shim_page(frame_template); });
}

void shim_page_free(void *page)
{
	delete static_cast<shim_page *>(page);
}

struct dict *shim_page_frame(struct shim_page *page)
{
	return as_dict(&page->frame);
}

void shim_page_global(struct shim_page *page, const char *name, const char *value)
{
	or_die([&] { page->frame.set_global(name, value, strlen(value)); });
}

char *shim_page_expand(struct shim_page *page, size_t *length, size_t *capacity)
{
	try {
		TemplateCache *cache = process().cache.get();
		Output out;
		if (cache == nullptr)
			return nullptr;
		out.grow(kUsualPage);
		process().modifier.expanding = &page->store;
		bool whole = cache->ExpandNoLoad(page->frame_template, kStrip, &page->frame, nullptr, &out);
		process().modifier.expanding = nullptr;
		if (!whole)
			return nullptr;
		return out.hand_over(length, capacity);
	} catch (...) {
		return nullptr;
	}
}

void shim_set(struct dict *dict, const char *name, const char *value, size_t length)
{
	or_die([&] { as_dictionary(dict)->set(name, value, length); });
}

void shim_show(struct dict *dict, const char *section)
{
	or_die([&] { as_dictionary(dict)->show(section); });
}

struct dict *shim_section(struct dict *dict, const char *section)
{
	return or_die([&] { return as_dict(as_dictionary(dict)->section(section)); });
}

struct dict *shim_include(struct dict *dict, const char *marker, const char *template_name)
{
	return or_die([&] { return as_dict(as_dictionary(dict)->include(marker, template_name)); });
}

const char *shim_value(const struct dict *dict, const char *name)
{
	return reinterpret_cast<const Dictionary *>(dict)->value(name);
}

bool shim_shows(const struct dict *dict, const char *section)
{
	return reinterpret_cast<const Dictionary *>(dict)->shows(section);
}

const struct dict *shim_included(const struct dict *dict, const char *marker)
{
	return reinterpret_cast<const struct dict *>(reinterpret_cast<const Dictionary *>(dict)->included(marker));
}

void shim_picture(struct dict *dict, const char *name, const char *markup, size_t length)
{
	or_die([&] { as_dictionary(dict)->set_markup(name, markup, length); });
}
