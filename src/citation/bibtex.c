/*
 * Takes a BibTeX or BibLaTeX file, gives entries with raw values.
 * The one idea: where a brace or quote never closes, a line that starts an entry ends the
 * broken one, so that one slip does not swallow the records behind it.
 */
#include "citation/bibtex.h"
#include "citation/import.h"

#define FIELDS_MOST 300 /* in one entry */

/* --- characters ----------------------------------------------------------------------------
 */

static struct text source_of(const struct bib_file *file)
{
    return file->importer->text;
}

static char peek(const struct bib_file *file)
{
    struct text text = source_of(file);
    return file->at < text.length ? text.bytes[file->at] : '\0';
}

static void skip_space(struct bib_file *file)
{
    while (text_space(peek(file)))
        file->at++;
}

static bool name_byte(char byte)
{
    return byte != '\0' && !text_space(byte) && !strchr("\"#%'(),={}@\\", byte);
}

static struct text word(struct bib_file *file)
{
    size_t start = file->at;
    while (name_byte(peek(file)))
        file->at++;
    return text_slice(source_of(file), start, file->at);
}

static struct text lower(struct bib_file *file, struct text text)
{
    struct buffer out = buffer_new(&file->importer->job->arena);
    bool changed = false;
    for (size_t i = 0; i < text.length; i++) {
        bool capital = text.bytes[i] >= 'A' && text.bytes[i] <= 'Z';
        changed = changed || capital;
        buffer_byte(&out, capital ? (char)(text.bytes[i] | 32) : text.bytes[i]);
    }
    return changed ? buffer_text(&out) : text;
}

static void fault(struct bib_file *file, size_t start, size_t end, const char *message,
                  const char *hint)
{
    importer_fault(file->importer, importer_span(file->importer, start, end), message, hint);
}

/* Whether an entry starts at `at`, which is behind a line end: "@word{" or "@word(". */
static bool entry_starts(struct text text, size_t at)
{
    while (at < text.length && (text.bytes[at] == ' ' || text.bytes[at] == '\t'))
        at++;
    if (at >= text.length || text.bytes[at] != '@')
        return false;
    size_t name = ++at;
    while (at < text.length && text_alpha(text.bytes[at]))
        at++;
    return at > name && at < text.length && (text.bytes[at] == '{' || text.bytes[at] == '(');
}

/* --- values --------------------------------------------------------------------------------
 */

/* The place of `close` at brace depth 0 from `at` on; text.length where an entry starts or the
 * file ends before it. */
static size_t close_find(struct text text, size_t at, char close)
{
    for (size_t depth = 0; at < text.length; at++) {
        char byte = text.bytes[at];
        if (byte == close && depth == 0)
            return at;
        if (byte == '{')
            depth++;
        else if (byte == '}' && depth > 0)
            depth--;
        else if (byte == '\n' && entry_starts(text, at + 1))
            break;
    }
    return text.length;
}

/* The next line that starts an entry, or the end of the file. */
static size_t next_entry(struct text text, size_t at)
{
    for (at = text_find(text, '\n', at); at < text.length; at = text_find(text, '\n', at + 1))
        if (entry_starts(text, at + 1))
            return at + 1;
    return text.length;
}

/* A piece in braces or quotes. False, with the file at the next entry, if it never closes. */
static bool delimited(struct bib_file *file, struct text *piece)
{
    struct text text = source_of(file);
    size_t start = file->at;
    bool braces = text.bytes[start] == '{';
    size_t end = close_find(text, start + 1, braces ? '}' : '"');
    if (end == text.length) {
        fault(file, start, start + 1,
              braces ? "this brace is never closed" : "this quotation mark is never closed",
              "braces inside the value must come in pairs");
        file->at = next_entry(text, start);
        return false;
    }
    *piece = text_slice(text, start + 1, end);
    file->at = end + 1;
    return true;
}

/* A macro's or month's text, or the name itself after a warning. */
static struct text macro(struct bib_file *file, struct text name, size_t start)
{
    struct job *job = file->importer->job;
    const struct text *found = map_find(&file->macros, lower(file, name));
    if (found) {
        file->expanded += found->length;
        return *found;
    }
    diag(job, DIAG_SOURCE_MACRO, importer_span(file->importer, start, file->at),
         text_string(&job->arena, name), NULL);
    return name;
}

