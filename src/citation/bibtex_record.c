/*
 * Takes an entry of BibTeX or BibLaTeX with its parents' fields, gives a record.
 * The one idea: what a field means depends on the type of its entry only for titles, numbers
 * and publishers; everything else is a row of a table.
 */
#include "citation/bibtex.h"

struct bib_mapper {
    struct bib_file *file;
    const struct bib_entry *entry;
    struct record record;
    struct text type; /* of CSL */
};

static const struct {
    const char *bib;
    const char *csl;
    const char *genre;
} types[] = {
    {"article", "article-journal", NULL},
    {"suppperiodical", "article-journal", NULL},
    {"review", "review", NULL},
    {"periodical", "periodical", NULL},
    {"book", "book", NULL},
    {"mvbook", "book", NULL},
    {"collection", "book", NULL},
    {"mvcollection", "book", NULL},
    {"proceedings", "book", NULL},
    {"mvproceedings", "book", NULL},
    {"reference", "book", NULL},
    {"mvreference", "book", NULL},
    {"manual", "book", NULL},
    {"booklet", "pamphlet", NULL},
    {"inbook", "chapter", NULL},
    {"bookinbook", "chapter", NULL},
    {"suppbook", "chapter", NULL},
    {"incollection", "chapter", NULL},
    {"suppcollection", "chapter", NULL},
    {"inreference", "entry", NULL},
    {"inproceedings", "paper-conference", NULL},
    {"conference", "paper-conference", NULL},
    {"thesis", "thesis", NULL},
    {"phdthesis", "thesis", "PhD thesis"},
    {"mastersthesis", "thesis", "Master’s thesis"},
    {"report", "report", NULL},
    {"techreport", "report", NULL},
    {"online", "webpage", NULL},
    {"electronic", "webpage", NULL},
    {"www", "webpage", NULL},
    {"unpublished", "manuscript", NULL},
    {"misc", "document", NULL},
    {"patent", "patent", NULL},
    {"dataset", "dataset", NULL},
    {"data", "dataset", NULL},
    {"software", "software", NULL},
    {"standard", "standard", NULL},
    {"letter", "personal_communication", NULL},
    {"legislation", "legislation", NULL},
    {"legal", "treaty", NULL},
    {"jurisdiction", "legal_case", NULL},
    {"image", "graphic", NULL},
    {"artwork", "graphic", NULL},
    {"audio", "song", NULL},
    {"music", "song", NULL},
    {"video", "motion_picture", NULL},
    {"movie", "motion_picture", NULL},
    {"performance", "performance", NULL},
    {"commentary", "document", NULL},
    {"customa", "document", NULL},
};

/* Fields that are one variable, whatever the type. */
static const struct {
    const char *field;
    const char *variable;
    unsigned mode;
    bool verbatim;
} plain_fields[] = {
    {"shorttitle", "title-short", LATEX_TITLE, false},
    {"origtitle", "original-title", LATEX_TITLE, false},
    {"origpublisher", "original-publisher", LATEX_PLAIN, false},
    {"origlocation", "original-publisher-place", LATEX_PLAIN, false},
    {"shortjournal", "container-title-short", LATEX_PLAIN, false},
    {"volume", "volume", LATEX_PLAIN, false},
    {"volumes", "number-of-volumes", LATEX_PLAIN, false},
    {"pagetotal", "number-of-pages", LATEX_PLAIN, false},
    {"chapter", "chapter-number", LATEX_PLAIN, false},
    {"part", "part-number", LATEX_PLAIN, false},
    {"version", "version", LATEX_PLAIN, false},
    {"eventtitle", "event-title", 0, false},
    {"venue", "event-place", LATEX_PLAIN, false},
    {"doi", "DOI", 0, true},
    {"url", "URL", 0, true},
    {"isbn", "ISBN", 0, true},
    {"issn", "ISSN", 0, true},
    {"pmid", "PMID", 0, true},
    {"pmcid", "PMCID", 0, true},
    {"pmc", "PMCID", 0, true},
    {"library", "call-number", LATEX_PLAIN, false},
    {"lccn", "call-number", LATEX_PLAIN, false},
    {"abstract", "abstract", 0, false},
    {"annotation", "annote", LATEX_LINES, false},
    {"annote", "annote", LATEX_LINES, false},
    {"language", "language", LATEX_PLAIN, false},
};

