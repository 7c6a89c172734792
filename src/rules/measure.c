/*
 * Takes the layout, gives lines that are too long or too short, and what large print must not
 * have.
 */
#include "rules/printed.h"

/* The width of a letter of English text, spaces counted, on the mean over the text faces that
 * Debian has, in thousandths of an em. */
#define LETTER 475

static int64_t letters_in(const struct design *design, const struct style *style)
{
    sp width = design->page_width - design->margin_inner - design->margin_outer -
               style->margin_left - style->margin_right - style->padding[SIDE_LEFT] -
               style->padding[SIDE_RIGHT];
    return style->size > 0 ? width * 1000 / (style->size * LETTER) : 0;
}

static struct span measure_place(const struct checks *rules, const struct style *style)
{
    struct span at = design_place(rules->input->design, style, "size");
    return at.source != 0 ? at : rules->input->design->span;
}

/* Large print has fewer letters on a line, as it must. */
static bool too_short(const struct checks *rules, const struct style *text, int64_t letters)
{
    return letters < rules->thresholds.measure_least &&
           text->size < rules->thresholds.large_size;
}

void rule_measure(const struct checks *rules)
{
    struct design *design = rules->input->design;
    const struct thresholds *bounds = &rules->thresholds;
    const struct style *text = design_style(design, NULL, "paragraph");
    int64_t letters = letters_in(design, text);
    struct span at = measure_place(rules, text);
    if (letters > bounds->measure_error)
        diag(rules->job, DIAG_MEASURE_FAR, at, rule_number(rules, letters),
             rule_number(rules, bounds->measure_error), NULL);
    else if (letters > bounds->measure_most || too_short(rules, text, letters))
        diag(rules->job, DIAG_MEASURE, at, rule_number(rules, letters),
             rule_number(rules, bounds->measure_least),
             rule_number(rules, bounds->measure_most), NULL);
}

/* ---- large print ------------------------------------------------------------------------*/

static void large_fault(const struct checks *rules, const struct style *style,
                        const char *property, const char *fault)
{
    diag(rules->job, DIAG_LARGE_PRINT, printed_place(rules, style, property),
         rule_string(rules, style->role), fault, NULL);
}

static bool same_place(struct span a, struct span b)
{
    return a.source == b.source && a.start == b.start;
}

static bool size_seen(const struct checks *rules, size_t number, struct span at)
{
    for (size_t i = 0; i < number; i++)
        if (same_place(printed_place(rules, printed_style(rules, i), "size"), at))
            return true;
    return false;
}

static void check_large_sizes(const struct checks *rules)
{
    sp least = rules->thresholds.large_size;
    for (size_t i = 0; i < printed_count(); i++) {
        const struct style *style = printed_style(rules, i);
        struct span at = printed_place(rules, style, "size");
        if (style->full_size < least && !size_seen(rules, i, at))
            large_fault(rules, style, "size", "is smaller than the least size of large print");
    }
}

/* A layout whose text is that large, or that calls itself large print. */
static bool is_large(const struct checks *rules, const struct style *text)
{
    struct text name = rules->input->design->name;
    return text->size >= rules->thresholds.large_size ||
           prose_find(name, TEXT("large print"), 0) < name.length;
}

void rule_large_print(const struct checks *rules)
{
    struct design *design = rules->input->design;
    const struct style *text = design_style(design, NULL, "paragraph");
    const struct style *emphasis = design_style(design, text, "emphasis");
    if (!is_large(rules, text))
        return;
    check_large_sizes(rules);
    if (text->align == ALIGN_JUSTIFY)
        large_fault(rules, text, "align", "is justified: large print is ragged right");
    if (text->hyphenate)
        large_fault(rules, text, "hyphenate", "is hyphenated: large print is not");
    if (emphasis->italic)
        large_fault(rules, emphasis, "italic", "is italic: large print has none");
}
