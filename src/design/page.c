/* Reads every key of a layout but its styles; one table of fields for each map. */
#include "design/page.h"

#include <assert.h>

#include "design/fit.h"
#include "design/hint.h"
#include "design/paper.h"
#include "design/print.h"

/* --- sizes ---------------------------------------------------------------------------------
 */

struct page_fields {
    int size; /* -1: none */
    sp width, height, inner, outer, top, bottom, grid, head, foot;
    bool duplex, rotate;
};

#define PAGE(name, member, least, most, help)                                                  \
    {                                                                                          \
        name, FIELD_LENGTH, offsetof(struct page_fields, member), false, least, most, NULL,    \
            help                                                                               \
    }

static const struct field page_fields[] = {
    {"size", FIELD_CHOICE, offsetof(struct page_fields, size), false, 0, 0, paper_names,
     "a sheet by name"},
    PAGE("width", width, PT(3), PT(14400), "over the sheet's"),
    PAGE("height", height, PT(3), PT(14400), "over the sheet's"),
    PAGE("inner", inner, 0, PT(14400), "margin at the binding; left of an odd page"),
    PAGE("outer", outer, 0, PT(14400), "margin away from the binding"),
    PAGE("top", top, 0, PT(14400), "margin over the text"),
    PAGE("bottom", bottom, 0, PT(14400), "margin under the text"),
    {"duplex", FIELD_BOOL, offsetof(struct page_fields, duplex), false, 0, 0, NULL,
     "inner and outer change places on even pages"},
    {"rotate", FIELD_BOOL, offsetof(struct page_fields, rotate), false, 0, 0, NULL,
     "a screen shows pages with landscape blocks turned, to be read"},
    PAGE("grid", grid, 0, PT(400), "step of the baseline grid; 0 for none"),
    PAGE("head", head, 0, PT(14400), "page's top edge to the running head's baseline"),
    PAGE("foot", foot, 0, PT(14400), "page's bottom edge to the foot's last baseline"),
};

static bool read_page(struct job *job, const struct value *map, sp em, struct design *design)
{
    struct page_fields page = {-1,
                               design->page_width,
                               design->page_height,
                               design->margin_inner,
                               design->margin_outer,
                               design->margin_top,
                               design->margin_bottom,
                               design->grid,
                               design->head_distance,
                               design->foot_distance,
                               design->duplex,
                               design->rotate};
    if (map->kind == VALUE_MAP && value_find(map, "size") != NULL)
        page.width = page.height = 0;
    if (!fields_read(job, map, page_fields, sizeof page_fields / sizeof page_fields[0], "page",
                     em, &page))
        return false;
    sp width = 0, height = 0;
    if (page.size >= 0)
        paper_sides(page.size, &width, &height);
    page.width = page.width == 0 ? width : page.width;
    page.height = page.height == 0 ? height : page.height;
    design->page_width = page.width;
    design->page_height = page.height;
    design->margin_inner = page.inner;
    design->margin_outer = page.outer;
    design->margin_top = page.top;
    design->margin_bottom = page.bottom;
    design->grid = page.grid;
    design->head_distance = page.head;
    design->foot_distance = page.foot;
    design->duplex = page.duplex;
    design->rotate = page.rotate;
    return true;
}

/* --- running matter ------------------------------------------------------------------------
 */

struct line_fields {
    struct located inner, centre, outer;
};

static const struct field line_fields[] = {
    {"inner", FIELD_TEXT, offsetof(struct line_fields, inner), false, 0, 0, NULL,
     "set at the inner margin"},
    {"centre", FIELD_TEXT, offsetof(struct line_fields, centre), false, 0, 0, NULL,
     "set in the middle"},
    {"outer", FIELD_TEXT, offsetof(struct line_fields, outer), false, 0, 0, NULL,
     "set at the outer margin"},
};

static const char *const template_fields[] = {
    "title",     "short-title", "subtitle",   "section", "version", "date",
    "review-by", "owner",       "identifier", "page",    "pages",   NULL};

static bool known_field(struct text name)
{
    for (size_t i = 0; template_fields[i] != NULL; i++)
        if (text_is(name, template_fields[i]))
            return true;
    return false;
}

static bool report_template(struct job *job, const struct located *template, struct text name)
{
    struct map names = map_new(&job->arena);
    for (size_t i = 0; template_fields[i] != NULL; i++)
        map_put(&names, text_of(template_fields[i]), NULL);
    diag(job, DIAG_TEMPLATE_FIELD, template->span, text_string(&job->arena, name),
         design_nearest(job, &names, name), NULL);
    return false;
}

