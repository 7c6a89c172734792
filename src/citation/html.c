/*
 * Takes a flat stream, gives HTML as the CSL test suite writes it.
 * The one idea: the second writer of the same stream, so the suite checks what the page prints.
 */
#include "citation/flatten.h"
#include "citation/looks.h"
#include "citation/unicode.h"

struct html_writer {
    struct buffer out;
    unsigned flags[200];
    size_t depth;
    unsigned quotes;
};

/* Raised letters that are characters of their own become <sup>, as in the suite. */
static void escape(struct buffer *out, struct text text)
{
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        uint32_t raised = rune_raised(text_next(text, &i));
        char byte = text.bytes[start];
        if (raised) {
            buffer_string(out, "<sup>");
            buffer_rune(out, raised);
            buffer_string(out, "</sup>");
            continue;
        }
        if (byte == '&')
            buffer_string(out, "&#38;");
        else if (byte == '<')
            buffer_string(out, "&#60;");
        else if (byte == '>')
            buffer_string(out, "&#62;");
        else
            buffer_add(out, text_slice(text, start, i));
    }
}

/* One look of a node: which flag, what opens it, what closes it, what undoes it. */
static const struct {
    unsigned flag;
    const char *open;
    const char *close;
    const char *undo;
} looks[] = {
    {RICH_SUPERSCRIPT, "<sup>", "</sup>", NULL},
    {RICH_SUBSCRIPT, "<sub>", "</sub>", NULL},
    {RICH_UNDERLINE, "<span style=\"text-decoration:underline;\">", "</span>", NULL},
    {RICH_BOLD, "<b>", "</b>", "<span style=\"font-weight:normal;\">"},
    {RICH_SMALL_CAPS, "<span style=\"font-variant:small-caps;\">", "</span>",
     "<span style=\"font-variant:normal;\">"},
    {RICH_ITALIC, "<i>", "</i>", "<span style=\"font-style:normal;\">"},
};

#define LOOK_COUNT (sizeof looks / sizeof *looks)

static bool touches(const struct node *node, unsigned flag)
{
    const struct format *f = &node->format;
    switch (flag) {
    case RICH_SUPERSCRIPT:
        return f->vertical == VERTICAL_SUP;
    case RICH_SUBSCRIPT:
        return f->vertical == VERTICAL_SUB;
    case RICH_UNDERLINE:
        return f->decoration == DECORATION_UNDERLINE;
    case RICH_BOLD:
        return f->weight != FONT_WEIGHT_UNSET;
    case RICH_SMALL_CAPS:
        return f->variant != FONT_VARIANT_UNSET;
    default:
        return f->style != FONT_STYLE_UNSET;
    }
}

static void open_display(struct buffer *out, const struct node *node)
{
    switch (node->display) {
    case DISPLAY_NONE:
        break;
    case DISPLAY_BLOCK:
        buffer_string(out, "\n\n    <div class=\"csl-block\">");
        break;
    case DISPLAY_LEFT_MARGIN:
        buffer_string(out, "\n    <div class=\"csl-left-margin\">");
        break;
    case DISPLAY_RIGHT_INLINE:
        buffer_string(out, "<div class=\"csl-right-inline\">");
        break;
    case DISPLAY_INDENT:
        buffer_string(out, "<div class=\"csl-indent\">");
        break;
    }
}

static void close_display(struct buffer *out, const struct node *node)
{
    switch (node->display) {
    case DISPLAY_NONE:
        break;
    case DISPLAY_BLOCK:
        buffer_string(out, "</div>\n");
        break;
    case DISPLAY_LEFT_MARGIN:
        buffer_string(out, "</div>");
        break;
    case DISPLAY_RIGHT_INLINE:
    case DISPLAY_INDENT: {
        size_t length = out->length;
        while (out->length && out->bytes[out->length - 1] == ' ')
            out->length--;
        size_t spaces = length - out->length;
        buffer_string(out, "</div>\n  ");
        buffer_repeat(out, ' ', spaces);
        break;
    }
    }
}

static void open_node(struct html_writer *writer, const struct node *node)
{
    open_display(&writer->out, node);
    unsigned before = writer->flags[writer->depth];
    unsigned after = looks_flags(before, node);
    if (writer->depth + 1 < 200)
        writer->flags[++writer->depth] = after;
    for (size_t i = 0; i < LOOK_COUNT; i++) {
        if (!touches(node, looks[i].flag))
            continue;
        if (after & looks[i].flag)
            buffer_string(&writer->out, looks[i].open);
        else if ((before & looks[i].flag) && looks[i].undo)
            buffer_string(&writer->out, looks[i].undo);
    }
}

static void close_node(struct html_writer *writer, const struct node *node)
{
    unsigned after = writer->flags[writer->depth];
    if (writer->depth)
        writer->depth--;
    unsigned before = writer->flags[writer->depth];
    for (size_t i = LOOK_COUNT; i-- > 0;) {
        if (!touches(node, looks[i].flag))
            continue;
        if (after & looks[i].flag)
            buffer_string(&writer->out, looks[i].close);
        else if ((before & looks[i].flag) && looks[i].undo)
            buffer_string(&writer->out, "</span>");
    }
    close_display(&writer->out, node);
}

struct text stream_html(const struct stream *stream)
{
    struct html_writer *writer = arena_alloc(&stream->job->arena, sizeof *writer);
    writer->out = buffer_new(&stream->job->arena);
    for (size_t i = 0; i < stream->tokens.count; i++) {
        const struct token *token = &stream->tokens.items[i];
        switch (token->kind) {
        case TOKEN_TEXT:
            escape(&writer->out, token->text);
            break;
        case TOKEN_OPEN:
            open_node(writer, token->node);
            break;
        case TOKEN_CLOSE:
            close_node(writer, token->node);
            break;
        case TOKEN_QUOTE:
            escape(&writer->out, quote_text(stream->locale, writer->quotes++, true));
            break;
        case TOKEN_UNQUOTE:
            escape(&writer->out, quote_text(stream->locale, --writer->quotes, false));
            break;
        }
    }
    return buffer_text(&writer->out);
}
