/*
 * Takes files of journal titles with their abbreviations, gives the abbreviation of an item's
 * journal.
 * The one idea: an ISSN names a journal for certain and is asked first; a title is compared in
 * one plain spelling (case, "the", "&", points and what stands in brackets make no difference).
 */
#include "citation/journals.h"

#include "base/map.h"
#include "citation/unicode.h"
#include "citation/variables.h"

struct journals {
    struct map by_name; /* struct source_variable by ISSN or plain title */
};

static bool is_issn(struct text text)
{
    bool shaped = text.length == 9 && text.bytes[4] == '-';
    for (size_t i = 0; shaped && i < 9; i++)
        shaped = i == 4 || text_digit(text.bytes[i]) ||
                 (i == 8 && (text.bytes[i] == 'X' || text.bytes[i] == 'x'));
    return shaped;
}

/* The title in its plain spelling. */
static struct text plain_title(struct job *job, struct text title)
{
    struct text lower = text_lower(&job->arena, text_trim(title));
    struct buffer out = buffer_new(&job->arena);
    size_t brackets = 0;
    if (text_starts(lower, "the "))
        lower = text_slice(lower, 4, lower.length);
    for (size_t i = 0; i < lower.length; i++) {
        char byte = lower.bytes[i];
        brackets += byte == '(';
        bool word = (unsigned char)byte >= 0x80 || text_alpha(byte) || text_digit(byte);
        if (!brackets && byte == '&')
            buffer_string(&out, "and");
        else if (!brackets && word)
            buffer_byte(&out, byte);
        else if (out.length && out.bytes[out.length - 1] != ' ' && !brackets)
            buffer_byte(&out, ' ');
        brackets -= byte == ')' && brackets;
    }
    return text_trim(buffer_text(&out));
}

static struct text name_of(struct job *job, struct text written)
{
    struct text trimmed = text_trim(written);
    return is_issn(trimmed) ? text_lower(&job->arena, trimmed) : plain_title(job, trimmed);
}

static void add(struct job *job, struct journals *journals, const struct value_entry *entry)
{
    if (entry->value->kind != VALUE_SCALAR) {
        diag(job, DIAG_SOURCE_SHAPE, entry->value->span,
             "a journal's abbreviation is text: \"Title or ISSN: Abbreviation\"", NULL);
        return;
    }
    struct text name = name_of(job, entry->key);
    if (!name.length || map_has(&journals->by_name, name))
        return;
    struct source_variable *variable = arena_alloc(&job->arena, sizeof *variable);
    variable->name = text_of(variable_name(VAR_CONTAINER_TITLE_SHORT));
    variable->kind = VARIABLE_TEXT;
    variable->span = entry->value->span;
    variable->text = text_trim(entry->value->text);
    map_put(&journals->by_name, name, variable);
}

/* The titles of a file: the map itself, or that of the CSL project's lists. */
static const struct value *titles_of(const struct value *value)
{
    const struct value *set = value_find(value, "default");
    const struct value *titles = set ? value_find(set, "container-title") : NULL;
    return titles ? titles : value;
}

const struct journals *journals_read(struct job *job, const struct located *files, size_t count)
{
    struct journals *journals = arena_alloc(&job->arena, sizeof *journals);
    journals->by_name = map_new(&job->arena);
    for (size_t i = 0; i < count; i++) {
        const struct value *value = value_read(job, files[i].text, files[i].span);
        const struct value *titles = value ? titles_of(value) : NULL;
        if (titles && titles->kind != VALUE_MAP)
            diag(job, DIAG_SOURCE_SHAPE, titles->span,
                 "abbreviations are a map: \"Title or ISSN: Abbreviation\"", NULL);
        for (size_t k = 0; titles && titles->kind == VALUE_MAP && k < titles->count; k++)
            add(job, journals, &titles->entries[k]);
    }
    return journals;
}

/* An item may give several ISSNs: "0002-953X, 1535-7228". */
static const struct source_variable *by_issn(struct job *job, const struct journals *journals,
                                             struct text all)
{
    for (size_t at = 0; at + 9 <= all.length; at++) {
        struct text issn = text_slice(all, at, at + 9);
        if (!is_issn(issn))
            continue;
        const struct source_variable *found =
            map_find(&journals->by_name, text_lower(&job->arena, issn));
        if (found)
            return found;
    }
    return NULL;
}

const struct source_variable *journals_short(struct job *job, const struct journals *journals,
                                             const struct source_item *item)
{
    if (!journals || item->by_variable[VAR_CONTAINER_TITLE_SHORT])
        return NULL;
    const struct source_variable *found = by_issn(job, journals, item_text(item, "ISSN"));
    struct text title = item_text(item, "container-title");
    if (!found && title.length)
        found = map_find(&journals->by_name, plain_title(job, title));
    return found;
}
