/* What the file says is compared with the document word for word. */
#include "sample.h"

static void same_text(void **state)
{
    struct sample s = sample_new(*state);
    assert_true(sample_right(&s));
    assert_messages(*state, "");
}

static void changed_digit(void **state)
{
    struct sample s = sample_new(*state);
    assert_false(sample_proves(&s, "Give 25 mg", "Read more"));
    assert_messages(*state, "1:6 proof-changed: \"25\" reads as \"20\" in the finished file\n");
}

static void changed_unit(void **state)
{
    struct sample s = sample_new(*state);
    assert_false(sample_proves(&s, "Give 20 ug", "Read more"));
    assert_messages(*state, "1:9 proof-changed: \"ug\" reads as \"mg\" in the finished file\n");
}

static void missing_word(void **state)
{
    struct sample s = sample_new(*state);
    assert_false(sample_proves(&s, "Give 20 mg", "Read no more"));
    assert_messages(*state, "2:6 proof-missing: \"no\" is missing in the finished file\n");
}

static void added_word(void **state)
{
    struct sample s = sample_new(*state);
    assert_false(sample_proves(&s, "Give 20 mg", "more"));
    assert_messages(*state, "1:9 proof-added: \"Read\" stands in the finished file but not in "
                            "the document\n");
}

static void lost_space(void **state)
{
    struct sample s = sample_new(*state);
    assert_false(sample_proves(&s, "Give 20mg", "Read more"));
    assert_messages(*state,
                    "1:6 proof-changed: \"20mg\" reads as \"20 mg\" in the finished file\n");
}

static void swapped_order(void **state)
{
    struct sample s = sample_new(*state);
    s.kids = "[8 0 R 7 0 R]";
    assert_false(sample_right(&s));
    assert_messages(*state, "2:1 proof-order: \"Read more\" stands in another place of the "
                            "finished file\n");
}

static void other_document(void **state)
{
    struct sample s = sample_new(*state);
    assert_false(sample_proves(&s, "Nothing of this", "was ever printed there"));
    assert_true(((struct job *)*state)->diags.errors > 0);
}

/* After many differences it is said that there are more, and no more are told. */
static void many_changes(void **state)
{
    struct job *job = *state;
    struct sample s = sample_new(job);
    struct buffer shown = buffer_new(&job->arena), meant = buffer_new(&job->arena);
    for (int i = 0; i < 60; i++) {
        buffer_string(&shown, "one two three four five ");
        buffer_string(&meant, "one two three four 1234567 ");
    }
    s.content = joined(&s, "/P<</MCID 0>>BDC\nBT /F0 .05 Tf 20 150 Td [",
                       text_string(&job->arena, buffer_text(&shown)),
                       "] Tj ET\nEMC\n/P<</MCID 1>>BDC\nBT 20 130 Td [Read ] Tj ET\nEMC\n"
                       "/Link<</MCID 2>>BDC\nBT [more] Tj ET\nEMC\n");
    assert_false(sample_proves(&s, text_string(&job->arena, buffer_text(&meant)), "Read more"));
    assert_int_equal(job->diags.list.count, 41);
    assert_int_equal(job->diags.list.items[39].id, DIAG_PROOF_CHANGED);
    assert_int_equal(job->diags.list.items[40].id, DIAG_PROOF_MORE);
}

/* A word may be parted at a line's end, by a hyphen that is none or by nothing. */
static void lines_end(void **state)
{
    struct sample s = sample_new(*state);
    s.content = "/P<</MCID 0>>BDC\nBT /F0 10 Tf 20 150 Td [Give 20 m] Tj "
                "/Span<</ActualText(\\376\\377\\000\\255)>>BDC [-] Tj EMC 0 -12 Td [g] Tj ET\n"
                "EMC\n/P<</MCID 1>>BDC\nBT 20 130 Td [Re] Tj 0 -12 Td [ad] Tj ET\nEMC\n"
                "/Link<</MCID 2>>BDC\nBT 20 106 Td [more] Tj ET\nEMC\n";
    assert_true(sample_right(&s));
    assert_messages(*state, "");
}

/* Without the spelling the hyphen is read as one. */
static void hard_hyphen(void **state)
{
    struct sample s = sample_new(*state);
    s.content = "/P<</MCID 0>>BDC\nBT /F0 10 Tf 20 150 Td [Give 20 m-] Tj 0 -12 Td [g] Tj ET\n"
                "EMC\n/P<</MCID 1>>BDC\nBT 20 130 Td [Read ] Tj ET\nEMC\n"
                "/Link<</MCID 2>>BDC\nBT 45 130 Td [more] Tj ET\nEMC\n";
    assert_false(sample_right(&s));
    assert_messages(*state,
                    "1:9 proof-changed: \"mg\" reads as \"m- g\" in the finished file\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(same_text),     job_test(changed_digit),  job_test(changed_unit),
        job_test(missing_word),  job_test(added_word),     job_test(lost_space),
        job_test(swapped_order), job_test(other_document), job_test(lines_end),
        job_test(hard_hyphen),   job_test(many_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
