/*
 * Takes a page's items, gives its content stream.
 * A piece of marked content encloses whole text objects; within one, the pen is followed as a
 * viewer moves it, from the rounded numbers in the file, so that rounding never adds up along a
 * line.
 */
#include "pdf/content.h"

#include "pdf/roles.h"
#include "pdf/syntax.h"

/* A distance of less than this many thousandths of an em between words is not corrected. */
#define GAP_LEAST 2

/* What is open on a page, and the graphics state as last written. */
struct canvas {
    struct content *content;
    struct buffer *out;
    const struct item *item;
    bool marked;
    uint32_t tag;           /* of the open mark */
    enum artifact artifact; /* of the open mark */
    bool text;              /* between BT and ET */
    bool placed;            /* the text object has its first line */
    bool array;             /* within a string of a TJ array */
    size_t bracket;         /* where that array starts */
    bool kerned;            /* it holds a number */
    int64_t x, y;           /* where the text line starts, hundredths of a point */
    sp exact_y;             /* of that line, from the top */
    int64_t pen;            /* billionths of a point from the page's left edge */
    uint32_t face;
    sp exact_size;      /* 0: no font set */
    int64_t size, rise; /* hundredths of a point */
    int64_t tracking;   /* after each glyph, 1/1000 pt */
    int64_t scale;      /* of all widths, 1/10000 */
    colour fill, stroke;
    int64_t line_width; /* hundredths of a point */
    bool dashed;
};

/* 10^9 / 65536 in its lowest terms: pages have a thousand words, and this is asked for each. */
static int64_t billionths(sp length)
{
    return length * 1953125 / 128;
}

/* ---- text objects -----------------------------------------------------------------------*/

static void close_array(struct canvas *canvas)
{
    if (!canvas->array)
        return;
    if (canvas->kerned) {
        buffer_string(canvas->out, ")]TJ\n");
    } else {
        canvas->out->bytes[canvas->bracket] = ' ';
        buffer_string(canvas->out, ")Tj\n");
    }
    canvas->array = false;
}

static void close_text(struct canvas *canvas)
{
    close_array(canvas);
    if (canvas->text)
        buffer_string(canvas->out, "ET\n");
    canvas->text = false;
}

static void open_text(struct canvas *canvas)
{
    if (canvas->text)
        return;
    buffer_string(canvas->out, "BT\n");
    canvas->text = true;
    canvas->placed = false;
    canvas->x = 0;
    canvas->y = 0;
}

/* Starts a line of text at a point of the page. */
static void move_to(struct canvas *canvas, sp x, sp y)
{
    close_array(canvas);
    int64_t to_x = hundredths(x);
    int64_t to_y = hundredths(canvas->content->pages->height - y);
    put_hundredths(canvas->out, to_x - canvas->x);
    put_hundredths(canvas->out, to_y - canvas->y);
    buffer_string(canvas->out, " Td\n");
    canvas->x = to_x;
    canvas->y = to_y;
    canvas->pen = to_x * 10000000;
    canvas->exact_y = y;
    canvas->placed = true;
}

static void set_font(struct canvas *canvas, uint32_t face, sp size)
{
    if (canvas->exact_size == size && canvas->face == face)
        return;
    int64_t wanted = hundredths(size);
    canvas->exact_size = size;
    close_array(canvas);
    buffer_string(canvas->out, "/F");
    buffer_number(canvas->out, face);
    put_hundredths(canvas->out, wanted);
    buffer_string(canvas->out, " Tf\n");
    canvas->face = face;
    canvas->size = wanted;
}

static void set_rise(struct canvas *canvas, sp rise)
{
    int64_t wanted = rise == 0 ? 0 : hundredths(rise);
    if (canvas->rise == wanted)
        return;
    close_array(canvas);
    put_hundredths(canvas->out, wanted);
    buffer_string(canvas->out, " Ts\n");
    canvas->rise = wanted;
}

static void set_tracking(struct canvas *canvas, int64_t wanted)
{
    if (canvas->tracking == wanted)
        return;
    close_array(canvas);
    put_thousandths(canvas->out, wanted);
    buffer_string(canvas->out, " Tc\n");
    canvas->tracking = wanted;
}

static void set_scale(struct canvas *canvas, int64_t wanted)
{
    if (canvas->scale == wanted)
        return;
    close_array(canvas);
    put_hundredths(canvas->out, wanted);
    buffer_string(canvas->out, " Tz\n");
    canvas->scale = wanted;
}

