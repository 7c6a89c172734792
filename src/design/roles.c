/* The table of roles that layouts may style and content and pages ask for. */
#include "design/roles.h"

const struct role roles[] = {
    {"body", ROLE_WHOLE, "what every other role starts from"},
    {"title", ROLE_WHOLE, "the document's title"},
    {"subtitle", ROLE_WHOLE, "the line under the title"},
    {"strip", ROLE_WHOLE, "the document strip: version, dates, status, owner"},
    {"strip.label", ROLE_PART, "\"Version\""},
    {"strip.value", ROLE_PART, "\"1.0\""},
    {"heading", ROLE_WHOLE, "all headings"},
    {"heading.1", ROLE_VARIANT, "a section's heading"},
    {"heading.2", ROLE_VARIANT, "headings of level 2"},
    {"heading.3", ROLE_VARIANT, "headings of level 3"},
    {"heading.4", ROLE_VARIANT, "headings of level 4"},
    {"heading.5", ROLE_VARIANT, "headings of level 5"},
    {"heading.6", ROLE_VARIANT, "headings of level 6"},
    {"heading.number", ROLE_PART, "a heading's number"},
    {"paragraph", ROLE_WHOLE, "a paragraph of text"},
    {"list", ROLE_WHOLE, "a list as a whole"},
    {"list.item", ROLE_PART, "an item, beside its marker"},
    {"list.marker", ROLE_PART, "bullet or number"},
    {"terms", ROLE_WHOLE, "a definition list as a whole"},
    {"terms.term", ROLE_PART, "the word defined"},
    {"terms.definition", ROLE_PART, "its definition"},
    {"table", ROLE_WHOLE, "a table as a whole; its borders frame it"},
    {"table.head", ROLE_PART, "cells of the head row; borders rule the row"},
    {"table.cell", ROLE_PART, "cells of the body; borders rule the row"},
    {"table.row-header", ROLE_PART, "first cells that head their row"},
    {"table.stack", ROLE_PART, "the first cell of a row that is stacked"},
    {"table.group", ROLE_PART, "the row that heads a group of rows"},
    {"table.continued", ROLE_PART, "what follows a group's name or a row's head overleaf"},
    {"table.caption", ROLE_PART, "a table's caption; its label is \"Table\""},
    {"table.note", ROLE_PART, "a note under a table"},
    {"table.number", ROLE_PART, "\"Table 2\" in the caption"},
    {"figure", ROLE_WHOLE, "a figure as a whole"},
    {"figure.caption", ROLE_PART, "a figure's caption; its label is \"Figure\""},
    {"figure.part", ROLE_PART, "letter and caption of one of several pictures"},
    {"figure.number", ROLE_PART, "\"Figure 2\" in the caption"},
    {"quote", ROLE_WHOLE, "a block quotation"},
    {"code-block", ROLE_WHOLE, "a block of code"},
    {"rule", ROLE_WHOLE, "a thematic break: its top border"},
    {"callout", ROLE_WHOLE, "all boxes (fenced divs)"},
    {"callout.warning", ROLE_VARIANT, "::: warning"},
    {"callout.do-this", ROLE_VARIANT, "::: do-this"},
    {"callout.key-message", ROLE_VARIANT, "::: key-message"},
    {"callout.uncertainty", ROLE_VARIANT, "::: uncertainty"},
    {"callout.note", ROLE_VARIANT, "::: note"},
    {"callout.pull-quote", ROLE_VARIANT, "::: pull-quote"},
    {"callout.lines", ROLE_VARIANT, "::: lines"},
    {"callout.title", ROLE_PART, "the label or title of a box"},
    {"margin", ROLE_WHOLE,
     "the notes in the outer margin; its own margins are the distances from text and edge"},
    {"footnote", ROLE_WHOLE, "the text of a page footnote"},
    {"footnote.mark", ROLE_PART, "its number, in the text and before the note"},
    {"contents", ROLE_WHOLE, "the contents list as a whole"},
    {"contents.tables", ROLE_PART, "heading of the list of tables"},
    {"contents.figures", ROLE_PART, "heading of the list of figures"},
    {"contents.title", ROLE_PART, "its heading"},
    {"contents.1", ROLE_PART, "its entries of level 1"},
    {"contents.2", ROLE_PART, "its entries of level 2"},
    {"contents.3", ROLE_PART, "its entries of level 3"},
    {"contents.page", ROLE_PART, "the page numbers in it"},
    {"bibliography", ROLE_WHOLE, "the references as a whole"},
    {"bibliography.title", ROLE_PART, "their heading"},
    {"bibliography.entry", ROLE_PART, "one reference"},
    {"bibliography.label", ROLE_PART, "its number"},
    {"bibliography.annotation", ROLE_PART, "a note below a reference"},
    {"glossary", ROLE_WHOLE, "the glossary as a whole"},
    {"glossary.title", ROLE_PART, "its heading"},
    {"abbreviations", ROLE_WHOLE, "the list of abbreviations as a whole"},
    {"abbreviations.title", ROLE_PART, "its heading"},
    {"index", ROLE_WHOLE, "the index as a whole"},
    {"index.title", ROLE_PART, "its heading"},
    {"index.letter", ROLE_PART, "the letter over its entries"},
    {"index.1", ROLE_PART, "its terms"},
    {"index.2", ROLE_PART, "what is said of them"},
    {"index.3", ROLE_PART, "and of that"},
    {"index.page", ROLE_PART, "the page numbers in it"},
    {"index.see", ROLE_PART, "\"see\" and \"see also\""},
    {"line-number", ROLE_WHOLE, "numbers beside the lines"},
    {"running", ROLE_WHOLE, "running heads and feet"},
    {"running.head", ROLE_VARIANT, "the running head"},
    {"running.foot", ROLE_VARIANT, "the running foot"},
    {"emphasis", ROLE_WHOLE, "*emphasis*"},
    {"strong", ROLE_WHOLE, "**strong**"},
    {"code", ROLE_WHOLE, "`code`"},
    {"superscript", ROLE_WHOLE, "Mg^2+^"},
    {"subscript", ROLE_WHOLE, "H~2~O"},
    {"small-caps", ROLE_WHOLE, "small capitals"},
    {"citation", ROLE_WHOLE, "the mark of a citation"},
    {"link", ROLE_WHOLE, "the text of a link"},
    {"abbreviation", ROLE_WHOLE, "an abbreviation"},
    {"certainty", ROLE_WHOLE, "the mark of a claim's certainty"},
    {"blank", ROLE_WHOLE, "a ruled blank: its top border"},
    {"blank.label", ROLE_PART, "the label of a ruled blank"},
    {"lines", ROLE_WHOLE,
     "lines to fill in by hand: its leading parts them, \"blank\" rules them"},
    {"check", ROLE_WHOLE, "the box of a checklist's item"},
    {"draft", ROLE_WHOLE, "\"Draft\" on each page of a draft"},
    {"fault", ROLE_WHOLE, "the mark beside a line with a fault in a draft"},
};

