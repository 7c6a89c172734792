/*
 * Takes the file of checked numbers beside a document, gives each number that is not what
 * somebody compared with its source.
 * The one idea: a digit that slips is invisible where it is the only copy, so there is a second
 * one: every datum of every claim as one readable line, and the digits typed into each text.
 * The program writes that file; releasing a change of it is a person's act.
 */
#include <string.h>

#include "rules/checks.h"
#include "rules/typed.h"

/* What was checked of a claim (`name` its id) or of a file (its path from the project's root).
 */
struct record {
    struct located name, by, on, typed;
    const struct value *numbers; /* name: the datum as a line */
    struct span span;
};

struct book {
    struct job *job;
    struct map claims, files; /* struct record by name */
    bool unread;              /* there is a file, and a report on why it cannot be read */
};

#define RECORD_TEXT(key, member, needed, text)                                                 \
    {                                                                                          \
        .name = key, .kind = FIELD_TEXT, .offset = offsetof(struct record, member),            \
        .required = needed, .help = text                                                       \
    }
#define BY RECORD_TEXT("by", by, false, "who compared them with the sources, or to-fill")
#define ON RECORD_TEXT("on", on, false, "when, YYYY-MM-DD, or to-fill")
#define TYPED                                                                                  \
    RECORD_TEXT("typed", typed, false, "the numbers in its words, with spaces between")
#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct field claim_fields[] = {
    RECORD_TEXT("claim", name, true, "the claim's id"),
    BY,
    ON,
    {.name = "numbers",
     .kind = FIELD_VALUE,
     .offset = offsetof(struct record, numbers),
     .help = "each of its numbers, as a line"},
    TYPED,
};
static const struct field file_fields[] = {
    RECORD_TEXT("file", name, true, "its path from the project's root"),
    BY,
    ON,
    TYPED,
};
static const struct field_nest claim_nests[] = {
    {"on", SHAPE_ONE, NULL, PATTERN_FILL, NULL},
    {"numbers", SHAPE_NAMED, NULL, PATTERN_ANY, NULL},
};
static const struct field_table claim_table = {
    "checked claim", claim_fields, COUNT(claim_fields), claim_nests, COUNT(claim_nests)};
static const struct field_table file_table = {"checked file", file_fields, COUNT(file_fields),
                                              claim_nests, 1};

struct lists {
    const struct value *claims, *files;
};

static const struct field book_fields[] = {
    {.name = "claims",
     .kind = FIELD_VALUE,
     .offset = offsetof(struct lists, claims),
     .help = "the numbers of each claim"},
    {.name = "files",
     .kind = FIELD_VALUE,
     .offset = offsetof(struct lists, files),
     .help = "the numbers typed into each file"},
};
static const struct field_nest book_nests[] = {
    {"claims", SHAPE_LIST, &claim_table, NULL, NULL},
    {"files", SHAPE_LIST, &file_table, NULL, NULL},
};
static const struct field_table book_table = {
    "file of checked numbers", book_fields, COUNT(book_fields), book_nests, COUNT(book_nests)};

const struct field_table *rules_checked_fields(void)
{
    return &book_table;
}

/* ---- reading
 * ----------------------------------------------------------------------------------*/

static const char *string_of(const struct book *book, struct text text)
{
    return text_string(&book->job->arena, text);
}

static void check_day(const struct book *book, const struct located *on)
{
    struct date date;
    if (on->text.length > 0 && !text_is(on->text, "to-fill") && !date_parse(on->text, &date))
        diag(book->job, DIAG_VALUE_DATE, on->span, "on", string_of(book, on->text), NULL);
}

static void check_numbers(const struct book *book, struct record *record)
{
    if (record->numbers == NULL || record->numbers->kind == VALUE_MAP)
        return;
    diag(book->job, DIAG_VALUE_KIND, record->numbers->span, "numbers",
         "a map of names and lines", "what stands here", "", NULL);
    record->numbers = NULL;
}

static void read_list(struct book *book, const struct value *list,
                      const struct field_table *table, struct map *records)
{
    if (list == NULL)
        return;
    if (list->kind != VALUE_LIST) {
        diag(book->job, DIAG_VALUE_KIND, list->span, table->what, "a list", "what stands here",
             "copy what \"imprimatur dump checked\" prints", NULL);
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        struct record *record = arena_alloc(&book->job->arena, sizeof *record);
        static const struct record none;
        *record = none;
        record->span = list->items[i]->span;
        fields_read(book->job, list->items[i], table->fields, table->count, table->what, 0,
                    record);
        check_day(book, &record->on);
        check_numbers(book, record);
        if (record->name.text.length > 0)
            map_put(records, record->name.text, record);
    }
}

