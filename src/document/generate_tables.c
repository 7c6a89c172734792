/* Takes chosen claims, gives tables of them: a row for each claim, correction or source. */
#include <string.h>

#include "document/builder.h"
#include "document/generate.h"

/* ---- grids
 * -------------------------------------------------------------------------------------*/

void grid_open(struct grid *grid, struct part *part, size_t columns, const int64_t *shares)
{
    struct arena *arena = part->reader->arena;
    memset(grid, 0, sizeof *grid);
    grid->part = part;
    grid->table = arena_alloc(arena, sizeof *grid->table);
    grid->table->column_count = columns;
    grid->table->header_columns = 1;
    grid->table->head_rows = 1;
    grid->table->columns = arena_array(arena, columns, sizeof *grid->table->columns);
    grid->table->head = arena_array(arena, columns, sizeof *grid->table->head);
    for (size_t i = 0; i < columns; i++)
        grid->table->columns[i].share = shares == NULL ? 0 : shares[i];
}

void grid_head(struct grid *grid, size_t column, const struct located *head)
{
    struct inline_list list = {0};
    uses_text(grid->part->reader, &list, head->text, head->span);
    grid->table->head[column].inlines = uses_done(&list);
    grid->table->head[column].span = grid->part->span;
}

static void grid_heads(struct grid *grid, const enum wording *heads)
{
    for (size_t i = 0; i < grid->table->column_count; i++) {
        struct located head = {wording(grid->part->language, heads[i]), grid->part->span};
        grid_head(grid, i, &head);
    }
}

void grid_row(struct grid *grid)
{
    for (size_t i = 0; i < grid->table->column_count; i++) {
        struct cell *cell = array_push(grid->part->reader->arena, &grid->cells);
        cell->inlines = uses_done(&grid->row[i]);
        cell->span = cell->inlines.count > 0 ? cell->inlines.items[0].span : grid->part->span;
        memset(&grid->row[i], 0, sizeof grid->row[i]);
    }
    grid->table->row_count++;
}

void grid_close(struct grid *grid)
{
    struct part *part = grid->part;
    struct block block = generate_block(part, BLOCK_TABLE);
    grid->table->cells = grid->cells.items;
    table_attributes(part->builder, grid->table, part->attributes);
    block.table = grid->table;
    block.inlines = part->caption;
    block.id = part->id;
    block.id_span = part->id_span;
    *array_push(part->reader->arena, &part->blocks) = block;
}

/* ---- cells
 * -------------------------------------------------------------------------------------*/

/* A claim's statement in few words where it has them. */
static void add_short(struct part *part, struct inline_list *out, const struct claim *claim)
{
    const struct located *text =
        claim->short_form.text.length > 0 ? &claim->short_form : &claim->statement;
    uses_markdown(part->reader, out, claim, text);
}

void grid_grade(struct part *part, struct inline_list *out, const struct claim *claim)
{
    if (claim->certainty == CERTAINTY_NONE)
        return;
    uses_text(part->reader, out, wording_grade(part->language, claim->certainty),
              claim->certainty_span);
    uses_text(part->reader, out, TEXT(" "), claim->certainty_span);
    uses_mark(part->reader, out, claim);
}

/* "risk of bias: unblinding is likely", with "(−2)" where it is two steps. */
static void add_gradings(struct part *part, struct inline_list *out, const struct claim *claim,
                         bool up)
{
    const struct grading *gradings = up ? claim->upgrades : claim->downgrades;
    size_t count = up ? claim->upgrade_count : claim->downgrade_count;
    struct reader *reader = part->reader;
    for (size_t i = 0; i < count; i++) {
        struct buffer name = buffer_new(reader->arena);
        struct text reason = wording_reason(part->language, gradings[i].reason, up);
        bool first = out->list.count == 0;
        bool lower = first && reason.bytes[0] >= 'a' && reason.bytes[0] <= 'z';
        buffer_string(&name, first ? "" : "; ");
        buffer_byte(&name, (char)(reason.bytes[0] - (lower ? 'a' - 'A' : 0)));
        buffer_add(&name, text_slice(reason, 1, reason.length));
        if (gradings[i].by == 2)
            buffer_string(&name, up ? " (+2)"
                                    : " (\xE2\x88\x92"
                                      "2)");
        buffer_string(&name, part->language == WORDING_FR ? "\xC2\xA0: " : ": ");
        uses_text(reader, out, buffer_text(&name), gradings[i].span);
        uses_markdown(reader, out, claim, &gradings[i].because);
    }
}

static void add_break(struct part *part, struct inline_list *out)
{
    if (out->list.count > 0)
        uses_push(part->reader, out, INLINE_BREAK, part->span);
}

/* ---- tables
 * ------------------------------------------------------------------------------------*/

