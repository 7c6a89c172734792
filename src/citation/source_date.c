/*
 * Dates as sources write them: in parts, as EDTF, or in words.
 * The one idea: each way of writing has a reader that takes the whole text or nothing; what no
 * reader takes is printed as it stands.
 */
#include "citation/source_date.h"

#include <string.h>

static bool plain(const struct value *value)
{
    return value->kind == VALUE_SCALAR;
}

static struct text text_at(const struct value *map, const char *key)
{
    const struct value *value = value_find(map, key);
    return value && plain(value) ? text_trim(value->text) : (struct text){0};
}

static bool signed_number(struct text text, int *number)
{
    int64_t value;
    text = text_trim(text);
    bool negative = text_starts(text, "-");
    if (negative || text_starts(text, "+"))
        text = text_slice(text, 1, text.length);
    if (!text_number(text, &value) || value > 99999)
        return false;
    *number = negative ? -(int)value : (int)value;
    return true;
}

static void part_set(struct source_date *date, int end, size_t part, int number)
{
    if (part == 0)
        date->year[end] = number;
    if (part == 1 && number > 0 && number <= 12)
        date->month[end] = number;
    if (part == 1 && number >= 13 && number <= 24)
        date->month[end] = (number - 13) % 4 + 13;
    if (part == 2 && number > 0 && number <= 31)
        date->day[end] = number;
}

static bool parts_read(const struct value *parts, struct source_date *date, int end)
{
    if (parts->kind != VALUE_LIST)
        return false;
    for (size_t i = 0; i < parts->count && i < 3; i++) {
        int number = 0;
        if (parts->items[i]->kind == VALUE_NULL)
            continue;
        if (!plain(parts->items[i]))
            return false;
        if (!text_trim(parts->items[i]->text).length)
            continue;
        if (!signed_number(parts->items[i]->text, &number))
            return false;
        part_set(date, end, i, number);
    }
    return true;
}

static bool date_parts_read(const struct value *parts, struct source_date *date)
{
    if (parts->kind != VALUE_LIST || !parts->count)
        return false;
    if (parts->items[0]->kind != VALUE_LIST)
        return parts_read(parts, date, 0);
    if (!parts_read(parts->items[0], date, 0))
        return false;
    if (parts->count < 2)
        return true;
    date->range = true;
    if (!parts_read(parts->items[1], date, 1))
        return false;
    if (!date->year[1]) {
        date->range = false;
        date->open = true;
    }
    return true;
}

/* One date "2021-05-03", "2021-05", "-0044", "2021~". False if it is anything else. */
static bool iso_read(struct text text, struct source_date *date, int end)
{
    text = text_trim(text);
    if (text_ends(text, "~") || text_ends(text, "?") || text_ends(text, "%")) {
        date->circa = true;
        text.length--;
    }
    size_t at = text_starts(text, "-") ? 1 : 0;
    for (size_t part = 0; part < 3 && at <= text.length; part++) {
        size_t stop = text_find(text, '-', at);
        int number;
        size_t from = part == 0 ? 0 : at;
        if (part == 0 && stop - at < 3)
            return false;
        if (!signed_number(text_slice(text, from, stop), &number))
            return false;
        if (part == 1 && number > 24)
            return false;
        if (part == 1 && number >= 21)
            number -= 8;
        part_set(date, end, part, number);
        at = stop + 1;
    }
    return at > text.length;
}

/* A decade or century, "199X" or "19XX", as a range of years; "2004-XX" is the year alone. */
static bool unspecified_read(struct text text, struct source_date *date)
{
    struct text year = text_slice(text, 0, 4);
    size_t digits = text_find(year, 'X', 0);
    int64_t number;
    bool rest = text.length == 4 || text_is(text_slice(text, 4, text.length), "-XX") ||
                text_is(text_slice(text, 4, text.length), "-XX-XX");
    if (!rest || digits < 2 || year.length != 4 ||
        !text_number(text_slice(year, 0, digits), &number))
        return false;
    int unit = digits == 4 ? 1 : digits == 3 ? 10 : 100;
    if (unit == 100 && !text_ends(year, "XX"))
        return false;
    date->year[0] = (int)number * unit;
    date->range = unit > 1;
    if (date->range)
        date->year[1] = date->year[0] + unit - 1;
    return true;
}

/* A date as EDTF writes it, also a range "2020-01/2020-03", and one with an open end,
 * "2020/..", or start, "../2020", of which CSL can say no more than where it ends. */
static bool edtf_read(struct text text, struct source_date *date)
{
    size_t slash = text_find(text, '/', 0);
    if (text_find(text, 'X', 0) < text.length && unspecified_read(text, date))
        return true;
    if (slash == text.length)
        return iso_read(text, date, 0);
    struct text first = text_trim(text_slice(text, 0, slash));
    struct text second = text_trim(text_slice(text, slash + 1, text.length));
    if (!first.length || text_is(first, ".."))
        return iso_read(second, date, 0);
    if (!iso_read(first, date, 0))
        return false;
    if (!second.length || text_is(second, "..")) {
        date->open = true;
        return true;
    }
    date->range = true;
    return iso_read(second, date, 1);
}

/* --- in words ------------------------------------------------------------------------------
 */

/* A month or season by the first letters of its English name; 0 if it is none. */
static int month_of(struct text word)
{
    static const char *const names[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec",
                                        "spr", "sum", "aut", "win", "fal"};
    if (word.length < 3)
        return 0;
    for (int i = 0; i < 17; i++) {
        bool same = true;
        for (size_t k = 0; k < 3; k++)
            same = same && (word.bytes[k] | 32) == names[i][k];
        if (same)
            return i == 16 ? 15 : i + 1;
    }
    return 0;
}