/* What a viewer moves by after glyphs with that advance (1/1000 em). */
static void advance(struct canvas *canvas, int64_t advance, uint32_t glyphs)
{
    canvas->pen += (advance * canvas->size + glyphs * canvas->tracking * 100) * canvas->scale;
}

/* Opens the array or goes on in it, with the pen moved to `x`. */
static void open_string(struct canvas *canvas, sp x)
{
    int64_t gap = canvas->pen - billionths(x);
    int64_t unit = canvas->size * canvas->scale; /* 1/1000 em */
    bool moved = gap >= GAP_LEAST * unit || gap <= -GAP_LEAST * unit;
    int64_t adjust = moved ? length_scale(gap, 1, unit) : 0;
    if (canvas->array && !moved)
        return;
    if (canvas->array) {
        buffer_byte(canvas->out, ')');
    } else {
        canvas->bracket = canvas->out->length;
        buffer_byte(canvas->out, '[');
        canvas->array = true;
        canvas->kerned = false;
    }
    if (moved) {
        buffer_number(canvas->out, adjust);
        advance(canvas, -adjust, 0);
        canvas->kerned = true;
    }
    buffer_byte(canvas->out, '(');
}

/* ---- colours and lines ------------------------------------------------------------------*/

static void put_component(struct buffer *out, uint32_t component)
{
    put_thousandths(out, length_scale(component, 1000, 255));
}

static void put_colour(struct buffer *out, colour wanted, const char *grey, const char *rgb)
{
    uint32_t red = wanted >> 16 & 0xFF, green = wanted >> 8 & 0xFF, blue = wanted & 0xFF;
    put_component(out, red);
    if (red != green || green != blue) {
        put_component(out, green);
        put_component(out, blue);
        buffer_string(out, rgb);
    } else {
        buffer_string(out, grey);
    }
}

static void set_fill(struct canvas *canvas, colour wanted)
{
    if (canvas->fill == wanted)
        return;
    close_array(canvas);
    put_colour(canvas->out, wanted, " g\n", " rg\n");
    canvas->fill = wanted;
}

static void set_line(struct canvas *canvas, const struct item *item)
{
    int64_t width = hundredths(item->line_width);
    if (canvas->stroke != item->colour)
        put_colour(canvas->out, item->colour, " G\n", " RG\n");
    if (canvas->line_width != width) {
        put_hundredths(canvas->out, width);
        buffer_string(canvas->out, " w\n");
    }
    if (item->dashed) {
        buffer_byte(canvas->out, '[');
        put_hundredths(canvas->out, 3 * width);
        put_hundredths(canvas->out, 2 * width);
        buffer_string(canvas->out, "]0 d\n");
    } else if (canvas->dashed) {
        buffer_string(canvas->out, "[]0 d\n");
    }
    canvas->stroke = item->colour;
    canvas->line_width = width;
    canvas->dashed = item->dashed;
}

/* ---- marked content ---------------------------------------------------------------------*/

static void close_mark(struct canvas *canvas)
{
    close_text(canvas);
    if (canvas->marked)
        buffer_string(canvas->out, "EMC\n");
    canvas->marked = false;
}

static void put_box(struct canvas *canvas, const struct item *item)
{
    sp bottom = canvas->content->pages->height - item->y - item->height;
    buffer_string(canvas->out, "/BBox[");
    put_length(canvas->out, item->x);
    put_length(canvas->out, bottom);
    put_length(canvas->out, item->x + item->width);
    put_length(canvas->out, bottom + item->height);
    buffer_byte(canvas->out, ']');
}

static void open_artifact(struct canvas *canvas, const struct item *item)
{
    static const char *const kinds[] = {
        [ARTIFACT_NONE] = "Layout",
        [ARTIFACT_LAYOUT] = "Layout",
        [ARTIFACT_BACKGROUND] = "Background",
        [ARTIFACT_HEADER] = "Pagination/Subtype/Header/Attached[/Top]",
        [ARTIFACT_FOOTER] = "Pagination/Subtype/Footer/Attached[/Bottom]",
    };
    buffer_string(canvas->out, "/Artifact<</Type/");
    buffer_string(canvas->out, kinds[item->artifact]);
    if (item->artifact == ARTIFACT_BACKGROUND)
        put_box(canvas, item);
    buffer_string(canvas->out, ">>BDC\n");
}

