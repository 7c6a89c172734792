/* Takes "{#id .class key=value}", gives its parts with places; see attributes.h. */
#include "document/attributes.h"

#include "data/exceptions.h"

#include <string.h>

/* The most bytes of one attribute block; keeps a line full of "{" from taking its square. */
#define ATTRIBUTES_MOST 4096

struct scan {
    struct arena *arena;
    struct text text;
    size_t at;
    size_t limit; /* bytes of `text` that may be read */
    struct span place;
};

static char peek(const struct scan *scan)
{
    return scan->at < scan->limit ? scan->text.bytes[scan->at] : '\n';
}

static struct located located_of(const struct scan *scan, size_t start, size_t end)
{
    struct located located = {text_slice(scan->text, start, end), scan->place};
    if (scan->place.end - scan->place.start == scan->text.length) {
        located.span.start = scan->place.start + (uint32_t)start;
        located.span.end = scan->place.start + (uint32_t)end;
    }
    return located;
}

static bool ends_word(char byte)
{
    return text_space(byte) || byte == '}' || byte == '\n';
}

static struct located take_word(struct scan *scan)
{
    size_t start = scan->at;
    while (!ends_word(peek(scan)) && peek(scan) != '=' && peek(scan) != '"')
        scan->at++;
    return located_of(scan, start, scan->at);
}

/* A value in quotes; a backslash keeps the quote after it. */
static bool take_quoted(struct scan *scan, struct located *value)
{
    char quote = peek(scan);
    size_t start = ++scan->at;
    struct buffer bytes = buffer_new(scan->arena);
    while (peek(scan) != quote) {
        if (peek(scan) == '\\' && scan->at + 1 < scan->limit &&
            scan->text.bytes[scan->at + 1] == quote)
            scan->at++;
        if (peek(scan) == '\n')
            return false;
        buffer_byte(&bytes, peek(scan));
        scan->at++;
    }
    *value = located_of(scan, start, scan->at);
    if (bytes.length != value->text.length)
        value->text = buffer_text(&bytes);
    scan->at++;
    return ends_word(peek(scan));
}

static bool take_pair(struct scan *scan, struct attributes *attributes)
{
    struct located name = take_word(scan);
    if (name.text.length == 0 || peek(scan) != '=')
        return false;
    scan->at++;
    struct located value = {TEXT(""), name.span};
    if (peek(scan) == '"' || peek(scan) == '\'') {
        if (!take_quoted(scan, &value))
            return false;
    } else {
        value = take_word(scan);
    }
    struct attribute *pair = array_push(scan->arena, &attributes->pairs);
    pair->name = name;
    pair->value = value;
    return ends_word(peek(scan));
}

static bool take_item(struct scan *scan, struct attributes *attributes)
{
    char first = peek(scan);
    if (first != '#' && first != '.' && first != '-')
        return take_pair(scan, attributes);
    scan->at++;
    struct located word = take_word(scan);
    if (first == '-') {
        word.text = word.text.length == 0 ? TEXT("unnumbered") : TEXT("");
        first = '.';
    }
    if (word.text.length == 0 || !ends_word(peek(scan)))
        return false;
    if (first == '#')
        attributes->id = word;
    else
        *array_push(scan->arena, &attributes->classes) = word;
    return true;
}

bool attributes_parse(struct arena *arena, struct text text, size_t *at, struct span place,
                      struct attributes *attributes)
{
    size_t limit = text.length - *at > ATTRIBUTES_MOST ? *at + ATTRIBUTES_MOST : text.length;
    struct scan scan = {arena, text, *at + 1, limit, place};
    memset(attributes, 0, sizeof *attributes);
    for (;;) {
        while (peek(&scan) == ' ' || peek(&scan) == '\t')
            scan.at++;
        if (peek(&scan) == '}')
            break;
        if (!take_item(&scan, attributes))
            return false;
    }
    scan.at++;
    attributes->span = located_of(&scan, *at, scan.at).span;
    *at = scan.at;
    return true;
}

static void move(struct span *span, const uint32_t *places)
{
    if (span->source == 0)
        return;
    span->start = places[span->start];
    span->end = places[span->end];
}

void attributes_place(struct attributes *attributes, const uint32_t *places)
{
    move(&attributes->span, places);
    move(&attributes->id.span, places);
    for (size_t i = 0; i < attributes->classes.count; i++)
        move(&attributes->classes.items[i].span, places);
    for (size_t i = 0; i < attributes->pairs.count; i++) {
        move(&attributes->pairs.items[i].name.span, places);
        move(&attributes->pairs.items[i].value.span, places);
    }
}

