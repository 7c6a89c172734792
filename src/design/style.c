/*
 * Takes a parent style and a role, gives the one style they come to.
 * The one idea: the pair is the key; what was asked once is found again, so pages may ask at
 * every word and compare pointers.
 */
#include "design/fit.h"
#include "design/rules.h"

/* How deep styles may lie in one another with names of their own. */
#define NAMED_DEPTH_MOST 64

/* Raised and lowered text where the layout says no more: 0.62 em, as type designers cut real
 * superiors, raised by a third of an em or lowered by a seventh. */
#define RAISED_BY(size)  length_scale((size), 34, 100)
#define LOWERED_BY(size) length_scale((size), -14, 100)

static sp raised_size(sp size)
{
    sp raised = length_scale(size, 62, 100);
    return raised > PT(4) ? raised : PT(4);
}

static struct style first_style(void)
{
    struct style style = {0};
    style.weight = 400;
    style.size = PT(10);
    style.said_size = PT(10);
    style.full_size = PT(10);
    style.leading = PT(12);
    style.align = ALIGN_LEFT;
    style.widows = 2;
    style.orphans = 2;
    return style;
}

/* "12 emphasis", with marks for the situation: what a style is found by. */
static struct text key_of(struct job *job, const struct node *parent, const char *role,
                          const struct situation *situation)
{
    struct buffer out = buffer_new(&job->arena);
    if (parent != NULL)
        buffer_number(&out, (int64_t)parent->style.number);
    buffer_byte(&out, ' ');
    buffer_string(&out, role);
    buffer_string(&out, situation->first ? " f" : "");
    buffer_string(&out, situation->last ? " l" : "");
    buffer_string(&out, situation->after_heading ? " h" : "");
    buffer_string(&out, situation->even ? " e" : "");
    if (situation->section.length > 0) {
        buffer_string(&out, " s ");
        buffer_add(&out, situation->section);
    }
    if (situation->class.length > 0) {
        buffer_string(&out, " c ");
        buffer_add(&out, situation->class);
    }
    return buffer_text(&out);
}

/* The known role of that name, or the one its last dots were added to: "callout.own" is
 * treated as "callout". */
static uint32_t known_role(struct text name)
{
    for (;;) {
        uint32_t role = role_find(name);
        if (role != ROLE_NONE)
            return role;
        size_t end = name.length;
        while (end > 0 && name.bytes[end - 1] != '.')
            end--;
        if (end == 0)
            return ROLE_NONE;
        name.length = end - 1;
    }
}

static struct text chain_name(struct job *job, const struct node *parent, const char *role,
                              int depth)
{
    if (parent == NULL)
        return text_copy(&job->arena, text_of(role));
    if (depth > NAMED_DEPTH_MOST)
        return parent->style.role;
    struct buffer out = buffer_new(&job->arena);
    buffer_add(&out, parent->style.role);
    buffer_byte(&out, '/');
    buffer_string(&out, role);
    return buffer_text(&out);
}

/* The type size, as tight as the design is set. */
static void apply_type_size(const struct rules *rules, const struct rule *rule,
                            const struct style *around, struct style *style)
{
    struct length_units units = {around->said_size, rules->line, rules->measure};
    property_apply(PROPERTY_SIZE, rule, &units, style);
    style->said_size = style->size;
    style->size =
        fit_size(rules, fit_factor(style->said_size, rules->tightness.size), style->said_size);
}

/* Leading and the space between blocks, likewise. */
static void tighten(const struct rules *rules, const struct rule *const *said,
                    struct style *style)
{
    struct tightness tight = rules->tightness;
    int64_t factor = (int64_t)tight.size * tight.leading / 1000;
    if (said[PROPERTY_LEADING]->value != NULL) {
        struct length_units units = {fit_em(style->size, tight.size), rules->line,
                                     rules->measure};
        property_apply(PROPERTY_LEADING, said[PROPERTY_LEADING], &units, style);
        style->leading = fit_factor(style->leading, factor);
    }
    style->space_before = fit_factor(style->space_before, tight.spacing);
    style->space_after = fit_factor(style->space_after, tight.spacing);
}

/* Size, rise and full size: what other lengths and real superiors refer to. */
static void apply_size(const struct rules *rules, const struct rule *const *said,
                       const struct style *around, struct style *style)
{
    struct length_units units = {around->size, rules->line, rules->measure};
    bool sized = said[PROPERTY_SIZE]->value != NULL;
    if (sized)
        apply_type_size(rules, said[PROPERTY_SIZE], around, style);
    if (said[PROPERTY_POSITION]->value != NULL)
        property_apply(PROPERTY_POSITION, said[PROPERTY_POSITION], &units, style);
    bool shifted = said[PROPERTY_POSITION]->value != NULL && style->position != POSITION_NORMAL;
    style->full_size =
        shifted ? around->size : length_scale(around->full_size, style->size, around->size);
    if (shifted && !sized) {
        style->size = raised_size(around->size);
        style->said_size = raised_size(around->said_size);
    }
    sp rise = 0;
    if (shifted)
        rise = style->position == POSITION_SUPER ? RAISED_BY(around->size)
                                                 : LOWERED_BY(around->size);
    if (said[PROPERTY_RISE]->value != NULL) {
        property_apply(PROPERTY_RISE, said[PROPERTY_RISE], &units, style);
        rise = style->rise;
    }
    sp sum = around->rise + rise;
    style->rise = sum > PT(100) ? PT(100) : sum < PT(-100) ? PT(-100) : sum;
}

