/*
 * Takes a reference as RIS tags, gives a record.
 * The one idea: the dialects differ in which tag holds what, so every variable asks its tags in
 * order of trust and takes the first that has a value.
 */
#include "citation/reference.h"

static const struct {
    const char *ris;
    const char *csl;
} types[] = {
    {"JOUR", "article-journal"},
    {"EJOUR", "article-journal"},
    {"ABST", "article-journal"},
    {"INPR", "article-journal"},
    {"JFULL", "periodical"},
    {"MGZN", "article-magazine"},
    {"NEWS", "article-newspaper"},
    {"BOOK", "book"},
    {"EBOOK", "book"},
    {"EDBOOK", "book"},
    {"SER", "book"},
    {"CTLG", "book"},
    {"CHAP", "chapter"},
    {"ECHAP", "chapter"},
    {"CONF", "paper-conference"},
    {"CPAPER", "paper-conference"},
    {"THES", "thesis"},
    {"RPRT", "report"},
    {"GOVDOC", "report"},
    {"ELEC", "webpage"},
    {"WEB", "webpage"},
    {"BLOG", "post-weblog"},
    {"ICOMM", "personal_communication"},
    {"PCOMM", "personal_communication"},
    {"UNPB", "manuscript"},
    {"UNPD", "manuscript"},
    {"MANSCPT", "manuscript"},
    {"PREPRINT", "article"},
    {"DATA", "dataset"},
    {"DBASE", "dataset"},
    {"AGGR", "dataset"},
    {"COMP", "software"},
    {"PAT", "patent"},
    {"STAT", "legislation"},
    {"LEGAL", "legislation"},
    {"CASE", "legal_case"},
    {"BILL", "bill"},
    {"UNBILL", "bill"},
    {"HEAR", "hearing"},
    {"STAND", "standard"},
    {"MAP", "map"},
    {"ART", "graphic"},
    {"FIGURE", "figure"},
    {"CHART", "graphic"},
    {"VIDEO", "motion_picture"},
    {"MPCT", "motion_picture"},
    {"ADVS", "motion_picture"},
    {"SOUND", "song"},
    {"MUSIC", "musical_score"},
    {"SLIDE", "speech"},
    {"ENCYC", "entry-encyclopedia"},
    {"DICT", "entry-dictionary"},
    {"PAMP", "pamphlet"},
    {"CLSWK", "classic"},
    {"GRANT", "document"},
    {"EQUA", "document"},
    {"MULTI", "document"},
    {"GEN", "document"},
};

void reference_add(struct reference *reference, const char *tag, struct text text,
                   struct span span)
{
    text = text_trim(text);
    if (!text.length)
        return;
    *array_push(&reference->importer->job->arena, &reference->fields) =
        (struct reference_field){{tag[0], tag[1], '\0'}, text, span};
}

static bool tag_is(const struct reference_field *field, const char *tag)
{
    return field->tag[0] == tag[0] && field->tag[1] == tag[1];
}

/* The first field with one of the tags, which are tried in order ("TI T1 CT"), or NULL. */
static const struct reference_field *find(const struct reference *reference, const char *tags)
{
    for (const char *tag = tags; *tag; tag += tag[2] ? 3 : 2)
        for (size_t i = 0; i < reference->fields.count; i++)
            if (tag_is(&reference->fields.items[i], tag))
                return &reference->fields.items[i];
    return NULL;
}

static void take(struct record *record, const struct reference *reference, const char *key,
                 const char *tags)
{
    const struct reference_field *field = find(reference, tags);
    if (field)
        record_set(record, key, field->text, field->span);
}

/* --- type ----------------------------------------------------------------------------------
 */

static const char *type_of(const struct reference *reference)
{
    struct job *job = reference->importer->job;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (text_is(reference->type, types[i].ris))
            return types[i].csl;
    diag(job, DIAG_SOURCE_TYPE, reference->type_span, text_string(&job->arena, reference->type),
         NULL);
    return "document";
}

/* Whether the thing is part of a container that T2 names. */
static bool contained(struct text type)
{
    return text_starts(type, "article") || text_starts(type, "entry") ||
           text_is(type, "chapter") || text_is(type, "paper-conference") ||
           text_is(type, "webpage") || text_is(type, "post-weblog") ||
           text_is(type, "document");
}

/* --- names ---------------------------------------------------------------------------------
 */

static void take_names(struct record *record, const struct reference *reference,
                       const char *key, const char *tags)
{
    for (size_t i = 0; i < reference->fields.count; i++) {
        const struct reference_field *field = &reference->fields.items[i];
        bool wanted = false;
        for (const char *tag = tags; *tag; tag += tag[2] ? 3 : 2)
            wanted = wanted || tag_is(field, tag);
        if (!wanted)
            continue;
        struct source_name name = name_inverted(field->text, false);
        record_name(record, key, &name, field->span);
    }
}

