/*
 * Takes the register, gives it as JSON for programs that read it out of the PDF: the keys of
 * claim files, decimals with their digits.
 */
#include "claims/claims.h"
#include "data/write.h"

static void put_text(struct json *json, const char *key, const struct located *text)
{
    if (text->text.length > 0)
        json_text(json, key, text->text);
}

static void put_word(struct json *json, const char *key, struct text word)
{
    if (word.length > 0)
        json_text(json, key, word);
}

/* A decimal is a JSON number as it stands. */
static void put_decimal(struct json *json, const char *key, const struct decimal *decimal)
{
    struct value value = {.kind = VALUE_SCALAR, .text = decimal->written.text};
    if (decimal->written.span.source != 0)
        json_value(json, key, &value);
}

static void put_supports(struct json *json, const struct claim *claim)
{
    json_open(json, "rests-on", '[');
    for (size_t i = 0; i < claim->support_count; i++) {
        const struct support *support = &claim->supports[i];
        json_open(json, NULL, '{');
        put_text(json, "cite", &support->cite);
        put_text(json, "locator", &support->locator);
        put_word(json, "evidence", evidence_word(support->evidence));
        put_text(json, "passage", &support->passage);
        put_text(json, "text", &support->file);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_gradings(struct json *json, const struct claim *claim, bool up)
{
    const struct grading *gradings = up ? claim->upgrades : claim->downgrades;
    size_t count = up ? claim->upgrade_count : claim->downgrade_count;
    if (count == 0)
        return;
    json_open(json, up ? "upgraded" : "downgraded", '[');
    for (size_t i = 0; i < count; i++) {
        json_open(json, NULL, '{');
        put_word(json, "for", reason_word(gradings[i].reason, up));
        json_number(json, "by", gradings[i].by);
        put_text(json, "because", &gradings[i].because);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_disputes(struct json *json, const struct claim *claim)
{
    if (claim->contradicts.count > 0) {
        json_open(json, "contradicts", '[');
        for (size_t i = 0; i < claim->contradicts.count; i++)
            json_text(json, NULL, claim->contradicts.items[i].text);
        json_close(json, ']');
    }
    if (claim->dispute_count == 0)
        return;
    json_open(json, "disputed-by", '[');
    for (size_t i = 0; i < claim->dispute_count; i++) {
        json_open(json, NULL, '{');
        put_text(json, "cite", &claim->disputes[i].cite);
        put_text(json, "locator", &claim->disputes[i].locator);
        put_text(json, "says", &claim->disputes[i].says);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_corrections(struct json *json, const struct claim *claim)
{
    if (claim->correction_count == 0)
        return;
    json_open(json, "corrects", '[');
    for (size_t i = 0; i < claim->correction_count; i++) {
        const struct correction *correction = &claim->corrections[i];
        json_open(json, NULL, '{');
        put_text(json, "statement", &correction->statement);
        put_text(json, "in", &correction->in);
        put_text(json, "locator", &correction->locator);
        put_word(json, "verdict", verdict_word(correction->verdict));
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_number(struct json *json, const struct claim_number *number)
{
    json_open(json, NULL, '{');
    json_text(json, "name", number->name);
    put_decimal(json, "value", &number->value);
    put_text(json, "unit", &number->unit);
    if (number->low.written.span.source != 0) {
        json_open(json, "interval", '[');
        put_decimal(json, NULL, &number->low);
        put_decimal(json, NULL, &number->high);
        json_close(json, ']');
    }
    put_decimal(json, "level", &number->level);
    put_decimal(json, "n", &number->n);
    put_decimal(json, "events", &number->events);
    put_word(json, "measure", measure_word(number->measure));
    put_text(json, "time-frame", &number->time_frame);
    put_text(json, "per", &number->per);
    put_text(json, "route", &number->route);
    put_text(json, "population", &number->population);
    put_text(json, "baseline", &number->baseline);
    put_text(json, "relative", &number->relative);
    put_text(json, "cite", &number->cite);
    put_text(json, "locator", &number->locator);
    json_close(json, '}');
}

static void put_claim(struct json *json, const struct claim *claim)
{
    json_open(json, NULL, '{');
    put_text(json, "id", &claim->id);
    put_text(json, "topic", &claim->topic);
    put_text(json, "statement", &claim->statement);
    put_text(json, "short", &claim->short_form);
    put_word(json, "evidence", evidence_word(claim->evidence));
    put_text(json, "population", &claim->population);
    put_supports(json, claim);
    put_word(json, "certainty", certainty_word(claim->certainty));
    put_gradings(json, claim, false);
    put_gradings(json, claim, true);
    put_disputes(json, claim);
    put_text(json, "for", &claim->in_favour);
    put_text(json, "against", &claim->against);
    put_text(json, "would-settle", &claim->would_settle);
    put_text(json, "open-question", &claim->open_question);
    put_corrections(json, claim);
    json_open(json, "numbers", '[');
    for (size_t i = 0; i < claim->number_count; i++)
        put_number(json, &claim->numbers[i]);
    json_close(json, ']');
    json_close(json, '}');
}

void claims_json(const struct claims *claims, struct buffer *out)
{
    struct json json = json_new(out);
    json_open(&json, NULL, '{');
    json_open(&json, "claims", '[');
    for (size_t i = 0; i < claims->count; i++)
        put_claim(&json, &claims->items[i]);
    json_close(&json, ']');
    json_close(&json, '}');
}
