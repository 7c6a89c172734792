/* Takes a finished file read back, compares what it says of itself; see metadata.h. */
#include "proof/metadata.h"

struct sayings {
    struct job *job;
    struct file *file;
    const struct document *document;
    const struct object *info;
    struct text packet; /* XMP */
};

/* ---- what the file says -----------------------------------------------------------------*/

/* `text` with the three references that XMP needs resolved. */
static void put_unescaped(struct buffer *out, struct text text)
{
    static const char *const names[] = {"&amp;", "&lt;", "&gt;"};
    for (size_t at = 0; at < text.length;) {
        size_t which = 0;
        while (which < 3 && !text_starts(text_slice(text, at, text.length), names[which]))
            which++;
        buffer_byte(out, which < 3 ? "&<>"[which] : text.bytes[at]);
        at += which < 3 ? text_of(names[which]).length : 1;
    }
}

/* What stands between the first <name> and </name>. */
static struct text property_body(struct sayings *sayings, const char *name)
{
    struct buffer mark = buffer_new(&sayings->job->arena);
    buffer_byte(&mark, '<');
    buffer_string(&mark, name);
    buffer_byte(&mark, '>');
    size_t at = text_search(sayings->packet, buffer_text(&mark), 0) + mark.length;
    if (at > sayings->packet.length)
        return TEXT("");
    mark.length = 0;
    buffer_string(&mark, "</");
    buffer_string(&mark, name);
    return text_slice(sayings->packet, at,
                      text_search(sayings->packet, buffer_text(&mark), at));
}

/* The items of a property, or its one value, with `between` between them. */
static struct text property(struct sayings *sayings, const char *name, const char *between)
{
    struct text body = property_body(sayings, name);
    struct buffer out = buffer_new(&sayings->job->arena);
    for (size_t at = 0; at < body.length;) {
        size_t end = text_find(body, '<', at);
        struct text said = text_slice(body, at, end);
        if (said.length > 0) {
            buffer_string(&out, out.length > 0 ? between : "");
            put_unescaped(&out, said);
        }
        at = text_find(body, '>', end) + 1;
    }
    return buffer_text(&out);
}

static struct text info_entry(struct sayings *sayings, const char *key)
{
    return object_words(&sayings->job->arena, file_entry(sayings->file, sayings->info, key));
}

/* ---- comparisons ------------------------------------------------------------------------*/

static void compare(struct sayings *sayings, const char *name, struct text said,
                    const struct located *wanted)
{
    struct arena *arena = &sayings->job->arena;
    if (!text_equal(said, wanted->text))
        diag(sayings->job, DIAG_PROOF_METADATA, wanted->span, name, text_string(arena, said),
             text_string(arena, wanted->text), NULL);
}

/* A piece of metadata where both places say it in words. */
struct words {
    const char *key, *said;     /* in Info, and what that is for people; NULL for neither */
    const char *property, *xmp; /* the same of XMP */
    const char *between;        /* of its items */
};

static void compare_words(struct sayings *sayings, const struct words *words,
                          struct located wanted)
{
    if (wanted.span.source == 0)
        wanted.span = sayings->document->span;
    if (words->key != NULL)
        compare(sayings, words->said, info_entry(sayings, words->key), &wanted);
    compare(sayings, words->xmp, property(sayings, words->property, words->between), &wanted);
}

static struct located given(const struct meta *meta)
{
    return meta->to_fill ? (struct located){.text = TEXT(""), .span = meta->value.span}
                         : meta->value;
}

/* All of a list with `between` between them, at its first. */
static struct located all_of(struct arena *arena, const struct texts *list, const char *between)
{
    struct buffer out = buffer_new(arena);
    for (size_t i = 0; i < list->count; i++) {
        buffer_string(&out, i > 0 ? between : "");
        buffer_add(&out, list->items[i].text);
    }
    return (struct located){.text = buffer_text(&out),
                            .span = list->count > 0 ? list->items[0].span : (struct span){0}};
}

