/*
 * Takes a PubMed file (.nbib, MEDLINE format), gives its records. The tags are those of
 * "MEDLINE/PubMed Data Element (Field) Descriptions" of the National Library of Medicine.
 * The one idea: most tags are a row of a table; what PubMed alone knows, retractions, errata
 * and expressions of concern, is kept under "custom".
 */
#include "citation/import.h"
#include "citation/tagged.h"

struct nbib {
    struct importer *importer;
    struct record record;
    bool open;
    bool full_names; /* the record has FAU, so AU repeats them */
    struct buffer keywords;
    struct span keywords_span;
    struct text article_number; /* LID … [pii], for want of pages */
    struct span article_span;
    struct text book; /* BTI */
    struct span book_span;
    bool preprint;
    bool retracted; /* as its type says, which does not say where */
    bool ahead;
};

/* Tags that are one variable as they stand. */
static const struct {
    const char *tag;
    const char *variable;
} plain_tags[] = {
    {"PMID", "PMID"},
    {"VI", "volume"},
    {"IP", "issue"},
    {"TA", "container-title-short"},
    {"PMC", "PMCID"},
    {"AB", "abstract"},
    {"CTI", "collection-title"},
    {"EN", "edition"},
    {"PB", "publisher"},
    {"PL", "publisher-place"},
};

/* Tags that are kept under "custom", as PubMed has them. */
static const struct {
    const char *tag;
    const char *key;
} custom_tags[] = {
    {"RIN", "retraction-in"},
    {"ROF", "retraction-of"},
    {"PRIN", "partial-retraction-in"},
    {"PROF", "partial-retraction-of"},
    {"EIN", "erratum-in"},
    {"EFR", "erratum-for"},
    {"ECI", "expression-of-concern-in"},
    {"ECF", "expression-of-concern-for"},
    {"CRI", "republished-in"},
    {"RPI", "republished-in"},
    {"UIN", "update-in"},
    {"PT", "publication-type"},
};

/* --- values --------------------------------------------------------------------------------
 */

/* "2020 Nov 3" as EDTF; what is neither year, month, season nor day ends the reading. */
struct point {
    struct text year;
    int month;
    int day;
};

static int month_number(struct text word)
{
    static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    static const char *const seasons[] = {"Spring", "Summer", "Autumn", "Winter", "Fall"};
    for (int i = 0; i < 12; i++)
        if (text_starts(word, names[i]))
            return i + 1;
    for (int i = 0; i < 5; i++)
        if (text_is(word, seasons[i]))
            return i == 4 ? 23 : 21 + i;
    return 0;
}

static struct point point_read(struct text text)
{
    struct point point = {{0}, 0, 0};
    for (size_t at = 0; at < text.length;) {
        size_t end = text_find(text, ' ', at);
        struct text word = text_slice(text, at, end);
        int64_t number;
        at = end + 1;
        if (text_number(word, &number) && word.length == 4 && !point.year.length)
            point.year = word;
        else if (text_number(word, &number) && word.length <= 2 && number >= 1 && number <= 31)
            point.day = (int)number;
        else if (month_number(word) && !point.month)
            point.month = month_number(word);
        else
            break;
    }
    return point;
}

static void two_digits(struct buffer *out, int number)
{
    buffer_byte(out, '-');
    buffer_byte(out, (char)('0' + number / 10));
    buffer_byte(out, (char)('0' + number % 10));
}

static void point_write(struct buffer *out, const struct point *point)
{
    buffer_add(out, point->year);
    if (point->month)
        two_digits(out, point->month);
    if (point->month && point->month <= 12 && point->day)
        two_digits(out, point->day);
}

/* "2020 Nov-Dec", "2019 Dec-2020 Jan", "2020 Jan 3-15". */
static void date_add(struct nbib *nbib, const struct tagged_line *line)
{
    struct buffer out = buffer_new(&nbib->importer->job->arena);
    size_t dash = text_find(line->value, '-', 0);
    struct point first = point_read(text_slice(line->value, 0, dash));
    struct point second = point_read(text_slice(line->value, dash + 1, line->value.length));
    if (!first.year.length) {
        record_set(&nbib->record, "issued", line->value, line->span);
        return;
    }
    point_write(&out, &first);
    if (second.year.length || second.month || second.day) {
        second.year = second.year.length ? second.year : first.year;
        second.month = second.month ? second.month : first.month;
        buffer_byte(&out, '/');
        point_write(&out, &second);
    }
    record_set(&nbib->record, "issued", buffer_text(&out), line->span);
}

/* "20201103" */
static void electronic_date(struct nbib *nbib, const struct tagged_line *line)
{
    struct buffer out = buffer_new(&nbib->importer->job->arena);
    int64_t number;
    if (line->value.length != 8 || !text_number(line->value, &number))
        return;
    buffer_add(&out, text_slice(line->value, 0, 4));
    buffer_byte(&out, '-');
    buffer_add(&out, text_slice(line->value, 4, 6));
    buffer_byte(&out, '-');
    buffer_add(&out, text_slice(line->value, 6, 8));
    record_set(&nbib->record, "available-date", buffer_text(&out), line->span);
}

