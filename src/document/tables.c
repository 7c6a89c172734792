/*
 * Takes the lines of a pipe table and its caption, gives a table token followed by one token
 * for each cell and one for the caption. A "|" inside a code span, or after a backslash, does
 * not end a cell.
 */
#include <string.h>

#include "document/scanning.h"

/* A cell's bytes [start, end) in its row, white space taken off. */
struct range {
    size_t start;
    size_t end;
};

struct row {
    size_t count; /* may pass COLUMNS_MOST; then only that many are kept */
    struct range cells[COLUMNS_MOST];
};

static void add_cell(struct row *row, struct text text, size_t start, size_t end)
{
    while (start < end && text_space(text.bytes[start]))
        start++;
    while (end > start && text_space(text.bytes[end - 1]))
        end--;
    if (row->count < COLUMNS_MOST) {
        row->cells[row->count].start = start;
        row->cells[row->count].end = end;
    }
    row->count++;
}

static size_t run_length(struct text text, size_t at)
{
    size_t end = at;
    while (end < text.length && text.bytes[end] == text.bytes[at])
        end++;
    return end - at;
}

/* Runs of backticks longer than this open no code span in a table. */
#define BACKTICKS_MOST 64

/* Behind the code span whose backticks start at `at`; behind the backticks if none closes it.
 * hopeless[n]: no run of n is left, so that none is looked for again. */
static size_t code_end(struct text text, size_t at, bool hopeless[BACKTICKS_MOST + 1])
{
    size_t length = run_length(text, at);
    size_t end = at + length;
    if (length > BACKTICKS_MOST || hopeless[length])
        return end;
    for (size_t i = end; i < text.length;) {
        size_t run = text.bytes[i] == '`' ? run_length(text, i) : 0;
        if (run == length)
            return i + run;
        i += run > 0 ? run : 1;
    }
    hopeless[length] = true;
    return end;
}

/* Splits `text`, a row without outer white space. */
static void split_row(struct text text, struct row *row)
{
    size_t start = text.length > 0 && text.bytes[0] == '|';
    bool hopeless[BACKTICKS_MOST + 1] = {false};
    row->count = 0;
    size_t at = start;
    while (at < text.length) {
        if (text.bytes[at] == '\\') {
            at += 2;
        } else if (text.bytes[at] == '`') {
            at = code_end(text, at, hopeless);
        } else if (text.bytes[at] == '|') {
            add_cell(row, text, start, at);
            start = ++at;
        } else {
            at++;
        }
    }
    if (start < text.length)
        add_cell(row, text, start, text.length);
}

/* Reads ":---:" as an alignment. */
static bool read_align(struct text cell, enum column_align *align)
{
    bool left = cell.length > 0 && cell.bytes[0] == ':';
    bool right = cell.length > 1 && cell.bytes[cell.length - 1] == ':';
    size_t dashes = run_length(cell, left);
    *align = left && right ? COLUMN_CENTRE : right ? COLUMN_RIGHT : COLUMN_LEFT;
    return cell.length > left && cell.bytes[left] == '-' &&
           left + dashes + right == cell.length;
}

/* Reads a row of dashes; false if `text` is none. */
static bool read_rule(struct text text, struct row *row, enum column_align *aligns)
{
    text = text_trim(text);
    if (text.length == 0 || text.length > PARAGRAPH_MOST ||
        strchr("|:-", text.bytes[0]) == NULL || text_find(text, '|', 0) == text.length ||
        text_find(text, '-', 0) == text.length)
        return false;
    split_row(text, row);
    enum column_align ignored;
    for (size_t i = 0; i < row->count && i < COLUMNS_MOST; i++) {
        struct text cell = text_slice(text, row->cells[i].start, row->cells[i].end);
        if (!read_align(cell, aligns == NULL ? &ignored : &aligns[i]))
            return false;
    }
    return row->count > 0;
}

/* Rows above the rule, at most. */
#define HEAD_ROWS_MOST 8

/* How many rows stand from `line` down to the rule, which is left in `*below`; 0 if there is no
 * rule. */
static size_t head_rows(const struct scan *scan, const struct line *line, struct line *below)
{
    struct text rest = line_rest(line);
    struct row row;
    size_t next = scan->next;
    for (size_t rows = 1; rows <= HEAD_ROWS_MOST; rows++) {
        if (rest.length > PARAGRAPH_MOST || text_find(rest, '|', 0) == rest.length ||
            !scan_peek(scan, next, below) || line_indent(below) >= 4)
            return 0;
        if (read_rule(line_rest(below), &row, NULL))
            return rows;
        if (!text_starts(rest, "|") || !text_starts(line_rest(below), "|"))
            return 0;
        rest = line_rest(below);
        next = line_next(below);
    }
    return 0;
}

bool table_begins(const struct scan *scan, const struct line *line)
{
    struct line below;
    return head_rows(scan, line, &below) > 0;
}

