/*
 * Takes inline nodes, gives pieces with their places. The one idea: a cursor moves forward
 * through the prepared text in step with the nodes, byte by byte through their text and over
 * the markup between them; so places are exact where cmark's own are not, and a character after
 * a backslash, or written as an entity, is known from one that is markup.
 */
#include "document/builder.h"

#include <string.h>

#include "document/variables.h"

static struct text prepared_text(const struct builder *builder)
{
    return builder->prepared->text;
}

static char cursor_byte(const struct builder *builder)
{
    struct text text = prepared_text(builder);
    return builder->at < text.length ? text.bytes[builder->at] : '\n';
}

static size_t line_start(const struct builder *builder, size_t line)
{
    return line < builder->prepared->line_count ? builder->prepared->lines[line]
                                                : prepared_text(builder).length;
}

static void skip_spaces(struct builder *builder)
{
    while (cursor_byte(builder) == ' ' || cursor_byte(builder) == '\t')
        builder->at++;
}

void pieces_start(struct builder *builder, size_t line)
{
    builder->line = line;
    builder->at = (uint32_t)line_start(builder, line);
    skip_spaces(builder);
}

/* Moves to the content of the next line. */
static void next_line(struct builder *builder)
{
    pieces_start(builder, builder->line + 1);
}

/* Sets the line after a jump of the cursor over markup. */
static void settle(struct builder *builder)
{
    while (line_start(builder, builder->line + 1) <= builder->at &&
           builder->line + 1 < builder->prepared->line_count)
        builder->line++;
}

struct level *pieces_level(struct builder *builder)
{
    return &builder->levels[builder->level_count - 1];
}

static struct piece *add_piece(struct builder *builder, enum piece_kind kind, uint32_t at,
                               uint32_t end)
{
    struct piece *piece = array_push(builder->reader->arena, &pieces_level(builder)->pieces);
    piece->kind = kind;
    piece->at = at;
    piece->end = end;
    piece->partner = NO_PARTNER;
    piece->token = NULL;
    piece->node = NULL;
    piece->text = text_slice(prepared_text(builder), at, end);
    return piece;
}

/* ---- text
 * -------------------------------------------------------------------------------------*/

static bool single_mark(char byte, enum piece_kind *kind)
{
    switch (byte) {
    case '[':
        *kind = PIECE_OPEN;
        return true;
    case ']':
        *kind = PIECE_CLOSE;
        return true;
    case '~':
        *kind = PIECE_TILDE;
        return true;
    case '^':
        *kind = PIECE_CARET;
        return true;
    case ';':
        *kind = PIECE_SEMICOLON;
        return true;
    default:
        return false;
    }
}

static bool punctuation(char byte)
{
    return byte > ' ' && byte < 0x7F && !text_alpha(byte) && !text_digit(byte);
}

/* Text under way: bytes [run, builder->at) are verbatim. */
struct progress {
    struct text literal;
    size_t at;
    uint32_t run;
};

static void flush(struct builder *builder, const struct progress *progress)
{
    if (builder->at > progress->run)
        add_piece(builder, PIECE_TEXT, progress->run, builder->at);
}

/* What a claim prints stands in the text as finished nodes. */
static void add_use(struct builder *builder, const struct token *token, uint32_t at,
                    uint32_t end)
{
    struct inlines inlines = uses_expand(builder->reader, token->text, token->span);
    for (size_t i = 0; i < inlines.count; i++) {
        struct piece *piece = add_piece(builder, PIECE_NODE, at, end);
        piece->node = &inlines.items[i];
    }
}

/* A variable's value is text like any other; one to fill in stays a token. */
static void set_variable(struct builder *builder, struct piece *piece)
{
    const struct variable *variable =
        variables_find(builder->reader, piece->token->text, piece->token->span);
    if (variable != NULL)
        piece->text = variable->text;
    if (variable == NULL || !variable->to_fill)
        piece->kind = PIECE_TEXT;
}

