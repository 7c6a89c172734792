/*
 * Takes sheets, gives what a printer would ask about them.
 * The one idea: everything is measured on the items that will be painted, at the scale of the
 * view they stand in, so that the report is of the paper and not of the layout's intentions.
 */
#include "base/map.h"
#include "sheets/sheets.h"

/* Below these, print on an office machine comes out badly. */
#define TYPE_LEAST   PT(6)
#define LINE_LEAST   (SP_PT / 4)
#define DOTS_LEAST   150
#define BOOKLET_MOST 80 /* pages that can be folded and stapled through the middle */

/* What was found so far. */
struct findings {
    struct job *job;
    const struct pages *sheets;
    const struct fonts *fonts;
    struct buffer *out;
    struct map faces;   /* PostScript name → nothing */
    struct map colours; /* "#rrggbb" → nothing */
    bool coloured;
    sp type_least, line_least; /* 0: none */
    int64_t dots_least;        /* 0: none */
    struct text dots_file;     /* whose it is */
    size_t image_count;
};

/* ---- measuring --------------------------------------------------------------------------*/

static sp scaled(sp length, int64_t scale)
{
    return length_scale(length, scale, VIEW_SCALE_ONE);
}

static void note_colour(struct findings *findings, colour paint)
{
    struct buffer name = buffer_new(&findings->job->arena);
    uint32_t red = paint >> 16 & 0xFF, green = paint >> 8 & 0xFF, blue = paint & 0xFF;
    buffer_byte(&name, '#');
    for (int shift = 20; shift >= 0; shift -= 4)
        buffer_byte(&name, "0123456789abcdef"[paint >> shift & 15]);
    findings->coloured = findings->coloured || red != green || green != blue;
    if (map_find(&findings->colours, buffer_text(&name)) == NULL)
        map_put(&findings->colours, buffer_text(&name), findings);
}

static void note_least(sp *least, sp length)
{
    if (length > 0 && (*least == 0 || length < *least))
        *least = length;
}

/* The type that is read by itself: raised and lowered figures count by the text around them. */
static void note_fragment(struct findings *findings, const struct fragment *fragment,
                          int64_t scale)
{
    if (fragment->shaped == NULL || fragment->shaped->count == 0)
        return;
    struct text name = fonts_face(findings->fonts, fragment->shaped->face).postscript_name;
    if (map_find(&findings->faces, name) == NULL)
        map_put(&findings->faces, name, findings);
    if (fragment->rise == 0)
        note_least(&findings->type_least, scaled(fragment->size, scale));
}

static void note_image(struct findings *findings, const struct item *item, int64_t scale)
{
    sp width = scaled(item->width, scale);
    if (width <= 0)
        return;
    int64_t dots = (int64_t)item->columns * PT(72) / width;
    findings->image_count++;
    if (findings->dots_least != 0 && dots >= findings->dots_least)
        return;
    findings->dots_least = dots > 0 ? dots : 1;
    findings->dots_file = source_find(findings->job, item->image)->name;
}

static void note_item(struct findings *findings, const struct item *item, int64_t scale)
{
    if (item->kind == ITEM_IMAGE) {
        note_image(findings, item, scale);
        return;
    }
    if (item->colour == COLOUR_NONE)
        return;
    note_colour(findings, item->colour);
    for (size_t i = 0; i < item->fragment_count; i++)
        note_fragment(findings, &item->fragments[i], scale);
    if (item->kind == ITEM_STROKE || item->kind == ITEM_PATH)
        note_least(&findings->line_least, scaled(item->line_width, scale));
    if (item->kind == ITEM_FILL) {
        sp width = item->width < item->height ? item->width : item->height;
        note_least(&findings->line_least, scaled(width, scale));
    }
}

static int64_t scale_of(const struct page *sheet, size_t item)
{
    for (size_t i = 0; i < sheet->view_count; i++)
        if (item >= sheet->views[i].first &&
            item < sheet->views[i].first + sheet->views[i].count)
            return sheet->views[i].scale;
    return VIEW_SCALE_ONE;
}

static void measure(struct findings *findings)
{
    for (size_t p = 0; p < findings->sheets->count; p++) {
        const struct page *sheet = &findings->sheets->items[p];
        for (size_t i = 0; i < sheet->item_count; i++)
            note_item(findings, &sheet->items[i], scale_of(sheet, i));
    }
}

/* ---- telling ----------------------------------------------------------------------------*/

static void put_millimetres(struct buffer *out, sp length)
{
    length_print(out, length_scale(length, 254, 720), 1);
}

static void put_sides(struct buffer *out, sp width, sp height)
{
    put_millimetres(out, width);
    buffer_string(out, " × ");
    put_millimetres(out, height);
    buffer_string(out, " mm");
}

static void put_count(struct buffer *out, size_t count, const char *what)
{
    buffer_number(out, (int64_t)count);
    buffer_byte(out, ' ');
    buffer_string(out, what);
    buffer_string(out, count == 1 ? "" : "s");
}

