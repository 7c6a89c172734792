/*
 * Makes citation keys for records of formats that carry none: the first author's family name
 * and the year, "popova2019"; without an author the first long word of the title. The one idea:
 * where several records of a file come to one key, they are put in order by PMID, DOI and
 * title, not by place, and all but the first get a letter from b on, so that sorting the export
 * differently or adding newer papers to it changes no key.
 */
#include <stdlib.h>

#include "citation/record.h"
#include "citation/unicode.h"

#define WORD_MOST 32 /* bytes of a name in a key */

struct keyed {
    struct value *record;
    struct text stem;
    size_t order;
};

bool key_usable(struct text text)
{
    bool letter = false;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        bool mark = byte == ':' || byte == '-' || byte == '_' || byte == '.' || byte == '/';
        bool inner = i > 0 && i + 1 < text.length;
        if (!text_alpha(byte) && !text_digit(byte) && !(mark && inner))
            return false;
        letter = letter || text_alpha(byte);
    }
    return letter;
}

static struct text scalar_at(const struct value *map, const char *key)
{
    const struct value *value = value_find(map, key);
    return value && value->kind == VALUE_SCALAR ? value->text : (struct text){0};
}

static struct text cut(struct text text)
{
    size_t end = text.length < WORD_MOST ? text.length : WORD_MOST;
    while (end < text.length && ((unsigned char)text.bytes[end] & 0xC0) == 0x80)
        end--;
    return text_slice(text, 0, end);
}

/* The first word of the title with more than three letters, else the first. */
static struct text title_word(struct job *job, struct text title)
{
    struct text first = {0};
    for (size_t at = 0; at < title.length;) {
        size_t end = text_find(title, ' ', at);
        struct text word = text_folded(&job->arena, text_slice(title, at, end));
        if (!first.length)
            first = word;
        if (word.length > 3)
            return word;
        at = end + 1;
    }
    return first;
}

static struct text author_word(struct job *job, const struct value *record)
{
    static const char *const roles[] = {"author", "editor"};
    for (size_t i = 0; i < 2; i++) {
        const struct value *names = value_find(record, roles[i]);
        if (!names || names->kind != VALUE_LIST || !names->count)
            continue;
        struct text family = scalar_at(names->items[0], "family");
        struct text particle = scalar_at(names->items[0], "non-dropping-particle");
        struct buffer whole = buffer_new(&job->arena);
        buffer_add(&whole, particle);
        buffer_add(&whole, family.length ? family : scalar_at(names->items[0], "literal"));
        struct text word = text_folded(&job->arena, buffer_text(&whole));
        if (word.length)
            return cut(word);
    }
    return (struct text){0};
}

/* The first four digits in a row of a date. */
static struct text year_of(struct text date)
{
    for (size_t at = 0, run = 0; at < date.length; at++) {
        run = text_digit(date.bytes[at]) ? run + 1 : 0;
        if (run == 4)
            return text_slice(date, at - 3, at + 1);
    }
    return TEXT("nd");
}

static struct text stem_of(struct job *job, const struct value *record)
{
    struct buffer key = buffer_new(&job->arena);
    struct text word = author_word(job, record);
    if (!word.length)
        word = cut(title_word(job, scalar_at(record, "title")));
    buffer_add(&key, word.length ? word : TEXT("source"));
    buffer_add(&key, year_of(scalar_at(record, "issued")));
    return buffer_text(&key);
}

static int compare_field(const struct keyed *a, const struct keyed *b, const char *field)
{
    return text_compare(scalar_at(a->record, field), scalar_at(b->record, field));
}

static int compare(const void *left, const void *right)
{
    const struct keyed *a = left, *b = right;
    int order = text_compare(a->stem, b->stem);
    struct text first = scalar_at(a->record, "PMID"), second = scalar_at(b->record, "PMID");
    if (order == 0 && first.length != second.length)
        order = first.length < second.length ? -1 : 1;
    if (order == 0)
        order = text_compare(first, second);
    if (order == 0)
        order = compare_field(a, b, "DOI");
    if (order == 0)
        order = compare_field(a, b, "title");
    if (order == 0)
        order = a->order < b->order ? -1 : 1;
    return order;
}

/* The `index`-th of a run of equal stems: 0 → "", 1 → "b", 25 → "z", 26 → "aa". */
static struct text key_of(struct job *job, struct text stem, size_t index)
{
    struct buffer key = buffer_new(&job->arena);
    char letters[8];
    size_t count = 0;
    buffer_add(&key, stem);
    if (index == 0)
        return stem;
    for (size_t rest = index + 1; rest > 0 && count < sizeof letters; rest = (rest - 1) / 26)
        letters[count++] = (char)('a' + (rest - 1) % 26);
    while (count > 0)
        buffer_byte(&key, letters[--count]);
    return buffer_text(&key);
}

static void id_add(struct importer *importer, struct value *record, struct text id)
{
    struct arena *arena = &importer->job->arena;
    struct value *value = arena_alloc(arena, sizeof *value);
    *value =
        (struct value){.kind = VALUE_SCALAR, .quoted = true, .span = record->span, .text = id};
    struct value_entry *entries = arena_array(arena, record->count + 1, sizeof *entries);
    entries[0] = (struct value_entry){TEXT("id"), record->span, value};
    if (record->count)
        memcpy(entries + 1, record->entries, record->count * sizeof *entries);
    record->entries = entries;
    record->count++;
}

void keys_make(struct importer *importer)
{
    struct job *job = importer->job;
    size_t records = importer->records.list.count, count = 0;
    struct keyed *list = arena_array(&job->arena, records, sizeof *list);
    for (size_t i = 0; i < records; i++) {
        struct value *record = importer->records.list.items[i];
        if (!value_find(record, "id"))
            list[count++] = (struct keyed){record, stem_of(job, record), i};
    }
    if (count > 1)
        qsort(list, count, sizeof *list, compare);
    for (size_t i = 0, run = 0; i < count; i++) {
        run = i > 0 && text_equal(list[i].stem, list[i - 1].stem) ? run + 1 : 0;
        id_add(importer, list[i].record, key_of(job, list[i].stem, run));
    }
}
