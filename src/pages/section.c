/*
 * Takes the document's sections, gives their headings (numbers, places, plain text) and flow.
 * The one idea: headings are counted in one walk beforehand and consumed in the same order.
 */
#include "pages/section.h"

#include "pages/bands.h"
#include "pages/matter.h"

const char *heading_role(int level)
{
    static const char *const roles[] = {"heading.1", "heading.2", "heading.3",
                                        "heading.4", "heading.5", "heading.6"};
    return roles[level < 1 ? 0 : level > 6 ? 5 : level - 1];
}

struct text part_title(struct builder *b, enum part part)
{
    static const char *const roles[] = {
        [PART_TITLE] = "title",
        [PART_STRIP] = "strip",
        [PART_CONTENTS] = "contents.title",
        [PART_TABLES] = "contents.tables",
        [PART_FIGURES] = "contents.figures",
        [PART_REFERENCES] = "bibliography.title",
        [PART_GLOSSARY] = "glossary.title",
        [PART_ABBREVIATIONS] = "abbreviations.title",
        [PART_INDEX] = "index.title",
    };
    static const char *const words[] = {
        [PART_TITLE] = "",
        [PART_STRIP] = "",
        [PART_CONTENTS] = "Contents",
        [PART_TABLES] = "Tables",
        [PART_FIGURES] = "Figures",
        [PART_REFERENCES] = "References",
        [PART_GLOSSARY] = "Words used here",
        [PART_ABBREVIATIONS] = "Abbreviations",
        [PART_INDEX] = "Index",
    };
    struct text said = role_style(b, b->body, roles[part])->label;
    return said.length > 0 ? said : text_of(words[part]);
}

struct text heading_number(struct builder *b, const struct block *block)
{
    bool numbered = block->level <= b->design->number_depth &&
                    role_style(b, b->body, heading_role(block->level))->numbered;
    return numbered ? block->ordinal : TEXT("");
}

/* ---- collecting
 * -------------------------------------------------------------------------------*/

static void collect(struct builder *b, const struct block *block)
{
    struct buffer plain = buffer_new(b->arena);
    document_plain(b->document, block->inlines, &plain);
    uint32_t place = block->id.length > 0 ? place_find(b, block->id) : place_new(b);
    struct heading *heading = array_push(b->arena, &b->headings);
    heading->block = block;
    heading->inlines = block->inlines;
    heading->number = heading_number(b, block);
    heading->plain = buffer_text(&plain);
    heading->level = block->level;
    heading->place = place;
}

static bool part_printed(const struct builder *b, enum part part)
{
    if (part == PART_REFERENCES)
        return b->references->bibliography.count > 0;
    if (part == PART_GLOSSARY)
        return b->document->term_count > 0;
    if (part == PART_TABLES || part == PART_FIGURES)
        return document_listed(b->document, part == PART_TABLES ? LABEL_TABLE : LABEL_FIGURE) >
               0;
    if (part == PART_INDEX)
        return b->document->index_count > 0;
    return part == PART_ABBREVIATIONS && b->document->abbreviation_count > 0;
}

static void collect_part(struct builder *b, enum part part)
{
    if (!part_printed(b, part))
        return;
    uint32_t place = place_new(b);
    struct heading *heading = array_push(b->arena, &b->headings);
    heading->plain = part_title(b, part);
    heading->level = 1;
    heading->place = place;
    struct blocks lists = b->references->bibliography;
    for (size_t i = 0; part == PART_REFERENCES && i < lists.count; i++)
        if (lists.items[i].kind == BLOCK_HEADING)
            collect(b, &lists.items[i]);
}

void headings_collect(struct builder *b)
{
    const struct design *design = b->design;
    for (size_t i = 0; i < design->front_count; i++)
        collect_part(b, design->front[i]);
    for (size_t i = 0; i < b->document->section_count; i++) {
        struct blocks blocks = b->document->sections[i].blocks;
        for (size_t k = 0; k < blocks.count; k++)
            if (blocks.items[k].kind == BLOCK_HEADING)
                collect(b, &blocks.items[k]);
        for (size_t k = 0; i == 0 && k < design->after_count; k++)
            collect_part(b, design->after[k]);
    }
    for (size_t i = 0; i < design->back_count; i++)
        collect_part(b, design->back[i]);
}

bool part_listed(const struct design *design, enum part part)
{
    bool listed = false;
    for (size_t i = 0; i < design->front_count; i++)
        listed = listed || design->front[i] == part;
    for (size_t i = 0; i < design->after_count; i++)
        listed = listed || design->after[i] == part;
    for (size_t i = 0; i < design->back_count; i++)
        listed = listed || design->back[i] == part;
    return listed;
}

/* ---- setting
 * ----------------------------------------------------------------------------------*/

/* The lines of a heading, which stay together and keep with what follows. */
static void heading_lines(const struct frame *frame, struct paragraph *paragraph)
{
    struct flow *flow = frame->flow;
    size_t first = flow->pieces.count;
    flow_set(frame, paragraph, 0);
    bool begun = false;
    for (size_t i = first; i < flow->pieces.count; i++) {
        struct piece *piece = &flow->pieces.items[i];
        if (begun && piece->before < KEEP_NEXT)
            piece->before = KEEP_NEXT;
        begun = begun || piece->kind == PIECE_LINE;
    }
    flow_keep(flow, KEEP_NEXT);
    /* what follows a heading stands near it, whatever space it likes elsewhere */
    sp near = frame->b->body->leading / 2;
    flow->limit = paragraph->style->space_after > near ? paragraph->style->space_after : near;
}

