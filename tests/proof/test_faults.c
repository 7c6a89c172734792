/* Each fault of a finished file is found, and told for what it is. */
#include "sample.h"

static void empty_glyph(void **state)
{
    struct sample s = sample_new(*state);
    s.empty = 'm';
    assert_false(sample_right(&s));
    assert_messages(*state, "1:9 proof-glyph-empty: \"m\" prints as nothing: its glyph in font "
                            "Squares is empty\n");
}

static void missing_glyph(void **state)
{
    struct sample s = sample_new(*state);
    s.glyphs = 'v';
    assert_false(sample_right(&s));
    assert_messages(*state, "1:1 proof-glyph-missing: font Squares in the finished file has no "
                            "glyph for \"v\"\n");
}

static void wrong_width(void **state)
{
    struct sample s = sample_new(*state);
    s.widths = "/DW 500/W[48[502]]";
    assert_false(sample_right(&s));
    assert_messages(*state, "1:6 proof-width: glyph of \"0\" in font Squares is 500 wide, but "
                            "the file says 502\n");
}

static void wrong_decoding(void **state)
{
    struct sample s = sample_new(*state);
    s.decoding = "2 beginbfrange <0020> <007E> <0020> <0065> <0065> <0063> endbfrange";
    assert_false(sample_right(&s));
    assert_messages(*state,
                    "1:1 proof-tounicode: a glyph of font Squares reads as \"c\", which "
                    "is wrong wherever it stands: \"Give\" reads as \"Givc\"\n");
}

static void no_decoding(void **state)
{
    struct sample s = sample_new(*state);
    s.decoding = "2 beginbfrange <0020> <007E> <0020> <0065> <0065> <E000> endbfrange";
    assert_false(sample_right(&s));
    assert_int_equal(((struct job *)*state)->diags.list.items[0].id, DIAG_PROOF_UNREAD);
}

static void plain_font(void **state)
{
    struct sample s = sample_new(*state);
    s.font = "/Subtype/Type0/Encoding/Identity-H/ToUnicode 14 0 R";
    assert_false(sample_right(&s));
    assert_int_equal(((struct job *)*state)->diags.list.items[0].id, DIAG_PROOF_FONT);
}

static void bad_box(void **state)
{
    struct sample s = sample_new(*state);
    s.box = "/MediaBox[0 0 2 200]";
    assert_false(sample_right(&s));
    assert_int_equal(((struct job *)*state)->diags.list.items[0].id, DIAG_PROOF_PAGE);
}

static void off_page(void **state)
{
    struct sample s = sample_new(*state);
    s.box = "/MediaBox[0 0 68 200]";
    assert_false(sample_right(&s));
    assert_messages(*state, "1:1 proof-page: page 1 of the finished file is wrong: text lies "
                            "outside of the page\n");
}

static void untagged(void **state)
{
    struct sample s = sample_new(*state);
    s.content = joined(&s, s.content, "0 0 10 10 re f\n", "");
    assert_false(sample_right(&s));
    assert_messages(*state,
                    "1:1 proof-page: page 1 of the finished file is wrong: something is "
                    "neither tagged nor an artifact\n");
}

static void tag_in_artifact(void **state)
{
    struct sample s = sample_new(*state);
    s.content = joined(&s, "/Artifact BMC\n", s.content, "EMC\n");
    assert_false(sample_right(&s));
    assert_messages(*state, "1:1 proof-page: page 1 of the finished file is wrong: tagged "
                            "content and an artifact stand in one another\n");
}

static void invisible(void **state)
{
    struct sample s = sample_new(*state);
    s.content = joined(&s, "3 Tr\n", s.content, "");
    assert_false(sample_right(&s));
    assert_messages(*state, "1:1 proof-page: page 1 of the finished file is wrong: text is "
                            "shown that cannot be seen\n");
}

static void wrong_parent(void **state)
{
    struct sample s = sample_new(*state);
    s.parents = "/Nums[0[8 0 R 8 0 R 9 0 R]1 9 0 R]";
    assert_false(sample_right(&s));
    assert_messages(*state,
                    "1:1 proof-structure: structure tree of the finished file is wrong: "
                    "the parent tree does not lead from content to its element (page "
                    "1)\n");
}

static void held_twice(void **state)
{
    struct sample s = sample_new(*state);
    s.first = "/S/P/P 6 0 R/Pg 3 0 R/K[0 0]";
    assert_false(sample_right(&s));
    assert_messages(*state,
                    "1:1 proof-structure: structure tree of the finished file is wrong: "
                    "content is held twice (page 1)\n");
}

static void not_held(void **state)
{
    struct sample s = sample_new(*state);
    s.kids = "[8 0 R]";
    assert_false(sample_right(&s));
    assert_messages(*state,
                    "1:1 proof-structure: structure tree of the finished file is wrong: "
                    "tagged content is in no element (page 1)\n"
                    "1:1 proof-missing: \"Give 20 mg\" is missing in the finished "
                    "file\n");
}

static void link_nowhere(void **state)
{
    struct sample s = sample_new(*state);
    s.link = "/Rect[45 128 65 140]/Dest[99 0 R/FitH 10]";
    assert_false(sample_right(&s));
    assert_messages(*state, "1:1 proof-link: a link on page 1 of the finished file leads to a "
                            "place that is not in the file\n");
}

static void bookmark_nowhere(void **state)
{
    struct sample s = sample_new(*state);
    s.outline = "/Title(Give)/Dest[99 0 R/FitH 190]";
    assert_false(sample_right(&s));
    assert_messages(
        *state, "1:1 proof-outline: bookmark \"Give\" leads nowhere in the finished file\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(empty_glyph),      job_test(missing_glyph), job_test(wrong_width),
        job_test(wrong_decoding),   job_test(no_decoding),   job_test(plain_font),
        job_test(bad_box),          job_test(off_page),      job_test(untagged),
        job_test(tag_in_artifact),  job_test(invisible),     job_test(wrong_parent),
        job_test(held_twice),       job_test(not_held),      job_test(link_nowhere),
        job_test(bookmark_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