static const struct {
    const char *field;
    const char *role;
} name_fields[] = {
    {"author", "author"},         {"editor", "editor"},
    {"translator", "translator"}, {"bookauthor", "container-author"},
    {"director", "director"},     {"holder", "author"},
    {"shortauthor", NULL},
};

/* Fields that say nothing CSL knows, or that are read by name below; known so that a slip such
 * as "auhtor" can be told from a field of somebody's own. */
static const char *const other_fields[] = {
    "title",       "subtitle",    "titleaddon",   "journal",       "journaltitle",
    "booktitle",   "maintitle",   "series",       "number",        "issue",
    "pages",       "eid",         "year",         "month",         "date",
    "urldate",     "origdate",    "eventdate",    "publisher",     "location",
    "address",     "institution", "organization", "school",        "howpublished",
    "type",        "note",        "addendum",     "keywords",      "edition",
    "eprint",      "eprinttype",  "eprintclass",  "archiveprefix", "primaryclass",
    "langid",      "pubstate",    "options",      "crossref",      "xdata",
    "xref",        "file",        "booksubtitle", "mainsubtitle",  "journalsubtitle",
    "day",         "editortype",  "entrysubtype", "owner",         "timestamp",
    "keyword",     "copyright",   "hyphenation",  "urlyear",       "numpages",
    "nationality", "contents",    "issuetitle",   "advisor",       "book"};

/* --- fields --------------------------------------------------------------------------------
 */

static struct text decoded(struct bib_mapper *mapper, const struct bib_field *field,
                           unsigned mode)
{
    if (!field)
        return (struct text){0};
    return text_trim(latex_text(mapper->file->importer, field->value, mode, field->span));
}

/* The first of the fields that is there; `names` are parted by spaces. */
static const struct bib_field *find_first(const struct bib_mapper *mapper, const char *names)
{
    struct text list = text_of(names);
    for (size_t at = 0; at < list.length;) {
        size_t end = text_find(list, ' ', at);
        struct text name = text_slice(list, at, end);
        for (size_t i = 0; i < mapper->entry->fields.count; i++)
            if (text_equal(mapper->entry->fields.items[i].name, name))
                return &mapper->entry->fields.items[i];
        at = end + 1;
    }
    return NULL;
}

static void set_first(struct bib_mapper *mapper, const char *key, const char *names,
                      unsigned mode)
{
    const struct bib_field *field = find_first(mapper, names);
    if (field)
        record_set(&mapper->record, key, decoded(mapper, field, mode), field->span);
}

static bool type_is(const struct bib_mapper *mapper, const char *type)
{
    return text_is(mapper->type, type);
}

/* --- titles --------------------------------------------------------------------------------
 */

/* "Title: subtitle", or without the colon behind a question or exclamation mark. */
static void title_set(struct bib_mapper *mapper, const char *key, const char *title,
                      const char *subtitle)
{
    const struct bib_field *first = find_first(mapper, title);
    const struct bib_field *second = find_first(mapper, subtitle);
    struct text head = decoded(mapper, first, LATEX_TITLE);
    struct text tail = decoded(mapper, second, LATEX_TITLE);
    struct buffer whole = buffer_new(&mapper->file->importer->job->arena);
    if (!first)
        return;
    buffer_add(&whole, head);
    if (tail.length)
        buffer_string(&whole, text_ends(head, "?") || text_ends(head, "!") ? " " : ": ");
    buffer_add(&whole, tail);
    record_set(&mapper->record, key, buffer_text(&whole), first->span);
}

static void titles(struct bib_mapper *mapper)
{
    bool part = text_starts(mapper->type, "article") || type_is(mapper, "chapter") ||
                type_is(mapper, "paper-conference") || type_is(mapper, "entry");
    bool multi = find_first(mapper, "maintitle") != NULL;
    if (multi && type_is(mapper, "book")) {
        title_set(mapper, "title", "maintitle", "mainsubtitle");
        title_set(mapper, "volume-title", "title", "subtitle");
    }
    title_set(mapper, "title", "title", "subtitle");
    if (multi && part) {
        title_set(mapper, "container-title", "maintitle", "mainsubtitle");
        title_set(mapper, "volume-title", "booktitle", "booksubtitle");
    }
    title_set(mapper, "container-title", "journaltitle journal booktitle",
              find_first(mapper, "journaltitle journal") ? "journalsubtitle" : "booksubtitle");
    set_first(mapper, "collection-title", "series", LATEX_TITLE);
}

