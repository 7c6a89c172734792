/*
 * 2,000 pages with more than 100,000 tags, elements with more kids than libharu's arrays hold,
 * and one that runs over all pages: limits of arrays and trees, and time.
 */
#include "pdf/sample.h"
#include "pdf/unpacked.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define PAGES 2000
#define LINES 40 /* per page; each a paragraph with two links' worth of tags */

/* A line of one paragraph with an own tag, set once and shown on every line of every page. */
static void add_line(struct sample *sample, const struct line *line, uint32_t parent)
{
    uint32_t p = sample_tag(sample, TAG_P, parent);
    struct item *item = sample_item(sample, ITEM_GLYPHS, sample_tag(sample, TAG_TEXT, p));
    item->x = SAMPLE_LEFT;
    item->y = sample->y;
    item->fragments = line->fragments;
    item->fragment_count = line->count;
    sample->y += PT(16);
}

static struct line one_line(struct sample *sample)
{
    struct run run = {.text = TEXT("An even line of words that fills about a column, 2026."),
                      .style = &sample->styles[SAMPLE_ROMAN],
                      .language = TEXT("en-US")};
    struct measure measure = {.width = SAMPLE_WIDTH};
    return lines_break(sample->job, sample->fonts, &run, 1, &measure).items[0];
}

static struct sample *many_pages(struct job *job)
{
    struct sample *sample = sample_new(job);
    struct line line = one_line(sample);
    uint32_t everywhere = sample_tag(sample, TAG_TEXT, sample_tag(sample, TAG_P, 0));
    struct link link = {.url = TEXT("https://example.org"), .contents = TEXT("example")};
    for (int i = 0; i < PAGES; i++) {
        sample_turn(sample);
        for (int k = 0; k < LINES; k++)
            add_line(sample, &line, 0);
        sample_link(sample, sample_tag(sample, TAG_P, 0), "link", link);
        struct item *item = sample_item(sample, ITEM_FILL, everywhere);
        item->width = item->height = PT(1);
    }
    return sample;
}

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static void writes_what_other_tools_read(void **state)
{
    struct job *job = *state;
    struct sample *sample = many_pages(job);
    const struct pages *pages = sample_pages(sample);
    assert_true(pages->tag_count > 100000);
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    struct text file = pdf_make(job, pages, sample->fonts, &(struct attachments){0});
    print_message("%d pages, %zu tags, %zu bytes in %.2f s\n", PAGES, pages->tag_count,
                  file.length, seconds_since(&start));
    fonts_free(sample->fonts);
    assert_text_equal(job_messages(job), "");
    struct text objects = unpacked(job, file);
    assert_true(text_search(objects, TEXT("/ParentTreeNextKey 4000"), 0) < objects.length);
    if (system("command -v qpdf >/dev/null") != 0)
        skip();
    char path[] = "/tmp/imprimatur-large-XXXXXX";
    int output = mkstemp(path);
    assert_int_equal(write(output, file.bytes, file.length), file.length);
    close(output);
    char words[256];
    snprintf(words, sizeof words,
             "qpdf --check %s >/dev/null && test $(qpdf --show-npages %s) = %d", path, path,
             PAGES);
    int status = system(words);
    unlink(path);
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {job_test(writes_what_other_tools_read)};
    return cmocka_run_group_tests_name("large", tests, NULL, NULL);
}