bool attributes_begin(struct text text, size_t at)
{
    if (at >= text.length || text.bytes[at] != '{')
        return false;
    at++;
    while (at < text.length && text.bytes[at] == ' ')
        at++;
    if (at >= text.length)
        return false;
    char first = text.bytes[at];
    if (first == '#' || first == '.')
        return at + 1 < text.length && !text_space(text.bytes[at + 1]);
    if (first == '-')
        return at + 1 < text.length && text.bytes[at + 1] == '}';
    size_t end = at;
    while (end < text.length && (text_alpha(text.bytes[end]) || text.bytes[end] == '-'))
        end++;
    return end > at && end < text.length && text.bytes[end] == '=';
}

bool attributes_class(const struct attributes *attributes, const char *name)
{
    for (size_t i = 0; i < attributes->classes.count; i++)
        if (text_is(attributes->classes.items[i].text, name))
            return true;
    return false;
}

const struct located *attributes_value(const struct attributes *attributes, const char *name)
{
    for (size_t i = 0; i < attributes->pairs.count; i++)
        if (text_is(attributes->pairs.items[i].name.text, name))
            return &attributes->pairs.items[i].value;
    return NULL;
}

/* Whether `name` is in `names`; `*nearest` gets the closest one that is near. */
static bool listed(struct text name, const char *const *names, const char **nearest)
{
    size_t best = name.length / 3 + 2;
    *nearest = "";
    for (; *names != NULL; names++) {
        size_t distance = text_distance(name, text_of(*names));
        if (distance == 0)
            return true;
        if (distance < best) {
            best = distance;
            *nearest = *names;
        }
    }
    return false;
}

static bool is_exception(struct text name)
{
    return text_is(name, "except") || text_is(name, "reason") || text_is(name, "until");
}

/* The words of `list`, each with its place. */
static struct texts words_of(struct arena *arena, const struct located *list)
{
    struct texts words = {0, arena_array(arena, list->text.length + 1, sizeof *words.items)};
    bool placed = list->span.end - list->span.start == list->text.length;
    for (size_t at = 0; at < list->text.length;) {
        size_t end = text_find(list->text, ' ', at);
        struct located *word = &words.items[words.count];
        *word = (struct located){text_slice(list->text, at, end), list->span};
        if (placed) {
            word->span.start = list->span.start + (uint32_t)at;
            word->span.end = list->span.start + (uint32_t)end;
        }
        words.count += end > at;
        at = end + 1;
    }
    return words;
}

void attributes_except(struct job *job, const struct attributes *attributes, struct span scope)
{
    const struct located *rules = attributes_value(attributes, "except");
    const struct located *reason = attributes_value(attributes, "reason");
    const struct located *until = attributes_value(attributes, "until");
    struct exception_parts parts = {0};
    if (rules == NULL)
        return;
    parts.rules = words_of(&job->arena, rules);
    if (reason != NULL)
        parts.reason = *reason;
    if (until != NULL)
        parts.until = *until;
    exceptions_add(job, &parts, scope, rules->span);
}

void attributes_check(struct job *job, const struct attributes *attributes, const char *what,
                      const char *const *classes, const char *const *names)
{
    const char *nearest;
    bool excepting = attributes_value(attributes, "except") != NULL;
    for (size_t i = 0; classes != NULL && i < attributes->classes.count; i++) {
        const struct located *class = &attributes->classes.items[i];
        if (!listed(class->text, classes, &nearest))
            diag(job, DIAG_CLASS_UNKNOWN, class->span, text_string(&job->arena, class->text),
                 what, nearest, NULL);
    }
    for (size_t i = 0; i < attributes->pairs.count; i++) {
        const struct located *name = &attributes->pairs.items[i].name;
        if (excepting && is_exception(name->text))
            continue;
        if (!listed(name->text, names, &nearest))
            diag(job, DIAG_ATTRIBUTE_UNKNOWN, name->span, text_string(&job->arena, name->text),
                 what, nearest, NULL);
    }
}

struct text attributes_styled(struct job *job, const struct attributes *attributes,
                              const char *what)
{
    for (size_t i = 1; i < attributes->classes.count; i++)
        diag(job, DIAG_CLASS_SECOND, attributes->classes.items[i].span, what, NULL);
    return attributes->classes.count > 0 ? attributes->classes.items[0].text : TEXT("");
}