void make_certainty(struct part *part)
{
    static const enum wording heads[] = {WORDING_STATEMENT, WORDING_CERTAINTY, WORDING_REASONS,
                                         WORDING_SOURCES};
    static const int64_t shares[] = {400, 170, 320, 110};
    struct grid grid;
    grid_open(&grid, part, 4, shares);
    grid_heads(&grid, heads);
    for (size_t i = 0; i < part->chosen.count; i++) {
        const struct claim *claim = part->chosen.items[i];
        uint32_t around = generate_row(part, claim);
        uses_markdown(part->reader, &grid.row[0], claim, &claim->statement);
        grid_grade(part, &grid.row[1], claim);
        add_gradings(part, &grid.row[2], claim, false);
        add_gradings(part, &grid.row[2], claim, true);
        uses_cite(part->reader, &grid.row[3], claim);
        generate_row_end(part, around);
        grid_row(&grid);
    }
    grid_close(&grid);
}

/* Whether what speaks for a claim, or against it, names its sources itself. */
static bool cites_inside(const struct claim *claim)
{
    return text_find(claim->in_favour.text, '@', 0) < claim->in_favour.text.length ||
           text_find(claim->against.text, '@', 0) < claim->against.text.length;
}

void make_balance(struct part *part)
{
    static const enum wording heads[] = {WORDING_STATEMENT, WORDING_FOR, WORDING_AGAINST,
                                         WORDING_WOULD_SETTLE};
    static const int64_t shares[] = {220, 270, 270, 240};
    struct grid grid;
    grid_open(&grid, part, 4, shares);
    grid_heads(&grid, heads);
    for (size_t i = 0; i < part->chosen.count; i++) {
        const struct claim *claim = part->chosen.items[i];
        uint32_t around = generate_row(part, claim);
        add_short(part, &grid.row[0], claim);
        if (!cites_inside(claim))
            uses_cite(part->reader, &grid.row[0], claim);
        uses_markdown(part->reader, &grid.row[1], claim, &claim->in_favour);
        uses_markdown(part->reader, &grid.row[2], claim, &claim->against);
        uses_markdown(part->reader, &grid.row[3], claim, &claim->would_settle);
        generate_row_end(part, around);
        grid_row(&grid);
    }
    grid_close(&grid);
}

/* What disagrees with a claim: sources, then the claims that it contradicts. */
static void add_disputes(struct part *part, struct inline_list *out, const struct claim *claim)
{
    struct reader *reader = part->reader;
    for (size_t i = 0; i < claim->dispute_count; i++) {
        add_break(part, out);
        uses_markdown(reader, out, claim, &claim->disputes[i].says);
        uses_cite_one(reader, out, &claim->disputes[i].cite, &claim->disputes[i].locator);
    }
    for (size_t i = 0; i < claim->contradicts.count; i++) {
        const struct claim *other = claim->contradicted[i];
        if (other == NULL)
            continue;
        add_break(part, out);
        uses_text(reader, out, wording(part->language, WORDING_CONTRADICTS),
                  claim->contradicts.items[i].span);
        uses_text(reader, out, TEXT(" "), claim->contradicts.items[i].span);
        uses_markdown(reader, out, other, &other->statement);
        uses_cite(reader, out, other);
    }
}

void make_disagreements(struct part *part)
{
    static const enum wording heads[] = {WORDING_STATEMENT, WORDING_DISAGREES};
    static const int64_t shares[] = {450, 550};
    struct grid grid;
    grid_open(&grid, part, 2, shares);
    grid_heads(&grid, heads);
    for (size_t i = 0; i < part->chosen.count; i++) {
        const struct claim *claim = part->chosen.items[i];
        uint32_t around = generate_row(part, claim);
        uses_markdown(part->reader, &grid.row[0], claim, &claim->statement);
        uses_cite(part->reader, &grid.row[0], claim);
        add_disputes(part, &grid.row[1], claim);
        generate_row_end(part, around);
        grid_row(&grid);
    }
    grid_close(&grid);
}

static void add_correction(struct grid *grid, const struct claim *claim,
                           const struct correction *correction)
{
    struct part *part = grid->part;
    uint32_t around = generate_row(part, claim);
    uses_markdown(part->reader, &grid->row[0], claim, &correction->statement);
    uses_cite_one(part->reader, &grid->row[0], &correction->in, &correction->locator);
    uses_text(part->reader, &grid->row[1], wording_verdict(part->language, correction->verdict),
              correction->span);
    uses_markdown(part->reader, &grid->row[2], claim, &claim->statement);
    uses_cite(part->reader, &grid->row[2], claim);
    generate_row_end(part, around);
    grid_row(grid);
}

