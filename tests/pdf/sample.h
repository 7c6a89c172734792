/*
 * Pages made by hand, for the tests of the PDF writer: tags, text set by lines, shapes.
 * The one idea: what a test needs is added call by call to a `struct sample`, whose pages grow
 * in the job's arena; sample_document adds one of everything.
 */
#ifndef TESTS_PDF_SAMPLE_H
#define TESTS_PDF_SAMPLE_H

#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "pdf/pdf.h"
#include "support.h"

enum { SAMPLE_ROMAN, SAMPLE_BOLD, SAMPLE_ITALIC, SAMPLE_STYLES };

struct sample_page {
    ARRAY(struct item) items;
    ARRAY(struct link_area) areas;
    struct text label;
};

struct sample {
    struct job *job;
    struct design design;
    struct fonts *fonts;
    struct style styles[SAMPLE_STYLES];
    struct span span; /* given to the tags that follow */
    ARRAY(struct tag) tags;
    ARRAY(struct sample_page) pages;
    ARRAY(struct link) links;
    ARRAY(struct destination) destinations;
    ARRAY(struct bookmark) bookmarks;
    sp y; /* where the next paragraph's first baseline is */
    struct pages made;
};

#define SAMPLE_LEFT  PT(72)
#define SAMPLE_WIDTH PT(420)

static inline void sample_fonts(struct sample *sample, const char *const files[SAMPLE_STYLES])
{
    struct family *family = arena_array(&sample->job->arena, 1, sizeof *family);
    struct face *faces = arena_array(&sample->job->arena, SAMPLE_STYLES, sizeof *faces);
    for (int i = 0; i < SAMPLE_STYLES; i++)
        faces[i] = (struct face){
            i == SAMPLE_BOLD ? 700 : 400, i == SAMPLE_ITALIC, {text_of(files[i]), {0, 0, 0}}};
    family->package = TEXT("a package");
    family->face_count = SAMPLE_STYLES;
    family->faces = faces;
    sample->design.family_count = 1;
    sample->design.families = family;
    sample->fonts = fonts_new(sample->job, &sample->design);
}

/* An empty sample with a document tag, in Vollkorn. */
static inline struct sample *sample_new(struct job *job)
{
    static const char *const files[SAMPLE_STYLES] = {
        "/usr/share/fonts/truetype/vollkorn/Vollkorn-Regular.ttf",
        "/usr/share/fonts/truetype/vollkorn/Vollkorn-Bold.ttf",
        "/usr/share/fonts/truetype/vollkorn/Vollkorn-Italic.ttf"};
    struct sample *sample = arena_alloc(&job->arena, sizeof *sample);
    sample->job = job;
    sample_fonts(sample, files);
    for (uint32_t i = 0; i < SAMPLE_STYLES; i++)
        sample->styles[i] = (struct style){.number = i,
                                           .weight = i == SAMPLE_BOLD ? 700 : 400,
                                           .italic = i == SAMPLE_ITALIC,
                                           .size = PT(11),
                                           .full_size = PT(11),
                                           .hyphenate = true};
    *array_push(&job->arena, &sample->tags) = (struct tag){.role = TAG_DOCUMENT,
                                                           .parent = NO_TAG,
                                                           .first = NO_TAG,
                                                           .last = NO_TAG,
                                                           .next = NO_TAG};
    return sample;
}

static inline struct tag *sample_tag_at(struct sample *sample, uint32_t tag)
{
    return &sample->tags.items[tag];
}

/* A new tag, the last child of `parent`. */
static inline uint32_t sample_tag(struct sample *sample, enum tag_role role, uint32_t parent)
{
    uint32_t number = (uint32_t)sample->tags.count;
    *array_push(&sample->job->arena, &sample->tags) = (struct tag){.role = role,
                                                                   .parent = parent,
                                                                   .first = NO_TAG,
                                                                   .last = NO_TAG,
                                                                   .next = NO_TAG,
                                                                   .level = 1,
                                                                   .span = sample->span};
    struct tag *above = sample_tag_at(sample, parent);
    if (above->first == NO_TAG)
        above->first = number;
    else
        sample_tag_at(sample, above->last)->next = number;
    above->last = number;
    return number;
}

