/*
 * Takes a cluster of cites, gives its tree: cites rendered, grouped, collapsed, joined.
 * The one idea: a list of rendered cites is reworked in place (moved together, names or years
 * dropped, middles of ranges removed), then written out with the delimiter each joint asks for.
 */
#include <string.h>

#include "citation/cluster.h"
#include "citation/flatten.h"
#include "citation/unicode.h"

/* --- prefix and suffix -------------------------------------------------------------------- */

struct node *rich_node(struct job *job, const struct rich *rich)
{
    struct node *node = node_group(job);
    for (size_t i = 0; i < rich->count; i++) {
        const struct rich_run *run = &rich->runs[i];
        struct node *child = node_group(job);
        node_add(child, markup_read(job, run->text));
        child->markup = true;
        child->link = run->link;
        if (run->flags & RICH_ITALIC)
            child->format.style = FONT_STYLE_ITALIC;
        if (run->flags & RICH_BOLD)
            child->format.weight = FONT_WEIGHT_BOLD;
        if (run->flags & RICH_SMALL_CAPS)
            child->format.variant = FONT_VARIANT_SMALL_CAPS;
        if (run->flags & RICH_SUPERSCRIPT)
            child->format.vertical = VERTICAL_SUP;
        if (run->flags & RICH_SUBSCRIPT)
            child->format.vertical = VERTICAL_SUB;
        node_add(node, child);
    }
    return node;
}

static uint32_t edge_rune(struct job *job, const struct rich *rich, bool last)
{
    struct text text = rich_text(job, rich);
    size_t at = 0;
    if (!text.length)
        return 0;
    if (!last)
        return text_next(text, &at);
    at = text.length - 1;
    while (at && ((unsigned char)text.bytes[at] & 0xC0) == 0x80)
        at--;
    return text_next(text, &at);
}

static bool wordlike(uint32_t rune)
{
    return rune_letter(rune) || (rune >= '0' && rune <= '9');
}

static void add_affixed(struct session *session, struct node *outer,
                        const struct citation_cite *cite, struct node *body)
{
    struct job *job = session->trees;
    uint32_t before = edge_rune(job, &cite->prefix, true);
    uint32_t after = edge_rune(job, &cite->suffix, false);
    if (cite->prefix.count)
        node_add(outer, rich_node(job, &cite->prefix));
    bool ends = wordlike(before) || before == '.' || before == ',' || before == ':';
    if (ends && body)
        node_add(outer, node_text(job, TEXT(" ")));
    node_add(outer, body);
    if (wordlike(after) && body)
        node_add(outer, node_text(job, TEXT(" ")));
    if (cite->suffix.count)
        node_add(outer, rich_node(job, &cite->suffix));
}

/* --- rendering one cite ------------------------------------------------------------------- */

struct context session_context(struct session *session, const struct place_cite *place)
{
    const struct citation_cite *cite = place->cite;
    struct context context =
        context_new(session->trees, session->style, place->entry, FOR_CITATION);
    context.cite = cite;
    context.position = place->position;
    context.near_note = place->near_note;
    context.locator = cite->locator;
    context.label = cite->label;
    uint32_t before = edge_rune(session->trees, &cite->prefix, true);
    context.begun = before && before != '.';
    context.suppress_author =
        cite->form == CITE_SUPPRESS_AUTHOR || cite->form == CITE_AUTHOR_IN_TEXT;
    context.ambiguity = place->entry->ambiguity;
    context.suffix = place->entry->suffix;
    if (session->has_global)
        context.global = &session->global_levels;
    return context;
}

struct node *session_cite(struct session *session, const struct place_cite *place,
                          struct context *context)
{
    (void)session;
    struct node *node = render_layout(context);
    if (place->cite->form == CITE_AUTHOR_ONLY && node)
        node = node_find(node, TAG_NAMES);
    return node;
}

static void warn_locator(struct session *session, const struct place_cite *place,
                         const struct context *context)
{
    const struct citation_cite *cite = place->cite;
    if (session->options->quiet || cite->spare || !cite->locator.length ||
        context->locator_done)
        return;
    diag(session->job, DIAG_CITE_LOCATOR_DROPPED, cite->span,
         text_string(&session->job->arena, cite->locator), NULL);
}

static void print_cite(struct session *session, struct place_cite *place, struct printed *p)
{
    struct context context = session_context(session, place);
    p->place = place;
    p->body = session_cite(session, place, &context);
    p->names = node_find(p->body, TAG_NAMES);
    p->plain = !place->cite->prefix.count && !place->cite->suffix.count;
    p->located = context.locator_done;
    warn_locator(session, place, &context);
}

/* The same source twice in a group without anything of its own is printed once. */
static bool repeated(struct session *session, const struct printed *list, size_t count,
                     const struct place_cite *place)
{
    const struct citation_cite *cite = place->cite;
    if (session->options->quiet || cite->locator.length || cite->prefix.count ||
        cite->suffix.count)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (list[i].place->entry != place->entry || list[i].located || !list[i].plain)
            continue;
        diag(session->job, DIAG_CITE_TWICE, cite->span,
             text_string(&session->job->arena, cite->item->id), NULL);
        return true;
    }
    return false;
}

/* --- writing ------------------------------------------------------------------------------ */

static struct node *cite_node(struct session *session, const struct printed *p)
{
    struct node *outer = node_group(session->trees);
    outer->tag = TAG_CITE;
    outer->item = p->place->cite->item;
    add_affixed(session, outer, p->place->cite, p->body);
    return outer;
}

static bool ends_with_period(struct session *session, const struct rich *suffix)
{
    return edge_rune(session->trees, suffix, true) == '.';
}

static struct node *write_out(struct session *session, const struct printed *list, size_t count)
{
    struct node *cluster = node_group(session->trees);
    bool printed = false;
    for (size_t i = 0; i < count; i++) {
        if (list[i].dropped)
            continue;
        struct node *node = cite_node(session, &list[i]);
        if (node_empty(node))
            continue;
        if (printed) {
            struct text between = list[i].joint;
            struct node *joint = node_text(session->trees, between);
            joint->tag = TAG_DELIMITER;
            node_add(cluster, joint);
        }
        node_add(cluster, node);
        printed = true;
    }
    return cluster;
}

struct node *session_cluster(struct session *session, const struct place_cluster *cluster)
{
    const struct area *area = &session->style->citation;
    struct place_cite **order = session_sort_cites(session, cluster);
    struct printed *list = arena_array(&session->trees->arena, cluster->count, sizeof *list);
    size_t count = 0;
    for (size_t i = 0; i < cluster->count; i++) {
        if (repeated(session, list, count, order[i]))
            continue;
        print_cite(session, order[i], &list[count]);
        list[count++].joint = area->delimiter;
    }
    count = cluster_collapse(session, list, count);
    struct node *node = write_out(session, list, count);
    if (node_empty(node))
        return NULL;
    struct looks looks = area->looks;
    node->format = looks.format;
    node->quotes = looks.quotes;
    node->affixes_inside = true;
    bool alone = cluster->count && cluster->cites[0].cite->form == CITE_AUTHOR_ONLY;
    if (alone)
        return node;
    node->prefix = looks.prefix;
    node->suffix = looks.suffix;
    const struct printed *last = count ? &list[count - 1] : NULL;
    if (last && looks.suffix.length == 1 && looks.suffix.bytes[0] == '.' &&
        ends_with_period(session, &last->place->cite->suffix))
        node->suffix = (struct text){0};
    return node;
}
