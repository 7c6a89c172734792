/* Any bytes as a paragraph of several runs at any measure: no crash, fragments side by side,
 * and within the measure but for what a line says it is overfull by. */
#include <stdlib.h>

#include "lines/lines.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define HEAD     6
#define ROUNDING 2 /* in sp, of a fragment's width */
#define RUNS     3
#define ROUNDS   2000 /* after which the word cache starts anew */
#define TRUETYPE "/usr/share/fonts/truetype/"

static void require(bool right)
{
    if (!right)
        abort();
}

/* Kept from input to input, as in a compilation. */
struct world {
    struct job *job;
    struct design design;
    struct family families[2];
    struct face faces[2];
    uint32_t fallback[1];
    struct style styles[RUNS];
    struct fonts *fonts;
    size_t rounds;
};

static void open_world(struct world *world)
{
    static const char *const paths[] = {TRUETYPE "vollkorn/Vollkorn-Regular.ttf",
                                        TRUETYPE "noto/NotoSansMath-Regular.ttf"};
    world->job = job_new();
    for (size_t i = 0; i < 2; i++) {
        world->faces[i] = (struct face){400, false, {text_of(paths[i]), {0, 0, 0}}};
        world->families[i] = (struct family){.name = TEXT("font"), .face_count = 1};
        world->families[i].faces = &world->faces[i];
    }
    world->design = (struct design){.family_count = 2, .fallback_count = 1};
    world->design.families = world->families;
    world->fallback[0] = 1;
    world->design.fallback = world->fallback;
    for (size_t i = 0; i < RUNS; i++)
        world->styles[i] = (struct style){
            .weight = 400, .size = PT(10), .full_size = PT(10), .hyphenate = i != 1};
    world->styles[1].tracking = 50;
    world->styles[2].position = POSITION_SUPER;
    world->styles[2].size = PT(6);
    world->styles[2].rise = PT(3);
    world->fonts = fonts_new(world->job, &world->design);
    require(world->fonts != NULL);
}

static int from_left(const void *a, const void *b)
{
    const struct fragment *left = a, *right = b;
    return (left->x > right->x) - (left->x < right->x);
}

/* The fragments from left to right, by place where some read from the right; there those that
 * rounding alone gave a width are left out. Gives their number. */
static size_t place(const struct line *line, struct fragment *placed)
{
    bool turned = false;
    size_t count = 0;
    for (size_t i = 0; i < line->count; i++)
        turned = turned || line->fragments[i].level % 2 != 0;
    for (size_t i = 0; i < line->count; i++)
        if (!turned || labs(line->fragments[i].width) > ROUNDING)
            placed[count++] = line->fragments[i];
    if (turned)
        qsort(placed, count, sizeof *placed, from_left);
    for (size_t i = 1; i < count; i++)
        require(labs(placed[i].x - placed[i - 1].x - placed[i - 1].width) <=
                (turned ? ROUNDING * (long)line->count : 0));
    return count;
}

static void check_line(struct arena *arena, const struct line *line,
                       const struct measure *measure)
{
    require(line->overfull >= 0 && line->ascent >= 0);
    struct fragment *placed = arena_alloc(arena, (line->count + 1) * sizeof *placed);
    size_t count = place(line, placed);
    if (count == 0 || measure->protrusion)
        return;
    const struct fragment *last = &placed[count - 1];
    require(last->x + last->width <= measure->width + line->overfull + ROUNDING);
    require(placed[0].x >= (measure->indent < 0 ? measure->indent : 0) - ROUNDING);
}

static void break_text(struct world *world, struct text text, const uint8_t *head)
{
    struct run runs[RUNS];
    struct measure measure = {.width = PT(1 + head[0] * 2),
                              .indent = PT((int8_t)head[1] / 4),
                              .align = (enum alignment)(head[2] & 3),
                              .hyphenate = (head[2] & 4) != 0,
                              .protrusion = (head[2] & 8) != 0,
                              .expansion = (head[2] & 16) != 0 ? 25 : 0};
    size_t cuts[RUNS + 1] = {0, text.length * head[3] / 255, text.length, text.length};
    cuts[2] = cuts[1] + (text.length - cuts[1]) * head[4] / 255;
    for (size_t i = 0; i < RUNS; i++)
        runs[i] = (struct run){.kind = RUN_TEXT,
                               .text = text_slice(text, cuts[i], cuts[i + 1]),
                               .style = &world->styles[i],
                               .language = TEXT("en-US"),
                               .no_break = (head[5] >> i & 1) != 0,
                               .glue_before = (head[5] >> i & 8) != 0};
    runs[1].kind = (enum run_kind)(head[5] >> 6 & 3);
    struct lines lines = lines_break(world->job, world->fonts, runs, RUNS, &measure);
    require(lines.count > 0);
    for (size_t i = 0; i < lines.count; i++)
        check_line(&world->job->arena, &lines.items[i], &measure);
    struct extent extent = lines_extent(world->job, world->fonts, runs, RUNS);
    require(extent.most >= 0);
    struct buffer out = buffer_new(&world->job->arena);
    lines_dump(runs, &lines, &out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct world world;
    if (size < HEAD)
        return 0;
    if (world.rounds++ % ROUNDS == 0) {
        if (world.fonts != NULL) {
            fonts_free(world.fonts);
            job_free(world.job);
        }
        open_world(&world);
    }
    struct arena_mark mark = arena_mark(&world.job->arena);
    struct text text = {(const char *)bytes + HEAD, size - HEAD};
    break_text(&world, text, bytes);
    world.job->diags = (struct diags){.list = {NULL, 0, 0}};
    arena_reset(&world.job->arena, mark);
    return 0;
}
