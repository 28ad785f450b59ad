// The values of one page, for template_shim.cc alone.
#ifndef HTTP_TEMPLATE_DICTIONARY_HH
#define HTTP_TEMPLATE_DICTIONARY_HH

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include <ctemplate/template_dictionary_interface.h>
#include <ctemplate/template_string.h>

namespace
{

using ctemplate::TemplateDictionaryInterface;
using ctemplate::TemplateString;

// Markers by number.  Their names are literals of this program, so each is kept
// once in the life of the process; 0 is a name nothing was ever set under.
class MarkerNames
{
      public:
	// For names in templates alone: they stay where they are, so where one
	// was found before, its address says enough.
	unsigned find(const char *name, size_t length)
	{
		Seen &seen = seen_[reinterpret_cast<uintptr_t>(name) % kSlots];
		if (seen.name != name || seen.length != length || seen.number == 0)
			seen = {name, length, slots_[slot_of(name, length)].number};
		return seen.number;
	}

	// The templates were exchanged: what stands at an address may be another name.
	void forget_addresses()
	{
		memset(seen_, 0, sizeof(seen_));
	}

	unsigned keep(const char *name)
	{
		size_t length = strlen(name);
		Slot &slot = slots_[slot_of(name, length)];
		if (slot.number == 0) {
			if (count_ >= kSlots / 2)
				abort(); // names are made up somewhere: they may not be
			slot.text.assign(name, length);
			slot.number = ++count_;
		}
		return slot.number;
	}

      private:
	struct Slot {
		std::string text;
		unsigned number = 0;
	};

	struct Seen {
		const char *name;
		size_t length;
		unsigned number;
	};

	static constexpr size_t kSlots = 4096;

	bool is(size_t slot, const char *name, size_t length) const
	{
		const std::string &text = slots_[slot].text;
		return text.size() == length && memcmp(text.data(), name, length) == 0;
	}

	size_t hashed(const char *name, size_t length) const
	{
		size_t slot = 5381;
		for (size_t i = 0; i < length; i++)
			slot = slot * 33 + static_cast<unsigned char>(name[i]);
		for (slot %= kSlots; slots_[slot].number != 0 && !is(slot, name, length);)
			slot = (slot + 1) % kSlots;
		return slot;
	}

	// The same marker is mostly asked for from the same place, so where it
	// was last time is looked at first.
	size_t slot_of(const char *name, size_t length)
	{
		uint16_t &last = last_[reinterpret_cast<uintptr_t>(name) % kSlots];
		if (slots_[last].number == 0 || !is(last, name, length))
			last = static_cast<uint16_t>(hashed(name, length));
		return last;
	}

	Slot slots_[kSlots];
	uint16_t last_[kSlots] = {};
	Seen seen_[kSlots] = {};
	unsigned count_ = 0;
};

inline MarkerNames &marker_names()
{
	static MarkerNames *names = new MarkerNames();
	return *names;
}

// Memory of one page, given back all at once.
class Store
{
      public:
	void *take(size_t size)
	{
		size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
		if (size > left_) {
			left_ = size > kBlock ? size : kBlock;
			blocks_.emplace_back(new char[left_]);
			next_ = blocks_.back().get();
		}
		void *piece = next_;
		next_ += size;
		left_ -= size;
		return piece;
	}

	const char *copy(const char *data, size_t length)
	{
		char *text = static_cast<char *>(take(length + 1));
		memcpy(text, data, length);
		text[length] = '\0';
		return text;
	}

	// Copies that this program declared markup, known by where they are.
	void declare_markup(const char *text)
	{
		markup_.push_back(text);
	}

	bool is_markup(const char *text) const
	{
		for (const char *declared : markup_)
			if (declared == text)
				return true;
		return false;
	}

      private:
	static constexpr size_t kBlock = 64 * 1024;

	std::vector<std::unique_ptr<char[]>> blocks_;
	std::vector<const char *> markup_;
	char *next_ = nullptr;
	size_t left_ = 0;
};

// What a page says, as ctemplate asks for it while it expands.  Its own
// dictionary names every section by its whole path and keeps three maps in each:
// a third of what a page cost.  Ours does the same in lists: a section sees
// what is around it, an include only what is global to the page.
class Dictionary final : public ctemplate::TemplateDictionaryInterface
{
      public:
	// The frame of a page.
	explicit Dictionary(Store &store) : Dictionary(store, nullptr, this, "")
	{
	}

	void set(const char *name, const char *value, size_t length)
	{
		Entry *entry = own(name, kValue);
		entry->value = store_.copy(value, length);
		entry->length = length;
	}

	void set_markup(const char *name, const char *value, size_t length)
	{
		set(name, value, length);
		store_.declare_markup(own(name, kValue)->value);
	}

	void set_global(const char *name, const char *value, size_t length)
	{
		if (globals_ == nullptr)
			globals_ = make(nullptr, "");
		globals_->set(name, value, length);
	}

	// Shown as it is, unless there are rows already.
	void show(const char *name)
	{
		Entry *entry = own(name, kSection);
		if (entry->first == nullptr)
			append(entry, this);
	}

	Dictionary *section(const char *name)
	{
		Dictionary *child = make(this, "");
		append(own(name, kSection), child);
		return child;
	}

	Dictionary *include(const char *marker, const char *file)
	{
		Dictionary *child = make(nullptr, store_.copy(file, strlen(file)));
		append(own(marker, kInclude), child);
		return child;
	}

