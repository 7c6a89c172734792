/* Takes the templates of running matter and a page's facts, gives its items; see running.h. */
#include "pages/running.h"

#include "pages/matter.h"

static const struct meta *meta_field(const struct document *document, struct text name)
{
    const struct {
        const char *name;
        const struct meta *meta;
    } fields[] = {
        {"title", &document->title},       {"short-title", &document->short_title},
        {"subtitle", &document->subtitle}, {"version", &document->version},
        {"date", &document->date},         {"review-by", &document->review_by},
        {"owner", &document->owner},       {"identifier", &document->identifier},
        {"approver", &document->approver}, {"audience", &document->audience},
        {"licence", &document->licence},
    };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (text_is(name, fields[i].name))
            return fields[i].meta;
    return NULL;
}

/* One text of running matter while its fields are filled in. */
struct filling {
    struct runs runs;
    struct voice voice;
    const struct running_page *page;
};

static void fill_text(struct filling *filling, struct text text)
{
    struct span nowhere = {0, 0, 0};
    runs_text(&filling->runs, filling->voice, text, nowhere);
}

static void fill_meta(struct filling *filling, const struct meta *meta)
{
    struct builder *b = filling->runs.b;
    struct span nowhere = {0, 0, 0};
    if (meta == &b->document->short_title && meta->value.text.length == 0)
        meta = &b->document->title;
    if (!meta->to_fill) {
        fill_text(filling, meta_text(b, meta));
        return;
    }
    runs_blank(&filling->runs, filling->voice, TEXT(""), nowhere);
    filling->runs.list.items[filling->runs.list.count - 1].width =
        6 * filling->voice.style->size;
}

static void fill_field(struct filling *filling, struct text name)
{
    struct builder *b = filling->runs.b;
    const struct running_page *page = filling->page;
    const struct meta *meta = meta_field(b->document, name);
    if (meta != NULL)
        fill_meta(filling, meta);
    else if (text_is(name, "page"))
        fill_text(filling, text_decimal(b->arena, (int64_t)page->number));
    else if (text_is(name, "pages"))
        fill_text(filling, text_decimal(b->arena, (int64_t)page->count));
    else if (text_is(name, "section") && page->section > 0)
        fill_text(filling, b->headings.items[page->section - 1].plain);
}

/* `template` with its fields, as runs. */
static void fill(struct filling *filling, struct text template)
{
    size_t at = 0;
    while (at < template.length) {
        size_t open = text_find(template, '{', at);
        size_t close = text_find(template, '}', open);
        fill_text(filling, text_slice(template, at, open));
        if (close < template.length)
            fill_field(filling, text_slice(template, open + 1, close));
        else
            fill_text(filling, text_slice(template, open, close));
        at = close < template.length ? close + 1 : template.length;
    }
}

static void paint_text(struct painter *painter, const struct style *style, struct text template,
                       enum alignment align, const struct running_page *page, sp y)
{
    struct builder *b = painter->b;
    if (template.length == 0)
        return;
    struct filling filling = {.runs = runs_new(b), .page = page};
    filling.voice = voice_of(b, style, NO_TAG);
    fill(&filling, template);
    struct paragraph *paragraph = paragraph_of(&filling.runs, style, NO_TAG);
    paragraph_line(b, paragraph);
    if (paragraph->lines.count == 0)
        return;
    sp left = page->even ? style->margin_right : style->margin_left;
    sp right = page->even ? style->margin_left : style->margin_right;
    sp free = b->measure - left - right - paragraph->lines.items[0].width;
    sp x = align == ALIGN_LEFT ? 0 : align == ALIGN_RIGHT ? free : free / 2;
    paint_line(painter, paragraph, 0, painter->left + left + x, y);
}

static void paint_running(struct painter *painter, const struct style *style,
                          const struct running *running, const struct running_page *page, sp y)
{
    paint_text(painter, style, page->even ? running->outer : running->inner, ALIGN_LEFT, page,
               y);
    paint_text(painter, style, running->centre, ALIGN_CENTRE, page, y);
    paint_text(painter, style, page->even ? running->inner : running->outer, ALIGN_RIGHT, page,
               y);
}

static bool is_empty(const struct running *running)
{
    return running->inner.length + running->centre.length + running->outer.length == 0;
}

static void paint_rule(struct painter *painter, const struct style *style, enum side side,
                       bool even, sp y)
{
    const struct border *border = &style->border[side];
    sp left = even ? style->margin_right : style->margin_left;
    sp width = painter->b->measure - style->margin_left - style->margin_right;
    paint_fill(painter, painter->left + left, y, width, border->width, border->colour);
}

static void paint_head(struct painter *painter, const struct running_page *page)
{
    struct builder *b = painter->b;
    const struct design *design = b->design;
    const struct running *head = page->number == 1 ? &design->head_first : &design->head;
    if (is_empty(head))
        return;
    const struct style *style = role_style(b, b->body, "running.head");
    paint_running(painter, style, head, page, design->head_distance);
    paint_rule(painter, style, SIDE_BOTTOM, page->even,
               design->head_distance + style->padding[SIDE_BOTTOM] + style->size / 3);
}

static void paint_foot(struct painter *painter, const struct running_page *page)
{
    struct builder *b = painter->b;
    const struct design *design = b->design;
    const struct style *style = role_style(b, b->body, "running.foot");
    sp last = design->page_height - design->foot_distance;
    bool second = !is_empty(&design->foot_second);
    sp first = second ? last - style->leading : last;
    paint_running(painter, style, &design->foot, page, first);
    if (second)
        paint_running(painter, style, &design->foot_second, page, last);
    if (!is_empty(&design->foot) || second)
        paint_rule(painter, style, SIDE_TOP, page->even,
                   first - style->size - style->padding[SIDE_TOP]);
}

void running_paint(struct painter *painter, const struct running_page *page)
{
    struct builder *b = painter->b;
    painter->artifact = ARTIFACT_HEADER;
    paint_head(painter, page);
    if (b->draft) {
        const struct style *style = role_style(b, b->body, "draft");
        struct text word = style->label.length > 0 ? style->label : TEXT("DRAFT");
        paint_text(painter, style, word, ALIGN_CENTRE, page, b->design->head_distance);
    }
    painter->artifact = ARTIFACT_FOOTER;
    paint_foot(painter, page);
    painter->artifact = ARTIFACT_NONE;
}
