/* Reads `print`; what does not go together is refused here, at its place. */
#include "design/print.h"

#include "design/hint.h"
#include "design/paper.h"

static const char *const imposition_names[] = {"single", "booklet", "2-up",  "4-up", "6-up",
                                               "8-up",   "9-up",    "16-up", NULL};
static const int imposition_up[] = {1, 2, 2, 4, 6, 8, 9, 16};

struct print_fields {
    int imposition; /* -1: not said */
    int sheet;      /* -1: not said */
    sp gap, creep, bleed;
    struct texts marks, folds;
};

#define LENGTH(name, member, most, help)                                                       \
    {                                                                                          \
        name, FIELD_LENGTH, offsetof(struct print_fields, member), false, 0, most, NULL, help  \
    }

static const struct field print_fields[] = {
    {"imposition", FIELD_CHOICE, offsetof(struct print_fields, imposition), false, 0, 0,
     imposition_names, "single pages, a booklet, or several pages on a side"},
    {"sheet", FIELD_CHOICE, offsetof(struct print_fields, sheet), false, 0, 0, paper_names,
     "the paper printed on; turned where the pages fit better"},
    LENGTH("gap", gap, PT(200), "between the pages on a side"),
    LENGTH("creep", creep, PT(5), "what each further sheet of a booklet pushes outward"),
    LENGTH("bleed", bleed, PT(72), "how far paint goes on beyond the cut"),
    {"marks", FIELD_TEXTS, offsetof(struct print_fields, marks), false, 0, 0, NULL,
     "crop, cut, fold"},
    {"folds", FIELD_TEXTS, offsetof(struct print_fields, folds), false, 0, 0, NULL,
     "where fold marks stand, from the left edge"},
};

static const struct field_nest print_nests[] = {
    {"marks", SHAPE_LIST, NULL, "^(crop|cut|fold)$", NULL},
    {"folds", SHAPE_LIST, NULL, PATTERN_LENGTH, NULL},
};

const struct field_table print_table = {
    "print", print_fields, sizeof print_fields / sizeof print_fields[0], print_nests,
    sizeof print_nests / sizeof print_nests[0]};

static bool report_choice(struct job *job, const char *key, const struct located *found,
                          const char *hint)
{
    diag(job, DIAG_VALUE_CHOICE, found->span, key, text_string(&job->arena, found->text), hint,
         NULL);
    return false;
}

static bool read_marks(struct job *job, const struct texts *marks, struct print *print)
{
    bool right = true;
    print->crop_marks = print->cut_marks = print->fold_marks = false;
    for (size_t i = 0; i < marks->count; i++) {
        struct text name = marks->items[i].text;
        if (text_is(name, "crop"))
            print->crop_marks = true;
        else if (text_is(name, "cut"))
            print->cut_marks = true;
        else if (text_is(name, "fold"))
            print->fold_marks = true;
        else
            right = report_choice(job, "marks", &marks->items[i], "known: crop, cut, fold");
    }
    return right;
}

static bool read_folds(struct job *job, const struct texts *folds, struct print *print)
{
    print->fold_count = 0;
    for (size_t i = 0; i < folds->count; i++) {
        const struct located *fold = &folds->items[i];
        if (print->fold_count == FOLDS_MOST) {
            diag(job, DIAG_VALUE_COUNT, fold->span, "folds", design_number(job, FOLDS_MOST),
                 NULL);
            return false;
        }
        if (!length_parse(fold->text, PT(10), &print->folds[print->fold_count++])) {
            diag(job, DIAG_VALUE_LENGTH, fold->span, "folds",
                 text_string(&job->arena, fold->text),
                 "write a number and a unit: pt, mm, cm or in", NULL);
            return false;
        }
    }
    return true;
}

/* What belongs to one way of printing is refused under another: nothing would come of it. */
static bool check_keys(struct job *job, const struct value *map, const struct print *print)
{
    const struct {
        const char *key;
        bool fits;
        const char *needs;
    } keys[] = {
        {"gap", print->imposition == IMPOSE_UP, "several pages on a side (2-up …)"},
        {"creep", print->imposition == IMPOSE_BOOKLET, "imposition: booklet"},
        {"bleed", print->imposition == IMPOSE_SINGLE, "imposition: single"},
        {"folds", print->fold_marks, "marks: [fold]"},
    };
    bool right = true;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const struct value *value = value_find(map, keys[i].key);
        if (value == NULL || keys[i].fits)
            continue;
        diag(job, DIAG_PRINT_KEY, value->span, keys[i].key, keys[i].needs, NULL);
        right = false;
    }
    return right;
}

/* So are marks that this layer asks for. */
static bool check_marks(struct job *job, const struct texts *marks, const struct print *print)
{
    bool single = print->imposition == IMPOSE_SINGLE;
    bool right = true;
    for (size_t i = 0; i < marks->count; i++) {
        const struct located *mark = &marks->items[i];
        const char *needs = NULL;
        if (text_is(mark->text, "crop") && !single)
            needs = "imposition: single";
        else if (text_is(mark->text, "cut") && print->imposition != IMPOSE_UP)
            needs = "several pages on a side (2-up …)";
        else if (text_is(mark->text, "fold") && single && print->fold_count == 0)
            needs = "imposition: booklet, or folds: [99mm, …]";
        if (needs == NULL)
            continue;
        diag(job, DIAG_PRINT_KEY, mark->span, text_string(&job->arena, mark->text), needs,
             NULL);
        right = false;
    }
    return right;
}

bool print_read(struct job *job, const struct value *map, struct print *print)
{
    struct print_fields read = {-1, -1, print->gap, print->creep, print->bleed, {0}, {0}};
    if (!fields_read(job, map, print_fields, sizeof print_fields / sizeof print_fields[0],
                     "print", PT(10), &read))
        return false;
    print->span = map->span;
    print->gap = read.gap;
    print->creep = read.creep;
    print->bleed = read.bleed;
    if (read.imposition >= 0) {
        print->up = imposition_up[read.imposition];
        print->imposition = read.imposition == 0   ? IMPOSE_SINGLE
                            : read.imposition == 1 ? IMPOSE_BOOKLET
                                                   : IMPOSE_UP;
    }
    if (read.sheet >= 0)
        paper_sides(read.sheet, &print->sheet_width, &print->sheet_height);
    bool right = true;
    if (value_find(map, "marks") != NULL)
        right = read_marks(job, &read.marks, print);
    if (value_find(map, "folds") != NULL)
        right = read_folds(job, &read.folds, print) && right;
    right = check_keys(job, map, print) && right;
    return check_marks(job, &read.marks, print) && right;
}
