/* A role under a parent comes to one style: inheritance, variants, parts, surroundings. */
#include "layout.h"

static void a_pair_is_interned(void **state)
{
    struct design *design = layout_design(*state, "styles:\n  strong: {weight: 700}\n");
    const struct style *body = design_style(design, NULL, "body");
    const struct style *strong = design_style(design, body, "strong");
    assert_ptr_equal(strong, design_style(design, body, "strong"));
    assert_ptr_equal(strong, design_style(design, NULL, "strong"));
    assert_ptr_not_equal(strong, design_style(design, strong, "strong"));
    assert_int_equal(body->number, 0);
    assert_text_equal(strong->role, "body/strong");
    for (int i = 0; i < 200; i++)
        strong = design_style(design, strong, "strong");
    assert_int_equal(strong->weight, 700);
}

static void inline_roles_change_only_what_they_say(void **state)
{
    struct design *design = layout_design(
        *state, "styles:\n"
                "  body: {family: serif, size: 11pt, colour: \"#102030\", widows: 3}\n"
                "  strong: {weight: 700}\n"
                "  emphasis: {italic: true}\n");
    const struct style *strong = design_style(design, NULL, "strong");
    const struct style *both = design_style(design, strong, "emphasis");
    assert_int_equal(both->weight, 700);
    assert_true(both->italic);
    assert_int_equal(both->size, PT(11));
    assert_int_equal(both->colour, 0x102030);
    assert_int_equal(both->widows, 3);
}

static void boxes_do_not_pass_their_frames_on(void **state)
{
    struct design *design =
        layout_design(*state, "styles:\n"
                              "  callout: {border: {width: 1pt}, padding: 6pt, weight: 600,\n"
                              "    background: \"#eeeeee\", label: Box, space-before: 9pt}\n");
    const struct style *box = design_style(design, NULL, "callout.note");
    const struct style *inside = design_style(design, box, "paragraph");
    const struct style *title = design_style(design, box, "callout.title");
    assert_int_equal(box->border[SIDE_LEFT].width, PT(1));
    assert_text_equal(box->label, "Box");
    for (int side = 0; side < 4; side++) {
        assert_int_equal(inside->border[side].width + title->border[side].width, 0);
        assert_int_equal(inside->padding[side] + title->padding[side], 0);
    }
    assert_int_equal(inside->background, COLOUR_NONE);
    assert_int_equal(title->label.length, 0);
    assert_int_equal(title->space_before, 0);
    assert_int_equal(inside->weight, 600);
    assert_int_equal(title->weight, 600);
}

static void variants_start_from_their_whole(void **state)
{
    struct design *design = layout_design(
        *state,
        "styles:\n"
        "  heading: {weight: 700, size: 12pt, space-before: 10pt, keep-with-next: true}\n"
        "  heading.1: {size: 2em}\n");
    const struct style *first = design_style(design, NULL, "heading.1");
    const struct style *second = design_style(design, NULL, "heading.2");
    assert_int_equal(first->size, PT(20)); /* em of the body, not of "heading" */
    assert_int_equal(first->weight, 700);
    assert_int_equal(first->space_before, PT(10));
    assert_true(second->keep_with_next);
    assert_int_equal(second->size, PT(12));
}

static void parts_take_the_letters_of_their_whole(void **state)
{
    struct design *design =
        layout_design(*state, "styles:\n"
                              "  table: {family: sans, size: 0.9em, margin-left: 5pt}\n"
                              "  table.head: {weight: 700}\n");
    const struct style *table = design_style(design, NULL, "table");
    const struct style *inside = design_style(design, table, "table.head");
    const struct style *alone = design_style(design, NULL, "table.head");
    assert_int_equal(inside->size, PT(9)); /* not 0.81 of the body */
    assert_int_equal(alone->size, PT(9));
    assert_int_equal(alone->family, 1);
    assert_int_equal(alone->margin_left, 0);
}

