/* What a layout may not say, each with its place and a way out. */
#include "layout.h"

static void keys_roles_and_properties_have_near_names(void **state)
{
    layout_fails(
        *state,
        "pgae: {}\n"
        "page: {iner: 3pt}\n"
        "styles:\n"
        "  heding.1: {}\n"
        "  callout.warnign paragraph: {size: 9pt}\n"
        "  body: {wieght: 3}\n",
        "1:1 key-unknown: unknown key \"pgae\" in the layout (did you mean \"page\"?)\n"
        "2:8 key-unknown: unknown key \"iner\" in the page (did you mean \"inner\"?)\n"
        "4:3 role-unknown: unknown style role \"heding.1\" (did you mean \"heading.1\"?)\n"
        "5:3 role-unknown: unknown style role \"callout.warnign\" (did you mean "
        "\"callout.warning\"?)\n"
        "6:10 key-unknown: unknown key \"wieght\" in the style \"body\" (did you mean "
        "\"weight\"?)\n");
}

static void values_fit_their_property(void **state)
{
    layout_fails(
        *state,
        "styles:\n"
        "  body:\n"
        "    size: 3pt\n"
        "    leading: 12px\n"
        "    align: justified\n"
        "    italic: 1\n"
        "    weight: bold\n"
        "  title: {colour: \"#12\", family: sefir, border: {width: 60pt}}\n"
        "  quote: {border: {colour: black}, padding: -1pt}\n"
        "  list: {background: [1]}\n"
        "  rule: {border-top: {width: 1pt, line: dotted}}\n",
        "3:11 value-range: \"size\" must be between 4 pt and 200 pt\n"
        "4:14 value-length: \"12px\" is not a length for \"leading\" (write a number and a "
        "unit: pt, mm, cm, in, em, ex, lines or %; spaces around + - * /)\n"
        "5:12 value-choice: \"align\" cannot be \"justified\" (did you mean \"justify\"? "
        "allowed: justify, left, right, centre)\n"
        "6:13 value-kind: \"italic\" must be true or false, not \"1\"\n"
        "7:13 value-kind: \"weight\" must be a whole number, not \"bold\"\n"
        "8:19 value-colour: \"#12\" is not a colour for \"colour\" (write \"#rrggbb\" in "
        "quotes, black, white or none)\n"
        "8:34 family-unknown: no font family is called \"sefir\" in fonts.yaml (did you mean "
        "\"serif\"?)\n"
        "8:57 value-range: \"width\" must be between 0 pt and 50 pt\n"
        "9:19 key-missing: key \"width\" is missing in the border\n"
        "9:45 value-range: \"padding\" must be between 0 pt and 200 pt\n"
        "10:22 value-colour: \"a list or map\" is not a colour for \"background\" (write "
        "\"#rrggbb\" in quotes, black, white or none)\n"
        "11:41 value-choice: \"line\" cannot be \"dotted\" (did you mean \"dashed\"? allowed: "
        "solid, dashed)\n");
}

static void selectors_are_short(void **state)
{
    layout_fails(*state, "styles:\n  list list list list paragraph: {indent: 0}\n",
                 "2:3 selector-long: more than 4 roles in one selector\n");
}

static void running_matter_names_its_fields(void **state)
{
    layout_fails(
        *state,
        "running:\n"
        "  head: {inner: \"{titel}\"}\n"
        "  foot: {outer: \"{page\"}\n"
        "  foot-second: {centre: [a], left: b}\n",
        "2:17 template-field: unknown field \"{titel}\" in running matter (did you "
        "mean \"title\"?)\n"
        "3:17 template-open: \"{\" without \"}\" in running matter (a field is written as "
        "\"{page}\")\n"
        "4:25 value-kind: \"centre\" must be text, not a list\n"
        "4:30 key-unknown: unknown key \"left\" in the running foot (known keys: "
        "inner, centre, outer)\n");
}

static void parts_are_known_and_few(void **state)
{
    layout_fails(*state,
                 "front: [titel]\n"
                 "back: [title, title, title, title, title, title, title, title, title]\n",
                 "1:9 value-choice: \"front\" cannot be \"titel\" (did you mean \"title\"?)\n"
                 "2:64 value-count: \"back\" must have between 1 and 8 entries\n");
}

static void a_page_keeps_room_for_text(void **state)
{
    layout_fails(*state,
                 "page: {width: 100pt, height: 100pt, inner: 50pt, outer: 45pt,\n"
                 "  top: 40pt, bottom: 40pt, head: 41pt, foot: 99pt}\n",
                 "1:57 page-room: margins \"inner\" and \"outer\" leave 5 pt for text, which "
                 "needs at least 10 pt\n"
                 "2:22 page-room: margins \"top\" and \"bottom\" leave 20 pt for text, which "
                 "needs at least 36 pt\n"
                 "2:34 running-room: \"head\" is larger than the margin \"top\" it lies in (it "
                 "counts from the page's edge to the baseline)\n"
                 "2:46 running-room: \"foot\" is larger than the margin \"bottom\" it lies in "
                 "(it counts from the page's edge to the baseline)\n");
}

static void a_style_keeps_room_for_text(void **state)
{
    layout_fails(
        *state,
        "page: {width: 200pt, inner: 50pt, outer: 50pt}\n"
        "styles:\n"
        "  quote: {margin-left: 60pt, margin-right: 35pt}\n"
        "  table: {margin-right: -51pt}\n"
        "  title: {size: 40pt, leading: 19pt}\n"
        "  rule: {padding: 48pt}\n",
        "3:44 style-room: margins and padding of style \"body/quote\" leave 5 pt for text\n"
        "4:25 style-off: negative margin of style \"body/table\" reaches beyond the page's "
        "edge\n"
        "5:32 leading-small: leading of style \"body/title\" is under half its size (needs at "
        "least 20 pt)\n"
        "6:19 style-room: margins and padding of style \"body/rule\" leave 4 pt for text\n");
}

static void maps_are_maps(void **state)
{
    layout_fails(*state, "styles: [a]\npage: 7\n",
                 "1:9 value-kind: \"styles\" must be a map of roles and styles, not something "
                 "else\n"
                 "2:7 value-kind: \"page\" must be a map of keys and values, not \"7\"\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(keys_roles_and_properties_have_near_names),
        job_test(values_fit_their_property),
        job_test(selectors_are_short),
        job_test(running_matter_names_its_fields),
        job_test(parts_are_known_and_few),
        job_test(a_page_keeps_room_for_text),
        job_test(a_style_keeps_room_for_text),
        job_test(maps_are_maps),
    };
    return cmocka_run_group_tests_name("faults", tests, NULL, NULL);
}