bool table_caption(struct text rest)
{
    return text_starts(rest, "Table:");
}

size_t attributes_tail(struct text text)
{
    struct text trimmed = text_trim(text);
    size_t lead = (size_t)(trimmed.bytes - text.bytes);
    if (trimmed.length == 0 || trimmed.bytes[trimmed.length - 1] != '}')
        return text.length;
    size_t open = trimmed.length;
    while (open > 0 && trimmed.bytes[open - 1] != '{')
        open--;
    if (open == 0 || !attributes_begin(trimmed, open - 1))
        return text.length;
    return lead + open - 1;
}

/* A cell that holds a mark alone belongs to the one at its left or above. */
static enum join join_of(struct text cell)
{
    return text_is(cell, "<") ? JOIN_LEFT : text_is(cell, "^") ? JOIN_ABOVE : JOIN_NONE;
}

/* Writes the cells of a row, as many as the table has columns. */
static void put_row(struct scan *scan, struct pipe_table *table, struct text text,
                    struct span place, const struct row *row)
{
    struct reader *reader = scan->preparing.reader;
    reader->lines += table->table.column_count;
    for (size_t i = 0; i < table->table.column_count; i++) {
        struct range range = {text.length, text.length};
        if (i < row->count)
            range = row->cells[i];
        struct text cell = text_slice(text, range.start, range.end);
        struct pipe_cell *kept = array_push(reader->arena, &table->cells);
        kept->join = join_of(cell);
        kept->span = span_within(text, place, range.start, range.end);
        armour_start(&scan->preparing);
        scan_token(scan, FIXED_CELL, kept->join == JOIN_NONE ? cell : TEXT(""), kept->span);
    }
}

static void check_row(struct scan *scan, const struct row *row, struct span place,
                      size_t columns)
{
    struct reader *reader = scan->preparing.reader;
    if (row->count == columns)
        return;
    if (row->count > columns && columns < COLUMNS_MOST) {
        place.start += (uint32_t)row->cells[columns].start;
        place.end = place.start;
    }
    diag(reader->job, row->count > columns ? DIAG_TABLE_CELLS_MANY : DIAG_TABLE_CELLS_FEW,
         place, reader_number(reader, row->count), reader_number(reader, columns), NULL);
}

static void take_row(struct scan *scan, struct pipe_table *table, struct text rest,
                     struct span place)
{
    struct row row;
    split_row(rest, &row);
    check_row(scan, &row, place, table->table.column_count);
    put_row(scan, table, rest, place, &row);
    table->span.end = place.end;
}

/* Whether a row is short enough to be looked at; reports if not. */
static bool row_fits(struct scan *scan, struct text rest, struct span place)
{
    if (rest.length <= PARAGRAPH_MOST)
        return true;
    diag(scan->preparing.reader->job, DIAG_MARKDOWN_LONG, place,
         reader_number(scan->preparing.reader, PARAGRAPH_MOST), NULL);
    return false;
}

/* Reads the rows below the rule; each needs a "|". */
static void take_rows(struct scan *scan, struct pipe_table *table)
{
    struct line line;
    while (scan_peek(scan, scan->next, &line)) {
        struct span place;
        struct text rest = scan_trimmed(scan, &line, &place);
        if (text_find(rest, '|', 0) == rest.length || table_caption(rest) || box_fence(rest) ||
            scan->preparing.reader->lines > LINES_MOST)
            return;
        scan->next = line_next(&line);
        if (!row_fits(scan, rest, place))
            continue;
        take_row(scan, table, rest, place);
        table->table.row_count++;
    }
}

static bool table_note(struct text rest)
{
    return text_starts(rest, "Note:");
}

/* The next line that is not blank, if that `is` what is looked for. */
static bool find_below(const struct scan *scan, bool is(struct text rest), struct line *line)
{
    size_t start = scan->next;
    for (size_t tries = 0; tries < 3; tries++) {
        if (start > scan->text.length)
            return false;
        *line = line_at(scan->text, start);
        if (containers_match(&scan->containers, line) < scan->containers.count)
            return false;
        if (!line_blank(line))
            return line_indent(line) < 4 && is(line_rest(line));
        start = line_next(line);
    }
    return false;
}

/* Writes a line behind the token `first`, or one that goes on (FIXED_COUNT). */
static void put_line(struct scan *scan, size_t first, struct text text, struct span span)
{
    if (first < FIXED_COUNT) {
        scan_token_line(scan, first, text, span);
        return;
    }
    scan_begin(scan, scan->containers.count, 4);
    armour_line(&scan->preparing, text, span);
    scan_end(scan);
}

