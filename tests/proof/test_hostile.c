/* Files that are damaged, hostile or not ours get a clear answer, in bounded time. */
#include "sample.h"

#define UNREADABLE                                                                             \
    " (only files that this program printed, and nobody changed, can be verified)\n"

static const struct proof *read_bytes(struct job *job, struct text bytes)
{
    return proof_read(job, bytes, TEXT("sample.pdf"), NULL);
}

static void assert_first(struct job *job, enum diag_id id)
{
    assert_true(job->diags.list.count > 0);
    assert_int_equal(job->diags.list.items[0].id, id);
}

static void empty_file(void **state)
{
    assert_null(read_bytes(*state, TEXT("")));
    assert_messages(*state, "0:0 proof-unreadable: \"sample.pdf\" cannot be read back: it does "
                            "not start as a PDF file does" UNREADABLE);
}

static void no_pdf(void **state)
{
    assert_null(read_bytes(*state, TEXT("title: not a PDF file at all\n")));
    assert_first(*state, DIAG_PROOF_UNREADABLE);
}

/* Cut anywhere: never a crash, never taken for whole. */
static void truncated(void **state)
{
    struct sample s = sample_new(*state);
    struct text whole = sample_file(&s);
    for (size_t length = 0; length + 40 < whole.length; length += 97) {
        struct job *job = job_new();
        assert_null(read_bytes(job, text_copy(&job->arena, text_slice(whole, 0, length))));
        assert_first(job, DIAG_PROOF_UNREADABLE);
        job_free(job);
    }
}

static void encrypted(void **state)
{
    struct job *job = *state;
    struct sample s = sample_new(job);
    struct text whole = sample_file(&s);
    size_t at = text_search(whole, TEXT("trailer\n<<"), 0) + 10;
    struct buffer out = buffer_new(&job->arena);
    buffer_add(&out, text_slice(whole, 0, at));
    buffer_string(&out,
                  "/ID[(0123456789abcdef)(0123456789abcdef)]/Encrypt<</Filter/Standard/V 1"
                  "/R 2/P -4/O(01234567890123456789012345678901)"
                  "/U(01234567890123456789012345678901)>>");
    buffer_add(&out, text_slice(whole, at, whole.length));
    assert_null(read_bytes(job, buffer_text(&out)));
    assert_messages(job, "0:0 proof-encrypted: \"sample.pdf\" is encrypted" UNREADABLE);
}

/* An element that holds itself and the one above it. */
static void loops(void **state)
{
    struct sample s = sample_new(*state);
    s.first = "/S/P/P 6 0 R/Pg 3 0 R/K[0 6 0 R 7 0 R]";
    assert_false(sample_right(&s));
    assert_first(*state, DIAG_PROOF_STRUCTURE);
}

static void outline_loop(void **state)
{
    struct sample s = sample_new(*state);
    s.outline = "/Title(Give)/Dest[3 0 R/FitH 190]/Next 17 0 R/First 17 0 R";
    assert_true(sample_right(&s));
}

/* Arrays within arrays deeper than any reader goes. */
static void deep(void **state)
{
    struct job *job = *state;
    struct sample s = sample_new(job);
    struct buffer out = buffer_new(&job->arena);
    buffer_string(&out, "/S/P/P 6 0 R/Pg 3 0 R/K");
    buffer_repeat(&out, '[', 100000);
    buffer_byte(&out, '0');
    buffer_repeat(&out, ']', 100000);
    s.first = text_string(&job->arena, buffer_text(&out));
    assert_false(sample_right(&s));
}

static void deep_content(void **state)
{
    struct job *job = *state;
    struct sample s = sample_new(job);
    struct buffer out = buffer_new(&job->arena);
    for (int i = 0; i < 100000; i++)
        buffer_string(&out, "q /P BMC <<");
    s.content = text_string(&job->arena, buffer_text(&out));
    assert_false(sample_right(&s));
    assert_first(job, DIAG_PROOF_PAGE);
}

/* Ranges that ask for all codes again and again. */
static void endless_ranges(void **state)
{
    struct job *job = *state;
    struct sample s = sample_new(job);
    struct buffer out = buffer_new(&job->arena);
    buffer_string(&out, "9 beginbfrange ");
    for (int i = 0; i < 20000; i++)
        buffer_string(&out, "<0000> <FFFF> <0020> ");
    buffer_string(&out, "endbfrange");
    s.decoding = text_string(&job->arena, buffer_text(&out));
    assert_false(sample_right(&s));
    assert_messages(job,
                    "0:0 proof-unreadable: \"sample.pdf\" cannot be read back: it asks for "
                    "more time or memory than its document can need" UNREADABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(empty_file), job_test(no_pdf),       job_test(truncated),
        job_test(encrypted),  job_test(loops),        job_test(outline_loop),
        job_test(deep),       job_test(deep_content), job_test(endless_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
