/*
 * Takes the document's citation groups, gives the printed form of each and the bibliography as
 * blocks: asks the citation processor, and translates both ways.
 */
#include "evidence/bibliography.h"
#include "evidence/convert.h"

/* What follows the locator, which takes up `used` bytes of the text behind the key. */
static struct rich suffix_of(struct job *job, const struct cite_item *from, size_t used)
{
    struct text rest = text_slice(from->locator, used, from->locator.length);
    struct rich whole = convert_inlines(job, from->after);
    struct text plain = rich_text(job, &whole);
    size_t lead = 0;
    while (lead < plain.length && text_space(plain.bytes[lead]))
        lead++;
    if (whole.count > 0 && text_equal(text_trim(plain), from->locator))
        return convert_slice(job, &whole, lead + used, lead + from->locator.length);
    if (rest.length == 0)
        return (struct rich){0};
    struct rich_run *run = arena_alloc(&job->arena, sizeof *run);
    run->text = rest;
    return (struct rich){1, run};
}

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
    cite.spare = from->made;
    cite.span = from->span;
    if (!from->made || !citation_style_facts(style).numeric) /* no word among the numbers */
        cite.suffix = suffix_of(job, from, locator.rest);
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

/* Between the ends of a range of numbers: as the document says, else the layout. AMA asks for a
 * hyphen (11th edition, 3.6), which CSL cannot say and every CSL processor prints as a dash. */
static struct text range_of(const struct cite_request *request)
{
    struct citation_facts facts = citation_style_facts(request->style);
    if (request->document->citing.range.span.source != 0)
        return request->document->citing.range.text;
    if (request->range.length > 0)
        return request->range;
    return text_starts(facts.title, "American Medical Association") ? TEXT("-") : TEXT("");
}

static struct citation_options options_of(struct job *job, const struct cite_request *request)
{
    const struct citing *citing = &request->document->citing;
    struct citation_options options = {0};
    options.range_delimiter = range_of(request);
    options.print_pubmed = citing->pubmed_ids;
    options.print_server = true;
    options.link_titles = true;
    if (citing->journals.count > 0) {
        struct located *files = arena_array(&job->arena, citing->journals.count, sizeof *files);
        size_t count = 0;
        for (size_t i = 0; i < citing->journals.count; i++) {
            files[count] = citing->journals.items[i];
            files[count].text = source_resolve(job, files[count].text, files[count].span);
            count += files[count].text.length > 0;
        }
        options.journals = journals_read(job, files, count);
    }
    add_listed(job, request->document, request->library, &options);
    return options;
}

const struct references *evidence_cite(struct job *job, const struct cite_request *request)
{
    const struct document *document = request->document;
    struct references *references = arena_alloc(&job->arena, sizeof *references);
    struct citation_cluster *clusters =
        arena_array(&job->arena, document->cite_count, sizeof *clusters);
    for (size_t i = 0; i < document->cite_count; i++)
        clusters[i] = cluster_of(job, request->style, request->library, &document->cites[i]);
    struct citation_options options = options_of(job, request);
    const struct citations *citations =
        citation_render(job, request->style, clusters, document->cite_count, &options);
    references->cite_count = document->cite_count;
    references->cites = arena_array(&job->arena, document->cite_count, sizeof(struct cited));
    for (size_t i = 0; i < document->cite_count; i++)
        references->cites[i] = cited_of(job, &citations->clusters[i], &document->cites[i]);
    references->bibliography = bibliography_blocks(job, request, &citations->bibliography);
    references->cited_count = citations->bibliography.count;
    return references;
}
