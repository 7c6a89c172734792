/*
 * Takes the text of a YAML source, gives a tree of values with spans.
 * The one idea: libyaml's events are walked with a bound on depth and stopped at the first
 * value beyond it, so hostile nesting never reaches the scanner's quadratic part; its marks,
 * which count code points, become byte offsets by a step from the last one. Aliases, anchors
 * and tags are refused: the tree is what the file shows. The only file that knows libyaml.
 */
#include <yaml.h>

#include "data/tree.h"

/* Where code points are bytes: ASCII from a code point and its byte on. */
struct stretch {
    size_t rune, byte;
    size_t length; /* may be 0 */
};

struct reader {
    struct tree tree;
    struct text text;
    yaml_parser_t parser;
    struct stretch last; /* the one asked for last: the next is in it or near */
};

static struct value *read_node(struct reader *reader, yaml_event_t *event, size_t depth);

/* --- places ------------------------------------------------------------------------------ */

#define WORD sizeof(uint64_t)

/* How many bytes from `at` on are ASCII. */
static size_t ascii_length(struct text text, size_t at)
{
    size_t end = at;
    uint64_t bytes = 0;
    for (; end + WORD <= text.length && (bytes & 0x8080808080808080U) == 0; end += WORD)
        memcpy(&bytes, text.bytes + end, WORD);
    if ((bytes & 0x8080808080808080U) != 0)
        end -= WORD;
    while (end < text.length && (unsigned char)text.bytes[end] < 0x80)
        end++;
    return end - at;
}

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The byte offset of code point number `index`; the text is well formed. */
static size_t offset_of(struct reader *reader, size_t index)
{
    struct text text = reader->text;
    struct stretch *last = &reader->last;
    while (last->rune + last->length < index && last->byte + last->length < text.length) {
        last->rune += last->length + 1;
        last->byte += last->length;
        do
            last->byte++;
        while (last->byte < text.length && continues(text.bytes[last->byte]));
        last->length = ascii_length(text, last->byte);
    }
    while (last->rune > index) {
        last->rune--;
        do
            last->byte--;
        while (last->byte > 0 && continues(text.bytes[last->byte]));
        last->length = (unsigned char)text.bytes[last->byte] < 0x80 ? last->length + 1 : 0;
    }
    size_t byte = last->byte + (index - last->rune);
    return byte < text.length ? byte : text.length;
}

static struct span span_of(struct reader *reader, const yaml_event_t *event)
{
    return tree_span(&reader->tree, offset_of(reader, event->start_mark.index),
                     offset_of(reader, event->end_mark.index));
}

/* --- faults of syntax -------------------------------------------------------------------- */

/* What a fault is called here, after the words libyaml uses for it. */
struct wording {
    const char *problem;
    const char *message;
    const char *hint;
    bool at_context; /* the place where the construct began says more */
};