/* Checks each {field} of a template. False after a report. */
static bool check_template(struct job *job, const struct located *template)
{
    struct text text = template->text;
    for (size_t at = text_find(text, '{', 0); at < text.length;
         at = text_find(text, '{', at + 1)) {
        size_t end = text_find(text, '}', at);
        struct text name = text_slice(text, at + 1, end);
        if (end == text.length) {
            diag(job, DIAG_TEMPLATE_OPEN, template->span, NULL);
            return false;
        }
        if (!known_field(name))
            return report_template(job, template, name);
    }
    return true;
}

static bool read_line(struct job *job, const struct value *value, const char *name,
                      struct running *running)
{
    struct running none = {TEXT(""), TEXT(""), TEXT(""), {0, 0, 0}};
    *running = none;
    if (value == NULL || (value->kind == VALUE_SCALAR && text_is(value->text, "none")))
        return true;
    struct line_fields line = {
        {TEXT(""), {0, 0, 0}}, {TEXT(""), {0, 0, 0}}, {TEXT(""), {0, 0, 0}}};
    if (!fields_read(job, value, line_fields, sizeof line_fields / sizeof line_fields[0], name,
                     PT(10), &line))
        return false;
    running->inner = line.inner.text;
    running->centre = line.centre.text;
    running->outer = line.outer.text;
    running->span = value->span;
    bool right = check_template(job, &line.inner);
    right = check_template(job, &line.centre) && right;
    return check_template(job, &line.outer) && right;
}

struct running_fields {
    const struct value *head, *head_first, *foot, *foot_second;
};

static const struct field running_fields[] = {
    {"head", FIELD_VALUE, offsetof(struct running_fields, head), false, 0, 0, NULL,
     "over each page"},
    {"head-first", FIELD_VALUE, offsetof(struct running_fields, head_first), false, 0, 0, NULL,
     "over the first page"},
    {"foot", FIELD_VALUE, offsetof(struct running_fields, foot), false, 0, 0, NULL,
     "under each page"},
    {"foot-second", FIELD_VALUE, offsetof(struct running_fields, foot_second), false, 0, 0,
     NULL, "a line under the foot"},
};

static bool read_running(struct job *job, const struct value *map, struct design *design)
{
    struct running_fields read = {NULL, NULL, NULL, NULL};
    if (!fields_read(job, map, running_fields, sizeof running_fields / sizeof running_fields[0],
                     "running matter", PT(10), &read))
        return false;
    bool right = true;
    if (read.head != NULL)
        right = read_line(job, read.head, "running head", &design->head);
    if (read.head_first != NULL)
        right = read_line(job, read.head_first, "running head", &design->head_first) && right;
    if (read.foot != NULL)
        right = read_line(job, read.foot, "running foot", &design->foot) && right;
    if (read.foot_second != NULL)
        right = read_line(job, read.foot_second, "running foot", &design->foot_second) && right;
    return right;
}

/* --- parts ---------------------------------------------------------------------------------
 */

static const char *const part_names[] = {"title",   "strip",      "contents", "tables",
                                         "figures", "references", "glossary", "abbreviations",
                                         "index",   NULL};

#define PARTS_MOST 8
static_assert(sizeof((struct design *)NULL)->front / sizeof(enum part) == PARTS_MOST,
              "the bound that is checked is the room there is");

static bool find_part(struct text name, enum part *part)
{
    for (int i = 0; part_names[i] != NULL; i++)
        if (text_is(name, part_names[i])) {
            *part = (enum part)i;
            return true;
        }
    return false;
}

static bool report_part(struct job *job, const char *key, const struct located *name)
{
    struct map names = map_new(&job->arena);
    for (size_t i = 0; part_names[i] != NULL; i++)
        map_put(&names, text_of(part_names[i]), NULL);
    diag(job, DIAG_VALUE_CHOICE, name->span, key, text_string(&job->arena, name->text),
         design_nearest(job, &names, name->text), NULL);
    return false;
}

static bool read_parts(struct job *job, const char *key, const struct texts *names,
                       enum part *parts, size_t *count)
{
    bool right = true;
    *count = 0;
    for (size_t i = 0; i < names->count; i++) {
        const struct located *name = &names->items[i];
        if (i == PARTS_MOST) {
            diag(job, DIAG_VALUE_COUNT, name->span, key, design_number(job, PARTS_MOST), NULL);
            return false;
        }
        if (!find_part(name->text, &parts[*count])) {
            right = report_part(job, key, name);
            continue;
        }
        bool last = strcmp(key, "back") == 0 && i + 1 == names->count;
        if (parts[*count] == PART_INDEX && !last) {
            diag(job, DIAG_INDEX_LAST, name->span, NULL);
            right = false;
            continue;
        }
        ++*count;
    }
    return right;
}

