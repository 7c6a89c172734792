/* The index, from the document's marks and as it was read back; see index.h. */
#include "proof/index.h"

#include <stdlib.h>

/* ---- its words
 * -------------------------------------------------------------------------------*/

/* "A; B" behind a word: what an entry sends its reader to. */
static void want_references(struct writer *writer, const struct index_entry *entry,
                            struct text word, struct index_entry *const *list, size_t count)
{
    if (count == 0)
        return;
    want_text(writer, word, entry->span);
    want_flush(writer, WANT_WORD);
    for (size_t i = 0; i < count; i++) {
        struct text terms[INDEX_DEEP];
        size_t levels = 0;
        for (const struct index_entry *at = list[i]; at != NULL; at = at->parent)
            terms[levels++] = at->term;
        want_unseen(writer, UNSEEN_LINK, entry->span)->place = list[i];
        while (levels > 0) {
            want_text(writer, terms[--levels], entry->span);
            want_text(writer, levels > 0 ? TEXT(", ") : TEXT(""), entry->span);
        }
        bool more = i + 1 < count;
        want_text(writer, more ? TEXT(";") : TEXT(""), entry->span);
        want_flush(writer, more ? WANT_WORD : WANT_LABEL);
    }
}

static void want_entry(struct writer *writer, const struct index_entry *entry)
{
    writer->place = entry;
    want_text(writer, entry->term, entry->span);
    want_flush(writer, WANT_LABEL);
    writer->place = entry;
    want_push(writer, WANT_PAGES, entry->term, entry->span);
    const struct document *document = writer->document;
    want_references(writer, entry, document->index_see, entry->see, entry->see_count);
    want_references(writer, entry, document->index_also, entry->also, entry->also_count);
}

void want_index(struct writer *writer)
{
    const struct document *document = writer->document;
    struct text letter = TEXT("");
    for (size_t i = 0; i < document->index_count; i++) {
        const struct index_entry *entry = document->index[i];
        if (!entry->any)
            continue;
        if (entry->level == 1 && !text_equal(entry->letter, letter)) {
            letter = entry->letter;
            want_text(writer, letter, entry->span);
            want_flush(writer, WANT_WORD);
        }
        want_entry(writer, entry);
    }
}

/* ---- its numbers
 * -----------------------------------------------------------------------------*/

/* Pages from 0; `first` is NO_PAGES where nothing was read. */
struct pages_read {
    uint32_t first, last;
};

#define NO_PAGES UINT32_MAX

struct numbers {
    struct job *job;
    const struct matching *m;
    const struct text *labels;
    struct map pages;         /* page + 1 by label */
    const uint32_t *wanted;   /* by want: the page of its word */
    struct pages_read *marks; /* by mark */
    ARRAY(uint32_t) right;    /* pages of the present entry */
    ARRAY(uint32_t) said;
};

/* The page of the word that stands for each want; NO_PAGES where none does. */
static uint32_t *want_pages(struct numbers *numbers)
{
    const struct matching *m = numbers->m;
    size_t count = m->wants->list.count;
    uint32_t *pages = arena_array(&numbers->job->arena, count + 1, sizeof *pages);
    for (size_t i = 0; i < count; i++)
        pages[i] = NO_PAGES;
    for (uint32_t word = 0; word < m->end; word++)
        if (m->want_of[word] != NO_WANT && pages[m->want_of[word]] == NO_PAGES)
            pages[m->want_of[word]] = m->proof->words.items[word].page;
    return pages;
}

static void find_marks(struct numbers *numbers, size_t count)
{
    const struct wants *wants = numbers->m->wants;
    const uint32_t *pages = numbers->wanted;
    numbers->marks = arena_array(&numbers->job->arena, count + 1, sizeof *numbers->marks);
    for (size_t i = 0; i < count; i++)
        numbers->marks[i].first = numbers->marks[i].last = NO_PAGES;
    for (size_t i = 0; i < wants->unseen.count; i++) {
        const struct unseen *unseen = &wants->unseen.items[i];
        if (unseen->kind != UNSEEN_MARK && unseen->kind != UNSEEN_MARK_END)
            continue;
        struct pages_read *mark = &numbers->marks[unseen->mark];
        if (unseen->kind == UNSEEN_MARK)
            mark->first = pages[unseen->want];
        mark->last = pages[unseen->want];
    }
}

