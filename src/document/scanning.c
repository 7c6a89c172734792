/* Takes containers and tokens, gives lines of the prepared text; see scanning.h. */
#include "document/scanning.h"

struct span scan_span(const struct scan *scan, size_t start, size_t end)
{
    struct span span = {scan->source, (uint32_t)start, (uint32_t)end};
    return span;
}

struct span scan_rest(const struct scan *scan, const struct line *line)
{
    return scan_span(scan, line_rest_start(line), line->start + line->text.length);
}

struct text scan_trimmed(const struct scan *scan, const struct line *line, struct span *place)
{
    struct text rest = text_trim(line_rest(line));
    size_t start = rest.length == 0 ? line_rest_start(line)
                                    : line->start + (size_t)(rest.bytes - line->text.bytes);
    *place = scan_span(scan, start, start + rest.length);
    return rest;
}

/* Writes what makes cmark see that a line lies in `container`: its marker the first time. */
static void put_container(struct stream *stream, struct container *container)
{
    bool first = !container->written;
    container->written = true;
    if (container->kind == CONTAINER_QUOTE) {
        buffer_string(&stream->text, "> ");
    } else if (container->kind == CONTAINER_ITEM && first) {
        buffer_repeat(&stream->text, ' ', (size_t)container->indent);
        buffer_add(&stream->text, container->marker);
        buffer_repeat(&stream->text, ' ',
                      (size_t)container->offset - (size_t)container->indent -
                          container->marker.length);
    } else if (container->kind == CONTAINER_ITEM) {
        buffer_repeat(&stream->text, ' ', (size_t)container->offset);
    }
}

void scan_begin(struct scan *scan, size_t depth, int indent)
{
    struct stream *stream = scan->preparing.stream;
    for (size_t i = scan->note; i < depth; i++)
        put_container(stream, &scan->containers.items[i]);
    buffer_repeat(&stream->text, ' ', (size_t)indent);
    stream_content(stream, scan->preparing.reader->arena);
}

/* Gives the line's end its place: so text is as long as its source only if each byte stands for
 * one. */
static void map_line_end(struct scan *scan)
{
    struct stream *stream = scan->preparing.stream;
    if (stream->stretches.count == 0)
        return;
    struct stretch *last = &stream->stretches.items[stream->stretches.count - 1];
    if (last->to >= scan->text.length || scan->text.bytes[last->to] != '\n')
        return;
    if (last->to - last->from == stream->text.length - last->at)
        last->to++;
    else
        stream_add(stream, TEXT(""), scan_span(scan, last->to, last->to + 1));
}

void scan_end(struct scan *scan)
{
    map_line_end(scan);
    buffer_byte(&scan->preparing.stream->text, '\n');
    scan->preparing.stream->blank = false;
}

bool scan_opening(const struct scan *scan)
{
    size_t count = scan->containers.count;
    return count > scan->note && !scan->containers.items[count - 1].written;
}

void scan_blank(struct scan *scan)
{
    if (scan->preparing.stream->blank || scan_opening(scan))
        return;
    scan_begin(scan, scan->containers.count, 0);
    scan_end(scan);
    scan->preparing.stream->blank = true;
}

void scan_token_line(struct scan *scan, size_t number, struct text text, struct span place)
{
    scan_blank(scan);
    scan_begin(scan, scan->containers.count, 0);
    stream_token(scan->preparing.stream, SENTINEL_BLOCK, number, place);
    if (text.length > 0) {
        buffer_byte(&scan->preparing.stream->text, ' ');
        armour_line(&scan->preparing, text, place);
    }
    scan_end(scan);
    scan->paragraph = false;
}

void scan_token(struct scan *scan, size_t number, struct text text, struct span place)
{
    scan_token_line(scan, number, text, place);
    scan_blank(scan);
}

bool scan_peek(const struct scan *scan, size_t start, struct line *line)
{
    if (start > scan->text.length)
        return false;
    *line = line_at(scan->text, start);
    return containers_match(&scan->containers, line) == scan->containers.count &&
           !line_blank(line);
}

/* Closes the innermost container. */
static void close_one(struct scan *scan)
{
    struct preparing *preparing = &scan->preparing;
    struct container *container = &scan->containers.items[scan->containers.count - 1];
    box_abandon(scan, scan->containers.count);
    if (container->kind == CONTAINER_DEFINITION) {
        scan->containers.count--;
        preparing_token(preparing, TOKEN_DEFINITION_CLOSE, container->span);
        scan_token(scan, preparing->out->tokens.count - 1, TEXT(""), container->span);
        return;
    }
    if (container->kind == CONTAINER_NOTE) {
        preparing_token(preparing, TOKEN_NOTE_CLOSE, container->span);
        scan_token(scan, preparing->out->tokens.count - 1, TEXT(""), container->span);
        scan->note = 0;
        preparing->stream = &preparing->body;
    }
    scan->containers.count--;
}

void scan_close(struct scan *scan, size_t count)
{
    while (scan->containers.count > count) {
        close_one(scan);
        scan->paragraph = false;
    }
}

bool scan_deeper(struct scan *scan, struct span place)
{
    struct reader *reader = scan->preparing.reader;
    if (scan->containers.count + scan->box_count < NESTING_MOST)
        return true;
    if (!scan->preparing.failed)
        diag(reader->job, DIAG_MARKDOWN_DEEP, place, reader_number(reader, NESTING_MOST), NULL);
    scan->preparing.failed = true;
    return false;
}