/* --- the whole layout ----------------------------------------------------------------------
 */

struct layout_fields {
    struct located name, extends, citation_range;
    const struct value *values, *page, *running, *styles, *print, *fit;
    int64_t contents_depth, contents_columns, index_columns, number_depth, line_numbers;
    bool protrusion;
    int pagination;
    sp note_separator;
    struct texts front, after, back;
};

#define LAYOUT(name, kind, member, least, most, help)                                          \
    {                                                                                          \
        name, kind, offsetof(struct layout_fields, member), false, least, most, NULL, help     \
    }

static const char *const pagination_names[] = {"optimal", "greedy", NULL};

static const struct field layout_fields[] = {
    LAYOUT("name", FIELD_TEXT, name, 0, 0, "the layout's name"),
    LAYOUT("extends", FIELD_TEXT, extends, 0, 0, "the layout this one changes"),
    LAYOUT("values", FIELD_VALUE, values, 0, 0, "named values, used as $name"),
    LAYOUT("page", FIELD_VALUE, page, 0, 0, "sheet, margins, grid"),
    LAYOUT("running", FIELD_VALUE, running, 0, 0, "running heads and feet"),
    LAYOUT("styles", FIELD_VALUE, styles, 0, 0, "role → properties"),
    LAYOUT("print", FIELD_VALUE, print, 0, 0, "how pages come onto sheets of paper"),
    LAYOUT("fit", FIELD_VALUE, fit, 0, 0, "how many pages must hold all"),
    LAYOUT("contents-depth", FIELD_INTEGER, contents_depth, 0, 3,
           "levels in the contents list"),
    LAYOUT("contents-columns", FIELD_INTEGER, contents_columns, 1, 3,
           "columns of the contents list"),
    LAYOUT("index-columns", FIELD_INTEGER, index_columns, 1, 3, "columns of the index"),
    LAYOUT("number-depth", FIELD_INTEGER, number_depth, 0, 6, "levels that are numbered"),
    LAYOUT("line-numbers", FIELD_INTEGER, line_numbers, 0, 100,
           "every so many lines a number; 0 none"),
    LAYOUT("protrusion", FIELD_BOOL, protrusion, 0, 0, "punctuation hangs at the margins"),
    {"pagination", FIELD_CHOICE, offsetof(struct layout_fields, pagination), false, 0, 0,
     pagination_names, "page breaks chosen for the whole document, or page by page"},
    LAYOUT("note-separator", FIELD_LENGTH, note_separator, 0, PT(14400),
           "length of the rule over page footnotes"),
    LAYOUT("front", FIELD_TEXTS, front, 0, 0, "parts before the sections"),
    LAYOUT("after-first", FIELD_TEXTS, after, 0, 0, "parts after the first section"),
    LAYOUT("back", FIELD_TEXTS, back, 0, 0, "parts after the sections"),
    LAYOUT("citation-range", FIELD_TEXT, citation_range, 0, 0,
           "between the ends of a range of citation numbers"),
};

static const struct field_table page_table = {
    "page", page_fields, sizeof page_fields / sizeof page_fields[0], NULL, 0};
static const struct field_table line_table = {
    "running line", line_fields, sizeof line_fields / sizeof line_fields[0], NULL, 0};

#define RUNNING_NEST(name)                                                                     \
    {                                                                                          \
        name, SHAPE_ONE, &line_table, "^none$", NULL                                           \
    }
static const struct field_nest running_nests[] = {
    RUNNING_NEST("head"), RUNNING_NEST("head-first"), RUNNING_NEST("foot"),
    RUNNING_NEST("foot-second")};
static const struct field_table running_table = {
    "running matter", running_fields, sizeof running_fields / sizeof running_fields[0],
    running_nests, sizeof running_nests / sizeof running_nests[0]};

#define PATTERN_PART                                                                           \
    "^(title|strip|contents|tables|figures|references|glossary|abbreviations|index)$"

static const struct field_nest layout_nests[] = {
    {"page", SHAPE_ONE, &page_table, NULL, NULL},
    {"running", SHAPE_ONE, &running_table, NULL, NULL},
    {"print", SHAPE_ONE, &print_table, NULL, NULL},
    {"fit", SHAPE_ONE, &fit_table, NULL, NULL},
    {"front", SHAPE_LIST, NULL, PATTERN_PART, NULL},
    {"after-first", SHAPE_LIST, NULL, PATTERN_PART, NULL},
    {"back", SHAPE_LIST, NULL, PATTERN_PART, NULL},
};

