/*
 * Takes page labels as printed ("iv", "12"), gives ranges of pages that count on (ISO 32000-1,
 * 12.4.2): decimal, small Roman, or a label of its own.
 */
#include "pdf/outline.h"
#include "pdf/syntax.h"
#include "pdf/tree.h"

struct label_range {
    uint32_t page;
    char style;         /* 'D', 'r', or 0 */
    int64_t number;     /* of its first page */
    struct text prefix; /* style 0: the whole label */
};

struct label_ranges {
    ARRAY(struct label_range) list;
};

static int64_t roman_digit(char letter)
{
    static const char letters[] = "ivxlcdm";
    static const int64_t values[] = {1, 5, 10, 50, 100, 500, 1000};
    for (size_t i = 0; letters[i] != '\0'; i++)
        if (letters[i] == letter)
            return values[i];
    return 0;
}

/* The value of a small Roman number, or 0; what is no proper number may pass with some value.
 */
static int64_t roman(struct text text)
{
    int64_t value = 0;
    for (size_t i = 0; i < text.length; i++) {
        int64_t digit = roman_digit(text.bytes[i]);
        if (digit == 0)
            return 0;
        bool less = i + 1 < text.length && digit < roman_digit(text.bytes[i + 1]);
        value += less ? -digit : digit;
    }
    return value > 0 ? value : 0;
}

static struct label_range read_label(struct text label, uint32_t page)
{
    struct label_range range = {page, 0, 0, label};
    if (text_number(label, &range.number) && range.number >= 1 && range.number < 1000000)
        range.style = 'D';
    else if (text_is(label, "") || roman(label) > 0)
        range.style = 'r';
    if (range.style == 'r')
        range.number = roman(label);
    return range;
}

static bool counts_on(const struct label_range *range, const struct label_range *next)
{
    return range->style != 0 && range->style == next->style &&
           next->number == range->number + (int64_t)(next->page - range->page);
}

static void put_page(const void *context, uint32_t index, struct buffer *out)
{
    const struct label_ranges *ranges = context;
    buffer_number(out, ranges->list.items[index].page);
}

static void put_range(const void *context, uint32_t index, struct buffer *out)
{
    const struct label_ranges *ranges = context;
    const struct label_range *range = &ranges->list.items[index];
    buffer_string(out, "<<");
    if (range->style == 0) {
        buffer_string(out, "/P");
        put_text(out, range->prefix);
    } else if (range->number > 0) {
        buffer_string(out, range->style == 'D' ? "/S/D" : "/S/r");
    }
    if (range->number > 1) {
        buffer_string(out, "/St ");
        buffer_number(out, range->number);
    }
    buffer_string(out, ">>");
}

void labels_write(struct writer *writer, const struct pages *pages, struct buffer *entries)
{
    struct label_ranges *ranges = arena_alloc(&writer->job->arena, sizeof *ranges);
    for (uint32_t p = 0; p < pages->count; p++) {
        struct label_range range = read_label(pages->items[p].label, p);
        size_t count = ranges->list.count;
        if (count == 0 || !counts_on(&ranges->list.items[count - 1], &range))
            *array_push(&writer->job->arena, &ranges->list) = range;
    }
    struct tree tree = {"Nums", (uint32_t)ranges->list.count, put_page, put_range, ranges};
    buffer_string(entries, "/PageLabels<<");
    buffer_add(entries, tree_write(writer, tree));
    buffer_string(entries, ">>\n");
}
