/*
 * Layouts in memory for the tests of src/design: sources that design_read finds by their path.
 */
#ifndef TESTS_DESIGN_LAYOUT_H
#define TESTS_DESIGN_LAYOUT_H

#include "support.h"

#include "design/design.h"

#define FONTS                                                                                  \
    "families:\n"                                                                              \
    "  serif: {name: A Serif, package: fonts-a, faces: [{file: /usr/share/fonts/a.ttf}]}\n"    \
    "  sans: {name: A Sans, package: fonts-b, faces: [{file: /usr/share/fonts/b.ttf}]}\n"      \
    "fallback: [sans]\n"

/* Makes `string` the file at `path`, shown in messages by that name. */
static inline void layout_file(struct job *job, const char *path, const char *string)
{
    uint32_t number = source_add(job, text_of(path), text_of(string));
    job->sources.list.items[number]->path = text_of(path);
}

/* Reads the layout "top.yaml", with FONTS unless the test made a list of its own. */
static inline struct design *layout_read(struct job *job)
{
    struct span nowhere = {0, 0, 0};
    layout_file(job, "/fonts/fonts.yaml", FONTS);
    return design_read(job, TEXT("top.yaml"), nowhere, TEXT(""));
}

/* Reads `yaml` alone; it must be without fault. */
static inline struct design *layout_design(struct job *job, const char *yaml)
{
    layout_file(job, "top.yaml", yaml);
    struct design *design = layout_read(job);
    assert_messages(job, "");
    assert_non_null(design);
    return design;
}

/* Reading `yaml` fails with just these messages. */
static inline void layout_fails(struct job *job, const char *yaml, const char *messages)
{
    layout_file(job, "top.yaml", yaml);
    assert_null(layout_read(job));
    assert_messages(job, messages);
}

#endif
