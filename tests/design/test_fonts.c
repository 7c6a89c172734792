/* The font list: families, fallback, and where fonts may lie. */
#include "layout.h"

static void families_and_fallback_are_numbered(void **state)
{
    struct design *design = layout_design(*state, "styles:\n  code: {family: sans}\n");
    assert_int_equal(design->family_count, 2);
    assert_text_equal(design->families[1].key, "sans");
    assert_text_equal(design->families[1].name, "A Sans");
    assert_text_equal(design->families[1].package, "fonts-b");
    assert_int_equal(design->families[1].faces[0].weight, 400);
    assert_false(design->families[1].faces[0].italic);
    assert_text_equal(design->families[1].faces[0].path.text, "/usr/share/fonts/b.ttf");
    assert_int_equal(design->fallback_count, 1);
    assert_int_equal(design->fallback[0], 1);
    assert_int_equal(design_style(design, NULL, "code")->family, 1);
}

static void fonts_lie_in_font_folders(void **state)
{
    struct job *job = *state;
    layout_file(job, "/fonts/fonts.yaml",
                "families:\n"
                "  a: {name: A, package: a, faces: [{file: /etc/passwd}]}\n"
                "  b: {name: B, package: b, faces: [{file: /usr/share/fonts/../x.ttf}]}\n"
                "  c: {name: C, package: c, faces: []}\n"
                "  d: {name: D, package: d, faces: 7}\n"
                "  e: {name: E, package: e, faces: [{file: own.ttf, weight: 50}]}\n");
    layout_fails(
        job, "{}\n",
        "2:43 font-path: font file \"/etc/passwd\" lies outside Debian's font folders and the "
        "project (use a path under /usr/share/fonts or /usr/share/texmf, or one relative to "
        "fonts.yaml)\n"
        "3:43 font-path: font file \"/usr/share/fonts/../x.ttf\" lies outside Debian's font "
        "folders and the project (use a path under /usr/share/fonts or /usr/share/texmf, or "
        "one relative to fonts.yaml)\n"
        "4:35 value-count: \"faces\" must have between 1 and 64 entries\n"
        "5:35 value-kind: \"faces\" must be a list of faces, not something else\n"
        "6:60 value-range: \"weight\" must be between 100 and 900\n");
}

static void fallback_names_families(void **state)
{
    struct job *job = *state;
    layout_file(job, "/fonts/fonts.yaml",
                "families:\n"
                "  text: {name: A, package: a, faces: [{file: /usr/share/fonts/a.ttf}]}\n"
                "fallback: [txet]\n");
    layout_fails(
        job, "{}\n",
        "3:12 family-unknown: no font family is called \"txet\" in fonts.yaml (did you "
        "mean \"text\"?)\n");
}

static void the_list_is_needed(void **state)
{
    struct job *job = *state;
    layout_file(job, "/fonts/fonts.yaml", "fallback: []\n");
    layout_fails(job, "{}\n",
                 "1:1 key-missing: key \"families\" is missing in the font list\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(families_and_fallback_are_numbered),
        job_test(fonts_lie_in_font_folders),
        job_test(fallback_names_families),
        job_test(the_list_is_needed),
    };
    return cmocka_run_group_tests_name("fonts", tests, NULL, NULL);
}
