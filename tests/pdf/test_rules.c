/* Each way to make a file inaccessible is a message at the place of the content, and no file.
 */
#include "pdf/sample.h"
#include "pdf/unpacked.h"

#define MUTE                                                                                   \
    " to who reads the file aloud or searches it (it is private to a font or program, or "     \
    "stands for a damaged one: write the character that is meant)\n"

/* A sample with a source, so that messages have lines: tag n of the test is on line n. */
static struct sample *sample_with_lines(struct job *job)
{
    struct sample *sample = sample_new(job);
    source_add(job, TEXT("text.md"), TEXT("one\ntwo\nthree\n"));
    sample->span = (struct span){1, 4, 7};
    return sample;
}

static void refused(struct sample *sample, const char *message)
{
    struct text file = sample_make(sample);
    assert_text_equal(job_messages(sample->job), message);
    assert_int_equal(file.length, 0);
}

static void wants_words_for_a_figure(void **state)
{
    struct sample *sample = sample_with_lines(*state);
    uint32_t figure = sample_tag(sample, TAG_FIGURE, 0);
    sample_item(sample, ITEM_FILL, sample_tag(sample, TAG_TEXT, figure))->width = PT(1);
    refused(sample, "2:1 figure-silent: image has no alternative text (say what it shows: "
                    "![what one sees](file.png))\n");
}

static void wants_headings_in_steps(void **state)
{
    struct sample *sample = sample_with_lines(*state);
    sample_block(sample, TAG_H, 0, "One");
    sample_tag_at(sample, sample_block(sample, TAG_H, 0, "Three"))->level = 3;
    refused(sample, "2:1 pdf-heading: heading of level 3 stands where at most level 2 can (a "
                    "level may not be skipped; the first heading has level 1)\n");
}

static void wants_links_with_words_and_a_target(void **state)
{
    struct sample *sample = sample_with_lines(*state);
    struct link link = {.destination = LINK_NOWHERE, .contents = TEXT(" ")};
    sample_link(sample, sample_tag(sample, TAG_P, 0), "here", link);
    refused(sample, "2:1 link-silent: link has no words (a link needs text that says where it "
                    "goes)\n2:1 link-target: link leads nowhere\n");
}

static void wants_links_on_a_page(void **state)
{
    struct sample *sample = sample_with_lines(*state);
    sample_block(sample, TAG_LINK, sample_tag(sample, TAG_P, 0), "here");
    refused(sample, "2:1 link-area: link has no place on any page, or a place that belongs to "
                    "no link\n");
}

static void wants_even_tables(void **state)
{
    struct sample *sample = sample_with_lines(*state);
    sample_table(sample, 0, 1);
    uint32_t body = (uint32_t)sample->tags.count;
    while (sample_tag_at(sample, body - 1)->role != TAG_TBODY)
        body--;
    uint32_t row = sample_tag(sample, TAG_TR, body - 1);
    uint32_t cell = sample_block(sample, TAG_TD, row, "wide");
    sample_tag_at(sample, cell)->column_span = 3;
    refused(sample, "2:1 table-grid: table row spans 3 columns where its table has 2\n");
}

/* Two rows: the first cell reaches down, so that the second row has one cell of its own. */
static void counts_cells_that_reach_down(void **state)
{
    struct sample *sample = sample_with_lines(*state);
    uint32_t table = sample_tag(sample, TAG_TABLE, 0);
    uint32_t first = sample_tag(sample, TAG_TR, table);
    uint32_t tall = sample_block(sample, TAG_TH, first, "tall");
    sample_tag_at(sample, tall)->row_span = 2;
    sample_tag_at(sample, tall)->scope = SCOPE_ROW;
    sample_block(sample, TAG_TD, first, "upper");
    sample_block(sample, TAG_TD, sample_tag(sample, TAG_TR, table), "lower");
    struct text file = sample_make(sample);
    assert_text_equal(job_messages(sample->job), "");
    file = unpacked(sample->job, file);
    assert_true(text_search(file, TEXT("/RowSpan 2/Scope/Row"), 0) < file.length);
}

static void wants_header_cells_to_head_something(void **state)
{
    struct sample *sample = sample_with_lines(*state);
    uint32_t row = sample_tag(sample, TAG_TR, sample_tag(sample, TAG_TABLE, 0));
    sample_block(sample, TAG_TH, row, "Head");
    refused(sample, "2:1 header-scope: table header cell heads neither row nor column\n");
}