/* A token or another sentinel at the cursor. */
static void take_sentinel(struct builder *builder, struct progress *progress)
{
    struct text rest =
        text_slice(prepared_text(builder), builder->at, prepared_text(builder).length);
    if (text_starts(rest, SENTINEL_BREAK)) {
        flush(builder, progress);
        builder->at += SENTINEL_SIZE;
        progress->at += SENTINEL_SIZE;
        progress->run = builder->at;
        return;
    }
    if (!text_starts(rest, SENTINEL_INLINE) && !text_starts(rest, SENTINEL_BLOCK)) {
        builder->at++;
        progress->at++;
        return;
    }
    flush(builder, progress);
    size_t end = builder->at;
    const struct token *token = prepared_token(builder->prepared, prepared_text(builder), &end);
    if (token != NULL && token->kind == TOKEN_VARIABLE &&
        uses_named(builder->reader, token->text)) {
        add_use(builder, token, builder->at, (uint32_t)end);
        progress->at += end - builder->at;
        builder->at = progress->run = (uint32_t)end;
        return;
    }
    struct piece *piece = add_piece(builder, PIECE_TOKEN, builder->at, (uint32_t)end);
    piece->token = token;
    piece->text = token == NULL ? TEXT("") : token->written;
    if (token == NULL)
        piece->kind = PIECE_TEXT;
    else if (token->kind == TOKEN_VARIABLE)
        set_variable(builder, piece);
    progress->at += end - builder->at;
    builder->at = progress->run = (uint32_t)end;
}

/* Whether an entity is written at the cursor; `*end` is behind it. */
static bool entity_at(const struct builder *builder, uint32_t *end)
{
    struct text text = prepared_text(builder);
    size_t at = builder->at + 1;
    while (at < text.length && at - builder->at < 40 &&
           (text_alpha(text.bytes[at]) || text_digit(text.bytes[at]) || text.bytes[at] == '#'))
        at++;
    *end = (uint32_t)at + 1;
    return at > builder->at + 1 && at < text.length && text.bytes[at] == ';';
}

/* An entity at the cursor stands for one code point of the literal, or two. */
static bool take_entity(struct builder *builder, struct progress *progress)
{
    uint32_t end;
    struct text literal = progress->literal;
    if (!entity_at(builder, &end))
        return false;
    struct text written = text_slice(prepared_text(builder), builder->at, end);
    if (text_starts(text_slice(literal, progress->at, literal.length), "&") &&
        text_equal(text_slice(literal, progress->at, progress->at + written.length), written))
        return false;
    flush(builder, progress);
    size_t next = progress->at;
    text_next(literal, &next);
    struct text text = prepared_text(builder);
    if (next < literal.length && end < text.length && literal.bytes[next] != text.bytes[end] &&
        text.bytes[end] != '\\' && text.bytes[end] != '&')
        text_next(literal, &next);
    struct piece *piece = add_piece(builder, PIECE_TEXT, builder->at, end);
    piece->text = text_copy(builder->reader->arena, text_slice(literal, progress->at, next));
    progress->at = next;
    builder->at = progress->run = end;
    return true;
}

/* A character after a backslash is text, whatever it is. */
static bool take_escape(struct builder *builder, struct progress *progress)
{
    struct text text = prepared_text(builder);
    bool escape = cursor_byte(builder) == '\\' && builder->at + 1 < text.length &&
                  punctuation(text.bytes[builder->at + 1]) &&
                  text.bytes[builder->at + 1] == progress->literal.bytes[progress->at];
    if (!escape)
        return false;
    flush(builder, progress);
    struct piece *piece = add_piece(builder, PIECE_TEXT, builder->at, builder->at + 2);
    piece->text = text_slice(text, builder->at + 1, builder->at + 2);
    builder->at += 2;
    progress->at++;
    progress->run = builder->at;
    return true;
}

/* The literal does not stand at the cursor: looks for it further on in the same block. */
static bool resync(struct builder *builder, struct progress *progress)
{
    struct text text = prepared_text(builder);
    size_t window = text.length - builder->at;
    if (window > 4096)
        window = 4096;
    size_t length = progress->literal.length - progress->at;
    if (length > 16)
        length = 16;
    const char *found = memmem(text.bytes + builder->at, window,
                               progress->literal.bytes + progress->at, length);
    if (found == NULL)
        return false;
    builder->at = progress->run = (uint32_t)(found - text.bytes);
    settle(builder);
    return true;
}

