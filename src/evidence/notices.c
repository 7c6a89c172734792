/*
 * Takes the library and the document's list of retracted and corrected sources, gives for each
 * source what became of it.
 * The one idea: what the record itself says and what the list says are laid together, the
 * graver word counts; a DOI in any case or a PMID finds a source whatever its key.
 */
#include "evidence/notices.h"

/* The library's items by what a list may name them by. */
struct finder {
    struct job *job;
    struct map *strangers; /* ids that are no keys of the library */
    const struct library *library;
    struct map by_doi;
    struct map by_pmid;
};

/* An entry of the list of retractions. */
struct record {
    struct located id, doi, pmid, status, notice, reason;
    struct located title, container, issued, reported, date; /* for people */
};

#define RECORD_TEXT(key, member, needed, text)                                                 \
    {                                                                                          \
        .name = key, .kind = FIELD_TEXT, .offset = offsetof(struct record, member),            \
        .required = needed, .help = text                                                       \
    }

static const struct field record_fields[] = {
    RECORD_TEXT("id", id, false, "the key it would be cited by"),
    RECORD_TEXT("DOI", doi, false, "its DOI, in any case"),
    RECORD_TEXT("PMID", pmid, false, "its number in PubMed"),
    RECORD_TEXT("status", status, true, "retracted, concern or corrected"),
    RECORD_TEXT("notice", notice, false, "where that was published"),
    RECORD_TEXT("reason", reason, false, "why, for people"),
    RECORD_TEXT("title", title, false, "for people"),
    RECORD_TEXT("container-title", container, false, "the journal, for people"),
    RECORD_TEXT("issued", issued, false, "when the source was published, for people"),
    RECORD_TEXT("date", date, false, "when it was retracted or corrected, for people"),
    RECORD_TEXT("reported", reported, false, "who says so, for people"),
};
static const struct field_table record_table = {
    "retraction", record_fields, sizeof record_fields / sizeof *record_fields, NULL, 0};

const struct field_table *evidence_retractions_fields(void)
{
    static const struct field fields[] = {{.name = "retractions",
                                           .kind = FIELD_VALUE,
                                           .required = true,
                                           .help = "sources that were retracted or corrected"}};
    static const struct field_nest nests[] = {
        {"retractions", SHAPE_LIST, &record_table, NULL, NULL}};
    static const struct field_table table = {"list of retractions", fields, 1, nests, 1};
    return &table;
}

/* The DOI by itself, in small letters. */
static struct text plain_doi(struct job *job, struct text doi)
{
    static const char *const before[] = {"https://doi.org/", "http://doi.org/",
                                         "https://dx.doi.org/", "http://dx.doi.org/", "doi:"};
    struct buffer out = buffer_new(&job->arena);
    for (size_t i = 0; i < doi.length; i++) {
        char byte = doi.bytes[i];
        buffer_byte(&out, byte >= 'A' && byte <= 'Z' ? (char)(byte + 'a' - 'A') : byte);
    }
    struct text plain = text_trim(buffer_text(&out));
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (text_starts(plain, before[i]))
            plain = text_trim(text_slice(plain, strlen(before[i]), plain.length));
    return plain;
}

static struct finder finder_new(struct job *job, const struct library *library,
                                struct map *strangers)
{
    struct finder finder = {job, strangers, library, map_new(&job->arena),
                            map_new(&job->arena)};
    for (size_t i = 0; i < library_count(library); i++) {
        const struct source_item *item = library_item(library, i);
        size_t *order = arena_alloc(&job->arena, sizeof *order);
        *order = i;
        struct text doi = plain_doi(job, item_text(item, "DOI"));
        struct text pmid = item_text(item, "PMID");
        if (doi.length > 0)
            map_put(&finder.by_doi, doi, order);
        if (pmid.length > 0)
            map_put(&finder.by_pmid, pmid, order);
    }
    return finder;
}

/* The item that a record means, or NULL. Keys are the project's own, so a key alone does not
 * make it the record's source where DOIs say otherwise. */
