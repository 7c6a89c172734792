/*
 * Takes the finished pages, gives those whose head and feet do not say what a copied page must.
 */
#include "rules/checks.h"

/* The text of a page's running matter, words parted by spaces. */
static struct text running_text(const struct checks *rules, const struct page *page)
{
    struct buffer out = buffer_new(&rules->job->arena);
    for (size_t i = 0; i < page->item_count; i++) {
        const struct item *item = &page->items[i];
        bool running = item->artifact == ARTIFACT_HEADER || item->artifact == ARTIFACT_FOOTER;
        if (!running || item->kind != ITEM_GLYPHS)
            continue;
        for (size_t f = 0; f < item->fragment_count; f++)
            if (item->fragments[f].shaped != NULL)
                buffer_add(&out, item->fragments[f].shaped->text);
        buffer_byte(&out, ' ');
    }
    return buffer_text(&out);
}

static bool says(struct text text, struct text phrase)
{
    return phrase.length > 0 && text_search(text, phrase, 0) < text.length;
}

/* Whether two of its numbers are the page's and that of all pages. */
static bool says_page(const struct checks *rules, struct text text, size_t number)
{
    struct text page = text_of(rule_number(rules, (int64_t)number + 1));
    struct text count = text_of(rule_number(rules, (int64_t)rules->input->pages->count));
    size_t at = prose_find(text, page, 0);
    return at < text.length && prose_find(text, count, at + page.length) < text.length;
}

static bool says_id(const struct document *document, struct text text)
{
    return says(text, document->identifier.value.text) ||
           says(text, text_slice(document->short_title.value.text, 0, 10)) ||
           says(text, text_slice(document->title.value.text, 0, 10));
}

static void check_page(const struct checks *rules, size_t number)
{
    struct job *job = rules->job;
    const struct document *document = rules->document;
    struct text text = running_text(rules, &rules->input->pages->items[number]);
    const char *page = rule_number(rules, (int64_t)number + 1);
    struct span at = document->layout.span;
    if (prose_find(text, TEXT("uncontrolled when printed"), 0) == text.length)
        diag(job, DIAG_PRINTED_STAMP, at, page, "\"uncontrolled when printed\"", NULL);
    if (!says_page(rules, text, number))
        diag(job, DIAG_PRINTED_STAMP, at, page, "its number of how many", NULL);
    if (!says(text, document->version.value.text))
        diag(job, DIAG_PRINTED_STAMP, at, page, "the version", NULL);
    if (!says_id(document, text))
        diag(job, DIAG_PRINTED_STAMP, at, page, "the id or title", NULL);
}

void rule_printed_stamp(const struct checks *rules)
{
    size_t before = rules->job->diags.list.count;
    for (size_t i = 0; i < rules->input->pages->count; i++) {
        check_page(rules, i);
        if (rules->job->diags.list.count > before)
            return;
    }
}
