/*
 * Takes the finished pages, gives those that do not say what a copied page must.
 * The one idea: running matter says it, but what a page is of its title says as well.
 */
#include "rules/checks.h"

static bool is_running(const struct item *item)
{
    return item->artifact == ARTIFACT_HEADER || item->artifact == ARTIFACT_FOOTER;
}

/* Whether it is part of the document's title, which says what the page is of as a head does. */
static bool is_title(const struct pages *pages, const struct item *item)
{
    uint32_t tag = item->artifact == ARTIFACT_NONE ? item->tag : NO_TAG;
    while (tag != NO_TAG && pages->tags[tag].role != TAG_TITLE)
        tag = pages->tags[tag].parent;
    return tag != NO_TAG;
}

/* The text of a page's running matter, or of the title if it is there, words parted by spaces.
 */
static struct text page_text(const struct checks *rules, const struct page *page, bool title)
{
    struct buffer out = buffer_new(&rules->job->arena);
    for (size_t i = 0; i < page->item_count; i++) {
        const struct item *item = &page->items[i];
        bool wanted = title ? is_title(rules->input->pages, item) : is_running(item);
        if (item->kind != ITEM_GLYPHS || !wanted)
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

enum { UNCONTROLLED, NUMBER, VERSION, ID, STAMPS };

static const char *const stamp_words[STAMPS] = {
    [UNCONTROLLED] = "\"uncontrolled when printed\"",
    [NUMBER] = "its number of how many",
    [VERSION] = "the version",
    [ID] = "the id or title",
};

/* Reports what the page does not carry and none before it lacked. */
static void check_page(const struct checks *rules, size_t number, bool told[STAMPS])
{
    const struct document *document = rules->document;
    const struct design *design = rules->input->design;
    const struct page *page = &rules->input->pages->items[number];
    struct text text = page_text(rules, page, false);
    struct text title = page_text(rules, page, true);
    struct span at = design->foot.span.source != 0 ? design->foot.span : design->span;
    const bool carries[STAMPS] = {
        [UNCONTROLLED] = prose_find(text, TEXT("uncontrolled when printed"), 0) < text.length,
        [NUMBER] = says_page(rules, text, number),
        [VERSION] = says(text, document->version.value.text),
        [ID] = says_id(document, text) || says_id(document, title),
    };
    for (int i = 0; i < STAMPS; i++) {
        if (!carries[i] && !told[i])
            diag(rules->job, DIAG_PRINTED_STAMP, at, rule_number(rules, (int64_t)number + 1),
                 stamp_words[i], NULL);
        told[i] = told[i] || !carries[i];
    }
}

void rule_printed_stamp(const struct checks *rules)
{
    bool told[STAMPS] = {false};
    for (size_t i = 0; i < rules->input->pages->count; i++)
        check_page(rules, i, told);
}
