/*
 * Takes a closed structure, reports what would make the file inaccessible.
 * One walk in reading order looks at every element once.
 */
#include "pdf/rules.h"

#include "pdf/roles.h"
#include "pdf/syntax.h"

struct walk {
    const struct structure *structure;
    const struct tag *tags;
    int heading; /* level of the last heading; 0 before the first */
    size_t faults;
};

#define FAULT(walk, id, tag, ...)                                                              \
    ((walk)->faults++, diag((walk)->structure->job, (id), (tag)->span, __VA_ARGS__, NULL))

static const char *number_string(struct walk *walk, int64_t number)
{
    struct buffer buffer = buffer_new(&walk->structure->job->arena);
    buffer_number(&buffer, number);
    return text_string(&walk->structure->job->arena, buffer_text(&buffer));
}

/* ---- words that are only heard ----------------------------------------------------------*/

/* PDF/A allows strings of 32,767 bytes (ISO 19005-2, 6.1.13): this many cannot pass that, two
 * bytes to a character, nor a URL's in which each becomes three. */
#define BYTES_MOST 10000

static const char *rune_string(struct walk *walk, uint32_t rune)
{
    struct buffer name = buffer_new(&walk->structure->job->arena);
    buffer_string(&name, "U+");
    put_hex(&name, rune, rune > 0xFFFFF ? 6 : rune > 0xFFFF ? 5 : 4);
    return text_string(&walk->structure->job->arena, buffer_text(&name));
}

static void check_words(struct walk *walk, const struct tag *tag, struct text text)
{
    uint32_t mute = text_mute(text);
    if (text.length > BYTES_MOST)
        FAULT(walk, DIAG_PDF_TEXT_LONG, tag, number_string(walk, BYTES_MOST));
    if (mute != 0)
        FAULT(walk, DIAG_CHARACTER_MUTE, tag, rune_string(walk, mute));
}

static void check_all_words(struct walk *walk, const struct tag *tag)
{
    check_words(walk, tag, tag->alternative);
    check_words(walk, tag, tag->actual);
    check_words(walk, tag, tag->expansion);
    check_words(walk, tag, tag->id);
}

/* ---- headings, figures, links -----------------------------------------------------------*/

static void check_heading(struct walk *walk, const struct tag *tag)
{
    if (tag->level > walk->heading + 1)
        FAULT(walk, DIAG_PDF_HEADING, tag, number_string(walk, tag->level),
              number_string(walk, walk->heading + 1));
    walk->heading = tag->level;
}

static void check_link(struct walk *walk, uint32_t number, const struct tag *tag)
{
    const struct pages *pages = walk->structure->pages;
    if (walk->structure->tag_annotations[number].first == 0 || tag->link == 0 ||
        tag->link > pages->link_count) {
        FAULT(walk, DIAG_PDF_LINK_AREA, tag, "");
        return;
    }
    const struct link *link = &pages->links[tag->link - 1];
    check_words(walk, tag, link->url);
    check_words(walk, tag, link->contents);
    if (text_trim(link->contents).length == 0)
        FAULT(walk, DIAG_PDF_LINK_SILENT, tag, "");
    if (link->url.length == 0 && link->destination >= pages->destination_count)
        FAULT(walk, DIAG_PDF_LINK_TARGET, tag, "");
}

/* ---- tables -----------------------------------------------------------------------------*/

/* How a table's rows fill up: cells that reach down from the rows above. */
struct grid {
    ARRAY(struct tag) reaching; /* row_span: rows still to come */
    uint32_t width;             /* of the first row; 0 before it */
};

static uint32_t at_least_one(uint32_t number)
{
    return number == 0 ? 1 : number;
}

/* Columns taken by cells from above, which have one row less to go. */
static uint32_t take_reaching(struct grid *grid)
{
    uint32_t width = 0;
    for (size_t i = 0; i < grid->reaching.count; i++) {
        struct tag *cell = &grid->reaching.items[i];
        if (cell->row_span == 0)
            continue;
        width += at_least_one(cell->column_span);
        cell->row_span--;
    }
    return width;
}

static void check_row(struct walk *walk, struct grid *grid, uint32_t row)
{
    const struct tag *tag = &walk->tags[row];
    uint32_t width = take_reaching(grid);
    for (uint32_t at = tag->first; at != NO_TAG; at = walk->tags[at].next) {
        const struct tag *cell = &walk->tags[at];
        width += at_least_one(cell->column_span);
        if (cell->row_span <= 1)
            continue;
        struct tag *kept = array_push(&walk->structure->job->arena, &grid->reaching);
        *kept = *cell;
        kept->row_span--;
    }
    if (grid->width == 0)
        grid->width = width;
    if (tag->first == NO_TAG || width != grid->width)
        FAULT(walk, DIAG_PDF_TABLE_GRID, tag, number_string(walk, width),
              number_string(walk, grid->width));
}

static void check_rows(struct walk *walk, struct grid *grid, uint32_t above)
{
    for (uint32_t at = walk->tags[above].first; at != NO_TAG; at = walk->tags[at].next) {
        if (walk->tags[at].role == TAG_TR)
            check_row(walk, grid, at);
        else if (walk->tags[at].role == TAG_THEAD || walk->tags[at].role == TAG_TBODY)
            for (uint32_t row = walk->tags[at].first; row != NO_TAG; row = walk->tags[row].next)
                check_row(walk, grid, row);
    }
}

