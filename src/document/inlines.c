/*
 * Takes the pieces of one level, gives its inlines: brackets and sub- and superscripts matched
 * over siblings, tokens turned into nodes, everything else merged into text.
 */
#include "document/builder.h"
#include "document/index.h"

#include <string.h>

/* What a piece begins. */
enum role { ROLE_TEXT, ROLE_RAISED, ROLE_NOTE, ROLE_GROUP, ROLE_SPAN, ROLE_TOKEN, ROLE_NODE };

/* ---- matching
 * ---------------------------------------------------------------------------------*/

static void match_brackets(struct piece *pieces, size_t count)
{
    size_t open[BRACKETS_MOST];
    size_t depth = 0;
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].kind == PIECE_OPEN && depth < BRACKETS_MOST) {
            open[depth++] = i;
        } else if (pieces[i].kind == PIECE_CLOSE && depth > 0) {
            pieces[i].partner = (uint32_t)open[--depth];
            pieces[pieces[i].partner].partner = (uint32_t)i;
        }
    }
}

static bool has_space(struct text text)
{
    return text_find(text, ' ', 0) < text.length || text_find(text, '\t', 0) < text.length;
}

/* The mark that ends the sub- or superscript opened at `at`: no space and no foreign bracket
 * lies between, and at least one piece. `count` if there is none. */
static size_t find_raised(const struct piece *pieces, size_t at, size_t count)
{
    for (size_t i = at + 1; i < count; i++) {
        const struct piece *piece = &pieces[i];
        if (piece->kind == pieces[at].kind)
            return i == at + 1 ? count : i;
        bool foreign =
            piece->kind == PIECE_CLOSE && (piece->partner == NO_PARTNER || piece->partner < at);
        bool breaks = piece->kind == PIECE_NODE && piece->node->kind == INLINE_BREAK;
        if (foreign || breaks || (piece->kind == PIECE_TEXT && has_space(piece->text)))
            return count;
    }
    return count;
}

static void match_raised(struct piece *pieces, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].kind != PIECE_TILDE && pieces[i].kind != PIECE_CARET)
            continue;
        if (i + 1 < count && pieces[i + 1].kind == pieces[i].kind) {
            while (i + 1 < count && pieces[i + 1].kind == pieces[i].kind)
                i++;
            continue;
        }
        size_t end = find_raised(pieces, i, count);
        if (end == count)
            continue;
        pieces[i].partner = (uint32_t)end;
        i = end;
    }
}

/* ---- making nodes
 * -----------------------------------------------------------------------------*/

struct inline_node *inlines_add(struct builder *builder, enum inline_kind kind,
                                const struct piece *first, const struct piece *last)
{
    struct inline_node *node = array_push(builder->reader->arena, &builder->inlines);
    memset(node, 0, sizeof *node);
    node->kind = kind;
    node->text = node->expansion = TEXT("");
    node->span = prepared_span(builder->prepared, first->at, last->end);
    return node;
}

void inlines_plain(const struct builder *builder, const struct piece *pieces, size_t low,
                   size_t high, struct buffer *out)
{
    for (size_t i = low; i < high; i++) {
        struct inlines one = {1, pieces[i].node};
        if (pieces[i].kind == PIECE_NODE)
            document_plain(builder->reader->document, one, out);
        else
            buffer_add(out, pieces[i].text);
    }
}

/* Adds pieces [low, high), all text, as one run. */
static void add_text(struct builder *builder, const struct piece *pieces, size_t low,
                     size_t high)
{
    struct text text = pieces[low].text;
    bool whole = true;
    for (size_t i = low + 1; i < high && whole; i++) {
        whole = text.bytes + text.length == pieces[i].text.bytes;
        text.length += pieces[i].text.length;
    }
    if (!whole) {
        struct buffer out = buffer_new(builder->reader->arena);
        for (size_t i = low; i < high; i++)
            buffer_add(&out, pieces[i].text);
        text = buffer_text(&out);
    }
    if (text.length > 0)
        abbreviations_split(
            builder, text,
            prepared_span(builder->prepared, pieces[low].at, pieces[high - 1].end));
}

static size_t add_raised(struct builder *builder, struct piece *pieces, size_t at)
{
    size_t end = pieces[at].partner;
    struct inlines children = inlines_range(builder, pieces, at + 1, end);
    enum inline_kind kind = pieces[at].kind == PIECE_CARET ? INLINE_SUPER : INLINE_SUB;
    inlines_add(builder, kind, &pieces[at], &pieces[end])->children = children;
    return end + 1;
}

static bool valid_language(struct text tag)
{
    for (size_t i = 0; i < tag.length; i++)
        if (!text_alpha(tag.bytes[i]) && !text_digit(tag.bytes[i]) && tag.bytes[i] != '-')
            return false;
    return tag.length >= 2 && text_alpha(tag.bytes[0]) && text_alpha(tag.bytes[1]);
}

