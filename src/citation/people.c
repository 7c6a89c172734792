/*
 * Tells people of one family name apart in the whole text, where the style's rule is not
 * by-cite: how much of the given name each of them needs.
 * The one idea: names that share a family part are compared in pairs once; the level found is
 * kept by name, so every cite of that person prints alike.
 */
#include "citation/names.h"
#include "citation/session.h"

struct family {
    ARRAY(const struct source_name *) members; /* different people only */
};

static struct text initials_of(struct job *job, const struct source_name *name)
{
    return name_initials(job, name->given, TEXT("."), true, false);
}

static bool same_person(struct job *job, const struct source_name *a,
                        const struct source_name *b)
{
    return text_equal(name_key(job, a), name_key(job, b));
}

static void family_add(struct job *job, struct map *families, const struct source_name *name)
{
    struct text key = name_family_key(job, name);
    struct family *family = map_find(families, key);
    if (!family) {
        family = arena_alloc(&job->arena, sizeof *family);
        map_put(families, key, family);
    }
    for (size_t i = 0; i < family->members.count; i++)
        if (same_person(job, family->members.items[i], name))
            return;
    *array_push(&job->arena, &family->members) = name;
}

static void collect(struct session *session, struct map *families)
{
    bool primary = session->style->given_rule == GIVEN_PRIMARY ||
                   session->style->given_rule == GIVEN_PRIMARY_INITIALS;
    for (size_t i = 0; i < session->entries.count; i++) {
        struct context context = context_new(session->trees, session->style,
                                             session->entries.items[i], FOR_CITATION);
        struct arena_mark mark = arena_mark(&session->trees->arena);
        render_layout(&context);
        arena_reset(&session->trees->arena, mark);
        size_t lists = context.list_count < LISTS_MOST ? context.list_count : LISTS_MOST;
        for (size_t k = 0; k < lists; k++) {
            const struct source_names *names = context.lists[k].names;
            for (size_t n = 0; n < names->count && (n == 0 || !primary); n++)
                if (!names->items[n].literal.length)
                    family_add(session->job, families, &names->items[n]);
        }
    }
}

/* 1: initials tell `name` from the family's others; 2: only the given name does. */
static int level_of(struct job *job, const struct family *family,
                    const struct source_name *name)
{
    struct text initials = initials_of(job, name);
    for (size_t i = 0; i < family->members.count; i++) {
        const struct source_name *other = family->members.items[i];
        if (other != name && text_equal(initials, initials_of(job, other)))
            return 2;
    }
    return 1;
}

static void family_levels(struct session *session, const struct family *family)
{
    enum given_rule rule = session->style->given_rule;
    bool initials_only = rule == GIVEN_ALL_INITIALS || rule == GIVEN_PRIMARY_INITIALS;
    if (family->members.count < 2)
        return;
    for (size_t i = 0; i < family->members.count; i++) {
        const struct source_name *name = family->members.items[i];
        int *level = arena_alloc(&session->job->arena, sizeof *level);
        *level = initials_only ? 1 : level_of(session->job, family, name);
        map_put(&session->global_levels, name_key(session->job, name), level);
        session->has_global = true;
    }
}

void session_people(struct session *session)
{
    const struct citation_style *style = session->style;
    if (!style->add_givens || style->given_rule == GIVEN_BY_CITE)
        return;
    struct map families = map_new(&session->job->arena);
    collect(session, &families);
    for (size_t i = 0; i < families.count; i++)
        family_levels(session, families.entries[i].value);
}
