/* Layouts over layouts, and named values. */
#include "layout.h"

static void a_layer_changes_what_it_says(void **state)
{
    struct job *job = *state;
    layout_file(job, "base.yaml",
                "name: base\nnumber-depth: 2\npage: {size: a4, inner: 20mm, outer: 30mm}\n"
                "styles:\n  body: {size: 11pt, leading: 15pt}\n  heading: {weight: 700}\n");
    struct design *design =
        layout_design(job, "name: top\nextends: base.yaml\npage: {size: letter}\n"
                           "styles:\n  body: {size: 12pt}\n  heading: {padding: 1em}\n");
    const struct style *body = design_style(design, NULL, "body");
    assert_text_equal(design->name, "top");
    assert_int_equal(design->number_depth, 2);
    assert_int_equal(design->page_width, PT(612));
    assert_int_equal(design->page_height, PT(792));
    assert_true(design->margin_outer > design->margin_inner);
    assert_int_equal(body->size, PT(12));
    assert_int_equal(body->leading, PT(15));
    assert_int_equal(design_style(design, NULL, "heading")->weight, 700);
    assert_int_equal(design_style(design, NULL, "heading")->padding[SIDE_LEFT], PT(12));
}

static void named_values_of_the_top_reach_the_base(void **state)
{
    struct job *job = *state;
    layout_file(job, "base.yaml",
                "values: {accent: \"#112233\", rule: $accent, gap: 3pt}\n"
                "page: {inner: $gap}\n"
                "styles:\n  heading: {colour: $accent, border-top: {width: $gap, colour: "
                "$rule}}\n");
    struct design *design =
        layout_design(job, "extends: base.yaml\nvalues: {accent: \"#445566\", gap: 2pt}\n");
    const struct style *heading = design_style(design, NULL, "heading");
    assert_int_equal(heading->colour, 0x445566);
    assert_int_equal(heading->border[SIDE_TOP].colour, 0x445566);
    assert_int_equal(heading->border[SIDE_TOP].width, PT(2));
    assert_int_equal(design->margin_inner, PT(2));
}

static void a_chain_that_loops_is_refused(void **state)
{
    struct job *job = *state;
    layout_file(job, "base.yaml", "extends: top.yaml\n");
    layout_fails(job, "extends: base.yaml\n",
                 "1:10 layout-loop: layout \"top.yaml\" extends itself\n");
}

static void a_long_chain_is_refused(void **state)
{
    struct job *job = *state;
    for (char i = 'a'; i < 'k'; i++) {
        struct buffer name = buffer_new(&job->arena);
        struct buffer text = buffer_new(&job->arena);
        buffer_byte(&name, i);
        buffer_string(&text, "extends: ");
        buffer_byte(&text, (char)(i + 1));
        layout_file(job, text_string(&job->arena, buffer_text(&name)),
                    text_string(&job->arena, buffer_text(&text)));
    }
    layout_fails(job, "extends: a\n",
                 "1:10 layout-chain: more than 8 layouts extend each other at \"h\"\n");
}

static void names_must_lead_somewhere(void **state)
{
    layout_fails(*state,
                 "values: {accent: black, one: $two, two: $one}\n"
                 "styles:\n  body: {colour: $acent, size: $one}\n",
                 "3:18 value-unknown: no value is named \"acent\" (did you mean \"accent\"?)\n"
                 "3:32 value-loop: named value \"$one\" stands for itself\n");
}

static void names_stand_in_sums_and_groups(void **state)
{
    struct design *design = layout_design(
        *state, "values: {sizes: {text: 11pt, small: 9pt}, gap: 3pt, wide: $gap * 2}\n"
                "styles:\n"
                "  body: {size: $sizes.text}\n"
                "  heading: {space-before: $wide + 1pt, label: \"US$sizes\"}\n");
    const struct style *heading = design_style(design, NULL, "heading");
    assert_int_equal(heading->size, PT(11));
    assert_int_equal(heading->space_before, PT(7));
    assert_text_equal(heading->label, "US$sizes");
}

static void names_that_grow_are_cut_short(void **state)
{
    layout_fails(*state,
                 "values: {a: $a + $a}\n"
                 "styles:\n  body: {size: $a}\n",
                 "3:16 value-loop: named value \"$a\" stands for itself\n");
}

static void an_unquoted_colour_is_a_comment(void **state)
{
    layout_fails(*state, "styles:\n  body:\n    colour: #112233\n",
                 "3:5 value-kind: \"colour\" must be one value, not empty (a \"#\" starts a "
                 "comment: put colours in quotes)\n");
}

static void a_named_value_is_one_value(void **state)
{
    layout_fails(*state, "values:\n  accent: #112233\n  list: [a]\n",
                 "2:3 value-kind: \"accent\" must be one value, not empty (a \"#\" starts a "
                 "comment: put colours in quotes)\n"
                 "3:9 value-kind: \"list\" must be one value, not a list\n");
}

static void a_missing_base_is_named(void **state)
{
    layout_fails(*state, "extends: nowhere/base.yaml\n",
                 "1:10 file-missing: file \"nowhere/base.yaml\" does not exist (paths are "
                 "relative to the file they are written in)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(a_layer_changes_what_it_says),
        job_test(named_values_of_the_top_reach_the_base),
        job_test(a_chain_that_loops_is_refused),
        job_test(a_long_chain_is_refused),
        job_test(names_must_lead_somewhere),
        job_test(names_stand_in_sums_and_groups),
        job_test(names_that_grow_are_cut_short),
        job_test(an_unquoted_colour_is_a_comment),
        job_test(a_named_value_is_one_value),
        job_test(a_missing_base_is_named),
    };
    return cmocka_run_group_tests_name("layers", tests, NULL, NULL);
}