static int by_number(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

#define PAGES_MOST 100000 /* in the numbers of one entry */

static void add_stretch(struct numbers *numbers, uint32_t first, uint32_t last)
{
    for (uint32_t page = first; page <= last && numbers->right.count < PAGES_MOST; page++)
        *array_push(&numbers->job->arena, &numbers->right) = page;
}

/* The pages of an entry's marks, sorted, each once. */
static void find_right(struct numbers *numbers, const struct document *document,
                       const struct index_entry *entry)
{
    uint32_t start = NO_PAGES;
    numbers->right.count = 0;
    for (uint32_t i = entry->first; i != 0; i = document->index_marks[i - 1].next) {
        struct pages_read mark = numbers->marks[i - 1];
        enum index_side side = document->index_marks[i - 1].side;
        if (mark.first == NO_PAGES || mark.last == NO_PAGES)
            continue;
        if (side == INDEX_END && start != NO_PAGES)
            add_stretch(numbers, start, mark.last);
        else if (side != INDEX_END)
            add_stretch(numbers, mark.first, mark.last);
        if (side != INDEX_POINT)
            start = side == INDEX_START ? mark.first : NO_PAGES;
    }
    size_t kept = 0;
    uint32_t *pages = numbers->right.items;
    if (numbers->right.count > 0)
        qsort(pages, numbers->right.count, sizeof *pages, by_number);
    for (size_t i = 0; i < numbers->right.count; i++)
        if (kept == 0 || pages[kept - 1] != pages[i])
            pages[kept++] = pages[i];
    numbers->right.count = kept;
}

/* The page that a label names, or NO_PAGES. */
static uint32_t labelled(const struct numbers *numbers, struct text label)
{
    uintptr_t page = (uintptr_t)map_find(&numbers->pages, label);
    return page == 0 ? NO_PAGES : (uint32_t)page - 1;
}

/* Adds the pages of "4" or "4–6," to what is said, and looks where its link leads. */
static void read_number(struct numbers *numbers, uint32_t word, struct span span)
{
    const struct proof *proof = numbers->m->proof;
    struct arena *arena = &numbers->job->arena;
    struct text text = proof->words.items[word].text;
    while (text.length > 0 && text.bytes[text.length - 1] == ',')
        text.length--;
    size_t dash = text_search(text, TEXT("\xE2\x80\x93"), 0);
    size_t behind = dash + 3;
    if (dash == text.length) {
        dash = text_find(text, '-', 0); /* as it is after normalisation */
        behind = dash + 1;
    }
    uint32_t first = labelled(numbers, text_slice(text, 0, dash));
    uint32_t last = first;
    if (dash < text.length)
        last = labelled(numbers, text_slice(text, behind, text.length));
    for (uint32_t page = first; first != NO_PAGES && last != NO_PAGES && page <= last &&
                                numbers->said.count < PAGES_MOST;
         page++)
        *array_push(arena, &numbers->said) = page;
    uint32_t at = proof->elements.items[proof->words.items[word].element].arrival;
    for (; at != 0; at = proof->arrivals.items[at - 1].next) {
        uint32_t page = proof->arrivals.items[at - 1].page;
        if (page != first && page < proof->page_count)
            diag(numbers->job, DIAG_PROOF_INDEX_LINK, span, text_string(arena, text),
                 text_string(arena, numbers->labels[page]), NULL);
    }
}

static const char *list_pages(const struct numbers *numbers, const uint32_t *pages,
                              size_t count)
{
    struct buffer out = buffer_new(&numbers->job->arena);
    for (size_t i = 0; i < count && i < 8; i++) {
        buffer_string(&out, i > 0 ? ", " : "");
        buffer_add(&out, numbers->labels[pages[i]]);
    }
    buffer_string(&out, count == 0 ? "none" : count > 8 ? " …" : "");
    return text_string(&numbers->job->arena, buffer_text(&out));
}

/* Whether what an entry marks, and its own words, were read at all: if not that was told. */
static bool was_read(const struct numbers *numbers, const struct document *document,
                     uint32_t want)
{
    const struct index_entry *entry = numbers->m->wants->list.items[want].place;
    bool read = want > 0 && numbers->wanted[want - 1] != NO_PAGES;
    for (uint32_t i = entry->first; read && i != 0; i = document->index_marks[i - 1].next)
        read =
            numbers->marks[i - 1].first != NO_PAGES && numbers->marks[i - 1].last != NO_PAGES;
    return read;
}

/* The words from `word` on that stand for the numbers of one entry. */
static void compare_entry(struct numbers *numbers, const struct want *want, uint32_t word,
                          uint32_t end)
{
    find_right(numbers, numbers->m->proof->against->document, want->place);
    numbers->said.count = 0;
    for (uint32_t i = word; i < end; i++)
        read_number(numbers, i, want->span);
    bool same = numbers->said.count == numbers->right.count;
    for (size_t i = 0; same && i < numbers->said.count; i++)
        same = numbers->said.items[i] == numbers->right.items[i];
    if (!same)
        diag(numbers->job, DIAG_PROOF_INDEX, want->span,
             list_pages(numbers, numbers->said.items, numbers->said.count),
             text_string(&numbers->job->arena, want->word),
             list_pages(numbers, numbers->right.items, numbers->right.count), NULL);
}

void index_compare(struct job *job, const struct matching *m, const struct text *labels)
{
    const struct document *document = m->proof->against->document;
    struct numbers numbers = {.job = job, .m = m, .labels = labels};
    numbers.pages = map_new(&job->arena);
    for (size_t i = 0; i < m->proof->page_count; i++)
        map_put(&numbers.pages, labels[i], (void *)(uintptr_t)(i + 1));
    for (uint32_t want = 0, word = 0; want < m->wants->list.count; want++) {
        const struct want *wanted = &m->wants->list.items[want];
        if (wanted->kind != WANT_PAGES)
            continue;
        if (numbers.wanted == NULL) {
            numbers.wanted = want_pages(&numbers);
            find_marks(&numbers, document->index_mark_count);
        }
        while (word < m->end && (m->want_of[word] == NO_WANT || m->want_of[word] < want))
            word++;
        uint32_t end = word;
        while (end < m->end && m->want_of[end] == want)
            end++;
        if (was_read(&numbers, document, want))
            compare_entry(&numbers, wanted, word, end);
        word = end;
    }
}
