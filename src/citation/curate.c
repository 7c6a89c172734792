/*
 * Takes a library, gives it as CSL-YAML that a user can curate and that reads back as the same
 * items.
 * The one idea: what could be read as anything but the string it is gets quotes; keys come in
 * one fixed order, the ones people look for first.
 */
#include "citation/names.h"
#include "citation/standing.h"
#include "citation/variables.h"

/* The keys people look for; the others follow in the order of variables.def. */
static const enum variable first[] = {
    VAR_AUTHOR,
    VAR_EDITOR,
    VAR_TRANSLATOR,
    VAR_TITLE,
    VAR_TITLE_SHORT,
    VAR_CONTAINER_TITLE,
    VAR_CONTAINER_TITLE_SHORT,
    VAR_COLLECTION_TITLE,
    VAR_PUBLISHER,
    VAR_PUBLISHER_PLACE,
    VAR_EDITION,
    VAR_VOLUME,
    VAR_ISSUE,
    VAR_PAGE,
    VAR_NUMBER,
    VAR_GENRE,
    VAR_STATUS,
    VAR_ISSUED,
    VAR_AVAILABLE_DATE,
    VAR_ACCESSED,
    VAR_DOI,
    VAR_PMID,
    VAR_PMCID,
    VAR_URL,
    VAR_ISSN,
    VAR_ISBN,
    VAR_LANGUAGE,
};

/* Keys at the end, or written in a way of their own. */
static const enum variable last[] = {VAR_ABSTRACT, VAR_NOTE, VAR_KEYWORD, VAR_ANNOTE};

struct writer {
    struct job *job;
    struct buffer *out;
};

/* --- scalars -------------------------------------------------------------------------------
 */

static bool reserved(struct text text)
{
    static const char *const words[] = {"true", "false", "null", "yes", "no",
                                        "on",   "off",   "y",    "n"};
    char lower[6];
    if (text.length >= sizeof lower)
        return false;
    for (size_t i = 0; i < text.length; i++)
        lower[i] = (char)(text.bytes[i] | 32);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equal((struct text){lower, text.length}, text_of(words[i])))
            return true;
    return false;
}

/* Whether a character must be escaped: a control, or a line end that YAML knows. */
static bool unprintable(uint32_t rune)
{
    return rune < 0x20 || (rune >= 0x7F && rune < 0xA0) || rune == 0x2028 || rune == 0x2029 ||
           rune == 0xFEFF || (rune >= 0xD800 && rune < 0xE000) || rune == 0xFFFE ||
           rune == 0xFFFF;
}

static bool needs_escapes(struct text text)
{
    for (size_t at = 0; at < text.length;)
        if (unprintable(text_next(text, &at)))
            return true;
    return false;
}

/* Whether `text` is itself as a plain scalar, also in a flow collection. */
static bool plain_safe(struct text text)
{
    unsigned char head = text.length ? (unsigned char)text.bytes[0] : 0;
    if ((!text_alpha((char)head) && head < 0x80) || reserved(text) || text_ends(text, ":") ||
        text_ends(text, " "))
        return false;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i], next = i + 1 < text.length ? text.bytes[i + 1] : ' ';
        if (strchr(",[]{}", byte) || (byte == ':' && next == ' ') ||
            (byte == ' ' && next == '#'))
            return false;
    }
    return true;
}

static void hex_add(struct buffer *out, uint32_t rune, int digits)
{
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        buffer_byte(out, "0123456789ABCDEF"[(rune >> shift) & 15]);
}

static void double_quoted(struct buffer *out, struct text text)
{
    buffer_byte(out, '"');
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        uint32_t rune = text_next(text, &at);
        if (rune == '\n') {
            buffer_string(out, "\\n");
        } else if (rune == '"' || rune == '\\') {
            buffer_byte(out, '\\');
            buffer_byte(out, (char)rune);
        } else if (unprintable(rune)) {
            buffer_string(out, "\\u");
            hex_add(out, rune, 4);
        } else {
            buffer_add(out, text_slice(text, start, at));
        }
    }
    buffer_byte(out, '"');
}

