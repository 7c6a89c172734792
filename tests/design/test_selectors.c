/* Conditions of selectors, what wins over what, and rules that contradict each other. */
#include "layout.h"

#define KNOWN                                                                                  \
    "known: [first], [last], [after-heading], [even], [section=ID], [class=NAME], [audience=NAME]"

static const struct style *paragraph(struct design *design, struct situation situation)
{
    return design_style_at(design, NULL, "paragraph", &situation);
}

static void conditions_hold_where_they_are_met(void **state)
{
    struct design *design =
        layout_design(*state, "styles:\n"
                              "  paragraph: {indent: 1pt}\n"
                              "  paragraph[first]: {indent: 2pt}\n"
                              "  paragraph[last]: {space-after: 3pt}\n"
                              "  paragraph[after-heading][first]: {indent: 4pt}\n"
                              "  paragraph[class=lead]: {weight: 700}\n");
    struct situation none = {0};
    struct situation first = {.first = true};
    struct situation both = {.first = true, .after_heading = true, .last = true};
    struct situation lead = {.class = TEXT("lead")};
    assert_int_equal(paragraph(design, none)->indent, PT(1));
    assert_int_equal(paragraph(design, first)->indent, PT(2));
    assert_int_equal(paragraph(design, both)->indent, PT(4));
    assert_int_equal(paragraph(design, both)->space_after, PT(3));
    assert_int_equal(paragraph(design, lead)->weight, 700);
    assert_int_equal(paragraph(design, none)->weight, 400);
}

static void a_section_holds_for_all_in_it(void **state)
{
    struct design *design =
        layout_design(*state, "styles:\n"
                              "  body[section=safety] strong: {colour: \"#aa0000\"}\n");
    struct situation safety = {.section = TEXT("safety")};
    struct situation other = {.section = TEXT("about")};
    const struct style *here = design_style_at(design, NULL, "body", &safety);
    const struct style *there = design_style_at(design, NULL, "body", &other);
    here = design_style(design, design_style(design, here, "paragraph"), "strong");
    there = design_style(design, design_style(design, there, "paragraph"), "strong");
    assert_int_equal(here->colour, 0xaa0000);
    assert_int_equal(there->colour, 0);
}

static void a_section_holds_for_its_subsections(void **state)
{
    struct design *design = layout_design(*state, "styles:\n"
                                                  "  paragraph[section=safety]: {indent: 1pt}\n"
                                                  "  paragraph[section=car]: {space-after: 2pt}\n");
    struct situation both = {.section = TEXT("safety car")};
    struct situation other = {.section = TEXT("safe cars")};
    assert_int_equal(paragraph(design, both)->indent, PT(1));
    assert_int_equal(paragraph(design, both)->space_after, PT(2));
    assert_int_equal(paragraph(design, other)->indent, 0);
    assert_true(design_names_section(design, TEXT("car")));
    assert_false(design_names_section(design, TEXT("ca")));
}

static void without_conditions_situations_make_no_styles(void **state)
{
    struct design *design = layout_design(*state, "styles:\n  paragraph: {indent: 1pt}\n");
    struct situation first = {.first = true, .section = TEXT("safety")};
    struct situation none = {0};
    assert_ptr_equal(paragraph(design, first), paragraph(design, none));
}

static void the_audience_is_asked_once(void **state)
{
    struct job *job = *state;
    struct span nowhere = {0, 0, 0};
    layout_file(job, "/fonts/fonts.yaml", FONTS);
    layout_file(job, "top.yaml",
                "styles:\n"
                "  body: {size: 10pt}\n"
                "  body[audience=patients]: {size: 13pt}\n");
    struct design *staff = design_read(job, TEXT("top.yaml"), nowhere, TEXT("staff"));
    struct design *patients = design_read(job, TEXT("top.yaml"), nowhere, TEXT("patients"));
    assert_messages(job, "");
    assert_int_equal(design_style(staff, NULL, "body")->size, PT(10));
    assert_int_equal(design_style(patients, NULL, "body")->size, PT(13));
}