/* A title without the full stop that PubMed closes it with. */
static struct text title_of(struct text text)
{
    bool stop = text_ends(text, ".") && !text_ends(text, "..");
    return stop ? text_slice(text, 0, text.length - 1) : text;
}

/* A journal's title; the library's " : " before a subtitle becomes ": ". */
static struct text journal_of(struct job *job, struct text text)
{
    struct buffer out = buffer_new(&job->arena);
    size_t colon = text_search(text, TEXT(" : "), 0);
    if (colon == text.length)
        return text;
    buffer_add(&out, text_slice(text, 0, colon));
    buffer_add(&out, text_slice(text, colon + 1, text.length));
    return buffer_text(&out);
}

/* "Popova V" as family and spaced initials. */
static struct source_name short_name(struct nbib *nbib, struct text text)
{
    struct source_name name = {0};
    size_t space = text.length;
    struct buffer given = buffer_new(&nbib->importer->job->arena);
    while (space > 0 && text.bytes[space - 1] != ' ')
        space--;
    struct text initials = text_slice(text, space, text.length);
    for (size_t at = 0; at < initials.length;) {
        if (at > 0)
            buffer_byte(&given, ' ');
        buffer_rune(&given, text_next(initials, &at));
    }
    if (space == 0) {
        name.literal = text;
        return name;
    }
    name.family = text_trim(text_slice(text, 0, space));
    name.given = buffer_text(&given);
    return name;
}

