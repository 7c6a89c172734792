/*
 * Takes the bibliography as the processor wrote it, gives it as blocks: one list, or those that
 * the document asks for.
 * The one idea: lists only part the one sequence of entries; order and numbers stay the
 * style's.
 */
#include "evidence/bibliography.h"

#include "evidence/convert.h"
#include "evidence/notices.h"
#include "evidence/walk.h"

struct lists {
    struct job *job;
    const struct cite_request *request;
    struct map *cited; /* for each list the keys cited in its sections, as a set */
};

/* ---- entries
 * ----------------------------------------------------------------------------------*/

/* In an entry its own item's runs are no links to the entry itself. */
static void unlink_items(struct rich *rich)
{
    for (size_t i = 0; i < rich->count; i++)
        rich->runs[i].item = NULL;
}

/* Whether the entry ends in a full stop; one that ends in a DOI does not in some styles. */
static bool ends_sentence(struct job *job, const struct rich *body)
{
    struct text text = text_trim(rich_text(job, body));
    return text_ends(text, ".") || text_ends(text, "?") || text_ends(text, "!");
}

/* `text` is the notice's; `ended`: the sentence before it has its full stop. */
static void add_notice(struct job *job, struct rich text, bool ended, struct span span,
                       struct inline_list *body)
{
    if (text.count == 0)
        return;
    struct inline_node *space = array_push(&job->arena, &body->list);
    space->kind = INLINE_TEXT;
    space->text = ended ? TEXT(" ") : TEXT(". ");
    space->span = span;
    convert_rich(job, &text, span, body);
}

/* The note on the source that the document wants below it, as a paragraph. */
static struct blocks annotation(struct job *job, const struct cite_request *request,
                                const struct source_item *item)
{
    struct text name = request->document->citing.annotations.text;
    if (name.length == 0)
        return (struct blocks){0};
    const struct source_variable *found = item_find(item, text_string(&job->arena, name));
    if (found == NULL || found->text.length == 0)
        return (struct blocks){0};
    struct rich rich = rich_parse(job, found->text);
    struct inline_list inlines = {0};
    convert_rich(job, &rich, found->span, &inlines);
    struct blocks blocks = {1, arena_alloc(&job->arena, sizeof(struct block))};
    blocks.items->kind = BLOCK_PARAGRAPH;
    blocks.items->inlines = convert_done(&inlines);
    blocks.items->span = found->span;
    return blocks;
}

static struct block entry_of(struct job *job, const struct cite_request *request,
                             struct bibliography_entry *entry)
{
    struct block block = {0};
    struct inline_list label = {0};
    struct inline_list body = {0};
    struct span span = entry->item->span;
    unlink_items(&entry->label);
    unlink_items(&entry->body);
    convert_rich(job, &entry->label, span, &label);
    convert_rich(job, &entry->body, span, &body);
    if (request->notices != NULL)
        add_notice(job,
                   notice_text(job, &request->notices[entry->item->order],
                               citation_style_facts(request->style).language),
                   ends_sentence(job, &entry->body), span, &body);
    block.kind = BLOCK_ENTRY;
    block.id = convert_entry_id(job, entry->item);
    block.label = convert_done(&label);
    block.inlines = convert_done(&body);
    block.children = annotation(job, request, entry->item);
    block.span = span;
    return block;
}

/* ---- lists
 * ------------------------------------------------------------------------------------*/

static bool names_id(const struct texts *ids, struct text id)
{
    for (size_t i = 0; i < ids->count; i++) {
        struct text wanted = ids->items[i].text;
        if (text_starts(wanted, "#"))
            wanted = text_slice(wanted, 1, wanted.length);
        if (text_equal(wanted, id))
            return true;
    }
    return false;
}

static bool below(const struct walk_place *place, const struct texts *sections)
{
    for (int level = 1; level <= 6; level++)
        if (place->headings[level] != NULL && place->headings[level]->id.length > 0 &&
            names_id(sections, place->headings[level]->id))
            return true;
    return false;
}

