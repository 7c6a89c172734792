/*
 * Takes what a record of a source says of retractions and corrections, gives the item's
 * standing and the notice that says so. The one idea: formats and people put it in many places
 * (a status, a line of a note, lists under "custom" as importers make them), and one table
 * knows them all; the gravest word counts.
 */
#include "citation/standing.h"

#define NOTICE_MOST 10000 /* bytes after which no further notice is added */

static const struct {
    const char *word;
    enum source_standing standing;
} words[] = {
    {"retracted", SOURCE_RETRACTED},
    {"withdrawn", SOURCE_RETRACTED},
    {"concern", SOURCE_CONCERN},
    {"corrected", SOURCE_CORRECTED},
    /* as importers name the tags of PubMed: PT, RIN and PRIN, ECI, EIN */
    {"retraction", SOURCE_RETRACTED},
    {"retraction-in", SOURCE_RETRACTED},
    {"retracted-in", SOURCE_RETRACTED},
    {"partial-retraction-in", SOURCE_RETRACTED},
    {"expression-of-concern", SOURCE_CONCERN},
    {"expression-of-concern-in", SOURCE_CONCERN},
    {"concern-in", SOURCE_CONCERN},
    {"erratum", SOURCE_CORRECTED},
    {"erratum-in", SOURCE_CORRECTED},
    {"correction", SOURCE_CORRECTED},
    {"correction-in", SOURCE_CORRECTED},
    {"corrected-in", SOURCE_CORRECTED},
};

static char small(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 'a' - 'A') : byte;
}

/* Whether `text` is `word` in any case, with spaces or underscores for its hyphens. */
static bool says(struct text text, const char *word)
{
    if (text.length != strlen(word))
        return false;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i] == ' ' || text.bytes[i] == '_' ? '-' : small(text.bytes[i]);
        if (byte != word[i])
            return false;
    }
    return true;
}

enum source_standing source_standing_find(struct text word)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (says(word, words[i].word))
            return words[i].standing;
    return SOURCE_SOUND;
}

static void add_notice(struct job *job, struct source_item *item, struct text text,
                       struct span span)
{
    struct buffer both = buffer_new(&job->arena);
    if (item->notice.text.length > NOTICE_MOST)
        return;
    if (item->notice.text.length) {
        buffer_add(&both, item->notice.text);
        buffer_string(&both, "; ");
    }
    buffer_add(&both, text);
    item->notice = (struct located){buffer_text(&both), span};
}

static void take(struct job *job, struct source_item *item, enum source_standing standing,
                 struct text notice, struct span span)
{
    if (standing < item->standing)
        return;
    if (standing > item->standing && item->standing)
        item->notice = (struct located){0};
    item->standing = standing;
    if (notice.length && !says(notice, "true") && !says(notice, "yes"))
        add_notice(job, item, notice, span);
}

bool standing_take(struct job *job, struct source_item *item, struct text key, struct text text,
                   struct span span)
{
    if (says(key, "notice")) {
        add_notice(job, item, text_trim(text), span);
        return true;
    }
    bool status = says(key, "status");
    enum source_standing standing = source_standing_find(status ? text_trim(text) : key);
    if (!standing)
        return false;
    take(job, item, standing, status ? (struct text){0} : text_trim(text), span);
    return true;
}

static void take_entry(struct job *job, struct source_item *item,
                       const struct value_entry *entry)
{
    const struct value *value = entry->value;
    if (value->kind == VALUE_SCALAR)
        standing_take(job, item, entry->key, value->text, value->span);
    for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++)
        if (value->items[i]->kind == VALUE_SCALAR)
            standing_take(job, item, entry->key, value->items[i]->text, value->items[i]->span);
}

/* Publishers put the word before the title: "RETRACTED: …", "Retracted article: …". */
static void take_title(struct job *job, struct source_item *item, struct text title,
                       struct span span)
{
    static const char *const openings[] = {
        "retracted:", "retracted-article:", "retraction-notice-to:", "withdrawn:"};
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (says(text_slice(title, 0, strlen(openings[i])), openings[i]))
            take(job, item, SOURCE_RETRACTED, (struct text){0}, span);
}

void standing_finish(struct job *job, struct source_item *item)
{
    const struct value *custom = item->custom;
    for (size_t i = 0; custom && custom->kind == VALUE_MAP && i < custom->count; i++)
        take_entry(job, item, &custom->entries[i]);
    const struct source_variable *title = item_find(item, "title");
    if (title)
        take_title(job, item, title->text, title->span);
}
