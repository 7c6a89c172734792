/* The dump tells what each role came to and which line said so. */
#include "layout.h"

static void roles_show_their_rules(void **state)
{
    struct job *job = *state;
    layout_file(job, "base.yaml", "styles:\n  heading: {weight: 700}\n");
    struct design *design =
        layout_design(job, "extends: base.yaml\nname: Two\npage: {width: 300pt}\n"
                           "styles:\n  heading.2:\n    size: 1.5em\n    colour: \"#0a0b0c\"\n"
                           "    border-top: {width: 1pt, line: dashed}\n    family: sans\n");
    struct buffer out = buffer_new(&job->arena);
    design_dump(design, &out);
    struct text dump = buffer_text(&out);
    assert_true(text_starts(dump, "layout \"Two\"\npage width 300 height 841.89 inner"));
    struct text wanted = TEXT("heading.2\n"
                              "  size: 15pt  # top.yaml:6\n"
                              "  family: sans  # top.yaml:9\n"
                              "  weight: 700  # base.yaml:2\n"
                              "  colour: #0a0b0c  # top.yaml:7\n"
                              "  border-top: 1pt dashed #0a0b0c  # top.yaml:8\n"
                              "heading.3\n");
    assert_true(text_search(dump, wanted, 0) < dump.length);
}

static void selectors_show_what_they_won(void **state)
{
    struct job *job = *state;
    struct design *design =
        layout_design(job, "styles:\n"
                           "  callout paragraph: {indent: 2pt, weight: 600}\n"
                           "  paragraph[first]: {indent: 0}\n");
    struct buffer out = buffer_new(&job->arena);
    design_dump(design, &out);
    struct text wanted = TEXT("callout paragraph\n"
                              "  weight: 600  # top.yaml:2\n"
                              "  indent: 2pt  # top.yaml:2\n"
                              "paragraph[first]\n"
                              "  indent: 0  # top.yaml:3\n");
    assert_true(text_ends(buffer_text(&out), text_string(&job->arena, wanted)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {job_test(roles_show_their_rules),
                                       job_test(selectors_show_what_they_won)};
    return cmocka_run_group_tests_name("dump", tests, NULL, NULL);
}
