/*
 * Takes claims with their certainty, gives statements that are worded surer, or less sure, than
 * their evidence is, and certainties without reasons.
 */
#include "rules/checks.h"

bool rule_is_effect(const struct claim_number *number)
{
    return number->measure >= MEASURE_RISK_DIFFERENCE &&
           number->measure <= MEASURE_STANDARDISED_DIFFERENCE;
}

bool rule_is_ratio(const struct claim_number *number)
{
    return number->measure == MEASURE_RISK_RATIO || number->measure == MEASURE_ODDS_RATIO ||
           number->measure == MEASURE_HAZARD_RATIO;
}

/* ---- certainty and its reasons
 * ------------------------------------------------------------------*/

static bool is_human(enum evidence_kind evidence)
{
    return evidence == EVIDENCE_HUMAN_RANDOMISED || evidence == EVIDENCE_HUMAN_OBSERVATIONAL;
}

/* An outcome claim: of effect or harm in people, or with the number of a risk or an effect. */
static bool is_outcome(const struct claim *claim)
{
    bool people = is_human(claim->evidence);
    for (size_t i = 0; i < claim->number_count; i++)
        if (rule_is_effect(&claim->numbers[i]) || claim->numbers[i].measure == MEASURE_RISK)
            return true;
    for (size_t i = 0; i < claim->support_count; i++)
        people = people || is_human(support_evidence(claim, &claim->supports[i]));
    return people &&
           (text_is(claim->topic.text, "efficacy") || text_is(claim->topic.text, "safety"));
}

static int64_t steps(const struct grading *gradings, size_t count)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += gradings[i].by;
    return sum;
}

/* Whether the reasons bring randomised evidence down from high to its certainty. */
static bool explained(const struct claim *claim)
{
    int64_t moved = steps(claim->downgrades, claim->downgrade_count) -
                    steps(claim->upgrades, claim->upgrade_count);
    int64_t wanted = claim->certainty;
    if (claim->certainty == CERTAINTY_NOT_SUPPORTED || claim->certainty == CERTAINTY_NONE)
        return true;
    if (claim->evidence == EVIDENCE_HUMAN_RANDOMISED)
        return moved == wanted;
    if (claim->evidence == EVIDENCE_HUMAN_OBSERVATIONAL)
        return moved == wanted || moved == wanted - CERTAINTY_LOW;
    return wanted == CERTAINTY_HIGH || claim->downgrade_count > 0;
}

void rule_grade_present(const struct checks *rules)
{
    const struct claims *claims = rules->document->claims;
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = &claims->items[i];
        const char *id = rule_string(rules, claim->id.text);
        const char *none[] = {"outcome claim \"", id, "\" has no certainty", NULL};
        const char *why[] = {"the reasons do not come to ",
                             rule_string(rules, certainty_word(claim->certainty)), " certainty",
                             NULL};
        if (claim->faulty)
            continue;
        if (claim->certainty == CERTAINTY_NONE && is_outcome(claim))
            diag(rules->job, DIAG_GRADE_PRESENT, claim->id.span, rule_message(rules, none),
                 "write certainty: high, moderate, low, very-low or not-supported", NULL);
        else if (is_outcome(claim) && !explained(claim))
            diag(rules->job, DIAG_GRADE_PRESENT, claim->certainty_span,
                 rule_message(rules, why),
                 "one step under downgraded for each from high (randomised) or low "
                 "(observational)",
                 NULL);
    }
}

/* ---- animals
 * ------------------------------------------------------------------------------------*/

static bool from_animals(const struct claim *claim)
{
    bool all = claim->support_count > 0 || claim->evidence == EVIDENCE_ANIMAL ||
               claim->evidence == EVIDENCE_IN_VITRO;
    for (size_t i = 0; i < claim->support_count; i++) {
        enum evidence_kind evidence = support_evidence(claim, &claim->supports[i]);
        all = all && (evidence == EVIDENCE_ANIMAL || evidence == EVIDENCE_IN_VITRO);
    }
    return all;
}

/* ---- verbs
 * --------------------------------------------------------------------------------------*/

/* The first of the patterns in the text, as its own words; empty if there is none. */
static struct text first_of(const struct patterns *patterns, struct text text,
                            const struct tokens *tokens)
{
    struct match match;
    for (size_t i = 0; i < patterns->count; i++)
        if (pattern_find(&patterns->items[i], text, tokens, 0, &match))
            return text_slice(text, tokens->items[match.start].start,
                              tokens->items[match.end - 1].end);
    return TEXT("");
}

