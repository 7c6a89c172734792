/* Takes pages, gives the places of sources on them; see trace.h. */
#include "pages/trace.h"

/* ---- words
 * ------------------------------------------------------------------------------------*/

/* How far a run's words were followed through its source. */
struct follower {
    const struct run *run;
    uint32_t at;
};

struct tracing {
    struct builder *b;
    const struct pages *pages;
    struct trace *trace;
    struct follower *followers; /* by tag: a leaf's runs come one after the other */
    bool *repeats;              /* by tag: in a list of headings */
};

/* Markup between two words is hardly longer than this; a word further off is another one. */
#define MARKUP_MOST 24

/* The stretch of source that the next word of a run shows. What was written otherwise than it
 * prints (a variable, a changed quotation mark) is taken to stand where the word before ends.
 */
static struct span follow(struct builder *b, struct follower *follower, const struct run *run,
                          struct text word)
{
    if (follower->run != run)
        *follower = (struct follower){run, run->span.start};
    struct text source = source_find(b->job, run->span.source)->text;
    size_t end = follower->at + MARKUP_MOST + word.length;
    end = end < run->span.end ? end : run->span.end;
    end = end < source.length ? end : source.length;
    size_t found = text_search(text_slice(source, 0, end), word, follower->at);
    uint32_t start = found < end ? (uint32_t)found : follower->at;
    uint32_t after = start + (uint32_t)word.length;
    follower->at = after < run->span.end ? after : run->span.end;
    return (struct span){run->span.source, start, after > start ? after : start + 1};
}

/* The span of the innermost element around a leaf that has one. */
static struct span span_around(const struct pages *pages, uint32_t tag)
{
    struct span nowhere = {0, 0, 0};
    for (; tag != NO_TAG; tag = pages->tags[tag].parent)
        if (pages->tags[tag].span.source != 0)
            return tag == 0 ? nowhere : pages->tags[tag].span;
    return nowhere;
}

static void add_word(struct tracing *tracing, const struct item *item,
                     const struct fragment *fragment, uint32_t page)
{
    const struct run *run = &item->runs[fragment->run];
    struct traced word = {run->span, page, item->x, item->y};
    if (fragment->kind != FRAGMENT_WORD || fragment->shaped == NULL)
        return;
    if (run->span.source == 0)
        word.span = span_around(tracing->pages, item->tag);
    else
        word.span =
            follow(tracing->b, &tracing->followers[item->tag], run, fragment->shaped->text);
    if (word.span.source != 0)
        *array_push(tracing->b->arena, &tracing->trace->words) = word;
}

static void add_item(struct tracing *tracing, const struct item *item, uint32_t page)
{
    if (item->tag == NO_TAG || tracing->repeats[item->tag])
        return;
    for (size_t i = 0; item->kind == ITEM_GLYPHS && i < item->fragment_count; i++)
        add_word(tracing, item, &item->fragments[i], page);
    if (item->kind == ITEM_GLYPHS)
        return;
    sp first = item->kind == ITEM_IMAGE ? tracing->b->body->size : 0;
    struct span span = span_around(tracing->pages, item->tag);
    if (span.source != 0)
        *array_push(tracing->b->arena, &tracing->trace->things) =
            (struct traced){span, page, item->x, item->y + first};
}

/* ---- what holds words
 * -------------------------------------------------------------------------*/

static void add_holder(struct tracing *tracing, struct span span)
{
    if (span.source != 0 && span.end > span.start)
        *array_push(tracing->b->arena, &tracing->trace->holders) = span;
}

static void add_cells(struct tracing *tracing, const struct cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_holder(tracing, cells[i].span);
}

static void add_blocks(struct tracing *tracing, struct blocks blocks, int depth)
{
    for (size_t i = 0; depth < NESTING_MOST && i < blocks.count; i++) {
        const struct block *block = &blocks.items[i];
        add_holder(tracing, block->span);
        if (block->table != NULL) {
            const struct table *table = block->table;
            add_cells(tracing, table->head, table->head_rows * table->column_count);
            add_cells(tracing, table->cells, table->row_count * table->column_count);
        }
        add_blocks(tracing, block->children, depth + 1);
    }
}

static void add_holders(struct tracing *tracing)
{
    const struct document *document = tracing->b->document;
    for (size_t i = 0; i < document->section_count; i++)
        add_blocks(tracing, document->sections[i].blocks, 0);
    for (size_t i = 0; i < document->note_count; i++)
        add_blocks(tracing, document->notes[i].blocks, 0);
    for (size_t i = 0; i < document->term_count; i++)
        add_holder(tracing, document->terms[i].span);
    add_blocks(tracing, tracing->b->references->bibliography, 0);
    for (size_t i = 0; i < document->claims->count; i++)
        add_holder(tracing, document->claims->items[i].span);
}