static const struct wording wordings[] = {
    {"mapping values are not allowed in this context", "a colon makes no key here",
     "put text that holds \": \" in quotes, or check the indentation", false},
    {"found character that cannot start any token", "this character cannot start a value",
     "put text that starts with it in quotes", false},
    {"could not find expected ':'", "a key without a colon",
     "write \"key: value\"; lines of a text that goes on are indented", true},
    {"did not find expected key", "a key was expected here",
     "keys of one map start in the same column; text that goes on after a closing quote is "
     "one cause",
     false},
    {"did not find expected '-' indicator", "a list item was expected here",
     "items of one list start with \"- \" in the same column", false},
    {"did not find expected ',' or ']'", "list in brackets is not closed or lacks a comma",
     "separate items by commas and close with \"]\"", false},
    {"did not find expected ',' or '}'", "map in braces is not closed or lacks a comma",
     "separate entries by commas and close with \"}\"", false},
    {"found unexpected end of stream", "quoted text is never closed", "", true},
    {"found unexpected document indicator", "quoted text is never closed", "", true},
    {"found unknown escape character", "unknown escape in quoted text",
     "in double quotes a backslash is written \\\\; single quotes take it as it is", false},
    {"block sequence entries are not allowed in this context", "a list cannot start here",
     "start it on a line of its own", false},
    {"did not find expected node content", "a value was expected here", "", false},
    {"found a tab character where an indentation space is expected", "a tab in the indentation",
     "indent with spaces", false},
    {"found a tab character that violates indentation", "a tab in the indentation",
     "indent with spaces", false},
    {"control characters are not allowed", "a control character", "remove it", false},
    {"did not find expected <document start>", "text after the end of the document",
     "one file holds one document", false},
    {"found undefined tag handle", "a tag (!) is not allowed here",
     "put text that starts with \"!\" in quotes", false},
    {"did not find expected alphabetic or numeric character",
     "an alias or anchor is not allowed", "put text that starts with \"*\" or \"&\" in quotes",
     true},
    {"did not find expected comment or line break", "text after \"|\" or \">\"",
     "a text block starts on the next line", false},
};

/* The wording of a problem; what is wrong with a tab is always the tab. */
static const struct wording *wording_of(const char *problem, bool tab)
{
    if (tab)
        problem = "found a tab character that violates indentation";
    for (size_t i = 0; i < sizeof wordings / sizeof wordings[0]; i++)
        if (text_is(text_of(problem), wordings[i].problem))
            return &wordings[i];
    return NULL;
}

/* Reports what the parser stumbled over. Reader errors carry a byte offset and no mark. */
static void report_syntax(struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    struct arena *arena = &reader->tree.job->arena;
    reader->tree.failed = true;
    if (parser->error == YAML_MEMORY_ERROR)
        arena_exhausted(arena);
    const char *problem = parser->problem == NULL ? "malformed YAML" : parser->problem;
    size_t stumbled = offset_of(reader, parser->problem_mark.index);
    bool tab = parser->error != YAML_READER_ERROR && stumbled < reader->text.length &&
               reader->text.bytes[stumbled] == '\t';
    const struct wording *wording = wording_of(problem, tab);
    bool context = wording != NULL && wording->at_context && parser->context != NULL;
    size_t at = context ? offset_of(reader, parser->context_mark.index) : stumbled;
    if (parser->error == YAML_READER_ERROR)
        at = parser->problem_offset;
    size_t end = at;
    if (at < reader->text.length)
        text_next(reader->text, &end);
    diag(reader->tree.job, DIAG_YAML_SYNTAX, tree_span(&reader->tree, at, end),
         wording == NULL ? problem : wording->message, wording == NULL ? "" : wording->hint,
         NULL);
}

/* The next event, to be deleted by the caller; false after a report. */
static bool next(struct reader *reader, yaml_event_t *event)
{
    if (yaml_parser_parse(&reader->parser, event) != 0)
        return true;
    report_syntax(reader);
    return false;
}

/* --- the tree ---------------------------------------------------------------------------- */

/* Reports `id` at the word that starts `event`, which the message names; reading goes on. */
static void refuse(struct reader *reader, enum diag_id id, const yaml_event_t *event)
{
    struct span span = span_of(reader, event);
    struct text word = text_slice(reader->text, span.start, reader->text.length);
    size_t length = 0;
    while (length < word.length && !text_space(word.bytes[length]))
        length++;
    span.end = span.start + (uint32_t)length;
    reader->tree.failed = true;
    diag(reader->tree.job, id, span,
         text_string(&reader->tree.job->arena, text_slice(word, 0, length)), NULL);
}

static void refuse_properties(struct reader *reader, const yaml_event_t *event,
                              const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor != NULL)
        refuse(reader, DIAG_YAML_ALIAS, event);
    if (tag != NULL)
        refuse(reader, DIAG_YAML_TAG, event);
}

