/*
 * Takes the tag tree, gives what was written once and became two elements.
 */
#include "rules/checks.h"

static bool is_block(enum tag_role role)
{
    return role == TAG_P || role == TAG_H || role == TAG_L || role == TAG_LI ||
           role == TAG_TABLE || role == TAG_TR || role == TAG_FIGURE || role == TAG_NOTE ||
           role == TAG_BLOCK_QUOTE;
}

/* Neighbours of one role that come from the same place of the source. */
static bool same_origin(const struct tag *a, const struct tag *b)
{
    return a->role == b->role && a->span.source != 0 && a->span.source == b->span.source &&
           a->span.start == b->span.start && a->span.end == b->span.end;
}

void rule_split_tag(const struct checks *rules)
{
    const struct pages *pages = rules->input->pages;
    for (size_t i = 0; i < pages->tag_count; i++) {
        const struct tag *tag = &pages->tags[i];
        if (tag->next != NO_TAG && is_block(tag->role) &&
            same_origin(tag, &pages->tags[tag->next]))
            diag(rules->job, DIAG_SPLIT_TAG, tag->span, NULL);
    }
}
