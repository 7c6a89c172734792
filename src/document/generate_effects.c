/*
 * Takes chosen claims and arms, gives the table of their numbers: a row for each claim, a
 * column for each arm. What stands in one column is one measure, so that it can be compared.
 */
#include <string.h>

#include "document/builder.h"
#include "document/generate.h"
#include "document/quantity.h"

/* A column: its arm, and the first number in it. */
struct arm {
    struct text name;
    struct span span;
    bool certainty; /* not of numbers, but of how certain they are */
    bool met;       /* a chosen claim has a number for it */
    const struct claim_number *first;
    const struct claim *claim;
};

struct effects {
    struct part *part;
    struct text outcome; /* what stands before the arm in a number's name; empty for any */
    size_t count;
    struct arm arms[PART_COLUMNS_MOST];
};

/* Whether `number` belongs in the column `arm`. */
static bool belongs(const struct effects *effects, const struct claim_number *number,
                    const struct arm *arm)
{
    struct text own = claim_arm(number->name);
    size_t before = number->name.length - own.length;
    struct text outcome = text_slice(number->name, 0, before > 0 ? before - 1 : 0);
    return text_equal(own, arm->name) &&
           (effects->outcome.length == 0 || text_equal(outcome, effects->outcome));
}

/* The claim's number for a column, or NULL; a second one is reported. */
static const struct claim_number *number_for(const struct effects *effects,
                                             const struct claim *claim, const struct arm *arm)
{
    struct reader *reader = effects->part->reader;
    const struct claim_number *found = NULL;
    for (size_t i = 0; i < claim->number_count; i++) {
        const struct claim_number *number = &claim->numbers[i];
        if (!belongs(effects, number, arm))
            continue;
        if (found != NULL)
            diag(reader->job, DIAG_EFFECTS_TWICE, number->span,
                 reader_string(reader, number->name), reader_string(reader, found->name),
                 reader_string(reader, arm->name), NULL);
        else
            found = number;
    }
    return found;
}

/* Reports a number that cannot be compared with those above it. */
static void check_measure(struct effects *effects, struct arm *arm, const struct claim *claim,
                          const struct claim_number *number)
{
    struct reader *reader = effects->part->reader;
    if (claim->faulty)
        return;
    if (arm->first == NULL) {
        arm->first = number;
        arm->claim = claim;
    } else if (arm->first->measure != number->measure ||
               !text_equal(arm->first->unit.text, number->unit.text)) {
        struct text own = measure_word(number->measure);
        struct text other = measure_word(arm->first->measure);
        bool same = text_equal(own, other);
        diag(reader->job, DIAG_EFFECTS_MIXED, number->span,
             reader_string(reader, same ? number->unit.text : own),
             reader_string(reader, arm->name),
             reader_string(reader, same ? arm->first->unit.text : other),
             reader_string(reader, arm->claim->id.text), NULL);
    }
}

/* "64% (48–78%)" as a use of the number. */
static void add_number(struct effects *effects, struct inline_list *out,
                       const struct claim *claim, const struct claim_number *number)
{
    struct part *part = effects->part;
    struct reader *reader = part->reader;
    struct buffer text = buffer_new(reader->arena);
    uint32_t around = reader->outer;
    reader->outer = uses_add(reader, USE_NUMBER, claim, part->span);
    reader->uses.items[reader->outer - 1].number = number;
    quantity_add(part->language, number, TEXT(""), &text);
    if (number->low.written.span.source != 0) {
        buffer_string(&text, " (");
        quantity_add(part->language, number, TEXT("interval"), &text);
        buffer_byte(&text, ')');
    }
    uses_text(reader, out, buffer_text(&text), number->value.written.span);
    reader->outer = around;
}

/* Whether the caption cites all that the claim rests on, so that the row need not. */
static bool caption_cites(const struct part *part, const struct claim *claim)
{
    const struct reader *reader = part->reader;
    size_t found = 0;
    for (size_t i = 0; i < claim->support_count; i++) {
        bool cited = false;
        for (size_t j = 0; j < part->caption.count && !cited; j++) {
            const struct inline_node *node = &part->caption.items[j];
            if (node->kind != INLINE_CITE)
                continue;
            const struct cite *cite = &reader->cites.items[node->number];
            for (size_t k = 0; k < cite->count && !cited; k++)
                cited = text_equal(cite->items[k].key, claim->supports[i].cite.text);
        }
        found += cited;
    }
    return found == claim->support_count;
}

