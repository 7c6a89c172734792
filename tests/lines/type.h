/*
 * What tests of lines share: a design made by hand over Debian's fonts, styles, and lines as
 * readable text.
 */
#ifndef TESTS_LINES_TYPE_H
#define TESTS_LINES_TYPE_H

#include "lines/lines.h"
#include "support.h"

enum { FAMILY_SERIF, FAMILY_TEXT, FAMILY_MATH, FAMILY_CODE, FAMILY_COUNT };

#define TRUETYPE "/usr/share/fonts/truetype/"

static inline struct face type_face(const char *path, int weight, bool italic)
{
    return (struct face){weight, italic, {text_of(path), {0, 0, 0}}};
}

static inline struct family type_family(struct job *job, const char *name, size_t count,
                                        const struct face *faces)
{
    struct family family = {.name = text_of(name), .package = TEXT("fonts-some")};
    family.face_count = count;
    family.faces = arena_array(&job->arena, count, sizeof *faces);
    memcpy(family.faces, faces, count * sizeof *faces);
    return family;
}

/* Liberation Serif, Vollkorn (small capitals, superiors), Noto Sans Math to fall back on,
 * Liberation Mono. */
static inline struct design *type_design(struct job *job)
{
    const struct face serif[] = {
        type_face(TRUETYPE "liberation/LiberationSerif-Regular.ttf", 400, false),
        type_face(TRUETYPE "liberation/LiberationSerif-Bold.ttf", 700, false),
        type_face(TRUETYPE "liberation/LiberationSerif-Italic.ttf", 400, true),
    };
    const struct face text[] = {
        type_face(TRUETYPE "vollkorn/Vollkorn-Regular.ttf", 400, false),
        type_face(TRUETYPE "vollkorn/Vollkorn-Bold.ttf", 700, false),
    };
    const struct face math[] = {
        type_face(TRUETYPE "noto/NotoSansMath-Regular.ttf", 400, false),
    };
    const struct face code[] = {
        type_face(TRUETYPE "liberation/LiberationMono-Regular.ttf", 400, false),
    };
    struct design *design = arena_alloc(&job->arena, sizeof *design);
    design->family_count = FAMILY_COUNT;
    design->families = arena_array(&job->arena, FAMILY_COUNT, sizeof *design->families);
    design->families[FAMILY_SERIF] = type_family(job, "Liberation Serif", 3, serif);
    design->families[FAMILY_TEXT] = type_family(job, "Vollkorn", 2, text);
    design->families[FAMILY_MATH] = type_family(job, "Noto Sans Math", 1, math);
    design->families[FAMILY_CODE] = type_family(job, "Liberation Mono", 1, code);
    design->fallback_count = 1;
    design->fallback = arena_array(&job->arena, 1, sizeof *design->fallback);
    design->fallback[0] = FAMILY_MATH;
    return design;
}

/* 10 pt roman of a family, hyphenated. */
static inline struct style type_style(uint32_t family)
{
    return (struct style){.family = family,
                          .weight = 400,
                          .size = PT(10),
                          .full_size = PT(10),
                          .hyphenate = true};
}

static inline struct run type_run(const char *text, const struct style *style)
{
    return (struct run){.text = text_of(text), .style = style, .language = TEXT("en-US")};
}

/* The words of each line, as they are read, with its spaces as spaces and a line's added hyphen
 * as "=" . */
static inline struct text type_read(struct job *job, const struct lines *lines)
{
    struct buffer out = buffer_new(&job->arena);
    for (size_t i = 0; i < lines->count; i++) {
        for (size_t j = 0; j < lines->items[i].count; j++) {
            const struct fragment *fragment = &lines->items[i].fragments[j];
            if (fragment->kind == FRAGMENT_SPACE)
                buffer_byte(&out, ' ');
            else if (fragment->kind == FRAGMENT_HYPHEN)
                buffer_byte(&out, '=');
            else if (fragment->kind == FRAGMENT_WORD)
                buffer_add(&out, fragment->shaped->text);
            else
                buffer_byte(&out, '#');
        }
        buffer_byte(&out, '\n');
    }
    return buffer_text(&out);
}

#endif
