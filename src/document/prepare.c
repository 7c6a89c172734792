/*
 * Takes a section's Markdown line by line, gives the prepared text: boxes, tables, definition
 * lists and footnotes as tokens, everything else as it is, each line again in its containers.
 * What is seen here is only where blocks start; how blocks are made of lines is left to cmark.
 */
#include "document/scanning.h"

#include <string.h>

/* Writes bytes that are no Markdown; reserved characters are reported and left out. */
static void put_verbatim(struct scan *scan, struct text text, size_t start)
{
    struct stream *stream = scan->preparing.stream;
    size_t done = 0;
    size_t at = text_find(text, '\xEE', 0);
    while (at < text.length) {
        size_t next = at;
        uint32_t rune = text_next(text, &next);
        if (rune >= 0xE000 && rune <= 0xE00F) {
            struct span span = scan_span(scan, start + at, start + next);
            diag(scan->preparing.reader->job, DIAG_MARKDOWN_PRIVATE, span, NULL);
            stream_add(stream, text_slice(text, done, at),
                       scan_span(scan, start + done, start + at));
            done = next;
        }
        at = text_find(text, '\xEE', next);
    }
    stream_add(stream, text_slice(text, done, text.length),
               scan_span(scan, start + done, start + text.length));
}

/* Writes the rest of the line after all containers, white space kept. */
static void put_raw_line(struct scan *scan, const struct line *line)
{
    scan_begin(scan, scan->containers.count, line->spare);
    put_verbatim(scan, text_slice(line->text, line->at, line->text.length),
                 line->start + line->at);
    scan_end(scan);
}

/* ---- code
 * -------------------------------------------------------------------------------------*/

static void open_fence(struct scan *scan, const struct line *line, size_t length)
{
    struct text rest = line_rest(line);
    scan->fence = length;
    scan->fence_byte = rest.bytes[0];
    scan->fence_depth = scan->containers.count;
    scan->fence_span = scan_span(scan, line_rest_start(line), line_rest_start(line) + length);
    scan->paragraph = false;
    put_raw_line(scan, line);
}

static void take_fenced(struct scan *scan, const struct line *line)
{
    struct text rest = text_trim(line_rest(line));
    size_t run = 0;
    while (run < rest.length && rest.bytes[run] == scan->fence_byte)
        run++;
    if (run >= scan->fence && run == rest.length && line_indent(line) < 4)
        scan->fence = 0;
    put_raw_line(scan, line);
}

/* ---- paragraphs, headings and terms
 * ------------------------------------------------------------*/

/* The length of a checklist's box "[ ]" at the start of a list item, or 0. */
static size_t check_box(const struct scan *scan, struct text rest)
{
    bool box = rest.length >= 3 && rest.bytes[0] == '[' && rest.bytes[2] == ']' &&
               (rest.length == 3 || text_space(rest.bytes[3])) &&
               strchr(" xX", rest.bytes[1]) != NULL;
    bool first = scan_opening(scan) &&
                 scan->containers.items[scan->containers.count - 1].kind == CONTAINER_ITEM;
    return box && first ? 3 : 0;
}

/* Writes a line of a paragraph that lies in the first `depth` containers. */
static void put_text(struct scan *scan, const struct line *line, size_t depth)
{
    int indent = line_indent(line);
    if (!scan->paragraph) {
        armour_start(&scan->preparing);
        indent = 0;
    }
    struct text rest = line_rest(line);
    struct span place = scan_rest(scan, line);
    size_t box = check_box(scan, rest);
    scan_begin(scan, depth, indent > 4 ? 4 : indent);
    if (box > 0) {
        struct span span = span_within(rest, place, 0, box);
        preparing_token(&scan->preparing, TOKEN_CHECK, span)->done = rest.bytes[1] != ' ';
        stream_token(scan->preparing.stream, SENTINEL_INLINE,
                     scan->preparing.out->tokens.count - 1, span);
    }
    armour_line(&scan->preparing, text_slice(rest, box, rest.length),
                span_within(rest, place, box, rest.length));
    scan_end(scan);
    scan->paragraph = true;
}