static inline void sample_turn(struct sample *sample)
{
    struct buffer label = buffer_new(&sample->job->arena);
    buffer_number(&label, (int64_t)sample->pages.count + 1);
    *array_push(&sample->job->arena, &sample->pages) =
        (struct sample_page){.label = buffer_text(&label)};
    sample->y = PT(90);
}

static inline struct sample_page *sample_last_page(struct sample *sample)
{
    if (sample->pages.count == 0)
        sample_turn(sample);
    return &sample->pages.items[sample->pages.count - 1];
}

/* A new item on the last page; a mark of `tag`, or an artifact. */
static inline struct item *sample_item(struct sample *sample, enum item_kind kind, uint32_t tag)
{
    struct item *item = array_push(&sample->job->arena, &sample_last_page(sample)->items);
    item->kind = kind;
    item->tag = tag;
    item->artifact = tag == NO_TAG ? ARTIFACT_LAYOUT : ARTIFACT_NONE;
    return item;
}

/* Sets `text` in a column from the sample's y on, as leaf content of `tag`. */
static inline void sample_text(struct sample *sample, uint32_t tag, int style, const char *text)
{
    uint32_t leaf = tag == NO_TAG ? NO_TAG : sample_tag(sample, TAG_TEXT, tag);
    struct run run = {.text = text_of(text),
                      .style = &sample->styles[style],
                      .language = TEXT("en-US"),
                      .tag = leaf};
    struct measure measure = {.width = SAMPLE_WIDTH, .hyphenate = true};
    struct lines lines = lines_break(sample->job, sample->fonts, &run, 1, &measure);
    for (size_t i = 0; i < lines.count; i++) {
        if (sample->y > PT(780))
            sample_turn(sample);
        struct item *item = sample_item(sample, ITEM_GLYPHS, leaf);
        item->x = SAMPLE_LEFT;
        item->y = sample->y;
        item->fragments = lines.items[i].fragments;
        item->fragment_count = lines.items[i].count;
        sample->y += PT(14);
    }
}

/* An element of `role` with `text`; its number. */
static inline uint32_t sample_block(struct sample *sample, enum tag_role role, uint32_t parent,
                                    const char *text)
{
    uint32_t tag = sample_tag(sample, role, parent);
    sample_text(sample, tag, role == TAG_H ? SAMPLE_BOLD : SAMPLE_ROMAN, text);
    return tag;
}

/* A link with `text` and one area; its tag. */
static inline uint32_t sample_link(struct sample *sample, uint32_t parent, const char *text,
                                   struct link link)
{
    uint32_t tag = sample_tag(sample, TAG_LINK, parent);
    link.tag = tag;
    *array_push(&sample->job->arena, &sample->links) = link;
    sample_tag_at(sample, tag)->link = (uint32_t)sample->links.count;
    sample_text(sample, tag, SAMPLE_ROMAN, text);
    *array_push(&sample->job->arena, &sample_last_page(sample)->areas) =
        (struct link_area){.link = (uint32_t)sample->links.count - 1,
                           .left = SAMPLE_LEFT,
                           .top = sample->y - PT(24),
                           .right = SAMPLE_LEFT + PT(100),
                           .bottom = sample->y - PT(12)};
    return tag;
}

static inline uint32_t sample_destination(struct sample *sample, const char *id, uint32_t tag)
{
    *array_push(&sample->job->arena, &sample->destinations) = (struct destination){
        text_of(id), (uint32_t)sample->pages.count - 1, sample->y - PT(14), tag};
    return (uint32_t)sample->destinations.count - 1;
}