static void what_is_named_more_closely_wins(void **state)
{
    struct design *design = layout_design(*state, "styles:\n"
                                                  "  callout.note paragraph: {indent: 3pt}\n"
                                                  "  callout paragraph: {indent: 2pt}\n"
                                                  "  paragraph: {indent: 1pt}\n");
    const struct style *note = design_style(design, NULL, "callout.note");
    const struct style *warning = design_style(design, NULL, "callout.warning");
    assert_int_equal(design_style(design, note, "paragraph")->indent, PT(3));
    assert_int_equal(design_style(design, warning, "paragraph")->indent, PT(2));
    assert_int_equal(design_style(design, NULL, "paragraph")->indent, PT(1));
}

static void contradictions_are_reported_where_they_meet(void **state)
{
    struct job *job = *state;
    layout_file(job, "top.yaml",
                "styles:\n"
                "  callout paragraph: {indent: 2pt, align: left}\n"
                "  quote paragraph: {indent: 3pt, align: left}\n");
    struct design *design = layout_read(job);
    assert_messages(job, "");
    const struct style *quote = design_style(design, NULL, "quote");
    const struct style *box = design_style(design, NULL, "callout");
    design_style(design, quote, "paragraph");
    design_style(design, box, "paragraph");
    assert_messages(job, "");
    design_style(design, design_style(design, box, "quote"), "paragraph");
    assert_messages(job,
                    "3:29 selector-clash: \"quote paragraph\" and \"callout paragraph\" both "
                    "hold here and contradict each other in \"indent\" (name one of them more "
                    "closely, as with a role or condition more)\n");
}

static void a_layer_above_settles_a_contradiction(void **state)
{
    struct job *job = *state;
    layout_file(job, "base.yaml", "styles:\n  callout paragraph: {indent: 2pt}\n");
    struct design *design =
        layout_design(job, "extends: base.yaml\nstyles:\n  quote paragraph: {indent: 3pt}\n");
    const struct style *box = design_style(design, NULL, "callout");
    const struct style *inner = design_style(design, box, "quote");
    assert_int_equal(design_style(design, inner, "paragraph")->indent, PT(3));
    assert_messages(job, "");
}

static void selectors_that_are_none(void **state)
{
    layout_fails(
        *state,
        "styles:\n"
        "  paragraph[frist]: {indent: 1pt}\n"
        "  paragraph[first: {indent: 1pt}\n"
        "  paragraph[section=]: {indent: 1pt}\n"
        "  paragraph[first]x: {indent: 1pt}\n"
        "  list paragraph: {indent: 1pt}\n"
        "  list  paragraph: {align: left}\n",
        "2:12 condition-unknown: \"[frist]\" is no condition of a selector (" KNOWN ")\n"
        "3:12 condition-unknown: \"[first\" is no condition of a selector (" KNOWN ")\n"
        "4:12 condition-unknown: \"[section=]\" is no condition of a selector (" KNOWN ")\n"
        "5:19 condition-unknown: \"x\" is no condition of a selector (" KNOWN ")\n"
        "7:3 selector-twice: selector \"list paragraph\" is there twice in this layout "
        "(say all of it in one place)\n");
}

static void lengths_know_the_page(void **state)
{
    struct design *design =
        layout_design(*state, "page: {width: 400pt, inner: 50pt, outer: 50pt, grid: 14pt}\n"
                              "styles:\n"
                              "  callout: {margin-left: 10%, space-before: 2 lines - 1pt}\n");
    const struct style *box = design_style(design, NULL, "callout");
    assert_int_equal(box->margin_left, PT(30));
    assert_int_equal(box->space_before, PT(27));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(conditions_hold_where_they_are_met),
        job_test(a_section_holds_for_all_in_it),
        job_test(a_section_holds_for_its_subsections),
        job_test(without_conditions_situations_make_no_styles),
        job_test(the_audience_is_asked_once),
        job_test(what_is_named_more_closely_wins),
        job_test(contradictions_are_reported_where_they_meet),
        job_test(a_layer_above_settles_a_contradiction),
        job_test(selectors_that_are_none),
        job_test(lengths_know_the_page),
    };
    return cmocka_run_group_tests_name("selectors", tests, NULL, NULL);
}
