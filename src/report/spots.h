/*
 * Takes a message, gives where it stands in the units that machines ask for. Private to report.
 */
#ifndef REPORT_SPOTS_H
#define REPORT_SPOTS_H

#include "report/report.h"

/* "note", "warning" or "error". */
const char *severity_word(enum severity severity);

/* Lines and columns from 1; the end is behind the last character. Columns count code points, or
 * UTF-16 code units (SARIF 2.1.0, 3.14.17). */
struct spot {
    struct text file; /* as messages show it; empty for none */
    size_t line, column;
    size_t end_line, end_column;
};

enum column_kind { COLUMNS_RUNES, COLUMNS_UTF16 };

struct spot spot_of(struct job *job, struct span span, enum column_kind kind);

/* How many messages there are that no exception covers, by severity, and how many one does. */
struct tally {
    size_t errors, warnings, notes, excepted;
};

struct tally tally_of(const struct job *job);

#endif
