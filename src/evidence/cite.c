/*
 * Takes the document's citation groups, gives the printed form of each and the bibliography as
 * blocks: asks the citation processor, and translates both ways.
 */
#include "evidence/convert.h"

/* The cite of one source in a group; its item must be known. */
static struct citation_cite cite_of(struct job *job, const struct citation_style *style,
                                    const struct library *library, const struct cite_item *from)
{
    static const enum cite_form forms[] = {
        [CITE_GROUPED] = CITE_NORMAL,
        [CITE_IN_TEXT] = CITE_AUTHOR_IN_TEXT,
        [CITE_NO_AUTHOR] = CITE_SUPPRESS_AUTHOR,
    };
    struct citation_locator locator = citation_parse_locator(job, style, from->locator);
    struct citation_cite cite = {0};
    cite.item = library_find(library, from->key);
    cite.prefix = convert_inlines(job, from->prefix);
    cite.locator = locator.locator;
    cite.label = locator.label;
    cite.form = forms[from->mode];
    cite.span = from->span;
    struct text rest = text_slice(from->locator, locator.rest, from->locator.length);
    if (rest.length > 0) {
        struct rich_run *run = arena_alloc(&job->arena, sizeof *run);
        run->text = rest;
        cite.suffix.count = 1;
        cite.suffix.runs = run;
    }
    return cite;
}

/* One cluster; sources that the library lacks were reported before and are left out. */
static struct citation_cluster cluster_of(struct job *job, const struct citation_style *style,
                                          const struct library *library,
                                          const struct cite *cite)
{
    struct citation_cluster cluster = {0};
    cluster.cites = arena_array(&job->arena, cite->count, sizeof *cluster.cites);
    for (size_t i = 0; i < cite->count; i++) {
        struct citation_cite one = cite_of(job, style, library, &cite->items[i]);
        if (one.item != NULL)
            cluster.cites[cluster.count++] = one;
    }
    return cluster;
}

/* Sources to be listed though nobody cites them. */
static void add_listed(struct job *job, const struct document *document,
                       const struct library *library, struct citation_options *options)
{
    const struct source_item **listed = arena_array(
        &job->arena, document->nocite.count + library_count(library), sizeof *listed);
    for (size_t i = 0; i < document->nocite.count; i++) {
        struct text key = document->nocite.items[i].text;
        const struct source_item *item = library_find(library, key);
        if (item != NULL)
            listed[options->listed_count++] = item;
        for (size_t j = 0; text_is(key, "*") && j < library_count(library); j++)
            listed[options->listed_count++] = library_item(library, j);
    }
    options->listed = listed;
}

/* The marker of a group of which no source is known, for drafts. */
static struct rich unknown_mark(struct job *job)
{
    struct rich_run *run = arena_alloc(&job->arena, sizeof *run);
    run->text = TEXT("[?]");
    struct rich rich = {1, run};
    return rich;
}

static struct cited cited_of(struct job *job, const struct cited_cluster *cluster,
                             const struct cite *cite)
{
    struct inline_list out = {0};
    struct inline_list text = {0};
    struct cited cited = {0};
    struct rich unknown = unknown_mark(job);
    bool empty = cluster->author.count == 0 && cluster->text.count == 0;
    convert_rich(job, &cluster->author, cite->span, &out);
    if (out.list.count > 0 && cluster->text.count > 0 && !cluster->superscript) {
        struct inline_node *space = array_push(&job->arena, &out.list);
        space->kind = INLINE_TEXT;
        space->text = TEXT("\xC2\xA0");
        space->span = cite->span;
    }
    convert_rich(job, empty ? &unknown : &cluster->text, cite->span, &text);
    cited.superscript = cluster->superscript && out.list.count == 0;
    if (cluster->superscript && text.list.count > 0) {
        *array_push(&job->arena, &out.list) =
            convert_wrap(job, INLINE_SUPER, convert_done(&text), cite->span);
    } else {
        for (size_t i = 0; i < text.list.count; i++)
            *array_push(&job->arena, &out.list) = text.list.items[i];
    }
    cited.inlines = convert_done(&out);
    return cited;
}

static struct block entry_of(struct job *job, const struct bibliography_entry *entry)
{
    struct block block = {0};
    struct inline_list label = {0};
    struct inline_list body = {0};
    convert_rich(job, &entry->label, entry->item->span, &label);
    convert_rich(job, &entry->body, entry->item->span, &body);
    block.kind = BLOCK_ENTRY;
    block.id = convert_entry_id(job, entry->item);
    block.label = convert_done(&label);
    block.inlines = convert_done(&body);
    block.span = entry->item->span;
    return block;
}

/* In an entry its own item's runs are no links to the entry itself. */
static void unlink_items(struct rich *rich)
{
    for (size_t i = 0; i < rich->count; i++)
        rich->runs[i].item = NULL;
}

static void add_bibliography(struct job *job, const struct citations *citations,
                             struct references *references)
{
    size_t count = citations->bibliography.count;
    references->bibliography.count = count;
    references->bibliography.items = arena_array(&job->arena, count, sizeof(struct block));
    for (size_t i = 0; i < count; i++) {
        struct bibliography_entry *entry = &citations->bibliography.entries[i];
        unlink_items(&entry->label);
        unlink_items(&entry->body);
        references->bibliography.items[i] = entry_of(job, entry);
    }
    references->cited_count = count;
}

const struct references *evidence_cite(struct job *job, const struct document *document,
                                       const struct library *library,
                                       const struct citation_style *style, struct text range)
{
    struct references *references = arena_alloc(&job->arena, sizeof *references);
    struct citation_cluster *clusters =
        arena_array(&job->arena, document->cite_count, sizeof *clusters);
    struct citation_options options = {0};
    for (size_t i = 0; i < document->cite_count; i++)
        clusters[i] = cluster_of(job, style, library, &document->cites[i]);
    options.range_delimiter = range;
    add_listed(job, document, library, &options);
    const struct citations *citations =
        citation_render(job, style, clusters, document->cite_count, &options);
    references->cite_count = document->cite_count;
    references->cites = arena_array(&job->arena, document->cite_count, sizeof(struct cited));
    for (size_t i = 0; i < document->cite_count; i++)
        references->cites[i] = cited_of(job, &citations->clusters[i], &document->cites[i]);
    add_bibliography(job, citations, references);
    return references;
}
