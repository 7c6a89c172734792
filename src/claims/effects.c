/*
 * Takes a claim's numbers, gives messages where one cannot be: outside its interval, over 100
 * %, more events than people, not the share or the difference that its own data give.
 */
#include "claims/decimal.h"
#include "claims/reading.h"

static const char *joined(const struct reading *reading, const char *const *parts)
{
    struct buffer out = buffer_new(&reading->job->arena);
    for (size_t i = 0; parts[i] != NULL; i++)
        buffer_string(&out, parts[i]);
    return reading_string(reading, buffer_text(&out));
}

static const char *written(const struct reading *reading, const struct decimal *decimal)
{
    return reading_string(reading, decimal->written.text);
}

static bool is_percent(const struct claim_number *number)
{
    return text_is(number->unit.text, "%");
}

/* What all of a group is in the number's unit: a risk is a share of 1, or of 100. */
static int whole_of(const struct claim_number *number)
{
    return is_percent(number) ? 100 : 1;
}

static void interval_check(const struct reading *reading, const struct claim_number *number)
{
    const struct decimal *value = &number->value;
    if (!decimal_there(&number->low))
        return;
    const char *ends[] = {written(reading, &number->low), " to ",
                          written(reading, &number->high), NULL};
    if (decimal_compare(&number->low, &number->high) > 0) {
        const char *parts[] = {"the interval runs backwards: ", joined(reading, ends), NULL};
        diag(reading->job, DIAG_CI_SANE, number->low.written.span, joined(reading, parts),
             "write the lower end first", NULL);
        return;
    }
    if (!decimal_there(value) || (decimal_compare(&number->low, value) <= 0 &&
                                  decimal_compare(value, &number->high) <= 0))
        return;
    const char *parts[] = {"the estimate ", written(reading, value),
                           " lies outside its interval ", joined(reading, ends), NULL};
    diag(reading->job, DIAG_CI_SANE, value->written.span, joined(reading, parts),
         "look both up in the source", NULL);
}

/* What no number of its measure can be, as a hint; NULL where it may be. */
static const char *impossible(const struct claim_number *number, const struct decimal *end)
{
    const struct decimal whole = {.units = whole_of(number)};
    const struct decimal less = {.units = -whole.units};
    const struct decimal one = {.units = 1};
    switch (number->measure) {
    case MEASURE_RISK:
    case MEASURE_RISK_DIFFERENCE: /* a share that follows a change may pass 100 % */
        if (decimal_compare(end, &whole) <= 0 &&
            (number->measure == MEASURE_RISK ? end->units >= 0
                                             : decimal_compare(end, &less) >= 0))
            return NULL;
        return is_percent(number) ? "a share lies between 0 and 100 %"
                                  : "a share lies between 0 and 1; for percent say unit: \"%\"";
    case MEASURE_P_VALUE:
        return end->units > 0 && decimal_compare(end, &one) <= 0
                   ? NULL
                   : "it lies between 0 and 1; give the bound that the source gives: 0.001";
    case MEASURE_RISK_RATIO:
    case MEASURE_ODDS_RATIO:
    case MEASURE_HAZARD_RATIO:
    case MEASURE_RATE:
    case MEASURE_COUNT:
    case MEASURE_DOSE:
    case MEASURE_DURATION:
        return end->units < 0 ? "it is never less than 0" : NULL;
    case MEASURE_NONE:
    case MEASURE_MEAN_DIFFERENCE:
    case MEASURE_STANDARDISED_DIFFERENCE:
    case MEASURE_MEAN:
    case MEASURE_MEDIAN:
    case MEASURE_OTHER:
    case MEASURES:
        break;
    }
    return NULL;
}

/* No value and no end of an interval is what its measure cannot be. */
static void bounds_check(const struct reading *reading, const struct claim_number *number)
{
    const struct decimal *ends[] = {&number->value, &number->low, &number->high};
    for (size_t i = 0; i < 3; i++) {
        const char *hint = decimal_there(ends[i]) ? impossible(number, ends[i]) : NULL;
        if (hint == NULL)
            continue;
        const char *parts[] = {"no ",
                               reading_string(reading, measure_word(number->measure)),
                               " is ",
                               written(reading, ends[i]),
                               is_percent(number) ? " %" : "",
                               NULL};
        diag(reading->job, DIAG_CI_SANE, ends[i]->written.span, joined(reading, parts), hint,
             NULL);
    }
    const struct decimal all = {.units = 100};
    if (decimal_there(&number->level) &&
        (decimal_compare(&number->level, &all) >= 0 || number->level.units <= 0))
        diag(reading->job, DIAG_CI_SANE, number->level.written.span,
             "the level of an interval lies between 0 and 100 %", "", NULL);
}

