/*
 * The door: opens a session, writes clusters and bibliography as runs.
 */
#include "citation/citation.h"

#include "citation/flatten.h"
#include "citation/journals.h"
#include "citation/session.h"

#define TREES_FIRST ((size_t)256 * 1024)

/* --- opening a session -------------------------------------------------------------------- */

static struct entry *register_item(struct session *session, const struct source_item *item)
{
    struct entry *entry = map_find(&session->by_id, item->id);
    if (entry)
        return entry;
    entry = arena_alloc(&session->job->arena, sizeof *entry);
    entry->item = item;
    entry->order = session->entries.count;
    entry->number = entry->order + 1;
    entry->suffix = -1;
    entry->journal = journals_short(session->job, session->options->journals, item);
    *array_push(&session->job->arena, &session->entries) = entry;
    map_put(&session->by_id, item->id, entry);
    return entry;
}

static void register_listed(struct session *session)
{
    for (size_t i = 0; i < session->options->listed_count; i++)
        register_item(session, session->options->listed[i]);
}

static void register_clusters(struct session *session, const struct citation_cluster *clusters,
                              size_t count)
{
    struct arena *arena = &session->job->arena;
    session->clusters = arena_array(arena, count, sizeof *session->clusters);
    session->cluster_count = count;
    for (size_t i = 0; i < count; i++) {
        struct place_cluster *to = &session->clusters[i];
        to->cluster = &clusters[i];
        to->count = clusters[i].count;
        to->cites = arena_array(arena, to->count, sizeof *to->cites);
        for (size_t k = 0; k < to->count; k++) {
            to->cites[k].cite = &clusters[i].cites[k];
            to->cites[k].entry = register_item(session, clusters[i].cites[k].item);
        }
    }
}

/* A job of which only the arena is used. Its first chunk is large, so that resets keep it. */
static struct job *trees_new(struct job *job)
{
    struct job *trees = arena_alloc(&job->arena, sizeof *trees);
    trees->arena = arena_new(job->arena.limit, job->arena.exhausted, job->arena.context);
    arena_alloc(&trees->arena, TREES_FIRST);
    struct arena_mark start = arena_mark(&trees->arena);
    start.used = 0;
    arena_reset(&trees->arena, start);
    return trees;
}

void session_close(struct session *session)
{
    arena_free(&session->trees->arena);
}

struct session *session_open(struct job *job, const struct citation_style *style,
                             const struct citation_cluster *clusters, size_t count,
                             const struct citation_options *options)
{
    static const struct citation_options none;
    struct session *session = arena_alloc(&job->arena, sizeof *session);
    session->job = job;
    session->trees = trees_new(job);
    session->style = style;
    session->options = options ? options : &none;
    session->by_id = map_new(&job->arena);
    session->global_levels = map_new(&job->arena);
    if (session->options->listed_first)
        register_listed(session);
    register_clusters(session, clusters, count);
    register_listed(session);
    session_place(session);
    session_people(session);
    session_sort(session);
    session_disambiguate(session);
    return session;
}

/* --- writing ------------------------------------------------------------------------------ */

/* The author in the text where the style's cites hold no names: short names, two at most. */
static struct node *author_alone(struct session *session, const struct place_cite *place)
{
    enum variable variables[1] = {VAR_AUTHOR};
    struct name_options options = {
        .form = NAME_SHORT, .and = AND_TEXT, .et_al_min = 3, .et_al_use_first = 1};
    struct names_element names = {.options = options, .has_name = true};
    struct element element = {
        .kind = ELEMENT_NAMES, .variables = variables, .variable_count = 1, .names = &names};
    struct context context =
        context_new(session->trees, session->style, place->entry, FOR_CITATION);
    static const enum variable candidates[] = {VAR_AUTHOR, VAR_EDITOR, VAR_TRANSLATOR,
                                               VAR_COLLECTION_EDITOR};
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        variables[0] = candidates[i];
        struct node *node = names_render(&context, &element);
        if (node)
            return node;
    }
    const struct source_variable *title = place->entry->item->by_variable[VAR_TITLE];
    return title ? markup_read(session->trees, title->text) : NULL;
}

static struct node *author_node(struct session *session, const struct place_cite *place)
{
    struct context context = session_context(session, place);
    context.suppress_author = false;
    struct node *cite = render_layout(&context);
    struct node *names = node_find(cite, TAG_NAMES);
    return names ? names : author_alone(session, place);
}

