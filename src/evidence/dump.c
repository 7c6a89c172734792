/* Takes cites and bibliography, gives them as text with their looks in HTML-like marks. */
#include "evidence/evidence.h"

static const char *mark_of(enum inline_kind kind)
{
    static const char *const marks[] = {
        [INLINE_EMPHASIS] = "i", [INLINE_STRONG] = "b",      [INLINE_SUPER] = "sup",
        [INLINE_SUB] = "sub",    [INLINE_SMALL_CAPS] = "sc", [INLINE_LINK] = "a",
        [INLINE_IMAGE] = NULL,
    };
    return marks[kind];
}

static void add_inlines(struct inlines inlines, struct buffer *out)
{
    for (size_t i = 0; i < inlines.count; i++) {
        const struct inline_node *node = &inlines.items[i];
        const char *mark = mark_of(node->kind);
        if (mark == NULL) {
            buffer_add(out, node->kind == INLINE_BREAK ? TEXT(" / ") : node->text);
            continue;
        }
        buffer_byte(out, '<');
        buffer_string(out, mark);
        if (node->kind == INLINE_LINK) {
            buffer_byte(out, ' ');
            buffer_add(out, node->text);
        }
        buffer_byte(out, '>');
        add_inlines(node->children, out);
        buffer_string(out, "</");
        buffer_string(out, mark);
        buffer_byte(out, '>');
    }
}

static void add_keys(const struct cite *cite, struct buffer *out)
{
    for (size_t i = 0; i < cite->count; i++) {
        buffer_string(out, i > 0 ? "; @" : "@");
        buffer_add(out, cite->items[i].key);
    }
}

static void add_entry(const struct block *entry, struct buffer *out)
{
    bool heading = entry->kind == BLOCK_HEADING;
    buffer_string(out, heading ? "list " : "entry ");
    buffer_add(out, entry->id);
    buffer_string(out, heading ? "" : ": ");
    add_inlines(entry->label, out);
    buffer_string(out, entry->label.count > 0 ? " | " : "");
    add_inlines(entry->inlines, out);
    buffer_byte(out, '\n');
    for (size_t i = 0; i < entry->children.count; i++) {
        buffer_string(out, "    note: ");
        add_inlines(entry->children.items[i].inlines, out);
        buffer_byte(out, '\n');
    }
}

void references_dump(const struct references *references, const struct document *document,
                     struct buffer *out)
{
    for (size_t i = 0; i < references->cite_count; i++) {
        buffer_string(out, "cite ");
        buffer_number(out, (int64_t)i);
        buffer_string(out, " [");
        add_keys(&document->cites[i], out);
        buffer_string(out, references->cites[i].superscript ? "] raised: " : "]: ");
        add_inlines(references->cites[i].inlines, out);
        buffer_byte(out, '\n');
    }
    for (size_t i = 0; i < references->bibliography.count; i++)
        add_entry(&references->bibliography.items[i], out);
}
