/* Takes a finished file read back, compares its page numbers; see running.h. */
#include "proof/running.h"

struct running_check {
    struct job *job;
    const struct proof *proof;
    size_t page;
    size_t count; /* of the document's pages */
    struct span span;
};

/* `part` with its page numbers put in; empty where it asks for none or for other things too. */
static struct text filled(const struct running_check *check, struct text part)
{
    struct buffer out = buffer_new(&check->job->arena);
    bool numbered = false;
    for (size_t at = 0; at < part.length;) {
        size_t open = text_find(part, '{', at), close = text_find(part, '}', open);
        struct text name = text_slice(part, open + 1, close);
        buffer_add(&out, text_slice(part, at, open));
        if (open < part.length && !text_is(name, "page") && !text_is(name, "pages"))
            return TEXT("");
        if (open < part.length)
            buffer_number(&out,
                          (int64_t)(text_is(name, "page") ? check->page + 1 : check->count));
        numbered = numbered || open < part.length;
        at = close < part.length ? close + 1 : part.length;
    }
    return numbered ? text_trim(buffer_text(&out)) : TEXT("");
}

/* Without spaces, as letters are compared by. */
static struct text packed(struct arena *arena, struct text text)
{
    struct buffer out = buffer_new(arena);
    uint32_t plain[3];
    for (size_t at = 0; at < text.length;) {
        size_t count = rune_plain(text_next(text, &at), plain);
        for (size_t i = 0; i < count; i++)
            if (plain[i] != LETTER_SPACE)
                buffer_rune(&out, plain[i]);
    }
    return buffer_text(&out);
}

static bool is_digit_at(struct text text, size_t at)
{
    return at < text.length && text_digit(text.bytes[at]);
}

/* Whether `said` holds `wanted` with no further digits on either side. */
static bool says(struct text said, struct text wanted)
{
    for (size_t at = text_search(said, wanted, 0); at < said.length;
         at = text_search(said, wanted, at + 1))
        if (!is_digit_at(said, at + wanted.length) && (at == 0 || !is_digit_at(said, at - 1)))
            return true;
    return false;
}

static void check_text(const struct running_check *check, struct text template)
{
    const struct text dot = TEXT(" \xC2\xB7 ");
    struct arena *arena = &check->job->arena;
    struct buffer number = buffer_new(arena);
    buffer_number(&number, (int64_t)check->page + 1);
    for (size_t at = 0; at < template.length;) {
        size_t end = text_search(template, dot, at);
        struct text wanted = filled(check, text_slice(template, at, end));
        if (wanted.length > 0 &&
            !says(check->proof->pages[check->page].running, packed(arena, wanted)))
            diag(check->job, DIAG_PROOF_RUNNING, check->span,
                 text_string(arena, buffer_text(&number)), text_string(arena, wanted), NULL);
        at = end + dot.length;
    }
}

static void check_running(struct running_check *check, const struct running *running)
{
    check->span = running->span;
    check_text(check, running->inner);
    check_text(check, running->centre);
    check_text(check, running->outer);
}

void running_compare(struct job *job, const struct proof *proof)
{
    const struct design *design = proof->against->design;
    if (design->print.imposition != IMPOSE_SINGLE)
        return;
    size_t listed = proof->against->listed_pages;
    size_t count = proof->page_count > listed ? proof->page_count - listed : 0;
    for (size_t page = 0; page < count; page++) {
        struct running_check check = {job, proof, page, count, {0, 0, 0}};
        check_running(&check, page == 0 ? &design->head_first : &design->head);
        check_running(&check, &design->foot);
        check_running(&check, &design->foot_second);
    }
}
