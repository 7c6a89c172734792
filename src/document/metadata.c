/* Takes the metadata as written, gives the document's; see metadata.h. */
#include "document/metadata.h"

#include <string.h>

#include "document/variables.h"

enum kind { KIND_TEXT, KIND_DATE };

static const struct entry {
    const char *key;
    enum kind kind;
    size_t kept;    /* offset in struct document */
    size_t written; /* in struct written_metadata */
} entries[] = {
#define META(member, key, kind, needed, help)                                                  \
    {key, KIND_##kind, offsetof(struct document, member),                                      \
     offsetof(struct written_metadata, member)},
#include "document/metadata.def"
};

#define COUNT (sizeof entries / sizeof *entries)

size_t metadata_count(void)
{
    return COUNT;
}

const char *metadata_key(size_t number)
{
    return entries[number].key;
}

struct meta *metadata_at(struct document *document, size_t number)
{
    return (struct meta *)(void *)((char *)document + entries[number].kept);
}

bool metadata_named(struct text name)
{
    for (size_t i = 0; i < COUNT; i++)
        if (text_is(name, entries[i].key))
            return true;
    return false;
}

const struct meta *document_meta(const struct document *document, const char *key)
{
    for (size_t i = 0; i < COUNT; i++)
        if (strcmp(key, entries[i].key) == 0)
            return (const struct meta *)(const void *)((const char *)document +
                                                       entries[i].kept);
    return NULL;
}

/* ---- keeping
 * ----------------------------------------------------------------------------------*/

static struct meta meta_of(const struct reader *reader, const char *key,
                           const struct located *written)
{
    struct meta meta;
    memset(&meta, 0, sizeof meta);
    meta.value = *written;
    const struct setting *setting = variables_setting(reader, key);
    if (setting != NULL) {
        struct located given = {.text = setting->value};
        meta.value = given;
    }
    meta.to_fill = text_is(meta.value.text, "to-fill");
    if (meta.to_fill || meta.value.text.bytes == NULL)
        meta.value.text = TEXT("");
    return meta;
}

static void read_date(const struct reader *reader, const char *key, struct meta *meta)
{
    if (meta->value.text.length > 0 && !date_parse(meta->value.text, &meta->date))
        diag(reader->job, DIAG_VALUE_DATE, meta->value.span, key,
             reader_string(reader, meta->value.text),
             "write a day that exists as YYYY-MM-DD, or to-fill", NULL);
}

static int date_number(struct date date)
{
    return (date.year * 100 + date.month) * 100 + date.day;
}

static void check(const struct reader *reader)
{
    const struct document *document = reader->document;
    struct text tag = document->language.value.text;
    size_t primary = text_find(tag, '-', 0); /* no longer one is registered */
    bool valid = document->language.to_fill || tag.length == 0 || primary == 2 || primary == 3;
    for (size_t i = 0; i < tag.length; i++)
        valid = valid && (text_alpha(tag.bytes[i]) || tag.bytes[i] == '-' ||
                          (i > 1 && text_digit(tag.bytes[i])));
    if (!valid)
        diag(reader->job, DIAG_LANGUAGE_TAG, document->language.value.span,
             reader_string(reader, tag), NULL);
    struct date date = document->date.date;
    struct date review = document->review_by.date;
    if (date.year > 0 && review.year > 0 && date_number(review) < date_number(date))
        diag(reader->job, DIAG_REVIEW_EARLY, document->review_by.value.span,
             reader_string(reader, document->review_by.value.text),
             reader_string(reader, document->date.value.text), NULL);
}

void metadata_keep(struct reader *reader, const struct written_metadata *written)
{
    for (size_t i = 0; i < COUNT; i++) {
        struct meta *meta = metadata_at(reader->document, i);
        *meta = meta_of(
            reader, entries[i].key,
            (const struct located *)(const void *)((const char *)written + entries[i].written));
        if (entries[i].kind == KIND_DATE)
            read_date(reader, entries[i].key, meta);
    }
    check(reader);
}