/* The pages made so far. */
static inline const struct pages *sample_pages(struct sample *sample)
{
    struct pages *made = &sample->made;
    sample_last_page(sample);
    made->width = PT(595);
    made->height = PT(842);
    made->count = sample->pages.count;
    made->items = arena_array(&sample->job->arena, made->count, sizeof *made->items);
    for (size_t i = 0; i < made->count; i++) {
        struct sample_page *page = &sample->pages.items[i];
        made->items[i] = (struct page){.item_count = page->items.count,
                                       .items = page->items.items,
                                       .area_count = page->areas.count,
                                       .areas = page->areas.items,
                                       .label = page->label};
    }
    made->tag_count = sample->tags.count;
    made->tags = sample->tags.items;
    made->destination_count = sample->destinations.count;
    made->destinations = sample->destinations.items;
    made->link_count = sample->links.count;
    made->links = sample->links.items;
    made->bookmark_count = sample->bookmarks.count;
    made->bookmarks = sample->bookmarks.items;
    static struct located nobody = {{"Nobody", 6}, {0, 0, 0}};
    if (made->metadata.title.length == 0)
        made->metadata = (struct metadata){.title = TEXT("A sample – with <everything> & α"),
                                           .authors = {1, &nobody},
                                           .keywords = TEXT("sample, pages"),
                                           .language = TEXT("en-US"),
                                           .version = TEXT("1.0"),
                                           .date = {2026, 11, 21},
                                           .review_by = {2027, 5, 21}};
    return made;
}

/* Their file, which is freed of its fonts. With $KEEP_PDFS it is kept there too, under a name
 * of its content, for check_pdf.py. */
static inline struct text sample_make(struct sample *sample)
{
    struct text file =
        pdf_make(sample->job, sample_pages(sample), sample->fonts, &(struct attachments){0});
    const char *folder = getenv("KEEP_PDFS");
    fonts_free(sample->fonts);
    if (folder == NULL || file.length == 0)
        return file;
    struct buffer path = buffer_new(&sample->job->arena);
    buffer_string(&path, folder);
    buffer_string(&path, "/unit-");
    buffer_number(&path, text_hash(file));
    buffer_string(&path, ".pdf");
    FILE *kept = fopen(text_string(&sample->job->arena, buffer_text(&path)), "wb");
    assert_non_null(kept);
    assert_int_equal(fwrite(file.bytes, 1, file.length, kept), file.length);
    assert_int_equal(fclose(kept), 0);
    return file;
}

/* ---- one of everything ------------------------------------------------------------------*/

static inline void sample_list(struct sample *sample, uint32_t parent)
{
    uint32_t list = sample_tag(sample, TAG_L, parent);
    sample_tag_at(sample, list)->numbering = NUMBERING_DECIMAL;
    for (int i = 0; i < 3; i++) {
        uint32_t item = sample_tag(sample, TAG_LI, list);
        sample_block(sample, TAG_LBL, item, "1.");
        sample_block(sample, TAG_LBODY, item, "an item of the list, efficient and brief");
    }
}

static inline void sample_table(struct sample *sample, uint32_t parent, int rows)
{
    uint32_t table = sample_tag(sample, TAG_TABLE, parent);
    sample_block(sample, TAG_CAPTION, table, "Table 1. What was seen");
    uint32_t head = sample_tag(sample, TAG_TR, sample_tag(sample, TAG_THEAD, table));
    for (int i = 0; i < 2; i++) {
        uint32_t cell = sample_block(sample, TAG_TH, head, i == 0 ? "Effect" : "Patients");
        sample_tag_at(sample, cell)->scope = SCOPE_COLUMN;
    }
    uint32_t body = sample_tag(sample, TAG_TBODY, table);
    for (int i = 0; i < rows; i++) {
        uint32_t row = sample_tag(sample, TAG_TR, body);
        sample_block(sample, TAG_TD, row, "dizziness");
        sample_block(sample, TAG_TD, row, i == 0 ? "½ to ≥ 2 µg" : "20–25 %");
    }
}

static inline void sample_shapes(struct sample *sample, uint32_t parent)
{
    static const struct path_point triangle[] = {{PATH_MOVE, {0}, {0}},
                                                 {PATH_LINE, {PT(10)}, {0}},
                                                 {PATH_LINE, {PT(5)}, {-PT(9)}},
                                                 {PATH_CLOSE, {0}, {0}}};
    uint32_t box = sample_tag(sample, TAG_ASIDE_BOX, parent);
    struct item *fill = sample_item(sample, ITEM_FILL, NO_TAG);
    *fill = (struct item){.kind = ITEM_FILL,
                          .artifact = ARTIFACT_BACKGROUND,
                          .tag = NO_TAG,
                          .x = SAMPLE_LEFT,
                          .y = sample->y - PT(14),
                          .width = SAMPLE_WIDTH,
                          .height = PT(30),
                          .colour = 0xF0E8D0};
    uint32_t label = sample_block(sample, TAG_P, box, "Warning");
    struct item *mark = sample_item(sample, ITEM_PATH, sample_tag(sample, TAG_TEXT, label));
    mark->x = PT(60);
    mark->y = sample->y - PT(14);
    mark->path = triangle;
    mark->path_count = 4;
    mark->shows = TEXT("⚠");
    struct item *rule = sample_item(sample, ITEM_STROKE, NO_TAG);
    rule->x = SAMPLE_LEFT;
    rule->y = sample->y;
    rule->width = SAMPLE_WIDTH;
    rule->line_width = SP_PT / 2;
    rule->dashed = true;
}

