/*
 * Takes all numbers of all claims, gives messages where one datum of a source is there twice
 * with different values: the same measure of the same thing at the same place of the same
 * source.
 */
#include "claims/decimal.h"
#include "claims/reading.h"

struct datum {
    const struct claim *claim;
    const struct claim_number *number;
};

static void add_part(struct buffer *key, struct text part)
{
    buffer_add(key, part);
    buffer_byte(key, '\n');
}

/* What makes two numbers the same datum. */
static struct text key_of(struct reading *reading, const struct claim_number *number)
{
    struct buffer key = buffer_new(&reading->job->arena);
    add_part(&key, number->cite.text);
    add_part(&key, number->locator.text);
    add_part(&key, measure_word(number->measure));
    add_part(&key, number->name);
    add_part(&key, number->time_frame.text);
    add_part(&key, number->population.text);
    return buffer_text(&key);
}

/* Whether both give the part, and not the same. */
static bool differs(const struct decimal *a, const struct decimal *b)
{
    return decimal_there(a) && decimal_there(b) && decimal_compare(a, b) != 0;
}

static void report(struct reading *reading, const struct datum *datum,
                   const struct datum *first, const struct decimal *here,
                   const struct decimal *there)
{
    struct buffer message = buffer_new(&reading->job->arena);
    struct buffer hint = buffer_new(&reading->job->arena);
    buffer_string(&message, "\"");
    buffer_add(&message, datum->number->name);
    buffer_string(&message, "\" is ");
    buffer_add(&message, here->written.text);
    buffer_string(&message, " here and ");
    buffer_add(&message, there->written.text);
    buffer_string(&message, " in claim \"");
    buffer_add(&message, first->claim->id.text);
    buffer_string(&message, "\", from the same place of \"");
    buffer_add(&message, datum->number->cite.text);
    buffer_string(&message, "\"");
    buffer_string(&hint, "the other stands in ");
    buffer_string(&hint, reading_place(reading, there->written.span));
    buffer_string(&hint, "; keep one and print it as {{");
    buffer_add(&hint, first->claim->id.text);
    buffer_byte(&hint, ':');
    buffer_add(&hint, first->number->name);
    buffer_string(&hint, "}}");
    diag(reading->job, DIAG_ONE_DATUM, here->written.span,
         reading_string(reading, buffer_text(&message)),
         reading_string(reading, buffer_text(&hint)), NULL);
}

static void compare(struct reading *reading, const struct datum *datum,
                    const struct datum *first)
{
    const struct claim_number *a = datum->number;
    const struct claim_number *b = first->number;
    const struct decimal *pairs[][2] = {{&a->value, &b->value},
                                        {&a->low, &b->low},
                                        {&a->high, &b->high},
                                        {&a->n, &b->n},
                                        {&a->events, &b->events}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (differs(pairs[i][0], pairs[i][1])) {
            report(reading, datum, first, pairs[i][0], pairs[i][1]);
            return;
        }
}

void datum_check(struct reading *reading)
{
    struct map seen = map_new(&reading->job->arena);
    for (size_t i = 0; i < reading->claims->count; i++) {
        const struct claim *claim = &reading->claims->items[i];
        for (size_t j = 0; j < claim->number_count; j++) {
            const struct claim_number *number = &claim->numbers[j];
            if (number->cite.span.source == 0 || number->locator.span.source == 0 ||
                number->measure == MEASURE_NONE)
                continue;
            struct text key = key_of(reading, number);
            struct datum *datum = arena_alloc(&reading->job->arena, sizeof *datum);
            const struct datum *first = map_find(&seen, key);
            datum->claim = claim;
            datum->number = number;
            if (first == NULL)
                map_put(&seen, key, datum);
            else
                compare(reading, datum, first);
        }
    }
}