static const struct source_item *find(const struct finder *finder, const struct record *record)
{
    struct text doi = plain_doi(finder->job, record->doi.text);
    const size_t *order = doi.length > 0 ? map_find(&finder->by_doi, doi) : NULL;
    if (order == NULL && record->pmid.text.length > 0)
        order = map_find(&finder->by_pmid, text_trim(record->pmid.text));
    if (order != NULL)
        return library_item(finder->library, *order);
    const struct source_item *item = library_find(finder->library, text_trim(record->id.text));
    if (item == NULL || doi.length == 0 || item_text(item, "DOI").length == 0)
        return item;
    return NULL;
}

static void keep(struct notice *notice, enum source_standing standing, struct text text)
{
    if (standing < notice->standing)
        return;
    if (standing > notice->standing || notice->text.length == 0)
        notice->text = text;
    notice->standing = standing;
}

/* Notes what the list says of an id that is no key of the library. */
static void keep_stranger(const struct finder *finder, struct text id, const char *word)
{
    const char **kept = arena_alloc(&finder->job->arena, sizeof *kept);
    *kept = word;
    map_put(finder->strangers, id, kept);
}

static void take_record(const struct finder *finder, const struct value *value,
                        struct notice *items)
{
    struct record record = {.id = {.span = {0, 0, 0}}};
    struct job *job = finder->job;
    if (!fields_read(job, value, record_fields, record_table.count, record_table.what, 0,
                     &record))
        return;
    struct text id = text_trim(record.id.text);
    const char *word = text_string(&job->arena, text_trim(record.status.text));
    enum source_standing standing = source_standing_find(text_of(word));
    if (standing == SOURCE_SOUND) {
        diag(job, DIAG_VALUE_CHOICE, record.status.span, "status", word,
             "write retracted, concern or corrected", NULL);
        return;
    }
    const struct source_item *item = find(finder, &record);
    if (item != NULL)
        keep(&items[item->order], standing, text_trim(record.notice.text));
    else if (id.length > 0)
        keep_stranger(finder, id, word);
}

static void take_list(const struct finder *finder, const struct value *value,
                      struct notice *items)
{
    const struct value *list = value_find(value, "retractions");
    list = list != NULL ? list : value;
    if (list->kind != VALUE_LIST) {
        diag(finder->job, DIAG_SOURCE_SHAPE, list->span,
             "retractions are a list, or a map with the list under \"retractions\"", NULL);
        return;
    }
    for (size_t i = 0; i < list->count; i++)
        take_record(finder, list->items[i], items);
}

const struct notice *evidence_notices(struct job *job, const struct document *document,
                                      const struct library *library, struct map *strangers)
{
    size_t count = library_count(library);
    struct notice *items = arena_array(&job->arena, count, sizeof *items);
    *strangers = map_new(&job->arena);
    for (size_t i = 0; i < count; i++) {
        const struct source_item *item = library_item(library, i);
        items[i].standing = item->standing;
        items[i].text = item->notice.text;
    }
    const struct located *file = &document->retractions;
    struct text path =
        file->text.length > 0 ? source_resolve(job, file->text, file->span) : TEXT("");
    const struct value *value = path.length > 0 ? value_read(job, path, file->span) : NULL;
    if (value == NULL)
        return items;
    struct finder finder = finder_new(job, library, strangers);
    take_list(&finder, value, items);
    return items;
}

/* ---- messages
 * ---------------------------------------------------------------------------------*/

static void report(struct job *job, const struct source_item *item, const struct notice *notice,
                   struct span at)
{
    static const enum diag_id ids[] = {[SOURCE_CORRECTED] = DIAG_REF_CORRECTED,
                                       [SOURCE_CONCERN] = DIAG_REF_CONCERN,
                                       [SOURCE_RETRACTED] = DIAG_REF_RETRACTED};
    struct buffer where = buffer_new(&job->arena);
    if (notice->text.length > 0)
        buffer_string(&where, ": ");
    buffer_add(&where, notice->text);
    diag(job, ids[notice->standing], at, text_string(&job->arena, item->id),
         text_string(&job->arena, buffer_text(&where)), NULL);
}

