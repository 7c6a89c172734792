/*
 * Takes the running text, gives what is missing of the parts that a reader needs: a main
 * message, safety and uncertainty, alternatives, text in pieces that can be taken in.
 */
#include "rules/checks.h"

static bool is_role(const struct block *block, const char *role)
{
    return block != NULL && block->kind == BLOCK_BOX && text_is(block->role, role);
}

/* ---- parts that must be there
 * -----------------------------------------------------------------*/

/* What stands below a heading or inside a box: passages [from, to). */
struct extent_of {
    size_t from, to;
};

static struct extent_of part_of(const struct prose *prose, size_t at)
{
    const struct passage *head = &prose->items[at];
    bool heading = head->kind == PASSAGE_HEADING;
    struct extent_of part = {heading ? at + 1 : at, at + 1};
    for (; part.to < prose->count; part.to++) {
        const struct passage *next = &prose->items[part.to];
        if (heading && next->kind == PASSAGE_HEADING &&
            next->block->level <= head->block->level)
            break;
        if (!heading && next->box != head->box)
            break;
    }
    return part;
}

static bool has_words(const struct prose *prose, struct extent_of part)
{
    for (size_t i = part.from; i < part.to; i++)
        if (prose->items[i].kind != PASSAGE_HEADING &&
            prose_words(prose->items[i].text, 0, prose->items[i].text.length) > 0)
            return true;
    return false;
}

static bool has_cites(const struct prose *prose, struct extent_of part)
{
    for (size_t i = part.from; i < part.to; i++)
        if (prose_marked(&prose->items[i], INLINE_CITE, 0, prose->items[i].text.length))
            return true;
    return false;
}

static void report_part(const struct checks *rules, struct span at, const char *what,
                        const char *fault, const char *hint)
{
    struct buffer message = buffer_new(&rules->job->arena);
    buffer_string(&message, "the part on ");
    buffer_string(&message, what);
    buffer_string(&message, fault);
    diag(rules->job, DIAG_REQUIRED_SECTIONS, at,
         text_string(&rules->job->arena, buffer_text(&message)), hint, NULL);
}

/* Checks the part that passage `at` begins; `what` names it. */
static void check_part(const struct checks *rules, size_t at, const char *what)
{
    const struct passage *head = &rules->prose->items[at];
    struct extent_of part = part_of(rules->prose, at);
    if (!has_words(rules->prose, part))
        report_part(rules, head->span, what, " is empty", "");
    else if (!has_cites(rules->prose, part))
        report_part(rules, head->span, what, " cites no source",
                    "cite what it rests on, as in [@key]");
}

static bool begins_part(const struct passage *passage, const char *role,
                        const char *const *words)
{
    if (is_role(passage->box, role))
        return true;
    if (passage->kind != PASSAGE_HEADING && passage->kind != PASSAGE_TITLE)
        return false;
    for (; *words != NULL; words++)
        if (prose_find(passage->text, text_of(*words), 0) < passage->text.length)
            return true;
    return false;
}

/* Checks that a box of kind `role` or a heading with one of `words` begins a part; of several
 * one must hold. */
static void require_kind(const struct checks *rules, const char *what, const char *role,
                         const char *const *words)
{
    const struct prose *prose = rules->prose;
    size_t first = prose->count;
    for (size_t i = 0; i < prose->count; i++) {
        if (!begins_part(&prose->items[i], role, words))
            continue;
        struct extent_of part = part_of(prose, i);
        if (has_words(prose, part) && has_cites(prose, part))
            return;
        first = first < i ? first : i;
    }
    if (first < prose->count)
        check_part(rules, first, what);
    else
        report_part(rules, rule_place(rules), what, " is missing",
                    "give it a heading that names it, or a box");
}

static size_t passage_of(const struct prose *prose, const struct block *block)
{
    for (size_t i = 0; i < prose->count; i++)
        if (prose->items[i].block == block || prose->items[i].box == block)
            return i;
    return prose->count;
}

