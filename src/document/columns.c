/*
 * Takes the attributes of a table, gives its columns: their widths and how they are aligned,
 * and how many of them head the rows.
 */
#include "document/builder.h"

static int64_t attribute_share(struct builder *builder, struct text word, struct span span)
{
    int64_t share;
    if (length_thousandths(word, &share) && share > 0 && share <= 1000000)
        return share;
    diag(builder->reader->job, DIAG_TABLE_WIDTHS, span, NULL);
    return 0;
}

/* "3 1 1 2": relative widths, kept as thousandths of their sum. */
static void set_widths(struct builder *builder, struct table *table,
                       const struct located *widths)
{
    struct reader *reader = builder->reader;
    int64_t sum = 0;
    size_t count = 0;
    for (size_t at = 0; at < widths->text.length;) {
        size_t end = text_find(widths->text, ' ', at);
        struct text word = text_slice(widths->text, at, end);
        at = end + 1;
        if (word.length == 0)
            continue;
        int64_t share = attribute_share(builder, word, widths->span);
        if (count < table->column_count)
            table->columns[count].share = share;
        count++;
        sum += share;
    }
    if (count != table->column_count)
        diag(reader->job, DIAG_TABLE_WIDTHS_COUNT, widths->span, reader_number(reader, count),
             reader_number(reader, table->column_count), NULL);
    for (size_t i = 0; i < table->column_count && sum > 0; i++)
        table->columns[i].share = length_scale(table->columns[i].share, 1000, sum);
}

static void set_flag(struct builder *builder, const struct located *value, size_t *count)
{
    *count = text_is(value->text, "true");
    if (*count == 0 && !text_is(value->text, "false"))
        diag(builder->reader->job, DIAG_ATTRIBUTE_VALUE, value->span,
             reader_string(builder->reader, value->text), "true or false", NULL);
}

void attribute_count(struct builder *builder, const struct located *value, size_t most,
                     size_t *count)
{
    size_t number = 0;
    bool right = value->text.length > 0 && value->text.length <= 4;
    for (size_t i = 0; i < value->text.length && right; i++) {
        right = text_digit(value->text.bytes[i]);
        number = number * 10 + (size_t)(value->text.bytes[i] - '0');
    }
    if (right && number <= most)
        *count = number;
    else
        diag(builder->reader->job, DIAG_ATTRIBUTE_VALUE, value->span,
             reader_string(builder->reader, value->text),
             "a whole number that is not too large", NULL);
}

/* "decimal" for columns of numbers, beside what colons can say. */
static void set_aligns(struct builder *builder, struct table *table,
                       const struct located *aligns)
{
    static const char *const names[] = {"left", "centre", "right", "decimal"};
    size_t column = 0;
    for (size_t at = 0; at < aligns->text.length && column < table->column_count;) {
        size_t end = text_find(aligns->text, ' ', at);
        struct text word = text_slice(aligns->text, at, end);
        at = end + 1;
        size_t kind = 0;
        while (kind < 4 && !text_is(word, names[kind]))
            kind++;
        if (word.length == 0)
            continue;
        if (kind == 4) {
            diag(builder->reader->job, DIAG_ATTRIBUTE_VALUE, aligns->span,
                 reader_string(builder->reader, word), "left, centre, right or decimal", NULL);
            return;
        }
        table->columns[column++].align = (enum column_align)kind;
    }
}

void table_attributes(struct builder *builder, struct table *table,
                      const struct attributes *attributes)
{
    const struct located *value = attributes_value(attributes, "widths");
    if (value != NULL)
        set_widths(builder, table, value);
    if ((value = attributes_value(attributes, "header-column")) != NULL)
        set_flag(builder, value, &table->header_columns);
    if ((value = attributes_value(attributes, "header-columns")) != NULL)
        attribute_count(builder, value, table->column_count, &table->header_columns);
    if ((value = attributes_value(attributes, "align")) != NULL)
        set_aligns(builder, table, value);
}
