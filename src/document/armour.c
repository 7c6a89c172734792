/*
 * Takes a line of Markdown, gives it with everything that CommonMark would misread as tokens:
 * citation keys (pandoc's rules, MANUAL.txt "Citation syntax"), footnote marks, variables and
 * attributes. A backslash before any of them keeps it as text.
 */
#include <string.h>

#include "document/preparing.h"

struct armour {
    struct preparing *preparing;
    struct text text;
    struct span place;
    size_t at;   /* the byte looked at */
    size_t done; /* bytes already written */
    bool cited;  /* a citation key was seen since the last "[" */
};

bool rune_in_word(uint32_t rune)
{
    if (rune < 0x80)
        return text_alpha((char)rune) || text_digit((char)rune);
    static const struct {
        uint32_t from, to;
    } others[] = {
        {0x80, 0xA9},     {0xAB, 0xB1},     {0xB4, 0xB4},       {0xB6, 0xB8},
        {0xBB, 0xBB},     {0xBF, 0xBF},     {0xD7, 0xD7},       {0xF7, 0xF7},
        {0x2000, 0x206F}, {0x20A0, 0x20CF}, {0x2190, 0x2BFF},   {0x2E00, 0x2E7F},
        {0x3000, 0x3004}, {0x3008, 0x3020}, {0xE000, 0xF8FF},   {0xFE10, 0xFE1F},
        {0xFE30, 0xFE6F}, {0xFF01, 0xFF0F}, {0xFF1A, 0xFF20},   {0xFF3B, 0xFF40},
        {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFD}, {0x1F000, 0x1FAFF}, {0xF0000, 0x10FFFF},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (rune >= others[i].from && rune <= others[i].to)
            return false;
    return true;
}

struct span span_within(struct text text, struct span place, size_t start, size_t end)
{
    if (place.end - place.start == text.length) {
        place.end = place.start + (uint32_t)end;
        place.start += (uint32_t)start;
    }
    return place;
}

static struct span armour_span(const struct armour *armour, size_t start, size_t end)
{
    const uint32_t *places = armour->preparing->places;
    struct span span = span_within(armour->text, armour->place, start, end);
    if (places != NULL) {
        span.start = places[start];
        span.end = places[end];
    }
    return span;
}

static char byte_at(const struct armour *armour, size_t at)
{
    return at < armour->text.length ? armour->text.bytes[at] : '\n';
}

/* The code point that ends before byte `at`, or a space at the start. */
static uint32_t rune_before(struct text text, size_t at)
{
    if (at == 0)
        return ' ';
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && ((unsigned char)text.bytes[start] & 0xC0) == 0x80)
        start--;
    return text_next(text, &start);
}

/* Whether the byte at `at` has an odd number of backslashes before it. */
static bool escaped(const struct armour *armour, size_t at)
{
    size_t count = 0;
    while (count < at && armour->text.bytes[at - count - 1] == '\\')
        count++;
    return count % 2 == 1;
}

/* Where the bytes from `start` on, which stand side by side in the source too, end. */
static size_t run_end(const struct armour *armour, size_t start, size_t end)
{
    const uint32_t *places = armour->preparing->places;
    size_t at = start + 1;
    while (places != NULL && at < end && places[at] == places[at - 1] + 1)
        at++;
    return places == NULL ? end : at;
}

/* Writes what was passed over verbatim. */
static void flush(struct armour *armour, size_t end)
{
    for (size_t next; armour->done < end; armour->done = next) {
        next = run_end(armour, armour->done, end);
        stream_add(armour->preparing->stream, text_slice(armour->text, armour->done, next),
                   armour_span(armour, armour->done, next));
    }
    armour->done = end;
}

/* Writes a token in place of bytes [start, end). */
static struct token *replace(struct armour *armour, enum token_kind kind, size_t start,
                             size_t end)
{
    flush(armour, start);
    struct span span = armour_span(armour, start, end);
    struct token *token = preparing_token(armour->preparing, kind, span);
    stream_token(armour->preparing->stream, SENTINEL_INLINE,
                 armour->preparing->out->tokens.count - 1, span);
    token->written = text_slice(armour->text, start, end);
    armour->at = armour->done = end;
    return token;
}

/* ---- citation keys
 * ---------------------------------------------------------------------------*/

static bool in_word_at(struct text text, size_t at, size_t *next)
{
    if (at >= text.length)
        return false;
    *next = at;
    uint32_t rune = text_next(text, next);
    return rune == '_' || rune_in_word(rune);
}

/* Where the bare key that starts at `at` ends; `at` itself if there is none. One of the marks
 * inside a key counts only if a letter, digit or "_" follows; ":" and "/" also before "/". */
