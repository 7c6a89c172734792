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

static bool same_place(struct span a, struct span b)
{
    return a.source == b.source && a.start == b.start && a.end == b.end;
}

/* Whether an element stands for a place of a section: what is made from claims has the place of
 * its claim, or of the part it belongs to, as often as it is made. */
static bool was_written(const struct checks *rules, const struct tag *tag)
{
    const struct tag *tags = rules->input->pages->tags;
    if (tag->parent != NO_TAG && same_place(tags[tag->parent].span, tag->span))
        return false;
    for (size_t i = 0; i < rules->document->section_count; i++)
        if (rules->document->sections[i].source == tag->span.source)
            return true;
    return false;
}

void rule_split_tag(const struct checks *rules)
{
    const struct pages *pages = rules->input->pages;
    for (size_t i = 0; i < pages->tag_count; i++) {
        const struct tag *tag = &pages->tags[i];
        if (tag->next != NO_TAG && is_block(tag->role) &&
            tag->role == pages->tags[tag->next].role &&
            same_place(tag->span, pages->tags[tag->next].span) && was_written(rules, tag))
            diag(rules->job, DIAG_SPLIT_TAG, tag->span, NULL);
    }
}
