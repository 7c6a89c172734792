/*
 * Takes a design, gives it as text: the page, the fonts, and for each role what was said of it,
 * with the place that said it.
 */
#include "design/hint.h"
#include "design/selector.h"

static void add_length(struct buffer *out, const char *name, sp length)
{
    buffer_byte(out, ' ');
    buffer_string(out, name);
    buffer_byte(out, ' ');
    length_print(out, length, 2);
}

static void dump_page(const struct design *design, struct buffer *out)
{
    buffer_string(out, "layout \"");
    buffer_add(out, design->name);
    buffer_string(out, "\"\npage");
    add_length(out, "width", design->page_width);
    add_length(out, "height", design->page_height);
    add_length(out, "inner", design->margin_inner);
    add_length(out, "outer", design->margin_outer);
    add_length(out, "top", design->margin_top);
    add_length(out, "bottom", design->margin_bottom);
    add_length(out, "grid", design->grid);
    add_length(out, "head", design->head_distance);
    add_length(out, "foot", design->foot_distance);
    buffer_string(out, design->duplex ? " duplex" : "");
    buffer_string(out, design->rotate ? " rotate\n" : "\n");
}

static void dump_line(struct buffer *out, const char *name, const struct running *running)
{
    const struct text texts[] = {running->inner, running->centre, running->outer};
    buffer_string(out, name);
    for (size_t i = 0; i < 3; i++) {
        buffer_string(out, " \"");
        buffer_add(out, texts[i]);
        buffer_byte(out, '"');
    }
    buffer_byte(out, '\n');
}

static void dump_fonts(const struct design *design, struct buffer *out)
{
    for (size_t i = 0; i < design->family_count; i++) {
        const struct family *family = &design->families[i];
        buffer_string(out, "family ");
        buffer_add(out, family->key);
        buffer_string(out, " \"");
        buffer_add(out, family->name);
        buffer_string(out, "\" faces ");
        buffer_number(out, (int64_t)family->face_count);
        buffer_byte(out, '\n');
    }
    buffer_string(out, "fallback");
    for (size_t i = 0; i < design->fallback_count; i++) {
        buffer_byte(out, ' ');
        buffer_add(out, design->families[design->fallback[i]].key);
    }
    buffer_byte(out, '\n');
}

/* " (a4.yaml:12)" */
static void dump_place(struct job *job, struct span span, struct buffer *out)
{
    struct place place = source_place(job, span);
    size_t name = place.name.length;
    while (name > 0 && place.name.bytes[name - 1] != '/')
        name--;
    buffer_string(out, "  # ");
    buffer_add(out, text_slice(place.name, name, place.name.length));
    buffer_byte(out, ':');
    buffer_number(out, (int64_t)place.line);
    buffer_byte(out, '\n');
}

/* The properties of a style and who said so; where `set` is given, only what it won. */
static void dump_said(struct design *design, const struct style *style,
                      const struct ruleset *set, struct text *families, struct buffer *out)
{
    const struct node *node = (const struct node *)(const void *)style;
    const struct rule *said[PROPERTY_MOST];
    rules_match(design->rules, node, said);
    for (uint32_t i = 0; i < property_count; i++) {
        if (said[i]->value == NULL || (set != NULL && said[i] != &set->rules[i]))
            continue;
        buffer_string(out, "  ");
        buffer_string(out, properties[i].name);
        buffer_string(out, ": ");
        property_print(i, &node->style, families, out);
        dump_place(design->rules->job, said[i]->value->span, out);
    }
}

static void dump_role(struct design *design, uint32_t role, struct text *families,
                      struct buffer *out)
{
    const struct style *style = design_style(design, NULL, roles[role].name);
    buffer_string(out, roles[role].name);
    buffer_byte(out, '\n');
    dump_said(design, style, NULL, families, out);
}

/* A selector with more than a role, in surroundings that just meet it. */
static void dump_selector(struct design *design, const struct ruleset *set,
                          struct text *families, struct buffer *out)
{
    const struct style *style = NULL;
    for (size_t i = 0; i < set->part_count; i++)
        style = design_style_at(design, style, roles[set->parts[i].role].name,
                                &set->parts[i].wants);
    buffer_add(out, set->name);
    buffer_byte(out, '\n');
    dump_said(design, style, set, families, out);
}

void design_dump(struct design *design, struct buffer *out)
{
    struct text *families =
        arena_array(&design->rules->job->arena, design->family_count, sizeof *families);
    for (size_t i = 0; i < design->family_count; i++)
        families[i] = design->families[i].key;
    dump_page(design, out);
    dump_line(out, "head", &design->head);
    dump_line(out, "head-first", &design->head_first);
    dump_line(out, "foot", &design->foot);
    dump_line(out, "foot-second", &design->foot_second);
    dump_fonts(design, out);
    for (uint32_t role = 0; role < role_count; role++)
        dump_role(design, role, families, out);
    const struct map *sets = &design->rules->sets;
    for (size_t i = 0; i < sets->count; i++) {
        const struct ruleset *set = sets->entries[i].value;
        if (set->part_count > 1 || selector_situated(set))
            dump_selector(design, set, families, out);
    }
}
