/* Reads selectors with their properties, and finds those that hold for a node. */
#include "design/rules.h"

#include "design/hint.h"
#include "design/selector.h"

/* --- reading -------------------------------------------------------------------------------
 */

/* Whether the layer being read has a rule in this set already: written twice with other
 * spaces. */
static bool said_before(const struct ruleset *set, int layer)
{
    for (uint32_t i = 0; i < property_count; i++)
        if (set->rules[i].value != NULL && set->rules[i].layer == layer)
            return true;
    return false;
}

static bool read_style(struct rules *rules, const struct value_entry *entry,
                       const struct map *families, int layer)
{
    struct job *job = rules->job;
    struct ruleset *set = arena_alloc(&job->arena, sizeof *set);
    bool holds;
    if (!selector_read(job, entry, rules->audience, set, &holds))
        return false;
    if (entry->value->kind == VALUE_NULL)
        return true;
    struct ruleset *known = holds ? map_find(&rules->sets, set->name) : NULL;
    const char *name = text_string(&job->arena, set->name);
    if (known != NULL && said_before(known, layer)) {
        diag(job, DIAG_SELECTOR_TWICE, entry->key_span, name, NULL);
        return false;
    }
    if (holds && known == NULL)
        map_put(&rules->sets, set->name, set);
    rules->situated = rules->situated || (holds && selector_situated(set));
    struct properties_source from = {entry->value, name, families, layer};
    return properties_read(job, &from, known != NULL ? known->rules : set->rules);
}

static bool read_layer(struct rules *rules, const struct value *styles,
                       const struct map *families, int layer)
{
    if (styles->kind != VALUE_MAP) {
        diag(rules->job, DIAG_VALUE_KIND, styles->span, "styles", "a map of roles and styles",
             "something else", "", NULL);
        return false;
    }
    bool right = true;
    for (size_t i = 0; i < styles->count; i++)
        right = read_style(rules, &styles->entries[i], families, layer) && right;
    return right;
}

struct rules *rules_read(struct job *job, const struct layers *layers,
                         const struct map *families, struct text audience)
{
    struct rules *rules = arena_alloc(&job->arena, sizeof *rules);
    rules->job = job;
    rules->sets = map_new(&job->arena);
    rules->styles = map_new(&job->arena);
    rules->audience = audience;
    rules->tightness = (struct tightness){1000, 1000, 1000};
    bool right = true;
    for (size_t i = 0; i < layers->count; i++) {
        const struct value *styles = value_find(layers->items[i], "styles");
        if (styles != NULL)
            right = read_layer(rules, styles, families, (int)i) && right;
    }
    return right ? rules : NULL;
}

/* --- matching ------------------------------------------------------------------------------
 */

/* The role's own rules win over those of the whole it belongs to, at the same number of parts
 * and conditions. */
#define WEIGHT_OWN 64

/* What won so far. */
struct winners {
    struct rules *rules;
    const struct rule **said;
    const struct ruleset *sets[PROPERTY_MOST]; /* that said it; NULL before */
    int weights[PROPERTY_MOST];
};

/* Whether a node's role is `role`, or a variant of it. */
static bool is_kind_of(uint32_t node_role, uint32_t role)
{
    if (node_role == role)
        return true;
    return node_role != ROLE_NONE && roles[node_role].kind == ROLE_VARIANT &&
           role_base(node_role) == role;
}

static bool is_part(const struct node *node, const struct selector_part *part)
{
    return is_kind_of(node->role, part->role) &&
           situation_meets(&node->situation, &part->wants);
}

/* Whether the parts before the last one stand around, in their order. */
static bool surrounded(const struct ruleset *set, const struct node *parent)
{
    size_t left = set->part_count - 1;
    for (const struct node *node = parent; node != NULL && left > 0; node = node->parent)
        left -= is_part(node, &set->parts[left - 1]);
    return left == 0;
}

/* Whether some node around already is the whole that `base` names, or belongs to it. */
static bool stands_in(const struct node *parent, uint32_t base)
{
    for (const struct node *node = parent; node != NULL; node = node->parent)
        if (node->role != ROLE_NONE && (node->role == base || role_base(node->role) == base))
            return true;
    return false;
}

/* Reports that neither of two selectors wins. Only once a document: one fault would be told at
 * every style it touches. */
static void report_clash(struct rules *rules, const struct rule *rule,
                         const struct ruleset *set, const struct ruleset *other,
                         uint32_t property)
{
    struct job *job = rules->job;
    if (rules->clashes++ > 0)
        return;
    diag(job, DIAG_SELECTOR_CLASH, rule->value->span, text_string(&job->arena, set->name),
         text_string(&job->arena, other->name), properties[property].name, NULL);
}

static bool says_other(const struct rule *one, const struct rule *other)
{
    return one->value->kind != VALUE_SCALAR || other->value->kind != VALUE_SCALAR ||
           !text_equal(one->value->text, other->value->text);
}

/* Lets `set`'s rule for `property` win over what was said, if it does. */
static void contend(struct winners *winners, const struct ruleset *set, uint32_t property,
                    int weight)
{
    const struct rule *rule = &set->rules[property];
    const struct rule *other = winners->said[property];
    const struct ruleset *before = winners->sets[property];
    bool first = before == NULL;
    bool equal = !first && weight == winners->weights[property] && rule->layer == other->layer;
    if (!first && !equal &&
        (weight < winners->weights[property] ||
         (weight == winners->weights[property] && rule->layer < other->layer)))
        return;
    if (equal && says_other(rule, other))
        report_clash(winners->rules, rule, set, before, property);
    winners->said[property] = rule;
    winners->sets[property] = set;
    winners->weights[property] = weight;
}

/* Lets all sets contend that end in `role` and hold at `node`. */
static void lay(struct winners *winners, const struct node *node, uint32_t role,
                bool inherited_only)
{
    const struct rules *rules = winners->rules;
    for (size_t i = 0; i < rules->sets.count; i++) {
        const struct ruleset *set = rules->sets.entries[i].value;
        const struct selector_part *last = &set->parts[set->part_count - 1];
        if (last->role != role || !situation_meets(&node->situation, &last->wants) ||
            !surrounded(set, node->parent))
            continue;
        int weight = set->weight + (role == node->role ? WEIGHT_OWN : 0);
        for (uint32_t property = 0; property < property_count; property++)
            if (set->rules[property].value != NULL &&
                (!inherited_only || properties[property].inherited))
                contend(winners, set, property, weight);
    }
}

void rules_match(struct rules *rules, const struct node *node,
                 const struct rule *said[PROPERTY_MOST])
{
    static const struct rule nothing = {NULL, 0, COLOUR_NONE, NULL, 0};
    struct winners winners = {rules, said, {NULL}, {0}};
    for (uint32_t property = 0; property < PROPERTY_MOST; property++)
        said[property] = &nothing;
    uint32_t base = role_base(node->role);
    bool part = roles[node->role].kind == ROLE_PART;
    if (base != ROLE_NONE && !(part && stands_in(node->parent, base)))
        lay(&winners, node, base, part);
    lay(&winners, node, node->role, false);
}