struct trace *trace_new(struct builder *b, const struct pages *pages)
{
    struct trace *trace = arena_alloc(b->arena, sizeof *trace);
    struct tracing tracing = {.b = b, .pages = pages, .trace = trace};
    trace->document = b->document;
    tracing.followers = arena_array(b->arena, pages->tag_count, sizeof *tracing.followers);
    tracing.repeats = arena_array(b->arena, pages->tag_count, sizeof *tracing.repeats);
    for (size_t i = 0; i < pages->tag_count; i++) { /* parents are made before children */
        const struct tag *tag = &pages->tags[i];
        tracing.repeats[i] =
            tag->role == TAG_TOC || (tag->parent != NO_TAG && tracing.repeats[tag->parent]);
    }
    for (uint32_t page = 0; page < pages->count; page++)
        for (size_t i = 0; i < pages->items[page].item_count; i++)
            add_item(&tracing, &pages->items[page].items[i], page);
    add_holders(&tracing);
    return trace;
}

/* ---- finding
 * ----------------------------------------------------------------------------------*/

struct looking {
    struct builder *b;
    const struct trace *trace;
    struct places *places;
};

static bool overlaps(struct span a, struct span b)
{
    uint32_t a_end = a.end > a.start ? a.end : a.start + 1;
    uint32_t b_end = b.end > b.start ? b.end : b.start + 1;
    return a.source == b.source && a.start < b_end && b.start < a_end;
}

/* Adds the first of `items` on each page that shows some of `span`. */
static bool gather(const struct looking *looking, const struct traced *items, size_t count,
                   struct span span)
{
    struct places *places = looking->places;
    for (size_t i = 0; i < count; i++) {
        size_t found = places->list.count;
        if (overlaps(items[i].span, span) &&
            (found == 0 || places->list.items[found - 1].page != items[i].page))
            *array_push(looking->b->arena, &places->list) = items[i];
    }
    return places->list.count > 0;
}

/* The nearest word to the start of `span` in what lies within `within`: the last before it, or
 * else the first behind it. NULL where there is none. */
static const struct traced *nearest(const struct trace *trace, struct span span,
                                    struct span within)
{
    const struct traced *before = NULL, *behind = NULL;
    for (size_t i = 0; i < trace->words.count; i++) {
        const struct traced *word = &trace->words.items[i];
        if (word->span.source != within.source || word->span.start < within.start ||
            word->span.start >= within.end)
            continue;
        if (word->span.start <= span.start &&
            (before == NULL || word->span.start > before->span.start))
            before = word;
        if (word->span.start > span.start &&
            (behind == NULL || word->span.start < behind->span.start))
            behind = word;
    }
    return before != NULL ? before : behind;
}

static bool holds(struct span holder, struct span span)
{
    return holder.source == span.source && holder.start <= span.start &&
           span.start < holder.end;
}

/* The word nearest to `span` in the smallest of what holds both. */
static const struct traced *nearest_held(const struct trace *trace, struct span span)
{
    const struct traced *found = NULL;
    uint32_t smallest = UINT32_MAX;
    for (size_t i = 0; i < trace->holders.count; i++) {
        struct span holder = trace->holders.items[i];
        if (!holds(holder, span) || holder.end - holder.start >= smallest)
            continue;
        const struct traced *word = nearest(trace, span, holder);
        if (word == NULL)
            continue;
        found = word;
        smallest = holder.end - holder.start;
    }
    return found;
}

/* What stands at `span` itself, or nearest to it in what holds it. */
static bool look(const struct looking *looking, struct span span)
{
    const struct trace *trace = looking->trace;
    if (gather(looking, trace->words.items, trace->words.count, span) ||
        gather(looking, trace->things.items, trace->things.count, span))
        return true;
    const struct traced *word = nearest_held(trace, span);
    return word != NULL && gather(looking, trace->words.items, trace->words.count, word->span);
}

/* A fault in a claim none of whose words is printed stands where the text uses the claim. */
static bool look_at_uses(const struct looking *looking, struct span span)
{
    const struct document *document = looking->trace->document;
    for (size_t i = 0; i < document->use_count; i++) {
        const struct claim_use *use = &document->uses[i];
        if (holds(use->claim->span, span) && !holds(use->claim->span, use->span) &&
            look(looking, use->span))
            return true;
    }
    return false;
}

/* What is said of a section but not of a block of it stands at its heading. */
static bool look_at_sections(const struct looking *looking, struct span span)
{
    const struct document *document = looking->trace->document;
    for (size_t i = 0; i < document->section_count; i++) {
        const struct section *section = &document->sections[i];
        struct span whole = {section->source, 0, UINT32_MAX};
        if (section->source != span.source)
            continue;
        const struct traced *word = nearest(looking->trace, span, whole);
        return word != NULL && gather(looking, looking->trace->words.items,
                                      looking->trace->words.count, word->span);
    }
    return false;
}

void trace_find(struct builder *b, const struct trace *trace, struct span span,
                struct places *places)
{
    struct looking looking = {b, trace, places};
    places->list.count = 0;
    if (span.source != 0 && !look(&looking, span) && !look_at_uses(&looking, span))
        look_at_sections(&looking, span);
}
