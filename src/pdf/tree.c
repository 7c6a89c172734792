/*
 * Takes sorted keys and values, gives a number tree or name tree of the file: leaves of up to
 * FAN keys, and nodes of up to FAN kids above them until one is the root.
 */
#include "pdf/tree.h"

#include "pdf/syntax.h"

#define FAN 32

/* One level of nodes; `span` keys lie below each of its nodes. */
struct level {
    struct tree tree;
    uint32_t span;
    uint32_t count; /* of nodes */
    uint32_t below; /* number of the first object of the level below; 0 for leaves */
};

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static void put_pairs(const struct level *level, uint32_t from, uint32_t to, struct buffer *out)
{
    buffer_byte(out, '/');
    buffer_string(out, level->tree.kind);
    buffer_byte(out, '[');
    for (uint32_t i = from; i < to; i++) {
        if (i > from)
            buffer_byte(out, ' ');
        level->tree.put_key(level->tree.context, i, out);
        level->tree.put_value(level->tree.context, i, out);
    }
    buffer_string(out, "]\n");
}

static void put_kids(uint32_t first, uint32_t count, struct buffer *out)
{
    buffer_string(out, "/Kids[");
    for (uint32_t i = 0; i < count; i++)
        put_reference(out, first + i);
    buffer_string(out, "]\n");
}

static void put_inside(const struct level *level, uint32_t from, uint32_t to,
                       struct buffer *out)
{
    uint32_t step = level->span / FAN;
    if (level->below == 0)
        put_pairs(level, from, to, out);
    else
        put_kids(level->below + from / step, (to - from + step - 1) / step, out);
}

static void write_node(const void *context, uint32_t index, struct buffer *out)
{
    const struct level *level = context;
    uint32_t from = index * level->span;
    uint32_t to = least(from + level->span, level->tree.count);
    buffer_string(out, "/Limits[");
    level->tree.put_key(level->tree.context, from, out);
    buffer_byte(out, ' ');
    level->tree.put_key(level->tree.context, to - 1, out);
    buffer_byte(out, ']');
    put_inside(level, from, to, out);
}

struct text tree_write(struct writer *writer, struct tree tree)
{
    struct level level = {tree, FAN, (tree.count + FAN - 1) / FAN, 0};
    while (level.count > 1) {
        struct level *kept = arena_alloc(&writer->job->arena, sizeof *kept);
        *kept = level;
        level.below = series_new(writer, level.count, write_node, kept);
        level.span *= FAN;
        level.count = (level.count + FAN - 1) / FAN;
    }
    struct buffer out = buffer_new(&writer->job->arena);
    put_inside(&level, 0, tree.count, &out);
    return buffer_text(&out);
}