static size_t bare_key_end(struct text text, size_t at)
{
    size_t next;
    if (at < text.length && text.bytes[at] == '*')
        next = at + 1;
    else if (!in_word_at(text, at, &next))
        return at;
    for (at = next; at < text.length; at = next) {
        if (in_word_at(text, at, &next))
            continue;
        char mark = text.bytes[at];
        if (mark == '\0' || strchr(":.#$%&-+?<>~/", mark) == NULL)
            break;
        bool slash =
            (mark == ':' || mark == '/') && at + 1 < text.length && text.bytes[at + 1] == '/';
        if (!slash && !in_word_at(text, at + 1, &next))
            break;
        next = at + 1;
    }
    return at;
}

/* Where the key in braces that starts at `at` ends, behind its "}"; `at` if there is none:
 * anything with balanced braces and no spaces. */
static size_t braced_key_end(struct text text, size_t at)
{
    size_t depth = 0;
    for (size_t i = at; i < text.length && i - at < 256; i++) {
        if (text_space(text.bytes[i]))
            return at;
        depth += text.bytes[i] == '{';
        if (text.bytes[i] == '}' && --depth == 0)
            return i - at < 2 ? at : i + 1;
    }
    return at;
}

/* Whether "-" stands before "@" at byte `at` to leave out the author's name. */
static bool suppresses(const struct armour *armour, size_t at)
{
    if (at == 0 || armour->text.bytes[at - 1] != '-' || escaped(armour, at - 1))
        return false;
    uint32_t before = rune_before(armour->text, at - 1);
    return before != '-' && !rune_in_word(before);
}

static void take_key(struct armour *armour)
{
    size_t at = armour->at++;
    if (rune_in_word(rune_before(armour->text, at)))
        return;
    bool braced = byte_at(armour, at + 1) == '{';
    size_t end =
        braced ? braced_key_end(armour->text, at + 1) : bare_key_end(armour->text, at + 1);
    if (end == at + 1)
        return;
    bool bare_of_author = suppresses(armour, at);
    struct token *token = replace(armour, TOKEN_CITE, at - bare_of_author, end);
    token->text = text_slice(armour->text, at + 1 + braced, end - braced);
    token->mode = bare_of_author ? CITE_NO_AUTHOR : CITE_GROUPED;
    armour->cited = true;
}

/* ---- the other tokens
 * ------------------------------------------------------------------------*/

/* "[^label]" */
static bool take_mark(struct armour *armour)
{
    size_t start = armour->at + 2;
    size_t end = start;
    while (end < armour->text.length && end - start < 256 && byte_at(armour, end) != ']' &&
           byte_at(armour, end) != '[' && !text_space(byte_at(armour, end)))
        end++;
    if (byte_at(armour, armour->at + 1) != '^' || end == start || byte_at(armour, end) != ']')
        return false;
    struct token *token = replace(armour, TOKEN_MARK, armour->at, end + 1);
    token->text = text_slice(armour->text, start, end);
    return true;
}

/* "{{name}}" */
static void take_variable(struct armour *armour)
{
    size_t start = armour->at + 2;
    size_t end = start;
    while (end < armour->text.length && end - start < 256 && byte_at(armour, end) != '}' &&
           byte_at(armour, end) != '{')
        end++;
    bool whole = byte_at(armour, armour->at + 1) == '{' && byte_at(armour, end) == '}' &&
                 byte_at(armour, end + 1) == '}';
    struct text name = text_trim(text_slice(armour->text, start, end));
    if (!whole || name.length == 0) {
        armour->at++;
        return;
    }
    struct token *token = replace(armour, TOKEN_VARIABLE, armour->at, end + 2);
    token->text = name;
}

/* "{.class}" at byte `at`; reports what begins like attributes and is none. */
static bool take_attributes(struct armour *armour, size_t at)
{
    struct preparing *preparing = armour->preparing;
    if (!attributes_begin(armour->text, at))
        return false;
    struct attributes *attributes = arena_alloc(preparing->reader->arena, sizeof *attributes);
    size_t end = at;
    struct span place = armour->place;
    if (preparing->places != NULL) {
        place.start = 0;
        place.end = (uint32_t)armour->text.length;
    }
    if (!attributes_parse(preparing->reader->arena, armour->text, &end, place, attributes)) {
        diag(preparing->reader->job, DIAG_ATTRIBUTES_BAD, armour_span(armour, at, at + 1),
             NULL);
        return false;
    }
    if (preparing->places != NULL)
        attributes_place(attributes, preparing->places);
    replace(armour, TOKEN_ATTRIBUTES, at, end)->attributes = attributes;
    return true;
}