/* --- dates ---------------------------------------------------------------------------------
 */

/* "2020/11/03/", "2020//", "2020-11-03" as EDTF, or empty text. */
static struct text date_of(struct job *job, struct text text)
{
    struct buffer out = buffer_new(&job->arena);
    size_t parts = 0;
    for (size_t at = 0; at <= text.length && parts < 3; parts++) {
        size_t end = at;
        while (end < text.length && text.bytes[end] != '/' && text.bytes[end] != '-')
            end++;
        struct text part = text_trim(text_slice(text, at, end));
        int64_t number;
        if (!text_number(part, &number) || (parts == 0 && part.length != 4) ||
            (parts > 0 && (number < 1 || number > (parts == 1 ? 12 : 31))))
            break;
        if (parts > 0)
            buffer_string(&out, part.length == 1 ? "-0" : "-");
        buffer_add(&out, part);
        at = end + 1;
    }
    return buffer_text(&out);
}

/* What stands behind the third slash: "2020///Spring". */
static struct text date_rest(struct text text)
{
    size_t at = 0;
    for (int i = 0; i < 3 && at < text.length; i++)
        at = text_find(text, '/', at) + 1;
    return text_trim(text_slice(text, at, text.length));
}

/* The year's tag and the full date's: the longer of the two where they agree in the year. */
static void take_issued(struct record *record, const struct reference *reference)
{
    struct job *job = reference->importer->job;
    const struct reference_field *year = find(reference, "PY Y1");
    const struct reference_field *full = find(reference, "DA");
    struct text first = year ? date_of(job, year->text) : (struct text){0};
    struct text second = full ? date_of(job, full->text) : (struct text){0};
    bool agree = text_equal(text_slice(first, 0, 4), text_slice(second, 0, 4));
    if (second.length && (!first.length || (agree && second.length > first.length)))
        record_set(record, "issued", second, full->span);
    if (year && first.length == 4 && date_rest(year->text).length) {
        struct buffer out = buffer_new(&job->arena);
        buffer_add(&out, date_rest(year->text));
        buffer_byte(&out, ' ');
        buffer_add(&out, first);
        record_set(record, "issued", buffer_text(&out), year->span);
    }
    if (year)
        record_set(record, "issued", first.length ? first : year->text, year->span);
    if (full)
        record_set(record, "issued", full->text, full->span);
}

static void take_accessed(struct record *record, const struct reference *reference)
{
    const struct reference_field *field = find(reference, "Y2");
    if (!field)
        return;
    struct text date = date_of(reference->importer->job, field->text);
    record_set(record, "accessed", date.length ? date : field->text, field->span);
}

/* --- containers, numbers -------------------------------------------------------------------
 */

/* JO holds the full title in some dialects and the abbreviation in others: beside a longer
 * title it is the abbreviation. */
static void take_container(struct record *record, const struct reference *reference)
{
    const struct reference_field *full = find(reference, "JF T2 BT");
    const struct reference_field *either = find(reference, "JO");
    take(record, reference, "container-title-short", "J2 JA J1");
    if (full)
        record_set(record, "container-title", full->text, full->span);
    if (full && either && either->text.length < full->text.length)
        record_set(record, "container-title-short", either->text, either->span);
    take(record, reference, "container-title", "JO J2 JA J1");
}

static bool whole_range(struct text text)
{
    return text_find(text, '-', 0) < text.length ||
           text_search(text, TEXT("\u2013"), 0) < text.length;
}

static void take_pages(struct record *record, const struct reference *reference)
{
    struct job *job = reference->importer->job;
    const struct reference_field *start = find(reference, "SP");
    const struct reference_field *end = find(reference, "EP");
    if (text_is(record_text(record, "type"), "book")) {
        take(record, reference, "number-of-pages", "SP");
        return;
    }
    if (start) {
        struct buffer range = buffer_new(&job->arena);
        buffer_add(&range, start->text);
        if (end && !whole_range(start->text) && !text_equal(start->text, end->text)) {
            buffer_byte(&range, '-');
            buffer_add(&range, end->text);
        }
        record_set(record, "page", pages_full(job, buffer_text(&range)), start->span);
    }
    take(record, reference, "page", "C7");
}

static void take_numbers(struct record *record, const struct reference *reference)
{
    struct text type = record_text(record, "type");
    bool part = text_starts(type, "article") || text_is(type, "periodical");
    take(record, reference, "volume", "VL VO");
    if (part || text_is(type, "paper-conference"))
        take(record, reference, "issue", "IS");
    else if (text_is(type, "book") || text_is(type, "chapter"))
        take(record, reference, "collection-number", "IS");
    else
        take(record, reference, "number", "IS M1 SN");
    take_pages(record, reference);
    const struct reference_field *serial = find(reference, "SN");
    if (serial && !record_has(record, "number"))
        record_set(record, text_find(serial->text, '-', 0) == 4 ? "ISSN" : "ISBN", serial->text,
                   serial->span);
}