static void compare_texts(struct sayings *sayings)
{
    static const struct words
        title = {"Title", "title", "dc:title", "title in XMP", ""},
        author = {"Author", "author", "dc:creator", "author in XMP", "; "},
        subject = {"Subject", "subject", "dc:description", "subject in XMP", ""},
        keywords = {"Keywords", "list of keywords", "dc:subject", "list of keywords in XMP",
                    ", "},
        language = {NULL, NULL, "dc:language", "language in XMP", ""},
        version = {"Version", "version", "xmpMM:VersionID", "version in XMP", ""},
        licence = {"Rights", "licence", "dc:rights", "licence in XMP", ""},
        identifier = {NULL, NULL, "dc:identifier", "identifier in XMP", ""};
    const struct document *document = sayings->document;
    struct arena *arena = &sayings->job->arena;
    compare_words(sayings, &title, given(&document->title));
    compare_words(sayings, &author,
                  document->authors.count > 0 ? all_of(arena, &document->authors, "; ")
                                              : given(&document->owner));
    compare_words(sayings, &subject,
                  given(document->subject.value.text.length > 0 ? &document->subject
                                                                : &document->subtitle));
    compare_words(sayings, &keywords, all_of(arena, &document->keywords, ", "));
    compare_words(sayings, &language, given(&document->language));
    compare_words(sayings, &version, given(&document->version));
    compare_words(sayings, &licence, given(&document->licence));
    compare_words(sayings, &identifier, given(&document->identifier));
}

/* ---- days -------------------------------------------------------------------------------*/

#define DAY_LENGTH 10 /* of "2026-11-21" */

/* The day of "D:20261121000000+00'00'" and of "2026-11-21T00:00:00+00:00": "2026-11-21". */
static struct text day_of(struct arena *arena, struct text said)
{
    struct buffer out = buffer_new(arena);
    for (size_t i = 0; i < said.length && out.length < DAY_LENGTH; i++) {
        if (!text_digit(said.bytes[i]))
            continue;
        if (out.length == 4 || out.length == 7)
            buffer_byte(&out, '-');
        buffer_byte(&out, said.bytes[i]);
    }
    return buffer_text(&out);
}

/* The same of a date, the first where it names no month or day; empty for none. */
static struct text day_given(struct arena *arena, struct date date)
{
    struct buffer digits = buffer_new(arena);
    int month = date.month > 0 ? date.month : 1, day = date.day > 0 ? date.day : 1;
    int number = (date.year * 100 + month) * 100 + day;
    for (int unit = 10000000; unit > 0; unit /= 10)
        buffer_byte(&digits, (char)('0' + number / unit % 10));
    return date.year > 0 ? day_of(arena, buffer_text(&digits)) : TEXT("");
}

static void compare_day(struct sayings *sayings, const char *name, struct text said,
                        const struct located *wanted)
{
    compare(sayings, name, day_of(&sayings->job->arena, said), wanted);
}

static void compare_days(struct sayings *sayings)
{
    const struct document *document = sayings->document;
    struct arena *arena = &sayings->job->arena;
    struct located made = {day_given(arena, document->date.date), document->date.value.span};
    struct located review = {day_given(arena, document->review_by.date),
                             document->review_by.value.span};
    if (made.text.length == 0) /* of the day it was printed, if of any */
        made = (struct located){day_of(arena, info_entry(sayings, "CreationDate")),
                                document->span};
    if (review.span.source == 0)
        review.span = document->span;
    compare_day(sayings, "date of creation", info_entry(sayings, "CreationDate"), &made);
    compare_day(sayings, "date of change", info_entry(sayings, "ModDate"), &made);
    compare_day(sayings, "date of creation in XMP", property(sayings, "xmp:CreateDate", ""),
                &made);
    compare_day(sayings, "date of change in XMP", property(sayings, "xmp:ModifyDate", ""),
                &made);
    compare_day(sayings, "date of metadata in XMP", property(sayings, "xmp:MetadataDate", ""),
                &made);
    compare_day(sayings, "date of review", info_entry(sayings, "ReviewBy"), &review);
    compare_day(sayings, "date of review in XMP", property(sayings, "review:by", ""), &review);
}

void metadata_compare(struct job *job, const struct proof *proof)
{
    struct file *file = proof->file;
    const struct object *catalog = file_catalog(file);
    struct sayings sayings = {.job = job,
                              .file = file,
                              .document = proof->against->document,
                              .info = file_entry(file, file->trailer, "Info"),
                              .packet = TEXT("")};
    struct located language = given(&sayings.document->language);
    file_stream(file, file_entry(file, catalog, "Metadata"), &job->arena, &sayings.packet);
    compare_texts(&sayings);
    compare_days(&sayings);
    compare(&sayings, "language", object_words(&job->arena, file_entry(file, catalog, "Lang")),
            &language);
}
