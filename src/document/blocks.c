/*
 * Takes the nodes of a prepared section, gives its blocks. Blocks of cmark and blocks between
 * tokens (boxes, definitions, footnotes) share one stack of frames; a frame that a token opened
 * ends with its token, or with the block around it.
 */
#include "document/builder.h"

#include <string.h>

#include "document/panels.h"
#include "document/placing.h"

/* ---- frames
 * -----------------------------------------------------------------------------------*/

static struct frame *top(struct builder *builder)
{
    return builder->frame_count == 0 ? NULL : &builder->frames[builder->frame_count - 1];
}

static struct block new_block(enum block_kind kind, struct span span)
{
    struct block block;
    memset(&block, 0, sizeof block);
    block.kind = kind;
    block.span = span;
    block.id = block.role = block.text = block.ordinal = TEXT("");
    return block;
}

static struct blocks take_blocks(struct builder *builder, size_t base)
{
    struct blocks blocks = {builder->blocks.count - base, NULL};
    blocks.items = arena_array(builder->reader->arena, blocks.count, sizeof *blocks.items);
    if (blocks.count > 0)
        memcpy(blocks.items, builder->blocks.items + base, blocks.count * sizeof *blocks.items);
    builder->blocks.count = base;
    return blocks;
}

/* A box from its kind to the end of what is in it. */
static struct span box_span(const struct block *box)
{
    struct span span = box->span;
    for (size_t i = 0; i < box->children.count; i++)
        if (box->children.items[i].span.end > span.end)
            span.end = box->children.items[i].span.end;
    return span;
}

/* Closes the innermost frame; a footnote's blocks go to its note, others to the parent. */
static void close_frame(struct builder *builder)
{
    struct frame *frame = &builder->frames[--builder->frame_count];
    struct blocks children = take_blocks(builder, frame->base);
    if (frame->note > 0) {
        builder->reader->notes.items[frame->note - 1].blocks = children;
        return;
    }
    if (frame->block.kind == BLOCK_ITEM && frame->token)
        return; /* a footnote that is defined twice */
    frame->block.children = children;
    if (frame->attributes != NULL)
        attributes_except(builder->reader->job, frame->attributes, box_span(&frame->block));
    if (frame->block.kind == BLOCK_BOX && text_is(frame->block.role, "claims")) {
        generate_part(builder, &frame->block, frame->attributes);
        return;
    }
    if (frame->block.kind == BLOCK_BOX && text_is(frame->block.role, "figures"))
        frame->block = panels_make(builder, &frame->block, frame->attributes);
    *array_push(builder->reader->arena, &builder->blocks) = frame->block;
}

/* Closes the frames that tokens opened, down to the innermost block of cmark. */
static void close_tokens(struct builder *builder)
{
    while (top(builder) != NULL && top(builder)->token)
        close_frame(builder);
}

/* A definition list ends where anything but a term or a definition comes. */
static void close_terms(struct builder *builder)
{
    if (top(builder) != NULL && top(builder)->block.kind == BLOCK_TERMS)
        close_frame(builder);
}

static struct frame *open_frame(struct builder *builder, struct block block, bool token)
{
    if (builder->frame_count == FRAMES_MOST) {
        if (builder->skipped++ == 0)
            diag(builder->reader->job, DIAG_MARKDOWN_DEEP, block.span,
                 reader_number(builder->reader, NESTING_MOST), NULL);
        return NULL;
    }
    struct frame *frame = &builder->frames[builder->frame_count++];
    frame->block = block;
    frame->token = token;
    frame->note = 0;
    frame->attributes = NULL;
    frame->base = builder->blocks.count;
    return frame;
}

static struct block *add_block(struct builder *builder, struct block block)
{
    if (block.kind != BLOCK_TERM)
        close_terms(builder);
    struct block *added = array_push(builder->reader->arena, &builder->blocks);
    *added = block;
    return added;
}

/* The source span of prepared lines [first, last]. */
static struct span lines_span(const struct builder *builder, size_t first, size_t last)
{
    const struct prepared *prepared = builder->prepared;
    size_t start = first < prepared->line_count ? prepared->lines[first] : 0;
    size_t end = last < prepared->line_count ? prepared->lines[last] : start;
    end = text_find(prepared->text, '\n', end > start ? end : start);
    while (end > start && text_space(prepared->text.bytes[end - 1]))
        end--;
    return prepared_span(prepared, start, end);
}

/* ---- blocks of cmark
 * --------------------------------------------------------------------------*/