/* The pages that stand on the sheets, each in a view or two; 0 where sheets are the pages. */
static size_t count_pages(const struct pages *sheets)
{
    size_t count = 0;
    for (size_t p = 0; p < sheets->count; p++) {
        const struct page *sheet = &sheets->items[p];
        for (size_t i = 0; i < sheet->view_count; i++)
            count += i == 0 || sheet->views[i].order != sheet->views[i - 1].order;
    }
    return sheets->items[0].view_count > 0 ? count : 0;
}

/* How many of the sheets' pages hold what is turned. */
static size_t count_turned(const struct pages *sheets)
{
    size_t count = 0;
    for (size_t p = 0; p < sheets->count; p++)
        for (size_t i = 0; i < sheets->items[p].view_count; i++)
            count += sheets->items[p].views[i].turned;
    return count;
}

static void tell_turned(const struct findings *findings)
{
    size_t count = count_turned(findings->sheets);
    if (count == 0)
        return;
    buffer_string(findings->out, "turned: ");
    put_count(findings->out, count, "page");
    buffer_string(findings->out, " with a landscape block, read from the right-hand edge; the "
                                 "paper stays upright\n");
}

static void tell_paper(const struct findings *findings, const struct print *print)
{
    const struct pages *sheets = findings->sheets;
    struct buffer *out = findings->out;
    size_t pages = count_pages(sheets);
    buffer_string(out, "paper: ");
    put_sides(out, sheets->width, sheets->height);
    buffer_string(out, ", ");
    put_count(out, sheets->count, "side");
    buffer_string(out, ", ");
    put_count(out, (sheets->count + 1) / 2, "sheet");
    buffer_string(out, " if printed on both\n");
    if (pages == 0)
        return;
    buffer_string(out, "imposition: ");
    put_count(out, pages, "page");
    buffer_string(out, print->imposition == IMPOSE_BOOKLET ? " as a booklet" : "");
    buffer_string(out, ", scale ");
    length_print(out, length_scale(sheets->items[0].views[0].scale, PT(100), VIEW_SCALE_ONE),
                 1);
    buffer_string(out, " %\n");
    if (print->imposition != IMPOSE_BOOKLET)
        return;
    size_t white = sheets->count * 2 - pages;
    buffer_string(out, "binding: over the short edge, fold in the middle, ");
    put_count(out, white, "white page");
    buffer_byte(out, '\n');
    if (pages > BOOKLET_MOST)
        buffer_string(out, "look: too thick to staple through the fold\n");
}

static void tell_box(struct buffer *out, const char *name, const struct edges *edges)
{
    if (edges->right == 0)
        return;
    buffer_string(out, name);
    put_sides(out, edges->right - edges->left, edges->bottom - edges->top);
    buffer_byte(out, '\n');
}

static void tell_names(struct buffer *out, const char *what, const struct map *names)
{
    buffer_string(out, what);
    for (size_t i = 0; i < names->count; i++) {
        buffer_string(out, i > 0 ? ", " : "");
        buffer_add(out, names->entries[i].key);
    }
    buffer_byte(out, '\n');
}

static void tell_least(struct buffer *out, const char *what, sp least, sp bound,
                       const char *look)
{
    if (least == 0)
        return;
    buffer_string(out, what);
    length_print(out, least, 2);
    buffer_string(out, " pt\n");
    if (least < bound)
        buffer_string(out, look);
}

static void tell_images(const struct findings *findings)
{
    struct buffer *out = findings->out;
    if (findings->image_count == 0) {
        buffer_string(out, "images: none\n");
        return;
    }
    buffer_string(out, "images: ");
    buffer_number(out, (int64_t)findings->image_count);
    buffer_string(out, ", the coarsest with ");
    buffer_number(out, findings->dots_least);
    buffer_string(out, " dots to the inch (");
    buffer_add(out, findings->dots_file);
    buffer_string(out, ")\n");
    if (findings->dots_least < DOTS_LEAST)
        buffer_string(out, "look: under 150 dots to the inch an image shows its pixels\n");
}

void sheets_preflight(struct job *job, const struct pages *sheets, const struct design *design,
                      const struct fonts *fonts, struct buffer *out)
{
    struct findings findings = {.job = job,
                                .sheets = sheets,
                                .fonts = fonts,
                                .out = out,
                                .faces = map_new(&job->arena),
                                .colours = map_new(&job->arena)};
    measure(&findings);
    tell_paper(&findings, &design->print);
    tell_turned(&findings);
    tell_box(out, "trim: ", &sheets->items[0].trim);
    tell_box(out, "bleed: ", &sheets->items[0].bleed);
    tell_names(out, "fonts, all embedded: ", &findings.faces);
    tell_names(out, findings.coloured ? "colours (sRGB): " : "colours, greys only: ",
               &findings.colours);
    buffer_string(out, "transparency, overprint: none\n");
    tell_least(out, "smallest type: ", findings.type_least, TYPE_LEAST,
               "look: type under 6 pt is hard to read on paper\n");
    tell_least(out, "finest line: ", findings.line_least, LINE_LEAST,
               "look: lines under 0.25 pt may vanish\n");
    tell_images(&findings);
}
