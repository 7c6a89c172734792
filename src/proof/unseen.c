/*
 * Takes a finished file read back, compares what its words carry unseen; see unseen.h.
 * The one idea: what is unseen starts at a letter, the letter is in a word, the word stands for
 * a want; so links and expansions of both sides meet at the same want, in the same order.
 */
#include <stdlib.h>

#include "proof/unseen.h"

/* What words of a kind carry in the file. */
struct found {
    uint32_t want;
    uint32_t element;
};

struct unseen_walk {
    struct job *job;
    const struct matching *m;
    bool *read;              /* by want: a word stands for it */
    struct standing *places; /* where things stand that links lead to, sorted */
    size_t place_count;
    ARRAY(struct found) found;
};

/* ---- places -----------------------------------------------------------------------------*/

/* The first word of what links can lead to. */
struct standing {
    const void *place;
    uint32_t word;
};

static int by_place(const void *left, const void *right)
{
    const struct standing *a = left, *b = right;
    uintptr_t x = (uintptr_t)a->place, y = (uintptr_t)b->place;
    if (x != y)
        return x < y ? -1 : 1;
    return (a->word > b->word) - (a->word < b->word);
}

static void index_places(struct unseen_walk *walk)
{
    const struct matching *m = walk->m;
    ARRAY(struct standing) list = {0};
    for (uint32_t word = 0; word < m->end; word++) {
        if (m->want_of[word] == NO_WANT)
            continue;
        const struct want *want = &m->wants->list.items[m->want_of[word]];
        walk->read[m->want_of[word]] = true;
        if (want->place == NULL || want->kind == WANT_PAGE || want->kind == WANT_PAGES)
            continue;
        *array_push(&walk->job->arena, &list) = (struct standing){want->place, word};
    }
    if (list.count > 0)
        qsort(list.items, list.count, sizeof *list.items, by_place);
    walk->places = list.items;
    walk->place_count = list.count;
}

