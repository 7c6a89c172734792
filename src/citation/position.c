/*
 * Finds the position of each cite: first, subsequent, ibid, ibid with locator, near a note.
 * The one idea: one walk in document order that remembers the last cluster and, for each
 * entry, the last note (the specification, "Locators" and "position").
 */
#include "citation/session.h"

static bool same_locator(const struct citation_cite *a, const struct citation_cite *b)
{
    struct text page = TEXT("page");
    struct text label_a = a->label.length ? a->label : page;
    struct text label_b = b->label.length ? b->label : page;
    if (!a->locator.length && !b->locator.length)
        return true;
    return text_equal(a->locator, b->locator) && text_equal(label_a, label_b);
}

/* Where `now` directly follows `before` and cites the same item. */
static enum cite_position ibid_of(const struct citation_cite *now,
                                  const struct citation_cite *before)
{
    if (before->locator.length && !now->locator.length)
        return CITE_SUBSEQUENT;
    return same_locator(now, before) ? CITE_IBID : CITE_IBID_WITH_LOCATOR;
}

struct walker {
    struct session *session;
    const struct place_cluster *last; /* the cluster before, in the kind of place that counts */
    size_t *last_note;                /* by registration order of the entry */
    bool *seen;
};

static size_t index_of(const struct entry *entry)
{
    return entry->order;
}

/* The cite that "ibid." would point to, or NULL. */
static const struct place_cite *predecessor(const struct walker *walker,
                                            const struct place_cluster *cluster, size_t index)
{
    if (index > 0)
        return &cluster->cites[index - 1];
    const struct place_cluster *last = walker->last;
    if (!last || last->count != 1) {
        /* a cluster of several cites of one item still points to that item */
        if (!last || !last->count)
            return NULL;
        for (size_t i = 1; i < last->count; i++)
            if (last->cites[i].entry != last->cites[0].entry)
                return NULL;
        return &last->cites[last->count - 1];
    }
    size_t here = cluster->cluster->note;
    size_t there = last->cluster->note;
    if (here && there && here > there + 1)
        return NULL;
    return &last->cites[0];
}

static void place_one(struct walker *walker, struct place_cluster *cluster, size_t index)
{
    struct place_cite *place = &cluster->cites[index];
    size_t entry = index_of(place->entry);
    size_t note = cluster->cluster->note;
    const struct place_cite *before = predecessor(walker, cluster, index);
    place->position = CITE_FIRST;
    if (walker->seen[entry])
        place->position = CITE_SUBSEQUENT;
    if (walker->seen[entry] && before && before->entry == place->entry)
        place->position = ibid_of(place->cite, before->cite);
    if (walker->seen[entry] && note && walker->last_note[entry]) {
        size_t distance = note - walker->last_note[entry];
        place->near_note = distance <= (size_t)walker->session->style->near_note_distance;
    }
    if (walker->seen[entry] && !note)
        place->near_note = true;
}

static void remember(struct walker *walker, struct place_cluster *cluster, size_t index)
{
    struct place_cite *place = &cluster->cites[index];
    size_t entry = index_of(place->entry);
    size_t note = cluster->cluster->note;
    walker->seen[entry] = true;
    walker->last_note[entry] = note;
    if (note && !place->entry->first_note)
        place->entry->first_note = note;
}

static void place_cluster_cites(struct walker *walker, struct place_cluster *cluster)
{
    bool tracked = false;
    for (size_t i = 0; i < cluster->count; i++) {
        struct place_cite *place = &cluster->cites[i];
        place->note = cluster->cluster->note;
        if (place->cite->position != CITE_TRACKED) {
            place->position = place->cite->position;
            place->near_note = place->cite->near_note;
            continue;
        }
        tracked = true;
        place_one(walker, cluster, i);
        remember(walker, cluster, i);
    }
    if (tracked)
        walker->last = cluster;
}

void session_place(struct session *session)
{
    struct arena *arena = &session->job->arena;
    size_t count = session->entries.count;
    struct walker walker = {.session = session,
                            .last_note = arena_array(arena, count, sizeof(size_t)),
                            .seen = arena_array(arena, count, sizeof(bool))};
    for (size_t i = 0; i < session->cluster_count; i++)
        place_cluster_cites(&walker, &session->clusters[i]);
}