/* --- dates ---------------------------------------------------------------------------------
 */

static int month_of(struct text word)
{
    static const char *const names[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};
    for (int i = 0; word.length >= 3 && i < 12; i++)
        if ((word.bytes[0] | 32) == names[i][0] && (word.bytes[1] | 32) == names[i][1] &&
            (word.bytes[2] | 32) == names[i][2])
            return i + 1;
    return 0;
}

/* What BibTeX's month field says: "nov", 11, nov # "~3", "nov/dec". */
struct month {
    int first;
    int second;
    int day;
};

static struct month month_read(struct text text)
{
    struct month month = {0};
    for (size_t at = 0; at < text.length;) {
        int64_t number;
        size_t start = at;
        bool digits = text_digit(text.bytes[at]);
        while (at < text.length &&
               (digits ? text_digit(text.bytes[at]) : text_alpha(text.bytes[at])))
            at++;
        struct text word = text_slice(text, start, at);
        at += at == start;
        int named = month_of(word);
        if (!named && text_number(word, &number) && number >= 1 && number <= 31) {
            if (month.first || number > 12)
                month.day = month.day ? month.day : (int)number;
            else
                named = (int)number;
        }
        if (named && !month.first)
            month.first = named;
        else if (named && !month.second)
            month.second = named;
    }
    return month;
}

static void part_add(struct buffer *out, int number)
{
    if (number == 0)
        return;
    buffer_string(out, number < 10 ? "-0" : "-");
    buffer_number(out, number);
}

/* "year", "month" and "day" as EDTF; a year that is no number stands as it is. */
static void issued_set(struct bib_mapper *mapper, const struct bib_field *year)
{
    struct text text = decoded(mapper, year, LATEX_PLAIN);
    const struct bib_field *month_field = find_first(mapper, "month");
    const struct bib_field *day = find_first(mapper, "day");
    struct buffer out = buffer_new(&mapper->file->importer->job->arena);
    struct month month = month_read(decoded(mapper, month_field, LATEX_PLAIN));
    int64_t number;
    if (text_number(text, &number) && text.length == 4) {
        buffer_add(&out, text);
        if (month.first && text_number(decoded(mapper, day, LATEX_PLAIN), &number) &&
            number >= 1 && number <= 31)
            month.day = (int)number;
        part_add(&out, month.first);
        part_add(&out, month.first && !month.second ? month.day : 0);
        if (month.second) {
            buffer_byte(&out, '/');
            buffer_add(&out, text);
            part_add(&out, month.second);
        }
        text = buffer_text(&out);
    }
    record_set(&mapper->record, "issued", text, year->span);
}

/* BibLaTeX's dates are EDTF; a time of day is cut off. */
static void date_set(struct bib_mapper *mapper, const char *key, const char *name)
{
    const struct bib_field *field = find_first(mapper, name);
    if (!field)
        return;
    struct text text = latex_verbatim(mapper->file->importer->job, field->value);
    size_t time = text_find(text, 'T', 0);
    if (time == 10)
        text = text_slice(text, 0, time);
    record_set(&mapper->record, key, text, field->span);
}

static void dates(struct bib_mapper *mapper)
{
    const struct bib_field *year = find_first(mapper, "year");
    date_set(mapper, "issued", "date");
    if (year && !record_has(&mapper->record, "issued"))
        issued_set(mapper, year);
    date_set(mapper, "accessed", "urldate");
    date_set(mapper, "original-date", "origdate");
    date_set(mapper, "event-date", "eventdate");
}

/* --- numbers, publishers -------------------------------------------------------------------
 */

static void numbers(struct bib_mapper *mapper)
{
    const struct bib_field *pages = find_first(mapper, "pages");
    bool journal = text_starts(mapper->type, "article") || type_is(mapper, "periodical") ||
                   type_is(mapper, "review");
    bool series = type_is(mapper, "book") || type_is(mapper, "chapter") ||
                  type_is(mapper, "paper-conference");
    set_first(mapper,
              journal  ? "issue"
              : series ? "collection-number"
                       : "number",
              "number", LATEX_PLAIN);
    if (journal)
        set_first(mapper, "issue", "issue", LATEX_PLAIN);
    if (pages)
        record_set(&mapper->record, "page",
                   pages_full(mapper->file->importer->job,
                              latex_verbatim(mapper->file->importer->job, pages->value)),
                   pages->span);
    set_first(mapper, "page", "eid", LATEX_PLAIN);
}

