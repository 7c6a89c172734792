/*
 * Takes a finished page and the faults on it, gives the marks in its margins; see faults.h.
 * The one idea: what is painted on a page already is ink that a mark keeps clear of; a mark is
 * ink for the next one.
 */
#include "pages/faults.h"

#include <stdlib.h>

#define EDGE PT(10) /* of the sheet, where printers do not reach */

/* ---- ink
 * --------------------------------------------------------------------------------------*/

struct ink {
    sp left, top, right, bottom;
    sp line;   /* text: left edge of the line it is in; else 0 */
    bool read; /* it is of the document, not of the layout: a line number, a mark */
};

struct marking {
    struct painter *painter;
    const struct style *style;
    sp page_width;
    sp left, right; /* of the text area */
    ARRAY(struct ink) inks;
};

/* `upright`: of a page that is turned, but in the upright page's coordinates. */
static void add_ink(struct marking *marking, struct ink ink, bool upright)
{
    sp width = marking->page_width;
    if (upright)
        ink = (struct ink){width - ink.bottom, ink.left, width - ink.top, ink.right, 0, false};
    bool ground = ink.right - ink.left > marking->page_width * 9 / 10;
    if (!ground)
        *array_push(marking->painter->b->arena, &marking->inks) = ink;
}

static struct ink text_ink(const struct item *item)
{
    const struct fragment *first = &item->fragments[0];
    struct ink ink = {item->x + first->x, item->y, item->x + first->x, item->y, item->x,
                      item->tag != NO_TAG};
    /* they come as they are read, which need not be from left to right */
    for (size_t i = 0; i < item->fragment_count; i++) {
        const struct fragment *fragment = &item->fragments[i];
        sp left = item->x + fragment->x, right = left + fragment->width;
        sp top = item->y - fragment->rise - fragment->size * 3 / 4;
        sp bottom = item->y - fragment->rise + fragment->size / 4;
        ink.left = left < ink.left ? left : ink.left;
        ink.right = right > ink.right ? right : ink.right;
        ink.top = top < ink.top ? top : ink.top;
        ink.bottom = bottom > ink.bottom ? bottom : ink.bottom;
    }
    return ink;
}

static struct ink path_ink(const struct item *item)
{
    struct ink ink = {item->x, item->y, item->x, item->y, 0, item->tag != NO_TAG};
    for (size_t i = 0; i < item->path_count; i++) {
        const struct path_point *point = &item->path[i];
        size_t count = point->verb == PATH_CURVE ? 3 : point->verb == PATH_CLOSE ? 0 : 1;
        for (size_t k = 0; k < count; k++) {
            sp x = item->x + point->x[k], y = item->y + point->y[k];
            ink.left = x < ink.left ? x : ink.left;
            ink.right = x > ink.right ? x : ink.right;
            ink.top = y < ink.top ? y : ink.top;
            ink.bottom = y > ink.bottom ? y : ink.bottom;
        }
    }
    return ink;
}

/* Whether a line with that left edge is nearer to the right margin: the second of two columns.
 */
static bool nearer_right(const struct marking *marking, sp line)
{
    return line > (marking->left + marking->right) / 2;
}

static void add_item(struct marking *marking, const struct item *item, bool upright)
{
    switch (item->kind) {
    case ITEM_GLYPHS:
        if (item->fragment_count > 0)
            add_ink(marking, text_ink(item), upright);
        break;
    case ITEM_PATH:
        add_ink(marking, path_ink(item), upright);
        break;
    case ITEM_FILL:
    case ITEM_STROKE:
    case ITEM_IMAGE:
        add_ink(marking,
                (struct ink){item->x, item->y, item->x + item->width, item->y + item->height, 0,
                             item->tag != NO_TAG},
                upright);
        break;
    }
}

/* ---- one mark
 * ---------------------------------------------------------------------------------*/

/* The faults of one line. */
struct mark_of {
    sp y;
    bool right; /* the line is nearer to the right margin */
    size_t first, end;
    const struct fault **faults; /* [first, end) by number */
};

/* Where a mark could stand. */
struct site {
    sp y;
    bool right; /* in the margin on the right */
    bool near;  /* or wherever beside the line nothing is painted, close to it */
};

static bool beside_line(const struct marking *marking, const struct ink *ink, sp y)
{
    sp size = marking->style->size;
    return ink->bottom > y - size * 3 / 4 && ink->top < y + size / 8;
}

/* Between a mark and what stands beside it. */
static sp gap_of(const struct marking *marking, struct site site)
{
    return site.near ? marking->style->size / 6 : marking->style->size * 2 / 3;
}

/* Where a mark starts that stands next to the text: beside the text area or what of the text
 * passes it; `near` the line, beside all that is painted. */
