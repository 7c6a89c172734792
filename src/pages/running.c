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
    size_t most; /* characters of a title, so that a line has room for both */
};

/* `text`, or its start up to a word's end and an ellipsis where it has over `most` characters.
 */
static struct text shorten(struct builder *b, struct text text, size_t most)
{
    size_t at = 0, end = 0, count = 0;
    while (at < text.length && count < most) {
        if (text.bytes[at] == ' ')
            end = at;
        text_next(text, &at);
        count++;
    }
    if (at >= text.length)
        return text;
    return text_join(b->arena, text_slice(text, 0, end), TEXT("\xE2\x80\xA6"), TEXT(""));
}

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
        fill_text(filling, shorten(b, meta_text(b, meta), filling->most));
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
        fill_text(filling,
                  shorten(b, b->headings.items[page->section - 1].plain, filling->most));
}

/* Whether `part` asks for something that the document does not say. */
static bool lacks_field(const struct document *document, struct text part)
{
    for (size_t at = text_find(part, '{', 0); at < part.length;) {
        size_t close = text_find(part, '}', at);
        const struct meta *meta = meta_field(document, text_slice(part, at + 1, close));
        if (meta != NULL && meta != &document->short_title && !meta->to_fill &&
            meta->value.text.length == 0)
            return true;
        at = text_find(part, '{', close);
    }
    return false;
}

/* `template` without those of its parts between dots that would print a label for nothing. */
static struct text said_parts(struct builder *b, struct text template)
{
    const struct text dot = TEXT(" \xC2\xB7 ");
    struct buffer out = buffer_new(b->arena);
    for (size_t at = 0; at <= template.length;) {
        size_t end = text_search(template, dot, at);
        struct text part = text_slice(template, at, end);
        if (!lacks_field(b->document, part)) {
            buffer_add(&out, out.length > 0 ? dot : TEXT(""));
            buffer_add(&out, part);
        }
        at = end < template.length ? end + dot.length : template.length + 1;
    }
    return buffer_text(&out);
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

/* A line of running matter: where it stands and what it is made of. */
struct running_line {
    const struct style *style;
    const struct running *running;
    const struct running_page *page;
    sp y;
};

/* One text of a line, its fields cut to `most` characters; NULL where it is empty. */
static struct paragraph *make_text(struct builder *b, const struct running_line *line,
                                   struct text template, size_t most)
{
    struct filling filling = {.runs = runs_new(b), .page = line->page, .most = most};
    filling.voice = voice_of(b, line->style, NO_TAG);
    fill(&filling, said_parts(b, template));
    struct paragraph *paragraph = paragraph_of(&filling.runs, line->style, NO_TAG);
    paragraph_line(b, paragraph);
    return paragraph->lines.count > 0 ? paragraph : NULL;
}

static sp text_width(const struct paragraph *paragraph)
{
    return paragraph != NULL ? paragraph->lines.items[0].width : 0;
}

/* Paints a text with `share` halves of the free room before it. */
static void paint_text(struct painter *painter, const struct running_line *line,
                       const struct paragraph *text, int share)
{
    const struct style *style = line->style;
    bool even = line->page->even;
    if (text == NULL)
        return;
    sp left = even ? style->margin_right : style->margin_left;
    sp right = even ? style->margin_left : style->margin_right;
    sp room = painter->b->measure - left - right - text_width(text);
    paint_line(painter, text, 0, painter->left + left + room * share / 2, line->y);
}

static void report_wide(struct painter *painter, sp excess)
{
    struct builder *b = painter->b;
    struct buffer points = buffer_new(b->arena);
    if (painter->running_wide)
        return;
    painter->running_wide = true;
    length_print(&points, excess, 1);
    diag(b->job, DIAG_RUNNING_WIDE, b->design->span,
         text_string(b->arena, buffer_text(&points)), NULL);
}

static void paint_running(struct painter *painter, const struct running_line *line)
{
    static const size_t cuts[] = {SIZE_MAX, 80, 60, 45, 30, 20, 10};
    const struct running *running = line->running;
    struct builder *b = painter->b;
    sp width = b->measure - line->style->margin_left - line->style->margin_right;
    struct paragraph *inner = NULL, *centre = NULL, *outer = NULL;
    sp needed = 0;
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
        inner = make_text(b, line, running->inner, cuts[i]);
        centre = make_text(b, line, running->centre, cuts[i]);
        outer = make_text(b, line, running->outer, cuts[i]);
        sp side = text_width(inner) > text_width(outer) ? text_width(inner) : text_width(outer);
        needed = centre != NULL ? text_width(centre) + 2 * side
                                : text_width(inner) + text_width(outer);
        if (needed + 2 * line->style->size <= width)
            break;
    }
    if (needed > width)
        report_wide(painter, needed - width);
    paint_text(painter, line, line->page->even ? outer : inner, 0);
    paint_text(painter, line, centre, 1);
    paint_text(painter, line, line->page->even ? inner : outer, 2);
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
    left += painter->left;
    paint_fill(painter, (sp[4]){left, y, left + width, y + border->width}, border->colour);
}

static void paint_head(struct painter *painter, const struct running_page *page)
{
    struct builder *b = painter->b;
    const struct design *design = b->design;
    const struct running *head = page->number == 1 ? &design->head_first : &design->head;
    if (is_empty(head))
        return;
    const struct style *style = role_style(b, b->body, "running.head");
    paint_running(painter, &(struct running_line){style, head, page, design->head_distance});
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
    paint_running(painter, &(struct running_line){style, &design->foot, page, first});
    if (second)
        paint_running(painter, &(struct running_line){style, &design->foot_second, page, last});
    if (!is_empty(&design->foot) || second)
        paint_rule(painter, style, SIDE_TOP, page->even,
                   first - style->size - style->padding[SIDE_TOP]);
}

static void paint_draft(struct painter *painter, const struct running_page *page)
{
    struct builder *b = painter->b;
    const struct style *style = role_style(b, b->body, "draft");
    struct running draft = {.centre = TEXT("DRAFT")};
    if (style->label.length > 0)
        draft.centre = style->label;
    sp above = b->design->head_distance - style->size * 5 / 4; /* clear of the head */
    sp y = above > style->size ? above : style->size;
    paint_running(painter, &(struct running_line){style, &draft, page, y});
}

void running_paint(struct painter *painter, const struct running_page *page)
{
    painter->artifact = ARTIFACT_HEADER;
    paint_head(painter, page);
    if (painter->b->draft)
        paint_draft(painter, page);
    painter->artifact = ARTIFACT_FOOTER;
    paint_foot(painter, page);
    painter->artifact = ARTIFACT_NONE;
}

void running_listing(struct painter *painter, const struct running_page *page)
{
    struct builder *b = painter->b;
    const struct running foot = {.centre = TEXT("Faults, page {page} of {pages}")};
    const struct style *style = role_style(b, b->body, "running.foot");
    sp y = b->design->page_height - b->design->foot_distance;
    painter->artifact = ARTIFACT_HEADER;
    paint_draft(painter, page);
    painter->artifact = ARTIFACT_FOOTER;
    paint_running(painter, &(struct running_line){style, &foot, page, y});
    painter->artifact = ARTIFACT_NONE;
}
