/*
 * Takes the document's uses of claims, gives the words that carry each, and says where claims
 * lack a source, a place in it, or rest on one that is too weak for them.
 */
#include "rules/checks.h"

/* ---- finding the words
 * --------------------------------------------------------------------------*/

static const struct claim_use *use_of(const struct checks *rules, uint32_t number)
{
    return number == 0 ? NULL : &rules->document->uses[number - 1];
}

/* Whether its words are a statement: the author's, or the claim's own. */
static bool states(const struct claim_use *use)
{
    return use->kind == USE_WORDS || use->kind == USE_CLAIM ||
           (use->kind == USE_PART && text_is(use->part, "statement"));
}

/* The statement that a stretch belongs to, or NULL. */
static const struct claim_use *stated_by(const struct checks *rules, uint32_t number)
{
    const struct claim_use *use = use_of(rules, number);
    while (use != NULL && !states(use))
        use = use_of(rules, use->outer);
    return use;
}

static void find_in_passage(struct checks *rules, size_t number)
{
    const struct passage *passage = &rules->prose->items[number];
    const struct claim_use *last = NULL;
    for (size_t i = 0; i < passage->stretch_count; i++) {
        const struct prose_stretch *stretch = &passage->stretches[i];
        const struct claim_use *use = stated_by(rules, stretch->use);
        size_t end = i + 1 < passage->stretch_count ? stretch[1].at : passage->text.length;
        if (use != NULL && use == last) {
            rules->carried.items[rules->carried.count - 1].end = end;
        } else if (use != NULL) {
            struct carried carried = {number, stretch->at, end, use};
            *array_push(&rules->job->arena, &rules->carried) = carried;
        }
        last = use;
    }
}

static void except_claims(struct checks *rules)
{
    const struct claims *claims = rules->document->claims;
    for (size_t i = 0; i < claims->count; i++)
        for (size_t n = 0; n < claims->items[i].exception_count; n++) {
            const struct claim_exception *written = &claims->items[i].exceptions[n];
            const struct date *until = &written->until;
            struct exception exception = {.rule = written->rule.text,
                                          .reason = written->reason.text,
                                          .scope = claims->items[i].span,
                                          .span = written->rule.span,
                                          .shared = true};
            exception.until = (until->year * 100 + until->month) * 100 + until->day;
            if (until->year > 0)
                *array_push(&rules->job->arena, &rules->job->diags.exceptions) = exception;
        }
}

void rule_find_carried(struct checks *rules)
{
    for (size_t i = 0; i < rules->prose->count; i++)
        find_in_passage(rules, i);
    except_claims(rules);
}

bool rule_reported(const struct checks *rules, enum diag_id id, struct span at)
{
    for (size_t i = 0; i < rules->job->diags.list.count; i++) {
        const struct diag *diag = &rules->job->diags.list.items[i];
        if (diag->id == id && diag->span.source == at.source && diag->span.start == at.start)
            return true;
    }
    return false;
}

struct tokens rule_tokenise(const struct checks *rules, struct text text)
{
    struct {
        ARRAY(struct token) list;
    } out = {0};
    struct opening present = {{0}, 0};
    struct token token;
    for (size_t at = 0; token_next(text, &at, text.length, &token);) {
        opening_add(&present, token.hash, text.bytes[token.start]);
        *array_push(&rules->job->arena, &out.list) = token;
    }
    return (struct tokens){out.list.count, out.list.items, present};
}

/* ---- a source
 * -----------------------------------------------------------------------------------*/

static bool is_used(const struct checks *rules, const struct claim *claim)
{
    for (size_t i = 0; i < rules->document->use_count; i++) {
        const struct claim_use *use = &rules->document->uses[i];
        bool whole = states(use) || use->kind == USE_NUMBER || use->kind == USE_ROW;
        if (use->claim == claim && whole)
            return true;
    }
    return false;
}

/* An effect's number in a sentence without a source, not printed from a claim. */
static void check_effects(const struct checks *rules, size_t number)
{
    const struct passage *passage = &rules->prose->items[number];
    const struct tokens *tokens = rule_tokens(rules, number);
    struct match match;
    bool text = passage->kind == PASSAGE_PARAGRAPH || passage->kind == PASSAGE_CELL;
    for (size_t i = 0; text && i < rules->packs->effects.count; i++) {
        if (!pattern_find(&rules->packs->effects.items[i], passage->text, tokens, 0, &match) ||
            rule_cited(rules, number))
            continue;
        struct span at = rule_span(rules, number, match);
        const char *parts[] = {"\"", rule_words(rules, number, match),
                               "\" states an effect without a source", NULL};
        if (!rule_quoted(rules, at))
            diag(rules->job, DIAG_CLAIM_UNCITED, at, rule_message(rules, parts),
                 "cite what it rests on, as in [@key], or print it from a claim", NULL);
        return;
    }
}

void rule_claim_uncited(const struct checks *rules)
{
    const struct claims *claims = rules->document->claims;
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = &claims->items[i];
        const char *parts[] = {"claim \"", rule_string(rules, claim->id.text),
                               "\" rests on nothing", NULL};
        if (claim->support_count == 0 && !claim->faulty && is_used(rules, claim))
            diag(rules->job, DIAG_CLAIM_UNCITED, claim->id.span, rule_message(rules, parts),
                 "name its sources under rests-on", NULL);
    }
    for (size_t i = 0; i < rules->carried.count; i++) {
        const struct carried *carried = &rules->carried.items[i];
        const char *parts[] = {"these words carry claim \"",
                               rule_string(rules, carried->use->claim->id.text),
                               "\" and cite no source", NULL};
        if (carried->use->kind == USE_WORDS && carried->use->cite_count == 0 &&
            !rule_cited(rules, carried->passage))
            diag(rules->job, DIAG_CLAIM_UNCITED, carried->use->span, rule_message(rules, parts),
                 "cite in them, or add {{claim:….cite}}", NULL);
    }
    for (size_t i = 0; i < rules->prose->count; i++)
        check_effects(rules, i);
}

