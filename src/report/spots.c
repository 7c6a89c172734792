/* Places and counts; see spots.h. */
#include "report/spots.h"

const char *severity_word(enum severity severity)
{
    if (severity == SEVERITY_NOTE)
        return "note";
    return severity == SEVERITY_WARNING ? "warning" : "error";
}

static size_t units_in(struct text text, enum column_kind kind)
{
    size_t units = 0;
    for (size_t at = 0; at < text.length;) {
        uint32_t rune = text_next(text, &at);
        units += kind == COLUMNS_UTF16 && rune > 0xFFFF ? 2 : 1;
    }
    return units;
}

/* The column of byte `at` of the source on the line of `place`. */
static size_t column_at(const struct place *place, size_t at, enum column_kind kind)
{
    size_t within = at > place->line_start ? at - place->line_start : 0;
    return units_in(text_slice(place->text, 0, within), kind) + 1;
}

struct spot spot_of(struct job *job, struct span span, enum column_kind kind)
{
    struct place start = source_place(job, span);
    struct span behind = {span.source, span.end, span.end};
    struct spot spot = {start.name, start.line, 1, start.line, 1};
    if (start.name.length == 0)
        return spot;
    struct place end = source_place(job, span.end > span.start ? behind : span);
    spot.column = column_at(&start, span.start, kind);
    spot.end_line = end.line;
    spot.end_column = column_at(&end, span.end > span.start ? span.end : span.start, kind);
    return spot;
}

struct tally tally_of(const struct job *job)
{
    struct tally tally = {job->diags.errors, job->diags.warnings, 0, 0};
    for (size_t i = 0; i < job->diags.list.count; i++) {
        const struct diag *diag = &job->diags.list.items[i];
        tally.excepted += diag->exception > 0;
        tally.notes += diag->exception == 0 && diag->severity == SEVERITY_NOTE;
    }
    return tally;
}