static void scalar_write(struct buffer *out, struct text text)
{
    if (needs_escapes(text)) {
        double_quoted(out, text);
        return;
    }
    if (plain_safe(text)) {
        buffer_add(out, text);
        return;
    }
    buffer_byte(out, '\'');
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '\'')
            buffer_byte(out, '\'');
        buffer_byte(out, text.bytes[i]);
    }
    buffer_byte(out, '\'');
}

static void key_write(struct writer *writer, const char *key)
{
    buffer_string(writer->out, "  ");
    buffer_string(writer->out, key);
    buffer_byte(writer->out, ':');
}

static void field_write(struct writer *writer, const char *key, struct text text)
{
    key_write(writer, key);
    buffer_byte(writer->out, ' ');
    scalar_write(writer->out, text);
    buffer_byte(writer->out, '\n');
}

/* --- names ---------------------------------------------------------------------------------
 */

static bool same_parts(const struct source_name *a, const struct source_name *b)
{
    return text_equal(a->family, b->family) && text_equal(a->given, b->given) &&
           text_equal(a->dropping_particle, b->dropping_particle) &&
           text_equal(a->non_dropping_particle, b->non_dropping_particle);
}

static void part_write(struct writer *writer, const char *key, struct text text, bool *some)
{
    if (!text.length)
        return;
    buffer_string(writer->out, *some ? ", " : "{");
    buffer_string(writer->out, key);
    buffer_string(writer->out, ": ");
    scalar_write(writer->out, text);
    *some = true;
}

/* A family name that particles would be taken out of again is quoted, as in the source. */
static struct text family_of(struct job *job, const struct source_name *name)
{
    struct source_name split = *name;
    name_split_particles(&split);
    if (same_parts(&split, name) || !name->family.length)
        return name->family;
    struct buffer quoted = buffer_new(&job->arena);
    buffer_byte(&quoted, '"');
    buffer_add(&quoted, name->family);
    buffer_byte(&quoted, '"');
    return buffer_text(&quoted);
}

static struct text joined(struct job *job, struct text a, const char *between, struct text b)
{
    struct buffer out = buffer_new(&job->arena);
    buffer_add(&out, a);
    buffer_string(&out, a.length && b.length ? between : "");
    buffer_add(&out, b);
    return buffer_text(&out);
}

/* A particle that keeps the space behind its apostrophe ("de' ") only does so within the name.
 */
static struct source_name unsplit(struct job *job, const struct source_name *name)
{
    struct source_name whole = *name;
    if (!text_ends(name->non_dropping_particle, " "))
        return whole;
    whole.family = joined(job, name->non_dropping_particle, "", name->family);
    whole.given = joined(job, name->given, " ", name->dropping_particle);
    whole.non_dropping_particle = whole.dropping_particle = (struct text){0};
    return whole;
}

static void name_write(struct writer *writer, const struct source_name *written)
{
    bool some = false;
    struct source_name whole = unsplit(writer->job, written);
    const struct source_name *name = &whole;
    buffer_string(writer->out, "  - ");
    if (name->others) {
        part_write(writer, "literal", TEXT("et al"), &some);
    } else if (name->literal.length) {
        part_write(writer, "literal", name->literal, &some);
    } else {
        bool split = text_equal(written->family, name->family);
        part_write(writer, "family", split ? family_of(writer->job, name) : name->family,
                   &some);
        part_write(writer, "given", name->given, &some);
        part_write(writer, "dropping-particle", name->dropping_particle, &some);
        part_write(writer, "non-dropping-particle", name->non_dropping_particle, &some);
        part_write(writer, "suffix", name->suffix, &some);
    }
    if (name->comma_suffix)
        part_write(writer, "comma-suffix", TEXT("1"), &some);
    if (name->static_ordering)
        part_write(writer, "static-ordering", TEXT("1"), &some);
    buffer_string(writer->out, some ? "}\n" : "{}\n");
}

