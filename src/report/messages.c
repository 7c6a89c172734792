/*
 * Takes the messages of a job, gives them as lines a person reads beside the source.
 * A line that is long is shown as a window around the fault, so that the caret stays on screen.
 */
#include "report/spots.h"

#define WINDOW        96 /* code points of a source line that are shown */
#define WINDOW_BEFORE 64 /* of these, at most so many before the fault */

struct paint {
    const char *bold, *red, *yellow, *blue, *dim, *off;
};

static const struct paint plain = {"", "", "", "", "", ""};
static const struct paint coloured = {"\033[1m",  "\033[1;31m", "\033[1;33m",
                                      "\033[34m", "\033[2m",    "\033[0m"};

static const char *severity_colour(enum severity severity, const struct paint *paint)
{
    if (severity == SEVERITY_NOTE)
        return paint->blue;
    return severity == SEVERITY_WARNING ? paint->yellow : paint->red;
}

static void add_place(const struct place *place, struct buffer *out)
{
    if (place->name.length == 0) {
        buffer_string(out, "imprimatur");
        return;
    }
    buffer_add(out, place->name);
    buffer_byte(out, ':');
    buffer_number(out, (int64_t)place->line);
    buffer_byte(out, ':');
    buffer_number(out, (int64_t)place->column);
}

/* Whether a code point takes no column of its own: combining marks of the common blocks, and
 * the zero-width characters. */
static bool takes_no_column(uint32_t rune)
{
    return (rune >= 0x300 && rune <= 0x36F) || (rune >= 0x200B && rune <= 0x200F) ||
           rune == 0x2060 || rune == 0xAD;
}

/* The byte at which code point number `skip` of `line` starts. */
static size_t skip_runes(struct text line, size_t skip)
{
    size_t at = 0;
    while (skip-- > 0 && at < line.length)
        text_next(line, &at);
    return at;
}

/* Copies `line` with control characters as spaces; gives the columns it takes. */
static size_t add_visible(struct text line, struct buffer *out)
{
    size_t columns = 0;
    for (size_t at = 0; at < line.length;) {
        uint32_t rune = text_next(line, &at);
        buffer_rune(out, rune < 0x20 || rune == 0x7F ? ' ' : rune);
        columns += !takes_no_column(rune);
    }
    return columns;
}

/* The source line with a caret under the fault, both behind a margin. */
static void add_excerpt(const struct place *place, struct span span, const struct paint *paint,
                        struct buffer *out)
{
    size_t column = place->column - 1;
    size_t skip = column > WINDOW_BEFORE ? column - WINDOW_BEFORE : 0;
    size_t from = skip_runes(place->text, skip);
    struct text rest = text_slice(place->text, from, place->text.length);
    struct text window = text_slice(rest, 0, skip_runes(rest, WINDOW));
    size_t start = span.start - place->line_start;
    size_t end = span.end > span.start ? span.end - place->line_start : start + 1;
    size_t last = from + window.length;
    buffer_string(out, skip > 0 ? "  … " : "    ");
    add_visible(window, out);
    buffer_string(out, window.length < rest.length ? " …\n    " : "\n    ");
    struct buffer scratch = buffer_new(out->arena);
    size_t before = add_visible(text_slice(place->text, from, start), &scratch);
    size_t under =
        add_visible(text_slice(place->text, start, end < last ? end : last), &scratch);
    buffer_repeat(out, ' ', before);
    buffer_string(out, paint->red);
    buffer_byte(out, '^');
    buffer_repeat(out, '~', under > 1 ? under - 1 : 0);
    buffer_string(out, paint->off);
    buffer_byte(out, '\n');
}

/* "    fix: write "10 mg" for "10mg"" */
static void add_fix(struct job *job, const struct fix *fix, struct buffer *out)
{
    struct text old = source_text(job, fix->span);
    buffer_string(out, "    fix: ");
    buffer_string(out, fix->text.length == 0 ? "remove" : old.length > 0 ? "write" : "insert");
    if (fix->text.length > 0) {
        buffer_string(out, " \"");
        add_visible(text_trim(fix->text), out);
        buffer_byte(out, '"');
    }
    if (old.length > 0) {
        buffer_string(out, fix->text.length == 0 ? " \"" : " for \"");
        add_visible(old, out);
        buffer_byte(out, '"');
    }
    buffer_byte(out, '\n');
}

static void add_message(struct job *job, const struct diag *diag, const struct paint *paint,
                        struct buffer *out)
{
    struct place place = source_place(job, diag->span);
    buffer_string(out, paint->bold);
    add_place(&place, out);
    buffer_string(out, ": ");
    buffer_string(out, severity_colour(diag->severity, paint));
    buffer_string(out, severity_word(diag->severity));
    buffer_string(out, ":");
    buffer_string(out, paint->off);
    buffer_byte(out, ' ');
    buffer_add(out, diag->message);
    buffer_string(out, paint->dim);
    buffer_string(out, " [");
    buffer_string(out, diag_name(diag->id));
    buffer_string(out, "]");
    buffer_string(out, paint->off);
    buffer_byte(out, '\n');
    if (place.name.length > 0 && place.text.length > 0)
        add_excerpt(&place, diag->span, paint, out);
    if (diag->hint.length > 0) {
        buffer_string(out, "    hint: ");
        buffer_add(out, diag->hint);
        buffer_byte(out, '\n');
    }
    if (diag->fixable)
        add_fix(job, &diag->fix, out);
}

void report_messages(struct job *job, bool colour, struct buffer *out)
{
    diag_sort(job);
    for (size_t i = 0; i < job->diags.list.count; i++)
        if (job->diags.list.items[i].exception == 0)
            add_message(job, &job->diags.list.items[i], colour ? &coloured : &plain, out);
    if (job->diags.dropped > 0) {
        buffer_string(out, "imprimatur: ");
        buffer_number(out, (int64_t)job->diags.dropped);
        buffer_string(out, " more messages not shown\n");
    }
}