const uint32_t role_count = sizeof roles / sizeof roles[0];

uint32_t role_find(struct text name)
{
    for (uint32_t i = 0; i < role_count; i++)
        if (text_is(name, roles[i].name))
            return i;
    return ROLE_NONE;
}

uint32_t role_base(uint32_t role)
{
    struct text name = text_of(roles[role].name);
    size_t dot = text_find(name, '.', 0);
    return dot < name.length ? role_find(text_slice(name, 0, dot)) : ROLE_NONE;
}

struct map role_names(struct arena *arena)
{
    struct map names = map_new(arena);
    for (uint32_t i = 0; i < role_count; i++)
        map_put(&names, text_of(roles[i].name), NULL);
    return names;
}

/* "(body|heading[.]1|…)([…])*" */
static void put_roles(struct buffer *out)
{
    for (uint32_t i = 0; i < role_count; i++) {
        buffer_byte(out, i == 0 ? '(' : '|');
        for (const char *byte = roles[i].name; *byte != '\0'; byte++)
            if (*byte == '.')
                buffer_string(out, "[.]");
            else
                buffer_byte(out, *byte);
    }
    buffer_string(out, ")(\\[[^\\]]*\\])*");
}

const char *role_pattern(struct arena *arena)
{
    struct buffer out = buffer_new(arena);
    buffer_byte(&out, '^');
    put_roles(&out);
    buffer_string(&out, "( +");
    put_roles(&out);
    buffer_string(&out, ")*$");
    return text_string(arena, buffer_text(&out));
}