/* One piece of a value. */
static bool piece_read(struct bib_file *file, struct text *piece)
{
    skip_space(file);
    size_t start = file->at;
    if (peek(file) == '{' || peek(file) == '"')
        return delimited(file, piece);
    struct text name = word(file);
    int64_t number;
    if (!name.length) {
        fault(file, start, start + 1, "a value is missing here",
              "a value stands in braces: title = {…}");
        return false;
    }
    *piece = text_number(name, &number) ? name : macro(file, name, start);
    return true;
}

/* A value: pieces joined by "#". One piece stays a slice of the file. */
static bool value_read_pieces(struct bib_file *file, struct text *value)
{
    struct buffer joined = {0};
    struct text piece;
    if (!piece_read(file, value))
        return false;
    skip_space(file);
    while (peek(file) == '#') {
        file->at++;
        if (!joined.arena) {
            joined = buffer_new(&file->importer->job->arena);
            buffer_add(&joined, *value);
        }
        if (!piece_read(file, &piece))
            return false;
        if (file->expanded < BIB_EXPANDED_MOST)
            buffer_add(&joined, piece);
        file->expanded += piece.length;
        skip_space(file);
    }
    if (joined.arena)
        *value = buffer_text(&joined);
    return true;
}

/* --- entries -------------------------------------------------------------------------------
 */

const struct bib_field *bib_find(const struct bib_entry *entry, const char *name)
{
    for (size_t i = 0; i < entry->fields.count; i++)
        if (text_is(entry->fields.items[i].name, name))
            return &entry->fields.items[i];
    return NULL;
}

/* A field's name and "=". False where there is none; the entry is then given up. */
static bool field_name(struct bib_file *file, struct bib_field *field)
{
    size_t start = file->at;
    struct text name = word(file);
    field->name_span = importer_span(file->importer, start, file->at);
    skip_space(file);
    if (!name.length || peek(file) != '=') {
        fault(file, start, file->at > start ? file->at : start + 1,
              name.length ? "\"=\" is missing behind this field" : "a field is expected here",
              "is a comma or brace missing or left over before it?");
        return false;
    }
    file->at++;
    field->name = lower(file, name);
    return true;
}

/* Adds a field to its entry; false if there are too many. */
static bool field_keep(struct bib_file *file, struct bib_entry *entry,
                       const struct bib_field *field)
{
    struct job *job = file->importer->job;
    const char *name = text_string(&job->arena, field->name);
    if (entry->fields.count == FIELDS_MOST) {
        importer_fault(file->importer, field->name_span, "this entry has too many fields",
                       NULL);
        return false;
    }
    if (bib_find(entry, name))
        diag(job, DIAG_SOURCE_FIELD_TWICE, field->name_span, name, NULL);
    else if (file->expanded < BIB_EXPANDED_MOST)
        *array_push(&job->arena, &entry->fields) = *field;
    return true;
}

/* One field with its comma. False where the entry cannot be read on. */
static bool field_read(struct bib_file *file, struct bib_entry *entry)
{
    struct bib_field field = {0};
    if (!field_name(file, &field))
        return false;
    skip_space(file);
    size_t start = file->at;
    bool fine = value_read_pieces(file, &field.value);
    field.span = importer_span(file->importer, start, file->at);
    if (!fine && (peek(file) != ',' || file->at != start))
        return false;
    if (fine && !field_keep(file, entry, &field))
        return false;
    skip_space(file);
    if (peek(file) == ',')
        file->at++;
    else if (name_byte(peek(file)))
        fault(file, file->at, file->at + 1, "a comma is missing before this field", NULL);
    return true;
}

/* A key with white space cannot be cited. */
static void check_key(struct bib_file *file, const struct bib_entry *entry)
{
    for (size_t i = 0; i < entry->key.length; i++)
        if (text_space(entry->key.bytes[i])) {
            importer_fault(file->importer, entry->key_span, "a key may not hold a space",
                           "write it in one word: smith2020");
            return;
        }
}

/* The key; none where a field follows at once. */
static void key_read(struct bib_file *file, struct bib_entry *entry, char close)
{
    struct text text = source_of(file);
    skip_space(file);
    size_t start = file->at, end = start;
    while (end < text.length && text.bytes[end] != ',' && text.bytes[end] != close &&
           text.bytes[end] != '=' && text.bytes[end] != '\n')
        end++;
    struct text key = text_trim(text_slice(text, start, end));
    bool field = end < text.length && text.bytes[end] == '=';
    entry->key_span = importer_span(file->importer, start, start + key.length);
    if (field || !key.length) {
        entry->key_span = entry->span;
        importer_fault(file->importer, entry->span, "this entry has no key",
                       "write one behind the brace: @article{smith2020,");
        file->at = field ? start : end;
    } else {
        entry->key = key;
        file->at = end;
        check_key(file, entry);
    }
    skip_space(file);
    if (peek(file) == ',')
        file->at++;
}

