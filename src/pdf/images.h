/*
 * Takes image files that pages show, gives image objects.
 * The one idea: a file is never trusted: PNG is decoded by libpng and packed again, JPEG is
 * checked by decoding it and then passed through as it is.
 */
#ifndef PDF_IMAGES_H
#define PDF_IMAGES_H

#include "pages/pages.h"
#include "pdf/objects.h"

struct image_object {
    uint32_t source;
    HPDF_Dict object;
};

struct images {
    ARRAY(struct image_object) list; /* in order of first use */
};

/* Writes an object for each image file on `pages`, under /I<n> in the dictionary `resources`.
 * Reports a file that cannot be shown at the span of the tag that shows it. */
struct images *images_write(struct writer *writer, const struct pages *pages,
                            HPDF_Dict resources);

/* The number of the image of that source, or -1 if it could not be shown. */
int images_find(const struct images *images, uint32_t source);

#endif