static void colour_borders(struct style *style)
{
    for (int side = 0; side < 4; side++)
        if (style->border[side].colour == COLOUR_NONE)
            style->border[side].colour = style->colour;
    if (style->column_rule.colour == COLOUR_NONE)
        style->column_rule.colour = style->colour;
}

/* Fills `node` from its parent and the rules for its role. */
static void resolve(struct rules *rules, struct node *node)
{
    struct length_units units = {0, rules->line, rules->measure};
    struct style first = first_style();
    const struct style *around = node->parent != NULL ? &node->parent->style : &first;
    const struct rule *said[PROPERTY_MOST];
    struct style *style = &node->style;
    *style = property_inherit(around);
    style->full_size = around->full_size;
    style->said_size = around->said_size;
    if (node->role != ROLE_NONE) {
        rules_match(rules, node, said);
        apply_size(rules, said, around, style);
        units.em = style->size;
        for (uint32_t i = PROPERTY_RISE + 1; i < property_count; i++)
            if (said[i]->value != NULL)
                property_apply(i, said[i], &units, style);
        tighten(rules, said, style);
    }
    colour_borders(style);
    node->tight = style->leading < style->size / 2;
    if (node->tight)
        style->leading = style->size / 2;
}

/* What of a situation matters: nothing where no rule asks, and the section goes on inside. */
static struct situation situation_of(const struct rules *rules, const struct node *around,
                                     const struct situation *given)
{
    struct situation situation = {0};
    if (!rules->situated)
        return situation;
    if (given != NULL)
        situation = *given;
    if (situation.section.length == 0 && around != NULL)
        situation.section = around->situation.section;
    return situation;
}

const struct style *design_style_at(struct design *design, const struct style *parent,
                                    const char *role, const struct situation *given)
{
    struct rules *rules = design->rules;
    struct job *job = rules->job;
    bool body = text_is(text_of(role), "body");
    if (parent == NULL && !body)
        parent = design_style(design, NULL, "body");
    /* a style made here is the first member of its node */
    const struct node *around = (const struct node *)(const void *)parent;
    struct situation situation = situation_of(rules, around, given);
    struct arena_mark mark = arena_mark(&job->arena);
    struct text key = key_of(job, around, role, &situation);
    struct node *found = map_find(&rules->styles, key);
    if (found != NULL) {
        arena_reset(&job->arena, mark);
        return &found->style;
    }
    struct node *node = arena_alloc(&job->arena, sizeof *node);
    node->parent = around;
    node->depth = around != NULL ? around->depth + 1 : 0;
    node->role = known_role(text_of(role));
    node->situation = situation;
    resolve(rules, node);
    node->style.number = (uint32_t)rules->styles.count;
    node->style.role = chain_name(job, around, role, node->depth);
    map_put(&rules->styles, key, node);
    return &node->style;
}

static bool ruleset_names_section(const struct ruleset *set, struct text id)
{
    for (size_t i = 0; i < set->part_count; i++)
        if (text_equal(set->parts[i].wants.section, id))
            return true;
    return false;
}

bool design_names_section(const struct design *design, struct text id)
{
    const struct rules *rules = design->rules;
    for (size_t i = 0; rules->situated && i < rules->sets.count; i++)
        if (ruleset_names_section(rules->sets.entries[i].value, id))
            return true;
    return false;
}

const struct style *design_style(struct design *design, const struct style *parent,
                                 const char *role)
{
    return design_style_at(design, parent, role, NULL);
}

sp rules_body_size(struct rules *rules)
{
    struct node body = {0};
    body.role = known_role(TEXT("body"));
    resolve(rules, &body);
    return body.style.size;
}

/* Where the property is said of one style, or no file. */
static struct span said_of(struct rules *rules, const struct node *node, uint32_t property)
{
    struct span nowhere = {0, 0, 0};
    const struct rule *said[PROPERTY_MOST];
    if (node->role == ROLE_NONE)
        return nowhere;
    rules_match(rules, node, said);
    return said[property]->value != NULL ? said[property]->value->span : nowhere;
}

struct span design_place(const struct design *design, const struct style *style,
                         const char *property)
{
    struct span at = {0, 0, 0};
    uint32_t number = 0;
    while (number < property_count && !text_is(text_of(property), properties[number].name))
        number++;
    const struct node *node = (const struct node *)(const void *)style;
    for (; number < property_count && node != NULL && at.source == 0; node = node->parent)
        at = said_of(design->rules, node, number);
    return at;
}
