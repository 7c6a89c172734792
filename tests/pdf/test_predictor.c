/* Differences give the pixels back, and are taken only where they pay. */
#include "pdf/predictor.h"
#include "support.h"

#include <stdlib.h>

#define WIDTH  40
#define HEIGHT 30

static int neighbour(int filter, int left, int above, int corner)
{
    int slope = left + above - corner;
    int a = abs(slope - left), b = abs(slope - above), c = abs(slope - corner);
    if (filter == 4)
        return a <= b && a <= c ? left : b <= c ? above : corner;
    return filter == 1 ? left : filter == 2 ? above : filter == 3 ? (left + above) / 2 : 0;
}

/* As a viewer reads them (PNG specification, 9.2). */
static struct text undone(struct job *job, struct text rows, size_t row, size_t wide)
{
    size_t count = rows.length / (row + 1);
    unsigned char *out = arena_alloc(&job->arena, count * row);
    for (size_t y = 0; y < count; y++)
        for (size_t x = 0; x < row; x++) {
            const char *from = rows.bytes + y * (row + 1);
            int left = x >= wide ? out[y * row + x - wide] : 0;
            int above = y > 0 ? out[(y - 1) * row + x] : 0;
            int corner = x >= wide && y > 0 ? out[(y - 1) * row + x - wide] : 0;
            out[y * row + x] =
                (unsigned char)(from[1 + x] + neighbour(from[0], left, above, corner));
        }
    return (struct text){(const char *)out, count * row};
}

/* Rows that are like their left neighbours, like nothing before, and like the row above. */
static struct text slope(struct job *job, size_t wide)
{
    size_t row = WIDTH * wide;
    unsigned char *pixels = arena_alloc(&job->arena, row * HEIGHT);
    for (size_t i = 0; i < row * HEIGHT; i++) {
        size_t x = i % row / wide, y = i / row;
        size_t curve = y / 3 * 40 + x * x * 3;
        pixels[i] = (unsigned char)(y % 3 == 0 ? x * 2 : y % 3 == 1 ? curve : curve + 3);
    }
    return (struct text){(const char *)pixels, row * HEIGHT};
}

static void pixels_come_back(void **state)
{
    struct job *job = *state;
    bool seen[5] = {false};
    for (size_t wide = 1; wide <= 3; wide += 2) {
        struct text pixels = slope(job, wide);
        size_t row = WIDTH * wide;
        struct text rows = predictor_rows(&job->arena, pixels, row, wide);
        assert_int_equal(rows.length, (row + 1) * HEIGHT);
        assert_true(text_equal(undone(job, rows, row, wide), pixels));
        for (size_t y = 0; y < HEIGHT; y++)
            seen[(int)rows.bytes[y * (row + 1)]] = true;
    }
    assert_true(seen[1] && seen[2]);
}

static void few_colours_stay_as_they_are(void **state)
{
    struct job *job = *state;
    unsigned char *pixels = arena_alloc(&job->arena, 3 * 257);
    struct text text = {(const char *)pixels, 3 * 257};
    for (size_t i = 0; i < 257; i++)
        pixels[3 * i] = (unsigned char)i;
    assert_false(predictor_pays(text, 3));
    pixels[3 * 256 + 1] = 1;
    assert_true(predictor_pays(text, 3));
    assert_true(predictor_pays(text, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(pixels_come_back),
        job_test(few_colours_stay_as_they_are),
    };
    return cmocka_run_group_tests_name("predictor", tests, NULL, NULL);
}