static void enter_container(struct builder *builder, const struct node *node,
                            enum block_kind kind)
{
    close_terms(builder);
    struct block block =
        new_block(kind, lines_span(builder, node->first_line, node->last_line));
    block.ordered = node->ordered;
    block.tight = node->tight;
    block.start = node->start;
    open_frame(builder, block, false);
}

static void leave_container(struct builder *builder)
{
    if (builder->skipped > 0) {
        builder->skipped--;
        return;
    }
    close_tokens(builder);
    close_frame(builder);
}

static void add_code(struct builder *builder, const struct node *node)
{
    struct arena *arena = builder->reader->arena;
    struct block block =
        new_block(BLOCK_CODE, lines_span(builder, node->first_line, node->last_line));
    block.text = text_copy(arena, prepared_restore(arena, builder->prepared, node->literal));
    struct text info = text_trim(node->info);
    size_t end = 0;
    while (end < info.length && !text_space(info.bytes[end]))
        end++;
    block.role =
        text_copy(arena, prepared_restore(arena, builder->prepared, text_slice(info, 0, end)));
    add_block(builder, block);
}

static void refuse_html(struct builder *builder, const struct node *node)
{
    struct text literal =
        prepared_restore(builder->reader->arena, builder->prepared, node->literal);
    literal = text_slice(literal, 0, text_find(literal, '\n', 0));
    diag(builder->reader->job, DIAG_MARKDOWN_HTML,
         lines_span(builder, node->first_line, node->last_line),
         reader_string(builder->reader, text_trim(literal)), NULL);
}

static void set_id(struct block *block, const struct attributes *attributes)
{
    if (attributes->id.span.source == 0)
        return;
    block->id = attributes->id.text;
    block->id_span = attributes->id.span;
}

/* ---- headings
 * ---------------------------------------------------------------------------------*/

static const struct attributes *last_attributes(struct level *level)
{
    size_t count = level->pieces.count;
    if (count == 0 || level->pieces.items[count - 1].kind != PIECE_TOKEN ||
        level->pieces.items[count - 1].token->kind != TOKEN_ATTRIBUTES)
        return NULL;
    level->pieces.count--;
    return level->pieces.items[count - 1].token->attributes;
}

/* Takes the white space off the end of a level's text. */
static void trim_end(struct level *level)
{
    if (level->pieces.count == 0)
        return;
    struct piece *piece = &level->pieces.items[level->pieces.count - 1];
    if (piece->kind != PIECE_TEXT)
        return;
    while (piece->text.length > 0 && text_space(piece->text.bytes[piece->text.length - 1])) {
        piece->text.length--;
        if (piece->end > piece->at)
            piece->end--;
    }
    if (piece->text.length == 0)
        level->pieces.count--;
}

static void leave_heading(struct builder *builder, const struct node *node)
{
    static const char *const classes[] = {"unnumbered", NULL};
    static const char *const names[] = {NULL};
    struct level *level = pieces_level(builder);
    struct block block =
        new_block(BLOCK_HEADING, lines_span(builder, node->first_line, node->last_line));
    const struct attributes *attributes = last_attributes(level);
    if (attributes != NULL) {
        trim_end(level);
        attributes_check(builder->reader->job, attributes, "heading", classes, names);
        attributes_except(builder->reader->job, attributes, block.span);
        set_id(&block, attributes);
        block.unnumbered = attributes_class(attributes, "unnumbered");
    }
    block.level = node->level;
    block.inlines = inlines_build(builder, level->pieces.items, level->pieces.count);
    builder->level_count--;
    close_terms(builder);
    if (builder->frame_count > 0)
        diag(builder->reader->job, DIAG_HEADING_NESTED, block.span, NULL);
    add_block(builder, block);
}

/* ---- tokens that are paragraphs
 * --------------------------------------------------------------*/

static void begin_table(struct builder *builder, const struct token *token)
{
    static const char *const names[] = {"widths",      "header-column", "header-columns",
                                        "align",       "float",         "part",
                                        "orientation", "width",         NULL};
    struct pipe_table *pipe = token->table;
    struct arena *arena = builder->reader->arena;
    struct table *table = &pipe->table;
    struct block block = new_block(BLOCK_TABLE, pipe->span);
    attributes_check(builder->reader->job, &pipe->attributes, "table", NULL, names);
    attributes_except(builder->reader->job, &pipe->attributes, pipe->span);
    table_attributes(builder, table, &pipe->attributes);
    set_id(&block, &pipe->attributes);
    block.role = attributes_styled(builder->reader->job, &pipe->attributes, "table");
    placing_take(builder->reader, &pipe->attributes, &block);
    block.table = table;
    table->head =
        arena_array(arena, table->head_rows * table->column_count, sizeof *table->head);
    table->cells =
        arena_array(arena, table->row_count * table->column_count, sizeof *table->cells);
    builder->table = pipe;
    builder->cell = 0;
    add_block(builder, block);
}

