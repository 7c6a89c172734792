/*
 * Takes the layout's styles, gives type that is too small, too wide or too faint to read.
 */
#include "rules/checks.h"

/* Every kind of text that pages print, as the roles it is nested in. */
static const char *const printed[][4] = {
    {"body", "paragraph"},
    {"body", "list", "list.item"},
    {"body", "terms", "terms.definition"},
    {"body", "table", "table.head"},
    {"body", "table", "table.cell"},
    {"body", "table", "table.row-header"},
    {"body", "table", "table.caption"},
    {"body", "figure", "figure.caption"},
    {"body", "quote", "paragraph"},
    {"body", "code-block"},
    {"body", "callout.warning", "paragraph"},
    {"body", "callout.warning", "callout.title"},
    {"body", "callout.do-this", "paragraph"},
    {"body", "callout.do-this", "callout.title"},
    {"body", "callout.key-message", "paragraph"},
    {"body", "callout.key-message", "callout.title"},
    {"body", "callout.uncertainty", "paragraph"},
    {"body", "callout.uncertainty", "callout.title"},
    {"body", "callout.note", "paragraph"},
    {"body", "callout.note", "callout.title"},
    {"body", "footnote", "paragraph"},
    {"body", "contents", "contents.1"},
    {"body", "bibliography", "bibliography.entry"},
    {"body", "glossary", "terms.definition"},
    {"body", "abbreviations"},
    {"body", "strip", "strip.label"},
    {"body", "strip", "strip.value"},
    {"body", "running.head"},
    {"body", "running.foot"},
    {"body", "heading.1"},
    {"body", "heading.2"},
    {"body", "heading.3"},
    {"body", "heading.4"},
    {"body", "title"},
    {"body", "subtitle"},
};

#define PRINTED (sizeof printed / sizeof *printed)

static const struct style *style_at(const struct checks *rules, size_t number)
{
    const struct style *style = NULL;
    for (size_t i = 0; i < 4 && printed[number][i] != NULL; i++)
        style = design_style(rules->input->design, style, printed[number][i]);
    return style;
}

static const char *points(const struct checks *rules, sp size)
{
    struct buffer out = buffer_new(&rules->job->arena);
    length_print(&out, size, 2);
    return text_string(&rules->job->arena, buffer_text(&out));
}

/* The place of a property, or where the document names its layout. */
static struct span place_of(const struct checks *rules, const struct style *style,
                            const char *property)
{
    struct span at = design_place(rules->input->design, style, property);
    return at.source != 0 ? at : rules->document->layout.span;
}

/* Whether an earlier style was set by the same words of the layout. */
static bool seen(const struct checks *rules, size_t number, struct span at)
{
    for (size_t i = 0; i < number; i++) {
        struct span other = place_of(rules, style_at(rules, i), "size");
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
    for (size_t i = 0; i < PRINTED; i++) {
        const struct style *style = style_at(rules, i);
        bool reading = patients && is_text(i);
        sp wanted = reading ? rules->thresholds.patient_size : least;
        struct span at = place_of(rules, style, "size");
        if (style->full_size < wanted && !seen(rules, i, at))
            diag(rules->job, DIAG_MIN_TYPE, at, rule_string(rules, style->role),
                 points(rules, style->full_size), points(rules, wanted),
                 reading ? "the audience is patients" : "", NULL);
    }
}
