/*
 * Takes the layout's colours, gives text that is too faint, in colour or printed in grey, and
 * meaning that colour alone carries.
 */
#include "rules/printed.h"

/* The light of an sRGB channel, in millionths, by its value (WCAG 2.2, relative luminance; IEC
 * 61966-2-1). A table, so that no machine's pow() decides a rule. */
static const int32_t light[256] = {
    0,      304,    607,     911,    1214,   1518,   1821,   2125,   2428,   2732,   3035,
    3347,   3677,   4025,    4391,   4777,   5182,   5605,   6049,   6512,   6995,   7499,
    8023,   8568,   9134,    9721,   10330,  10960,  11612,  12286,  12983,  13702,  14444,
    15209,  15996,  16807,   17642,  18500,  19382,  20289,  21219,  22174,  23153,  24158,
    25187,  26241,  27321,   28426,  29557,  30713,  31896,  33105,  34340,  35601,  36889,
    38204,  39546,  40915,   42311,  43735,  45186,  46665,  48172,  49707,  51269,  52861,
    54480,  56128,  57805,   59511,  61246,  63010,  64803,  66626,  68478,  70360,  72272,
    74214,  76185,  78187,   80220,  82283,  84376,  86500,  88656,  90842,  93059,  95307,
    97587,  99899,  102242,  104616, 107023, 109462, 111932, 114435, 116971, 119538, 122139,
    124772, 127438, 130136,  132868, 135633, 138432, 141263, 144128, 147027, 149960, 152926,
    155926, 158961, 162029,  165132, 168269, 171441, 174647, 177888, 181164, 184475, 187821,
    191202, 194618, 198069,  201556, 205079, 208637, 212231, 215861, 219526, 223228, 226966,
    230740, 234551, 238398,  242281, 246201, 250158, 254152, 258183, 262251, 266356, 270498,
    274677, 278894, 283149,  287441, 291771, 296138, 300544, 304987, 309469, 313989, 318547,
    323143, 327778, 332452,  337164, 341914, 346704, 351533, 356400, 361307, 366253, 371238,
    376262, 381326, 386429,  391572, 396755, 401978, 407240, 412543, 417885, 423268, 428690,
    434154, 439657, 445201,  450786, 456411, 462077, 467784, 473531, 479320, 485150, 491021,
    496933, 502886, 508881,  514918, 520996, 527115, 533276, 539479, 545724, 552011, 558340,
    564712, 571125, 577580,  584078, 590619, 597202, 603827, 610496, 617207, 623960, 630757,
    637597, 644480, 651406,  658375, 665387, 672443, 679542, 686685, 693872, 701102, 708376,
    715694, 723055, 730461,  737910, 745404, 752942, 760525, 768151, 775822, 783538, 791298,
    799103, 806952, 814847,  822786, 830770, 838799, 846873, 854993, 863157, 871367, 879622,
    887923, 896269, 904661,  913099, 921582, 930111, 938686, 947307, 955973, 964686, 973445,
    982251, 991102, 1000000,
};

static int64_t luminance(uint32_t red, uint32_t green, uint32_t blue)
{
    return ((int64_t)light[red] * 2126 + (int64_t)light[green] * 7152 +
            (int64_t)light[blue] * 722) /
           10000;
}

static int64_t colour_light(colour paint)
{
    return luminance(paint >> 16 & 0xFF, paint >> 8 & 0xFF, paint & 0xFF);
}

/* The same after a printer has made it grey, by the weights of ITU-R BT.601. */
static int64_t grey_light(colour paint)
{
    uint32_t grey =
        ((paint >> 16 & 0xFF) * 299 + (paint >> 8 & 0xFF) * 587 + (paint & 0xFF) * 114 + 500) /
        1000;
    return luminance(grey, grey, grey);
}

