/*
 * What elements render to: a tree of text with looks, which knows what its parts stand for.
 */
#include "citation/tree.h"

struct node *node_text(struct job *job, struct text text)
{
    struct node *node = arena_alloc(&job->arena, sizeof *node);
    node->text = text;
    return node;
}

struct node *node_group(struct job *job)
{
    return arena_alloc(&job->arena, sizeof(struct node));
}

void node_add(struct node *parent, struct node *child)
{
    if (!child)
        return;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
    child->next = NULL;
}

struct node *node_copy(struct job *job, const struct node *node)
{
    struct node *copy = arena_alloc(&job->arena, sizeof *copy);
    *copy = *node;
    copy->text = text_copy(&job->arena, node->text);
    copy->prefix = text_copy(&job->arena, node->prefix);
    copy->suffix = text_copy(&job->arena, node->suffix);
    copy->delimiter = text_copy(&job->arena, node->delimiter);
    copy->first = copy->last = copy->next = NULL;
    for (const struct node *child = node->first; child; child = child->next)
        node_add(copy, node_copy(job, child));
    return copy;
}

bool node_empty(const struct node *node)
{
    if (!node)
        return true;
    if (node->text.length)
        return false;
    for (const struct node *child = node->first; child; child = child->next)
        if (!node_empty(child))
            return false;
    return true;
}

struct node *node_find(struct node *node, enum node_tag tag)
{
    if (!node)
        return NULL;
    if (node->tag == tag)
        return node;
    for (struct node *child = node->first; child; child = child->next) {
        struct node *found = node_find(child, tag);
        if (found)
            return found;
    }
    return NULL;
}

void node_text_all(struct buffer *buffer, const struct node *node)
{
    bool printed = false;
    buffer_add(buffer, node->prefix);
    buffer_add(buffer, node->text);
    for (const struct node *child = node->first; child; child = child->next) {
        if (node_empty(child))
            continue;
        if (printed)
            buffer_add(buffer, node->delimiter);
        node_text_all(buffer, child);
        printed = true;
    }
    buffer_add(buffer, node->suffix);
}

static struct text without_periods(struct job *job, struct text text)
{
    if (text_find(text, '.', 0) == text.length)
        return text;
    struct buffer buffer = buffer_new(&job->arena);
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] != '.')
            buffer_byte(&buffer, text.bytes[i]);
    return buffer_text(&buffer);
}

void node_strip_periods(struct job *job, struct node *node)
{
    node->text = without_periods(job, node->text);
    for (struct node *child = node->first; child; child = child->next)
        node_strip_periods(job, child);
}