/* One step of the literal and the cursor together; false if they disagree. */
static bool step(struct builder *builder, struct progress *progress)
{
    char byte = progress->literal.bytes[progress->at];
    enum piece_kind kind;
    if (take_escape(builder, progress))
        return true;
    if (cursor_byte(builder) == '&' && take_entity(builder, progress))
        return true;
    if (cursor_byte(builder) != byte)
        return false;
    if (byte == '\xEE') {
        take_sentinel(builder, progress);
        return true;
    }
    if (single_mark(byte, &kind)) {
        flush(builder, progress);
        add_piece(builder, kind, builder->at, builder->at + 1);
        progress->run = builder->at + 1;
    }
    builder->at++;
    progress->at++;
    return true;
}

/* Passes over bytes that mean nothing but themselves. */
static void run_on(struct builder *builder, struct progress *progress)
{
    static const bool stops[256] = {['['] = true, [']'] = true, ['~'] = true,  ['^'] = true,
                                    [';'] = true, ['&'] = true, [0xEE] = true, ['\\'] = true};
    struct text text = prepared_text(builder);
    const char *from = text.bytes + builder->at;
    const char *literal = progress->literal.bytes + progress->at;
    size_t most = progress->literal.length - progress->at;
    if (most > text.length - builder->at)
        most = text.length - builder->at;
    size_t count = 0;
    while (count < most && from[count] == literal[count] && !stops[(unsigned char)from[count]])
        count++;
    builder->at += (uint32_t)count;
    progress->at += count;
}

static void take_text(struct builder *builder, struct text literal)
{
    struct progress progress = {literal, 0, builder->at};
    bool lost = false;
    while (progress.at < literal.length) {
        run_on(builder, &progress);
        if (progress.at == literal.length || step(builder, &progress))
            continue;
        flush(builder, &progress);
        if (!lost && resync(builder, &progress)) {
            lost = true;
            continue;
        }
        struct text rest = text_slice(literal, progress.at, literal.length);
        rest = prepared_restore(builder->reader->arena, builder->prepared, rest);
        struct piece *piece = add_piece(builder, PIECE_TEXT, builder->at, builder->at);
        piece->text = text_copy(builder->reader->arena, rest);
        return;
    }
    flush(builder, &progress);
}

/* ---- nodes without children
 * ---------------------------------------------------------------*/

static void add_node(struct builder *builder, struct inline_node node, uint32_t at,
                     uint32_t end)
{
    struct piece *piece = add_piece(builder, PIECE_NODE, at, end);
    piece->node = arena_alloc(builder->reader->arena, sizeof *piece->node);
    *piece->node = node;
    piece->node->span = prepared_span(builder->prepared, at, end);
}

static struct text kept(struct builder *builder, struct text text)
{
    struct arena *arena = builder->reader->arena;
    return text_copy(arena, prepared_restore(arena, builder->prepared, text));
}

static void take_break(struct builder *builder, bool hard)
{
    struct text text = prepared_text(builder);
    uint32_t at = builder->at;
    uint32_t end = (uint32_t)text_find(text, '\n', at) + 1;
    next_line(builder);
    if (hard) {
        struct inline_node node = {.kind = INLINE_BREAK};
        add_node(builder, node, at, end);
    } else {
        add_piece(builder, PIECE_TEXT, end - 1, end)->text = TEXT(" ");
    }
}

static size_t backticks(struct text text, size_t at)
{
    size_t end = at;
    while (end < text.length && text.bytes[end] == '`')
        end++;
    return end - at;
}