/* Where a fault of words that carry a claim is reported: at the claim where that is excepted
 * from the rule. */
static struct span place_of(const struct claim *claim, struct span at, const char *rule)
{
    for (size_t i = 0; i < claim->exception_count; i++)
        if (text_is(claim->exceptions[i].rule.text, rule))
            return claim->statement.span;
    return at;
}

/* "very low certainty", as people say it. */
static const char *name_of(const struct checks *rules, enum certainty certainty)
{
    struct buffer out = buffer_new(&rules->job->arena);
    struct text word = certainty_word(certainty);
    if (certainty == CERTAINTY_NOT_SUPPORTED)
        return "a statement that is not supported";
    for (size_t i = 0; i < word.length; i++)
        buffer_byte(&out, word.bytes[i] == '-' ? ' ' : word.bytes[i]);
    buffer_string(&out, " certainty");
    return rule_string(rules, buffer_text(&out));
}

/* Words of a claim: its statement, or the author's for it in a passage. */
struct wording {
    const struct claim *claim;
    struct text text;
    struct span span;              /* of all of them */
    const struct carried *carried; /* NULL: the claim's statement */
};

/* Where a slice of the words was written. */
static struct span place_in(const struct checks *rules, const struct wording *wording,
                            struct text part)
{
    if (wording->carried == NULL)
        return value_within(rules->job, wording->text, wording->span, part);
    size_t number = wording->carried->passage;
    size_t start = (size_t)(part.bytes - rule_text(rules, number).bytes);
    return prose_span(rules->prose, &rules->prose->items[number], start, start + part.length);
}

static bool is_excepted(const struct wording *wording)
{
    struct span statement = wording->claim->statement.span;
    return wording->carried != NULL && wording->span.source == statement.source &&
           wording->span.start == statement.start;
}

/* Whether two slices of one text share a byte. */
static bool overlap(struct text a, struct text b)
{
    return a.bytes < b.bytes + b.length && b.bytes < a.bytes + a.length;
}

/* Reports the verb where it is known, else `never`, the words that do not fit, else all. */
static void report_words(const struct checks *rules, const struct wording *wording,
                         const struct tokens *tokens, struct text never)
{
    enum certainty certainty = wording->claim->certainty;
    const struct grade_words *grade = &rules->packs->grades[certainty];
    struct verb_phrase verb = {never, TEXT(""), false};
    rule_find_verb(rules, wording->text, tokens, grade->verb.text, &verb);
    if (never.length > 0 && !overlap(never, verb.words)) {
        verb.words = never;
        verb.right = TEXT("");
    }
    bool known = verb.words.length > 0 && !is_excepted(wording);
    struct span at = known ? place_in(rules, wording, verb.words) : wording->span;
    const char *word = name_of(rules, certainty);
    const char *words = rule_string(rules, verb.words);
    const char *whole[] = {"the wording does not fit ", word, NULL};
    const char *part[] = {"\"", words, "\" does not fit ", word, NULL};
    const char *write[] = {"\"", rule_string(rules, verb.right), "\"", NULL};
    const char *message = rule_message(rules, verb.words.length > 0 ? part : whole);
    const char *hint = verb.right.length > 0 ? rule_message(rules, write)
                                             : rule_string(rules, grade->write.text);
    struct fix fix = {at, verb.right};
    bool exact = known && text_equal(source_text(rules->job, at), verb.words);
    if (rule_reported(rules, DIAG_GRADE_VERB, at))
        return;
    if (exact && verb.sure && verb.right.length > 0)
        diag_fix(rules->job, DIAG_GRADE_VERB, fix, at, message, hint, NULL);
    else
        diag(rules->job, DIAG_GRADE_VERB, at, message, hint, NULL);
}

static void check_words(const struct checks *rules, const struct wording *wording)
{
    const struct grade_words *grade = &rules->packs->grades[wording->claim->certainty];
    struct text text = wording->text;
    struct tokens tokens = rule_tokenise(rules, text);
    struct text never = first_of(&grade->never, text, &tokens);
    bool lacks = grade->wants.count > 0 && !patterns_in(&grade->wants, text, &tokens);
    bool animals =
        from_animals(wording->claim) && patterns_in(&rules->packs->animal, text, &tokens);
    if (!animals && (never.length > 0 || lacks))
        report_words(rules, wording, &tokens, never);
}

