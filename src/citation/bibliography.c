/*
 * Takes the entries in order, gives their trees.
 * The one idea: an entry is rendered on its own; only repeated authors look at the entry before
 * (the specification, "Reference grouping").
 */
#include "citation/session.h"

struct node *session_entry(struct session *session, struct entry *entry)
{
    const struct area *area = &session->style->bibliography;
    struct context context =
        context_new(session->trees, session->style, entry, FOR_BIBLIOGRAPHY);
    context.suffix = entry->suffix;
    context.ambiguity = entry->ambiguity;
    if (session->has_global)
        context.global = &session->global_levels;
    struct node *node = render_layout(&context);
    entry->undated = context.undated;
    if (!node)
        return NULL;
    struct node *outer = node_group(session->trees);
    bool columns = node->last && node->last->display == DISPLAY_RIGHT_INLINE;

    node_add(outer, node);
    outer->format = area->looks.format;
    outer->prefix = area->looks.prefix;
    outer->affixes_inside = true;
    (columns ? node->last : outer)->suffix = area->looks.suffix;
    return outer;
}

/* --- repeated authors --------------------------------------------------------------------- */

static struct text tree_text(struct session *session, const struct node *node)
{
    struct buffer buffer = buffer_new(&session->trees->arena);
    node_text_all(&buffer, node);
    return buffer_text(&buffer);
}

static struct node *dash(struct session *session)
{
    return node_text(session->trees, session->style->author_substitute.text);
}

static void replace(struct session *session, struct node *node)
{
    if (!node)
        return;
    node->first = node->last = NULL;
    node->text = (struct text){0};
    node_add(node, dash(session));
}

/* The names of a list, one by one. */
static struct node *name_at(struct node *list, size_t index)
{
    for (struct node *child = list ? list->first : NULL; child; child = child->next)
        if (child->tag == TAG_NAME && index-- == 0)
            return child;
    return NULL;
}

static size_t same_names(struct session *session, struct node *a, struct node *b)
{
    size_t count = 0;
    for (;; count++) {
        struct node *x = name_at(a, count);
        struct node *y = name_at(b, count);
        if (!x || !y || !text_equal(tree_text(session, x), tree_text(session, y)))
            return count;
    }
}

static void replace_lists(struct session *session, struct node *names)
{
    bool first = true;
    for (struct node *child = names->first; child; child = child->next) {
        struct node *list = node_find(child, TAG_NAME_LIST);
        if (!list)
            continue;
        if (first)
            replace(session, list);
        first = false;
    }
}

static void replace_each(struct session *session, struct node *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        replace(session, name_at(list, i));
}

/* Replaces in `names` what repeats `before`, a copy of the names of the entry before. */
static void substitute(struct session *session, struct node *names, struct node *before)
{
    struct node *list = node_find(names, TAG_NAME_LIST);
    struct node *old = node_find(before, TAG_NAME_LIST);
    bool all = text_equal(tree_text(session, list), tree_text(session, old));
    size_t same = same_names(session, list, old);
    switch (session->style->substitute_rule) {
    case SUBSTITUTE_COMPLETE_ALL:
        if (all)
            replace_lists(session, names);
        break;
    case SUBSTITUTE_COMPLETE_EACH:
        if (all)
            replace_each(session, list, same);
        break;
    case SUBSTITUTE_PARTIAL_EACH:
        replace_each(session, list, same);
        break;
    case SUBSTITUTE_PARTIAL_FIRST:
        if (same)
            replace_each(session, list, 1);
        break;
    }
}

struct node *session_entry_after(struct session *session, size_t index, struct node **before)
{
    struct node *node = session_entry(session, session->sorted[index]);
    if (!session->style->author_substitute.set)
        return node;
    struct node *names = node_find(node, TAG_NAMES);
    struct node *kept = names ? node_copy(session->job, names) : NULL;
    if (names && *before)
        substitute(session, names, *before);
    *before = kept;
    return node;
}