static sp first_tip(const struct marking *marking, struct site site)
{
    sp left = site.near ? marking->page_width : marking->left;
    sp right = site.near ? 0 : marking->right;
    for (size_t i = 0; i < marking->inks.count; i++) {
        const struct ink *ink = &marking->inks.items[i];
        if (!beside_line(marking, ink, site.y) || !(site.near || ink->read))
            continue;
        left = ink->left < left ? ink->left : left;
        right = ink->right > right ? ink->right : right;
    }
    return site.right ? right + gap_of(marking, site) : left - gap_of(marking, site);
}

/* Moves `*tip` away from the text until a mark of `width` meets nothing. Whether it does so on
 * the sheet. */
static bool find_tip(const struct marking *marking, struct site site, sp width, sp *tip)
{
    sp gap = gap_of(marking, site), edge = site.near ? -gap : EDGE;
    for (size_t i = 0; i < marking->inks.count; i++) {
        const struct ink *ink = &marking->inks.items[i];
        sp left = site.right ? *tip - gap / 2 : *tip - width;
        sp right = site.right ? *tip + width : *tip + gap / 2;
        if (!beside_line(marking, ink, site.y) || ink->right <= left || ink->left >= right)
            continue;
        *tip = site.right ? ink->right + gap : ink->left - gap;
        i = (size_t)-1; /* what was passed may be met now */
    }
    return site.right ? *tip + width <= marking->page_width - edge : *tip - width >= edge;
}

/* "2, 5–7" */
static struct text number_text(struct arena *arena, const struct mark_of *mark)
{
    struct buffer out = buffer_new(arena);
    for (size_t i = mark->first; i < mark->end;) {
        size_t last = i;
        while (last + 1 < mark->end &&
               mark->faults[last + 1]->number == mark->faults[last]->number + 1)
            last++;
        buffer_string(&out, i > mark->first ? ", " : "");
        buffer_number(&out, (int64_t)mark->faults[i]->number);
        if (last > i) {
            buffer_string(&out, last > i + 1 ? "\xE2\x80\x93" : ", ");
            buffer_number(&out, (int64_t)mark->faults[last]->number);
        }
        i = last + 1;
    }
    return buffer_text(&out);
}

static bool any_error(const struct mark_of *mark)
{
    for (size_t i = mark->first; i < mark->end; i++)
        if (mark->faults[i]->diag->severity >= SEVERITY_ERROR)
            return true;
    return false;
}

/* The number with the message's id on the side that is away from the text; the number alone
 * where several faults share the line. */
static struct text named_text(struct arena *arena, const struct mark_of *mark, bool right)
{
    struct text number = number_text(arena, mark), space = TEXT("\xE2\x80\x82");
    if (mark->end - mark->first > 1)
        return number;
    struct text name = text_of(diag_name(mark->faults[mark->first]->diag->id));
    return right ? text_join(arena, number, space, name)
                 : text_join(arena, name, space, number);
}

/* An arrowhead towards the text, its tip at x: filled for an error, an outline for a warning.
 */
static void paint_sign(struct marking *marking, sp x, sp y, bool right, bool filled)
{
    struct builder *b = marking->painter->b;
    sp height = marking->style->size * 3 / 4, out = right ? height : -height;
    struct path_point *path = arena_array(b->arena, 4, sizeof *path);
    path[0].verb = PATH_MOVE;
    path[0].y[0] = -height / 2;
    path[1].verb = path[2].verb = PATH_LINE;
    path[1].x[0] = path[2].x[0] = out;
    path[1].y[0] = -height;
    path[3].verb = PATH_CLOSE;
    struct item *item = paint_item(marking->painter, ITEM_PATH, NO_TAG);
    item->x = x;
    item->y = y;
    item->line_width = filled ? 0 : height / 9;
    item->colour = marking->style->colour;
    item->path = path;
    item->path_count = 4;
}

static sp sign_width(const struct marking *marking)
{
    return marking->style->size * 5 / 4; /* with the space that parts it from the number */
}

static struct paragraph *text_set(const struct marking *marking, struct text text)
{
    struct builder *b = marking->painter->b;
    struct paragraph *paragraph = paragraph_text(b, marking->style, NO_TAG, text);
    paragraph_line(b, paragraph);
    return paragraph;
}

static sp text_width(const struct paragraph *paragraph)
{
    return paragraph->lines.count > 0 ? paragraph->lines.items[0].width : 0;
}

/* Sets the mark's sign with its tip there, and `text` beside it. */
static void put_mark(struct marking *marking, const struct mark_of *mark,
                     const struct paragraph *text, struct site site, sp tip)
{
    sp width = text_width(text) + sign_width(marking);
    if (site.right && tip + width > marking->page_width)
        tip = marking->page_width - width;
    if (!site.right && tip < width)
        tip = width;
    sp x = site.right ? tip + sign_width(marking) : tip - width;
    size_t first = marking->painter->items.count;
    paint_sign(marking, tip, mark->y, site.right, any_error(mark));
    paint_line(marking->painter, text, 0, x, mark->y);
    for (size_t i = first; i < marking->painter->items.count; i++)
        add_item(marking, &marking->painter->items.items[i], false);
}