static void add_cell(struct builder *builder, struct inlines inlines, struct span span)
{
    if (builder->table == NULL)
        return;
    struct table *table = &builder->table->table;
    size_t at = builder->cell, heads = table->column_count * table->head_rows;
    if (at >= builder->table->cells.count)
        return;
    const struct pipe_cell *joined = &builder->table->cells.items[at];
    struct cell *cell = at < heads ? &table->head[at] : &table->cells[at - heads];
    cell->inlines = inlines;
    cell->span = span;
    cell->across = joined->across;
    cell->down = joined->down;
    cell->covered = joined->owner != at;
    builder->cell++;
}

#define LINES_USUAL        3
#define LINES_TO_FILL_MOST 60

/* How many lines to fill in are asked for. */
static int64_t lines_wanted(struct builder *builder, const struct attributes *attributes)
{
    size_t count = LINES_USUAL;
    const struct located *value = attributes_value(attributes, "count");
    if (value != NULL)
        attribute_count(builder, value, LINES_TO_FILL_MOST, &count);
    return (int64_t)count;
}

static void open_box(struct builder *builder, const struct token *token)
{
    close_terms(builder);
    struct block block = new_block(BLOCK_BOX, token->span);
    block.role = token->text;
    if (text_is(block.role, "lines"))
        block.start = lines_wanted(builder, token->attributes);
    set_id(&block, token->attributes);
    placing_take(builder->reader, token->attributes, &block);
    struct frame *frame = open_frame(builder, block, true);
    if (frame != NULL)
        frame->attributes = token->attributes;
}

/* Closes the innermost frame of a token with that kind, and those inside it. */
static void close_token(struct builder *builder, enum block_kind kind)
{
    size_t at = builder->frame_count;
    while (at > 0 && builder->frames[at - 1].token &&
           builder->frames[at - 1].block.kind != kind)
        at--;
    if (at == 0 || !builder->frames[at - 1].token)
        return;
    while (builder->frame_count >= at)
        close_frame(builder);
}

static void open_definition(struct builder *builder, const struct token *token)
{
    if (top(builder) == NULL || top(builder)->block.kind != BLOCK_TERMS)
        open_frame(builder, new_block(BLOCK_TERMS, token->span), true);
    open_frame(builder, new_block(BLOCK_DEFINITION, token->span), true);
}

static void add_term(struct builder *builder, struct inlines inlines, struct span span)
{
    if (top(builder) == NULL || top(builder)->block.kind != BLOCK_TERMS)
        open_frame(builder, new_block(BLOCK_TERMS, span), true);
    struct block block = new_block(BLOCK_TERM, span);
    block.inlines = inlines;
    add_block(builder, block);
}

/* The frame of a footnote: its kind is never seen. */
static void open_note(struct builder *builder, const struct token *token)
{
    close_tokens(builder);
    struct frame *frame = open_frame(builder, new_block(BLOCK_ITEM, token->span), true);
    struct definition *definition =
        token->text.length == 0 ? NULL : map_find(&builder->reader->definitions, token->text);
    if (frame != NULL && definition != NULL)
        frame->note = definition->note + 1;
}

/* What a line "Note: …" below a table says, as a paragraph of the table. */
static void add_table_note(struct builder *builder, struct block *table, struct inlines inlines,
                           struct span span)
{
    struct block *note = arena_alloc(builder->reader->arena, sizeof *note);
    *note = new_block(BLOCK_PARAGRAPH, span);
    note->inlines = inlines;
    table->children = (struct blocks){1, note};
}

/* Text behind a token: a cell, caption, title, term or fragment. */
static void take_leading(struct builder *builder, enum token_kind kind, struct inlines inlines,
                         struct span span)
{
    struct block *last =
        builder->blocks.count == 0 ? NULL : &builder->blocks.items[builder->blocks.count - 1];
    if (kind == TOKEN_CELL)
        add_cell(builder, inlines, span);
    else if (kind == TOKEN_TABLE_NOTE && last != NULL && last->kind == BLOCK_TABLE)
        add_table_note(builder, last, inlines, span);
    else if (kind == TOKEN_CAPTION && last != NULL && last->kind == BLOCK_TABLE)
        last->inlines = inlines;
    else if (kind == TOKEN_TITLE && top(builder) != NULL)
        top(builder)->block.inlines = inlines;
    else if (kind == TOKEN_TERM)
        add_term(builder, inlines, span);
    else if (kind == TOKEN_FRAGMENT)
        *array_push(builder->reader->arena, &builder->fragments) = inlines;
}

