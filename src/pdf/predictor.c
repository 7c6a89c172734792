/*
 * Takes the pixels of an image, gives them as differences.
 * Each row takes the filter whose differences are smallest in sum, the specification's own
 * heuristic (12.8), which fails only for images of few colours; those are left as they are.
 */
#include "pdf/predictor.h"

#include <stdlib.h>

/* ---- colours ----------------------------------------------------------------------------*/

#define COLOURS_MOST 256
#define SLOTS        1024

/* Notes `colour` in a table with room; whether it is a new one. */
static bool note(uint32_t slots[SLOTS], uint32_t colour)
{
    size_t slot = (colour * 0x9E3779B1u) >> 22;
    while (slots[slot] != 0 && slots[slot] != colour + 1)
        slot = (slot + 1) % SLOTS;
    bool fresh = slots[slot] == 0;
    slots[slot] = colour + 1;
    return fresh;
}

bool predictor_pays(struct text pixels, size_t wide)
{
    uint32_t slots[SLOTS] = {0};
    size_t count = 0;
    for (size_t at = 0; wide > 1 && at + wide <= pixels.length && count <= COLOURS_MOST;
         at += wide) {
        uint32_t colour = 0;
        for (size_t i = 0; i < wide; i++)
            colour = colour << 8 | (unsigned char)pixels.bytes[at + i];
        count += note(slots, colour);
    }
    return wide == 1 || count > COLOURS_MOST;
}

/* ---- filters ----------------------------------------------------------------------------*/

enum filter { FILTER_NONE, FILTER_SUB, FILTER_UP, FILTER_AVERAGE, FILTER_PAETH };

/* Of the neighbours on the left, above and at the corner between them the one nearest to the
 * slope through all three (9.4). */
static int paeth(int left, int above, int corner)
{
    int to_left = abs(above - corner), to_above = abs(left - corner);
    int to_corner = abs(left + above - 2 * corner);
    if (to_left <= to_above && to_left <= to_corner)
        return left;
    return to_above <= to_corner ? above : corner;
}

/* A row of an image and the one above it, NULL for the first. */
struct row {
    const unsigned char *bytes, *above;
    size_t length, wide;
};

/* Writes the filter and the differences of a row; gives the sum of their sizes. */
static size_t filter_row(enum filter filter, const struct row *it, unsigned char *to)
{
    const unsigned char *row = it->bytes, *above = it->above;
    size_t wide = it->wide, sum = 0;
    *to++ = (unsigned char)filter;
    for (size_t i = 0; i < it->length; i++) {
        int left = i >= wide ? row[i - wide] : 0;
        int over = above != NULL ? above[i] : 0;
        int corner = i >= wide && above != NULL ? above[i - wide] : 0;
        int guess = filter == FILTER_SUB       ? left
                    : filter == FILTER_UP      ? over
                    : filter == FILTER_AVERAGE ? (left + over) / 2
                    : filter == FILTER_PAETH   ? paeth(left, over, corner)
                                               : 0;
        to[i] = (unsigned char)(row[i] - guess);
        sum += to[i] < 128 ? to[i] : 256u - to[i];
    }
    return sum;
}

struct text predictor_rows(struct arena *arena, struct text pixels, size_t row, size_t wide)
{
    size_t count = pixels.length / row;
    unsigned char *rows = arena_alloc(arena, count * (row + 1));
    unsigned char *trial = arena_alloc(arena, row + 1);
    for (size_t i = 0; i < count; i++) {
        struct row it = {(const unsigned char *)pixels.bytes + i * row, NULL, row, wide};
        it.above = i > 0 ? it.bytes - row : NULL;
        size_t least = SIZE_MAX;
        for (int filter = FILTER_NONE; filter <= FILTER_PAETH; filter++) {
            size_t sum = filter_row((enum filter)filter, &it, trial);
            if (sum < least)
                memcpy(rows + i * (row + 1), trial, row + 1);
            least = sum < least ? sum : least;
        }
    }
    return (struct text){(const char *)rows, count * (row + 1)};
}