static void put_heading(struct scan *scan, const struct line *line)
{
    armour_start(&scan->preparing);
    scan_begin(scan, scan->containers.count, 0);
    armour_heading(&scan->preparing, line_rest(line), scan_rest(scan, line));
    scan_end(scan);
    scan->paragraph = false;
}

/* Whether a paragraph's next line makes it a heading (setext). */
static bool underlines(struct text rest)
{
    rest = text_trim(rest);
    for (size_t i = 0; i < rest.length; i++)
        if (rest.bytes[i] != rest.bytes[0])
            return false;
    return rest.length > 0 && (rest.bytes[0] == '=' || rest.bytes[0] == '-');
}

/* The paragraph's line before an underline may end in attributes, so it is read as a heading.
 */
static bool underline_follows(const struct scan *scan)
{
    struct line below;
    return scan_peek(scan, scan->next, &below) && line_indent(&below) < 4 &&
           underlines(line_rest(&below));
}

static bool defines(const struct line *line)
{
    struct text rest = line_rest(line);
    return line_indent(line) < 4 && rest.length > 1 && rest.bytes[0] == ':' &&
           line_space(rest.bytes[1]);
}

/* Whether the line at hand is a term: a definition follows, at most one blank line between. */
static bool term_begins(const struct scan *scan)
{
    struct line below;
    if (scan->next > scan->text.length)
        return false;
    below = line_at(scan->text, scan->next);
    if (containers_match(&scan->containers, &below) < scan->containers.count)
        return false;
    if (!line_blank(&below))
        return defines(&below);
    return scan_peek(scan, line_next(&below), &below) && defines(&below);
}

static void take_term(struct scan *scan, const struct line *line)
{
    armour_start(&scan->preparing);
    struct span place;
    struct text term = scan_trimmed(scan, line, &place);
    scan_token(scan, FIXED_TERM, term, place);
    scan->terms = true;
    scan->terms_depth = scan->containers.count;
}

/* ---- containers
 * -------------------------------------------------------------------------------*/

/* Where the label of a footnote definition "[^label]:" ends, or 0. */
static size_t note_label(struct text rest)
{
    if (!text_starts(rest, "[^"))
        return 0;
    size_t end = 2;
    while (end < rest.length && end < 258 && rest.bytes[end] != ']' && rest.bytes[end] != '[' &&
           !text_space(rest.bytes[end]))
        end++;
    bool whole = end > 2 && end + 1 < rest.length && rest.bytes[end] == ']';
    return whole && rest.bytes[end + 1] == ':' ? end : 0;
}

/* Notes the footnote `label`; false after a report if it is there already. */
static bool define_note(struct reader *reader, struct text label, struct span span)
{
    if (map_has(&reader->definitions, label)) {
        diag(reader->job, DIAG_NOTE_TWICE, span, reader_string(reader, label), NULL);
        return false;
    }
    struct definition *definition = arena_alloc(reader->arena, sizeof *definition);
    definition->label = label;
    definition->span = span;
    definition->note = (uint32_t)reader->notes.count;
    array_push(reader->arena, &reader->notes)->span = span;
    map_put(&reader->definitions, label, definition);
    return true;
}

static bool push_container(struct scan *scan, struct container container)
{
    if (!scan_deeper(scan, container.span))
        return false;
    scan->containers.items[scan->containers.count++] = container;
    return true;
}

static bool open_note(struct scan *scan, struct line *line, size_t matched)
{
    struct preparing *preparing = &scan->preparing;
    struct text rest = line_rest(line);
    size_t end = note_label(rest);
    bool within = scan->note > 0 && scan->note <= matched;
    if (end == 0 || within || line_indent(line) > 3)
        return false;
    scan_close(scan, matched);
    scan_blank(scan);
    struct container container = {CONTAINER_NOTE, 4, 0, TEXT(""), true, {0, 0, 0}};
    size_t start = line_rest_start(line);
    container.span = scan_span(scan, start, start + end + 1);
    if (!push_container(scan, container))
        return false;
    scan->note = scan->containers.count;
    preparing->stream = &preparing->notes;
    struct text label = text_slice(rest, 2, end);
    bool fresh = define_note(preparing->reader, label, container.span);
    preparing_token(preparing, TOKEN_NOTE_OPEN, container.span)->text =
        fresh ? label : TEXT("");
    scan_token(scan, preparing->out->tokens.count - 1, TEXT(""), container.span);
    line_skip(line, line_indent(line));
    line->at += end + 2;
    line->column += (int)(end + 2);
    return true;
}