void make_corrections(struct part *part)
{
    static const enum wording heads[] = {WORDING_OLDER_PAGE, WORDING_VERDICT, WORDING_RIGHT};
    static const int64_t shares[] = {370, 160, 470};
    const struct located *verdicts = attributes_value(part->attributes, "verdict");
    struct grid grid;
    grid_open(&grid, part, 3, shares);
    grid_heads(&grid, heads);
    for (size_t i = 0; i < part->chosen.count; i++)
        for (size_t j = 0; j < part->chosen.items[i]->correction_count; j++) {
            const struct correction *correction = &part->chosen.items[i]->corrections[j];
            struct text verdict = verdict_word(correction->verdict);
            if (verdicts == NULL ||
                text_search(verdicts->text, verdict, 0) < verdicts->text.length)
                add_correction(&grid, part->chosen.items[i], correction);
        }
    grid_close(&grid);
}

/* A row for a source; the statement stands in the first one of its claim, the id in each. */
static void add_trace(struct grid *grid, const struct claim *claim,
                      const struct support *support)
{
    struct part *part = grid->part;
    struct reader *reader = part->reader;
    static const struct located nowhere;
    uint32_t around = generate_row(part, claim);
    uses_push(reader, &grid->row[0], INLINE_CODE, support->span)->text = claim->id.text;
    if (support == claim->supports) {
        uses_text(reader, &grid->row[0], TEXT(" "), support->span);
        uses_markdown(reader, &grid->row[0], claim, &claim->statement);
    }
    size_t cites = reader->cites.count;
    uses_cite_one(reader, &grid->row[1], &support->cite, &nowhere);
    if (reader->cites.count > cites)
        reader->cites.items[cites].items[0].mode = CITE_IN_TEXT;
    uses_text(reader, &grid->row[2], support->locator.text, support->locator.span);
    if (support->passage.text.length > 0)
        uses_text(reader, &grid->row[3], support->passage.text, support->passage.span);
    else
        uses_text(reader, &grid->row[3], wording(part->language, WORDING_NO_PASSAGE),
                  support->span);
    generate_row_end(part, around);
    grid_row(grid);
}

void make_trace(struct part *part)
{
    static const enum wording heads[] = {WORDING_STATEMENT, WORDING_SOURCE, WORDING_LOCATOR,
                                         WORDING_PASSAGE};
    static const int64_t shares[] = {320, 200, 140, 340};
    struct grid grid;
    grid_open(&grid, part, 4, shares);
    grid_heads(&grid, heads);
    for (size_t i = 0; i < part->chosen.count; i++)
        for (size_t j = 0; j < part->chosen.items[i]->support_count; j++)
            add_trace(&grid, part->chosen.items[i], &part->chosen.items[i]->supports[j]);
    grid_close(&grid);
}

/* A blank that the column's head labels. */
static void add_blank(struct part *part, struct inline_list *out, enum wording head)
{
    struct inline_node *blank = uses_push(part->reader, out, INLINE_BLANK, part->span);
    blank->expansion = wording(part->language, head);
}

/* Who looked at a claim and when, as far as the file says; the rest is to be filled in. */
static void add_review(struct part *part, struct inline_list *out, const struct claim *claim)
{
    const struct review *review = &claim->review;
    bool known = review->by.text.length > 0 && !text_is(review->by.text, "to-fill");
    if (!known) {
        add_blank(part, out, WORDING_SIGNED);
        return;
    }
    uses_text(part->reader, out, review->by.text, review->by.span);
    if (review->on.year == 0)
        return;
    uses_text(part->reader, out, TEXT(", "), review->on_span);
    uses_text(part->reader, out, source_text(part->reader->job, review->on_span),
              review->on_span);
}

void make_sign_off(struct part *part)
{
    static const enum wording heads[] = {WORDING_STATEMENT, WORDING_SAYS_SO, WORDING_FAIR,
                                         WORDING_SIGNED};
    static const int64_t shares[] = {400, 180, 180, 240};
    struct grid grid;
    grid_open(&grid, part, 4, shares);
    grid_heads(&grid, heads);
    for (size_t i = 0; i < part->chosen.count; i++) {
        const struct claim *claim = part->chosen.items[i];
        uint32_t around = generate_row(part, claim);
        uses_markdown(part->reader, &grid.row[0], claim, &claim->statement);
        uses_cite(part->reader, &grid.row[0], claim);
        add_blank(part, &grid.row[1], WORDING_SAYS_SO);
        if (claim->certainty != CERTAINTY_NONE) {
            grid_grade(part, &grid.row[2], claim);
            add_break(part, &grid.row[2]);
            add_blank(part, &grid.row[2], WORDING_FAIR);
        }
        add_review(part, &grid.row[3], claim);
        generate_row_end(part, around);
        grid_row(&grid);
    }
    grid_close(&grid);
}