/* Writes one line of a caption, without attributes that end the whole. */
static void put_caption_line(struct scan *scan, struct pipe_table *table,
                             const struct line *line, size_t skip, bool first)
{
    struct reader *reader = scan->preparing.reader;
    struct span place;
    struct text rest = scan_trimmed(scan, line, &place);
    size_t tail = attributes_tail(rest);
    size_t at = tail;
    if (tail < rest.length &&
        (!attributes_parse(reader->arena, rest, &at, place, &table->attributes) ||
         at < rest.length))
        diag(reader->job, DIAG_ATTRIBUTES_BAD, span_within(rest, place, tail, rest.length),
             NULL);
    struct text text = text_trim(text_slice(rest, skip, tail));
    size_t from = text.length == 0 ? skip : (size_t)(text.bytes - rest.bytes);
    struct span span = span_within(rest, place, from, from + text.length);
    put_line(scan, first ? FIXED_CAPTION : FIXED_COUNT, text, span);
}

/* The lines of a note below the table, up to a blank one. */
static void take_note(struct scan *scan)
{
    struct line line;
    bool first = true;
    if (!find_below(scan, table_note, &line))
        return;
    armour_start(&scan->preparing);
    do {
        struct span place;
        struct text rest = scan_trimmed(scan, &line, &place);
        size_t skip = first ? sizeof "Note:" - 1 : 0;
        struct text text = text_trim(text_slice(rest, skip, rest.length));
        size_t from = text.length == 0 ? skip : (size_t)(text.bytes - rest.bytes);
        struct span span = span_within(rest, place, from, from + text.length);
        put_line(scan, first ? FIXED_TABLE_NOTE : FIXED_COUNT, text, span);
        first = false;
        scan->next = line_next(&line);
    } while (scan_peek(scan, scan->next, &line) && !line_blank(&line) &&
             !box_fence(line_rest(&line)));
    scan_blank(scan);
}

static void take_caption(struct scan *scan, struct pipe_table *table)
{
    struct line line;
    if (!find_below(scan, table_caption, &line))
        return;
    armour_start(&scan->preparing);
    put_caption_line(scan, table, &line, sizeof "Table:" - 1, true);
    scan->next = line_next(&line);
    while (scan_peek(scan, scan->next, &line) && !box_fence(line_rest(&line))) {
        put_caption_line(scan, table, &line, 0, false);
        scan->next = line_next(&line);
    }
    scan_blank(scan);
}

/* Whether the head and the rule are at odds; reports it. */
static bool refuse_columns(struct scan *scan, const struct row *head, const struct row *rule,
                           struct span place)
{
    struct reader *reader = scan->preparing.reader;
    if (head->count > COLUMNS_MOST)
        diag(reader->job, DIAG_TABLE_COLUMNS, place, reader_number(reader, COLUMNS_MOST), NULL);
    else if (head->count != rule->count)
        diag(reader->job, DIAG_TABLE_RULE, place, reader_number(reader, head->count),
             reader_number(reader, rule->count), NULL);
    return head->count > COLUMNS_MOST || head->count != rule->count;
}

/* Reads the rows above the rule, the first of which stands at `place`. */
static void take_heads(struct scan *scan, struct pipe_table *table, struct text rest,
                       struct span place)
{
    struct line line;
    take_row(scan, table, rest, place);
    for (size_t row = 1; row < table->table.head_rows; row++) {
        scan_peek(scan, scan->next, &line);
        rest = scan_trimmed(scan, &line, &place);
        scan->next = line_next(&line);
        take_row(scan, table, rest, place);
    }
}

void table_take(struct scan *scan, const struct line *line)
{
    struct reader *reader = scan->preparing.reader;
    struct span place;
    struct text rest = scan_trimmed(scan, line, &place);
    struct pipe_table *table = arena_alloc(reader->arena, sizeof *table);
    struct row head, rule;
    enum column_align aligns[COLUMNS_MOST];
    struct line below;
    table->table.head_rows = head_rows(scan, line, &below);
    split_row(rest, &head);
    read_rule(line_rest(&below), &rule, aligns);
    bool wrong = refuse_columns(scan, &head, &rule, place);
    size_t columns = rule.count < COLUMNS_MOST ? rule.count : COLUMNS_MOST;
    table->span = place;
    table->table.column_count = columns;
    table->table.columns = arena_array(reader->arena, columns, sizeof *table->table.columns);
    for (size_t i = 0; i < columns; i++)
        table->table.columns[i].align = aligns[i];
    preparing_token(&scan->preparing, TOKEN_TABLE, place)->table = table;
    scan_token(scan, scan->preparing.out->tokens.count - 1, TEXT(""), place);
    if (wrong) {
        put_row(scan, table, rest, place, &head);
        table->table.head_rows = 1;
    } else {
        take_heads(scan, table, rest, place);
    }
    scan->next = line_next(&below);
    take_rows(scan, table);
    table_join(reader->job, table);
    take_caption(scan, table);
    take_note(scan);
}