/* A node around `children`, as the only one. */
static struct inlines wrapped(struct builder *builder, enum inline_kind kind, struct text text,
                              struct span span, struct inlines children)
{
    struct inline_node *node = arena_alloc(builder->reader->arena, sizeof *node);
    node->kind = kind;
    node->text = text;
    node->expansion = TEXT("");
    node->children = children;
    node->span = span;
    return (struct inlines){1, node};
}

/* A note of one paragraph, marked where `inlines` are built. */
static void mark_note(struct builder *builder, struct inlines inlines, struct span inside,
                      struct span span, bool margin)
{
    struct arena *arena = builder->reader->arena;
    struct block *block = arena_alloc(arena, sizeof *block);
    block->kind = BLOCK_PARAGRAPH;
    block->id = block->role = block->text = block->ordinal = TEXT("");
    block->inlines = inlines;
    block->span = inside;
    struct inline_node *node = array_push(arena, &builder->inlines);
    memset(node, 0, sizeof *node);
    node->kind = INLINE_NOTE;
    node->text = node->expansion = TEXT("");
    node->span = span;
    node->number = (uint32_t)builder->reader->notes.count;
    struct note *note = array_push(arena, &builder->reader->notes);
    note->blocks = (struct blocks){1, block};
    note->span = span;
    note->margin = margin;
}

/* Takes one of the spaces around what goes to the margin, where it leaves two, or one before a
 * stop or the paragraph's end. */
static void close_gap(struct builder *builder, size_t base, struct piece *next)
{
    struct inline_node *before = builder->inlines.count > base
                                     ? &builder->inlines.items[builder->inlines.count - 1]
                                     : NULL;
    bool spaced = before == NULL || (before->kind == INLINE_TEXT && before->text.length > 0 &&
                                     text_ends(before->text, " "));
    char first = next != NULL && next->text.length > 0 ? next->text.bytes[0] : '\0';
    if (!spaced)
        return;
    if (first == ' ') {
        next->text = text_slice(next->text, 1, next->text.length);
        next->at++;
    } else if (before != NULL && text_find(TEXT(".,;:!?)"), first, 0) < 7) {
        before->text.length--;
        before->span.end -= before->span.end > before->span.start;
    }
}

/* What a span says of its text besides its attributes' names: small capitals, a language. */
static struct inlines span_children(struct builder *builder, struct inlines children,
                                    const struct attributes *attributes, struct span span)
{
    struct job *job = builder->reader->job;
    const struct located *language = attributes_value(attributes, "lang");
    if (attributes_class(attributes, "small-caps"))
        children = wrapped(builder, INLINE_SMALL_CAPS, TEXT(""), span, children);
    children = index_span(builder->reader, attributes, children, span);
    if (language != NULL && !valid_language(language->text))
        diag(job, DIAG_LANGUAGE_TAG, language->span,
             reader_string(builder->reader, language->text), NULL);
    const struct located *claim = attributes_value(attributes, "claim");
    if (claim != NULL)
        uses_carry(builder->reader, claim, children, span);
    if (language != NULL)
        children = wrapped(builder, INLINE_LANGUAGE, language->text, span, children);
    return children;
}

/* "[text]{lang=fr .small-caps}", "[a note]{.margin}"; `base` inlines were there before the
 * level's first. */
static size_t add_span(struct builder *builder, struct piece *pieces, size_t at, size_t high,
                       size_t base)
{
    static const char *const classes[] = {"small-caps", "margin", "index", NULL};
    static const char *const names[] = {"lang", "claim", "index", "range", NULL};
    struct job *job = builder->reader->job;
    size_t close = pieces[at].partner, next = close + 2;
    const struct attributes *attributes = pieces[close + 1].token->attributes;
    struct span span = prepared_span(builder->prepared, pieces[at].at, pieces[close + 1].end);
    attributes_check(job, attributes, "span", classes, names);
    if (attributes->id.span.source != 0)
        diag(job, DIAG_ID_HERE, attributes->id.span, NULL);
    attributes_except(job, attributes, span);
    struct inlines children =
        span_children(builder, inlines_range(builder, pieces, at + 1, close), attributes, span);
    if (attributes_class(attributes, "margin")) {
        close_gap(builder, base, next < high ? &pieces[next] : NULL);
        mark_note(builder, children,
                  prepared_span(builder->prepared, pieces[at].end, pieces[close].at), span,
                  true);
        return next;
    }
    for (size_t i = 0; i < children.count; i++)
        *array_push(builder->reader->arena, &builder->inlines) = children.items[i];
    return next;
}

/* "^[the note]" */
static size_t add_note(struct builder *builder, struct piece *pieces, size_t at)
{
    size_t close = pieces[at + 1].partner;
    struct inlines inlines = inlines_range(builder, pieces, at + 2, close);
    mark_note(builder, inlines,
              prepared_span(builder->prepared, pieces[at + 1].end, pieces[close].at),
              prepared_span(builder->prepared, pieces[at].at, pieces[close].end), false);
    return close + 1;
}

