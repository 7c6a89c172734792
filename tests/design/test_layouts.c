/* The layouts that come with the program are read without a message, in colours that print. */
#include "support.h"

#include "design/design.h"

static struct design *read(struct job *job, const char *path)
{
    struct span nowhere = {0, 0, 0};
    assert_true(source_find_root(job, text_of(path)));
    struct design *design = design_read(job, text_of(path), nowhere, TEXT(""));
    assert_messages(job, "");
    assert_non_null(design);
    return design;
}

static void a4_keeps_a_readable_measure(void **state)
{
    struct design *design = read(*state, "content/layouts/a4-staff.yaml");
    const struct style *body = design_style(design, NULL, "body");
    sp measure = design->page_width - design->margin_inner - design->margin_outer;
    /* an em holds about 2.15 letters of the text face: 60 to 75 characters */
    assert_true(measure > 28 * body->size && measure < 35 * body->size);
    assert_int_equal(body->leading, design->grid);
}

static void letter_changes_the_sheet_alone(void **state)
{
    struct design *a4 = read(*state, "content/layouts/a4-staff.yaml");
    struct design *letter = read(*state, "content/layouts/letter-staff.yaml");
    assert_int_equal(letter->page_width, PT(612));
    assert_int_equal(letter->page_height, PT(792));
    sp a4_measure = a4->page_width - a4->margin_inner - a4->margin_outer;
    sp letter_measure = letter->page_width - letter->margin_inner - letter->margin_outer;
    assert_true(a4_measure - letter_measure < PT(1) && letter_measure - a4_measure < PT(1));
    assert_int_equal(design_style(a4, NULL, "heading.1")->size,
                     design_style(letter, NULL, "heading.1")->size);
}

/* Relative luminance after WCAG 2.1, with the square for the sRGB curve. */
static double luminance(colour paint)
{
    double red = (paint >> 16) / 255.0;
    double green = ((paint >> 8) & 255) / 255.0;
    double blue = (paint & 255) / 255.0;
    return 0.2126 * red * red + 0.7152 * green * green + 0.0722 * blue * blue;
}

static void letters_stand_out_in_grey(void **state)
{
    struct design *design = read(*state, "content/layouts/a4-staff.yaml");
    static const char *const roles[] = {"body",  "title",        "heading.1",    "table.head",
                                        "link",  "running.foot", "bibliography", "strip.label",
                                        "draft", "citation"};
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        double contrast =
            1.05 / (luminance(design_style(design, NULL, roles[i])->colour) + 0.05);
        assert_true(contrast >= 4.5);
    }
}

static void warnings_alone_are_warm(void **state)
{
    struct design *design = read(*state, "content/layouts/a4-staff.yaml");
    const struct style *warning = design_style(design, NULL, "callout.warning");
    const struct style *note = design_style(design, NULL, "callout.note");
    colour signal = design_style(design, warning, "callout.title")->colour;
    assert_true((signal >> 16) > (signal & 255));
    assert_int_equal(warning->border[SIDE_LEFT].colour, signal);
    assert_int_not_equal(design_style(design, note, "callout.title")->colour, signal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(a4_keeps_a_readable_measure),
        job_test(letter_changes_the_sheet_alone),
        job_test(letters_stand_out_in_grey),
        job_test(warnings_alone_are_warm),
    };
    return cmocka_run_group_tests_name("layouts", tests, NULL, NULL);
}