/* "Second", "2nd" → 2; "2nd revised edition" stays. */
static void edition(struct bib_mapper *mapper)
{
    static const char *const words[] = {"first", "second",  "third",  "fourth", "fifth",
                                        "sixth", "seventh", "eighth", "ninth",  "tenth"};
    const struct bib_field *field = find_first(mapper, "edition");
    struct text text = decoded(mapper, field, LATEX_PLAIN);
    size_t digits = 0;
    if (!field || !text.length)
        return;
    while (digits < text.length && text_digit(text.bytes[digits]))
        digits++;
    struct text rest = text_slice(text, digits, text.length);
    if (digits && (text_is(rest, "st") || text_is(rest, "nd") || text_is(rest, "rd") ||
                   text_is(rest, "th")))
        text = text_slice(text, 0, digits);
    for (int i = 0; i < 10; i++) {
        struct text tail = text_of(words[i] + 1);
        if (text_equal(text_slice(text, 1, text.length), tail) &&
            (text.bytes[0] | 32) == words[i][0]) {
            struct buffer out = buffer_new(&mapper->file->importer->job->arena);
            buffer_number(&out, i + 1);
            text = buffer_text(&out);
        }
    }
    record_set(&mapper->record, "edition", text, field->span);
}

/* A list of publishers or places: "A and {B and C}" → "A; B and C". */
static void list_set(struct bib_mapper *mapper, const char *key, const char *names)
{
    const struct bib_field *field = find_first(mapper, names);
    struct importer *importer = mapper->file->importer;
    struct buffer out = buffer_new(&importer->job->arena);
    for (size_t at = 0; field && at < field->value.length;) {
        size_t end = bib_find_and(field->value, at);
        struct text part = text_slice(field->value, at, end);
        if (at > 0)
            buffer_string(&out, "; ");
        buffer_add(&out, text_trim(latex_text(importer, part, LATEX_PLAIN, field->span)));
        at = end + 4;
    }
    if (field)
        record_set(&mapper->record, key, buffer_text(&out), field->span);
}

static void publishers(struct bib_mapper *mapper)
{
    const struct bib_field *how = find_first(mapper, "howpublished");
    struct text words = how ? how->value : (struct text){0};
    bool link = text_search(words, TEXT("\\url"), 0) < words.length ||
                text_search(words, TEXT("http"), 0) < words.length;
    if (type_is(mapper, "thesis"))
        list_set(mapper, "publisher", "school institution publisher organization");
    else if (type_is(mapper, "report"))
        list_set(mapper, "publisher", "institution publisher organization");
    else if (type_is(mapper, "webpage"))
        list_set(mapper, "publisher", "publisher organization institution");
    else
        list_set(mapper, "publisher", "publisher institution organization school");
    list_set(mapper, "publisher-place", "location address");
    if (how && link) {
        struct text url = latex_verbatim(mapper->file->importer->job, words);
        size_t start = text_search(url, TEXT("http"), 0);
        record_set(&mapper->record, "URL", text_slice(url, start, url.length), how->span);
        if (type_is(mapper, "document"))
            record_replace(&mapper->record, "type", TEXT("webpage"), how->span);
    } else if (how) {
        list_set(mapper, "publisher", "howpublished");
    }
}

/* --- type, words ---------------------------------------------------------------------------
 */

static void report_type(struct bib_mapper *mapper)
{
    struct job *job = mapper->file->importer->job;
    struct text type = mapper->entry->type;
    const char *nearest = NULL;
    size_t least = type.length / 3 + 1;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        size_t distance = text_distance(type, text_of(types[i].bib));
        if (distance > least)
            continue;
        least = distance - (distance > 0);
        nearest = types[i].bib;
    }
    diag(job, DIAG_SOURCE_TYPE, mapper->entry->type_span, text_string(&job->arena, type),
         nearest, NULL);
}

