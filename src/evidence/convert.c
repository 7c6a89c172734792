/*
 * Takes the citation processor's rich text, gives the document's inlines, and the other way
 * round. Runs in a row that stand for the same item become one link, so that a number and its
 * letter, or a name in two styles, are read as one.
 */
#include "evidence/convert.h"

struct look {
    unsigned flag;
    enum inline_kind kind;
};

static const struct look looks[] = {
    {RICH_ITALIC, INLINE_EMPHASIS},       {RICH_BOLD, INLINE_STRONG},
    {RICH_SMALL_CAPS, INLINE_SMALL_CAPS}, {RICH_SUPERSCRIPT, INLINE_SUPER},
    {RICH_SUBSCRIPT, INLINE_SUB},
};

#define LOOK_COUNT (sizeof looks / sizeof looks[0])

struct inline_node convert_wrap(struct job *job, enum inline_kind kind, struct inlines children,
                                struct span span)
{
    struct inline_node node = {0};
    node.kind = kind;
    node.span = span;
    node.children.count = children.count;
    node.children.items = arena_array(&job->arena, children.count, sizeof *children.items);
    for (size_t i = 0; i < children.count; i++)
        node.children.items[i] = children.items[i];
    return node;
}

struct inlines convert_done(const struct inline_list *list)
{
    struct inlines inlines = {list->list.count, list->list.items};
    return inlines;
}

struct text convert_entry_id(struct job *job, const struct source_item *item)
{
    struct buffer id = buffer_new(&job->arena);
    buffer_string(&id, "ref-");
    buffer_add(&id, item->id);
    return buffer_text(&id);
}

static struct inline_node text_node(struct text text, struct span span)
{
    struct inline_node node = {0};
    node.kind = INLINE_TEXT;
    node.text = text;
    node.span = span;
    return node;
}

/* One run as text within its looks, without its link. */
static struct inline_node looked(struct job *job, const struct rich_run *run, struct span span)
{
    struct inline_node node = text_node(run->text, span);
    for (size_t i = 0; i < LOOK_COUNT; i++) {
        struct inlines inner = {1, &node};
        if ((run->flags & looks[i].flag) != 0)
            node = convert_wrap(job, looks[i].kind, inner, span);
    }
    return node;
}

/* What a run points at: the entry of its item, or a URL, or nothing. */
static struct text target(struct job *job, const struct rich_run *run)
{
    if (run->link.length > 0 || run->item == NULL)
        return run->link;
    struct buffer to = buffer_new(&job->arena);
    buffer_byte(&to, '#');
    buffer_add(&to, convert_entry_id(job, run->item));
    return buffer_text(&to);
}

static bool same_target(const struct rich_run *a, const struct rich_run *b)
{
    return a->item == b->item && text_equal(a->link, b->link);
}

void convert_rich(struct job *job, const struct rich *rich, struct span span,
                  struct inline_list *out)
{
    for (size_t i = 0; i < rich->count;) {
        const struct rich_run *first = &rich->runs[i];
        struct inline_list group = {0};
        for (; i < rich->count && same_target(first, &rich->runs[i]); i++) {
            if (i > 0 && (rich->runs[i].flags & RICH_BLOCK) != 0)
                array_push(&job->arena, &group.list)->kind = INLINE_BREAK;
            *array_push(&job->arena, &group.list) = looked(job, &rich->runs[i], span);
        }
        struct text to = target(job, first);
        if (to.length > 0) {
            struct inline_node link =
                convert_wrap(job, INLINE_LINK, convert_done(&group), span);
            link.text = to;
            *array_push(&job->arena, &out->list) = link;
            continue;
        }
        for (size_t j = 0; j < group.list.count; j++)
            *array_push(&job->arena, &out->list) = group.list.items[j];
    }
}

struct run_list {
    ARRAY(struct rich_run) list;
};

static unsigned flag_of(enum inline_kind kind)
{
    for (size_t i = 0; i < LOOK_COUNT; i++)
        if (looks[i].kind == kind)
            return looks[i].flag;
    return 0;
}

static void add_runs(struct job *job, struct inlines inlines, unsigned flags,
                     struct run_list *out)
{
    for (size_t i = 0; i < inlines.count; i++) {
        const struct inline_node *node = &inlines.items[i];
        if (node->kind == INLINE_TEXT || node->kind == INLINE_CODE ||
            node->kind == INLINE_ABBREVIATION) {
            struct rich_run *run = array_push(&job->arena, &out->list);
            run->text = node->text;
            run->flags = flags;
        } else {
            add_runs(job, node->children, flags | flag_of(node->kind), out);
        }
    }
}

struct rich convert_inlines(struct job *job, struct inlines inlines)
{
    struct run_list list = {0};
    add_runs(job, inlines, 0, &list);
    struct rich rich = {list.list.count, list.list.items};
    return rich;
}

struct rich convert_slice(struct job *job, const struct rich *rich, size_t from, size_t to)
{
    struct rich_run *runs = arena_array(&job->arena, rich->count, sizeof *runs);
    size_t count = 0;
    size_t start = 0;
    for (size_t i = 0; i < rich->count; i++) {
        struct text text = rich->runs[i].text;
        size_t low = from > start ? from - start : 0;
        size_t high = to > start ? to - start : 0;
        start += text.length;
        runs[count] = rich->runs[i];
        runs[count].text = text_slice(text, low, high);
        count += runs[count].text.length > 0;
    }
    return (struct rich){count, runs};
}