/* ---- a place in it
 * ------------------------------------------------------------------------------*/

static bool is_located(const struct claim *claim, const struct claim_number *number)
{
    if (number->locator.text.length > 0 || claim->support_count == 0)
        return true;
    for (size_t i = 0; i < claim->support_count; i++) {
        const struct support *support = &claim->supports[i];
        bool own =
            number->cite.text.length == 0 || text_equal(number->cite.text, support->cite.text);
        if (own && support->locator.text.length > 0)
            return true;
    }
    return false;
}

/* The cites of a passage, none of which says where in its source; NULL if one does. */
static const struct cite *unlocated(const struct checks *rules, const struct passage *passage)
{
    const struct cite *found = NULL;
    for (size_t i = 0; i < passage->mark_count; i++) {
        const struct inline_node *node = passage->marks[i].node;
        if (node->kind != INLINE_CITE)
            continue;
        found = &rules->document->cites[node->number];
        for (size_t n = 0; n < found->count; n++)
            if (found->items[n].locator.length > 0)
                return NULL;
    }
    return found;
}

/* Whether tokens of the passage print a claim's number or statement. */
static bool from_claim(const struct passage *passage, const struct tokens *tokens,
                       struct match match)
{
    size_t start = tokens->items[match.start].start, end = tokens->items[match.end - 1].end;
    for (size_t i = 0; i < passage->stretch_count; i++) {
        const struct prose_stretch *stretch = &passage->stretches[i];
        size_t to = i + 1 < passage->stretch_count ? stretch[1].at : passage->text.length;
        if (stretch->use != 0 && stretch->at < end && to > start)
            return true;
    }
    return false;
}

static void check_place(const struct checks *rules, size_t number)
{
    const struct passage *passage = &rules->prose->items[number];
    const struct tokens *tokens = rule_tokens(rules, number);
    const struct cite *cite = unlocated(rules, passage);
    struct match match;
    for (size_t i = 0; cite != NULL && i < rules->packs->effects.count; i++) {
        if (!pattern_find(&rules->packs->effects.items[i], passage->text, tokens, 0, &match) ||
            from_claim(passage, tokens, match))
            continue;
        const char *parts[] = {"\"", rule_words(rules, number, match),
                               "\" is cited without a place in the source", NULL};
        diag(rules->job, DIAG_CLAIM_LOCATOR, rule_span(rules, number, match),
             rule_message(rules, parts), NULL);
        return;
    }
}

void rule_claim_locator(const struct checks *rules)
{
    const struct claims *claims = rules->document->claims;
    for (size_t i = 0; i < claims->count; i++)
        for (size_t n = 0; n < claims->items[i].number_count; n++) {
            const struct claim_number *number = &claims->items[i].numbers[n];
            const char *parts[] = {"the number \"", rule_string(rules, number->name),
                                   "\" is cited without a place in its source", NULL};
            if (!claims->items[i].faulty && !is_located(&claims->items[i], number))
                diag(rules->job, DIAG_CLAIM_LOCATOR, number->span, rule_message(rules, parts),
                     NULL);
        }
    for (size_t i = 0; i < rules->prose->count; i++)
        check_place(rules, i);
}

/* ---- personal reports
 * ---------------------------------------------------------------------------*/

static bool is_grave(struct text topic)
{
    return text_is(topic, "dosing") || text_is(topic, "safety") || text_is(topic, "efficacy");
}

static bool anecdotal_key(const struct checks *rules, struct text key)
{
    const struct library *library = rules->input->library;
    const struct source_item *item = library == NULL ? NULL : library_find(library, key);
    return item != NULL && rule_anecdotal(item);
}

/* Sources of a passage that states a dose. */
static void check_dose_sources(const struct checks *rules, const struct passage *passage)
{
    for (size_t i = 0; i < passage->mark_count; i++) {
        const struct inline_node *node = passage->marks[i].node;
        if (node->kind != INLINE_CITE)
            continue;
        const struct cite *cite = &rules->document->cites[node->number];
        for (size_t n = 0; n < cite->count; n++)
            if (anecdotal_key(rules, cite->items[n].key) &&
                !rule_reported(rules, DIAG_ANECDOTE_DOSING, cite->items[n].span))
                diag(rules->job, DIAG_ANECDOTE_DOSING, cite->items[n].span,
                     rule_string(rules, cite->items[n].key), "dosing", NULL);
    }
}

static bool states_amount(const struct checks *rules, size_t number)
{
    size_t unit;
    for (size_t i = 0; i < rule_tokens(rules, number)->count; i++)
        if (rule_amount(rules, number, i, &unit))
            return true;
    return false;
}

void rule_anecdote_dosing(const struct checks *rules)
{
    const struct claims *claims = rules->document->claims;
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = &claims->items[i];
        for (size_t n = 0; is_grave(claim->topic.text) && n < claim->support_count; n++) {
            const struct support *support = &claim->supports[n];
            if (support_evidence(claim, support) == EVIDENCE_ANECDOTE ||
                anecdotal_key(rules, support->cite.text))
                diag(rules->job, DIAG_ANECDOTE_DOSING, support->cite.span,
                     rule_string(rules, support->cite.text),
                     rule_string(rules, claim->topic.text), NULL);
        }
    }
    for (size_t i = 0; i < rules->prose->count; i++)
        if (states_amount(rules, i))
            check_dose_sources(rules, &rules->prose->items[i]);
}
