/* Takes the bytes of an image, gives its size; decodes nothing. See picture.h. */
#include "pages/picture.h"

#define DOTS_PER_INCH 144 /* where the file does not say */
#define PIXELS_MOST   65535

static uint32_t byte_at(struct text bytes, size_t at)
{
    return at < bytes.length ? (unsigned char)bytes.bytes[at] : 0;
}

static uint32_t word_at(struct text bytes, size_t at)
{
    return byte_at(bytes, at) << 24 | byte_at(bytes, at + 1) << 16 |
           byte_at(bytes, at + 2) << 8 | byte_at(bytes, at + 3);
}

/* Pixels a metre of a PNG from its pHYs chunk, which stands before the image data; 0 if none.
 */
static uint32_t png_density(struct text bytes)
{
    size_t at = 8;
    for (int chunks = 0; chunks < 64 && at + 12 <= bytes.length; chunks++) {
        uint32_t length = word_at(bytes, at);
        struct text name = text_slice(bytes, at + 4, at + 8);
        if (text_is(name, "IDAT") || length > bytes.length)
            break;
        if (text_is(name, "pHYs") && byte_at(bytes, at + 16) == 1)
            return word_at(bytes, at + 8);
        at += 12 + (size_t)length;
    }
    return 0;
}

/* The place of the two sizes in a JPEG's first frame header, or 0. */
static size_t jpeg_frame(struct text bytes)
{
    size_t at = 2;
    while (at + 9 < bytes.length && byte_at(bytes, at) == 0xFF) {
        uint32_t marker = byte_at(bytes, at + 1);
        bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
                     marker != 0xCC;
        if (frame)
            return at + 5;
        at += 2 + (size_t)(byte_at(bytes, at + 2) << 8 | byte_at(bytes, at + 3));
    }
    return 0;
}

static bool set_size(struct picture *picture, uint32_t width, uint32_t height, sp dots)
{
    if (width == 0 || height == 0 || width > PIXELS_MOST || height > PIXELS_MOST)
        return false;
    picture->columns = width;
    picture->width = PT(72) * width / dots;
    picture->height = PT(72) * height / dots;
    return picture->width > 0 && picture->height > 0;
}

bool picture_read(struct text bytes, struct picture *picture)
{
    sp dots = DOTS_PER_INCH;
    if (text_starts(bytes, "\x89PNG\r\n\x1A\n") && bytes.length > 24) {
        uint32_t metre = png_density(bytes);
        sp inch = (sp)metre * 254 / 10000;
        if (inch >= 30 && inch <= 2400)
            dots = inch;
        return set_size(picture, word_at(bytes, 16), word_at(bytes, 20), dots);
    }
    if (!text_starts(bytes, "\xFF\xD8"))
        return false;
    size_t at = jpeg_frame(bytes);
    if (at == 0)
        return false;
    return set_size(picture, byte_at(bytes, at + 2) << 8 | byte_at(bytes, at + 3),
                    byte_at(bytes, at) << 8 | byte_at(bytes, at + 1), dots);
}