/* A footnote's mark; an unknown label is reported, its text dropped. */
static void add_mark(struct builder *builder, const struct piece *piece)
{
    struct reader *reader = builder->reader;
    struct definition *definition = map_find(&reader->definitions, piece->token->text);
    if (definition == NULL) {
        struct text nearest = map_nearest(&reader->definitions, piece->token->text);
        diag(reader->job, DIAG_NOTE_UNDEFINED, piece->token->span,
             reader_string(reader, piece->token->text), reader_string(reader, nearest), NULL);
        return;
    }
    if (definition->used) {
        diag(reader->job, DIAG_NOTE_AGAIN, piece->token->span,
             reader_string(reader, piece->token->text), NULL);
        return;
    }
    definition->used = true;
    inlines_add(builder, INLINE_NOTE, piece, piece)->number = definition->note;
}

static size_t add_token(struct builder *builder, struct piece *pieces, size_t at, size_t high)
{
    const struct token *token = pieces[at].token;
    if (token->kind == TOKEN_CITE)
        return cites_in_text(builder, pieces, at, high);
    if (token->kind == TOKEN_MARK)
        add_mark(builder, &pieces[at]);
    else if (token->kind == TOKEN_VARIABLE)
        inlines_add(builder, INLINE_BLANK, &pieces[at], &pieces[at])->text = pieces[at].text;
    else if (token->kind == TOKEN_ATTRIBUTES)
        diag(builder->reader->job, DIAG_ATTRIBUTES_STRAY, token->span,
             reader_string(builder->reader, token->written), NULL);
    return at + 1;
}

/* ---- the walk over a level
 * --------------------------------------------------------------------*/

static bool attributes_follow(const struct piece *pieces, size_t at, size_t high)
{
    return at + 1 < high && pieces[at + 1].kind == PIECE_TOKEN &&
           pieces[at + 1].token->kind == TOKEN_ATTRIBUTES;
}

/* "^[": a footnote written where it is marked. */
static bool note_follows(const struct piece *pieces, size_t at, size_t high)
{
    return pieces[at].kind == PIECE_CARET && at + 1 < high &&
           pieces[at + 1].kind == PIECE_OPEN && pieces[at + 1].partner != NO_PARTNER &&
           pieces[at + 1].partner < high;
}

static enum role role_of(const struct piece *pieces, size_t at, size_t high)
{
    const struct piece *piece = &pieces[at];
    bool closed = piece->partner != NO_PARTNER && piece->partner < high;
    switch (piece->kind) {
    case PIECE_TILDE:
    case PIECE_CARET:
        if (closed && piece->partner > at)
            return ROLE_RAISED;
        return note_follows(pieces, at, high) ? ROLE_NOTE : ROLE_TEXT;
    case PIECE_OPEN:
        if (closed && attributes_follow(pieces, piece->partner, high))
            return ROLE_SPAN;
        return closed && cites_is_group(pieces, at) ? ROLE_GROUP : ROLE_TEXT;
    case PIECE_TOKEN:
        return ROLE_TOKEN;
    case PIECE_NODE:
        return ROLE_NODE;
    case PIECE_TEXT:
    case PIECE_CLOSE:
    case PIECE_SEMICOLON:
        return ROLE_TEXT;
    }
    return ROLE_TEXT;
}

/* Adds what begins at `at` behind the `base` inlines before the level; gives the piece behind
 * it. */
static size_t add_one(struct builder *builder, struct piece *pieces, size_t at, size_t high,
                      size_t base)
{
    switch (role_of(pieces, at, high)) {
    case ROLE_RAISED:
        return add_raised(builder, pieces, at);
    case ROLE_NOTE:
        return add_note(builder, pieces, at);
    case ROLE_SPAN:
        return add_span(builder, pieces, at, high, base);
    case ROLE_TOKEN:
        return add_token(builder, pieces, at, high);
    case ROLE_NODE:
        *array_push(builder->reader->arena, &builder->inlines) = *pieces[at].node;
        return at + 1;
    case ROLE_GROUP:
        return cites_group(builder, pieces, at);
    case ROLE_TEXT:
        break;
    }
    return at + 1;
}

struct inlines inlines_range(struct builder *builder, struct piece *pieces, size_t low,
                             size_t high)
{
    size_t base = builder->inlines.count;
    size_t text = low;
    for (size_t at = low; at < high;) {
        if (role_of(pieces, at, high) == ROLE_TEXT) {
            at++;
            continue;
        }
        if (at > text)
            add_text(builder, pieces, text, at);
        at = text = add_one(builder, pieces, at, high, base);
    }
    if (high > text)
        add_text(builder, pieces, text, high);
    struct inlines made = {builder->inlines.count - base, NULL};
    made.items = arena_array(builder->reader->arena, made.count, sizeof *made.items);
    if (made.count > 0)
        memcpy(made.items, builder->inlines.items + base, made.count * sizeof *made.items);
    builder->inlines.count = base;
    return made;
}

struct inlines inlines_build(struct builder *builder, struct piece *pieces, size_t count)
{
    match_brackets(pieces, count);
    match_raised(pieces, count);
    return inlines_range(builder, pieces, 0, count);
}
