/*
 * Takes the words of the command line, gives a filled struct of options. Only main includes
 * this.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "document/document.h"

enum command {
    COMMAND_BUILD,
    COMMAND_CHECK,
    COMMAND_DUMP,
    COMMAND_VERIFY,
    COMMAND_SOURCES,
    COMMAND_PREFLIGHT,
    COMMAND_EXPLAIN,
    COMMAND_IMPACT,
    COMMAND_SCHEMA,
    COMMAND_HELP,
    COMMAND_VERSION
};

enum stage {
    STAGE_DOCUMENT,
    STAGE_CLAIMS,
    STAGE_DESIGN,
    STAGE_REFERENCES,
    STAGE_LINES,
    STAGE_PAGES,
    STAGE_TAGS,
    STAGE_FINGERPRINT,
    STAGE_VERSION,
    STAGE_CHECKED
};

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF };

struct options {
    enum command command;
    enum stage stage;         /* COMMAND_DUMP */
    struct text document;     /* path as typed */
    struct text file;         /* COMMAND_VERIFY: the PDF */
    size_t schema;            /* COMMAND_SCHEMA: index into schema_kinds */
    struct text source;       /* COMMAND_IMPACT: the key of a source */
    struct texts sources;     /* COMMAND_SOURCES: paths as typed */
    struct text output;       /* the PDF; by default the document's name with .pdf, beside it */
    struct text layout;       /* path that overrides the document's layout, or empty */
    struct text depfile;      /* or empty */
    uint32_t explain;         /* page whose end is to be explained, from 1; 0 none */
    struct settings settings; /* --set, in order */
    bool draft;
    struct date made; /* SOURCE_DATE_EPOCH's day in Greenwich; year 0: not set */
    bool prove;       /* read the finished file back before it is written */

    bool pages;          /* check: lay the document out and check the rules on pages too */
    bool release;        /* hold it to what a release must keep */
    struct date today;   /* --today; year 0: not given */
    struct text policy;  /* "clinical" or a path that overrides the document's policy */
    enum format format;  /* of the messages */
    bool werror;         /* warnings fail the run */
    int64_t warnings;    /* --max-warnings, or -1: any number */
    struct text summary; /* file for a summary in Markdown, or empty */
    bool list;           /* explain: all rules, one a line */
    struct text rule;    /* explain: its id */
    unsigned given;      /* private: which options were used */
};

/* Fills `options` from main's arguments. False after a usage report. */
bool options_read(struct job *job, int count, char **words, struct options *options);

/* The text of --help. */
const char *options_help(void);

#endif