/* Checks the parts that the policy names by id, in its order. */
static void require_ids(const struct checks *rules)
{
    const struct texts *ids = &rules->thresholds.required;
    size_t last = 0;
    for (size_t i = 0; i < ids->count; i++) {
        const struct label *label = document_label(rules->document, ids->items[i].text);
        const char *name = rule_string(rules, ids->items[i].text);
        size_t at =
            label == NULL ? rules->prose->count : passage_of(rules->prose, label->block);
        if (at == rules->prose->count) {
            report_part(rules, ids->items[i].span, name, " is missing",
                        "the document has no heading or box with this id");
            continue;
        }
        check_part(rules, at, name);
        if (at < last)
            report_part(rules, label->span, name, " stands too early",
                        "the policy's required-sections give the order");
        last = at;
    }
}

void rule_required_sections(const struct checks *rules)
{
    static const char *const safety[] = {"safety", "side effects", "adverse effects",
                                         "harms",  "risks",        NULL};
    static const char *const unsure[] = {"uncertainty", "uncertain",   "not known",
                                         "unknown",     "not certain", NULL};
    if (rules->thresholds.required.count > 0) {
        require_ids(rules);
        return;
    }
    require_kind(rules, "safety", "warning", safety);
    require_kind(rules, "uncertainty", "uncertainty", unsure);
}

/* ---- main message
 * -----------------------------------------------------------------------------*/

void rule_main_message(const struct checks *rules)
{
    const struct prose *prose = rules->prose;
    const struct block *first = NULL;
    for (size_t i = 0; i < prose->count && prose->items[i].section == 0; i++) {
        const struct passage *passage = &prose->items[i];
        bool marked = is_role(passage->box, "key-message");
        if (passage->kind == PASSAGE_HEADING || passage->note != NULL)
            continue;
        if (first == NULL && !marked) {
            diag(rules->job, DIAG_MAIN_MESSAGE, passage->span,
                 "the document does not start with its main message", NULL);
            return;
        }
        if (marked && first != NULL && first != passage->box) {
            diag(rules->job, DIAG_MAIN_MESSAGE, passage->box->span,
                 "a second main message in the first section", NULL);
            return;
        }
        first = marked ? passage->box : first;
    }
    if (first == NULL)
        diag(rules->job, DIAG_MAIN_MESSAGE, rule_place(rules),
             "the first section has no main message", NULL);
}

/* ---- chunking
 * ---------------------------------------------------------------------------------*/

/* A paragraph that nothing sets apart from the next. */
static bool is_plain(const struct passage *passage)
{
    return passage->kind == PASSAGE_PARAGRAPH && passage->box == NULL && passage->list == NULL;
}

void rule_chunking(const struct checks *rules)
{
    const struct prose *prose = rules->prose;
    int64_t words = 0;
    bool reported = false;
    struct span start = {0, 0, 0};
    for (size_t i = 0; i < prose->count; i++) {
        const struct passage *passage = &prose->items[i];
        if (passage->note != NULL)
            continue;
        if (!is_plain(passage)) {
            words = 0;
            reported = false;
            continue;
        }
        if (words == 0)
            start = passage->span;
        words += (int64_t)prose_words(passage->text, 0, passage->text.length);
        if (words > rules->thresholds.section_words && !reported) {
            diag(rules->job, DIAG_CHUNKING, start, rule_number(rules, words), NULL);
            reported = true;
        }
    }
}

/* ---- balance
 * ----------------------------------------------------------------------------------*/

static bool mentions(const struct checks *rules, const char *const *phrases)
{
    for (; *phrases != NULL; phrases++)
        for (size_t i = 0; i < rules->prose->count; i++) {
            struct text text = rules->prose->items[i].text;
            if (prose_find(text, text_of(*phrases), 0) < text.length)
                return true;
        }
    return false;
}

void rule_balance(const struct checks *rules)
{
    static const char *const others[] = {"alternative",
                                         "alternatives",
                                         "other treatments",
                                         "other treatment",
                                         "another treatment",
                                         "other options",
                                         NULL};
    static const char *const none[] = {"no treatment", "without treatment", "untreated",
                                       "not treated",  "not treating",      NULL};
    static const char *const help[] = {"call",        "emergency", "helpline",
                                       "crisis line", "contact",   NULL};
    const struct {
        const char *const *phrases;
        const char *what;
        const char *hint;
    } parts[] = {
        {others, "alternatives", "say what other treatments there are"},
        {none, "what happens without treatment", "no treatment is one of the choices"},
        {help, "where to get help", "say whom to call, and when"},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!mentions(rules, parts[i].phrases))
            diag(rules->job, DIAG_BALANCE, rule_place(rules), parts[i].what, parts[i].hint,
                 NULL);
}
