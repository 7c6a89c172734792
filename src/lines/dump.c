/*
 * Takes lines, gives them as text: one line each, its fragments with their places in points.
 * "12.5[word]" is a word at 12.5 pt, "~" stands for a space, "-" for a hyphen that the break
 * put there, "__" for a blank and "#" for a box; a type size or rise other than the run's own
 * follows in braces.
 */
#include "lines/lines.h"

static void dump_fragment(const struct run *runs, const struct fragment *fragment,
                          struct buffer *out)
{
    const struct style *style = runs[fragment->run].style;
    length_print(out, fragment->x, 2);
    if (fragment->kind == FRAGMENT_SPACE)
        buffer_string(out, "~");
    if (fragment->kind == FRAGMENT_HYPHEN)
        buffer_string(out, "-");
    if (fragment->kind == FRAGMENT_BLANK)
        buffer_string(out, "__");
    if (fragment->kind == FRAGMENT_BOX)
        buffer_string(out, "#");
    if (fragment->kind == FRAGMENT_WORD) {
        buffer_byte(out, '[');
        buffer_add(out, fragment->shaped->text);
        buffer_byte(out, ']');
    }
    if (style == NULL || (fragment->size == style->size && fragment->rise == 0))
        return;
    buffer_byte(out, '{');
    length_print(out, fragment->size, 2);
    buffer_byte(out, ' ');
    length_print(out, fragment->rise, 2);
    buffer_byte(out, '}');
}

static void dump_line(const struct run *runs, const struct line *line, struct buffer *out)
{
    for (size_t i = 0; i < line->count; i++) {
        if (i > 0)
            buffer_byte(out, ' ');
        dump_fragment(runs, &line->fragments[i], out);
    }
    if (line->overfull > 0) {
        buffer_string(out, " overfull ");
        length_print(out, line->overfull, 2);
    }
    buffer_string(out, line->last ? " .\n" : "\n");
}

void lines_dump(const struct run *runs, const struct lines *lines, struct buffer *out)
{
    for (size_t i = 0; i < lines->count; i++)
        dump_line(runs, &lines->items[i], out);
}
