/* Takes a character, gives its share outside the margin, from one table in code point order. */
#include "lines/margins.h"

#include <stddef.h>

struct hang {
    uint32_t rune;
    int left, right;
};

/* Marks that are mostly white hang most; letters whose edge is open hang a hair. */
static const struct hang table[] = {
    {'!', 0, 100},      {'"', 400, 400},    {'\'', 600, 600},   {'(', 80, 0},
    {')', 0, 80},       {',', 0, 600},      {'-', 0, 600},      {'.', 0, 650},
    {':', 0, 450},      {';', 0, 450},      {'?', 0, 100},      {'A', 30, 30},
    {'F', 0, 30},       {'J', 30, 0},       {'K', 0, 30},       {'L', 0, 30},
    {'T', 40, 40},      {'V', 40, 40},      {'W', 30, 30},      {'X', 30, 30},
    {'Y', 40, 40},      {'[', 60, 0},       {']', 0, 60},       {'k', 0, 30},
    {'r', 0, 40},       {'t', 0, 40},       {'v', 30, 30},      {'w', 30, 30},
    {'x', 30, 30},      {'y', 30, 40},      {0xAB, 250, 150},   {0xBB, 150, 250},
    {0x2010, 0, 600},   {0x2013, 150, 250}, {0x2014, 100, 150}, {0x2018, 600, 500},
    {0x2019, 500, 600}, {0x201A, 300, 0},   {0x201C, 450, 350}, {0x201D, 350, 450},
    {0x201E, 300, 0},   {0x2026, 0, 150},
};

static const struct hang *find(uint32_t rune)
{
    size_t low = 0;
    size_t high = sizeof table / sizeof *table;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (table[middle].rune < rune)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof table / sizeof *table && table[low].rune == rune ? &table[low] : NULL;
}

int margins_left(uint32_t rune)
{
    const struct hang *hang = find(rune);
    return hang == NULL ? 0 : hang->left;
}

int margins_right(uint32_t rune)
{
    const struct hang *hang = find(rune);
    return hang == NULL ? 0 : hang->right;
}
