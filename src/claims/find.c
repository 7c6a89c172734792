/* Takes names, gives the claims and numbers that have them, or the nearest in a message. */
#include "claims/claims.h"

const struct claim *claims_find(const struct claims *claims, struct text id)
{
    return map_find(&claims->index, id);
}

/* A statement that is printed twice, or first checked and then printed, lacks a name once. */
static bool reported(const struct job *job, enum diag_id id, struct span at)
{
    for (size_t i = 0; i < job->diags.list.count; i++) {
        const struct diag *diag = &job->diags.list.items[i];
        if (diag->id == id && diag->span.source == at.source && diag->span.start == at.start)
            return true;
    }
    return false;
}

const struct claim *claims_expect(struct job *job, const struct claims *claims, struct text id,
                                  struct span at)
{
    const struct claim *claim = claims_find(claims, id);
    if (claim != NULL)
        return claim;
    struct text nearest = map_nearest(&claims->index, id);
    bool whole = !map_has(&claims->index, TEXT("")); /* else it may be what was not read */
    if ((whole || nearest.length > 0) && !reported(job, DIAG_CLAIM_UNKNOWN, at))
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

const struct claim_number *claim_number_part(const struct claim *claim, struct text name,
                                             struct text *part)
{
    const struct claim_number *number = claim_number(claim, name);
    size_t end = name.length;
    *part = TEXT("");
    while (number == NULL && end > 0) {
        while (end > 0 && name.bytes[end - 1] != '.')
            end--;
        number = end == 0 ? NULL : claim_number(claim, text_slice(name, 0, end - 1));
        *part = text_slice(name, end, name.length);
        end -= end > 0;
    }
    return number;
}

struct claim_texts claim_texts(struct arena *arena, const struct claim *claim)
{
    const struct located *own[] = {
        &claim->statement, &claim->short_form,   &claim->population,   &claim->in_favour,
        &claim->against,   &claim->would_settle, &claim->open_question};
    size_t most = sizeof own / sizeof *own + claim->downgrade_count + claim->upgrade_count +
                  claim->dispute_count + claim->correction_count;
    struct claim_texts texts = {0, arena_array(arena, most, sizeof *texts.items)};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (own[i]->text.length > 0)
            texts.items[texts.count++] = own[i];
    for (size_t i = 0; i < claim->downgrade_count; i++)
        texts.items[texts.count++] = &claim->downgrades[i].because;
    for (size_t i = 0; i < claim->upgrade_count; i++)
        texts.items[texts.count++] = &claim->upgrades[i].because;
    for (size_t i = 0; i < claim->dispute_count; i++)
        texts.items[texts.count++] = &claim->disputes[i].says;
    for (size_t i = 0; i < claim->correction_count; i++)
        texts.items[texts.count++] = &claim->corrections[i].statement;
    return texts;
}

void claim_number_missing(struct job *job, const struct claim *claim, struct text name,
                          struct span at)
{
    struct map names = map_new(&job->arena);
    if (claim->faulty || reported(job, DIAG_NUMBER_UNKNOWN, at))
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