static void check_table(struct walk *walk, uint32_t table)
{
    struct arena_mark mark = arena_mark(&walk->structure->job->arena);
    size_t faults = walk->faults;
    struct grid grid = {.width = 0};
    check_rows(walk, &grid, table);
    if (faults == walk->faults)
        arena_reset(&walk->structure->job->arena, mark);
}

/* ---- the walk ---------------------------------------------------------------------------*/

static void check_place(struct walk *walk, uint32_t number, const struct tag *tag)
{
    if (number == 0)
        return;
    const struct tag *above = &walk->tags[structure_owner(walk->structure, tag->parent)];
    if (!role_fits(tag->role, above->role))
        FAULT(walk, DIAG_PDF_NESTING, tag, role_type(tag), role_type(above));
}

static void check_element(struct walk *walk, uint32_t number)
{
    const struct tag *tag = &walk->tags[number];
    check_place(walk, number, tag);
    check_all_words(walk, tag);
    if (tag->role == TAG_H)
        check_heading(walk, tag);
    else if (tag->role == TAG_FIGURE &&
             text_trim(tag->alternative).length + text_trim(tag->actual).length == 0)
        FAULT(walk, DIAG_PDF_FIGURE_SILENT, tag, "");
    else if (tag->role == TAG_FORM_BLANK && text_trim(tag->alternative).length == 0)
        FAULT(walk, DIAG_PDF_BLANK_SILENT, tag, "");
    else if (tag->role == TAG_LINK)
        check_link(walk, number, tag);
    else if (tag->role == TAG_TABLE)
        check_table(walk, number);
    else if (tag->role == TAG_TH && tag->scope == SCOPE_NONE)
        FAULT(walk, DIAG_PDF_HEADER_SCOPE, tag, "");
}

static uint32_t next_in_order(const struct tag *tags, uint32_t at)
{
    if (tags[at].first != NO_TAG)
        return tags[at].first;
    while (at != NO_TAG && tags[at].next == NO_TAG)
        at = tags[at].parent;
    return at == NO_TAG ? NO_TAG : tags[at].next;
}

static void check_areas(struct walk *walk)
{
    const struct structure *structure = walk->structure;
    const struct pages *pages = structure->pages;
    for (uint32_t i = 0; i < structure->annotation_count; i++) {
        uint32_t tag = pages->links[structure->annotations[i].area->link].tag;
        if (tag >= pages->tag_count || pages->tags[tag].role != TAG_LINK)
            FAULT(walk, DIAG_PDF_LINK_AREA, &pages->tags[0], "");
    }
}

static void check_identifiers(struct walk *walk)
{
    const struct structure *structure = walk->structure;
    for (size_t i = 1; i < structure->identifiers.count; i++) {
        const struct identifier *identifier = &structure->identifiers.items[i];
        if (text_equal(identifier->text, identifier[-1].text))
            FAULT(walk, DIAG_PDF_ID_TWICE, &walk->tags[identifier->tag],
                  text_string(&structure->job->arena, identifier->text));
    }
}

/* A language tag's shape (RFC 5646): letters, then subtags of up to eight letters or digits. */
static bool is_language(struct text text)
{
    size_t subtag = 0, subtags = 0;
    for (size_t i = 0; i <= text.length; i++) {
        if (i < text.length && text.bytes[i] != '-') {
            bool fits = text_alpha(text.bytes[i]) || (subtags > 0 && text_digit(text.bytes[i]));
            if (!fits || ++subtag > 8)
                return false;
            continue;
        }
        if (subtag < (subtags == 0 ? 2 : 1))
            return false;
        subtag = 0;
        subtags++;
    }
    return true;
}

static void check_language(struct walk *walk, const struct tag *tag, struct text language)
{
    if (!is_language(language))
        FAULT(walk, DIAG_PDF_LANGUAGE, tag,
              text_string(&walk->structure->job->arena, language));
}

/* Each author stands where it was written; the rest has the document's place. */
static void check_metadata(struct walk *walk)
{
    const struct metadata *metadata = &walk->structure->pages->metadata;
    const struct tag *document = &walk->tags[0];
    const struct text texts[] = {metadata->title,      metadata->subject, metadata->keywords,
                                 metadata->identifier, metadata->version, metadata->licence};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_words(walk, document, texts[i]);
    for (size_t i = 0; i < metadata->authors.count; i++) {
        const struct tag author = {.span = metadata->authors.items[i].span};
        check_words(walk, &author, metadata->authors.items[i].text);
    }
}

bool rules_check(const struct structure *structure)
{
    const struct pages *pages = structure->pages;
    struct walk walk = {structure, pages->tags, 0, 0};
    if (text_trim(pages->metadata.title).length == 0)
        FAULT(&walk, DIAG_PDF_TITLE, &pages->tags[0], "");
    check_metadata(&walk);
    check_language(&walk, &pages->tags[0], pages->metadata.language);
    check_areas(&walk);
    check_identifiers(&walk);
    for (uint32_t at = 0; at != NO_TAG; at = next_in_order(pages->tags, at)) {
        if (structure->element[at] == 0)
            continue;
        check_element(&walk, at);
        if (pages->tags[at].language.length > 0)
            check_language(&walk, &pages->tags[at], pages->tags[at].language);
    }
    return walk.faults == 0;
}
