/* Takes a finished file read back, compares the facts beside its text; see facts.h. */
#include "proof/facts.h"

#include "proof/index.h"

struct facts {
    struct job *job;
    const struct matching *m;
    struct file *file;
    struct text *labels; /* by page */
};

/* ---- page labels (ISO 32000-1, 12.4.2) --------------------------------------------------*/

static void put_roman(struct buffer *out, int64_t number)
{
    static const char *const words[] = {"m",  "cm", "d",  "cd", "c",  "xc", "l",
                                        "xl", "x",  "ix", "v",  "iv", "i"};
    static const int64_t values[] = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        for (; number >= values[i] && number < 5000; number -= values[i])
            buffer_string(out, words[i]);
}

/* The pages from `first` on take their labels from `range`, until the next range does. */
static void label_pages(struct facts *facts, int64_t first, const struct object *range)
{
    struct arena *arena = &facts->job->arena;
    const struct object *style = file_entry(facts->file, range, "S");
    int64_t number = object_whole(file_entry(facts->file, range, "St"), 1);
    struct text prefix = object_words(arena, file_entry(facts->file, range, "P"));
    for (size_t p = (size_t)first; p < facts->m->proof->page_count; p++, number++) {
        struct buffer out = buffer_new(arena);
        buffer_add(&out, prefix);
        if (object_is_name(style, "D"))
            buffer_number(&out, number);
        else if (object_is_name(style, "r"))
            put_roman(&out, number);
        facts->labels[p] = buffer_text(&out);
        if (!file_spend(facts->file, 32))
            return;
    }
}

#define LABELS_DEEP 8

static void read_labels(struct facts *facts, const struct object *node, int depth)
{
    const struct object *pairs = file_entry(facts->file, node, "Nums");
    const struct object *kids = file_entry(facts->file, node, "Kids");
    for (size_t i = 0; pairs->kind == OBJECT_ARRAY && i + 1 < pairs->count; i += 2) {
        int64_t first = object_whole(&pairs->items[i], -1);
        if (first >= 0 && file_spend(facts->file, 16))
            label_pages(facts, first, file_resolve(facts->file, &pairs->items[i + 1]));
    }
    for (size_t i = 0; kids->kind == OBJECT_ARRAY && i < kids->count; i++)
        if (depth < LABELS_DEEP && file_spend(facts->file, 16))
            read_labels(facts, file_resolve(facts->file, &kids->items[i]), depth + 1);
}

/* ---- the contents list ------------------------------------------------------------------*/

/* The page that the heading's first word is on; the count of pages if it was not found. Words
 * are looked at from `*from` on, as the list names headings in their order, and then from the
 * start. */
static size_t heading_page(const struct facts *facts, const void *heading, uint32_t *from)
{
    const struct matching *m = facts->m;
    uint32_t count = (uint32_t)m->proof->words.count;
    for (uint32_t steps = 0; steps < count; steps++) {
        uint32_t word = (*from + steps) % count;
        const struct want *want =
            m->want_of[word] == NO_WANT ? NULL : &m->wants->list.items[m->want_of[word]];
        if (want == NULL || want->place != heading || want->kind == WANT_PAGE)
            continue;
        *from = word;
        return m->proof->words.items[word].page;
    }
    return m->proof->page_count;
}

/* Every page number of the contents list is the label of the page its heading is on. */
static void compare_contents(struct facts *facts)
{
    const struct matching *m = facts->m;
    uint32_t from = 0;
    for (uint32_t word = 0; word < m->end; word++) {
        if (m->want_of[word] == NO_WANT)
            continue;
        const struct want *want = &m->wants->list.items[m->want_of[word]];
        if (want->kind != WANT_PAGE || want->place == NULL)
            continue;
        size_t page = heading_page(facts, want->place, &from);
        struct text said = m->proof->words.items[word].text;
        if (page < m->proof->page_count && !text_equal(facts->labels[page], said))
            diag(facts->job, DIAG_PROOF_CONTENTS, want->span,
                 text_string(&facts->job->arena, said),
                 text_string(&facts->job->arena, facts->labels[page]), NULL);
    }
}

/* ---- addresses --------------------------------------------------------------------------*/

static bool leads_to(const struct proof *proof, struct text address)
{
    for (size_t i = 0; i < proof->addresses.count; i++)
        if (text_equal(proof->addresses.items[i], address))
            return true;
    return false;
}

#define ADDRESSES_MOST 2000 /* that are looked for among as many */

/* Every address of the document is one that a link leads to. */
static void compare_addresses(struct facts *facts)
{
    const struct wants *wants = facts->m->wants;
    for (size_t i = 0; i < wants->addresses.count && i < ADDRESSES_MOST; i++)
        if (!leads_to(facts->m->proof, wants->addresses.items[i].text))
            diag(facts->job, DIAG_PROOF_ADDRESS, wants->addresses.items[i].span,
                 text_string(&facts->job->arena, wants->addresses.items[i].text), NULL);
}

void facts_compare(struct job *job, const struct matching *m)
{
    struct facts facts = {.job = job, .m = m, .file = m->proof->file};
    facts.labels = arena_array(&job->arena, m->proof->page_count, sizeof *facts.labels);
    read_labels(&facts, file_entry(facts.file, file_catalog(facts.file), "PageLabels"), 0);
    if (m->proof->against->design->print.imposition == IMPOSE_SINGLE) {
        compare_contents(&facts); /* a sheet has the labels of all its pages */
        index_compare(job, m, facts.labels);
    }
    compare_addresses(&facts);
}
