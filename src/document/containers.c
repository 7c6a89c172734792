/* Takes line starts, gives containers; see containers.h. "The specification" is CommonMark 0.30
 * (spec.commonmark.org/0.30). */
#include "document/containers.h"

#include <string.h>

bool line_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

struct line line_at(struct text text, size_t start)
{
    struct line line = {TEXT(""), start, 0, 0, 0};
    const char *end =
        start < text.length ? memchr(text.bytes + start, '\n', text.length - start) : NULL;
    line.text = text_slice(text, start, end == NULL ? text.length : (size_t)(end - text.bytes));
    return line;
}

size_t line_next(const struct line *line)
{
    return line->start + line->text.length + 1;
}

/* The width of the white space at byte `at` in `column`, or 0. */
static int space_width(const struct line *line, size_t at, int column)
{
    if (at >= line->text.length)
        return 0;
    if (line->text.bytes[at] == '\t')
        return 4 - column % 4;
    return line->text.bytes[at] == ' ' || line->text.bytes[at] == '\r';
}

int line_indent(const struct line *line)
{
    int columns = line->spare;
    int width;
    for (size_t at = line->at; (width = space_width(line, at, line->column + columns)) > 0;
         at++)
        columns += width;
    return columns;
}

void line_skip(struct line *line, int columns)
{
    while (columns > 0) {
        int width = line->spare;
        if (width == 0) {
            width = space_width(line, line->at, line->column);
            if (width == 0)
                return;
            line->at++;
        }
        int used = width < columns ? width : columns;
        line->spare = width - used;
        line->column += used;
        columns -= used;
    }
}

static size_t rest_at(const struct line *line)
{
    size_t at = line->at;
    while (at < line->text.length && line_space(line->text.bytes[at]))
        at++;
    return at;
}

struct text line_rest(const struct line *line)
{
    return text_slice(line->text, rest_at(line), line->text.length);
}

size_t line_rest_start(const struct line *line)
{
    return line->start + rest_at(line);
}

bool line_blank(const struct line *line)
{
    return rest_at(line) == line->text.length;
}

/* Passes "> " if it is ahead. */
static bool quote_mark(struct line *line)
{
    int indent = line_indent(line);
    if (indent > 3 || !text_starts(line_rest(line), ">"))
        return false;
    line_skip(line, indent);
    line->at++;
    line->column++;
    line_skip(line, 1);
    return true;
}

static bool continues(const struct container *container, struct line *line)
{
    if (container->kind == CONTAINER_QUOTE)
        return quote_mark(line);
    if (!line_blank(line) && line_indent(line) < container->offset)
        return false;
    line_skip(line, container->offset);
    return true;
}

size_t containers_match(const struct containers *containers, struct line *line)
{
    size_t matched = 0;
    while (matched < containers->count && continues(&containers->items[matched], line))
        matched++;
    return matched;
}

bool line_is_rule(struct text rest)
{
    size_t count = 0;
    for (size_t i = 0; i < rest.length; i++) {
        count += rest.bytes[i] == rest.bytes[0];
        if (rest.bytes[i] != rest.bytes[0] && !line_space(rest.bytes[i]))
            return false;
    }
    return count >= 3 && strchr("*-_", rest.bytes[0]) != NULL;
}

bool line_is_heading(struct text rest)
{
    size_t level = 0;
    while (level < rest.length && rest.bytes[level] == '#')
        level++;
    return level > 0 && level < 7 && (level == rest.length || line_space(rest.bytes[level]));
}

size_t line_fence(struct text rest)
{
    if (rest.length == 0 || (rest.bytes[0] != '`' && rest.bytes[0] != '~'))
        return 0;
    size_t length = 0;
    while (length < rest.length && rest.bytes[length] == rest.bytes[0])
        length++;
    bool spoiled = rest.bytes[0] == '`' && text_find(rest, '`', length) < rest.length;
    return length < 3 || spoiled ? 0 : length;
}

/* The length of the list marker at the start of `rest`, or 0; `*one` if it may end a
 * paragraph. The specification, section 5.2. */
static size_t list_marker(struct text rest, bool *one)
{
    size_t length = 0;
    *one = true;
    if (rest.length == 0)
        return 0;
    if (strchr("-+*", rest.bytes[0]) != NULL) {
        length = 1;
    } else {
        while (length < rest.length && length < 9 && text_digit(rest.bytes[length]))
            length++;
        *one = length == 1 && rest.bytes[0] == '1';
        if (length == 0 || length == rest.length ||
            (rest.bytes[length] != '.' && rest.bytes[length] != ')'))
            return 0;
        length++;
    }
    return length == rest.length || line_space(rest.bytes[length]) ? length : 0;
}

static bool ends_here(struct text text, size_t at)
{
    while (at < text.length && line_space(text.bytes[at]))
        at++;
    return at == text.length;
}

static bool item_mark(struct line *line, bool interrupts, struct container *opened)
{
    struct text rest = line_rest(line);
    bool one;
    size_t length = list_marker(rest, &one);
    bool empty = ends_here(rest, length);
    if (length == 0 || line_is_rule(rest) || (interrupts && (!one || empty)))
        return false;
    opened->kind = CONTAINER_ITEM;
    opened->indent = line_indent(line);
    opened->marker = text_slice(rest, 0, length);
    line_skip(line, opened->indent);
    line->at += length;
    line->column += (int)length;
    int spaces = line_indent(line);
    if (empty || spaces > 4)
        spaces = 1;
    line_skip(line, spaces);
    opened->offset = opened->indent + (int)length + spaces;
    return true;
}

bool container_open(struct line *line, bool interrupts, struct container *opened)
{
    memset(opened, 0, sizeof *opened);
    if (line_indent(line) > 3)
        return false;
    if (quote_mark(line)) {
        opened->kind = CONTAINER_QUOTE;
        return true;
    }
    return item_mark(line, interrupts, opened);
}
