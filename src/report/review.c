/* Takes the messages of a job, gives a summary in Markdown, as a pull request shows it. */
#include "report/spots.h"

/* Text within a cell of a table: what would end the cell or start markup is escaped. */
static void add_cell(struct buffer *out, struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte == '|' || byte == '\\' || byte == '`' || byte == '*' || byte == '_' ||
            byte == '<' || byte == '[')
            buffer_byte(out, '\\');
        buffer_byte(out, byte);
    }
}

static void add_count(struct buffer *out, size_t count, const char *what)
{
    buffer_number(out, (int64_t)count);
    buffer_byte(out, ' ');
    buffer_string(out, what);
    buffer_string(out, count == 1 ? "" : "s");
}

static void add_row(struct job *job, const struct diag *diag, struct buffer *out)
{
    struct spot spot = spot_of(job, diag->span, COLUMNS_RUNES);
    buffer_string(out, "| ");
    buffer_string(out, diag->exception > 0 ? "excepted" : severity_word(diag->severity));
    buffer_string(out, " | ");
    add_cell(out, spot.file);
    if (spot.file.length > 0) {
        buffer_byte(out, ':');
        buffer_number(out, (int64_t)spot.line);
    }
    buffer_string(out, " | ");
    add_cell(out, diag->message);
    if (diag->exception > 0) {
        buffer_string(out, " (");
        add_cell(out, job->diags.exceptions.items[diag->exception - 1].reason);
        buffer_byte(out, ')');
    }
    buffer_string(out, " | `");
    buffer_string(out, diag_rule(diag->id));
    buffer_string(out, "` |\n");
}

void report_review(struct job *job, const struct report_of *of, struct buffer *out)
{
    struct tally tally = tally_of(job);
    diag_sort(job);
    buffer_string(out, "### ");
    add_cell(out, of->document);
    buffer_string(out, tally.errors > 0 ? ": not fit to print\n\n" : ": fit to print\n\n");
    add_count(out, tally.errors, "error");
    buffer_string(out, ", ");
    add_count(out, tally.warnings, "warning");
    buffer_string(out, ", ");
    add_count(out, tally.notes, "note");
    buffer_string(out, ", ");
    add_count(out, tally.excepted, "accepted exception");
    buffer_string(out, ".\n");
    if (job->diags.list.count == 0)
        return;
    buffer_string(out, "\n| | place | message | rule |\n|:--|:--|:--|:--|\n");
    for (size_t i = 0; i < job->diags.list.count; i++)
        add_row(job, &job->diags.list.items[i], out);
    if (job->diags.dropped > 0) {
        buffer_byte(out, '\n');
        add_count(out, job->diags.dropped, "message");
        buffer_string(out, " more not shown.\n");
    }
}