static void note_cites(struct lists *lists, struct inlines inlines, struct map *keys)
{
    const struct document *document = lists->request->document;
    for (size_t i = 0; i < inlines.count; i++) {
        const struct inline_node *node = &inlines.items[i];
        for (size_t k = 0; node->kind == INLINE_CITE && k < document->cites[node->number].count;
             k++)
            map_put(keys, document->cites[node->number].items[k].key, NULL);
        note_cites(lists, node->children, keys);
    }
}

static void visit(void *context, struct inlines inlines, const struct walk_place *place)
{
    struct lists *lists = context;
    const struct citing *citing = &lists->request->document->citing;
    for (size_t i = 0; i < citing->list_count; i++)
        if (below(place, &citing->lists[i].sections))
            note_cites(lists, inlines, &lists->cited[i]);
}

static bool named(const struct texts *wanted, struct text word)
{
    for (size_t i = 0; i < wanted->count; i++)
        if (text_equal(wanted->items[i].text, word))
            return true;
    return false;
}

static bool keyed(const struct texts *wanted, const struct source_item *item)
{
    for (size_t i = 0; i < item->keywords.count; i++)
        if (named(wanted, item->keywords.items[i].text))
            return true;
    return false;
}

/* The list an item goes into: the first that asks for it by all it asks by, or their count. A
 * list that asks for nothing takes what comes. */
static size_t list_of(const struct lists *lists, const struct source_item *item)
{
    const struct citing *citing = &lists->request->document->citing;
    for (size_t i = 0; i < citing->list_count; i++) {
        const struct reference_list *list = &citing->lists[i];
        if ((list->keywords.count == 0 || keyed(&list->keywords, item)) &&
            (list->types.count == 0 || named(&list->types, item->type)) &&
            (list->sections.count == 0 || map_has(&lists->cited[i], item->id)))
            return i;
    }
    return citing->list_count;
}

static struct block heading_of(struct job *job, struct text title, struct span span)
{
    struct block block = {0};
    struct inline_node *text = arena_alloc(&job->arena, sizeof *text);
    text->kind = INLINE_TEXT;
    text->text = title;
    text->span = span;
    block.kind = BLOCK_HEADING;
    block.level = 2;
    block.unnumbered = true;
    block.inlines = (struct inlines){1, text};
    block.span = span;
    return block;
}

struct block_list {
    ARRAY(struct block) list;
};

/* The entries of list `which` behind its heading; nothing where it has none. */
static void add_list(struct lists *lists, const struct bibliography *bibliography, size_t which,
                     struct block_list *out)
{
    struct job *job = lists->job;
    const struct citing *citing = &lists->request->document->citing;
    bool begun = citing->list_count == 0;
    for (size_t i = 0; i < bibliography->count; i++) {
        struct bibliography_entry *entry = &bibliography->entries[i];
        if ((entry->body.count == 0 && entry->label.count == 0) ||
            list_of(lists, entry->item) != which)
            continue;
        bool last = which == citing->list_count;
        if (!begun && last)
            *array_push(&job->arena, &out->list) =
                heading_of(job, TEXT("Other references"), lists->request->document->span);
        else if (!begun)
            *array_push(&job->arena, &out->list) = heading_of(
                job, citing->lists[which].title.text, citing->lists[which].title.span);
        begun = true;
        *array_push(&job->arena, &out->list) = entry_of(job, lists->request, entry);
    }
}

struct blocks bibliography_blocks(struct job *job, const struct cite_request *request,
                                  const struct bibliography *bibliography)
{
    size_t count = request->document->citing.list_count;
    struct lists lists = {job, request,
                          arena_array(&job->arena, count + 1, sizeof(struct map))};
    struct block_list out = {0};
    for (size_t i = 0; i < count; i++)
        lists.cited[i] = map_new(&job->arena);
    if (count > 0)
        walk_document(request->document, visit, &lists);
    for (size_t i = 0; i <= count; i++)
        add_list(&lists, bibliography, i, &out);
    return (struct blocks){out.list.count, out.list.items};
}