static bool open_definition(struct scan *scan, struct line *line, size_t matched)
{
    struct preparing *preparing = &scan->preparing;
    if (!scan->terms || scan->terms_depth != matched || !defines(line))
        return false;
    scan_close(scan, matched);
    struct container container = {CONTAINER_DEFINITION, 0, 0, TEXT(""), true, {0, 0, 0}};
    container.span = scan_rest(scan, line);
    int indent = line_indent(line);
    line_skip(line, indent);
    line->at++;
    line->column++;
    int spaces = line_indent(line);
    container.offset = indent + 1 + (spaces > 3 ? 3 : spaces);
    line_skip(line, spaces);
    preparing_token(preparing, TOKEN_DEFINITION_OPEN, container.span);
    scan_token(scan, preparing->out->tokens.count - 1, TEXT(""), container.span);
    return push_container(scan, container);
}

/* Opens one container at the line's rest, if it starts one. */
static bool open_one(struct scan *scan, struct line *line, size_t matched)
{
    if (open_note(scan, line, matched) || open_definition(scan, line, matched))
        return true;
    bool interrupts = scan->paragraph && matched == scan->containers.count;
    struct container opened;
    size_t start = line_rest_start(line);
    if ((interrupts && underlines(line_rest(line))) ||
        !container_open(line, interrupts, &opened))
        return false;
    scan_close(scan, matched);
    opened.span = scan_span(scan, start, line->start + line->at);
    return push_container(scan, opened);
}

/* ---- lines
 * ------------------------------------------------------------------------------------*/

/* Whether a line goes on with a paragraph whatever its containers. */
static bool is_plain(const struct line *line)
{
    struct text rest = line_rest(line);
    return line_indent(line) > 3 || !(line_fence(rest) > 0 || line_is_heading(rest) ||
                                      line_is_rule(rest) || box_fence(rest));
}

/* Reads a block's first line, or one that a paragraph may go on with. */
static void take_block(struct scan *scan, const struct line *line)
{
    struct text rest = line_rest(line);
    size_t fence = line_fence(rest);
    if (line_indent(line) > 3 && scan->paragraph) {
        put_text(scan, line, scan->containers.count);
    } else if (line_indent(line) > 3) {
        put_raw_line(scan, line);
    } else if (box_fence(rest)) {
        box_take(scan, line);
    } else if (fence > 0) {
        open_fence(scan, line, fence);
    } else if (line_is_heading(rest)) {
        put_heading(scan, line);
    } else if ((scan->paragraph && underlines(rest)) || line_is_rule(rest)) {
        put_raw_line(scan, line);
        scan->paragraph = false;
    } else if (table_begins(scan, line)) {
        table_take(scan, line);
    } else if (!scan->paragraph && term_begins(scan)) {
        take_term(scan, line);
    } else if (!scan->paragraph && underline_follows(scan)) {
        put_heading(scan, line);
        scan->paragraph = true;
    } else {
        if (!scan->paragraph && table_caption(rest))
            diag(scan->preparing.reader->job, DIAG_CAPTION_STRAY, scan_rest(scan, line), NULL);
        put_text(scan, line, scan->containers.count);
    }
}

static void take_content(struct scan *scan, struct line *line, size_t matched)
{
    bool opened = false;
    while (!scan->preparing.failed && open_one(scan, line, matched)) {
        opened = true;
        matched = scan->containers.count;
    }
    if (scan->preparing.failed)
        return;
    if (!opened && matched < scan->containers.count) {
        if (scan->paragraph && is_plain(line)) {
            put_text(scan, line, matched);
            return;
        }
        scan_close(scan, matched);
    }
    if (scan->terms && scan->containers.count <= scan->terms_depth)
        scan->terms = false;
    if (opened && line_blank(line)) {
        put_raw_line(scan, line);
        scan->paragraph = false;
        return;
    }
    take_block(scan, line);
}