static inline void sample_inline(struct sample *sample, uint32_t parent)
{
    uint32_t p = sample_block(sample, TAG_P, parent, "Words of several kinds:");
    uint32_t abbreviation = sample_tag(sample, TAG_SPAN, p);
    sample_tag_at(sample, abbreviation)->expansion = TEXT("N-methyl-D-aspartate");
    sample_text(sample, abbreviation, SAMPLE_ROMAN, "NMDA");
    uint32_t french = sample_tag(sample, TAG_SPAN, p);
    sample_tag_at(sample, french)->language = TEXT("fr");
    sample_text(sample, french, SAMPLE_ITALIC, "le mot juste");
    sample_text(sample, sample_tag(sample, TAG_SPAN, p), SAMPLE_ITALIC, "emphasis");
    struct link address = {.url = TEXT("https://example.org/a(b)?q=é"),
                           .destination = LINK_NOWHERE,
                           .contents = TEXT("https://example.org")};
    sample_link(sample, p, "an address", address);
    struct link within = {.destination = 0, .contents = TEXT("First heading")};
    sample_link(sample, sample_tag(sample, TAG_REFERENCE, p), "Section 1", within);
    uint32_t note = sample_tag(sample, TAG_NOTE, p);
    sample_block(sample, TAG_LBL, note, "1");
    sample_block(sample, TAG_P, note, "A note at the foot of the page.");
    uint32_t blank = sample_tag(sample, TAG_FORM_BLANK, p);
    sample_tag_at(sample, blank)->alternative = TEXT("Emergency number, to fill in");
    struct item *rule = sample_item(sample, ITEM_FILL, sample_tag(sample, TAG_TEXT, blank));
    rule->x = SAMPLE_LEFT;
    rule->y = sample->y;
    rule->width = PT(80);
    rule->height = SP_PT / 2;
}

/* Header and footer on the last page. */
static inline void sample_running(struct sample *sample)
{
    for (int i = 0; i < 2; i++) {
        sample->y = i == 0 ? PT(40) : PT(800);
        sample_text(sample, NO_TAG, SAMPLE_ITALIC, i == 0 ? "A running head" : "page 1 of 1");
        struct sample_page *page = sample_last_page(sample);
        page->items.items[page->items.count - 1].artifact =
            i == 0 ? ARTIFACT_HEADER : ARTIFACT_FOOTER;
    }
}

/* One of everything, in reading order. */
static inline void sample_document(struct sample *sample)
{
    sample_turn(sample);
    uint32_t section = sample_tag(sample, TAG_SECT, 0);
    uint32_t heading = sample_block(sample, TAG_H, section, "First heading");
    sample_destination(sample, "sec-first", heading);
    *array_push(&sample->job->arena, &sample->bookmarks) =
        (struct bookmark){TEXT("First heading – α"), 1, 0};
    *array_push(&sample->job->arena, &sample->bookmarks) =
        (struct bookmark){TEXT("Below it"), 2, 0};
    sample_block(
        sample, TAG_P, section,
        "Pharmacologically effective antidepressants, though difficult to characterise "
        "sufficiently, demonstrate extraordinarily heterogeneous responsiveness; "
        "investigators fundamentally disagree about neurobiological interpretations "
        "of α, β and γ: first, 2 mg; ½ of it; ≥ 3; finally → affine, waffle, office.");
    sample_inline(sample, section);
    sample_list(sample, section);
    sample_table(sample, section, 2);
    sample_shapes(sample, section);
    sample_running(sample);
}

#endif