/* The contrast of two lights, in thousandths (WCAG 2.2, contrast ratio). */
static int64_t contrast(int64_t a, int64_t b)
{
    int64_t more = (a > b ? a : b) + 50000, less = (a > b ? b : a) + 50000;
    return more * 1000 / less;
}

/* "3.2", from thousandths, cut and not rounded: 4.49 is not enough where 4.5 is asked. */
static const char *ratio(const struct checks *rules, int64_t thousandths)
{
    struct buffer out = buffer_new(&rules->job->arena);
    buffer_number(&out, thousandths / 1000);
    buffer_byte(&out, '.');
    buffer_number(&out, thousandths / 100 % 10);
    return text_string(&rules->job->arena, buffer_text(&out));
}

static bool same_place(struct span a, struct span b)
{
    return a.source == b.source && a.start == b.start;
}

/* Whether an earlier kind of text has its colour from the same words of the layout, and stands
 * on the same ground. */
static bool seen(const struct checks *rules, size_t number, struct span at)
{
    for (size_t i = 0; i < number; i++)
        if (same_place(printed_place(rules, printed_style(rules, i), "colour"), at) &&
            printed_ground(rules, i) == printed_ground(rules, number))
            return true;
    return false;
}

void rule_contrast(const struct checks *rules)
{
    int64_t wanted = rules->thresholds.contrast;
    for (size_t i = 0; i < printed_count(); i++) {
        const struct style *style = printed_style(rules, i);
        colour ground = printed_ground(rules, i);
        struct span at = printed_place(rules, style, "colour");
        int64_t seen_so = contrast(colour_light(style->colour), colour_light(ground));
        int64_t printed_so = contrast(grey_light(style->colour), grey_light(ground));
        bool faint = seen_so < wanted;
        if (style->colour == COLOUR_NONE || (!faint && printed_so >= wanted) ||
            seen(rules, i, at))
            continue;
        diag(rules->job, DIAG_CONTRAST, at, rule_string(rules, style->role),
             ratio(rules, faint ? seen_so : printed_so), faint ? "" : " when printed in grey",
             ratio(rules, wanted), NULL);
    }
}

/* ---- colour alone -----------------------------------------------------------------------*/

static bool has_border(const struct style *style)
{
    for (int side = 0; side < 4; side++)
        if (style->border[side].width > 0)
            return true;
    return false;
}

/* A kind of box without a word, a mark or a frame of its own. */
static void check_box(const struct checks *rules, const char *role)
{
    const struct style *box = design_style(rules->input->design, NULL, role);
    bool painted = box->background != COLOUR_NONE ||
                   box->colour != design_style(rules->input->design, NULL, "body")->colour;
    bool told = box->label.length > 0 || box->mark != MARK_NONE || has_border(box);
    if (painted && !told)
        diag(
            rules->job, DIAG_COLOUR_ONLY,
            printed_place(rules, box, box->background != COLOUR_NONE ? "background" : "colour"),
            role, "give it a label, a mark or a border", NULL);
}

/* A way to set words apart that looks the same without its colour. */
static void check_words(const struct checks *rules, const char *role)
{
    const struct style *around = design_style(rules->input->design, NULL, "paragraph");
    const struct style *words = design_style(rules->input->design, around, role);
    bool told = words->weight != around->weight || words->italic != around->italic ||
                words->underline != around->underline ||
                words->small_caps != around->small_caps || words->family != around->family ||
                words->size != around->size;
    if (words->colour != around->colour && !told)
        diag(rules->job, DIAG_COLOUR_ONLY, printed_place(rules, words, "colour"), role,
             "make it bold, italic or underlined as well", NULL);
}

void rule_colour_only(const struct checks *rules)
{
    static const char *const boxes[] = {"callout.warning", "callout.do-this",
                                        "callout.key-message", "callout.uncertainty",
                                        "callout.note"};
    static const char *const words[] = {"emphasis", "strong", "abbreviation"};
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++)
        check_box(rules, boxes[i]);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        check_words(rules, words[i]);
}