static void add_row(struct effects *effects, struct grid *grid, const struct claim *claim)
{
    struct part *part = effects->part;
    const struct claim_number *numbers[PART_COLUMNS_MOST];
    bool any = false;
    for (size_t i = 0; i < effects->count; i++) {
        numbers[i] = number_for(effects, claim, &effects->arms[i]);
        effects->arms[i].met = effects->arms[i].met || numbers[i] != NULL;
        any = any || numbers[i] != NULL;
    }
    if (!any)
        return;
    uint32_t around = generate_row(part, claim);
    uses_markdown(part->reader, &grid->row[0], claim,
                  claim->short_form.text.length > 0 ? &claim->short_form : &claim->statement);
    if (!caption_cites(part, claim))
        uses_cite(part->reader, &grid->row[0], claim);
    for (size_t i = 0; i < effects->count; i++) {
        if (effects->arms[i].certainty && claim->certainty != CERTAINTY_NONE) {
            grid_grade(part, &grid->row[i + 1], claim);
            continue;
        }
        if (numbers[i] == NULL) {
            uses_text(part->reader, &grid->row[i + 1], TEXT("\xE2\x80\x94"), part->span);
            continue;
        }
        check_measure(effects, &effects->arms[i], claim, numbers[i]);
        add_number(effects, &grid->row[i + 1], claim, numbers[i]);
    }
    generate_row_end(part, around);
    grid_row(grid);
}

/* Where the bytes [start, end) of an attribute's value stand. */
static struct span slice_span(const struct located *value, size_t start, size_t end)
{
    struct span span = {value->span.source, value->span.start + (uint32_t)start,
                        value->span.start + (uint32_t)end};
    return span;
}

/* The arms that "columns" names; false after a report if there are none or too many. */
static bool read_arms(struct effects *effects)
{
    struct part *part = effects->part;
    const struct located *columns = attributes_value(part->attributes, "columns");
    struct text text = columns == NULL ? TEXT("") : columns->text;
    for (size_t at = 0; at < text.length && effects->count + 1 < PART_COLUMNS_MOST;) {
        size_t end = text_find(text, ' ', at);
        if (end > at) {
            struct arm *arm = &effects->arms[effects->count++];
            arm->name = text_slice(text, at, end);
            arm->span = slice_span(columns, at, end);
            arm->certainty = text_is(arm->name, "certainty");
        }
        at = end + 1;
    }
    if (effects->count > 0 && effects->count + 1 < PART_COLUMNS_MOST)
        return true;
    diag(part->reader->job, DIAG_EFFECTS_COLUMNS, columns == NULL ? part->span : columns->span,
         reader_number(part->reader, PART_COLUMNS_MOST - 2), NULL);
    return false;
}

/* Heads each column with its part of "heads", which bars part, or else with its arm. One part
 * more than arms: the first heads the statements. */
static void set_heads(const struct effects *effects, struct grid *grid)
{
    struct part *part = effects->part;
    const struct located *heads = attributes_value(part->attributes, "heads");
    struct located names[PART_COLUMNS_MOST + 1];
    size_t count = 0;
    for (size_t at = 0; heads != NULL && at <= heads->text.length;) {
        size_t end = text_find(heads->text, '|', at);
        names[count].text = text_trim(text_slice(heads->text, at, end));
        size_t start = (size_t)(names[count].text.bytes - heads->text.bytes);
        names[count].span = slice_span(heads, start, start + names[count].text.length);
        count += count < PART_COLUMNS_MOST;
        at = end + 1;
    }
    bool first = count == effects->count + 1;
    bool all = first || count == effects->count;
    struct located head = {wording(part->language, WORDING_STATEMENT), part->span};
    grid_head(grid, 0, first ? &names[0] : &head);
    for (size_t i = 0; i < effects->count; i++) {
        const struct arm *arm = &effects->arms[i];
        head.text = arm->certainty ? wording(part->language, WORDING_CERTAINTY) : arm->name;
        grid_head(grid, i + 1, all ? &names[i + first] : &head);
    }
    if (heads != NULL && !all)
        diag(part->reader->job, DIAG_EFFECTS_HEADS, heads->span,
             reader_number(part->reader, effects->count), NULL);
}

/* An arm that no claim has would print a column of dashes. */
static void check_arms(const struct effects *effects)
{
    const struct reader *reader = effects->part->reader;
    for (size_t i = 0; i < effects->count; i++) {
        const struct arm *arm = &effects->arms[i];
        if (!arm->met && !arm->certainty)
            diag(reader->job, DIAG_EFFECTS_ARM, arm->span, reader_string(reader, arm->name),
                 NULL);
    }
}

void make_effects(struct part *part)
{
    struct effects effects = {.part = part};
    const struct located *outcome = attributes_value(part->attributes, "outcome");
    struct grid grid;
    if (!read_arms(&effects))
        return;
    if (outcome != NULL)
        effects.outcome = outcome->text;
    grid_open(&grid, part, effects.count + 1, NULL);
    set_heads(&effects, &grid);
    for (size_t i = 0; i < part->chosen.count; i++)
        add_row(&effects, &grid, part->chosen.items[i]);
    if (grid.table->row_count == 0)
        diag(part->reader->job, DIAG_PART_EMPTY, part->span, part->make, NULL);
    else {
        check_arms(&effects);
        grid_close(&grid);
    }
}