/* Sets `heading`, the next one collected, in `style`. */
static void set_heading(const struct frame *frame, const struct style *style, struct span span)
{
    struct builder *b = frame->b;
    size_t number = b->heading_next++;
    struct heading heading = b->headings.items[number];
    uint32_t tag = tag_new(b, TAG_H, frame->tag, span);
    tag_at(b, tag)->level = heading.level;
    place_define(b, heading.place, tag);
    struct runs runs = runs_new(b);
    struct voice voice = voice_of(b, style, tag);
    if (heading.number.length > 0)
        runs_text(&runs, voice,
                  text_join(b->arena, heading.number, TEXT("\xE2\x80\x82"), TEXT("")), span);
    if (heading.block != NULL)
        runs_add(&runs, voice, heading.inlines);
    else
        runs_text(&runs, voice, heading.plain, span);
    frame->flow->place = heading.place + 1;
    frame->flow->heading = (uint32_t)number + 1;
    heading_lines(frame, paragraph_of(&runs, style, tag));
}

/* A heading inside a box or list: in no list of headings. */
static void inner_heading(const struct frame *frame, const struct block *block)
{
    struct builder *b = frame->b;
    uint32_t tag = tag_new(b, TAG_P, frame->tag, block->span);
    if (block->id.length > 0) {
        uint32_t place = place_find(b, block->id);
        place_define(b, place, tag);
        frame->flow->place = place + 1;
    }
    const struct style *style = block_style(frame, heading_role(block->level));
    struct runs runs = runs_new(b);
    runs_add(&runs, voice_of(b, style, tag), block->inlines);
    heading_lines(frame, paragraph_of(&runs, style, tag));
}

void heading_flow(const struct frame *frame, const struct block *block)
{
    struct builder *b = frame->b;
    bool collected = b->heading_next < b->headings.count &&
                     b->headings.items[b->heading_next].block == block;
    if (!collected) {
        inner_heading(frame, block);
        return;
    }
    set_heading(frame, block_style(frame, heading_role(block->level)), block->span);
}

/* The sections that stand open: their tags, and the ids of their headings, outermost first. */
struct open_sections {
    uint32_t tags[7];
    struct text ids[7];
};

static void open_none(struct open_sections *open, uint32_t tag)
{
    for (int i = 0; i < 7; i++) {
        open->tags[i] = tag;
        open->ids[i] = (struct text){NULL, 0};
    }
}

/* The ids of the sections around, and this one's: "sec-safety sec-driving". */
static struct text ids_with(struct builder *b, struct text around, struct text id)
{
    if (id.length == 0 || !design_names_section(b->design, id))
        return around;
    struct buffer out = buffer_new(&b->job->arena);
    buffer_add(&out, around);
    if (around.length > 0)
        buffer_byte(&out, ' ');
    buffer_add(&out, id);
    return buffer_text(&out);
}

/* A section's own frame, in the columns its style asks for. */
static struct frame section_frame(const struct frame *frame, uint32_t tag,
                                  const struct style *style)
{
    struct frame inner = *frame;
    inner.tag = tag;
    inner.style = style;
    return band_frame(&inner, style);
}

/* A heading closes the sections of its level and below, and opens one, whose styles know its
 * id. */
static void open_section(const struct frame *frame, struct open_sections *open,
                         const struct block *block, struct frame *inner)
{
    struct builder *b = frame->b;
    int level = block->level < 1 ? 1 : block->level > 6 ? 6 : block->level;
    uint32_t tag = tag_new(b, TAG_SECT, open->tags[level - 1], block->span);
    struct situation situation = {.section = ids_with(b, open->ids[level - 1], block->id)};
    for (int i = level; i < 7; i++) {
        open->tags[i] = tag;
        open->ids[i] = situation.section;
    }
    inner->tag = tag;
    const struct style *style = design_style_at(b->design, NULL, "body", &situation);
    if (style != inner->style)
        *inner = section_frame(frame, tag, style);
}

void sections_flow(const struct frame *frame)
{
    const struct document *document = frame->b->document;
    const struct style *body = design_style(frame->b->design, NULL, "body");
    for (size_t i = 0; i < document->section_count; i++) {
        struct blocks blocks = document->sections[i].blocks;
        struct frame inner = section_frame(frame, frame->tag, body);
        struct open_sections open;
        open_none(&open, frame->tag);
        for (size_t k = 0; k < blocks.count; k++) {
            if (blocks.items[k].kind == BLOCK_HEADING)
                open_section(frame, &open, &blocks.items[k], &inner);
            flow_sibling(&inner, blocks, k);
        }
        if (i == 0)
            after_first_flow(frame);
    }
}

struct frame part_open(const struct frame *frame, const char *role)
{
    struct builder *b = frame->b;
    struct span nowhere = {0, 0, 0};
    struct frame inner = *frame;
    inner.tag = tag_new(b, TAG_SECT, frame->tag, nowhere);
    const struct style *style = role_style(b, frame->style, role);
    struct frame spanned = band_spanned(&inner, style);
    set_heading(&spanned, style, nowhere);
    return inner;
}