/* The file that the document names; empty where there is none, or after a report. */
static struct book read_book(struct job *job, const struct document *document)
{
    struct book book = {job, map_new(&job->arena), map_new(&job->arena), false};
    const struct located *named = &document->checked;
    if (named->text.length == 0)
        return book;
    struct text path = source_resolve(job, named->text, named->span);
    const struct value *map = path.length > 0 ? value_read(job, path, named->span) : NULL;
    struct lists lists = {NULL, NULL};
    book.unread = map == NULL;
    if (map == NULL || map->kind == VALUE_NULL)
        return book;
    fields_read(job, map, book_table.fields, book_table.count, book_table.what, 0, &lists);
    read_list(&book, lists.claims, &claim_table, &book.claims);
    read_list(&book, lists.files, &file_table, &book.files);
    return book;
}

/* ---- a datum as a line
 * ------------------------------------------------------------------------*/

#define PIECES_MOST 13

/* A piece of the line and where it was written. */
struct piece {
    const char *before; /* what parts it from the piece before it */
    struct text text;
    struct span span;
};

static void add_part(struct piece *parts, size_t *count, const char *before,
                     const struct located *written)
{
    struct piece part = {before, written->text, written->span};
    if (written->text.length > 0)
        parts[(*count)++] = part;
}

/* "27.4 %, 20 to 31, n 185, risk, 24 hours, dean2021, table 2" in pieces; their number. */
static size_t pieces_of(const struct claim_number *number, struct piece *parts)
{
    size_t count = 0;
    struct located measure = {measure_word(number->measure), number->span};
    add_part(parts, &count, "", &number->value.written);
    add_part(parts, &count, " ", &number->unit);
    add_part(parts, &count, ", ", &number->low.written);
    add_part(parts, &count, " to ", &number->high.written);
    add_part(parts, &count, ", level ", &number->level.written);
    add_part(parts, &count, ", n ", &number->n.written);
    add_part(parts, &count, ", events ", &number->events.written);
    add_part(parts, &count, ", ", &measure);
    add_part(parts, &count, ", per ", &number->per);
    add_part(parts, &count, ", ", &number->time_frame);
    add_part(parts, &count, ", ", &number->route);
    add_part(parts, &count, ", ", &number->population);
    add_part(parts, &count, ", ", &number->cite);
    if (number->cite.text.length > 0)
        add_part(parts, &count, ", ", &number->locator);
    return count;
}

static struct text line_of(struct job *job, const struct claim_number *number)
{
    struct piece parts[PIECES_MOST + 1];
    struct buffer out = buffer_new(&job->arena);
    size_t count = pieces_of(number, parts);
    for (size_t i = 0; i < count; i++) {
        buffer_string(&out, parts[i].before);
        buffer_add(&out, parts[i].text);
    }
    return buffer_text(&out);
}

/* The piece where the datum leaves the line that was checked. */
static struct piece first_change(const struct claim_number *number, struct text line)
{
    struct piece parts[PIECES_MOST + 1];
    size_t count = pieces_of(number, parts), at = 0;
    for (size_t i = 0; i < count; i++) {
        struct text rest = text_slice(line, at, line.length);
        size_t before = strlen(parts[i].before), length = before + parts[i].text.length;
        char next = i + 1 < count ? parts[i + 1].before[0] : '\0';
        bool same = text_starts(rest, parts[i].before) &&
                    text_equal(text_slice(rest, before, length), parts[i].text);
        bool ends = length < rest.length ? rest.bytes[length] == next : next == '\0';
        if (!same || (!ends && i == 0))
            return parts[i];
        at += length;
    }
    return parts[count - 1];
}

/* ---- comparing
 * --------------------------------------------------------------------------------*/

#define ANEW                                                                                   \
    "compare it with its source; if it is right, \"imprimatur dump checked\" prints the file " \
    "of "                                                                                      \
    "checked numbers anew"

/* Whether a message stands at that place, or around it: a locator is part of its data. */
static bool reported(const struct book *book, struct span at)
{
    for (size_t i = 0; i < book->job->diags.list.count; i++) {
        const struct diag *diag = &book->job->diags.list.items[i];
        bool own = diag->id == DIAG_DATUM_CHANGED || diag->id == DIAG_CITE_UNKNOWN;
        if (own && diag->span.source == at.source && diag->span.start <= at.start &&
            at.end <= diag->span.end)
            return true;
    }
    return false;
}

static void report(const struct book *book, struct span at, const char *const *parts,
                   const char *hint)
{
    struct buffer out = buffer_new(&book->job->arena);
    for (; *parts != NULL; parts++)
        buffer_string(&out, *parts);
    diag(book->job, DIAG_DATUM_CHANGED, at, string_of(book, buffer_text(&out)), hint, NULL);
}