/* A piece that reads as `actual`, unless that is empty, whatever its glyphs decode to. Such
 * pieces are not nested in others, since not every reader finds its way out again. */
static void open_piece(struct canvas *canvas, uint32_t number, struct text actual)
{
    const struct tag *tag = &canvas->content->pages->tags[number];
    const struct tag *above =
        tag->role == TAG_TEXT ? &canvas->content->pages->tags[tag->parent] : tag;
    buffer_byte(canvas->out, '/');
    buffer_string(canvas->out, actual.length > 0 ? "Span" : role_type(above));
    buffer_string(canvas->out, "<</MCID ");
    buffer_number(canvas->out, structure_add(canvas->content->structure, number));
    if (actual.length > 0) {
        buffer_string(canvas->out, "/ActualText");
        put_text(canvas->out, actual);
    }
    buffer_string(canvas->out, ">>BDC\n");
}

static uint32_t tag_of(const struct canvas *canvas, const struct item *item)
{
    return item->tag < canvas->content->pages->tag_count ? item->tag : NO_TAG;
}

static void open_mark(struct canvas *canvas, const struct item *item, struct text actual)
{
    close_mark(canvas);
    canvas->tag = tag_of(canvas, item);
    canvas->artifact = item->artifact;
    canvas->marked = true;
    if (canvas->tag == NO_TAG)
        open_artifact(canvas, item);
    else
        open_piece(canvas, canvas->tag, actual);
}

/* The text that a leaf itself says it reads as. */
static struct text actual_of(const struct canvas *canvas, uint32_t tag)
{
    const struct pages *pages = canvas->content->pages;
    return tag != NO_TAG && pages->tags[tag].role == TAG_TEXT ? pages->tags[tag].actual
                                                              : TEXT("");
}

static void set_mark(struct canvas *canvas, const struct item *item)
{
    uint32_t tag = tag_of(canvas, item);
    bool same = canvas->marked && canvas->tag == tag && canvas->artifact == item->artifact;
    bool boxed = tag == NO_TAG && item->artifact == ARTIFACT_BACKGROUND;
    if (!same || (boxed && item->kind != ITEM_GLYPHS))
        open_mark(canvas, item, actual_of(canvas, tag));
}

/* What follows reads as `text`: a piece of its own, or part of an artifact. */
static void open_spelled(struct canvas *canvas, const struct item *item, struct text text)
{
    if (tag_of(canvas, item) != NO_TAG) {
        open_mark(canvas, item, text);
        return;
    }
    set_mark(canvas, item);
    close_text(canvas);
    buffer_string(canvas->out, "/Span<</ActualText");
    put_text(canvas->out, text);
    buffer_string(canvas->out, ">>BDC\n");
}

static void close_spelled(struct canvas *canvas)
{
    if (canvas->tag != NO_TAG) {
        close_mark(canvas);
        return;
    }
    close_text(canvas);
    buffer_string(canvas->out, "EMC\n");
}

/* ---- glyphs -----------------------------------------------------------------------------*/

/* Glyph by glyph, for marks that stand off the baseline, and for text that reads from right to
 * left, which is shown in the order in which it is read. */
static void show_raised(struct canvas *canvas, const struct fragment *fragment, sp x)
{
    const struct typefaces *typefaces = canvas->content->typefaces;
    const struct shaped *shaped = fragment->shaped;
    int units = typefaces->faces[shaped->face].facts.units_per_em;
    int64_t pen = shaped->leftward ? shaped->advance : 0;
    for (uint32_t k = 0; k < shaped->count; k++) {
        uint32_t i = shaped->leftward ? shaped->count - 1 - k : k;
        const struct glyph *glyph = &shaped->glyphs[i];
        pen -= shaped->leftward ? glyph->advance : 0;
        const struct use *use = typefaces_use(typefaces, shaped->face, glyph->id);
        set_rise(canvas, fragment->rise + length_scale(glyph->dy, fragment->size, units));
        open_string(canvas, x + length_scale(pen + glyph->dx, fragment->size, units));
        put_byte(canvas->out, (unsigned char)(use->code >> 8));
        put_byte(canvas->out, (unsigned char)use->code);
        advance(canvas, use->width, 1);
        pen += shaped->leftward ? 0 : glyph->advance;
    }
}

static void show_level(struct canvas *canvas, const struct shown *shown, sp x)
{
    open_string(canvas, x);
    buffer_add(canvas->out, shown->codes);
    canvas->kerned = canvas->kerned || shown->kerned;
    advance(canvas, shown->advance, shown->shaped->count);
}

