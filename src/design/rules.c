/* Reads selectors with their properties, and finds those that hold for a role under a parent.
 */
#include "design/rules.h"

#include "design/hint.h"

/* --- reading -------------------------------------------------------------------------------
 */

static void report_role(struct job *job, struct text name, struct span at)
{
    struct map names = role_names(&job->arena);
    diag(job, DIAG_ROLE_UNKNOWN, at, text_string(&job->arena, name),
         design_nearest(job, &names, name), NULL);
}

/* The place of the part [from, to) of a key; of the whole key where it was written in another
 * way than it reads. */
static struct span part_span(const struct value_entry *entry, size_t from, size_t to)
{
    struct span span = entry->key_span;
    if (span.end - span.start != entry->key.length)
        return span;
    span.end = span.start + (uint32_t)to;
    span.start += (uint32_t)from;
    return span;
}

/* Fills the parts of `set` from a selector. False after a report. */
static bool read_selector(struct job *job, const struct value_entry *entry, struct ruleset *set)
{
    struct text key = entry->key;
    for (size_t at = 0; at < key.length;) {
        size_t end = text_find(key, ' ', at);
        struct text name = text_slice(key, at, end);
        if (name.length > 0 && set->part_count == SELECTOR_MOST) {
            diag(job, DIAG_SELECTOR_LONG, entry->key_span, design_number(job, SELECTOR_MOST),
                 NULL);
            return false;
        }
        uint32_t role = role_find(name);
        if (name.length > 0 && role == ROLE_NONE) {
            report_role(job, name, part_span(entry, at, end));
            return false;
        }
        if (name.length > 0)
            set->parts[set->part_count++] = role;
        at = end + 1;
    }
    if (set->part_count == 0)
        report_role(job, key, entry->key_span);
    return set->part_count > 0;
}

/* The selector as it would be written with single spaces. */
static struct text selector_name(struct job *job, const struct ruleset *set)
{
    struct buffer out = buffer_new(&job->arena);
    for (size_t i = 0; i < set->part_count; i++) {
        buffer_string(&out, i > 0 ? " " : "");
        buffer_string(&out, roles[set->parts[i]].name);
    }
    return buffer_text(&out);
}

static bool read_style(struct rules *rules, const struct value_entry *entry,
                       const struct map *families)
{
    struct job *job = rules->job;
    struct ruleset *set = arena_alloc(&job->arena, sizeof *set);
    if (!read_selector(job, entry, set))
        return false;
    if (entry->value->kind == VALUE_NULL)
        return true;
    struct text name = selector_name(job, set);
    struct ruleset *known = map_find(&rules->sets, name);
    if (known == NULL)
        map_put(&rules->sets, name, set);
    return properties_read(job, entry->value, text_string(&job->arena, name), families,
                           known != NULL ? known->rules : set->rules);
}

static bool read_layer(struct rules *rules, const struct value *styles,
                       const struct map *families)
{
    if (styles->kind != VALUE_MAP) {
        diag(rules->job, DIAG_VALUE_KIND, styles->span, "styles", "a map of roles and styles",
             "something else", "", NULL);
        return false;
    }
    bool right = true;
    for (size_t i = 0; i < styles->count; i++)
        right = read_style(rules, &styles->entries[i], families) && right;
    return right;
}

struct rules *rules_read(struct job *job, const struct layers *layers,
                         const struct map *families)
{
    struct rules *rules = arena_alloc(&job->arena, sizeof *rules);
    rules->job = job;
    rules->sets = map_new(&job->arena);
    rules->styles = map_new(&job->arena);
    bool right = true;
    for (size_t i = 0; i < layers->count; i++) {
        const struct value *styles = value_find(layers->items[i], "styles");
        if (styles != NULL)
            right = read_layer(rules, styles, families) && right;
    }
    return right ? rules : NULL;
}

/* --- matching ------------------------------------------------------------------------------
 */

/* Whether a node's role is `role`, or a variant of it. */
static bool is_kind_of(uint32_t node_role, uint32_t role)
{
    if (node_role == role)
        return true;
    return node_role != ROLE_NONE && roles[node_role].kind == ROLE_VARIANT &&
           role_base(node_role) == role;
}

/* Whether the parts before the last one stand around, in their order. */
static bool surrounded(const struct ruleset *set, const struct node *parent)
{
    size_t left = set->part_count - 1;
    for (const struct node *node = parent; node != NULL && left > 0; node = node->parent)
        left -= is_kind_of(node->role, set->parts[left - 1]);
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

/* Lays the rules of all sets of `part_count` parts that end in `role` over `said`. */
static void lay(const struct rules *rules, const struct node *parent, uint32_t role,
                size_t part_count, bool inherited_only, const struct rule *said[PROPERTY_MOST])
{
    for (size_t i = 0; i < rules->sets.count; i++) {
        const struct ruleset *set = rules->sets.entries[i].value;
        if (set->part_count != part_count || set->parts[part_count - 1] != role ||
            !surrounded(set, parent))
            continue;
        for (uint32_t property = 0; property < property_count; property++)
            if (set->rules[property].value != NULL &&
                (!inherited_only || properties[property].inherited))
                said[property] = &set->rules[property];
    }
}

void rules_match(const struct rules *rules, const struct node *parent, uint32_t role,
                 const struct rule *said[PROPERTY_MOST])
{
    static const struct rule nothing = {NULL, 0, COLOUR_NONE, NULL};
    for (uint32_t property = 0; property < PROPERTY_MOST; property++)
        said[property] = &nothing;
    uint32_t base = role_base(role);
    bool part = roles[role].kind == ROLE_PART;
    for (size_t count = 1; count <= SELECTOR_MOST; count++) {
        if (base != ROLE_NONE && !(part && stands_in(parent, base)))
            lay(rules, parent, base, count, part, said);
        lay(rules, parent, role, count, false, said);
    }
}
