/*
 * Takes the lines of a tagged file (PubMed, RIS), gives tag by tag its value, continuation
 * lines joined. A tag is capitals and digits at the start of a line, padded with spaces to the
 * hyphen.
 */
#include "citation/tagged.h"

static size_t line_end(struct text text, size_t at)
{
    while (at < text.length && text.bytes[at] != '\n' && text.bytes[at] != '\r')
        at++;
    return at;
}

/* The length of the tag that starts `line` and, in `value`, where its value starts; 0 if there
 * is no tag. */
static size_t tag_of(struct text line, size_t most, size_t *value)
{
    size_t length = 0;
    while (length < line.length && length < most &&
           ((line.bytes[length] >= 'A' && line.bytes[length] <= 'Z') ||
            text_digit(line.bytes[length])))
        length++;
    size_t at = length;
    while (at < line.length && at < 6 && line.bytes[at] == ' ')
        at++;
    if (length < 2 || at >= line.length || line.bytes[at] != '-' || at < most)
        return 0;
    if (at + 1 < line.length && line.bytes[at + 1] != ' ')
        return 0;
    *value = at + 1;
    return length;
}

/* Adds the lines that go on with the value: those that start with white space. */
static struct text continued(struct tagged *tagged, struct text first)
{
    struct text text = tagged->importer->text;
    struct buffer joined = {0};
    while (tagged->at < text.length &&
           (text.bytes[tagged->at] == ' ' || text.bytes[tagged->at] == '\t')) {
        size_t end = line_end(text, tagged->at);
        struct text more = text_trim(text_slice(text, tagged->at, end));
        if (!more.length)
            break;
        if (!joined.arena) {
            joined = buffer_new(&tagged->importer->job->arena);
            buffer_add(&joined, first);
        }
        if (joined.length)
            buffer_byte(&joined, ' ');
        buffer_add(&joined, more);
        tagged->at = end + 1;
    }
    return joined.arena ? buffer_text(&joined) : first;
}

bool tagged_next(struct tagged *tagged, struct tagged_line *line)
{
    struct text text = tagged->importer->text;
    if (tagged->at >= text.length)
        return false;
    size_t start = tagged->at, value = 0;
    size_t end = line_end(text, start);
    struct text whole = text_slice(text, start, end);
    size_t length = tag_of(whole, tagged->tag_most, &value);
    tagged->at = end + 1;
    line->tag = text_slice(whole, 0, length);
    line->value = text_trim(text_slice(whole, value, whole.length));
    line->blank = !text_trim(whole).length;
    line->tag_span = importer_span(tagged->importer, start, start + (length ? length : 1));
    while (value < whole.length && text_space(whole.bytes[value]))
        value++;
    line->span = importer_span(tagged->importer, start + value, end);
    if (length)
        line->value = continued(tagged, line->value);
    return true;
}
