/*
 * Takes the layout's styles, gives type that is too small, too wide or too faint to read.
 */
#include "rules/printed.h"

static const char *points(const struct checks *rules, sp size)
{
    struct buffer out = buffer_new(&rules->job->arena);
    length_print(&out, size, 2);
    return text_string(&rules->job->arena, buffer_text(&out));
}

/* Whether an earlier style was set by the same words of the layout. */
static bool seen(const struct checks *rules, size_t number, struct span at)
{
    for (size_t i = 0; i < number; i++) {
        struct span other = printed_place(rules, printed_style(rules, i), "size");
        if (other.source == at.source && other.start == at.start)
            return true;
    }
    return false;
}

/* What patients read on and on: not running matter, notes, lists at the end. */
static bool is_text(size_t number)
{
    return number < 20;
}

/* The size that `fit` may bring a style to. */
static sp tightest(const struct fit *fit, const struct style *style)
{
    sp tight = length_scale(style->full_size, fit->tightest.size, 1000);
    sp floor = style->full_size < fit->least ? style->full_size : fit->least;
    return tight > floor ? tight : floor;
}

/* How large the type of a style must be at least. */
static sp wanted_size(const struct checks *rules, size_t number)
{
    bool reading = rule_for_patients(rules) && is_text(number);
    return reading ? rules->thresholds.patient_size : rules->thresholds.least_size;
}

/* Reports the first style that is large enough as written, but not as `fit` may set it. */
static void report_fit(const struct checks *rules)
{
    const struct fit *fit = &rules->input->design->fit;
    if (fit->pages == 0 && fit->sheets == 0)
        return;
    for (size_t i = 0; i < printed_count(); i++) {
        const struct style *style = printed_style(rules, i);
        sp least = wanted_size(rules, i);
        sp size = tightest(fit, style);
        if (style->full_size < least || size >= least)
            continue;
        diag(rules->job, DIAG_MIN_TYPE, fit->span, rule_string(rules, style->role),
             points(rules, size), points(rules, least),
             "\"fit\" may set it so: give it a larger \"least\"", NULL);
        return;
    }
}

void rule_min_type(const struct checks *rules)
{
    bool patients = rule_for_patients(rules);
    for (size_t i = 0; i < printed_count(); i++) {
        const struct style *style = printed_style(rules, i);
        sp wanted = wanted_size(rules, i);
        struct span at = printed_place(rules, style, "size");
        if (style->full_size < wanted && !seen(rules, i, at))
            diag(rules->job, DIAG_MIN_TYPE, at, rule_string(rules, style->role),
                 points(rules, style->full_size), points(rules, wanted),
                 patients && is_text(i) ? "the audience is patients" : "", NULL);
    }
    report_fit(rules);
}
