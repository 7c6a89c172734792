/*
 * Takes paths, gives the bytes of input files, and places in them.
 * The one idea: every input is opened here, so limits, the project's boundary and the list of
 * dependencies (depfile) hold for all; a span is three numbers that any stage can carry along.
 */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/text.h"

struct job;

/* A place in an input: bytes [start, end) of source number `source`. Source 0 is "no file". */
struct span {
    uint32_t source;
    uint32_t start;
    uint32_t end;
};

struct source {
    struct text name; /* as shown in messages: the path as the user would type it */
    struct text path; /* as opened */
    struct text text; /* the content, without a byte order mark; UTF-8 where kind is text */
    uint32_t *lines;  /* byte offset of each line's start; made when first asked for */
    size_t line_count;
};

struct sources {
    ARRAY(struct source *) list; /* list.items[0] is the nameless source 0 */
    struct text root;            /* the project root, real path; empty while unknown */
};

/* A place as people count: lines and columns from 1, columns in code points. */
struct place {
    struct text name;
    size_t line;
    size_t column;
    struct text text;  /* the whole line, without its end */
    size_t line_start; /* byte offset of the line in the source */
};

#define SOURCE_MOST ((size_t)8 * 1024 * 1024)  /* bytes in a text input */
#define BINARY_MOST ((size_t)64 * 1024 * 1024) /* bytes in an image */

/* SOURCE_LEGACY is text that older programs wrote: where it is not UTF-8, its ill-formed bytes
 * are taken as Windows-1252, with a warning. */
enum source_kind { SOURCE_TEXT, SOURCE_LEGACY, SOURCE_BINARY };

/* Reads the file `path` (absolute, or relative to the working directory), reporting at `at` if
 * it is missing, unreadable, not a regular file, too large, or (text) not UTF-8; what only the
 * command line names (`at` in no file) and cannot be opened is a fault of the usage. Gives the
 * source's number, the same number for a file read before, or 0 after a report. CR LF becomes
 * LF in text; a byte order mark is dropped; a zero byte is an error. */
uint32_t source_read(struct job *job, struct text path, enum source_kind kind, struct span at);

/* Text that is in memory, under a name, for tests and built-in parts. */
uint32_t source_add(struct job *job, struct text name, struct text text);

/* The source with that number; borrowed. */
const struct source *source_find(const struct job *job, uint32_t number);

/* The path `written` in the source `from`, resolved against that file's folder. Reports at `at`
 * and gives empty text if it leaves the project root (also through symbolic links) or holds a
 * zero byte. The file need not exist. */
struct text source_resolve(struct job *job, struct text written, struct span at);

/* The real path of source `number` from the project root on, without what is above it; empty
 * text for what is no file or lies elsewhere. */
struct text source_relative(struct job *job, uint32_t number);

/* Sets the project root to the nearest folder upward from `path`'s that holds fonts/fonts.yaml.
 * False if there is none. */
bool source_find_root(struct job *job, struct text path);

/* Where a span starts, for people. */
struct place source_place(struct job *job, struct span span);

/* The bytes a span covers. */
struct text source_text(const struct job *job, struct span span);

#endif
