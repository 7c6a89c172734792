/*
 * Takes a claim's map of numbers, gives them as decimals with what they measure.
 * The one idea: every digit stays as written; what is no plain decimal is refused here, so
 * nobody after this has to think of exponents, signs or missing digits.
 */
#include "claims/decimal.h"
#include "claims/reading.h"
#include "claims/words.h"

/* A number's values before they are decimals. */
struct written {
    struct claim_number number;
    const struct value *value, *interval, *level, *n, *events;
};

#define NUMBER_TEXT(key, member, text)                                                         \
    {                                                                                          \
        .name = key, .kind = FIELD_TEXT, .offset = offsetof(struct written, number.member),    \
        .help = text                                                                           \
    }
#define NUMBER_VALUE(key, member, text)                                                        \
    {                                                                                          \
        .name = key, .kind = FIELD_VALUE, .offset = offsetof(struct written, member),          \
        .help = text                                                                           \
    }

static const struct field number_fields[] = {
    {.name = "value",
     .kind = FIELD_VALUE,
     .offset = offsetof(struct written, value),
     .required = true,
     .help = "the number, a decimal as it shall be printed"},
    NUMBER_TEXT("unit", unit, "%, mg/kg, weeks …"),
    NUMBER_VALUE("interval", interval, "[low, high] around it"),
    NUMBER_VALUE("level", level, "of the interval in percent: 95"),
    NUMBER_VALUE("n", n, "people it was found in"),
    NUMBER_VALUE("events", events, "how many of them it happened to"),
    {.name = "measure",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct written, number.measure),
     .required = true,
     .choices = measure_words,
     .help = "what kind of number it is"},
    NUMBER_TEXT("time-frame", time_frame, "over how long: 24 hours"),
    NUMBER_TEXT("per", per, "what it is counted against: 1,000 patient-years"),
    NUMBER_TEXT("route", route, "of a dose: intravenous"),
    NUMBER_TEXT("population", population, "whom it was found in, or is meant for"),
    NUMBER_TEXT("cite", cite, "key of its source; the claim's only source where absent"),
    NUMBER_TEXT("locator", locator, "where in the source: table 2"),
    NUMBER_TEXT("baseline", baseline, "of a difference: the number it starts from"),
    NUMBER_TEXT("relative", relative, "of a difference: the ratio it follows from"),
};

static const struct field_nest number_nests[] = {
    {"value", SHAPE_ONE, NULL, PATTERN_DECIMAL, NULL},
    {"interval", SHAPE_LIST, NULL, PATTERN_DECIMAL, NULL},
    {"level", SHAPE_ONE, NULL, PATTERN_DECIMAL, NULL},
    {"n", SHAPE_ONE, NULL, "^[0-9]+$", NULL},
    {"events", SHAPE_ONE, NULL, "^[0-9]+$", NULL},
};

const struct field_table number_table = {
    "number", number_fields, sizeof number_fields / sizeof *number_fields, number_nests,
    sizeof number_nests / sizeof *number_nests};

/* Reads `value`, if there is one, as a decimal. */
static void read_decimal(struct reading *reading, const struct value *value, const char *name,
                         struct decimal *decimal)
{
    if (value == NULL)
        return;
    if (value->kind != VALUE_SCALAR) {
        diag(reading->job, DIAG_VALUE_KIND, value->span, name, "a number", "what stands here",
             "", NULL);
    } else if (!decimal_parse(value->text, decimal)) {
        diag(reading->job, DIAG_NUMBER_BAD, value->span, reading_string(reading, value->text),
             NULL);
    } else {
        decimal->written.text = value->text;
        decimal->written.span = value->span;
    }
}

/* The same for a whole number that counts people. */
static void read_count(struct reading *reading, const struct value *value, const char *name,
                       struct decimal *decimal)
{
    static const struct decimal none;
    read_decimal(reading, value, name, decimal);
    if (!decimal_there(decimal) || (decimal->decimals == 0 && decimal->units >= 0))
        return;
    diag(reading->job, DIAG_VALUE_KIND, value->span, name, "a whole number of people",
         reading_string(reading, value->text), "", NULL);
    *decimal = none;
}

static void read_interval(struct reading *reading, const struct value *interval,
                          struct claim_number *number)
{
    static const struct decimal none;
    if (interval == NULL)
        return;
    if (interval->kind != VALUE_LIST || interval->count != 2) {
        diag(reading->job, DIAG_VALUE_KIND, interval->span, "interval", "two numbers",
             "what stands here", "write it as [48, 78]", NULL);
        return;
    }
    read_decimal(reading, interval->items[0], "interval", &number->low);
    read_decimal(reading, interval->items[1], "interval", &number->high);
    if (!decimal_there(&number->low) || !decimal_there(&number->high))
        number->low = number->high = none;
}

/* Words joined by "." and "-", as "{{response.drug}}" can name them. */
static bool is_name(struct text name)
{
    for (size_t i = 0; i < name.length; i++) {
        char byte = name.bytes[i];
        bool joint = (byte == '.' || byte == '-') && i > 0 && i + 1 < name.length &&
                     name.bytes[i - 1] != '.';
        if (!text_alpha(byte) && !text_digit(byte) && !joint)
            return false;
    }
    return name.length > 0;
}

static void read_number(struct reading *reading, const struct value_entry *entry,
                        struct claim *claim)
{
    struct written written = {.number = {.name = entry->key, .measure = MEASURE_NONE}};
    if (!is_name(entry->key))
        diag(reading->job, DIAG_NUMBER_NAME, entry->key_span,
             reading_string(reading, entry->key), NULL);
    fields_read(reading->job, entry->value, number_table.fields, number_table.count, "number",
                0, &written);
    struct claim_number *number = &claim->numbers[claim->number_count++];
    *number = written.number;
    number->span = entry->key_span;
    read_decimal(reading, written.value, "value", &number->value);
    read_decimal(reading, written.level, "level", &number->level);
    read_interval(reading, written.interval, number);
    read_count(reading, written.n, "n", &number->n);
    read_count(reading, written.events, "events", &number->events);
    if (number->cite.span.source == 0 && claim->support_count == 1) {
        number->cite = claim->supports[0].cite;
        if (number->locator.span.source == 0)
            number->locator = claim->supports[0].locator;
    }
}

/* The number that `name` stands for, or NULL after a report. */
static const struct claim_number *resolve(struct reading *reading, const struct claim *claim,
                                          const struct located *name)
{
    if (name->span.source == 0)
        return NULL;
    const struct claim_number *number = claim_number(claim, name->text);
    if (number == NULL)
        claim_number_missing(reading->job, claim, name->text, name->span);
    return number;
}

void numbers_read(struct reading *reading, const struct value *map, struct claim *claim)
{
    if (map == NULL)
        return;
    if (map->kind != VALUE_MAP) {
        diag(reading->job, DIAG_VALUE_KIND, map->span, "numbers", "a map of names and numbers",
             "what stands here", "", NULL);
        return;
    }
    claim->numbers = arena_array(&reading->job->arena, map->count, sizeof *claim->numbers);
    for (size_t i = 0; i < map->count; i++)
        read_number(reading, &map->entries[i], claim);
    for (size_t i = 0; i < claim->number_count; i++) {
        struct claim_number *number = &claim->numbers[i];
        number->baseline_number = resolve(reading, claim, &number->baseline);
        number->relative_number = resolve(reading, claim, &number->relative);
    }
}