static void open_bracket(struct armour *armour)
{
    struct preparing *preparing = armour->preparing;
    armour->cited = false;
    if (take_mark(armour))
        return;
    armour->at++;
    if (++preparing->brackets <= BRACKETS_MOST || preparing->refused)
        return;
    preparing->refused = true;
    diag(preparing->reader->job, DIAG_MARKDOWN_BRACKETS,
         armour_span(armour, armour->at - 1, armour->at),
         reader_number(preparing->reader, BRACKETS_MOST), NULL);
}

/* Behind "]" or ")": attributes, or the colon of what must not become a link definition. */
static void close_bracket(struct armour *armour)
{
    struct preparing *preparing = armour->preparing;
    char byte = byte_at(armour, armour->at++);
    if (byte == ']' && preparing->brackets > 0)
        preparing->brackets--;
    if (byte == ']' && armour->cited && byte_at(armour, armour->at) == ':') {
        flush(armour, armour->at);
        stream_add(preparing->stream, text_of(SENTINEL_BREAK),
                   armour_span(armour, armour->at, armour->at));
    }
    if (byte_at(armour, armour->at) == '{' && byte_at(armour, armour->at + 1) != '{')
        take_attributes(armour, armour->at);
}

/* A character of U+E000–U+E00F is dropped with a report; others pass. */
static void take_private(struct armour *armour)
{
    size_t next = armour->at;
    uint32_t rune = text_next(armour->text, &next);
    if (rune >= 0xE000 && rune <= 0xE00F) {
        flush(armour, armour->at);
        diag(armour->preparing->reader->job, DIAG_MARKDOWN_PRIVATE,
             armour_span(armour, armour->at, next), NULL);
        armour->done = next;
    }
    armour->at = next;
}

static void take_special(struct armour *armour)
{
    switch (byte_at(armour, armour->at)) {
    case '\\':
        armour->at += armour->at + 1 < armour->text.length ? 1 : 0;
        if (((unsigned char)armour->text.bytes[armour->at] & 0x80) == 0)
            armour->at++;
        break;
    case '@':
        take_key(armour);
        break;
    case '[':
        open_bracket(armour);
        break;
    case ']':
    case ')':
        close_bracket(armour);
        break;
    case '{':
        take_variable(armour);
        break;
    case '\xEE':
        take_private(armour);
        break;
    default:
        armour->at++;
    }
}

/* Whether the byte may have a meaning in Markdown, for the limit on such marks and for speed.
 */
static bool special(char byte)
{
    switch (byte) {
    case '\\':
    case '@':
    case '[':
    case ']':
    case ')':
    case '{':
    case '\xEE':
    case '*':
    case '_':
    case '`':
    case '<':
    case '&':
    case '!':
    case '~':
    case '^':
        return true;
    default:
        return false;
    }
}

void armour_start(struct preparing *preparing)
{
    preparing->paragraph = 0;
    preparing->brackets = 0;
    preparing->refused = false;
}

/* Counts a line against the limits; false if it is one too many and to be left out. */
static bool affordable(struct preparing *preparing, struct text text, struct span place)
{
    preparing->paragraph += text.length + 1;
    if (preparing->paragraph > PARAGRAPH_MOST && !preparing->refused) {
        preparing->refused = true;
        diag(preparing->reader->job, DIAG_MARKDOWN_LONG, span_within(text, place, 0, 0),
             reader_number(preparing->reader, PARAGRAPH_MOST), NULL);
    }
    return !preparing->refused;
}

void armour_line(struct preparing *preparing, struct text text, struct span place)
{
    struct armour armour = {preparing, text, place, 0, 0, false};
    if (!affordable(preparing, text, place))
        return;
    size_t marks = 0;
    while (armour.at < text.length && !preparing->refused) {
        if (!special(text.bytes[armour.at])) {
            armour.at++;
            continue;
        }
        marks++;
        take_special(&armour);
    }
    flush(&armour, preparing->refused ? armour.done : text.length);
    preparing->reader->marks += marks;
}

void armour_heading(struct preparing *preparing, struct text text, struct span place)
{
    size_t end = text.length;
    while (end > 0 && (text_space(text.bytes[end - 1]) || text.bytes[end - 1] == '#'))
        end--;
    size_t open = end;
    while (open > 0 && text.bytes[open - 1] != '{')
        open--;
    if (end == 0 || open == 0 || text.bytes[end - 1] != '}' ||
        !attributes_begin(text, open - 1)) {
        armour_line(preparing, text, place);
        return;
    }
    armour_line(preparing, text_slice(text, 0, open - 1),
                span_within(text, place, 0, open - 1));
    struct armour armour = {preparing, text, place, open - 1, open - 1, false};
    take_attributes(&armour, open - 1);
    flush(&armour, text.length);
}