/* --- identifiers ---------------------------------------------------------------------------
 */

static bool doi_like(struct text text)
{
    return text_starts(doi_bare(text), "10.") && text_find(text, '/', 0) < text.length;
}

static bool pubmed_number(struct text text)
{
    int64_t number;
    return text.length <= 8 && text_number(text, &number);
}

/* Whether the record says that it comes from PubMed, so that AN is a PMID. */
static bool from_pubmed(const struct reference *reference)
{
    for (size_t i = 0; i < reference->fields.count; i++) {
        const struct reference_field *field = &reference->fields.items[i];
        struct text text = field->text;
        if ((tag_is(field, "DB") || tag_is(field, "DP")) &&
            (text_starts(text, "PubMed") || text_starts(text, "MEDLINE") ||
             text_starts(text, "Medline") || text_starts(text, "NLM")))
            return true;
    }
    return false;
}

static void take_identifiers(struct record *record, const struct reference *reference)
{
    bool pubmed = from_pubmed(reference);
    for (size_t i = 0; i < reference->fields.count; i++) {
        const struct reference_field *field = &reference->fields.items[i];
        bool named = tag_is(field, "DO") || tag_is(field, "DI");
        bool link = tag_is(field, "UR") || tag_is(field, "M3") || tag_is(field, "L3");
        if (named || (link && doi_like(field->text)))
            record_set(record, "DOI", doi_bare(field->text), field->span);
        if (tag_is(field, "UR") && !doi_like(field->text))
            record_set(record, "URL", field->text, field->span);
        if (tag_is(field, "C2") && text_starts(field->text, "PMC"))
            record_set(record, "PMCID", field->text, field->span);
        if (tag_is(field, "AN") && pubmed && pubmed_number(field->text))
            record_set(record, "PMID", field->text, field->span);
        if (tag_is(field, "ID") && key_usable(field->text))
            record_set(record, "id", field->text, field->span);
    }
}

static void take_words(struct record *record, const struct reference *reference)
{
    struct buffer words = buffer_new(&reference->importer->job->arena);
    struct span span = record->span;
    for (size_t i = 0; i < reference->fields.count; i++) {
        const struct reference_field *field = &reference->fields.items[i];
        if (!tag_is(field, "KW"))
            continue;
        if (words.length)
            buffer_string(&words, ", ");
        else
            span = field->span;
        buffer_add(&words, field->text);
    }
    record_set(record, "keyword", buffer_text(&words), span);
}

static void take_genre(struct record *record, const struct reference *reference)
{
    const struct reference_field *field = find(reference, "M3");
    struct text type = record_text(record, "type");
    if (text_is(reference->type, "INPR"))
        record_set(record, "status", TEXT("in press"), reference->type_span);
    if (text_is(reference->type, "PREPRINT"))
        record_set(record, "genre", TEXT("preprint"), reference->type_span);
    if (field && !doi_like(field->text) && !text_is(type, "article-journal"))
        record_set(record, "genre", field->text, field->span);
}

void reference_close(struct reference *reference)
{
    struct record record = record_new(reference->importer, reference->span);
    record_set(&record, "type", text_of(type_of(reference)), reference->type_span);
    struct text type = record_text(&record, "type");
    take_identifiers(&record, reference);
    take(&record, reference, "title", text_is(type, "book") ? "TI T1 BT CT" : "TI T1 CT");
    take(&record, reference, "title-short", "ST");
    take(&record, reference, "original-title", "TT");
    take_names(&record, reference, "author", "AU A1");
    take_names(&record, reference, "editor", "A2 ED");
    take_names(&record, reference, "collection-editor", "A3");
    take_names(&record, reference, "translator", "A4 TA");
    if (contained(type))
        take_container(&record, reference);
    take(&record, reference, "collection-title", contained(type) ? "T3" : "T2 T3");
    take_issued(&record, reference);
    take_accessed(&record, reference);
    take_numbers(&record, reference);
    take(&record, reference, "number-of-volumes", "NV");
    take(&record, reference, "edition", "ET");
    take(&record, reference, "publisher", "PB");
    take(&record, reference, "publisher-place", "CY PP");
    take(&record, reference, "language", "LA");
    take(&record, reference, "call-number", "CN");
    take(&record, reference, "abstract", "AB N2");
    take(&record, reference, "note", "N1");
    take_words(&record, reference);
    take_genre(&record, reference);
    server_apply(&record);
    record_close(&record);
}