/* --- dates ---------------------------------------------------------------------------------
 */

static void point_write(struct buffer *out, const struct source_date *date, int end)
{
    bool season = date->month[end] > 12 && !date->range && !date->open;
    buffer_byte(out, '[');
    buffer_number(out, date->year[end]);
    if ((date->month[end] && !season) || date->day[end]) {
        buffer_string(out, ", ");
        buffer_number(out, season ? 0 : date->month[end]);
    }
    if (date->day[end]) {
        buffer_string(out, ", ");
        buffer_number(out, date->day[end]);
    }
    buffer_byte(out, ']');
}

static void date_write(struct writer *writer, const struct source_date *date)
{
    struct buffer *out = writer->out;
    const char *between = " {";
    if (date->year[0] || date->month[0]) {
        buffer_string(out, " {date-parts: [");
        point_write(out, date, 0);
        if (date->range || date->open)
            buffer_string(out, ", ");
        if (date->range)
            point_write(out, date, 1);
        else if (date->open)
            buffer_string(out, "[0]");
        buffer_byte(out, ']');
        between = ", ";
    }
    if (date->month[0] > 12 && !date->range && !date->open) {
        buffer_string(out, between);
        buffer_string(out, "season: ");
        buffer_number(out, date->month[0] - 12);
    } else if (date->season.length) {
        buffer_string(out, between);
        buffer_string(out, "season: ");
        scalar_write(out, date->season);
        between = ", ";
    }
    if (date->circa) {
        buffer_string(out, between);
        buffer_string(out, "circa: true");
        between = ", ";
    }
    if (date->literal.length) {
        buffer_string(out, between);
        buffer_string(out, "literal: ");
        scalar_write(out, date->literal);
    }
    buffer_string(out, "}\n");
}

/* --- "custom" ------------------------------------------------------------------------------
 */

static void value_write(struct writer *writer, const struct value *value, size_t indent);

/* Numbers and the like stay without quotes. */
static bool typed(const struct value *value)
{
    bool flag;
    int64_t number;
    return !value->quoted && (value_bool(value, &flag) || value_integer(value, &number));
}

static void entries_write(struct writer *writer, const struct value *value, size_t indent)
{
    bool map = value->kind == VALUE_MAP;
    buffer_byte(writer->out, '\n');
    for (size_t i = 0; i < value->count; i++) {
        buffer_repeat(writer->out, ' ', indent);
        if (map)
            scalar_write(writer->out, value->entries[i].key);
        buffer_byte(writer->out, map ? ':' : '-');
        value_write(writer, map ? value->entries[i].value : value->items[i], indent + 2);
    }
}

/* A value behind its key or hyphen, with the line's end. */
static void value_write(struct writer *writer, const struct value *value, size_t indent)
{
    struct buffer *out = writer->out;
    if (value->kind == VALUE_NULL) {
        buffer_string(out, " null\n");
    } else if (value->kind == VALUE_SCALAR) {
        buffer_byte(out, ' ');
        if (typed(value))
            buffer_add(out, value->text);
        else
            scalar_write(out, value->text);
        buffer_byte(out, '\n');
    } else if (value->count == 0) {
        buffer_string(out, value->kind == VALUE_MAP ? " {}\n" : " []\n");
    } else {
        entries_write(writer, value, indent);
    }
}

/* --- items ---------------------------------------------------------------------------------
 */

static void variable_write(struct writer *writer, const struct source_variable *variable)
{
    const char *key = text_string(&writer->job->arena, variable->name);
    switch (variable->kind) {
    case VARIABLE_TEXT:
    case VARIABLE_NUMBER:
        field_write(writer, key, variable->text);
        break;
    case VARIABLE_NAMES:
        key_write(writer, key);
        buffer_byte(writer->out, '\n');
        for (size_t i = 0; i < variable->names.count; i++)
            name_write(writer, &variable->names.items[i]);
        break;
    case VARIABLE_DATE:
        key_write(writer, key);
        date_write(writer, &variable->date);
        break;
    }
}

