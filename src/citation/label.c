/*
 * Labels made of names and a year.
 */
#include "citation/label.h"

#include "citation/variables.h"

static void letters_add(struct buffer *label, struct text family, size_t most)
{
    size_t at = 0;
    for (size_t i = 0; i < most && at < family.length; i++)
        buffer_rune(label, text_next(family, &at));
}

static const struct source_names *label_names(const struct source_item *item)
{
    static const enum variable order[] = {VAR_AUTHOR, VAR_EDITOR, VAR_TRANSLATOR};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (item->by_variable[order[i]])
            return &item->by_variable[order[i]]->names;
    return NULL;
}

struct text citation_label(struct job *job, const struct source_item *item)
{
    static const size_t shares[4][4] = {{4}, {2, 2}, {2, 1, 1}, {1, 1, 1, 1}};
    struct buffer label = buffer_new(&job->arena);
    const struct source_names *names = label_names(item);
    size_t count = names && names->count < 4 ? names->count : 4;
    for (size_t i = 0; names && i < count; i++) {
        const struct source_name *name = &names->items[i];
        struct text family = name->literal.length ? name->literal : name->family;
        letters_add(&label, family, shares[count - 1][i]);
    }
    const struct source_variable *issued = item->by_variable[VAR_ISSUED];
    if (issued && issued->date.year[0] > 0) {
        int year = issued->date.year[0] % 100;
        buffer_byte(&label, (char)('0' + year / 10));
        buffer_byte(&label, (char)('0' + year % 10));
    }
    return buffer_text(&label);
}
