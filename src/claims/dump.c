/* Takes the register, gives it as text: a claim, then what belongs to it, a line each. */
#include "claims/claims.h"
#include "claims/decimal.h"

static void add_text(struct buffer *out, const char *name, const struct located *text)
{
    if (text->span.source == 0)
        return;
    buffer_string(out, "  ");
    buffer_string(out, name);
    buffer_string(out, ": ");
    buffer_add(out, text->text);
    buffer_byte(out, '\n');
}

static void add_word(struct buffer *out, const char *name, struct text word)
{
    if (word.length == 0)
        return;
    buffer_string(out, "  ");
    buffer_string(out, name);
    buffer_string(out, ": ");
    buffer_add(out, word);
    buffer_byte(out, '\n');
}

/* " name=value" behind what stands on the line. */
static void add_pair(struct buffer *out, const char *name, struct text value)
{
    if (value.length == 0)
        return;
    buffer_byte(out, ' ');
    buffer_string(out, name);
    buffer_byte(out, '=');
    buffer_add(out, value);
}

static void add_cite(struct buffer *out, const struct located *cite,
                     const struct located *locator)
{
    if (cite->text.length > 0) {
        buffer_string(out, " @");
        buffer_add(out, cite->text);
    }
    if (locator->text.length > 0) {
        buffer_string(out, ", ");
        buffer_add(out, locator->text);
    }
}

static void add_supports(struct buffer *out, const struct claim *claim)
{
    for (size_t i = 0; i < claim->support_count; i++) {
        const struct support *support = &claim->supports[i];
        buffer_string(out, "  rests on");
        add_cite(out, &support->cite, &support->locator);
        add_pair(out, "evidence", evidence_word(support->evidence));
        add_pair(out, "text", support->file.text);
        add_pair(out, "passage", support->passage.text);
        buffer_byte(out, '\n');
    }
}

static void add_gradings(struct buffer *out, const struct grading *gradings, size_t count,
                         bool up)
{
    for (size_t i = 0; i < count; i++) {
        buffer_string(out, up ? "  up " : "  down ");
        buffer_number(out, gradings[i].by);
        buffer_byte(out, ' ');
        buffer_add(out, reason_word(gradings[i].reason, up));
        buffer_string(out, ": ");
        buffer_add(out, gradings[i].because.text);
        buffer_byte(out, '\n');
    }
}

static void add_relations(struct buffer *out, const struct claim *claim)
{
    for (size_t i = 0; i < claim->contradicts.count; i++)
        add_text(out, "contradicts", &claim->contradicts.items[i]);
    for (size_t i = 0; i < claim->dispute_count; i++) {
        buffer_string(out, "  disputed by");
        add_cite(out, &claim->disputes[i].cite, &claim->disputes[i].locator);
        buffer_string(out, ": ");
        buffer_add(out, claim->disputes[i].says.text);
        buffer_byte(out, '\n');
    }
    for (size_t i = 0; i < claim->correction_count; i++) {
        buffer_string(out, "  corrects");
        add_cite(out, &claim->corrections[i].in, &claim->corrections[i].locator);
        add_pair(out, "verdict", verdict_word(claim->corrections[i].verdict));
        buffer_string(out, ": ");
        buffer_add(out, claim->corrections[i].statement.text);
        buffer_byte(out, '\n');
    }
}

static void add_number(struct buffer *out, const struct claim_number *number)
{
    buffer_string(out, "  number ");
    buffer_add(out, number->name);
    buffer_string(out, " = ");
    buffer_add(out, number->value.written.text);
    add_pair(out, "unit", number->unit.text);
    if (decimal_there(&number->low)) {
        add_pair(out, "low", number->low.written.text);
        add_pair(out, "high", number->high.written.text);
    }
    add_pair(out, "level", number->level.written.text);
    add_pair(out, "n", number->n.written.text);
    add_pair(out, "events", number->events.written.text);
    add_pair(out, "measure", measure_word(number->measure));
    add_pair(out, "time-frame", number->time_frame.text);
    add_pair(out, "per", number->per.text);
    add_pair(out, "route", number->route.text);
    add_pair(out, "population", number->population.text);
    add_pair(out, "baseline", number->baseline.text);
    add_pair(out, "relative", number->relative.text);
    add_cite(out, &number->cite, &number->locator);
    buffer_byte(out, '\n');
}

static void add_date(struct buffer *out, const char *name, const struct date *date)
{
    if (date->year == 0)
        return;
    buffer_byte(out, ' ');
    buffer_string(out, name);
    buffer_byte(out, ' ');
    buffer_number(out, date->year);
    buffer_string(out, date->month < 10 ? "-0" : "-");
    buffer_number(out, date->month);
    buffer_string(out, date->day < 10 ? "-0" : "-");
    buffer_number(out, date->day);
}

static void add_governance(struct buffer *out, const struct claim *claim)
{
    if (claim->review.span.source != 0) {
        buffer_string(out, "  reviewed");
        add_pair(out, "by", claim->review.by.text);
        add_date(out, "on", &claim->review.on);
        add_date(out, "until", &claim->review.until);
        buffer_byte(out, '\n');
    }
    for (size_t i = 0; i < claim->exception_count; i++) {
        buffer_string(out, "  exception ");
        buffer_add(out, claim->exceptions[i].rule.text);
        add_date(out, "until", &claim->exceptions[i].until);
        buffer_string(out, ": ");
        buffer_add(out, claim->exceptions[i].reason.text);
        buffer_byte(out, '\n');
    }
}

static void add_claim(struct buffer *out, const struct claim *claim)
{
    buffer_string(out, "claim ");
    buffer_add(out, claim->id.text);
    buffer_string(out, claim->critical ? " critical\n" : "\n");
    add_text(out, "statement", &claim->statement);
    add_text(out, "short", &claim->short_form);
    add_text(out, "topic", &claim->topic);
    add_word(out, "evidence", evidence_word(claim->evidence));
    add_text(out, "population", &claim->population);
    add_word(out, "certainty", certainty_word(claim->certainty));
    add_supports(out, claim);
    add_gradings(out, claim->downgrades, claim->downgrade_count, false);
    add_gradings(out, claim->upgrades, claim->upgrade_count, true);
    add_relations(out, claim);
    add_text(out, "for", &claim->in_favour);
    add_text(out, "against", &claim->against);
    add_text(out, "would settle", &claim->would_settle);
    add_text(out, "open question", &claim->open_question);
    for (size_t i = 0; i < claim->number_count; i++)
        add_number(out, &claim->numbers[i]);
    add_governance(out, claim);
}

void claims_dump(const struct claims *claims, struct buffer *out)
{
    for (size_t i = 0; i < claims->count; i++)
        add_claim(out, &claims->items[i]);
}
