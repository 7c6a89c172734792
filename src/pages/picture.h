/*
 * The natural size of image files: private to pages.
 */
#ifndef PAGES_PICTURE_H
#define PAGES_PICTURE_H

#include <stdbool.h>

#include "base/length.h"

struct picture {
    sp width, height; /* as the file's own resolution says, else at 144 dots to the inch */
    uint32_t columns; /* pixels across */
};

/* Reads the size of a PNG (ISO/IEC 15948, IHDR and pHYs) or a JPEG (ITU-T T.81, start of frame)
 * from its bytes. False if it is neither, or has no area. */
bool picture_read(struct text bytes, struct picture *picture);

#endif