static bool circa_word(struct text word)
{
    return text_is(word, "circa") || text_is(word, "ca") || text_is(word, "c");
}

/* One number of a date in words: a year if it cannot be a day. */
static bool number_set(struct source_date *date, int end, struct text word)
{
    int64_t number;
    if (!text_number(word, &number) || number > 9999)
        return false;
    if (word.length > 2) {
        date->year[end] = (int)number;
        return true;
    }
    if (number < 1 || number > 31 || date->day[end])
        return false;
    date->day[end] = (int)number;
    return true;
}

/* "May 3, 2020", "3 May 2020", "Spring 2020": false if a word is none of these. */
static bool words_read(struct text text, struct source_date *date, int end)
{
    size_t words = 0;
    for (size_t at = 0; at < text.length; words++) {
        while (at < text.length &&
               (text_space(text.bytes[at]) || text.bytes[at] == ',' || text.bytes[at] == '.'))
            at++;
        size_t start = at;
        while (at < text.length && (text_digit(text.bytes[at]) || text_alpha(text.bytes[at])))
            at++;
        struct text word = text_slice(text, start, at);
        if (!word.length)
            return at >= text.length && words > 0;
        if (circa_word(word)) {
            date->circa = true;
        } else if (month_of(word) && !date->month[end]) {
            date->month[end] = month_of(word);
        } else if (!number_set(date, end, word)) {
            return false;
        }
    }
    return words > 0;
}

/* "8/31/2020", the American order. */
static bool slashes_read(struct text text, struct source_date *date)
{
    int parts[3];
    size_t at = 0;
    for (size_t i = 0; i < 3; i++) {
        size_t end = text_find(text, '/', at);
        int64_t number;
        if (!text_number(text_slice(text, at, end), &number) || number > 9999)
            return false;
        parts[i] = (int)number;
        at = end + 1;
    }
    if (at <= text.length || parts[0] > 12 || parts[1] > 31)
        return false;
    *date = (struct source_date){.year = {parts[2]}, .month = {parts[0]}, .day = {parts[1]}};
    return true;
}

/* What the first end of a range leaves to the second: "3-5 May 2020", "May-June 2020". */
static void complete(struct source_date *date)
{
    if (!date->year[0])
        date->year[0] = date->year[1];
    if (!date->month[0] && date->day[0])
        date->month[0] = date->month[1];
    if (!date->month[1] && date->day[1])
        date->month[1] = date->month[0];
}

/* Tries to cut the range at the joint of `length` bytes at `at`. */
static bool range_read(struct text text, size_t at, size_t length, struct source_date *date)
{
    struct source_date read = {.range = true, .circa = date->circa};
    if (!words_read(text_slice(text, 0, at), &read, 0) ||
        !words_read(text_slice(text, at + length, text.length), &read, 1))
        return false;
    complete(&read);
    if (!read.year[0] || !read.year[1])
        return false;
    *date = read;
    return true;
}

static bool prose_read(struct text text, struct source_date *date)
{
    struct source_date read = {.circa = date->circa};
    if (words_read(text, &read, 0) && read.year[0] && (read.month[0] || !read.day[0])) {
        *date = read;
        return true;
    }
    if (slashes_read(text, date))
        return true;
    for (size_t at = 0; at < text.length; at++) {
        struct text rest = text_slice(text, at, text.length);
        size_t length = text_starts(rest, "\u2013") ? 3 : text_starts(rest, "--") ? 2 : 0;
        if (!length && (rest.bytes[0] == '-' || rest.bytes[0] == '/'))
            length = 1;
        if (length && range_read(text, at, length, date))
            return true;
    }
    return false;
}

void source_date_parse(struct text raw, struct source_date *date)
{
    struct source_date read = *date;
    if (edtf_read(raw, &read))
        *date = read;
    else if (!prose_read(raw, date))
        date->literal = raw;
}

static void season_read(const struct value *value, struct source_date *date)
{
    static const char *const names[] = {"spring", "summer", "autumn", "winter", "fall"};
    int number;
    struct text text = text_trim(value->text);
    if (signed_number(text, &number) && number >= 1) {
        date->month[0] = 12 + (number - 1) % 4 + 1;
        return;
    }
    for (size_t i = 0; i < 5; i++) {
        if (text.length != strlen(names[i]) || (text.bytes[0] | 32) != names[i][0] ||
            !text_equal(text_slice(text, 1, text.length), text_of(names[i] + 1)))
            continue;
        date->month[0] = i == 4 ? 15 : 13 + (int)i;
        return;
    }
    date->season = text;
}

struct source_date source_date_read(struct job *job, const struct value *value)
{
    struct source_date date = {0};
    if (plain(value)) {
        source_date_parse(text_trim(value->text), &date);
        return date;
    }
    if (value->kind == VALUE_LIST && date_parts_read(value, &date))
        return date;
    const struct value *parts = value_find(value, "date-parts");
    const struct value *season = value_find(value, "season");
    if (parts && !date_parts_read(parts, &date))
        diag(job, DIAG_SOURCE_SHAPE, parts->span, "date-parts is a list of [year, month, day]",
             NULL);
    if (season && plain(season) && !date.month[0])
        season_read(season, &date);
    struct text circa = text_at(value, "circa");
    date.circa = circa.length && !text_is(circa, "false") && !text_is(circa, "0");
    struct text raw = text_at(value, "raw");
    if (!parts && raw.length)
        source_date_parse(raw, &date);
    if (!date.year[0])
        date.literal =
            text_at(value, "literal").length ? text_at(value, "literal") : date.literal;
    return date;
}

bool source_date_blank(const struct source_date *date)
{
    return !date->year[0] && !date->month[0] && !date->literal.length && !date->season.length;
}