static void write_cluster(struct session *session, const struct place_cluster *cluster,
                          struct cited_cluster *out)
{
    const struct locale *locale = session->style->locale;
    struct node *node = session_cluster(session, cluster);
    if (cluster->count && cluster->cites[0].cite->form == CITE_AUTHOR_IN_TEXT) {
        struct node *author = author_node(session, &cluster->cites[0]);
        out->author = stream_runs(session->job, stream_of(session->trees, locale, author));
    }
    if (!node)
        return;
    out->superscript = node->format.vertical == VERTICAL_SUP;
    if (out->superscript)
        node->format.vertical = VERTICAL_UNSET;
    out->text = stream_runs(session->job, stream_of(session->trees, locale, node));
}

/* Whether the item's own URL is printed; a DOI as an address stays what it is. */
static bool prints_url(const struct rich *body, const struct source_item *item)
{
    struct text url = item_text(item, "URL");
    if (!url.length || text_search(url, TEXT("doi.org/"), 0) < url.length)
        return false;
    for (size_t i = 0; i < body->count; i++)
        if (text_equal(body->runs[i].link, url))
            return true;
    return false;
}

/* A web page changes: where the style has room for the day it was read, it should be there. */
static void warn_access(struct session *session, const struct entry *entry,
                        const struct rich *body)
{
    if (session->options->quiet || !entry->undated || !prints_url(body, entry->item))
        return;
    diag(session->job, DIAG_REF_ACCESS, item_find(entry->item, "URL")->span,
         text_string(&session->job->arena, entry->item->id), NULL);
}

static void write_entry(struct session *session, struct entry *entry, struct node *node,
                        struct bibliography_entry *out)
{
    const struct locale *locale = session->style->locale;
    out->item = entry->item;
    out->number = entry->number;
    if (!node)
        return;
    struct node *inner = node->first;
    struct node *label =
        inner->first && inner->first->display == DISPLAY_LEFT_MARGIN ? inner->first : NULL;
    /* a style whose whole entry is one group has no column to speak of */
    if (label && label->next) {
        struct node *alone = node_copy(session->trees, label);
        out->label = stream_runs(session->job, stream_of(session->trees, locale, alone));
        inner->first = label->next;
    }
    node = session_tails(session, node, entry->item);
    out->body = stream_runs(session->job, stream_of(session->trees, locale, node));
    warn_access(session, entry, &out->body);
}

static void write_bibliography(struct session *session, struct bibliography *out)
{
    const struct citation_style *style = session->style;
    size_t count = session->entries.count;
    out->hanging = style->hanging;
    out->align = style->align;
    out->entry_spacing = style->entry_spacing;
    out->line_spacing = style->line_spacing;
    if (!style->bibliography.given)
        return;
    out->entries = arena_array(&session->job->arena, count, sizeof *out->entries);
    out->count = count;
    struct node *before = NULL;
    for (size_t i = 0; i < count; i++) {
        struct arena_mark mark = arena_mark(&session->trees->arena);
        struct node *node = session_entry_after(session, i, &before);
        write_entry(session, session->sorted[i], node, &out->entries[i]);
        arena_reset(&session->trees->arena, mark);
    }
}

const struct citations *citation_render(struct job *job, const struct citation_style *style,
                                        const struct citation_cluster *clusters, size_t count,
                                        const struct citation_options *options)
{
    struct session *session = session_open(job, style, clusters, count, options);
    struct citations *out = arena_alloc(&job->arena, sizeof *out);
    out->count = count;
    out->clusters = arena_array(&job->arena, count, sizeof *out->clusters);
    for (size_t i = 0; i < count; i++) {
        struct arena_mark mark = arena_mark(&session->trees->arena);
        write_cluster(session, &session->clusters[i], &out->clusters[i]);
        arena_reset(&session->trees->arena, mark);
    }
    write_bibliography(session, &out->bibliography);
    session_close(session);
    return out;
}

/* --- rich text ---------------------------------------------------------------------------- */

struct rich rich_parse(struct job *job, struct text text)
{
    static const struct locale plain = {.open_quote = {"\"", 1},
                                        .close_quote = {"\"", 1},
                                        .open_inner = {"'", 1},
                                        .close_inner = {"'", 1}};
    return stream_runs(job, stream_of(job, &plain, markup_read(job, text)));
}

struct text rich_text(struct job *job, const struct rich *rich)
{
    if (rich->count == 1)
        return rich->runs[0].text;
    struct buffer buffer = buffer_new(&job->arena);
    for (size_t i = 0; i < rich->count; i++)
        buffer_add(&buffer, rich->runs[i].text);
    return buffer_text(&buffer);
}
