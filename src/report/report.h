/*
 * Takes the messages and inputs of a job, gives what a person or a build tool reads.
 * The one idea: every form of output is text built in a buffer, so that it can be tested
 * without a terminal; only main writes it.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/job.h"
#include "data/fields.h"

/* All messages sorted by place: "file:line:col: error: … [id]", the source line, a caret under
 * the span, a hint. `colour` adds terminal colours. Sorts the job's messages. */
void report_messages(struct job *job, bool colour, struct buffer *out);

/* What a report is about. */
struct report_of {
    const char *version;  /* of the program */
    struct text document; /* as it was named */
};

/* All messages as JSON: counts, then the messages by place, those that an exception covers with
 * its reason. Columns count code points. Sorts the job's messages, as those below do. */
void report_json(struct job *job, const struct report_of *of, struct buffer *out);

/* The same as SARIF 2.1.0: columns in UTF-16 code units, rules with their help, fixes, and
 * exceptions as suppressions. */
void report_sarif(struct job *job, const struct report_of *of, struct buffer *out);

/* A summary in Markdown for a pull request: counts, and a table of the messages. */
void report_review(struct job *job, const struct report_of *of, struct buffer *out);

/* A make rule that says on which inputs `target` depends, with an empty rule for each input, so
 * that a removed file does not stop make. Characters that make reads are escaped. */
void report_depfile(struct job *job, struct text target, struct buffer *out);

struct summary {
    struct text file; /* what was written */
    size_t pages;
    size_t sources; /* sources cited */
    size_t warnings;
    int64_t microseconds;
    bool draft;
};

/* One line: "briefing.pdf: 11 pages, 42 sources cited, no warnings, 0.05 s". */
void report_summary(const struct summary *summary, struct buffer *out);

/* One line for a run that wrote nothing: "briefing.yaml: 2 errors, 1 warning". */
void report_counts(struct text document, size_t errors, size_t warnings, struct buffer *out);

/* A kind of file. */
struct schema_of {
    const char *title;
    const struct field_table *table; /* what the file may hold */
    bool named;                      /* a value may be the name of one: "$ink" */
    const char *bare;                /* the field whose list may be the whole file, or NULL */
};

/* The JSON Schema (draft 2020-12) of files of a kind, for editors. It is made from the tables
 * that the reader uses, so that the two cannot differ. */
void schema_print(const struct schema_of *of, struct buffer *out);

#endif