static void take_code(struct builder *builder, struct text literal)
{
    struct text text = prepared_text(builder);
    size_t at = text_find(text, '`', builder->at);
    size_t run = backticks(text, at);
    size_t end = at + run;
    while (end < text.length) {
        end = text_find(text, '`', end);
        size_t closing = backticks(text, end);
        end += closing;
        if (closing == run)
            break;
    }
    struct inline_node node = {.kind = INLINE_CODE, .text = kept(builder, literal)};
    add_node(builder, node, (uint32_t)at, (uint32_t)end);
    builder->at = (uint32_t)end;
    settle(builder);
}

static void take_html(struct builder *builder, struct text literal)
{
    struct text text = prepared_text(builder);
    size_t at = text_find(text, '<', builder->at);
    size_t end = at + literal.length < text.length ? at + literal.length : text.length;
    diag(builder->reader->job, DIAG_MARKDOWN_HTML, prepared_span(builder->prepared, at, end),
         reader_string(builder->reader, kept(builder, literal)), NULL);
    builder->at = (uint32_t)end;
    settle(builder);
}

void pieces_leaf(struct builder *builder, const struct node *node)
{
    if (builder->level_count == 0)
        return;
    if (node->kind == NODE_TEXT)
        take_text(builder, node->literal);
    else if (node->kind == NODE_SOFT_BREAK || node->kind == NODE_HARD_BREAK)
        take_break(builder, node->kind == NODE_HARD_BREAK);
    else if (node->kind == NODE_CODE_SPAN)
        take_code(builder, node->literal);
    else if (node->kind == NODE_HTML_SPAN)
        take_html(builder, node->literal);
}

/* ---- nodes with children
 * ------------------------------------------------------------------*/

static void skip_one(struct builder *builder, char byte)
{
    if (cursor_byte(builder) == byte)
        builder->at++;
}

static void skip_emphasis(struct builder *builder, enum node_kind kind)
{
    for (int i = 0; i < (kind == NODE_STRONG ? 2 : 1); i++)
        if (cursor_byte(builder) == '*' || cursor_byte(builder) == '_')
            builder->at++;
}

/* Behind `end` from byte `at` on, backslashes minded; text.length + 1 if it is not there. */
static size_t behind(struct text text, size_t at, char end)
{
    while (at < text.length && text.bytes[at] != end)
        at += text.bytes[at] == '\\' ? 2 : 1;
    return at + 1;
}

static size_t behind_spaces(struct text text, size_t at)
{
    while (at < text.length && text_space(text.bytes[at]))
        at++;
    return at;
}

/* Behind a link's destination that is not in "<…>". */
static size_t behind_plain(struct text text, size_t at)
{
    size_t depth = 0;
    while (at < text.length && !text_space(text.bytes[at])) {
        if (text.bytes[at] == ')' && depth-- == 0)
            break;
        depth += text.bytes[at] == '(';
        at += text.bytes[at] == '\\' ? 2 : 1;
    }
    return at;
}

/* Behind "(destination "title")" at byte `at`, or `at` if it is not one (CommonMark 0.30,
 * section 6.3). */
static size_t behind_destination(struct text text, size_t start)
{
    size_t at = behind_spaces(text, start + 1);
    if (at < text.length && text.bytes[at] == '<')
        at = behind(text, at + 1, '>');
    else
        at = behind_plain(text, at);
    at = behind_spaces(text, at);
    if (at < text.length && (text.bytes[at] == '"' || text.bytes[at] == '\''))
        at = behind(text, at + 1, text.bytes[at]);
    else if (at < text.length && text.bytes[at] == '(')
        at = behind(text, at + 1, ')');
    at = behind_spaces(text, at);
    return at < text.length && text.bytes[at] == ')' ? at + 1 : start;
}

/* Moves over "](…)", "][…]" or "]". */
static void skip_link_end(struct builder *builder)
{
    struct text text = prepared_text(builder);
    skip_one(builder, ']');
    if (cursor_byte(builder) == '(')
        builder->at = (uint32_t)behind_destination(text, builder->at);
    else if (cursor_byte(builder) == '[')
        builder->at = (uint32_t)behind(text, builder->at, ']');
    if (builder->at > text.length)
        builder->at = (uint32_t)text.length;
    settle(builder);
}

