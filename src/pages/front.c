/*
 * Takes the document's metadata, gives title block and document strip.
 * The one idea: a field nobody has filled in prints as a ruled blank under its label, so that
 * the sheet asks for it.
 */
#include "pages/matter.h"

static void part_flow(const struct frame *frame, enum part part)
{
    switch (part) {
    case PART_TITLE:
        title_flow(frame);
        break;
    case PART_STRIP:
        strip_flow(frame);
        break;
    case PART_CONTENTS:
        contents_flow(frame);
        break;
    case PART_TABLES:
        captions_flow(frame, LABEL_TABLE);
        break;
    case PART_FIGURES:
        captions_flow(frame, LABEL_FIGURE);
        break;
    case PART_REFERENCES:
        references_flow(frame);
        break;
    case PART_GLOSSARY:
        glossary_flow(frame);
        break;
    case PART_ABBREVIATIONS:
        abbreviations_flow(frame);
        break;
    case PART_INDEX:
        index_flow(frame);
        break;
    }
}

void front_flow(const struct frame *frame)
{
    for (size_t i = 0; i < frame->b->design->front_count; i++)
        part_flow(frame, frame->b->design->front[i]);
}

void after_first_flow(const struct frame *frame)
{
    for (size_t i = 0; i < frame->b->design->after_count; i++)
        part_flow(frame, frame->b->design->after[i]);
}

void back_flow(const struct frame *frame)
{
    for (size_t i = 0; i < frame->b->design->back_count; i++)
        part_flow(frame, frame->b->design->back[i]);
}

/* ---- title
 * ------------------------------------------------------------------------------------*/

static void title_line(const struct frame *frame, const struct meta *meta, const char *role,
                       enum tag_role element)
{
    struct builder *b = frame->b;
    if (meta->value.text.length == 0)
        return;
    const struct style *style = role_style(b, frame->style, role);
    uint32_t tag = tag_new(b, element, frame->tag, meta->value.span);
    struct runs runs = runs_new(b);
    runs_text(&runs, voice_of(b, style, tag), meta->value.text, meta->value.span);
    struct paragraph *paragraph = paragraph_of(&runs, style, tag);
    flow_set(frame, paragraph, 0);
    flow_keep(frame->flow, KEEP_NEXT);
}

void title_flow(const struct frame *frame)
{
    title_line(frame, &frame->b->document->title, "title", TAG_TITLE);
    title_line(frame, &frame->b->document->subtitle, "subtitle", TAG_P);
}

/* ---- strip
 * ------------------------------------------------------------------------------------*/

static struct text date_words(struct builder *b, struct date date)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    struct buffer out = buffer_new(b->arena);
    bool american = text_is(b->language, "en-US");
    if (!american) {
        buffer_number(&out, date.day);
        buffer_string(&out, "\xC2\xA0");
    }
    buffer_string(&out, months[date.month - 1]);
    if (american) {
        buffer_string(&out, "\xC2\xA0");
        buffer_number(&out, date.day);
        buffer_byte(&out, ',');
    }
    buffer_byte(&out, ' ');
    buffer_number(&out, date.year);
    return buffer_text(&out);
}

struct text meta_text(struct builder *b, const struct meta *meta)
{
    bool whole = meta->date.year > 0 && meta->date.month >= 1 && meta->date.month <= 12 &&
                 meta->date.day > 0;
    if (meta->to_fill)
        return TEXT("");
    return whole && text_starts(b->language, "en") ? date_words(b, meta->date)
                                                   : meta->value.text;
}

#define STRIP_COLUMNS 4
#define STRIP_FIELDS  8

struct strip_field {
    const char *label;
    const struct meta *meta;
};

/* A line of fields: the element they go into, and how many fit side by side. */
struct band {
    uint32_t tag;
    size_t columns;
};

/* The fields that are given or to be filled in, in `fields`; how many. */
static size_t strip_fields(const struct document *document,
                           struct strip_field fields[STRIP_FIELDS])
{
    const struct strip_field all[] = {
        {"For", &document->audience},
        {"Version", &document->version},
        {"Date", &document->date},
        {"Review by", &document->review_by},
        {"Status", &document->status},
        {"Owner", &document->owner},
        {"Approved by", &document->approver},
        {"Document", &document->identifier},
    };
    size_t count = 0;
    for (size_t i = 0; i < STRIP_FIELDS; i++)
        if (all[i].meta->to_fill || all[i].meta->value.text.length > 0)
            fields[count++] = all[i];
    return count;
}