static void take_token(struct builder *builder, const struct token *token)
{
    switch (token->kind) {
    case TOKEN_TABLE:
        begin_table(builder, token);
        break;
    case TOKEN_BOX_OPEN:
        open_box(builder, token);
        break;
    case TOKEN_BOX_CLOSE:
        close_token(builder, BLOCK_BOX);
        break;
    case TOKEN_DEFINITION_OPEN:
        open_definition(builder, token);
        break;
    case TOKEN_DEFINITION_CLOSE:
        close_token(builder, BLOCK_DEFINITION);
        break;
    case TOKEN_NOTE_OPEN:
        open_note(builder, token);
        break;
    case TOKEN_NOTE_CLOSE:
        close_token(builder, BLOCK_ITEM);
        break;
    case TOKEN_CITE:
    case TOKEN_MARK:
    case TOKEN_VARIABLE:
    case TOKEN_ATTRIBUTES:
    case TOKEN_CHECK:
    case TOKEN_CELL:
    case TOKEN_CAPTION:
    case TOKEN_TABLE_NOTE:
    case TOKEN_TITLE:
    case TOKEN_FRAGMENT:
    case TOKEN_TERM:
        break;
    }
}

/* ---- paragraphs
 * -------------------------------------------------------------------------------*/

static bool stands_alone(enum token_kind kind)
{
    return kind >= TOKEN_CELL;
}

/* Takes the token a paragraph begins with, and the space behind it; NULL if there is none. */
static const struct token *leading_token(struct level *level, size_t *skip)
{
    *skip = 0;
    if (level->pieces.count == 0 || level->pieces.items[0].kind != PIECE_TOKEN)
        return NULL;
    const struct token *token = level->pieces.items[0].token;
    if (!stands_alone(token->kind) && token->kind != TOKEN_CHECK)
        return NULL;
    *skip = 1;
    if (level->pieces.count > 1 && level->pieces.items[1].kind == PIECE_TEXT) {
        struct piece *next = &level->pieces.items[1];
        if (next->text.length > 0 && next->text.bytes[0] == ' ') {
            next->text = text_slice(next->text, 1, next->text.length);
            next->at++;
        }
        *skip += next->text.length == 0;
    }
    return token;
}

/* An image that stands alone in its paragraph. */
static struct piece *lone_image(const struct level *level)
{
    struct piece *first = level->pieces.count == 0 ? NULL : &level->pieces.items[0];
    bool alone = level->pieces.count == 1 ||
                 (level->pieces.count == 2 && level->pieces.items[1].kind == PIECE_TOKEN &&
                  level->pieces.items[1].token->kind == TOKEN_ATTRIBUTES);
    bool image =
        first != NULL && first->kind == PIECE_NODE && first->node->kind == INLINE_IMAGE;
    return image && alone ? first : NULL;
}

/* A figure's caption is the title of its image, read as Markdown. */
static struct inlines figure_caption(struct builder *builder, const struct piece *image)
{
    struct inlines none = {0, NULL};
    struct reader *reader = builder->reader;
    if (image->text.length == 0)
        return none;
    struct fragment fragment = {image->text, image->node->span};
    return *builder_fragments(reader, prepare_fragments(reader, &fragment, 1), 1);
}

static void add_figure(struct builder *builder, struct level *level, struct span span)
{
    static const char *const names[] = {"float", "part", "orientation", "width", NULL};
    struct piece *image = &level->pieces.items[0];
    struct block block = new_block(BLOCK_FIGURE, span);
    const struct attributes *attributes = last_attributes(level);
    if (attributes != NULL) {
        attributes_check(builder->reader->job, attributes, "figure", NULL, names);
        attributes_except(builder->reader->job, attributes, span);
        set_id(&block, attributes);
        block.role = attributes_styled(builder->reader->job, attributes, "figure");
        placing_take(builder->reader, attributes, &block);
    }
    block.number = image->node->number;
    block.text = image->node->text;
    block.inlines = figure_caption(builder, image);
    add_block(builder, block);
}