static bool is_null(struct text text)
{
    return text.length == 0 || text_is(text, "~") || text_is(text, "null") ||
           text_is(text, "Null") || text_is(text, "NULL");
}

/* The text of a scalar: a slice of the source where it stands there as it is. */
static struct text scalar_text(struct reader *reader, const yaml_event_t *event,
                               struct span span)
{
    struct text text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    struct text written = text_slice(reader->text, span.start, span.end);
    if (text_equal(text, written))
        return written;
    if (text_find(text, '\0', 0) < text.length)
        refuse(reader, DIAG_YAML_ZERO, event);
    return text_copy(&reader->tree.job->arena, text);
}

/* Where a scalar ends: a block's mark lies behind the empty lines that follow it. */
static struct span scalar_span(struct reader *reader, const yaml_event_t *event)
{
    struct span span = span_of(reader, event);
    while (span.end > span.start && text_space(reader->text.bytes[span.end - 1]))
        span.end--;
    return span;
}

static struct value *read_scalar(struct reader *reader, const yaml_event_t *event, size_t depth)
{
    struct span span = scalar_span(reader, event);
    bool quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    refuse_properties(reader, event, event->data.scalar.anchor, event->data.scalar.tag);
    struct text text = scalar_text(reader, event, span);
    enum value_kind kind = !quoted && is_null(text) ? VALUE_NULL : VALUE_SCALAR;
    struct value *value = tree_value(&reader->tree, kind, span.start, span.end, depth);
    if (value != NULL && kind == VALUE_SCALAR) {
        value->quoted = quoted;
        value->text = text;
    }
    return value;
}

/* Ends a collection's span: in brackets at its closing one, else at its last child, since the
 * parser's mark lies at whatever follows. */
static void end_span(struct reader *reader, struct value *value, const yaml_event_t *event,
                     const struct value *last)
{
    struct span span = span_of(reader, event);
    if (span.end > span.start)
        value->span.end = span.end;
    else if (last != NULL)
        value->span.end = last->span.end;
}

/* Items up to the end of the list; false after a report. */
static bool read_items(struct reader *reader, struct value *list, struct tree_items *items,
                       size_t depth)
{
    for (;;) {
        yaml_event_t event;
        if (!next(reader, &event))
            return false;
        bool end = event.type == YAML_SEQUENCE_END_EVENT;
        struct value *item = end ? NULL : read_node(reader, &event, depth + 1);
        if (end)
            end_span(reader, list, &event,
                     items->list.count == 0 ? NULL : items->list.items[items->list.count - 1]);
        yaml_event_delete(&event);
        if (end || item == NULL)
            return end;
        *array_push(&reader->tree.job->arena, &items->list) = item;
    }
}

static struct value *read_list(struct reader *reader, const yaml_event_t *event, size_t depth)
{
    struct span span = span_of(reader, event);
    refuse_properties(reader, event, event->data.sequence_start.anchor,
                      event->data.sequence_start.tag);
    struct value *list = tree_value(&reader->tree, VALUE_LIST, span.start, span.end, depth);
    struct tree_items items = {{NULL, 0, 0}};
    if (list == NULL || !read_items(reader, list, &items, depth))
        return NULL;
    tree_close_list(list, &items);
    return list;
}

/* The key that `event` holds; false after a report if it is anything but text. */
static bool read_key(struct reader *reader, const yaml_event_t *event,
                     struct value_entry *entry)
{
    entry->key_span = scalar_span(reader, event);
    if (event->type == YAML_ALIAS_EVENT) {
        refuse(reader, DIAG_YAML_ALIAS, event);
        return false;
    }
    if (event->type != YAML_SCALAR_EVENT || event->data.scalar.length == 0) {
        refuse(reader, DIAG_YAML_KEY, event);
        return false;
    }
    refuse_properties(reader, event, event->data.scalar.anchor, event->data.scalar.tag);
    entry->key = scalar_text(reader, event, entry->key_span);
    return true;
}