static void take_blank(struct scan *scan, const struct line *line, size_t matched)
{
    scan_close(scan, matched);
    put_raw_line(scan, line);
    scan->preparing.stream->blank = true;
    scan->paragraph = false;
}

/* Whether the document's limits still hold; reports once if not. */
static bool within_limits(struct scan *scan, const struct line *line)
{
    struct reader *reader = scan->preparing.reader;
    if (++reader->lines <= LINES_MOST && reader->marks <= MARKS_MOST)
        return true;
    scan->preparing.failed = true;
    diag(reader->job, DIAG_MARKDOWN_LARGE, scan_span(scan, line->start, line->start),
         reader_number(reader, LINES_MOST), reader_number(reader, MARKS_MOST), NULL);
    return false;
}

static void take_line(struct scan *scan)
{
    struct line line = line_at(scan->text, scan->next);
    scan->next = line_next(&line);
    if (!within_limits(scan, &line))
        return;
    size_t matched = containers_match(&scan->containers, &line);
    if (scan->fence > 0 && matched >= scan->fence_depth) {
        take_fenced(scan, &line);
        return;
    }
    scan->fence = 0;
    if (line_blank(&line))
        take_blank(scan, &line, matched);
    else
        take_content(scan, &line, matched);
}

static void finish(struct scan *scan)
{
    struct reader *reader = scan->preparing.reader;
    if (scan->fence > 0) {
        diag(reader->job, DIAG_CODE_UNCLOSED, scan->fence_span, NULL);
        scan_begin(scan, scan->fence_depth, 0);
        buffer_repeat(&scan->preparing.stream->text, scan->fence_byte, scan->fence);
        scan_end(scan);
    }
    scan_close(scan, 0);
    box_abandon(scan, 0);
    scan_blank(scan);
}

struct prepared *prepare_section(struct reader *reader, uint32_t source)
{
    struct scan *scan = arena_alloc(reader->arena, sizeof *scan);
    scan->preparing = preparing_new(reader, source);
    scan->preparing.stream = &scan->preparing.body;
    scan->text = source_find(reader->job, source)->text;
    scan->source = source;
    while (scan->next < scan->text.length && !scan->preparing.failed)
        take_line(scan);
    if (scan->preparing.failed)
        return NULL;
    finish(scan);
    return preparing_finish(&scan->preparing);
}

/* `text` with line ends as spaces: a fragment is one line. */
static struct text one_line(struct arena *arena, struct text text)
{
    if (text_find(text, '\n', 0) == text.length)
        return text;
    struct buffer out = buffer_new(arena);
    for (size_t i = 0; i < text.length; i++)
        buffer_byte(&out, text.bytes[i] == '\n' ? ' ' : text.bytes[i]);
    return buffer_text(&out);
}

/* Where the fragment stands inside its span, which may hold quotes around it; in `*places` byte
 * by byte, where it is written in another way. */
static struct span place_of(const struct reader *reader, const struct fragment *fragment,
                            const uint32_t **places)
{
    struct text source = source_text(reader->job, fragment->span);
    size_t found = text_search(source, fragment->text, 0);
    *places = NULL;
    if (found < source.length)
        return span_within(source, fragment->span, found, found + fragment->text.length);
    *places = value_places(reader->job, fragment->text, fragment->span);
    return fragment->span;
}

struct prepared *prepare_fragments(struct reader *reader, const struct fragment *fragments,
                                   size_t count)
{
    struct scan *scan = arena_alloc(reader->arena, sizeof *scan);
    uint32_t source = count > 0 ? fragments[0].span.source : 0;
    scan->preparing = preparing_new(reader, source);
    scan->preparing.stream = &scan->preparing.body;
    scan->source = source;
    for (size_t i = 0; i < count; i++) {
        armour_start(&scan->preparing);
        struct text text = one_line(reader->arena, fragments[i].text);
        struct span place = place_of(reader, &fragments[i], &scan->preparing.places);
        scan_token(scan, FIXED_FRAGMENT, text, place);
    }
    return preparing_finish(&scan->preparing);
}