static void set_check(struct builder *builder, const struct token *token)
{
    struct frame *frame = top(builder);
    if (frame != NULL && frame->block.kind == BLOCK_ITEM && !frame->token)
        frame->block.check = token->done ? CHECK_DONE : CHECK_EMPTY;
}

static void leave_paragraph(struct builder *builder, const struct node *node)
{
    struct level *level = pieces_level(builder);
    struct span span = lines_span(builder, node->first_line, node->last_line);
    size_t skip;
    const struct token *token = leading_token(level, &skip);
    if (token == NULL && lone_image(level) != NULL) {
        add_figure(builder, level, span);
        builder->level_count--;
        return;
    }
    size_t count = level->pieces.count - skip;
    struct inlines inlines = {0, NULL};
    if (count > 0) {
        struct piece *pieces = level->pieces.items + skip;
        if (skip > 0)
            span = prepared_span(builder->prepared, pieces[0].at, pieces[count - 1].end);
        inlines = inlines_build(builder, pieces, count);
    }
    builder->level_count--;
    if (token != NULL && stands_alone(token->kind)) {
        take_token(builder, token);
        take_leading(builder, token->kind, inlines, span);
        return;
    }
    if (token != NULL)
        set_check(builder, token);
    struct block block = new_block(BLOCK_PARAGRAPH, span);
    block.inlines = inlines;
    if (inlines.count > 0)
        add_block(builder, block);
}

/* ---- the walk
 * ---------------------------------------------------------------------------------*/

static void enter(void *context, const struct node *node)
{
    struct builder *builder = context;
    switch (node->kind) {
    case NODE_QUOTE:
        enter_container(builder, node, BLOCK_QUOTE);
        break;
    case NODE_LIST:
        enter_container(builder, node, BLOCK_LIST);
        break;
    case NODE_ITEM:
        enter_container(builder, node, BLOCK_ITEM);
        break;
    case NODE_CODE:
        add_code(builder, node);
        break;
    case NODE_HTML:
        refuse_html(builder, node);
        break;
    case NODE_RULE:
        add_block(builder, new_block(BLOCK_RULE,
                                     lines_span(builder, node->first_line, node->last_line)));
        break;
    case NODE_PARAGRAPH:
    case NODE_HEADING:
        pieces_start(builder, node->first_line);
        pieces_open(builder, node);
        break;
    case NODE_EMPHASIS:
    case NODE_STRONG:
    case NODE_LINK:
    case NODE_IMAGE:
        pieces_open(builder, node);
        break;
    case NODE_TEXT:
    case NODE_SOFT_BREAK:
    case NODE_HARD_BREAK:
    case NODE_CODE_SPAN:
    case NODE_HTML_SPAN:
        pieces_leaf(builder, node);
    }
}

static void leave(void *context, const struct node *node)
{
    struct builder *builder = context;
    if (node->kind == NODE_QUOTE || node->kind == NODE_LIST || node->kind == NODE_ITEM)
        leave_container(builder);
    else if (node->kind == NODE_PARAGRAPH)
        leave_paragraph(builder, node);
    else if (node->kind == NODE_HEADING)
        leave_heading(builder, node);
    else
        pieces_close(builder, node);
}

/* A fresh builder; one that is done is used again, since each printed claim needs one. */
static struct builder *builder_new(struct reader *reader)
{
    struct builder *builder = reader->spare;
    if (builder == NULL)
        return arena_alloc(reader->arena, sizeof *builder);
    reader->spare = builder->next;
    memset(builder, 0, offsetof(struct builder, frames));
    return builder;
}

static struct builder *build(struct reader *reader, const struct prepared *prepared)
{
    struct builder *builder = builder_new(reader);
    builder->reader = reader;
    builder->prepared = prepared;
    struct visitor visitor = {enter, leave, builder};
    markdown_walk(reader->job, prepared->text, &visitor);
    close_tokens(builder);
    return builder;
}

struct blocks builder_section(struct reader *reader, const struct prepared *prepared)
{
    struct builder *builder = build(reader, prepared);
    struct blocks blocks = take_blocks(builder, 0);
    builder->next = reader->spare;
    reader->spare = builder;
    return blocks;
}

struct inlines *builder_fragments(struct reader *reader, const struct prepared *prepared,
                                  size_t count)
{
    struct builder *builder = build(reader, prepared);
    struct inlines *inlines = arena_array(reader->arena, count, sizeof *inlines);
    for (size_t i = 0; i < count && i < builder->fragments.count; i++)
        inlines[i] = builder->fragments.items[i];
    builder->next = reader->spare;
    reader->spare = builder;
    return inlines;
}
