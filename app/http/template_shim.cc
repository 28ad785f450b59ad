// The only C++ file.  ctemplate throws only what the standard library throws
// (no memory); every entry catches it, logs nothing and fails softly, except
// where failing means going on with half a page: then the process ends and the
// master starts another, as base/arena.c does.

#include "http/template_shim.h"

#include <cstdlib>
#include <cstring>
#include <deque>
#include <memory>
#include <string>
#include <unordered_set>

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>
#include <ctemplate/template_emitter.h>
#include <ctemplate/template_modifiers.h>
#include <ctemplate/template_string.h>

using ctemplate::StaticTemplateString;
using ctemplate::TemplateCache;
using ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

namespace
{

// Blank lines only: stripping more would join words and break <pre>.
const ctemplate::Strip kStrip = ctemplate::STRIP_BLANK_LINES;

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

// Marker names are literals, so each is hashed by ctemplate once in the life of
// the process; the table finds it again by its text.  Bounded: a name beyond
// the limit still works, only slower.
class MarkerNames
{
      public:
	TemplateString find(const char *name)
	{
		size_t length = 0;
		size_t hash = 5381;
		for (; name[length] != '\0'; length++)
			hash = hash * 33 + static_cast<unsigned char>(name[length]);
		for (size_t slot = hash % kSlots;; slot = (slot + 1) % kSlots) {
			const Entry *entry = slots_[slot];
			if (entry == nullptr)
				return add(slot, name, length);
			if (entry->text.size() == length && memcmp(entry->text.data(), name, length) == 0)
				return TemplateString(entry->name);
		}
	}

      private:
	struct Entry {
		std::string text;
		StaticTemplateString name;
	};

	static constexpr size_t kSlots = 4096;

	TemplateString add(size_t slot, const char *name, size_t length)
	{
		if (entries_.size() >= kSlots / 2)
			return TemplateString(name, length);
		entries_.emplace_back();
		Entry &entry = entries_.back();
		entry.text.assign(name, length);
		entry.name = {{entry.text.data(), length, 0}};
		ctemplate::StaticTemplateStringInitializer initialise(&entry.name);
		slots_[slot] = &entry;
		return TemplateString(entry.name);
	}

	const Entry *slots_[kSlots] = {};
	std::deque<Entry> entries_; // addresses stay
};

// What dict_markup was given for the pages that are alive.
struct Pictures {
	std::unordered_set<std::string> allowed;
	size_t pages = 0;
};

// A value goes through as it is only when this program declared it markup;
// anything else under the same marker is escaped like any text.
class PictureModifier : public ctemplate::TemplateModifier
{
      public:
	explicit PictureModifier(const Pictures &pictures) : pictures_(pictures)
	{
	}

	void Modify(const char *in, size_t length, const ctemplate::PerExpandData *data, ctemplate::ExpandEmitter *out,
		    const std::string &argument) const override
	{
		if (pictures_.allowed.count(std::string(in, length)) > 0)
			out->Emit(in, length);
		else
			ctemplate::html_escape.Modify(in, length, data, out, argument);
	}

      private:
	const Pictures &pictures_;
};

struct Process {
	MarkerNames names;
	Pictures pictures;
	PictureModifier modifier{pictures};
	std::unique_ptr<TemplateCache> cache;

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

TemplateDictionary *as_dictionary(struct dict *dict)
{
	return reinterpret_cast<TemplateDictionary *>(dict);
}

struct dict *as_dict(TemplateDictionary *dictionary)
{
	return reinterpret_cast<struct dict *>(dictionary);
}

} // namespace

struct shim_page {
	TemplateDictionary frame;
	std::string frame_template;

	explicit shim_page(const char *name) : frame("page"), frame_template(name)
	{
	}
};

struct shim_cache {
	std::unique_ptr<TemplateCache> templates;
};

struct shim_cache *shim_cache_new(const char *folder)
{
	try {
		process();
		std::unique_ptr<shim_cache> cache(new shim_cache());
		cache->templates.reset(new TemplateCache());
		if (!cache->templates->SetTemplateRootDirectory(folder))
			return nullptr;
		return cache.release();
	} catch (...) {
		return nullptr;
	}
}

void shim_cache_free(struct shim_cache *cache)
{
	delete cache;
}

bool shim_cache_add(struct shim_cache *cache, const char *name)
{
	try {
		return cache->templates->LoadTemplate(name, kStrip);
	} catch (...) {
		return false;
	}
}

void shim_use(struct shim_cache *cache)
{
	or_die([&] {
		cache->templates->Freeze();
		process().cache = std::move(cache->templates);
		delete cache;
	});
}

struct shim_page *shim_page_new(const char *frame_template)
{
	return or_die([&] {
		process().pictures.pages++;
		return new shim_page(frame_template);
	});
}

void shim_page_free(void *page)
{
	Pictures &pictures = process().pictures;

	delete static_cast<shim_page *>(page);
	if (--pictures.pages == 0)
		pictures.allowed.clear();
}

struct dict *shim_page_frame(struct shim_page *page)
{
	return as_dict(&page->frame);
}

void shim_page_global(struct shim_page *page, const char *name, const char *value)
{
	or_die([&] { page->frame.SetTemplateGlobalValue(process().names.find(name), TemplateString(value)); });
}

bool shim_page_expand(struct shim_page *page, void (*take)(void *context, const char *data, size_t length),
		      void *context)
{
	try {
		TemplateCache *cache = process().cache.get();
		std::string out;
		if (cache == nullptr)
			return false;
		out.reserve(32 * 1024);
		ctemplate::StringEmitter emitter(&out);
		if (!cache->ExpandNoLoad(page->frame_template, kStrip, &page->frame, nullptr, &emitter))
			return false;
		take(context, out.data(), out.size());
		return true;
	} catch (...) {
		return false;
	}
}

void shim_set(struct dict *dict, const char *name, const char *value, size_t length)
{
	or_die([&] { as_dictionary(dict)->SetValue(process().names.find(name), TemplateString(value, length)); });
}

void shim_show(struct dict *dict, const char *section)
{
	or_die([&] { as_dictionary(dict)->ShowSection(process().names.find(section)); });
}

struct dict *shim_section(struct dict *dict, const char *section)
{
	return or_die(
		[&] { return as_dict(as_dictionary(dict)->AddSectionDictionary(process().names.find(section))); });
}

struct dict *shim_include(struct dict *dict, const char *marker, const char *template_name)
{
	return or_die([&] {
		TemplateDictionary *included = as_dictionary(dict)->AddIncludeDictionary(process().names.find(marker));
		included->SetFilename(template_name);
		return as_dict(included);
	});
}

void shim_picture(struct dict *dict, const char *name, const char *markup, size_t length)
{
	or_die([&] { process().pictures.allowed.emplace(markup, length); });
	shim_set(dict, name, markup, length);
}