/* Scaling and tracking of a word; a space takes what is set, since nobody sees its glyph. What
 * a word is wider than its glyphs is tracking, in whole thousandths of an em. */
static void set_widths(struct canvas *canvas, const struct fragment *fragment)
{
    const struct shaped *shaped = fragment->shaped;
    int units = canvas->content->typefaces->faces[shaped->face].facts.units_per_em;
    if (fragment->kind == FRAGMENT_SPACE)
        return;
    int64_t scale = 65536 + fragment->scaling;
    sp natural = shaped->advance * fragment->size / units * scale / 65536;
    sp em = fragment->size * shaped->count;
    sp extra = fragment->width - natural;
    bool tracked = extra * 2000 > em || extra * 2000 < -em;
    int64_t tracking = tracked ? length_scale(extra, 1000, em) : 0;
    set_scale(canvas, fragment->scaling == 0 ? 10000 : length_scale(scale, 10000, 65536));
    set_tracking(canvas, tracked ? length_scale(canvas->size * tracking, 1, 100) : 0);
}

/* The text to spell out for a fragment, or empty where its glyphs decode to what it says. */
static struct text spelling(const struct fragment *fragment, const struct shown *shown)
{
    if (fragment->kind == FRAGMENT_HYPHEN)
        return TEXT("\u00AD");
    return shown->decodes ? TEXT("") : fragment->shaped->text;
}

/* Opens a text object on the item's line, with the pen near `x`. */
static void begin_text(struct canvas *canvas, sp x)
{
    const struct item *item = canvas->item;
    open_text(canvas);
    set_fill(canvas, item->colour);
    if (!canvas->placed || canvas->exact_y != item->y)
        move_to(canvas, x, item->y);
}

static void show_fragment(struct canvas *canvas, const struct fragment *fragment)
{
    const struct item *item = canvas->item;
    if (fragment->shaped == NULL || fragment->shaped->count == 0 || fragment->size <= 0)
        return;
    const struct shown *shown = typefaces_find(canvas->content->typefaces, fragment->shaped);
    struct text spelled = spelling(fragment, shown);
    sp x = item->x + fragment->x;
    if (spelled.length > 0)
        open_spelled(canvas, item, spelled);
    else
        set_mark(canvas, item);
    begin_text(canvas, x);
    set_font(canvas, fragment->shaped->face, fragment->size);
    set_widths(canvas, fragment);
    if (shown->level && !fragment->shaped->leftward) {
        set_rise(canvas, fragment->rise);
        show_level(canvas, shown, x);
    } else {
        show_raised(canvas, fragment, x);
    }
    if (spelled.length > 0)
        close_spelled(canvas);
}

/* The space that a line ended at, so that its last word and the next line's first stay apart
 * for who reads the text. */
static void show_spent(struct canvas *canvas, const struct fragment *fragment)
{
    struct fragment space = {.kind = FRAGMENT_SPACE,
                             .shaped = fragment->spent,
                             .x = fragment->x + fragment->width,
                             .size = fragment->size,
                             .rise = fragment->rise};
    show_fragment(canvas, &space);
}

static void paint_glyphs(struct canvas *canvas, const struct item *item)
{
    if (item->colour == COLOUR_NONE)
        return;
    for (size_t i = 0; i < item->fragment_count; i++) {
        show_fragment(canvas, &item->fragments[i]);
        if (item->fragments[i].spent != NULL)
            show_spent(canvas, &item->fragments[i]);
    }
}

/* ---- shapes -----------------------------------------------------------------------------*/

static void put_point(struct canvas *canvas, sp x, sp y)
{
    put_length(canvas->out, x);
    put_length(canvas->out, canvas->content->pages->height - y);
}

static void paint_fill(struct canvas *canvas, const struct item *item)
{
    set_fill(canvas, item->colour);
    put_point(canvas, item->x, item->y + item->height);
    put_length(canvas->out, item->width);
    put_length(canvas->out, item->height);
    buffer_string(canvas->out, " re f\n");
}

static void paint_stroke(struct canvas *canvas, const struct item *item)
{
    set_line(canvas, item);
    put_point(canvas, item->x, item->y);
    buffer_string(canvas->out, " m");
    put_point(canvas, item->x + item->width, item->y + item->height);
    buffer_string(canvas->out, " l S\n");
}