static void compare_number(const struct book *book, const struct claim_number *number,
                           const struct record *record)
{
    const char *name = string_of(book, number->name);
    const struct value *kept = value_find(record->numbers, name);
    if (kept == NULL) {
        const char *new[] = {"\"", name, "\" was never checked", NULL};
        report(book, number->span, new, ANEW);
        return;
    }
    if (text_equal(kept->text, line_of(book->job, number)))
        return;
    struct piece part = first_change(number, kept->text);
    const char *changed[] = {"\"", string_of(book, part.text),     "\" of \"",
                             name, "\" is not what was checked: ", string_of(book, kept->text),
                             NULL};
    struct span place = part.span.source != 0 ? part.span : number->span;
    if (!reported(book, place))
        report(book, place, changed, ANEW);
}

/* Numbers that were checked and that the claim has no more. */
static void find_lost(const struct book *book, const struct claim *claim,
                      const struct record *record)
{
    const struct value *numbers = record->numbers;
    for (size_t i = 0; numbers != NULL && i < numbers->count; i++) {
        struct text name = numbers->entries[i].key;
        const char *lost[] = {"\"", string_of(book, name), "\" was checked and is gone", NULL};
        if (claim_number(claim, name) == NULL)
            report(book, claim->id.span, lost,
                   "if it was to go, \"imprimatur dump checked\" prints the file of checked "
                   "numbers anew");
    }
}

/* The next word of `text` from byte `*at` on; empty at its end. */
static struct text next_word(struct text text, size_t *at)
{
    while (*at < text.length && text_space(text.bytes[*at]))
        (*at)++;
    size_t start = *at;
    while (*at < text.length && !text_space(text.bytes[*at]))
        (*at)++;
    return text_slice(text, start, *at);
}

static size_t count_words(struct text text)
{
    size_t count = 0;
    for (size_t at = 0; next_word(text, &at).length > 0;)
        count++;
    return count;
}

/* One number more or less than there was: what follows is not compared. */
static void report_shift(const struct book *book, const struct typed *typed, size_t i,
                         struct text was, bool more, struct span whole)
{
    size_t at = i < typed->count ? i : typed->count - 1;
    struct span place = typed->count > 0 ? typed_place(book->job, &typed->items[at]) : whole;
    struct text named = more ? typed->items[i].digits : was;
    const char *parts[] = {"\"", string_of(book, named),
                           more ? "\" was not here" : "\" is gone from here",
                           " since these numbers were checked", NULL};
    report(book, place, parts, ANEW);
}

static void compare_typed(const struct book *book, const struct typed *typed, struct text kept,
                          struct span whole)
{
    size_t wanted = count_words(kept), at = 0;
    for (size_t i = 0; i < typed->count || i < wanted; i++) {
        struct text was = next_word(kept, &at);
        if (i < typed->count && text_equal(was, typed->items[i].digits))
            continue;
        if (typed->count != wanted) {
            report_shift(book, typed, i, was, typed->count > wanted, whole);
            return;
        }
        const char *changed[] = {"\"",
                                 string_of(book, typed->items[i].digits),
                                 "\" was \"",
                                 string_of(book, was),
                                 "\" when it was checked",
                                 NULL};
        struct span place = typed_place(book->job, &typed->items[i]);
        if (!reported(book, place))
            report(book, place, changed, ANEW);
    }
}

static void compare_claim(const struct book *book, const struct claim *claim)
{
    if (claim->faulty)
        return;
    const struct record *record = map_find(&book->claims, claim->id.text);
    struct typed typed = typed_in_claim(book->job, claim);
    const char *never[] = {"the numbers of claim \"", string_of(book, claim->id.text),
                           "\" were never checked", NULL};
    if (record == NULL) {
        if (claim->number_count > 0 || typed.count > 0)
            report(book, claim->id.span, never, ANEW);
        return;
    }
    for (size_t i = 0; i < claim->number_count; i++)
        compare_number(book, &claim->numbers[i], record);
    find_lost(book, claim, record);
    compare_typed(book, &typed, record->typed.text, claim->id.span);
}

static void compare_file(const struct book *book, const struct typed_file *file)
{
    struct text name = source_relative(book->job, file->source);
    const struct record *record = map_find(&book->files, name);
    struct span start = {file->source, 0, 0};
    const char *never[] = {"the numbers typed into this file were never checked", NULL};
    if (record != NULL)
        compare_typed(book, &file->typed, record->typed.text, start);
    else if (file->typed.count > 0)
        report(book, typed_place(book->job, &file->typed.items[0]), never, ANEW);
}

void rule_datum_changed(const struct checks *rules)
{
    const struct document *document = rules->document;
    if (document->checked.text.length == 0)
        return;
    struct book book = read_book(rules->job, document);
    if (book.unread)
        return;
    struct typed_files files = typed_in_files(rules->job, document, rules->prose);
    for (size_t i = 0; i < document->claims->count; i++)
        compare_claim(&book, &document->claims->items[i]);
    for (size_t i = 0; i < files.count; i++)
        compare_file(&book, &files.items[i]);
}