/* The first word at `place`, or NO_WORD. */
static uint32_t place_word(const struct unseen_walk *walk, const void *place)
{
    struct standing wanted = {place, 0};
    size_t low = 0, high = walk->place_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (by_place(&walk->places[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < walk->place_count && walk->places[low].place == place ? walk->places[low].word
                                                                       : NO_WORD;
}

/* ---- elements ---------------------------------------------------------------------------*/

static bool carries(const struct element *element, enum unseen_kind kind)
{
    if (element->first == element->end)
        return false;
    return kind == UNSEEN_LINK ? element->arrival != 0 : element->expansion.length > 0;
}

/* All elements that carry something of the kind, with the wants that they start in. */
static void find_elements(struct unseen_walk *walk, enum unseen_kind kind)
{
    const struct proof *proof = walk->m->proof;
    uint32_t word = 0;
    walk->found.count = 0;
    for (uint32_t i = 0; i < proof->elements.count; i++) {
        const struct element *element = &proof->elements.items[i];
        if (!carries(element, kind))
            continue;
        while (word < proof->words.count && proof->words.items[word].end <= element->first)
            word++;
        if (word == proof->words.count)
            break;
        if (walk->m->want_of[word] == NO_WANT)
            continue;
        if (walk->m->wants->list.items[walk->m->want_of[word]].kind == WANT_PAGES)
            continue; /* index.c looks at these */
        struct found found = {walk->m->want_of[word], i};
        *array_push(&walk->job->arena, &walk->found) = found;
    }
}

/* ---- comparisons ------------------------------------------------------------------------*/

static const char *want_word(const struct unseen_walk *walk, uint32_t want)
{
    return text_string(&walk->job->arena, walk->m->wants->list.items[want].word);
}

static struct span unseen_span(const struct unseen_walk *walk, uint32_t want,
                               const struct unseen *unseen)
{
    return unseen != NULL ? unseen->span : walk->m->wants->list.items[want].span;
}

static void compare_expansion(const struct unseen_walk *walk, uint32_t want,
                              const struct unseen *wanted, const struct element *element)
{
    struct arena *arena = &walk->job->arena;
    struct text right = wanted != NULL ? wanted->expansion : TEXT("");
    struct text said = element != NULL ? element->expansion : TEXT("");
    if (!text_equal(right, said))
        diag(walk->job, DIAG_PROOF_EXPANSION, unseen_span(walk, want, wanted),
             want_word(walk, want), text_string(arena, said), text_string(arena, right), NULL);
}

/* How far from the baseline of the first words there a link may lead: below it by what numbers
 * are rounded by, in points; above it by a line's height and some padding, in ems, where they
 * are what is on top. */
#define BELOW_MOST 0.1
#define ABOVE_MOST 4.0

/* What is wrong with where a link leads that should lead to `word`, or NULL. */
static const char *arrival_fault(const struct unseen *wanted, const struct arrival *arrival,
                                 const struct word *word)
{
    if (arrival->page != word->page)
        return "but what it names stands on another page";
    if (!arrival->placed)
        return "but to no place on it";
    if (word->marked == NULL || !word->marked->shown)
        return NULL;
    const struct pen *pen = &word->marked->from;
    if (pen->turned) /* it leads to where turned lines end: the head of what is turned */
        return arrival->y > pen->x ? NULL : "but below what it names, which is turned";
    bool above = wanted->framed || arrival->y <= pen->y + ABOVE_MOST * pen->size;
    return above && arrival->y >= pen->y - BELOW_MOST
               ? NULL
               : "but what it names stands elsewhere on that page";
}

static void tell_place(const struct unseen_walk *walk, uint32_t want,
                       const struct unseen *wanted, const struct arrival *arrival,
                       const char *said)
{
    struct buffer page = buffer_new(&walk->job->arena);
    buffer_number(&page, (int64_t)arrival->page + 1);
    diag(walk->job, DIAG_PROOF_PLACE, unseen_span(walk, want, wanted), want_word(walk, want),
         text_string(&walk->job->arena, buffer_text(&page)), said, NULL);
}

static void compare_link(const struct unseen_walk *walk, uint32_t want,
                         const struct unseen *wanted, const struct element *element)
{
    const struct proof *proof = walk->m->proof;
    if (element == NULL) {
        diag(walk->job, DIAG_PROOF_UNLINKED, unseen_span(walk, want, wanted),
             want_word(walk, want), NULL);
        return;
    }
    uint32_t word =
        wanted != NULL && wanted->place != NULL ? place_word(walk, wanted->place) : NO_WORD;
    for (uint32_t at = element->arrival; at != 0;) {
        const struct arrival *arrival = &proof->arrivals.items[at - 1];
        const char *said = NULL;
        if (arrival->page != NO_PAGE && wanted == NULL)
            said = "but the document has no link there";
        else if (arrival->page != NO_PAGE && word != NO_WORD)
            said = arrival_fault(wanted, arrival, &proof->words.items[word]);
        if (said != NULL) {
            tell_place(walk, want, wanted, arrival, said);
            return;
        }
        at = arrival->next;
    }
}

static void compare_one(const struct unseen_walk *walk, enum unseen_kind kind, uint32_t want,
                        const struct unseen *wanted, const struct element *element)
{
    if (!walk->read[want])
        return; /* its words are missing, which was told */
    if (kind == UNSEEN_LINK)
        compare_link(walk, want, wanted, element);
    else
        compare_expansion(walk, want, wanted, element);
}

/* Both sides are in the order of the wants. */
static void compare_kind(struct unseen_walk *walk, enum unseen_kind kind)
{
    const struct proof *proof = walk->m->proof;
    const struct wants *wants = walk->m->wants;
    size_t at = 0, f = 0;
    find_elements(walk, kind);
    for (;;) {
        while (at < wants->unseen.count && wants->unseen.items[at].kind != kind)
            at++;
        const struct unseen *wanted =
            at < wants->unseen.count ? &wants->unseen.items[at] : NULL;
        const struct found *found = f < walk->found.count ? &walk->found.items[f] : NULL;
        if (wanted == NULL && found == NULL)
            return;
        if (wanted == NULL || (found != NULL && found->want < wanted->want)) {
            compare_one(walk, kind, found->want, NULL, &proof->elements.items[found->element]);
            f++;
        } else if (found == NULL || wanted->want < found->want) {
            compare_one(walk, kind, wanted->want, wanted, NULL);
            at++;
        } else {
            compare_one(walk, kind, wanted->want, wanted,
                        &proof->elements.items[found->element]);
            at++;
            f++;
        }
    }
}

void unseen_compare(struct job *job, const struct matching *m)
{
    struct unseen_walk walk = {.job = job, .m = m};
    walk.read = arena_array(&job->arena, m->wants->list.count, sizeof *walk.read);
    index_places(&walk);
    compare_kind(&walk, UNSEEN_LINK);
    compare_kind(&walk, UNSEEN_EXPANSION);
}