/* A line of cells over the strip's columns, filled in by the caller. */
static struct row *strip_row(const struct frame *frame, const struct style *style, size_t count)
{
    struct row *row = arena_alloc(frame->b->arena, sizeof *row);
    row->count = count;
    row->cells = arena_array(frame->b->arena, count, sizeof *row->cells);
    row->style = style;
    row->x = frame->left;
    row->width = frame->width;
    return row;
}

static void fill_cell(struct cell_lines *cell, const struct paragraph *paragraph, sp x, sp y)
{
    cell->paragraph = paragraph;
    cell->end = paragraph->lines.count;
    cell->x = x;
    cell->y = y;
}

static struct paragraph *strip_value(struct builder *b, const struct style *style, uint32_t tag,
                                     struct strip_field field, sp width)
{
    struct runs runs = runs_new(b);
    struct voice voice = voice_of(b, style, tag);
    struct span span = field.meta->value.span;
    if (!field.meta->to_fill) {
        runs_text(&runs, voice, meta_text(b, field.meta), span);
    } else {
        runs_blank(&runs, voice, TEXT(""), span);
        runs.list.items[0].width = width;
        uint32_t blank = tag_at(b, runs.list.items[0].tag)->parent;
        tag_at(b, blank)->alternative = text_of(field.label);
    }
    struct paragraph *paragraph = paragraph_of(&runs, style, tag);
    paragraph_break(b, paragraph, width, 0);
    return paragraph;
}

/* The width of what a field says on one line. */
static sp field_width(struct builder *b, const struct style *style, const struct meta *meta)
{
    struct runs runs = runs_new(b);
    runs_text(&runs, voice_of(b, style, NO_TAG), meta_text(b, meta), meta->value.span);
    size_t count = runs.list.count;
    return count > 0 ? lines_extent(b->job, b->fonts, runs.list.items, count).most : 0;
}

/* How many fields stand side by side, so that most say what they do on one line. */
static size_t strip_columns(const struct frame *frame, const struct strip_field *fields,
                            size_t count)
{
    const struct style *style = role_style(frame->b, frame->style, "strip.value");
    size_t columns = STRIP_COLUMNS;
    for (size_t i = 0; i < count; i++)
        while (columns > 2 && field_width(frame->b, style, fields[i].meta) >
                                  (frame->width + style->size) / (sp)columns - style->size)
            columns--;
    return columns;
}

/* Fields side by side: labels above values. */
static void strip_band(const struct frame *frame, const struct strip_field *fields,
                       size_t count, struct band band)
{
    struct builder *b = frame->b;
    const struct style *label = role_style(b, frame->style, "strip.label");
    const struct style *value = role_style(b, frame->style, "strip.value");
    sp gap = value->size;
    sp step = (frame->width + gap) / (sp)band.columns;
    struct row *labels = strip_row(frame, label, count);
    struct row *values = strip_row(frame, value, count);
    sp lines = 1;
    for (size_t i = 0; i < count; i++) {
        uint32_t element = tag_new(b, TAG_P, band.tag, fields[i].meta->value.span);
        sp x = (sp)i * step;
        struct paragraph *named = paragraph_text(b, label, element, text_of(fields[i].label));
        named->goes_on = true; /* with the value */
        paragraph_line(b, named);
        fill_cell(&labels->cells[i], named, x, label->space_before);
        struct paragraph *said = strip_value(b, value, element, fields[i], step - gap);
        fill_cell(&values->cells[i], said, x, 0);
        lines = (sp)said->lines.count > lines ? (sp)said->lines.count : lines;
    }
    labels->height = label->space_before + label->leading;
    values->height = lines * value->leading + value->space_after;
    flow_push(frame, PIECE_ROW, labels->height, KEEP_EDGE)->of.row = labels;
    flow_push(frame, PIECE_ROW, values->height, KEEP_EDGE)->of.row = values;
}

void strip_flow(const struct frame *frame)
{
    struct builder *b = frame->b;
    struct strip_field fields[STRIP_FIELDS];
    size_t count = strip_fields(b->document, fields);
    if (count == 0)
        return;
    const struct style *style = role_style(b, frame->style, "strip");
    uint32_t tag = tag_new(b, TAG_DIV, frame->tag, b->document->span);
    flow_space(frame->flow, style->space_before);
    uint32_t container;
    struct frame inner = box_open(frame, style, &container);
    size_t columns = strip_columns(&inner, fields, count);
    struct band band = {tag, columns};
    for (size_t i = 0; i < count; i += columns) {
        flow_space(frame->flow, style->leading / 2);
        strip_band(&inner, fields + i, count - i < columns ? count - i : columns, band);
    }
    flow_close(frame, container);
    flow_space(frame->flow, style->space_after);
}
