/*
 * Takes the document's metadata and what its text says of them, gives what is missing for
 * document control: who answers, since when, until when, on whose money, by what method.
 */
#include "rules/checks.h"

static bool is_given(const struct meta *meta)
{
    return meta->to_fill || meta->value.text.length > 0;
}

static int date_number(struct date date)
{
    return (date.year * 100 + date.month) * 100 + date.day;
}

/* ---- document control
 * -------------------------------------------------------------------------*/

/* The start of the line of the document file that holds the title: new keys go before it. */
static struct span key_place(const struct checks *rules)
{
    struct span span = rules->document->title.value.span;
    struct text text = source_find(rules->job, span.source)->text;
    while (span.start > 0 && text.bytes[span.start - 1] != '\n')
        span.start--;
    span.end = span.start;
    return span;
}

static void report_key(const struct checks *rules, const char *key)
{
    struct buffer line = buffer_new(&rules->job->arena);
    struct fix fix = {key_place(rules), TEXT("")};
    buffer_string(&line, key);
    buffer_string(&line, ": to-fill\n");
    fix.text = buffer_text(&line);
    if (fix.span.source == rules->document->span.source)
        diag_fix(rules->job, DIAG_DOC_CONTROL, fix, rule_place(rules), key, NULL);
    else
        diag(rules->job, DIAG_DOC_CONTROL, rule_place(rules), key, NULL);
}

void rule_doc_control(const struct checks *rules)
{
    static const char *const keys[] = {"version",   "date",   "owner",         "approver",
                                       "review-by", "status", "change-summary"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!is_given(document_meta(rules->document, keys[i])))
            report_key(rules, keys[i]);
}

static void check_claims_due(const struct checks *rules)
{
    const struct claims *claims = rules->document->claims;
    for (size_t i = 0; i < claims->count; i++) {
        const struct review *review = &claims->items[i].review;
        if (review->until.year > 0 && date_number(review->until) < rules->job->diags.today)
            diag(rules->job, DIAG_EXPIRED, review->until_span,
                 rule_string(rules, source_text(rules->job, review->until_span)), "the claim",
                 "its dates", NULL);
    }
}

void rule_expired(const struct checks *rules)
{
    const struct meta *review = &rules->document->review_by;
    if (review->date.year > 0 && date_number(review->date) < rules->job->diags.today)
        diag(rules->job, DIAG_EXPIRED, review->value.span,
             rule_string(rules, review->value.text), "the document", "its version and dates",
             NULL);
    check_claims_due(rules);
}

void rule_review_interval(const struct checks *rules)
{
    const struct document *document = rules->document;
    struct date last = document->date.date;
    if (last.year == 0 || document->review_by.date.year == 0)
        return;
    last.year += (int)rules->thresholds.review_years;
    if (date_number(document->review_by.date) > date_number(last))
        diag(rules->job, DIAG_REVIEW_INTERVAL, document->review_by.value.span,
             rule_number(rules, rules->thresholds.review_years), NULL);
}

/* ---- what the text must state
 * -----------------------------------------------------------------*/

/* Whether a heading, box title, term or strong run of words says one of `phrases`. */
static bool announces(const struct passage *passage, const char *const *phrases)
{
    for (; *phrases != NULL; phrases++) {
        struct text phrase = text_of(*phrases);
        size_t at = prose_find(passage->text, phrase, 0);
        bool head = passage->kind == PASSAGE_HEADING || passage->kind == PASSAGE_TITLE ||
                    passage->kind == PASSAGE_TERM;
        if (at < passage->text.length &&
            (head || prose_marked(passage, INLINE_STRONG, at, at + phrase.length)))
            return true;
    }
    return false;
}

/* Whether the text prints the metadata `key`, or has a part announced by one of `phrases`. */
static bool states(const struct checks *rules, const char *key, const char *const *phrases)
{
    const struct meta *meta = document_meta(rules->document, key);
    if (is_given(meta) && meta->used)
        return true;
    for (size_t i = 0; i < rules->prose->count; i++)
        if (announces(&rules->prose->items[i], phrases))
            return true;
    return false;
}

void rule_coi_funding(const struct checks *rules)
{
    static const char *const interests[] = {"interests", "conflicts of interest",
                                            "competing interests", NULL};
    static const char *const funding[] = {"funding", "funded by", NULL};
    if (!states(rules, "interests", interests))
        diag(rules->job, DIAG_COI_FUNDING, rule_place(rules), "interests", NULL);
    if (!states(rules, "funding", funding))
        diag(rules->job, DIAG_COI_FUNDING, rule_place(rules), "funding", NULL);
}

void rule_external_review(const struct checks *rules)
{
    static const char *const phrases[] = {"external review", "peer review", "reviewed by",
                                          NULL};
    if (!states(rules, "external-review", phrases))
        diag(rules->job, DIAG_EXTERNAL_REVIEW, rule_place(rules), NULL);
}

void rule_update_procedure(const struct checks *rules)
{
    static const char *const phrases[] = {"upkeep", "updates", "updating", "update", NULL};
    if (!states(rules, "update-procedure", phrases))
        diag(rules->job, DIAG_UPDATE_PROCEDURE, rule_place(rules), NULL);
}

void rule_methods(const struct checks *rules)
{
    static const char *const phrases[] = {"method", "methods", "how this was made", NULL};
    if (!states(rules, "methods", phrases))
        diag(rules->job, DIAG_METHODS, rule_place(rules), NULL);
}

void rule_feedback_contact(const struct checks *rules)
{
    static const char *const phrases[] = {"corrections", "feedback", "contact", NULL};
    if (!states(rules, "feedback-contact", phrases))
        diag(rules->job, DIAG_FEEDBACK_CONTACT, rule_place(rules), NULL);
}

/* ---- the search
 * -------------------------------------------------------------------------------*/

static void add_month(struct date date, struct buffer *out)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    buffer_string(out, months[date.month - 1]);
}

/* Whether the text has the date in words, month or day first, in English. */
static bool prints_date(const struct checks *rules, struct date date)
{
    struct buffer words[2] = {buffer_new(&rules->job->arena), buffer_new(&rules->job->arena)};
    add_month(date, &words[0]);
    buffer_byte(&words[0], ' ');
    buffer_number(&words[0], date.day);
    buffer_number(&words[1], date.day);
    buffer_byte(&words[1], ' ');
    add_month(date, &words[1]);
    for (size_t i = 0; i < rules->prose->count; i++)
        for (size_t form = 0; form < 2; form++) {
            struct text text = rules->prose->items[i].text;
            if (prose_find(text, buffer_text(&words[form]), 0) < text.length)
                return true;
        }
    return false;
}

void rule_search_date(const struct checks *rules)
{
    struct job *job = rules->job;
    const struct meta *search = &rules->document->search_date;
    if (!is_given(search)) {
        diag(job, DIAG_SEARCH_DATE, rule_place(rules),
             "the day of the last search for evidence is not given",
             "give it as \"search-date:\" and print it with {{search-date}}", NULL);
        return;
    }
    if (!search->used && (search->to_fill || !prints_date(rules, search->date)))
        diag(job, DIAG_SEARCH_DATE, search->value.span, "the day of the search is not printed",
             "print it with {{search-date}}", NULL);
    struct date last = search->date;
    last.year += (int)rules->thresholds.search_years;
    if (search->date.year > 0 && date_number(last) < job->diags.today)
        diag(job, DIAG_SEARCH_DATE, search->value.span,
             "the evidence was searched too long ago",
             "search again, or say in the policy how old a search may be (search-years)", NULL);
}
