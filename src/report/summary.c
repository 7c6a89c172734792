/* Takes what a build came to, gives the one line that a terminal shows. */
#include "report/report.h"

static void add_count(struct buffer *out, size_t count, const char *one, const char *many)
{
    if (count == 0)
        buffer_string(out, "no");
    else
        buffer_number(out, (int64_t)count);
    buffer_byte(out, ' ');
    buffer_string(out, count == 1 ? one : many);
}

void report_summary(const struct summary *summary, struct buffer *out)
{
    buffer_add(out, summary->file);
    buffer_string(out, summary->draft ? ": DRAFT, " : ": ");
    add_count(out, summary->pages, "page", "pages");
    buffer_string(out, ", ");
    add_count(out, summary->sources, "source cited", "sources cited");
    buffer_string(out, ", ");
    add_count(out, summary->warnings, "warning", "warnings");
    buffer_string(out, ", ");
    int64_t hundredths = (summary->microseconds + 5000) / 10000;
    buffer_number(out, hundredths / 100);
    buffer_string(out, hundredths % 100 < 10 ? ".0" : ".");
    buffer_number(out, hundredths % 100);
    buffer_string(out, " s\n");
}

void report_counts(struct text document, size_t errors, size_t warnings, struct buffer *out)
{
    buffer_add(out, document);
    buffer_string(out, ": ");
    add_count(out, errors, "error", "errors");
    buffer_string(out, ", ");
    add_count(out, warnings, "warning", "warnings");
    buffer_byte(out, '\n');
}