static void skip_opening(struct builder *builder, struct level *level, const struct node *node)
{
    if (node->kind == NODE_EMPHASIS || node->kind == NODE_STRONG) {
        skip_emphasis(builder, node->kind);
    } else if (node->kind == NODE_HEADING) {
        size_t end = builder->at;
        while (end - builder->at < 6 && prepared_text(builder).bytes[end] == '#')
            end++;
        if (text_space(prepared_text(builder).bytes[end]))
            builder->at = (uint32_t)end;
        skip_spaces(builder);
    } else if (node->kind == NODE_LINK) {
        level->pointed = cursor_byte(builder) == '<';
        skip_one(builder, level->pointed ? '<' : '[');
    } else if (node->kind == NODE_IMAGE) {
        skip_one(builder, '!');
        skip_one(builder, '[');
    }
}

void pieces_open(struct builder *builder, const struct node *node)
{
    if (builder->level_count == INLINES_MOST) {
        if (builder->level_skipped++ == 0)
            diag(builder->reader->job, DIAG_MARKDOWN_DEEP,
                 prepared_span(builder->prepared, builder->at, builder->at),
                 reader_number(builder->reader, INLINES_MOST), NULL);
        return;
    }
    struct level *level = &builder->levels[builder->level_count++];
    level->pieces.count = 0;
    level->kind = node->kind;
    level->at = builder->at;
    level->pointed = false;
    level->url = level->title = TEXT("");
    if (node->kind == NODE_LINK || node->kind == NODE_IMAGE) {
        level->url = kept(builder, node->url);
        level->title = kept(builder, node->title);
    }
    builder->links += node->kind == NODE_LINK;
    skip_opening(builder, level, node);
}

static void skip_closing(struct builder *builder, const struct level *level)
{
    if (level->kind == NODE_EMPHASIS || level->kind == NODE_STRONG)
        skip_emphasis(builder, level->kind);
    else if (level->pointed)
        skip_one(builder, '>');
    else
        skip_link_end(builder);
}

/* A link without text to a place in the document prints that place's number. */
static void finish_link(struct builder *builder, const struct level *level,
                        struct inline_node *node)
{
    bool inside = text_starts(level->url, "#");
    node->kind = INLINE_LINK;
    node->text = level->url;
    if (node->children.count > 0)
        return;
    if (inside) {
        node->kind = INLINE_REFERENCE;
        node->text = text_slice(level->url, 1, level->url.length);
        return;
    }
    diag(builder->reader->job, DIAG_LINK_EMPTY,
         prepared_span(builder->prepared, level->at, builder->at), NULL);
}

static void finish_image(struct builder *builder, struct level *level, struct inline_node *node)
{
    struct buffer alt = buffer_new(builder->reader->arena);
    inlines_plain(builder, level->pieces.items, 0, level->pieces.count, &alt);
    node->kind = INLINE_IMAGE;
    node->text = text_trim(buffer_text(&alt));
    struct span span = prepared_span(builder->prepared, level->at, builder->at);
    node->number = images_read(builder->reader, level->url, span);
    if (node->text.length == 0)
        diag(builder->reader->job, DIAG_IMAGE_ALT, span, NULL);
}

void pieces_close(struct builder *builder, const struct node *node)
{
    if (builder->level_skipped > 0) {
        builder->level_skipped--;
        return;
    }
    struct level *level = pieces_level(builder);
    struct inline_node made = {.kind = INLINE_EMPHASIS};
    skip_closing(builder, level);
    if (level->kind == NODE_IMAGE) {
        finish_image(builder, level, &made);
    } else {
        made.children = inlines_build(builder, level->pieces.items, level->pieces.count);
        if (level->kind == NODE_STRONG)
            made.kind = INLINE_STRONG;
        else if (level->kind == NODE_LINK)
            finish_link(builder, level, &made);
    }
    builder->links -= node->kind == NODE_LINK;
    builder->level_count--;
    add_node(builder, made, level->at, builder->at);
    struct level *outer = pieces_level(builder);
    outer->pieces.items[outer->pieces.count - 1].text = level->title;
}
