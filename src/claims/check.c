/*
 * Takes the claims as read, gives messages on what they may not say: unknown ids, claims that
 * contradict in a circle, dates out of order. A contradiction holds both ways, so it is written
 * once, and a way back to where one started is a fault.
 */
#include "claims/reading.h"

static bool before(const struct date *a, const struct date *b)
{
    if (a->year != b->year)
        return a->year < b->year;
    if (a->month != b->month)
        return a->month < b->month;
    return a->day < b->day;
}

static void check_review(const struct reading *reading, const struct claim *claim)
{
    const struct review *review = &claim->review;
    if (review->on.year != 0 && review->until.year != 0 && before(&review->until, &review->on))
        diag(reading->job, DIAG_CLAIM_DATES, review->until_span,
             reading_string(reading, source_text(reading->job, review->until_span)),
             reading_string(reading, source_text(reading->job, review->on_span)), NULL);
}

static void resolve_contradictions(struct reading *reading, struct claim *claim)
{
    const struct texts *ids = &claim->contradicts;
    claim->contradicted =
        arena_array(&reading->job->arena, ids->count, sizeof *claim->contradicted);
    for (size_t i = 0; i < ids->count; i++)
        claim->contradicted[i] = claims_expect(reading->job, reading->claims,
                                               ids->items[i].text, ids->items[i].span);
}

/* ---- circles
 * -----------------------------------------------------------------------------------*/

enum colour { WHITE, GREY, BLACK };

/* A depth-first walk over "contradicts" with a stack of its own, so that a long chain costs no
 * stack of the program. */
struct walk {
    struct reading *reading;
    unsigned char *colours; /* enum colour by claim */
    struct step {
        const struct claim *claim;
        size_t next; /* of its contradictions to be followed */
    } * steps;
    size_t count;
};

/* "k1, k7 and k3 again" from the step of `claim` on. */
static const char *circle(const struct walk *walk, const struct claim *claim)
{
    struct buffer out = buffer_new(&walk->reading->job->arena);
    size_t from = 0;
    while (walk->steps[from].claim != claim)
        from++;
    for (size_t i = from; i < walk->count && i < from + 8; i++) {
        buffer_add(&out, walk->steps[i].claim->id.text);
        buffer_string(&out, i + 1 == from + 8 ? " → … → " : " → ");
    }
    buffer_add(&out, claim->id.text);
    return reading_string(walk->reading, buffer_text(&out));
}

/* Follows the next contradiction of the last step, or takes the step back. */
static void follow(struct walk *walk)
{
    struct step *step = &walk->steps[walk->count - 1];
    const struct claim *claim = step->claim;
    if (step->next == claim->contradicts.count) {
        walk->colours[claim->order] = BLACK;
        walk->count--;
        return;
    }
    size_t edge = step->next++;
    const struct claim *other = claim->contradicted[edge];
    if (other == NULL || walk->colours[other->order] == BLACK)
        return;
    if (walk->colours[other->order] == GREY) {
        diag(walk->reading->job, DIAG_CLAIM_CYCLE, claim->contradicts.items[edge].span,
             circle(walk, other), NULL);
        return;
    }
    walk->colours[other->order] = GREY;
    walk->steps[walk->count].claim = other;
    walk->steps[walk->count++].next = 0;
}

static void check_circles(struct reading *reading)
{
    const struct claims *claims = reading->claims;
    struct arena *arena = &reading->job->arena;
    struct walk walk = {reading, NULL, NULL, 0};
    walk.colours = arena_array(arena, claims->count, sizeof *walk.colours);
    walk.steps = arena_array(arena, claims->count + 1, sizeof *walk.steps);
    for (size_t i = 0; i < claims->count; i++) {
        if (walk.colours[i] != WHITE)
            continue;
        walk.colours[i] = GREY;
        walk.steps[0].claim = &claims->items[i];
        walk.steps[0].next = 0;
        walk.count = 1;
        while (walk.count > 0)
            follow(&walk);
    }
}

/* ---- topics
 * ------------------------------------------------------------------------------------*/

/* Topics are the author's own words, but one that only one claim has, and that is nearly
 * another's or one that rules go by, is a slip. */
static void check_topics(const struct reading *reading)
{
    static const char *const known[] = {"efficacy", "safety", "dosing"};
    const struct claims *claims = reading->claims;
    struct map first = map_new(&reading->job->arena);
    struct map others = map_new(&reading->job->arena);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        map_put(&others, text_of(known[i]), NULL);
    for (size_t i = 0; i < claims->count; i++) {
        struct text topic = claims->items[i].topic.text;
        if (map_has(&first, topic))
            map_put(&others, topic, NULL);
        map_put(&first, topic, NULL);
    }
    for (size_t i = 0; i < claims->count; i++) {
        const struct located *topic = &claims->items[i].topic;
        if (topic->text.length == 0 || map_has(&others, topic->text))
            continue;
        struct text nearest = map_nearest(&others, topic->text);
        if (nearest.length > 0)
            diag(reading->job, DIAG_TOPIC_NEAR, topic->span,
                 reading_string(reading, topic->text), reading_string(reading, nearest), NULL);
    }
}

/* ---- numbers in texts
 * -----------------------------------------------------------------------------------*/

/* "{{k2:NUMBER}}", or "{{NUMBER}}" with a point in it; without one it may be a variable of a
 * document. */
static void check_name(const struct reading *reading, const struct claim *claim,
                       struct text name, struct span at)
{
    size_t colon = text_find(name, ':', 0);
    struct text part;
    if (text_starts(name, "claim:") ||
        (colon == name.length && text_find(name, '.', 0) == name.length))
        return;
    if (colon < name.length) {
        claim = claims_expect(reading->job, reading->claims, text_slice(name, 0, colon), at);
        name = text_slice(name, colon + 1, name.length);
    }
    if (claim != NULL && claim_number_part(claim, name, &part) == NULL)
        claim_number_missing(reading->job, claim, name, at);
}

/* The numbers that a claim's texts print, whether or not a document prints these. */
static void check_names(const struct reading *reading, const struct claim *claim)
{
    struct claim_texts texts = claim_texts(&reading->job->arena, claim);
    for (size_t i = 0; i < texts.count; i++) {
        struct text text = texts.items[i]->text;
        size_t at = text_search(text, TEXT("{{"), 0);
        for (size_t end; at < text.length; at = text_search(text, TEXT("{{"), end)) {
            end = text_search(text, TEXT("}}"), at);
            if (end == text.length)
                break;
            struct text whole = text_slice(text, at, end + 2);
            check_name(reading, claim, text_slice(text, at + 2, end),
                       value_within(reading->job, text, texts.items[i]->span, whole));
        }
    }
}

void check_claims(struct reading *reading)
{
    const struct claims *claims = reading->claims;
    for (size_t i = 0; i < claims->count; i++) {
        resolve_contradictions(reading, &claims->items[i]);
        check_review(reading, &claims->items[i]);
        effects_check(reading, &claims->items[i]);
        check_names(reading, &claims->items[i]);
    }
    check_circles(reading);
    check_topics(reading);
    datum_check(reading);
    passages_check(reading);
}
