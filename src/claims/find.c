/* Takes names, gives the claims and numbers that have them, or the nearest in a message. */
#include "claims/claims.h"

const struct claim *claims_find(const struct claims *claims, struct text id)
{
    return map_find(&claims->index, id);
}

const struct claim *claims_expect(struct job *job, const struct claims *claims, struct text id,
                                  struct span at)
{
    const struct claim *claim = claims_find(claims, id);
    if (claim != NULL)
        return claim;
    struct text nearest = map_nearest(&claims->index, id);
    bool whole = !map_has(&claims->index, TEXT("")); /* else it may be what was not read */
    if (whole || nearest.length > 0)
        diag(job, DIAG_CLAIM_UNKNOWN, at, text_string(&job->arena, id),
             text_string(&job->arena, nearest), NULL);
    return NULL;
}

const struct claim_number *claim_number(const struct claim *claim, struct text name)
{
    for (size_t i = 0; i < claim->number_count; i++)
        if (text_equal(claim->numbers[i].name, name))
            return &claim->numbers[i];
    return NULL;
}

/* A statement that is printed twice lacks its number once. */
static bool reported(const struct job *job, struct span at)
{
    for (size_t i = 0; i < job->diags.list.count; i++) {
        const struct diag *diag = &job->diags.list.items[i];
        if (diag->id == DIAG_NUMBER_UNKNOWN && diag->span.source == at.source &&
            diag->span.start == at.start)
            return true;
    }
    return false;
}

void claim_number_missing(struct job *job, const struct claim *claim, struct text name,
                          struct span at)
{
    struct map names = map_new(&job->arena);
    if (claim->faulty || reported(job, at))
        return;
    for (size_t i = 0; i < claim->number_count; i++)
        map_put(&names, claim->numbers[i].name, NULL);
    diag(job, DIAG_NUMBER_UNKNOWN, at, text_string(&job->arena, claim->id.text),
         text_string(&job->arena, name), text_string(&job->arena, map_nearest(&names, name)),
         NULL);
}

struct text claim_arm(struct text name)
{
    size_t start = 0;
    for (size_t at = text_find(name, '.', 0); at < name.length;
         at = text_find(name, '.', at + 1))
        start = at + 1;
    return text_slice(name, start, name.length);
}

enum evidence_kind support_evidence(const struct claim *claim, const struct support *support)
{
    return support->evidence != EVIDENCE_NONE ? support->evidence : claim->evidence;
}