static struct text language_of(struct text code)
{
    static const char *const codes[][2] = {
        {"eng", "en"}, {"ger", "de"}, {"fre", "fr"}, {"spa", "es"}, {"ita", "it"},
        {"por", "pt"}, {"dut", "nl"}, {"chi", "zh"}, {"jpn", "ja"}, {"rus", "ru"},
        {"pol", "pl"}, {"dan", "da"}, {"swe", "sv"}, {"nor", "nb"}, {"fin", "fi"},
        {"cze", "cs"}, {"hun", "hu"}, {"tur", "tr"}, {"kor", "ko"}, {"gre", "el"},
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (text_is(code, codes[i][0]))
            return text_of(codes[i][1]);
    return code;
}

/* "e12345" or "12345", as journals without pages number their articles. */
static bool article_number(struct text text)
{
    size_t start = text_starts(text, "e") || text_starts(text, "E");
    int64_t number;
    return text.length < 12 && text_number(text_slice(text, start, text.length), &number);
}

/* "10.1000/x [doi]", "e12345 [pii]" */
static void identifier_add(struct nbib *nbib, const struct tagged_line *line)
{
    size_t bracket = text_find(line->value, '[', 0);
    struct text kind = text_slice(line->value, bracket, line->value.length);
    struct text id = text_trim(text_slice(line->value, 0, bracket));
    if (text_is(kind, "[doi]"))
        record_set(&nbib->record, "DOI", doi_bare(id), line->span);
    if (!text_is(kind, "[pii]") || !text_is(line->tag, "LID") || !article_number(id))
        return;
    nbib->article_number = id;
    nbib->article_span = line->span;
}

static void number_add(struct nbib *nbib, const char *key, const struct tagged_line *line)
{
    size_t bracket = text_find(line->value, '(', 0);
    record_set(&nbib->record, key, text_slice(line->value, 0, bracket), line->span);
}

/* --- records -------------------------------------------------------------------------------
 */

static void record_start(struct nbib *nbib, struct span span)
{
    struct importer *importer = nbib->importer;
    *nbib = (struct nbib){.importer = importer, .open = true};
    nbib->record = record_new(importer, span);
    nbib->keywords = buffer_new(&importer->job->arena);
}

static void record_types(struct nbib *nbib)
{
    struct record *record = &nbib->record;
    bool chapter = nbib->book.length && record_has(record, "title");
    if (chapter)
        record_set(record, "container-title", nbib->book, nbib->book_span);
    record_set(record, "title", nbib->book, nbib->book_span);
    if (!nbib->book.length) {
        record_drop(record, "publisher");
        record_drop(record, "publisher-place");
    }
    struct text type = chapter             ? TEXT("chapter")
                       : nbib->book.length ? TEXT("book")
                       : nbib->preprint    ? TEXT("article")
                                           : TEXT("article-journal");
    record_set(record, "type", type, record->span);
}

static void record_end(struct nbib *nbib)
{
    struct record *record = &nbib->record;
    if (!nbib->open)
        return;
    nbib->open = false;
    if (!record_has(record, "title") && !nbib->book.length)
        importer_fault(nbib->importer, record->span, "this record has no title (TI or BTI)",
                       NULL);
    record_types(nbib);
    record_set(record, "page", nbib->article_number, nbib->article_span);
    record_set(record, "keyword", buffer_text(&nbib->keywords), nbib->keywords_span);
    if (nbib->ahead && !record_has(record, "volume"))
        record_set(record, "status", TEXT("advance online publication"), record->span);
    if (nbib->retracted)
        record_custom(record, "retracted", TEXT("true"), record->span);
    if (nbib->preprint)
        server_apply(record);
    record_close(record);
}

static void name_add(struct nbib *nbib, const struct tagged_line *line)
{
    bool group = text_is(line->tag, "CN");
    bool full = text_is(line->tag, "FAU") || text_is(line->tag, "FED");
    const char *role = text_ends(line->tag, "ED") ? "editor" : "author";
    nbib->full_names = nbib->full_names || full;
    if (!group && !full && nbib->full_names)
        return;
    struct source_name name =
        full || group ? name_inverted(line->value, group) : short_name(nbib, line->value);
    record_name(&nbib->record, role, &name, line->span);
}

static void keyword_add(struct nbib *nbib, const struct tagged_line *line)
{
    struct text word = line->value;
    if (text_starts(word, "*"))
        word = text_slice(word, 1, word.length);
    if (nbib->keywords.length)
        buffer_string(&nbib->keywords, ", ");
    else
        nbib->keywords_span = line->span;
    buffer_add(&nbib->keywords, word);
}

static bool in_table(struct nbib *nbib, const struct tagged_line *line)
{
    for (size_t i = 0; i < sizeof plain_tags / sizeof *plain_tags; i++)
        if (text_is(line->tag, plain_tags[i].tag)) {
            record_set(&nbib->record, plain_tags[i].variable, line->value, line->span);
            return true;
        }
    for (size_t i = 0; i < sizeof custom_tags / sizeof *custom_tags; i++)
        if (text_is(line->tag, custom_tags[i].tag)) {
            record_custom(&nbib->record, custom_tags[i].key, line->value, line->span);
            nbib->preprint = nbib->preprint || text_is(line->value, "Preprint");
            nbib->retracted = nbib->retracted || text_is(line->value, "Retracted Publication");
            return true;
        }
    return false;
}

static bool name_tag(struct text tag)
{
    return text_is(tag, "FAU") || text_is(tag, "AU") || text_is(tag, "CN") ||
           text_is(tag, "FED") || text_is(tag, "ED");
}

static void line_add(struct nbib *nbib, const struct tagged_line *line)
{
    struct record *record = &nbib->record;
    struct job *job = nbib->importer->job;
    if (in_table(nbib, line))
        return;
    if (name_tag(line->tag)) {
        name_add(nbib, line);
    } else if (text_is(line->tag, "TI")) {
        record_set(record, "title", title_of(line->value), line->span);
    } else if (text_is(line->tag, "TT")) {
        record_set(record, "original-title", title_of(line->value), line->span);
    } else if (text_is(line->tag, "JT")) {
        record_set(record, "container-title", journal_of(job, line->value), line->span);
    } else if (text_is(line->tag, "BTI")) {
        nbib->book = title_of(line->value);
        nbib->book_span = line->span;
    } else if (text_is(line->tag, "DP")) {
        date_add(nbib, line);
    } else if (text_is(line->tag, "DEP")) {
        electronic_date(nbib, line);
    } else if (text_is(line->tag, "PG")) {
        record_set(record, "page", pages_full(job, line->value), line->span);
    } else if (text_is(line->tag, "LID") || text_is(line->tag, "AID")) {
        identifier_add(nbib, line);
    } else if (text_is(line->tag, "IS")) {
        number_add(nbib, "ISSN", line);
    } else if (text_is(line->tag, "ISBN")) {
        number_add(nbib, "ISBN", line);
    } else if (text_is(line->tag, "LA")) {
        record_set(record, "language", language_of(line->value), line->span);
    } else if (text_is(line->tag, "OT")) {
        keyword_add(nbib, line);
    } else if (text_is(line->tag, "PST")) {
        nbib->ahead = text_is(line->value, "aheadofprint");
    }
}

/* Lines before the first record are one fault, however many they are. */
static void stray_report(struct importer *importer, struct span span, bool *reported)
{
    if (!*reported)
        importer_fault(importer, span, "a record starts with its PMID",
                       "save it from PubMed again: \"Send to: Citation manager\"");
    *reported = true;
}

void nbib_read(struct importer *importer)
{
    bool stray = false;
    struct tagged tagged = {importer, 0, 4};
    struct nbib nbib = {.importer = importer};
    struct tagged_line line;
    while (!importer->tree.failed && tagged_next(&tagged, &line)) {
        if (line.blank)
            continue;
        if (text_is(line.tag, "PMID")) {
            record_end(&nbib);
            record_start(&nbib, line.tag_span);
        }
        if (!line.tag.length)
            importer_fault(importer, line.span, "this line has no tag",
                           "a value that goes on is indented by six spaces");
        else if (nbib.open)
            line_add(&nbib, &line);
        else
            stray_report(importer, line.tag_span, &stray);
    }
    record_end(&nbib);
}
