/* Takes the parts a parser finds, gives the finished tree; repeated keys are found through a
 * map only where there are many, since most maps hold a handful. */
#include "data/tree.h"

#include "base/map.h"

#define SCAN_MOST 12 /* entries up to which comparing all pairs beats a map */

struct span tree_span(const struct tree *tree, size_t start, size_t end)
{
    struct span span = {tree->source, (uint32_t)start, (uint32_t)end};
    return span;
}

static const char *decimal(struct job *job, size_t number)
{
    struct buffer out = buffer_new(&job->arena);
    buffer_number(&out, (int64_t)number);
    return text_string(&job->arena, buffer_text(&out));
}

struct value *tree_value(struct tree *tree, enum value_kind kind, size_t start, size_t end,
                         size_t depth)
{
    struct span span = tree_span(tree, start, end);
    if (depth > VALUE_DEPTH_MOST) {
        tree->failed = true;
        diag(tree->job, DIAG_DATA_DEEP, span, decimal(tree->job, VALUE_DEPTH_MOST), NULL);
        return NULL;
    }
    if (++tree->count > TREE_VALUES_MOST) {
        tree->failed = true;
        diag(tree->job, DIAG_DATA_MANY, span, decimal(tree->job, TREE_VALUES_MOST), NULL);
        return NULL;
    }
    struct value *value = arena_alloc(&tree->job->arena, sizeof *value);
    value->kind = kind;
    value->span = span;
    return value;
}

void tree_close_list(struct value *value, const struct tree_items *items)
{
    value->items = items->list.items;
    value->count = items->list.count;
}

static void report_twice(struct tree *tree, const struct value_entry *again,
                         const struct value_entry *first)
{
    struct job *job = tree->job;
    tree->failed = true;
    diag(job, DIAG_KEY_TWICE, again->key_span, text_string(&job->arena, again->key),
         decimal(job, source_place(job, first->key_span).line), NULL);
}

static void compare_pairs(struct tree *tree, struct value_entry *entries, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (text_equal(entries[i].key, entries[j].key)) {
                report_twice(tree, &entries[i], &entries[j]);
                break;
            }
}

static void compare_hashed(struct tree *tree, struct value_entry *entries, size_t count)
{
    struct map seen = map_new(&tree->job->arena);
    for (size_t i = 0; i < count; i++) {
        const struct value_entry *first = map_find(&seen, entries[i].key);
        if (first != NULL)
            report_twice(tree, &entries[i], first);
        else
            map_put(&seen, entries[i].key, &entries[i]);
    }
}

void tree_close_map(struct tree *tree, struct value *value, const struct tree_entries *entries)
{
    value->entries = entries->list.items;
    value->count = entries->list.count;
    if (value->count <= SCAN_MOST)
        compare_pairs(tree, value->entries, value->count);
    else
        compare_hashed(tree, value->entries, value->count);
}
