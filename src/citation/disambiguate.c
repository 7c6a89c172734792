/*
 * Tells apart cites that look alike: by more names, by given names, by conditions, by year
 * suffix, in that order (the specification, "Disambiguation").
 * The one idea: render, compare, keep a step only if it told some cites from others, and go on
 * with what still looks alike. A step that helped nobody is not kept.
 */
#include <stdlib.h>
#include <string.h>

#include "citation/session.h"

/* Cites that look alike, with what was found to help so far. */
struct lookalikes {
    struct entry **entries;
    size_t count;
    struct ambiguity best;
};

struct splitter {
    struct session *session;
    ARRAY(struct lookalikes *) open; /* still to be worked on by names */
    ARRAY(struct lookalikes *) left; /* names were not enough */
};

/* --- rendering to compare ----------------------------------------------------------------- */

/* The look of a cite as two independent hashes of its text: the text need not be kept. */
struct look {
    uint64_t a;
    uint64_t b;
};

/* FNV-1a, and the same walk with another multiplier (that of Knuth's MMIX generator). */
static struct look look_of(struct text text)
{
    struct look look = {14695981039346656037u, text.length};
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        look.a = (look.a ^ byte) * 1099511628211u;
        look.b = look.b * 6364136223846793005u + byte + 1442695040888963407u;
    }
    return look;
}

static struct look look(struct session *session, const struct entry *entry,
                        const struct ambiguity *ambiguity, struct context *context)
{
    struct arena_mark mark = arena_mark(&session->trees->arena);
    *context = context_new(session->trees, session->style, entry, FOR_CITATION);
    context->position = CITE_SUBSEQUENT; /* the shortest a cite gets */
    context->ambiguity = ambiguity;
    if (session->has_global)
        context->global = &session->global_levels;
    struct buffer buffer = buffer_new(&session->trees->arena);
    struct node *node = render_layout(context);
    if (node)
        node_text_all(&buffer, node);
    struct look found = look_of(buffer_text(&buffer));
    arena_reset(&session->trees->arena, mark);
    return found;
}

static void settle(struct session *session, struct entry *entry,
                   const struct ambiguity *ambiguity)
{
    entry->ambiguity = arena_alloc(&session->job->arena, sizeof *entry->ambiguity);
    *entry->ambiguity = *ambiguity;
}

static struct lookalikes *lookalikes_new(struct session *session, struct entry **entries,
                                         size_t count, const struct ambiguity *best)
{
    struct lookalikes *set = arena_alloc(&session->job->arena, sizeof *set);
    set->entries = arena_array(&session->job->arena, count + 1, sizeof *set->entries);
    memcpy(set->entries, entries, count * sizeof *entries);
    set->count = count;
    set->best = *best;
    return set;
}

/* --- by names ----------------------------------------------------------------------------- */

/* The walk over lists and names: which name is looked at, and how far. */
struct step {
    size_t list;
    size_t name;
    struct ambiguity tried;
    struct list_facts lists[LISTS_MOST]; /* of the first cite, as the style shows it */
    size_t list_count;
};

static void step_open(struct splitter *splitter, struct step *step,
                      const struct lookalikes *set)
{
    struct context context;
    memset(step, 0, sizeof *step);
    step->tried = set->best;
    look(splitter->session, set->entries[0], &step->tried, &context);
    memcpy(step->lists, context.lists, sizeof step->lists);
    step->list_count = context.list_count < LISTS_MOST ? context.list_count : LISTS_MOST;
}

/* Takes the next step; false if there is none left. */
static bool step_next(const struct splitter *splitter, struct step *step)
{
    const struct citation_style *style = splitter->session->style;
    bool givens = style->add_givens && style->given_rule == GIVEN_BY_CITE;
    while (step->list < step->list_count) {
        const struct list_facts *facts = &step->lists[step->list];
        unsigned char *given = &step->tried.givens[step->list][step->name];
        if (givens && step->name < GIVENS_MOST && *given < 2) {
            ++*given;
            return true;
        }
        bool room = step->name + 1 < facts->total && step->name + 1 < GIVENS_MOST;
        if (room && step->name + 1 < facts->shown) {
            step->name++;
            continue;
        }
        if (room && style->add_names) {
            step->name++;
            step->tried.names[step->list] = (int)step->name + 1;
            return true;
        }
        step->list++;
        step->name = 0;
    }
    return false;
}

/* What the step changed goes into what is kept. */
static void step_keep(const struct step *step, struct ambiguity *best)
{
    if (step->list >= step->list_count)
        return;
    best->names[step->list] = step->tried.names[step->list];
    best->givens[step->list][step->name] = step->tried.givens[step->list][step->name];
}

/* Cites of one look. */
struct alike {
    ARRAY(struct entry *) entries;
};