	// Read back: what was set here, "" when nothing was.
	const char *value(const char *name) const
	{
		const Entry *entry = at(marker_names().keep(name) * kKinds + kValue);
		return entry != nullptr ? entry->value : "";
	}

	bool shows(const char *name) const
	{
		return at(marker_names().keep(name) * kKinds + kSection) != nullptr;
	}

	// The first one at this marker, nullptr when there is none.
	const Dictionary *included(const char *marker) const
	{
		const Entry *entry = at(marker_names().keep(marker) * kKinds + kInclude);
		return entry != nullptr && entry->first != nullptr ? entry->first->dictionary : nullptr;
	}

      private:
	enum Kind { kValue, kSection, kInclude, kKinds };

	struct Child {
		const Dictionary *dictionary;
		Child *next;
	};

	struct Entry {
		unsigned key;
		Entry *next;
		const char *value;
		size_t length;
		Child *first;
		Child **last;
	};

	class Children final : public Iterator
	{
	      public:
		explicit Children(const Child *next) : next_(next)
		{
		}

		static void *operator new(size_t size, Store &store)
		{
			return store.take(size);
		}

		static void operator delete(void *)
		{
		}

		bool HasNext() const override
		{
			return next_ != nullptr;
		}

		const TemplateDictionaryInterface &Next() override
		{
			const Dictionary *dictionary = next_->dictionary;
			next_ = next_->next;
			return *dictionary;
		}

	      private:
		const Child *next_;
	};

	Dictionary(Store &store, const Dictionary *parent, const Dictionary *frame, const char *file)
	    : store_(store), parent_(parent), frame_(frame), file_(file)
	{
	}

	Dictionary *make(const Dictionary *parent, const char *file)
	{
		return new (store_.take(sizeof(Dictionary))) Dictionary(store_, parent, frame_, file);
	}

	static uint64_t bit(unsigned key)
	{
		return UINT64_C(1) << (key % 64);
	}

	Entry *at(unsigned key) const
	{
		if ((filled_ & bit(key)) == 0)
			return nullptr;
		Entry *entry = entries_;
		while (entry != nullptr && entry->key != key)
			entry = entry->next;
		return entry;
	}

	// The entry of this dictionary itself, made when it is not there.
	Entry *own(const char *name, Kind kind);
	const Entry *around(const TemplateString &name, Kind kind) const;

	void append(Entry *entry, const Dictionary *dictionary)
	{
		Child *child = new (store_.take(sizeof(Child))) Child{dictionary, nullptr};
		*entry->last = child;
		entry->last = &child->next;
	}

	// ---- what ctemplate asks ----

	TemplateString GetValue(const TemplateString &variable) const override
	{
		const Entry *entry = around(variable, kValue);
		return entry != nullptr ? TemplateString(entry->value, entry->length) : TemplateString("", 0);
	}

	bool IsHiddenSection(const TemplateString &name) const override
	{
		return around(name, kSection) == nullptr;
	}

	bool IsUnhiddenSection(const TemplateString &name) const override
	{
		return around(name, kSection) != nullptr;
	}

	bool IsHiddenTemplate(const TemplateString &name) const override
	{
		return around(name, kInclude) == nullptr;
	}

	const char *GetIncludeTemplateName(const TemplateString &variable, int number) const override
	{
		const Entry *entry = around(variable, kInclude);
		const Child *child = entry != nullptr ? entry->first : nullptr;
		for (; child != nullptr && number > 0; number--)
			child = child->next;
		return child != nullptr ? child->dictionary->file_ : "";
	}

	Iterator *CreateTemplateIterator(const TemplateString &name) const override
	{
		return children(around(name, kInclude));
	}

	Iterator *CreateSectionIterator(const TemplateString &name) const override
	{
		return children(around(name, kSection));
	}

	Iterator *children(const Entry *entry) const
	{
		return new (store_) Children(entry != nullptr ? entry->first : nullptr);
	}

	void DumpToString(std::string *, int) const override
	{
	}

	Store &store_;
	const Dictionary *parent_; // whose values a section sees
	const Dictionary *frame_;
	const char *file_;
	Dictionary *globals_ = nullptr; // of the frame
	Entry *entries_ = nullptr;
	uint64_t filled_ = 0; // bits of the keys in entries_: most questions are about what is not there
};

inline Dictionary::Entry *Dictionary::own(const char *name, Kind kind)
{
	unsigned key = marker_names().keep(name) * kKinds + kind;
	Entry *entry = at(key);
	if (entry == nullptr) {
		entry = new (store_.take(sizeof(Entry))) Entry{key, entries_, "", 0, nullptr, nullptr};
		entry->last = &entry->first;
		entries_ = entry;
		filled_ |= bit(key);
	}
	return entry;
}

// Here, around, and what the whole page has: global values, sections of the frame.
inline const Dictionary::Entry *Dictionary::around(const TemplateString &name, Kind kind) const
{
	unsigned number = marker_names().find(name.data(), name.size());
	unsigned key = number * kKinds + kind;
	const Entry *entry = nullptr;
	if (number == 0)
		return nullptr;
	for (const Dictionary *dictionary = this; dictionary != nullptr && entry == nullptr;
	     dictionary = dictionary->parent_)
		entry = dictionary->at(key);
	if (entry == nullptr && kind == kValue && frame_->globals_ != nullptr)
		entry = frame_->globals_->at(key);
	if (entry == nullptr && kind == kSection)
		entry = frame_->at(key);
	return entry;
}

} // namespace

#endif
