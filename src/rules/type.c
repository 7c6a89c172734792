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

void rule_min_type(const struct checks *rules)
{
    sp least = rules->thresholds.least_size;
    bool patients = rule_for_patients(rules);
    for (size_t i = 0; i < printed_count(); i++) {
        const struct style *style = printed_style(rules, i);
        bool reading = patients && is_text(i);
        sp wanted = reading ? rules->thresholds.patient_size : least;
        struct span at = printed_place(rules, style, "size");
        if (style->full_size < wanted && !seen(rules, i, at))
            diag(rules->job, DIAG_MIN_TYPE, at, rule_string(rules, style->role),
                 points(rules, style->full_size), points(rules, wanted),
                 reading ? "the audience is patients" : "", NULL);
    }
}