static void surroundings_win_over_the_role_alone(void **state)
{
    struct design *design =
        layout_design(*state, "styles:\n"
                              "  callout.warning paragraph: {indent: 3pt, weight: 500}\n"
                              "  callout paragraph: {indent: 0, italic: true}\n"
                              "  paragraph: {indent: 12pt, weight: 400}\n"
                              "  callout list paragraph: {indent: 1pt}\n");
    const struct style *warning = design_style(design, NULL, "callout.warning");
    const struct style *note = design_style(design, NULL, "callout.note");
    const struct style *list = design_style(design, note, "list");
    assert_int_equal(design_style(design, NULL, "paragraph")->indent, PT(12));
    assert_int_equal(design_style(design, note, "paragraph")->indent, 0);
    assert_true(design_style(design, note, "paragraph")->italic);
    assert_int_equal(design_style(design, warning, "paragraph")->weight, 500);
    assert_int_equal(design_style(design, list, "paragraph")->indent, PT(1));
}

static void unknown_roles_are_plain_or_of_their_kind(void **state)
{
    struct design *design = layout_design(*state, "styles:\n  callout: {padding: 4pt}\n");
    const struct style *own = design_style(design, NULL, "callout.local-rule");
    const struct style *plain = design_style(design, NULL, "something");
    assert_int_equal(own->padding[SIDE_TOP], PT(4));
    assert_int_equal(plain->size, design_style(design, NULL, "body")->size);
}

static void raised_text_has_a_size_and_keeps_the_full_one(void **state)
{
    struct design *design =
        layout_design(*state, "styles:\n"
                              "  superscript: {position: super}\n"
                              "  subscript: {position: sub, size: 7pt, rise: -2pt}\n"
                              "  emphasis: {italic: true}\n");
    const struct style *raised = design_style(design, NULL, "superscript");
    const struct style *inner = design_style(design, raised, "emphasis");
    const struct style *lowered = design_style(design, NULL, "subscript");
    assert_int_equal(raised->position, POSITION_SUPER);
    assert_int_equal(raised->full_size, PT(10));
    assert_true(raised->size < PT(7) && raised->size > PT(5));
    assert_true(raised->rise > PT(2));
    assert_int_equal(inner->rise, raised->rise);
    assert_int_equal(inner->full_size, PT(10));
    assert_int_equal(inner->position, POSITION_SUPER);
    assert_int_equal(lowered->size, PT(7));
    assert_int_equal(lowered->rise, PT(-2));
}

static void sizes_stay_within_bounds(void **state)
{
    struct design *design =
        layout_design(*state, "styles:\n  strong: {size: 2em}\n  emphasis: {size: 0.5em}\n");
    const struct style *big = design_style(design, NULL, "strong");
    const struct style *small = design_style(design, NULL, "emphasis");
    for (int i = 0; i < 60; i++) {
        big = design_style(design, big, "strong");
        small = design_style(design, small, "superscript");
        small = design_style(design, small, "emphasis");
    }
    assert_int_equal(big->size, PT(200));
    assert_true(big->leading >= big->size / 2);
    assert_int_equal(small->size, PT(4));
}

static void borders_take_the_letters_colour(void **state)
{
    struct design *design = layout_design(
        *state, "styles:\n"
                "  quote: {colour: \"#aa0000\", border-left: {width: 2pt, line: dashed},\n"
                "    border-right: {width: 1pt, colour: black}}\n");
    const struct style *quote = design_style(design, NULL, "quote");
    assert_int_equal(quote->border[SIDE_LEFT].colour, 0xAA0000);
    assert_int_equal(quote->border[SIDE_LEFT].kind, LINE_DASHED);
    assert_int_equal(quote->border[SIDE_RIGHT].colour, 0);
    assert_int_equal(quote->border[SIDE_TOP].width, 0);
}

static void a_side_wins_over_all_sides(void **state)
{
    struct design *design =
        layout_design(*state, "styles:\n  callout: {padding-left: 9pt, padding: 4pt}\n");
    const struct style *box = design_style(design, NULL, "callout");
    assert_int_equal(box->padding[SIDE_LEFT], PT(9));
    assert_int_equal(box->padding[SIDE_RIGHT], PT(4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(a_pair_is_interned),
        job_test(inline_roles_change_only_what_they_say),
        job_test(boxes_do_not_pass_their_frames_on),
        job_test(variants_start_from_their_whole),
        job_test(parts_take_the_letters_of_their_whole),
        job_test(surroundings_win_over_the_role_alone),
        job_test(unknown_roles_are_plain_or_of_their_kind),
        job_test(raised_text_has_a_size_and_keeps_the_full_one),
        job_test(sizes_stay_within_bounds),
        job_test(borders_take_the_letters_colour),
        job_test(a_side_wins_over_all_sides),
    };
    return cmocka_run_group_tests_name("style", tests, NULL, NULL);
}
