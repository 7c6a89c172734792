/* Any bytes as a layout, over a small one that it may extend: no crash, and a design that is
 * given out keeps its bounds for every role, also deep inside others. */
#include <stdlib.h>

#include "design/design.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char fonts[] =
    "families:\n"
    "  text: {name: A, package: a, faces: [{file: /usr/share/fonts/a.ttf}]}\n"
    "  code: {name: B, package: b, faces: [{file: /usr/share/fonts/b.ttf}]}\n"
    "fallback: [code]\n";

static const char base[] = "values: {accent: \"#102030\", gap: 3pt}\n"
                           "styles:\n"
                           "  heading: {weight: 700, colour: $accent}\n"
                           "  callout paragraph: {indent: $gap, size: 0.9em}\n";

static const char *const names[] = {"body",        "heading.1",     "callout.warning",
                                    "paragraph",   "list",          "list.item",
                                    "superscript", "strong",        "subscript",
                                    "superscript", "callout.title", "unheard.of"};

static void require(bool right)
{
    if (!right)
        abort();
}

static void add_file(struct job *job, const char *path, struct text text)
{
    uint32_t number = source_add(job, text_of(path), text);
    job->sources.list.items[number]->path = text_of(path);
}

static void check_style(const struct design *design, const struct style *style)
{
    require(style->size >= PT(4) && style->size <= PT(200));
    require(style->leading >= style->size / 2 && style->leading <= PT(400));
    require(style->rise >= PT(-100) && style->rise <= PT(100));
    require(style->weight >= 100 && style->weight <= 900);
    require(style->family < design->family_count);
    require(style->align <= ALIGN_CENTRE && style->mark <= MARK_BULLET);
    for (int side = 0; side < 4; side++) {
        require(style->padding[side] >= 0 && style->padding[side] <= PT(200));
        require(style->border[side].width >= 0 && style->border[side].width <= PT(50));
    }
}

/* Every role alone, then a chain through all of them, three times around. */
static void check_styles(struct design *design)
{
    size_t count = sizeof names / sizeof names[0];
    const struct style *chain = NULL;
    for (size_t i = 0; i < count * 3; i++) {
        const char *name = names[i % count];
        check_style(design, design_style(design, NULL, name));
        const struct style *next = design_style(design, chain, name);
        check_style(design, next);
        require(next == design_style(design, chain, name));
        chain = next;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct text text = {(const char *)bytes, size};
    if (text_invalid(text) < size || text_find(text, '\0', 0) < size)
        return 0;
    struct job *job = job_new();
    struct span nowhere = {0, 0, 0};
    add_file(job, "/fonts/fonts.yaml", text_of(fonts));
    add_file(job, "base.yaml", text_of(base));
    add_file(job, "top.yaml", text);
    struct design *design = design_read(job, TEXT("top.yaml"), nowhere, TEXT(""));
    require((design == NULL) == (job->diags.errors > 0));
    if (design != NULL) {
        struct buffer out = buffer_new(&job->arena);
        require(design->page_width - design->margin_inner - design->margin_outer >= PT(4));
        check_styles(design);
        design_dump(design, &out);
    }
    diag_sort(job);
    job_free(job);
    return 0;
}