static bool listed(const enum variable *list, size_t count, enum variable variable)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == variable)
            return true;
    return false;
}

static void variables_write(struct writer *writer, const struct source_item *item)
{
    size_t leading = sizeof first / sizeof *first, closing = sizeof last / sizeof *last;
    for (size_t i = 0; i < leading; i++)
        if (item->by_variable[first[i]])
            variable_write(writer, item->by_variable[first[i]]);
    for (int i = 0; i < VARIABLE_COUNT; i++) {
        enum variable variable = (enum variable)i;
        if (item->by_variable[i] && !listed(first, leading, variable) &&
            !listed(last, closing, variable))
            variable_write(writer, item->by_variable[i]);
    }
}

/* Blank lines before a note keep its lines "key: value" from being read as fields. */
static void note_write(struct writer *writer, struct text note)
{
    struct buffer text = buffer_new(&writer->job->arena);
    if (text_find(note, ':', 0) < note.length)
        buffer_string(&text, "\n\n");
    buffer_add(&text, note);
    field_write(writer, "note", buffer_text(&text));
}

static void keywords_write(struct writer *writer, const struct texts *keywords)
{
    key_write(writer, "keyword");
    buffer_byte(writer->out, '\n');
    for (size_t i = 0; i < keywords->count; i++) {
        buffer_string(writer->out, "  - ");
        scalar_write(writer->out, keywords->items[i].text);
        buffer_byte(writer->out, '\n');
    }
}

/* What the item's standing and notice have beyond what its title and "custom" say anyway. */
static void standing_write(struct writer *writer, const struct source_item *item)
{
    static const char *const words[] = {"notice", "corrected", "concern", "retracted"};
    struct source_item rest = *item;
    rest.standing = SOURCE_SOUND;
    rest.notice = (struct located){0};
    standing_finish(writer->job, &rest);
    struct text notice = item->notice.text, known = rest.notice.text;
    bool same = rest.standing == item->standing;
    if (same && text_equal(notice, known))
        return;
    if (known.length && text_ends(notice, text_string(&writer->job->arena, known)) && same) {
        size_t end = notice.length - known.length;
        notice = text_slice(notice, 0, end > 2 ? end - 2 : 0);
    }
    if (!item->standing || item->by_variable[VAR_STATUS]) {
        field_write(writer, words[item->standing], notice.length ? notice : TEXT("true"));
        return;
    }
    field_write(writer, "status", text_of(words[item->standing]));
    if (notice.length)
        field_write(writer, "notice", notice);
}

static void item_write(struct writer *writer, const struct source_item *item)
{
    buffer_string(writer->out, "- id: ");
    scalar_write(writer->out, item->id);
    buffer_byte(writer->out, '\n');
    field_write(writer, "type", item->type);
    variables_write(writer, item);
    standing_write(writer, item);
    if (item->by_variable[VAR_ABSTRACT])
        variable_write(writer, item->by_variable[VAR_ABSTRACT]);
    if (item->by_variable[VAR_NOTE])
        note_write(writer, item->by_variable[VAR_NOTE]->text);
    if (item->by_variable[VAR_KEYWORD])
        variable_write(writer, item->by_variable[VAR_KEYWORD]);
    else if (item->keywords.count)
        keywords_write(writer, &item->keywords);
    if (item->by_variable[VAR_ANNOTE])
        variable_write(writer, item->by_variable[VAR_ANNOTE]);
    if (item->custom) {
        key_write(writer, "custom");
        value_write(writer, item->custom, 4);
    }
}

void library_write(struct job *job, const struct library *library, struct buffer *out)
{
    struct writer writer = {job, out};
    buffer_string(out, library_count(library) ? "references:\n" : "references: []\n");
    for (size_t i = 0; i < library_count(library); i++)
        item_write(&writer, library_item(library, i));
}