static void paint_path(struct canvas *canvas, const struct item *item)
{
    static const char *const operators[] = {" m", " l", " c", " h"};
    static const int counts[] = {1, 1, 3, 0};
    bool stroked = item->line_width > 0;
    if (stroked)
        set_line(canvas, item);
    else
        set_fill(canvas, item->colour);
    for (size_t i = 0; i < item->path_count; i++) {
        const struct path_point *point = &item->path[i];
        for (int k = 0; k < counts[point->verb]; k++)
            put_point(canvas, item->x + point->x[k], item->y + point->y[k]);
        buffer_string(canvas->out, operators[point->verb]);
    }
    buffer_string(canvas->out, stroked ? " S\n" : " f\n");
}

static void paint_image(struct canvas *canvas, const struct item *item)
{
    int number = images_find(canvas->content->images, item->image);
    if (number < 0)
        return;
    buffer_string(canvas->out, "q");
    put_length(canvas->out, item->width);
    buffer_string(canvas->out, " 0 0");
    put_length(canvas->out, item->height);
    put_point(canvas, item->x, item->y + item->height);
    buffer_string(canvas->out, " cm/I");
    buffer_number(canvas->out, number);
    buffer_string(canvas->out, " Do Q\n");
}

static void paint_shape(struct canvas *canvas, const struct item *item)
{
    if (item->colour == COLOUR_NONE && item->kind != ITEM_IMAGE)
        return;
    if (item->shows.length > 0)
        open_spelled(canvas, item, item->shows);
    else
        set_mark(canvas, item);
    close_text(canvas);
    if (item->kind == ITEM_FILL)
        paint_fill(canvas, item);
    else if (item->kind == ITEM_STROKE)
        paint_stroke(canvas, item);
    else if (item->kind == ITEM_PATH)
        paint_path(canvas, item);
    else
        paint_image(canvas, item);
    if (item->shows.length > 0)
        close_spelled(canvas);
}

static void paint_items(struct canvas *canvas, const struct page *page, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        canvas->item = &page->items[i];
        if (canvas->item->kind == ITEM_GLYPHS)
            paint_glyphs(canvas, canvas->item);
        else
            paint_shape(canvas, canvas->item);
    }
}

/* Black, and lines of 1 pt, are where a page's state starts (8.4). */
static struct canvas canvas_new(struct content *content)
{
    struct canvas canvas = {
        .content = content, .out = &content->out, .line_width = 100, .scale = 10000};
    return canvas;
}

/* What is painted in a view counts from the sheet's corner: a matrix takes it to its place. In
 * the file y runs upward, so that a view which is smaller by (1 - scale) moves up by as much;
 * one that is turned has that height to the right of its corner instead.
 */
static void put_matrix(struct buffer *out, const struct view *view, sp height)
{
    sp scaled = length_scale(height, view->scale, VIEW_SCALE_ONE);
    buffer_string(out, view->turned ? "q 0" : "q");
    put_fraction(out, view->scale, VIEW_SCALE_ONE);
    if (view->turned)
        put_fraction(out, -view->scale, VIEW_SCALE_ONE);
    buffer_string(out, view->turned ? " 0" : " 0 0");
    if (!view->turned)
        put_fraction(out, view->scale, VIEW_SCALE_ONE);
    put_fraction(out, view->turned ? view->x + scaled : view->x, SP_PT);
    put_fraction(out, view->turned ? height - view->y : height - view->y - scaled, SP_PT);
    buffer_string(out, " cm\n");
}

static void paint_view(struct canvas *canvas, const struct page *page, const struct view *view)
{
    struct buffer *out = canvas->out;
    put_matrix(out, view, canvas->content->pages->height);
    structure_order(canvas->content->structure, view->order);
    paint_items(canvas, page, view->first, view->first + view->count);
    close_mark(canvas);
    buffer_string(out, "Q\n");
    *canvas = canvas_new(canvas->content);
}

struct text content_page(struct content *content, uint32_t index)
{
    const struct page *page = &content->pages->items[index];
    content->out.length = 0;
    struct canvas canvas = canvas_new(content);
    structure_turn(content->structure, index);
    size_t done = 0;
    for (size_t i = 0; i < page->view_count; i++) {
        paint_view(&canvas, page, &page->views[i]);
        done = page->views[i].first + page->views[i].count;
    }
    paint_items(&canvas, page, done, page->item_count);
    close_mark(&canvas);
    return buffer_text(&content->out);
}
