/*
 * Takes a layout and the font list, gives the design.
 * The one idea: rules are read before the page, since em there is the body's size; and whatever
 * would break the layout of pages later is refused here, with the place that said it.
 */
#include "design/fontlist.h"
#include "design/hint.h"
#include "design/page.h"
#include "design/rules.h"

/* The fewest lines of body text a page must hold. */
#define LINES_LEAST 3

/* The span of a value, or of the uppermost layer where no layer says it. */
static struct span span_of(const struct layers *layers, const char *group, const char *key)
{
    const struct value *value = layers_find(layers, group, key);
    return value != NULL ? value->span : layers->items[layers->count - 1]->span;
}

static bool check_side(struct job *job, struct span at, const char *sides, sp room, sp least)
{
    if (room >= least)
        return true;
    diag(job, DIAG_PAGE_ROOM, at, sides, design_points(job, room), design_points(job, least),
         NULL);
    return false;
}

/* Whether the margins leave room for text, and the running matter lies in them. */
static bool check_page(struct job *job, const struct layers *layers,
                       const struct design *design, const struct style *body)
{
    bool right = check_side(job, span_of(layers, "page", "outer"), "\"inner\" and \"outer\"",
                            design->page_width - design->margin_inner - design->margin_outer,
                            body->size);
    right = check_side(job, span_of(layers, "page", "bottom"), "\"top\" and \"bottom\"",
                       design->page_height - design->margin_top - design->margin_bottom,
                       body->leading * LINES_LEAST) &&
            right;
    if (design->head_distance > design->margin_top) {
        diag(job, DIAG_RUNNING_ROOM, span_of(layers, "page", "head"), "head", "top", NULL);
        right = false;
    }
    if (design->foot_distance > design->margin_bottom) {
        diag(job, DIAG_RUNNING_ROOM, span_of(layers, "page", "foot"), "foot", "bottom", NULL);
        right = false;
    }
    return right;
}

/* The place of the first of the wanted properties that some rule says, or nowhere. */
static struct span first_said(const struct rule *said[PROPERTY_MOST], const uint32_t *wanted,
                              size_t count)
{
    struct span nowhere = {0, 0, 0};
    for (size_t i = 0; i < count; i++)
        if (said[wanted[i]]->value != NULL)
            return said[wanted[i]]->value->span;
    return nowhere;
}

/* Whether a role of its own leaves a readable measure and stays on the page. */
static bool check_room(struct job *job, const struct design *design, const struct style *style,
                       const struct rule *said[PROPERTY_MOST])
{
    sp measure = design->page_width - design->margin_inner - design->margin_outer;
    sp room = measure - style->margin_left - style->margin_right - style->padding[SIDE_LEFT] -
              style->padding[SIDE_RIGHT];
    static const uint32_t wanted[] = {PROPERTY_MARGIN_RIGHT, PROPERTY_MARGIN_LEFT,
                                      PROPERTY_PADDING_RIGHT, PROPERTY_PADDING_LEFT};
    struct span at = first_said(said, wanted, 4);
    bool off = -style->margin_left > design->margin_inner ||
               -style->margin_right > design->margin_outer;
    if (off) {
        diag(job, DIAG_STYLE_OFF, at, text_string(&job->arena, style->role), NULL);
        return false;
    }
    if (room >= style->size)
        return true;
    diag(job, DIAG_STYLE_ROOM, at, text_string(&job->arena, style->role),
         design_points(job, room), NULL);
    return false;
}

/* Whether all folds lie on the paper. */
static bool check_folds(struct job *job, const struct layers *layers,
                        const struct design *design)
{
    const struct print *print = &design->print;
    sp sheet =
        print->sheet_width > print->sheet_height ? print->sheet_width : print->sheet_height;
    sp width = print->imposition == IMPOSE_SINGLE || sheet == 0 ? design->page_width : sheet;
    bool right = true;
    for (size_t i = 0; i < print->fold_count; i++) {
        if (print->folds[i] > 0 && print->folds[i] < width)
            continue;
        diag(job, DIAG_FOLD_OUTSIDE, span_of(layers, "print", "folds"),
             design_points(job, print->folds[i]), design_points(job, width), NULL);
        right = false;
    }
    return right;
}

static bool check_role(struct job *job, struct design *design, uint32_t role)
{
    const struct node *node =
        (const struct node *)(const void *)design_style(design, NULL, roles[role].name);
    const struct rule *said[PROPERTY_MOST];
    rules_match(design->rules, node, said);
    if (node->tight) {
        static const uint32_t wanted[] = {PROPERTY_LEADING, PROPERTY_SIZE};
        diag(job, DIAG_LEADING, first_said(said, wanted, 2),
             text_string(&job->arena, node->style.role),
             design_points(job, node->style.size / 2), NULL);
        return false;
    }
    return check_room(job, design, &node->style, said);
}

static bool check(struct job *job, const struct layers *layers, struct design *design)
{
    if (!check_page(job, layers, design, design_style(design, NULL, "body")))
        return false;
    bool right = check_folds(job, layers, design);
    for (uint32_t role = 0; role < role_count; role++)
        right = check_role(job, design, role) && right;
    return right;
}

/* The place of the layout as a whole. */
static struct span place_of(const struct layers *layers, struct span at)
{
    const struct value *top = layers->items[layers->count - 1];
    const struct value *name = value_find(top, "name");
    if (at.source != 0)
        return at;
    return name != NULL ? name->span : top->span;
}

/* The grid's step, or the leading that text has by custom. */
static sp line_of(const struct design *design, sp size)
{
    return design->grid > 0 ? design->grid : length_scale(size, 12, 10);
}

struct design *design_read(struct job *job, struct text path, struct span at,
                           struct text audience)
{
    struct design *design = arena_alloc(&job->arena, sizeof *design);
    struct map families = map_new(&job->arena);
    struct layers layers;
    bool fonts = fontlist_read(job, design, &families);
    if (!layers_read(job, path, at, &layers) || !fonts)
        return NULL;
    design->span = place_of(&layers, at);
    design->rules = rules_read(job, &layers, &families, audience);
    sp em = design->rules != NULL ? rules_body_size(design->rules) : PT(10);
    bool paged = page_read(job, &layers, em, design);
    if (design->rules == NULL || !paged)
        return NULL;
    design->fit.grid = design->grid;
    design->rules->line = line_of(design, em);
    design->rules->measure = design->page_width - design->margin_inner - design->margin_outer;
    return check(job, &layers, design) && design->rules->clashes == 0 ? design : NULL;
}

const struct field_table *design_fields(struct arena *arena)
{
    size_t count = layout_table.nest_count;
    struct field_table *table = arena_alloc(arena, sizeof *table);
    struct field_nest *nests = arena_array(arena, count + 1, sizeof *nests);
    *table = layout_table;
    for (size_t i = 0; i < count; i++)
        nests[i] = layout_table.nests[i];
    nests[count] = (struct field_nest){"styles", SHAPE_NAMED, properties_table(arena), NULL,
                                       role_pattern(arena)};
    table->nests = nests;
    table->nest_count = count + 1;
    return table;
}