static void events_check(const struct reading *reading, const struct claim_number *number)
{
    struct job *job = reading->job;
    if (!decimal_there(&number->events) || !decimal_there(&number->n))
        return;
    const char *events = written(reading, &number->events);
    const char *n = written(reading, &number->n);
    if (decimal_compare(&number->events, &number->n) > 0) {
        diag(job, DIAG_EVENTS_MANY, number->events.written.span, events, n, NULL);
        return;
    }
    int whole = whole_of(number);
    if (number->measure != MEASURE_RISK || number->n.units == 0 ||
        !decimal_there(&number->value) ||
        decimal_is_share(&number->value, &number->events, &number->n, whole))
        return;
    struct buffer share = buffer_new(&job->arena);
    decimal_add_share(&number->events, &number->n, whole, &number->value, &share);
    const char *parts[] = {written(reading, &number->value),
                           is_percent(number) ? " %" : "",
                           " is not ",
                           events,
                           " of ",
                           n,
                           NULL};
    const char *right[] = {events,
                           " of ",
                           n,
                           " is ",
                           reading_string(reading, buffer_text(&share)),
                           is_percent(number) ? " %" : "",
                           NULL};
    diag(job, DIAG_ONE_DATUM, number->value.written.span, joined(reading, parts),
         joined(reading, right), NULL);
}

/* ---- differences
 * -------------------------------------------------------------------------------*/

/* Whether the difference can be recomputed at all; reports where it names what it cannot be
 * made from. A difference follows from numbers that follow from none, so there is no circle. */
static bool can_follow(const struct reading *reading, const struct claim_number *number)
{
    const struct claim_number *baseline = number->baseline_number;
    const struct claim_number *relative = number->relative_number;
    if (baseline == NULL || relative == NULL)
        return false;
    const char *fault = NULL;
    struct span at = number->relative.span;
    if (number->measure != MEASURE_RISK_DIFFERENCE)
        fault = "only a risk-difference follows from a baseline and a ratio";
    else if (relative->measure != MEASURE_RISK_RATIO && relative->measure != MEASURE_ODDS_RATIO)
        fault = "a difference follows from a risk-ratio or an odds-ratio only";
    else if (baseline->measure != MEASURE_RISK || whole_of(baseline) != whole_of(number)) {
        fault = "the baseline of a difference is a risk in the same unit";
        at = number->baseline.span;
    } else if (!decimal_short(&number->value) || !decimal_short(&baseline->value) ||
               !decimal_short(&relative->value)) {
        fault = "a difference is recomputed from numbers of at most 5 digits";
        at = number->value.written.span;
    }
    if (fault != NULL)
        diag(reading->job, DIAG_EFFECT_BASE, at, fault, NULL);
    return fault == NULL;
}

static bool within_whole(const struct claim_number *number)
{
    const struct decimal whole = {.units = whole_of(number)};
    return number->value.units >= 0 && decimal_compare(&number->value, &whole) <= 0;
}

static void difference_check(const struct reading *reading, const struct claim_number *number)
{
    struct job *job = reading->job;
    const struct claim_number *baseline = number->baseline_number;
    const struct claim_number *relative = number->relative_number;
    if (!can_follow(reading, number) || !decimal_there(&number->value) ||
        !decimal_there(&baseline->value) || !decimal_there(&relative->value) ||
        !within_whole(baseline) || relative->value.units < 0)
        return;
    struct effect effect = {&baseline->value, &relative->value,
                            relative->measure == MEASURE_ODDS_RATIO, whole_of(number)};
    if (decimal_is_difference(&number->value, &effect))
        return;
    struct buffer right = buffer_new(&job->arena);
    decimal_add_difference(&effect, &number->value, &right);
    const char *parts[] = {"the difference ",
                           written(reading, &number->value),
                           " does not follow from the baseline ",
                           written(reading, &baseline->value),
                           " and the ratio ",
                           written(reading, &relative->value),
                           NULL};
    const char *hint[] = {"they give ", reading_string(reading, buffer_text(&right)), NULL};
    diag(job, DIAG_ONE_DATUM, number->value.written.span, joined(reading, parts),
         joined(reading, hint), NULL);
}

void effects_check(struct reading *reading, const struct claim *claim)
{
    for (size_t i = 0; i < claim->number_count; i++) {
        const struct claim_number *number = &claim->numbers[i];
        interval_check(reading, number);
        bounds_check(reading, number);
        events_check(reading, number);
        difference_check(reading, number);
    }
}