/* The entries by the look of their cites under `tried`, in order. */
static struct map group_by_look(struct session *session, struct entry **entries, size_t count,
                                const struct ambiguity *tried)
{
    struct arena *arena = &session->job->arena;
    struct map looks = map_new(arena);
    for (size_t i = 0; i < count; i++) {
        struct context context;
        struct look found = look(session, entries[i], tried, &context);
        struct text key = {(const char *)&found, sizeof found};
        struct alike *alike = map_find(&looks, key);
        if (!alike) {
            alike = arena_alloc(arena, sizeof *alike);
            map_put(&looks, text_copy(arena, key), alike);
        }
        *array_push(arena, &alike->entries) = entries[i];
    }
    return looks;
}

/* Acts on what a step achieved: cites that stand alone now are settled, those that still look
 * alike are worked on in sets of their own, the first of them here. */
static void act(struct splitter *splitter, struct lookalikes *set, const struct step *step,
                const struct map *looks)
{
    struct session *session = splitter->session;
    step_keep(step, &set->best);
    set->count = 0;
    for (size_t i = 0; i < looks->count; i++) {
        const struct alike *alike = looks->entries[i].value;
        if (alike->entries.count == 1) {
            settle(session, alike->entries.items[0], &set->best);
        } else if (!set->count) {
            set->entries = alike->entries.items;
            set->count = alike->entries.count;
        } else {
            *array_push(&session->job->arena, &splitter->open) =
                lookalikes_new(session, alike->entries.items, alike->entries.count, &set->best);
        }
    }
}

static void split_by_names(struct splitter *splitter, struct lookalikes *set)
{
    struct step step;
    step_open(splitter, &step, set);
    while (set->count > 1 && step_next(splitter, &step)) {
        struct map looks =
            group_by_look(splitter->session, set->entries, set->count, &step.tried);
        if (looks.count > 1)
            act(splitter, set, &step, &looks);
    }
    if (set->count > 0)
        *array_push(&splitter->session->job->arena, &splitter->left) = set;
}

/* --- by condition and by year suffix ------------------------------------------------------ */

static int by_number(const void *left, const void *right)
{
    const struct entry *const *a = left;
    const struct entry *const *b = right;
    return (*a)->number < (*b)->number ? -1 : (*a)->number > (*b)->number;
}

static void suffix_all(const struct alike *alike)
{
    qsort(alike->entries.items, alike->entries.count, sizeof *alike->entries.items, by_number);
    for (size_t i = 0; i < alike->entries.count; i++)
        alike->entries.items[i]->suffix = (int)i;
}

/* What names could not tell apart: the condition if it helps, then year suffixes. */
static void finish(struct splitter *splitter, struct lookalikes *set)
{
    struct session *session = splitter->session;
    struct ambiguity tried = set->best;
    tried.condition = true;
    struct map looks = group_by_look(session, set->entries, set->count, &tried);
    if (session->style->uses_disambiguate && looks.count > 1)
        set->best = tried;
    else
        looks = group_by_look(session, set->entries, set->count, &set->best);
    for (size_t i = 0; i < set->count; i++)
        settle(session, set->entries[i], &set->best);
    for (size_t i = 0; i < looks.count && session->style->add_suffix; i++) {
        const struct alike *alike = looks.entries[i].value;
        if (alike->entries.count > 1)
            suffix_all(alike);
    }
}

/* --- all of it ---------------------------------------------------------------------------- */

static int by_names(const void *left, const void *right)
{
    const struct entry *const *a = left;
    const struct entry *const *b = right;
    const struct source_variable *x = (*a)->item->by_variable[VAR_AUTHOR];
    const struct source_variable *y = (*b)->item->by_variable[VAR_AUTHOR];
    size_t count_a = x ? x->names.count : 0;
    size_t count_b = y ? y->names.count : 0;
    if (count_a != count_b)
        return count_a < count_b ? -1 : 1;
    return (*a)->order < (*b)->order ? -1 : (*a)->order > (*b)->order;
}

static void tell_apart(struct session *session, struct alike *alike)
{
    static const struct ambiguity none;
    const struct citation_style *style = session->style;
    struct splitter splitter = {.session = session};
    qsort(alike->entries.items, alike->entries.count, sizeof *alike->entries.items, by_names);
    *array_push(&session->job->arena, &splitter.open) =
        lookalikes_new(session, alike->entries.items, alike->entries.count, &none);
    bool names = style->add_names || (style->add_givens && style->given_rule == GIVEN_BY_CITE);
    for (size_t i = 0; i < splitter.open.count; i++) {
        if (names)
            split_by_names(&splitter, splitter.open.items[i]);
        else
            *array_push(&session->job->arena, &splitter.left) = splitter.open.items[i];
    }
    for (size_t i = 0; i < splitter.left.count; i++)
        finish(&splitter, splitter.left.items[i]);
}

void session_disambiguate(struct session *session)
{
    const struct citation_style *style = session->style;
    if (!style->add_names && !style->add_givens && !style->add_suffix &&
        !style->uses_disambiguate)
        return;
    static const struct ambiguity none;
    struct map looks =
        group_by_look(session, session->entries.items, session->entries.count, &none);
    for (size_t i = 0; i < looks.count; i++) {
        struct alike *alike = looks.entries[i].value;

        if (alike->entries.count > 1)
            tell_apart(session, alike);
    }
}