/* ---- writing
 * ----------------------------------------------------------------------------------*/

/* In double quotes, as YAML has them; on one line. */
static void add_quoted(struct buffer *out, struct text text)
{
    buffer_byte(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte == '"' || byte == '\\')
            buffer_byte(out, '\\');
        buffer_byte(out, (unsigned char)byte < 0x20 ? ' ' : byte);
    }
    buffer_byte(out, '"');
}

static void add_key(struct buffer *out, const char *key, struct text text)
{
    buffer_string(out, key);
    add_quoted(out, text);
    buffer_byte(out, '\n');
}

/* Who checked it, where nothing changed since; else nobody yet. */
static void add_signature(struct buffer *out, const struct record *record, bool same)
{
    struct text by = same && record != NULL ? record->by.text : TEXT("");
    struct text on = same && record != NULL ? record->on.text : TEXT("");
    buffer_string(out, "  by: ");
    if (by.length == 0 || text_is(by, "to-fill"))
        buffer_string(out, "to-fill");
    else
        add_quoted(out, by);
    buffer_string(out, "\n  on: ");
    buffer_add(out, on.length == 0 ? TEXT("to-fill") : on);
    buffer_byte(out, '\n');
}

static bool unchanged(const struct book *book, const struct claim *claim,
                      const struct record *record, struct text typed)
{
    bool same = record != NULL && text_equal(record->typed.text, typed) &&
                (record->numbers == NULL ? 0 : record->numbers->count) == claim->number_count;
    for (size_t i = 0; same && i < claim->number_count; i++) {
        const char *name = string_of(book, claim->numbers[i].name);
        const struct value *kept = value_find(record->numbers, name);
        same = kept != NULL && text_equal(kept->text, line_of(book->job, &claim->numbers[i]));
    }
    return same;
}

static void write_claim(const struct book *book, const struct claim *claim, struct buffer *out)
{
    struct typed list = typed_in_claim(book->job, claim);
    struct text typed = typed_words(book->job, &list);
    const struct record *record = map_find(&book->claims, claim->id.text);
    if (claim->number_count == 0 && typed.length == 0)
        return;
    add_key(out, "- claim: ", claim->id.text);
    add_signature(out, record, unchanged(book, claim, record, typed));
    if (claim->number_count > 0)
        buffer_string(out, "  numbers:\n");
    for (size_t i = 0; i < claim->number_count; i++) {
        buffer_string(out, "    ");
        buffer_add(out, claim->numbers[i].name);
        add_key(out, ": ", line_of(book->job, &claim->numbers[i]));
    }
    if (typed.length > 0)
        add_key(out, "  typed: ", typed);
}

static void write_file(const struct book *book, const struct typed_file *file,
                       struct buffer *out)
{
    struct text name = source_relative(book->job, file->source);
    struct text typed = typed_words(book->job, &file->typed);
    const struct record *record = map_find(&book->files, name);
    if (file->typed.count == 0)
        return;
    add_key(out, "- file: ", name);
    add_signature(out, record, record != NULL && text_equal(record->typed.text, typed));
    add_key(out, "  typed: ", typed);
}

/* What other documents have in the same file stays as it is written there. */
static void keep_others(const struct book *book, const struct map *records,
                        const struct map *own, struct buffer *out)
{
    for (size_t i = 0; i < records->count; i++) {
        const struct record *record = records->entries[i].value;
        struct span span = record->span;
        if (map_has(own, record->name.text))
            continue;
        buffer_string(out, "- ");
        buffer_add(out, text_trim(source_text(book->job, span)));
        buffer_byte(out, '\n');
    }
}

void rules_checked_print(struct job *job, const struct document *document, struct buffer *out)
{
    struct book book = read_book(job, document);
    struct typed_files files = typed_in_files(job, document, prose_new(job, document));
    struct map claims = map_new(&job->arena), sources = map_new(&job->arena);
    buffer_string(out, "# Numbers as they were compared with their sources. \"imprimatur dump "
                       "checked\" prints this.\nclaims:\n");
    for (size_t i = 0; i < document->claims->count; i++) {
        const struct claim *claim = &document->claims->items[i];
        map_put(&claims, claim->id.text, NULL);
        write_claim(&book, claim, out);
    }
    keep_others(&book, &book.claims, &claims, out);
    buffer_string(out, "files:\n");
    for (size_t i = 0; i < files.count; i++) {
        map_put(&sources, source_relative(job, files.items[i].source), NULL);
        write_file(&book, &files.items[i], out);
    }
    keep_others(&book, &book.files, &sources, out);
}
