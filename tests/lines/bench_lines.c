/*
 * Measures lines_break on a text of one paragraph a line: words a second, and the line quality
 * that tests/bench measures from the page (word gap in em, hyphens, ladders). In the text bytes
 * 1 to 4 start runs in roman, bold, italic and of a citation. Usage: bench_lines TEXT
 * [MEASURE-IN-PT [REPEATS]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lines/lines.h"

#define FACES     3
#define RUNS_MOST 256
#define EXPANSION 25 /* thousandths */

static struct design bench_design(struct job *job, const char *stem)
{
    static const char *const files[FACES] = {"Regular", "Bold", "Italic"};
    struct design design = {.family_count = 1};
    design.families = arena_array(&job->arena, 1, sizeof *design.families);
    design.families[0].name = TEXT("bench");
    design.families[0].package = TEXT("fonts");
    design.families[0].face_count = FACES;
    design.families[0].faces = arena_array(&job->arena, FACES, sizeof(struct face));
    for (size_t i = 0; i < FACES; i++) {
        struct buffer path = buffer_new(&job->arena);
        buffer_string(&path, stem);
        buffer_string(&path, files[i]);
        buffer_string(&path, ".ttf");
        design.families[0].faces[i] =
            (struct face){i == 1 ? 700 : 400, i == 2, {buffer_text(&path), {0, 0, 0}}};
    }
    return design;
}

static struct style bench_style(int weight, bool italic)
{
    return (struct style){.weight = weight,
                          .italic = italic,
                          .size = SP_PT * 105 / 10,
                          .full_size = SP_PT * 105 / 10,
                          .hyphenate = true};
}

static size_t split_runs(struct text paragraph, const struct style *styles, struct run *runs)
{
    size_t count = 0;
    for (size_t at = 0; at < paragraph.length && count < RUNS_MOST;) {
        int kind = paragraph.bytes[at];
        size_t end = at + 1;
        while (end < paragraph.length && (unsigned char)paragraph.bytes[end] > 4)
            end++;
        runs[count++] = (struct run){.text = text_slice(paragraph, at + 1, end),
                                     .style = &styles[kind == 4 ? 0 : kind - 1],
                                     .language = TEXT("en-US"),
                                     .glue_before = kind == 4};
        at = end;
    }
    return count;
}

struct tally {
    double *gaps;
    size_t gap_count, gap_room, hyphens, ladder, longest, words, lines, overfull;
};

static void count_line(struct tally *tally, const struct line *line, sp size)
{
    sp space = 0;
    size_t spaces = 0;
    for (size_t i = 0; i < line->count; i++) {
        space += line->fragments[i].kind == FRAGMENT_SPACE ? line->fragments[i].width : 0;
        spaces += line->fragments[i].kind == FRAGMENT_SPACE;
        tally->words += line->fragments[i].kind == FRAGMENT_WORD;
    }
    tally->lines++;
    tally->overfull += line->overfull > 0;
    if (line->last || spaces < 4) {
        tally->ladder = 0;
        return;
    }
    if (tally->gap_count == tally->gap_room) {
        tally->gap_room = tally->gap_room * 2 + 1024;
        tally->gaps = realloc(tally->gaps, tally->gap_room * sizeof *tally->gaps);
    }
    tally->gaps[tally->gap_count++] = (double)space / (double)spaces / (double)size;
    const struct shaped *end = line->fragments[line->count - 1].shaped;
    bool hyphen = end != NULL && text_ends(end->text, "-");
    tally->hyphens += hyphen;
    tally->ladder = hyphen ? tally->ladder + 1 : 0;
    if (tally->ladder > tally->longest)
        tally->longest = tally->ladder;
}

static int by_value(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

static double root(double value)
{
    double guess = value > 1 ? value : 1;
    for (int i = 0; i < 60; i++)
        guess = (guess + value / guess) / 2;
    return guess;
}

static void print_tally(struct tally *tally, double seconds)
{
    double mean = 0;
    double square = 0;
    size_t count = tally->gap_count;
    if (count == 0)
        return;
    qsort(tally->gaps, count, sizeof *tally->gaps, by_value);
    for (size_t i = 0; i < count; i++)
        mean += tally->gaps[i] / (double)count;
    for (size_t i = 0; i < count; i++)
        square += (tally->gaps[i] - mean) * (tally->gaps[i] - mean) / (double)count;
    printf("%zu words, %zu lines, %.3f s; gap median %.3f sd %.4f least %.3f p95 %.3f worst "
           "%.3f; hyphens %.2f %%, ladder %zu; overfull %zu\n",
           tally->words, tally->lines, seconds, tally->gaps[count / 2], root(square),
           tally->gaps[0], tally->gaps[count * 95 / 100], tally->gaps[count - 1],
           100.0 * (double)tally->hyphens / (double)count, tally->longest, tally->overfull);
}

static double break_all(struct job *job, struct fonts *fonts, struct text text, sp width,
                        struct tally *tally)
{
    struct style styles[FACES] = {bench_style(400, false), bench_style(700, false),
                                  bench_style(400, true)};
    struct measure measure = {
        .width = width, .hyphenate = true, .protrusion = true, .expansion = EXPANSION};
    struct run runs[RUNS_MOST];
    struct timespec before;
    struct timespec after;
    double seconds = 0;
    for (size_t at = 0; at < text.length;) {
        size_t end = text_find(text, '\n', at);
        size_t count = split_runs(text_slice(text, at, end), styles, runs);
        clock_gettime(CLOCK_MONOTONIC, &before);
        struct lines lines = lines_break(job, fonts, runs, count, &measure);
        clock_gettime(CLOCK_MONOTONIC, &after);
        seconds += (double)(after.tv_sec - before.tv_sec) +
                   (double)(after.tv_nsec - before.tv_nsec) / 1e9;
        tally->ladder = 0;
        for (size_t i = 0; i < lines.count; i++)
            count_line(tally, &lines.items[i], styles[0].size);
        at = end + 1;
    }
    return seconds;
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    FILE *file = fopen(argv[1], "rb");
    static char bytes[64 << 20];
    struct text text = {bytes, file == NULL ? 0 : fread(bytes, 1, sizeof bytes, file)};
    sp width = PT(argc > 2 ? atoi(argv[2]) : 453);
    int repeats = argc > 3 ? atoi(argv[3]) : 1;
    struct job *job = job_new();
    struct design design = bench_design(
        job, argc > 4 ? argv[4] : "/usr/share/fonts/truetype/liberation/LiberationSerif-");
    struct fonts *fonts = fonts_new(job, &design);
    for (int i = 0; i < repeats && fonts != NULL; i++) {
        struct tally tally = {0};
        double seconds = break_all(job, fonts, text, width, &tally);
        print_tally(&tally, seconds);
        free(tally.gaps);
    }
    fonts_free(fonts);
    job_free(job);
    return 0;
}