/* Whether the mark was put there, with the id where there is room for it too. */
static bool try_site(struct marking *marking, const struct mark_of *mark, struct site site)
{
    struct arena *arena = marking->painter->b->arena;
    struct paragraph *named = text_set(marking, named_text(arena, mark, site.right));
    struct paragraph *number = text_set(marking, number_text(arena, mark));
    sp tip = first_tip(marking, site);
    if (!find_tip(marking, site, text_width(number) + sign_width(marking), &tip))
        return false;
    sp further = tip;
    bool fits = find_tip(marking, site, text_width(named) + sign_width(marking), &further);
    put_mark(marking, mark, fits && further == tip ? named : number, site, tip);
    return true;
}

/* Whether text of another column or cell, nearer to the other margin, is level with the line.
 */
static bool shares_line(const struct marking *marking, const struct mark_of *mark)
{
    for (size_t i = 0; i < marking->inks.count; i++) {
        const struct ink *ink = &marking->inks.items[i];
        if (ink->line > 0 && beside_line(marking, ink, mark->y) &&
            nearer_right(marking, ink->line) != mark->right)
            return true;
    }
    return false;
}

static void paint_mark(struct marking *marking, const struct mark_of *mark)
{
    bool shared =
        shares_line(marking, mark); /* in the other margin it would seem to be theirs */
    for (int i = 0; i < 4; i++) {
        bool near = shared ? i % 2 > 0 : i > 1, other = shared ? i > 1 : i % 2 > 0;
        if (try_site(marking, mark, (struct site){mark->y, mark->right != other, near}))
            return;
    }
    /* there is no room: better over what is there than not at all */
    struct text number = number_text(marking->painter->b->arena, mark);
    struct site site = {mark->y, mark->right, false};
    put_mark(marking, mark, text_set(marking, number), site, first_tip(marking, site));
}

/* ---- the page
 * ---------------------------------------------------------------------------------*/

/* A fault on the page, and the line it stands in. */
struct stand {
    const struct fault *fault;
    sp y;
    bool right;
};

static int by_line(const void *left, const void *right)
{
    const struct stand *a = left, *b = right;
    if (a->right != b->right)
        return a->right - b->right;
    if (a->y != b->y)
        return a->y < b->y ? -1 : 1;
    return (a->fault->number > b->fault->number) - (a->fault->number < b->fault->number);
}

static int by_number(const void *left, const void *right)
{
    const struct fault *const *a = left, *const *b = right;
    return ((*a)->number > (*b)->number) - ((*a)->number < (*b)->number);
}

static struct stand *stands_of(const struct marking *marking, const struct faults *faults,
                               size_t *count)
{
    struct arena *arena = marking->painter->b->arena;
    struct stand *stands = arena_array(arena, faults->list.count, sizeof *stands);
    *count = 0;
    for (size_t i = 0; i < faults->list.count; i++) {
        const struct places *places = &faults->list.items[i].places;
        for (size_t k = 0; k < places->list.count; k++) {
            const struct traced *at = &places->list.items[k];
            if (at->page == marking->painter->page)
                stands[(*count)++] = (struct stand){&faults->list.items[i], at->y,
                                                    nearer_right(marking, at->line)};
        }
    }
    qsort(stands, *count, sizeof *stands, by_line);
    return stands;
}

/* Faults of lines that share a baseline, or nearly, have one mark. */
static void paint_marks(struct marking *marking, const struct stand *stands, size_t count)
{
    struct builder *b = marking->painter->b;
    const struct fault **faults = arena_array(b->arena, count, sizeof(struct fault *));
    for (size_t i = 0; i < count; i++)
        faults[i] = stands[i].fault;
    for (size_t i = 0; i < count;) {
        struct mark_of mark = {stands[i].y, stands[i].right, i, i + 1, faults};
        while (mark.end < count && stands[mark.end].right == mark.right &&
               stands[mark.end].y - mark.y < b->body->size / 2)
            mark.end++;
        qsort(&faults[i], mark.end - i, sizeof faults[i], by_number);
        paint_mark(marking, &mark);
        i = mark.end;
    }
}

/* How many of the page's items stand in the turned page's coordinates. */
static size_t turned_count(const struct page *page)
{
    return page->view_count > 0 && page->views[0].turned ? page->views[0].count : 0;
}

void faults_paint(struct painter *painter, const struct faults *faults, const struct page *page)
{
    struct builder *b = painter->b;
    size_t turned = turned_count(page), count;
    struct marking marking = {.painter = painter, .page_width = b->design->page_width};
    marking.style = role_style(b, role_style(b, b->body, "running.foot"), "fault");
    marking.left = painter->left;
    marking.right = painter->left + b->measure;
    if (turned > 0) {
        marking.page_width = b->design->page_height;
        marking.left = b->design->margin_bottom;
        marking.right = marking.left + b->height;
    }
    struct stand *stands = stands_of(&marking, faults, &count);
    for (size_t i = 0; count > 0 && i < page->item_count; i++)
        add_item(&marking, &page->items[i], turned > 0 && i >= turned);
    paint_marks(&marking, stands, count);
}