void rule_grade_verb(const struct checks *rules)
{
    const struct claims *claims = rules->document->claims;
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = &claims->items[i];
        struct wording own = {claim, claim->statement.text, claim->statement.span, NULL};
        if (claim->certainty != CERTAINTY_NONE)
            check_words(rules, &own);
    }
    for (size_t i = 0; i < rules->carried.count; i++) {
        const struct carried *carried = &rules->carried.items[i];
        const struct claim *claim = carried->use->claim;
        struct text text =
            text_slice(rule_text(rules, carried->passage), carried->start, carried->end);
        struct span at = place_of(claim, carried->use->span, "grade-verb");
        struct wording typed = {claim, text, at, carried};
        if (carried->use->kind == USE_WORDS && claim->certainty != CERTAINTY_NONE)
            check_words(rules, &typed);
    }
}

/* ---- certainty beside the effect
 * ----------------------------------------------------------------*/

/* Whether the passage says in any way how certain it is. */
static bool says_certainty(const struct checks *rules, size_t number)
{
    const struct passage *passage = &rules->prose->items[number];
    const struct tokens *tokens = rule_tokens(rules, number);
    if (prose_marked(passage, INLINE_CERTAINTY, 0, passage->text.length) ||
        text_search(passage->text, TEXT("certain"), 0) < passage->text.length)
        return true;
    for (int i = 0; i < CERTAINTY_COUNT; i++)
        if (patterns_in(&rules->packs->grades[i].wants, passage->text, tokens))
            return true;
    return false;
}

static void check_shown(const struct checks *rules, size_t number)
{
    const struct passage *passage = &rules->prose->items[number];
    for (size_t i = 0; i < passage->stretch_count; i++) {
        uint32_t use = passage->stretches[i].use;
        const struct claim_use *used = use == 0 ? NULL : &rules->document->uses[use - 1];
        if (used == NULL || used->kind != USE_NUMBER || used->outer != 0 ||
            !rule_is_effect(used->number) || used->claim->certainty == CERTAINTY_NONE ||
            used->claim->certainty == CERTAINTY_HIGH || says_certainty(rules, number))
            continue;
        diag(rules->job, DIAG_CERTAINTY_TERM, used->span,
             "an effect is printed without its certainty",
             "add {{claim:….certainty}}, or a verb that carries it", NULL);
        return;
    }
}

void rule_certainty_term(const struct checks *rules)
{
    rule_certainty_words(rules);
    for (size_t i = 0; i < rules->prose->count; i++)
        if (rules->prose->items[i].kind == PASSAGE_PARAGRAPH)
            check_shown(rules, i);
}

/* ---- animals, in words
 * --------------------------------------------------------------------------*/

static void check_animal(const struct checks *rules, const struct claim *claim,
                         struct text text, struct span at)
{
    struct tokens tokens = rule_tokenise(rules, text);
    if (!patterns_in(&rules->packs->animal, text, &tokens) &&
        !rule_reported(rules, DIAG_ANIMAL_AS_HUMAN, at))
        diag(rules->job, DIAG_ANIMAL_AS_HUMAN, at, rule_string(rules, claim->id.text), NULL);
}

/* The whole sentences that bytes [start, end) touch. */
static struct text sentences_of(struct text text, size_t start, size_t end)
{
    struct stretch_of sentence;
    size_t first = start, last = end;
    for (size_t at = 0; prose_sentence(text, &at, &sentence);) {
        if (sentence.start < start && sentence.end > start)
            first = sentence.start;
        if (sentence.start < end && sentence.end > end)
            last = sentence.end;
    }
    return text_slice(text, first, last);
}

void rule_animal_as_human(const struct checks *rules)
{
    const struct claims *claims = rules->document->claims;
    if (rules->packs->animal.count == 0)
        return;
    for (size_t i = 0; i < claims->count; i++)
        if (from_animals(&claims->items[i]))
            check_animal(rules, &claims->items[i], claims->items[i].statement.text,
                         claims->items[i].statement.span);
    for (size_t i = 0; i < rules->carried.count; i++) {
        const struct carried *carried = &rules->carried.items[i];
        struct text text = rule_text(rules, carried->passage);
        if (carried->use->kind == USE_WORDS && from_animals(carried->use->claim))
            check_animal(rules, carried->use->claim,
                         sentences_of(text, carried->start, carried->end), carried->use->span);
    }
}
