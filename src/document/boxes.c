/* Takes "::: kind" and ":::", gives tokens that open and close a box. */
#include "document/scanning.h"

static const char *const box_kinds[] = {"warning", "do-this", "key-message", "uncertainty",
                                        "note",    "claims",  "pull-quote",  "lines",
                                        "figures", NULL};
static const char *const box_names[] = {"title", "float", "orientation", "width", NULL};
static const char *const figure_names[] = {"float", "orientation", "width", "columns", NULL};
static const char *const line_names[] = {"label", "count", NULL};
static const char *const part_names[] = {
    "make",  "ids",    "topic", "evidence", "certainty",   "verdict", "outcome", "columns",
    "heads", "widths", "align", "float",    "orientation", "width",   NULL};

bool box_fence(struct text rest)
{
    return text_starts(rest, ":::");
}

static bool known_kind(struct text kind)
{
    for (size_t i = 0; box_kinds[i] != NULL; i++)
        if (text_is(kind, box_kinds[i]))
            return true;
    return false;
}

static void check_kind(struct scan *scan, const struct located *kind)
{
    struct job *job = scan->preparing.reader->job;
    struct arena *arena = scan->preparing.reader->arena;
    if (kind->text.length == 0) {
        diag(job, DIAG_BOX_KINDLESS, kind->span, NULL);
        return;
    }
    if (known_kind(kind->text))
        return;
    struct map kinds = map_new(arena);
    for (size_t i = 0; box_kinds[i] != NULL; i++)
        map_put(&kinds, text_of(box_kinds[i]), NULL);
    struct text nearest = map_nearest(&kinds, kind->text);
    diag(job, DIAG_BOX_UNKNOWN, kind->span, text_string(arena, kind->text),
         nearest.length > 0
             ? text_string(arena, nearest)
             : "warning, do-this, key-message, uncertainty, note, pull-quote, lines, "
               "figures or claims",
         NULL);
}

/* Reads what stands behind the colons: "kind", "{.kind …}" or "kind {…}". */
static struct located read_kind(struct scan *scan, struct text text, struct span place,
                                struct attributes *attributes)
{
    struct reader *reader = scan->preparing.reader;
    size_t at = 0;
    while (at < text.length && !text_space(text.bytes[at]) && text.bytes[at] != '{')
        at++;
    struct located kind = {text_slice(text, 0, at), span_within(text, place, 0, at)};
    while (at < text.length && text_space(text.bytes[at]))
        at++;
    bool braces = at < text.length && text.bytes[at] == '{';
    bool good = !braces || attributes_parse(reader->arena, text, &at, place, attributes);
    if (!good || at < text.length)
        diag(reader->job, DIAG_ATTRIBUTES_BAD, span_within(text, place, at, text.length), NULL);
    if (kind.text.length == 0 && attributes->classes.count > 0)
        kind = attributes->classes.items[0];
    return kind;
}

static void put_title(struct scan *scan, const struct attributes *attributes)
{
    const struct located *title = attributes_value(attributes, "title");
    if (title == NULL)
        title = attributes_value(attributes, "label");
    if (title == NULL)
        return;
    armour_start(&scan->preparing);
    scan_token(scan, FIXED_TITLE, title->text, title->span);
}

static void open_box(struct scan *scan, struct text text, struct span place)
{
    struct reader *reader = scan->preparing.reader;
    if (!scan_deeper(scan, place))
        return;
    struct attributes *attributes = arena_alloc(reader->arena, sizeof *attributes);
    struct located kind = read_kind(scan, text, place, attributes);
    check_kind(scan, &kind);
    const char *classes[] = {"", NULL};
    classes[0] = text_string(reader->arena, kind.text);
    attributes_check(reader->job, attributes, "box", classes,
                     text_is(kind.text, "claims")    ? part_names
                     : text_is(kind.text, "lines")   ? line_names
                     : text_is(kind.text, "figures") ? figure_names
                                                     : box_names);
    struct token *token = preparing_token(&scan->preparing, TOKEN_BOX_OPEN, place);
    token->text = kind.text;
    token->attributes = attributes;
    scan_token(scan, scan->preparing.out->tokens.count - 1, TEXT(""), place);
    put_title(scan, attributes);
    scan->boxes[scan->box_count].depth = scan->containers.count;
    scan->boxes[scan->box_count++].span = place;
}

static void close_box(struct scan *scan, struct span place)
{
    bool ours =
        scan->box_count > 0 && scan->boxes[scan->box_count - 1].depth == scan->containers.count;
    if (!ours) {
        diag(scan->preparing.reader->job, DIAG_BOX_STRAY, place, NULL);
        return;
    }
    scan->box_count--;
    preparing_token(&scan->preparing, TOKEN_BOX_CLOSE, place);
    scan_token(scan, scan->preparing.out->tokens.count - 1, TEXT(""), place);
}

void box_take(struct scan *scan, const struct line *line)
{
    struct span place;
    struct text rest = scan_trimmed(scan, line, &place);
    size_t start = 0;
    while (start < rest.length && rest.bytes[start] == ':')
        start++;
    size_t end = rest.length;
    while (end > start && rest.bytes[end - 1] == ':')
        end--;
    struct text inner = text_trim(text_slice(rest, start, end));
    size_t at = place.start;
    if (inner.length == 0) {
        close_box(scan, place);
        return;
    }
    at += (size_t)(inner.bytes - rest.bytes);
    open_box(scan, inner, scan_span(scan, at, at + inner.length));
}

void box_abandon(struct scan *scan, size_t depth)
{
    while (scan->box_count > 0 && scan->boxes[scan->box_count - 1].depth >= depth) {
        struct open_box *box = &scan->boxes[--scan->box_count];
        struct text opened = source_text(scan->preparing.reader->job, box->span);
        diag(scan->preparing.reader->job, DIAG_BOX_UNCLOSED, box->span,
             reader_string(scan->preparing.reader, opened), NULL);
    }
}
