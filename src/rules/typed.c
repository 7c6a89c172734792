/* Takes texts, gives the numbers typed into them; see typed.h. Those in names (eEF2) count too:
 * a digit is a digit. */
#include "rules/typed.h"

struct list {
    struct job *job;
    ARRAY(struct typed_number) items;
};

/* Steps over "{{…}}" and "@key" at byte `at`; `at` itself where neither stands there. */
static size_t skip_name(struct text text, size_t at)
{
    struct text rest = text_slice(text, at, text.length);
    if (text_starts(rest, "{{")) {
        size_t end = text_search(text, TEXT("}}"), at);
        return end < text.length ? end + 2 : at + 2;
    }
    if (text.bytes[at] != '@')
        return at;
    do
        at++;
    while (at < text.length && (text_alpha(text.bytes[at]) || text_digit(text.bytes[at])));
    return at;
}

/* Whether the number that goes on at byte `at` still does. */
static bool goes_on(struct text text, size_t at)
{
    if (at >= text.length || text_digit(text.bytes[at]))
        return at < text.length;
    bool joint = text.bytes[at] == '.' || text.bytes[at] == ',';
    return joint && at + 1 < text.length && text_digit(text.bytes[at + 1]);
}

/* The next number from byte `*at` on, which moves behind it; empty at the end. */
static struct text next_number(struct text text, size_t *at)
{
    while (*at < text.length) {
        size_t start = *at, next = skip_name(text, start);
        if (next > start) {
            *at = next;
            continue;
        }
        while (goes_on(text, *at) && text_digit(text.bytes[start]))
            (*at)++;
        if (*at > start)
            return text_slice(text, start, *at);
        (*at)++;
    }
    return TEXT("");
}

static void add(struct list *list, struct text digits, struct text scalar, struct span span)
{
    struct typed_number number = {digits, scalar, span};
    *array_push(&list->job->arena, &list->items) = number;
}

static struct typed done(const struct list *list)
{
    struct typed typed = {list->items.count, list->items.items};
    return typed;
}

struct span typed_place(struct job *job, const struct typed_number *number)
{
    if (number->scalar.length == 0)
        return number->span;
    return value_within(job, number->scalar, number->span, number->digits);
}

struct text typed_words(struct job *job, const struct typed *typed)
{
    struct buffer out = buffer_new(&job->arena);
    for (size_t i = 0; i < typed->count; i++) {
        buffer_string(&out, i > 0 ? " " : "");
        buffer_add(&out, typed->items[i].digits);
    }
    return buffer_text(&out);
}

/* ---- claims
 * -----------------------------------------------------------------------------------*/

static void add_text(struct list *list, const struct located *text)
{
    struct text digits;
    for (size_t at = 0; (digits = next_number(text->text, &at)).length > 0;)
        add(list, digits, text->text, text->span);
}

static void add_reasons(struct list *list, const struct grading *gradings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_text(list, &gradings[i].because);
}

struct typed typed_in_claim(struct job *job, const struct claim *claim)
{
    struct list list = {job, {NULL, 0, 0}};
    const struct located *texts[] = {
        &claim->statement, &claim->short_form,   &claim->population,   &claim->in_favour,
        &claim->against,   &claim->would_settle, &claim->open_question};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        add_text(&list, texts[i]);
    for (size_t i = 0; i < claim->support_count; i++) {
        add_text(&list, &claim->supports[i].locator);
        add_text(&list, &claim->supports[i].passage);
    }
    add_reasons(&list, claim->downgrades, claim->downgrade_count);
    add_reasons(&list, claim->upgrades, claim->upgrade_count);
    for (size_t i = 0; i < claim->dispute_count; i++) {
        add_text(&list, &claim->disputes[i].locator);
        add_text(&list, &claim->disputes[i].says);
    }
    for (size_t i = 0; i < claim->correction_count; i++) {
        add_text(&list, &claim->corrections[i].statement);
        add_text(&list, &claim->corrections[i].locator);
    }
    return done(&list);
}

/* ---- running text
 * -----------------------------------------------------------------------------*/

/* The lists of the files, a list for each source of the job. */
struct gathered {
    struct job *job;
    const struct document *document;
    struct list *lists;
    size_t count;
};

static bool is_section(const struct document *document, uint32_t source)
{
    for (size_t i = 0; i < document->section_count; i++)
        if (document->sections[i].source == source)
            return true;
    return false;
}

static void gather(struct gathered *gathered, struct text digits, struct span span)
{
    if (span.source < gathered->count && is_section(gathered->document, span.source))
        add(&gathered->lists[span.source], digits, TEXT(""), span);
}

/* Numbers in the locators of a citation that was typed there. */
static void gather_locators(struct gathered *gathered, const struct cite *cite)
{
    struct text digits;
    for (size_t i = 0; i < cite->count; i++) {
        struct text locator = cite->items[i].locator;
        for (size_t at = 0; (digits = next_number(locator, &at)).length > 0;)
            gather(gathered, digits, cite->items[i].span);
    }
}

/* Whether a box of claims made these words: they have the box's place. */
static bool is_made(const struct passage *passage, struct span span)
{
    bool cell = passage->kind == PASSAGE_CELL || passage->kind == PASSAGE_HEAD_CELL;
    return cell && span.start == passage->block->span.start;
}

/* Numbers as they were written, so that what variables print is none; a word that is printed
 * twice, as an abbreviation with its long form, is read once. */
static void gather_passage(struct gathered *gathered, const struct passage *passage)
{
    struct text digits;
    for (size_t i = 0; i < passage->stretch_count; i++) {
        struct span span = passage->stretches[i].span;
        struct text text = source_text(gathered->job, span);
        bool again = i > 0 && span.start == passage->stretches[i - 1].span.start;
        if (again || is_made(passage, span))
            continue;
        for (size_t at = 0; (digits = next_number(text, &at)).length > 0;) {
            struct span own = {span.source, span.start + (uint32_t)(at - digits.length),
                               span.start + (uint32_t)at};
            gather(gathered, digits, own);
        }
    }
    for (size_t i = 0; i < passage->mark_count; i++)
        if (passage->marks[i].node->kind == INLINE_CITE)
            gather_locators(gathered,
                            &gathered->document->cites[passage->marks[i].node->number]);
}

struct typed_files typed_in_files(struct job *job, const struct document *document,
                                  const struct prose *prose)
{
    struct gathered gathered = {job, document, NULL, job->sources.list.count};
    struct typed_files files = {0, NULL};
    gathered.lists = arena_array(&job->arena, gathered.count, sizeof *gathered.lists);
    files.items = arena_array(&job->arena, gathered.count, sizeof *files.items);
    for (size_t i = 0; i < gathered.count; i++)
        gathered.lists[i].job = job;
    for (size_t i = 0; i < document->variables.count; i++)
        add_text(&gathered.lists[document->span.source], &document->variables.items[i]);
    for (size_t i = 0; i < prose->count; i++)
        gather_passage(&gathered, &prose->items[i]);
    for (size_t i = 0; i < gathered.count; i++) {
        uint32_t source = (uint32_t)i;
        if (source != document->span.source && !is_section(document, source))
            continue;
        files.items[files.count].source = source;
        files.items[files.count++].typed = done(&gathered.lists[i]);
    }
    return files;
}