const struct field_table layout_table = {
    "layout", layout_fields, sizeof layout_fields / sizeof layout_fields[0], layout_nests,
    sizeof layout_nests / sizeof layout_nests[0]};

/* What one layer says, over what `design` already holds. */
static struct layout_fields fields_of(const struct design *design)
{
    struct layout_fields fields = {0};
    fields.name.text = design->name;
    fields.citation_range.text = design->citation_range;
    fields.contents_depth = design->contents_depth;
    fields.contents_columns = design->contents_columns;
    fields.index_columns = design->index_columns;
    fields.number_depth = design->number_depth;
    fields.protrusion = design->protrusion;
    fields.line_numbers = design->line_numbers;
    fields.pagination = (int)design->pagination;
    fields.note_separator = design->note_separator;
    return fields;
}

static void keep_fields(const struct layout_fields *fields, struct design *design)
{
    design->name = fields->name.text;
    design->citation_range = fields->citation_range.text;
    design->contents_depth = (int)fields->contents_depth;
    design->contents_columns = (int)fields->contents_columns;
    design->index_columns = (int)fields->index_columns;
    design->number_depth = (int)fields->number_depth;
    design->protrusion = fields->protrusion;
    design->line_numbers = (int)fields->line_numbers;
    design->pagination = (enum pagination)fields->pagination;
    design->note_separator = fields->note_separator;
}

static bool read_layer(struct job *job, const struct value *layer, sp em, struct design *design)
{
    struct layout_fields fields = fields_of(design);
    bool right =
        fields_read(job, layer, layout_fields, sizeof layout_fields / sizeof layout_fields[0],
                    "layout", em, &fields);
    keep_fields(&fields, design);
    if (fields.page != NULL)
        right = read_page(job, fields.page, em, design) && right;
    if (fields.running != NULL)
        right = read_running(job, fields.running, design) && right;
    if (fields.print != NULL)
        right = print_read(job, fields.print, &design->print) && right;
    if (fields.fit != NULL)
        right = fit_read(job, fields.fit, &design->fit) && right;
    if (value_find(layer, "front") != NULL)
        right = read_parts(job, "front", &fields.front, design->front, &design->front_count) &&
                right;
    if (value_find(layer, "after-first") != NULL)
        right = read_parts(job, "after-first", &fields.after, design->after,
                           &design->after_count) &&
                right;
    if (value_find(layer, "back") != NULL)
        right =
            read_parts(job, "back", &fields.back, design->back, &design->back_count) && right;
    return right;
}

/* Reports what stands in `parts` and, by its number in `seen`, before: it would be printed
 * twice. */
static bool check_parts(struct job *job, const struct value *list, const enum part *parts,
                        size_t count, bool *seen)
{
    bool right = true;
    for (size_t i = 0; i < count; i++) {
        if (seen[parts[i]] && list != NULL) {
            diag(job, DIAG_PART_TWICE, list->span, part_names[parts[i]], NULL);
            right = false;
        }
        seen[parts[i]] = true;
    }
    return right;
}

static bool check_all_parts(struct job *job, const struct layers *layers,
                            const struct design *design)
{
    bool seen[sizeof part_names / sizeof part_names[0]] = {false};
    bool right = check_parts(job, layers_find(layers, NULL, "front"), design->front,
                             design->front_count, seen);
    right = check_parts(job, layers_find(layers, NULL, "after-first"), design->after,
                        design->after_count, seen) &&
            right;
    return check_parts(job, layers_find(layers, NULL, "back"), design->back, design->back_count,
                       seen) &&
           right;
}

bool page_read(struct job *job, const struct layers *layers, sp em, struct design *design)
{
    design->contents_columns = design->index_columns = 1;
    design->fit.tightest = (struct tightness){500, 940, 930};
    design->fit.least = PT(9);
    paper_sides(0, &design->page_width, &design->page_height);
    design->margin_inner = design->margin_outer = paper_millimetres(25000);
    design->margin_top = design->margin_bottom = paper_millimetres(25000);
    design->head_distance = design->foot_distance = paper_millimetres(12500);
    design->front[0] = PART_TITLE;
    design->back[0] = PART_REFERENCES;
    design->front_count = design->back_count = 1;
    bool right = true;
    for (size_t i = 0; i < layers->count; i++)
        right = read_layer(job, layers->items[i], em, design) && right;
    return right && check_all_parts(job, layers, design);
}
