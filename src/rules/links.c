/*
 * Takes the running text, gives links whose words say nothing, and heads of columns without
 * words.
 */
#include "rules/checks.h"

/* What says only that there is a link. */
static const char *const empty_words[] = {
    "here",      "click here", "this",    "this link",    "this page", "link", "more",
    "read more", "learn more", "website", "this website", "see here",  NULL};

static bool says_nothing(struct text words)
{
    for (size_t i = 0; empty_words[i] != NULL; i++)
        if (words.length == text_of(empty_words[i]).length &&
            prose_find(words, text_of(empty_words[i]), 0) == 0)
            return true;
    return false;
}

void rule_link_text(const struct checks *rules)
{
    for (size_t i = 0; i < rules->prose->count; i++) {
        const struct passage *passage = &rules->prose->items[i];
        for (size_t k = 0; k < passage->mark_count; k++) {
            const struct prose_mark *mark = &passage->marks[k];
            struct text words = text_trim(text_slice(passage->text, mark->start, mark->end));
            if (mark->kind == INLINE_LINK && says_nothing(words))
                diag(rules->job, DIAG_LINK_TEXT,
                     prose_span(rules->prose, passage, mark->start, mark->end),
                     rule_string(rules, words), NULL);
        }
    }
}

void rule_table_head(const struct checks *rules)
{
    for (size_t i = 0; i < rules->prose->count; i++) {
        const struct passage *passage = &rules->prose->items[i];
        if (passage->kind == PASSAGE_HEAD_CELL && passage->column > 0 &&
            text_trim(passage->text).length == 0 && passage->mark_count == 0)
            diag(rules->job, DIAG_TABLE_HEAD, passage->span,
                 rule_number(rules, (int64_t)passage->column + 1), NULL);
    }
}