static bool read_entry_value(struct reader *reader, struct value_entry *entry, size_t depth)
{
    yaml_event_t event;
    if (!next(reader, &event))
        return false;
    entry->value = read_node(reader, &event, depth + 1);
    yaml_event_delete(&event);
    return entry->value != NULL;
}

/* Entries up to the end of the map; false after a report. */
static bool read_entries(struct reader *reader, struct value *map, struct tree_entries *entries,
                         size_t depth)
{
    for (;;) {
        yaml_event_t event;
        if (!next(reader, &event))
            return false;
        struct value_entry entry = {{"", 0}, {0, 0, 0}, NULL};
        bool end = event.type == YAML_MAPPING_END_EVENT;
        bool right = !end && read_key(reader, &event, &entry);
        if (end)
            end_span(reader, map, &event,
                     entries->list.count == 0
                         ? NULL
                         : entries->list.items[entries->list.count - 1].value);
        yaml_event_delete(&event);
        if (!right || !read_entry_value(reader, &entry, depth))
            return end;
        *array_push(&reader->tree.job->arena, &entries->list) = entry;
    }
}

static struct value *read_map(struct reader *reader, const yaml_event_t *event, size_t depth)
{
    struct span span = span_of(reader, event);
    refuse_properties(reader, event, event->data.mapping_start.anchor,
                      event->data.mapping_start.tag);
    struct value *map = tree_value(&reader->tree, VALUE_MAP, span.start, span.end, depth);
    struct tree_entries entries = {{NULL, 0, 0}};
    if (map == NULL || !read_entries(reader, map, &entries, depth))
        return NULL;
    tree_close_map(&reader->tree, map, &entries);
    return map;
}

/* The value that starts with `event`, or NULL after a report that ends the reading. */
static struct value *read_node(struct reader *reader, yaml_event_t *event, size_t depth)
{
    if (event->type == YAML_SCALAR_EVENT)
        return read_scalar(reader, event, depth);
    if (event->type == YAML_SEQUENCE_START_EVENT)
        return read_list(reader, event, depth);
    if (event->type == YAML_MAPPING_START_EVENT)
        return read_map(reader, event, depth);
    refuse(reader, DIAG_YAML_ALIAS, event);
    struct span span = span_of(reader, event);
    return tree_value(&reader->tree, VALUE_NULL, span.start, span.end, depth);
}

/* The events around the one document; an empty stream is an empty value. */
static struct value *read_stream(struct reader *reader)
{
    struct value *root = NULL;
    for (;;) {
        yaml_event_t event;
        if (!next(reader, &event))
            return NULL;
        yaml_event_type_t type = event.type;
        bool second = type == YAML_DOCUMENT_START_EVENT && root != NULL;
        if (second)
            refuse(reader, DIAG_YAML_DOCUMENTS, &event);
        bool node = type != YAML_STREAM_START_EVENT && type != YAML_STREAM_END_EVENT &&
                    type != YAML_DOCUMENT_START_EVENT && type != YAML_DOCUMENT_END_EVENT;
        if (node)
            root = read_node(reader, &event, 1);
        yaml_event_delete(&event);
        if (second || (node && root == NULL))
            return NULL;
        if (type == YAML_STREAM_END_EVENT)
            return root != NULL ? root : tree_value(&reader->tree, VALUE_NULL, 0, 0, 1);
    }
}

struct value *value_read_yaml(struct job *job, uint32_t number)
{
    struct reader reader = {.tree = {job, number, 0, false},
                            .text = source_find(job, number)->text};
    if (yaml_parser_initialize(&reader.parser) == 0)
        arena_exhausted(&job->arena);
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)reader.text.bytes,
                                 reader.text.length);
    struct value *root = read_stream(&reader);
    yaml_parser_delete(&reader.parser);
    return reader.tree.failed ? NULL : root;
}
