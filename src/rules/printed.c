/* The kinds of text on a page, for rules about how they look; see printed.h. */
#include "rules/printed.h"

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
    {"body", "paragraph", "link"},
    {"body", "paragraph", "citation"},
    {"body", "table", "table.cell", "link"},
    {"body", "table", "table.cell", "citation"},
    {"body", "callout.do-this", "paragraph", "citation"},
    {"body", "callout.warning", "paragraph", "citation"},
    {"body", "bibliography", "bibliography.entry", "link"},
    {"body", "bibliography", "bibliography.entry", "bibliography.label"},
    {"body", "table", "table.caption", "table.number"},
    {"body", "list", "list.item", "list.marker"},
    {"body", "title"},
    {"body", "subtitle"},
};

size_t printed_count(void)
{
    return sizeof printed / sizeof *printed;
}

const struct style *printed_style(const struct checks *rules, size_t number)
{
    const struct style *style = NULL;
    for (size_t i = 0; i < 4 && printed[number][i] != NULL; i++)
        style = design_style(rules->input->design, style, printed[number][i]);
    return style;
}

colour printed_ground(const struct checks *rules, size_t number)
{
    const struct style *style = NULL;
    colour ground = 0xFFFFFF;
    for (size_t i = 0; i < 4 && printed[number][i] != NULL; i++) {
        style = design_style(rules->input->design, style, printed[number][i]);
        ground = style->background != COLOUR_NONE ? style->background : ground;
    }
    return ground;
}

struct span printed_place(const struct checks *rules, const struct style *style,
                          const char *property)
{
    struct span at = design_place(rules->input->design, style, property);
    return at.source != 0 ? at : rules->input->design->span;
}