/* Text that follows an entry and starts with a comma was meant to be in it. */
static void check_rest(struct bib_file *file)
{
    skip_space(file);
    if (peek(file) == ',')
        fault(file, file->at, file->at + 1, "the entry has ended before this comma",
              "is there a closing brace too many before it?");
}

static void fields_read_all(struct bib_file *file, struct bib_entry *entry, char close)
{
    for (;;) {
        skip_space(file);
        while (peek(file) == ',') {
            file->at++;
            skip_space(file);
        }
        if (peek(file) == close) {
            file->at++;
            check_rest(file);
            return;
        }
        if (file->at >= source_of(file).length ||
            (peek(file) == '@' && entry_starts(source_of(file), file->at))) {
            importer_fault(file->importer, entry->span, "this entry is never closed",
                           "its last line is a closing brace");
            return;
        }
        size_t start = file->at;
        if (!field_read(file, entry)) {
            file->at = next_entry(source_of(file), start);
            return;
        }
    }
}

static void entry_read(struct bib_file *file, struct text type, size_t start, char close)
{
    struct job *job = file->importer->job;
    struct bib_entry *entry = arena_alloc(&job->arena, sizeof *entry);
    entry->type = lower(file, type);
    entry->type_span = importer_span(file->importer, start + 1, start + 1 + type.length);
    entry->span = importer_span(file->importer, start, start + 1 + type.length);
    key_read(file, entry, close);
    fields_read_all(file, entry, close);
    *array_push(&job->arena, &file->entries) = entry;
    if (entry->key.length && !map_has(&file->by_key, entry->key))
        map_put(&file->by_key, entry->key, entry);
}

static void macro_put(struct bib_file *file, struct text name, struct text value)
{
    struct text *kept = arena_alloc(&file->importer->job->arena, sizeof *kept);
    *kept = value;
    map_put(&file->macros, name, kept);
}

/* @string{name = value} and @preamble{value} */
static void command_read(struct bib_file *file, bool string, size_t start, char close)
{
    struct bib_field field = {0};
    skip_space(file);
    bool fine = !string || field_name(file, &field);
    fine = fine && value_read_pieces(file, &field.value);
    if (fine && string && file->expanded < BIB_EXPANDED_MOST)
        macro_put(file, field.name, field.value);
    skip_space(file);
    if (fine && peek(file) == close)
        file->at++;
    else if (fine)
        fault(file, start, start + 1, "this entry is never closed", NULL);
    if (!fine)
        file->at = next_entry(source_of(file), start);
}

static void at_read(struct bib_file *file)
{
    size_t start = file->at++;
    skip_space(file);
    struct text type = word(file);
    skip_space(file);
    char open = peek(file);
    struct text text = source_of(file);
    if (!type.length || (open != '{' && open != '('))
        return;
    file->at++;
    char close = open == '{' ? '}' : ')';
    struct text name = lower(file, type);
    if (text_is(name, "comment")) {
        size_t end = close_find(text, file->at, close);
        file->at = end < text.length ? end + 1 : next_entry(text, start);
    } else if (text_is(name, "string") || text_is(name, "preamble")) {
        command_read(file, text_is(name, "string"), start, close);
    } else {
        entry_read(file, type, start, close);
    }
}

void bib_parse(struct bib_file *file)
{
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    struct text text = source_of(file);
    for (size_t i = 0; i < 12; i++)
        macro_put(file, text_of(months[i]), text_of(months[i]));
    for (;;) {
        file->at = text_find(text, '@', file->at);
        if (file->at >= text.length)
            return;
        at_read(file);
        if (file->expanded > BIB_EXPANDED_MOST) {
            fault(file, file->at, file->at + 1, "@string entries make this file too large",
                  "write the text out");
            return;
        }
    }
}

void bibtex_read(struct importer *importer)
{
    struct bib_file file = {.importer = importer};
    file.by_key = map_new(&importer->job->arena);
    file.checked = map_new(&importer->job->arena);
    file.macros = map_new(&importer->job->arena);
    bib_parse(&file);
    bib_inherit(&file);
    for (size_t i = 0; i < file.entries.count && !importer->tree.failed; i++)
        bib_record(&file, file.entries.items[i]);
}