/* Marks all that falls with a source, at its place. */
static void report_fallen(struct job *job, const struct document *document, struct text key)
{
    struct impact impact = evidence_impact(job, document, key);
    for (size_t i = 0; i < impact.count; i++) {
        const struct fallen *fallen = &impact.items[i];
        diag(job, DIAG_REF_FALLS, fallen->span,
             text_string(&job->arena, fallen_word(fallen->kind)), text_string(&job->arena, key),
             text_string(&job->arena, fallen->text), NULL);
    }
}

/* Reports a source that does not stand, once. */
static void check_source(struct job *job, const struct cite_request *request, struct map *seen,
                         struct text key, struct span at)
{
    const struct source_item *item = library_find(request->library, key);
    if (item == NULL || map_has(seen, item->id))
        return;
    const struct notice *notice = &request->notices[item->order];
    if (notice->standing == SOURCE_SOUND)
        return;
    map_put(seen, item->id, NULL);
    report(job, item, notice, at);
    if (notice->standing == SOURCE_RETRACTED)
        report_fallen(job, request->document, item->id);
}

void notices_check(struct job *job, const struct cite_request *request)
{
    const struct document *document = request->document;
    struct map seen = map_new(&job->arena);
    for (size_t i = 0; i < document->cite_count; i++) {
        const struct cite *cite = &document->cites[i];
        for (size_t k = 0; k < cite->count; k++)
            check_source(job, request, &seen, cite->items[k].key, cite->items[k].span);
    }
    for (size_t i = 0; i < document->claims->count; i++) {
        const struct claim *claim = &document->claims->items[i];
        for (size_t k = 0; k < claim->support_count; k++)
            check_source(job, request, &seen, claim->supports[k].cite.text,
                         claim->supports[k].cite.span);
    }
}

/* ---- print
 * ------------------------------------------------------------------------------------*/

/* The words of a standing, by the first letters of the language. CSL's locales have no terms
 * for them; these are those of PubMed's and the journals' own notices. */
static const char *standing_word(enum source_standing standing, struct text language)
{
    static const struct {
        const char *language;
        const char *words[SOURCE_RETRACTED + 1];
    } all[] = {
        {"de",
         {[SOURCE_CORRECTED] = "Berichtigung",
          [SOURCE_CONCERN] = "Bedenken der Redaktion",
          [SOURCE_RETRACTED] = "Zur\u00FCckgezogen"}},
        {"fr",
         {[SOURCE_CORRECTED] = "Erratum",
          [SOURCE_CONCERN] = "Expression de pr\u00E9occupation",
          [SOURCE_RETRACTED] = "R\u00E9tract\u00E9"}},
        {"en",
         {[SOURCE_CORRECTED] = "Erratum",
          [SOURCE_CONCERN] = "Expression of concern",
          [SOURCE_RETRACTED] = "Retracted"}},
    };
    size_t last = sizeof all / sizeof *all - 1;
    size_t i = 0;
    while (i < last && !text_is(text_slice(language, 0, 2), all[i].language))
        i++;
    return all[i].words[standing];
}

struct rich notice_text(struct job *job, const struct notice *notice, struct text language)
{
    if (notice->standing == SOURCE_SOUND)
        return (struct rich){0};
    bool french = text_is(text_slice(language, 0, 2), "fr");
    struct rich rich = {2, arena_array(&job->arena, 2, sizeof(struct rich_run))};
    struct buffer word = buffer_new(&job->arena);
    struct buffer text = buffer_new(&job->arena);
    bool said = notice->text.length > 0;
    buffer_string(&word, standing_word(notice->standing, language));
    buffer_string(&word, !said ? "." : french ? "\u00A0:" : ":");
    if (said) {
        buffer_byte(&text, ' ');
        buffer_add(&text, notice->text);
        buffer_string(&text, text_ends(notice->text, ".") ? "" : ".");
    }
    rich.runs[0].text = buffer_text(&word);
    rich.runs[0].flags = RICH_BOLD;
    rich.runs[1].text = buffer_text(&text);
    rich.count = said ? 2 : 1;
    return rich;
}
