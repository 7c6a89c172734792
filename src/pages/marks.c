/* Takes a mark, gives filled outlines; see marks.h. Units: 1/1000 of the mark's height. */
#include "pages/marks.h"

struct outline_point {
    enum path_verb verb;
    int x[3], y[3]; /* y upward from the baseline */
};

struct outline {
    size_t count;
    struct outline_point points[24];
};

#define M(a, b)                                                                                \
    {                                                                                          \
        PATH_MOVE, {a, 0, 0},                                                                  \
        {                                                                                      \
            b, 0, 0                                                                            \
        }                                                                                      \
    }
#define L(a, b)                                                                                \
    {                                                                                          \
        PATH_LINE, {a, 0, 0},                                                                  \
        {                                                                                      \
            b, 0, 0                                                                            \
        }                                                                                      \
    }
#define C(a, b, c, d, e, f)                                                                    \
    {                                                                                          \
        PATH_CURVE, {a, c, e},                                                                 \
        {                                                                                      \
            b, d, f                                                                            \
        }                                                                                      \
    }
#define Z                                                                                      \
    {                                                                                          \
        PATH_CLOSE, {0, 0, 0},                                                                 \
        {                                                                                      \
            0, 0, 0                                                                            \
        }                                                                                      \
    }

/* A triangle with rounded corners. */
static const struct outline triangle = {10,
                                        {M(570, 960), C(540, 1010, 460, 1010, 430, 960),
                                         L(-30, 110), C(-60, 55, -20, 0, 40, 0), L(960, 0),
                                         C(1020, 0, 1060, 55, 1030, 110), Z}};
/* The stroke and the dot of its exclamation mark. */
static const struct outline exclamation = {
    6, {M(430, 700), L(570, 700), L(545, 320), L(455, 320), Z}};
static const struct outline exclamation_dot = {
    6,
    {M(575, 180), C(575, 221, 541, 255, 500, 255), C(459, 255, 425, 221, 425, 180),
     C(425, 139, 459, 105, 500, 105), C(541, 105, 575, 139, 575, 180), Z}};
static const struct outline tick = {
    7, {M(60, 470), L(190, 590), L(390, 370), L(850, 900), L(970, 800), L(400, 130), Z}};
static const struct outline disc = {6,
                                    {M(500, 390), C(500, 528, 388, 640, 250, 640),
                                     C(112, 640, 0, 528, 0, 390), C(0, 252, 112, 140, 250, 140),
                                     C(388, 140, 500, 252, 500, 390), Z}};
static const struct outline circle = {
    6,
    {M(940, 480), C(940, 723, 743, 920, 500, 920), C(257, 920, 60, 723, 60, 480),
     C(60, 237, 257, 40, 500, 40), C(743, 40, 940, 237, 940, 480), Z}};
static const struct outline square = {5, {M(40, 0), L(960, 0), L(960, 920), L(40, 920), Z}};

#undef M
#undef L
#undef C
#undef Z

/* The height a mark is drawn at beside text of that size. */
static sp mark_height(enum mark mark, const struct style *style)
{
    return mark == MARK_BULLET ? style->size * 58 / 100 : style->size * 80 / 100;
}

sp mark_width(enum mark mark, const struct style *style)
{
    sp height = mark_height(mark, style);
    switch (mark) {
    case MARK_NONE:
        return 0;
    case MARK_BULLET:
        return height / 2;
    case MARK_WARNING:
        return height * 106 / 100;
    case MARK_TICK:
    case MARK_CIRCLE:
    case MARK_BOX:
        break;
    }
    return height;
}

/* Where and how an outline is painted. */
struct pen {
    sp x, y, height;
    sp line; /* stroked with this width; 0 filled */
    colour colour;
    uint32_t tag;
    const char *shows;
};

static void paint_outline(struct painter *painter, const struct outline *outline,
                          struct pen pen)
{
    struct path_point *points = arena_array(painter->b->arena, outline->count, sizeof *points);
    size_t count = 0;
    for (; count < outline->count; count++) {
        const struct outline_point *from = &outline->points[count];
        points[count].verb = from->verb;
        for (int i = 0; i < 3; i++) {
            points[count].x[i] = pen.height * from->x[i] / 1000;
            points[count].y[i] = -pen.height * from->y[i] / 1000;
        }
        if (from->verb == PATH_CLOSE) {
            count++;
            break;
        }
    }
    struct item *item = paint_item(painter, ITEM_PATH, pen.tag);
    item->x = pen.x;
    item->y = pen.y;
    item->line_width = pen.line;
    item->colour = pen.colour;
    item->path = points;
    item->path_count = count;
    item->shows = text_of(pen.shows);
}

static void paint_warning(struct painter *painter, struct pen pen)
{
    sp side = pen.height * 3 / 100; /* the triangle reaches a little past its square */
    pen.x += side;
    paint_outline(painter, &triangle, pen);
    pen.colour = 0xFFFFFF;
    pen.shows = "";
    paint_outline(painter, &exclamation, pen);
    paint_outline(painter, &exclamation_dot, pen);
}

static void paint_check(struct painter *painter, struct pen pen, bool ticked)
{
    pen.line = pen.height / 11;
    paint_outline(painter, &square, pen);
    if (!ticked)
        return;
    pen.line = 0;
    pen.shows = "";
    pen.x += pen.height / 6;
    pen.y -= pen.height / 8;
    pen.height = pen.height * 7 / 10;
    paint_outline(painter, &tick, pen);
}

void mark_paint(struct painter *painter, const struct beside *beside, sp x, sp y)
{
    bool ticked = beside->ticked;
    sp height = mark_height(beside->mark, beside->style);
    struct pen pen = {x, y - beside->style->rise, height, 0, beside->style->colour, beside->tag,
                      ""};
    switch (beside->mark) {
    case MARK_NONE:
        break;
    case MARK_WARNING:
        pen.shows = "\xE2\x9A\xA0";
        paint_warning(painter, pen);
        break;
    case MARK_TICK:
        pen.shows = "\xE2\x9C\x93";
        paint_outline(painter, &tick, pen);
        break;
    case MARK_CIRCLE:
        pen.shows = "\xE2\x97\x8B";
        pen.line = pen.height / 9;
        paint_outline(painter, &circle, pen);
        break;
    case MARK_BOX:
        pen.shows = ticked ? "\xE2\x98\x91" : "\xE2\x98\x90";
        paint_check(painter, pen, ticked);
        break;
    case MARK_BULLET:
        pen.shows = "\xE2\x80\xA2";
        paint_outline(painter, &disc, pen);
        break;
    }
}