static void type_set(struct bib_mapper *mapper)
{
    struct record *record = &mapper->record;
    const struct bib_field *sub = find_first(mapper, "entrysubtype");
    const char *type = NULL, *genre = NULL;
    for (size_t i = 0; i < sizeof types / sizeof *types && !type; i++)
        if (text_is(mapper->entry->type, types[i].bib)) {
            type = types[i].csl;
            genre = types[i].genre;
        }
    if (!type)
        report_type(mapper);
    if (sub && text_is(sub->value, "magazine"))
        type = "article-magazine";
    if (sub && text_is(sub->value, "newspaper"))
        type = "article-newspaper";
    mapper->type = text_of(type ? type : "document");
    record_set(record, "type", mapper->type, mapper->entry->type_span);
    const struct bib_field *kind = find_first(mapper, "type");
    struct text words = decoded(mapper, kind, 0);
    static const char *const kinds[][2] = {{"phdthesis", "PhD thesis"},
                                           {"mathesis", "Master’s thesis"},
                                           {"bathesis", "Bachelor’s thesis"},
                                           {"techreport", "Technical report"},
                                           {"resreport", "Research report"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_is(words, kinds[i][0]))
            words = text_of(kinds[i][1]);
    if (kind)
        record_set(record, "genre", words, kind->span);
    if (genre)
        record_set(record, "genre", text_of(genre), mapper->entry->type_span);
}

static void language(struct bib_mapper *mapper)
{
    static const char *const codes[][2] = {
        {"english", "en-US"},   {"american", "en-US"},  {"usenglish", "en-US"},
        {"british", "en-GB"},   {"ukenglish", "en-GB"}, {"german", "de-DE"},
        {"ngerman", "de-DE"},   {"austrian", "de-AT"},  {"french", "fr-FR"},
        {"spanish", "es-ES"},   {"italian", "it-IT"},   {"portuguese", "pt-PT"},
        {"brazilian", "pt-BR"}, {"dutch", "nl-NL"},     {"swedish", "sv-SE"},
        {"danish", "da-DK"},    {"norsk", "nb-NO"},     {"finnish", "fi-FI"},
        {"polish", "pl-PL"},    {"czech", "cs-CZ"},     {"hungarian", "hu-HU"},
        {"russian", "ru-RU"},   {"turkish", "tr-TR"},   {"japanese", "ja-JP"},
        {"chinese", "zh-CN"},   {"greek", "el-GR"}};
    const struct bib_field *field = find_first(mapper, "langid hyphenation");
    if (!field)
        return;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (text_is(field->value, codes[i][0]))
            record_set(&mapper->record, "language", text_of(codes[i][1]), field->span);
}

static void keywords(struct bib_mapper *mapper)
{
    const struct bib_field *field = find_first(mapper, "keywords keyword");
    struct text text = decoded(mapper, field, LATEX_PLAIN);
    struct buffer out = buffer_new(&mapper->file->importer->job->arena);
    for (size_t i = 0; i < text.length; i++)
        buffer_byte(&out, text.bytes[i] == ';' ? ',' : text.bytes[i]);
    if (field)
        record_set(&mapper->record, "keyword", buffer_text(&out), field->span);
}

static void notes(struct bib_mapper *mapper)
{
    const struct bib_field *state = find_first(mapper, "pubstate");
    struct text words = decoded(mapper, state, LATEX_PLAIN);
    set_first(mapper, "note", "note addendum", LATEX_LINES);
    if (state)
        record_set(&mapper->record, "status",
                   text_is(words, "inpress")         ? TEXT("in press")
                   : text_is(words, "inpreparation") ? TEXT("in preparation")
                                                     : words,
                   state->span);
}

/* --- eprints -------------------------------------------------------------------------------
 */

/* The archive that an eprint field's type names: PubMed's numbers are identifiers, a preprint
 * server makes a preprint of what has no journal. */
static void eprint(struct bib_mapper *mapper)
{
    struct job *job = mapper->file->importer->job;
    const struct bib_field *field = find_first(mapper, "eprint");
    const struct bib_field *kind = find_first(mapper, "eprinttype archiveprefix");
    struct text name = decoded(mapper, kind, LATEX_PLAIN);
    struct text number = field ? latex_verbatim(job, field->value) : (struct text){0};
    if (!field || !number.length)
        return;
    const char *server = server_find(name);
    if (text_is(name, "pubmed") || text_is(name, "PubMed") || text_is(name, "pmid"))
        record_set(&mapper->record, "PMID", number, field->span);
    if (text_is(name, "pmcid") || text_is(name, "pmc"))
        record_set(&mapper->record, "PMCID", number, field->span);
    if (!server || record_has(&mapper->record, "volume") ||
        (find_first(mapper, "journal journaltitle") &&
         !server_find(record_text(&mapper->record, "container-title"))))
        return;
    struct buffer id = buffer_new(&job->arena);
    if (strcmp(server, "arXiv") == 0) {
        struct buffer url = buffer_new(&job->arena);
        if (text_starts(number, "arXiv:"))
            number = text_slice(number, 6, number.length);
        buffer_string(&url, "https://arxiv.org/abs/");
        buffer_add(&url, number);
        record_set(&mapper->record, "URL", buffer_text(&url), field->span);
        buffer_string(&id, "arXiv:");
    }
    buffer_add(&id, number);
    record_replace(&mapper->record, "publisher", text_of(server), kind->span);
    record_set(&mapper->record, "number", buffer_text(&id), field->span);
}

/* --- the whole entry -----------------------------------------------------------------------
 */

static void names(struct bib_mapper *mapper)
{
    const struct bib_field *options = find_first(mapper, "options");
    struct text words = options ? options->value : (struct text){0};
    bool prefix = text_search(words, TEXT("useprefix=false"), 0) == words.length;
    for (size_t i = 0; i < sizeof name_fields / sizeof *name_fields; i++) {
        const struct bib_field *field = find_first(mapper, name_fields[i].field);
        if (field && name_fields[i].role && !record_has(&mapper->record, name_fields[i].role))
            bib_names(&mapper->record, name_fields[i].role, field, prefix);
    }
}

static void plain(struct bib_mapper *mapper)
{
    struct job *job = mapper->file->importer->job;
    for (size_t i = 0; i < sizeof plain_fields / sizeof *plain_fields; i++) {
        const struct bib_field *field = find_first(mapper, plain_fields[i].field);
        if (!field)
            continue;
        struct text text = plain_fields[i].verbatim
                               ? latex_verbatim(job, field->value)
                               : decoded(mapper, field, plain_fields[i].mode);
        if (text_is(field->name, "doi"))
            text = doi_bare(text);
        record_set(&mapper->record, plain_fields[i].variable, text, field->span);
    }
}

/* Keeps `known` if it is nearer to `name` than a second letter; an equal name ends the search.
 */
static bool slip_try(struct text name, const char *known, const char **nearest)
{
    size_t distance = text_distance(name, text_of(known));
    if (distance == 1 && name.length > 4)
        *nearest = known;
    return distance == 0;
}

/* The known field that `name` is a slip of, or NULL: near in spelling and not known itself. */
static const char *slip_of(struct text name)
{
    const char *nearest = NULL;
    for (size_t i = 0; i < sizeof other_fields / sizeof *other_fields; i++)
        if (slip_try(name, other_fields[i], &nearest))
            return NULL;
    for (size_t i = 0; i < sizeof plain_fields / sizeof *plain_fields; i++)
        if (slip_try(name, plain_fields[i].field, &nearest))
            return NULL;
    for (size_t i = 0; i < sizeof name_fields / sizeof *name_fields; i++)
        if (slip_try(name, name_fields[i].field, &nearest))
            return NULL;
    return nearest;
}

/* Warns of fields whose names are slips; others are somebody's own. Each name once in a file.
 */
static void check_fields(struct bib_mapper *mapper)
{
    struct job *job = mapper->file->importer->job;
    for (size_t i = 0; i < mapper->entry->fields.count; i++) {
        const struct bib_field *field = &mapper->entry->fields.items[i];
        if (map_has(&mapper->file->checked, field->name))
            continue;
        const char *meant = slip_of(field->name);
        if (!meant)
            map_put(&mapper->file->checked, field->name, NULL);
        else
            diag(job, DIAG_SOURCE_KEY, field->name_span, text_string(&job->arena, field->name),
                 meant, NULL);
    }
}

void bib_record(struct bib_file *file, const struct bib_entry *entry)
{
    struct bib_mapper mapper = {.file = file, .entry = entry};
    if (text_is(entry->type, "xdata") || text_is(entry->type, "set"))
        return;
    mapper.record = record_new(file->importer, entry->span);
    record_set(&mapper.record, "id", entry->key, entry->key_span);
    check_fields(&mapper);
    type_set(&mapper);
    titles(&mapper);
    names(&mapper);
    dates(&mapper);
    numbers(&mapper);
    edition(&mapper);
    publishers(&mapper);
    plain(&mapper);
    language(&mapper);
    keywords(&mapper);
    notes(&mapper);
    eprint(&mapper);
    server_apply(&mapper.record);
    record_close(&mapper.record);
}