static void wants_parts_in_their_places(void **state)
{
    struct sample *sample = sample_with_lines(*state);
    sample_block(sample, TAG_P, sample_tag(sample, TAG_P, 0), "inside");
    sample_block(sample, TAG_P, sample_tag(sample, TAG_L, 0), "no item");
    refused(
        sample,
        "2:1 pdf-nesting: element \"P\" cannot stand in \"P\" in the structure of the file\n"
        "2:1 pdf-nesting: element \"P\" cannot stand in \"L\" in the structure of the file\n");
}

static void wants_identifiers_once(void **state)
{
    struct sample *sample = sample_with_lines(*state);
    for (int i = 0; i < 2; i++)
        sample_tag_at(sample, sample_block(sample, TAG_NOTE, 0, "note"))->id = TEXT("n1");
    refused(sample, "2:1 pdf-id-twice: identifier \"n1\" is given to two elements\n");
}

static void wants_a_title_and_languages(void **state)
{
    struct sample *sample = sample_with_lines(*state);
    uint32_t p = sample_block(sample, TAG_P, 0, "words");
    sample_tag_at(sample, p)->language = TEXT("f");
    sample_pages(sample);
    sample->made.metadata.title = TEXT(" ");
    sample->made.metadata.language = TEXT("English, mostly");
    refused(
        sample,
        "0:0 pdf-title: document has no title (a reader hears the title before all else: "
        "give one as \"title:\")\n"
        "0:0 pdf-language: \"English, mostly\" is not a language tag (write one as BCP 47 "
        "has it, such as \"en-US\" or \"fr\")\n"
        "2:1 pdf-language: \"f\" is not a language tag (write one as BCP 47 has it, such as "
        "\"en-US\" or \"fr\")\n");
}

static void wants_alternatives_of_a_bearable_length(void **state)
{
    struct sample *sample = sample_with_lines(*state);
    struct buffer text = buffer_new(&sample->job->arena);
    buffer_repeat(&text, 'a', 10001);
    uint32_t p = sample_block(sample, TAG_P, 0, "words");
    sample_tag_at(sample, p)->alternative = buffer_text(&text);
    refused(sample, "2:1 pdf-text-long: text for readers of the file has more than 10000 bytes "
                    "(say it in fewer words: it is heard in one piece)\n");
}

/* Words that are only heard are no better for a private character than those printed. */
static void wants_words_that_can_be_read(void **state)
{
    struct sample *sample = sample_with_lines(*state);
    static struct located author = {{"Zo\xEE\x84\x80", 5}, {1, 8, 13}};
    uint32_t p = sample_block(sample, TAG_P, 0, "words");
    sample_tag_at(sample, p)->alternative = TEXT("a \xF3\xB0\x80\x80");
    sample_pages(sample);
    sample->made.metadata.authors = (struct texts){1, &author};
    sample->made.metadata.subject = TEXT("lost: \xEF\xBF\xBD");
    refused(sample, "0:0 character-mute: character U+FFFD says nothing" MUTE
                    "2:1 character-mute: character U+F0000 says nothing" MUTE
                    "3:1 character-mute: character U+E100 says nothing" MUTE);
}

static void wants_a_label_for_a_blank(void **state)
{
    struct sample *sample = sample_with_lines(*state);
    uint32_t blank = sample_tag(sample, TAG_FORM_BLANK, sample_tag(sample, TAG_P, 0));
    sample_item(sample, ITEM_FILL, sample_tag(sample, TAG_TEXT, blank))->width = PT(1);
    refused(sample, "2:1 blank-silent: blank to fill in has no label (say what goes there: "
                    "{to-fill: Emergency number})\n");
}

static void wants_a_page(void **state)
{
    struct sample *sample = sample_new(*state);
    const struct pages none = {.tags = sample->tags.items, .tag_count = 1};
    assert_int_equal(
        pdf_make(sample->job, &none, sample->fonts, &(struct attachments){0}).length, 0);
    fonts_free(sample->fonts);
    assert_int_equal(sample->job->diags.list.items[0].id, DIAG_PDF_MANY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(wants_words_for_a_figure),
        job_test(wants_headings_in_steps),
        job_test(wants_links_with_words_and_a_target),
        job_test(wants_links_on_a_page),
        job_test(wants_even_tables),
        job_test(counts_cells_that_reach_down),
        job_test(wants_header_cells_to_head_something),
        job_test(wants_parts_in_their_places),
        job_test(wants_identifiers_once),
        job_test(wants_a_title_and_languages),
        job_test(wants_alternatives_of_a_bearable_length),
        job_test(wants_words_that_can_be_read),
        job_test(wants_a_label_for_a_blank),
        job_test(wants_a_page),
    };
    return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
