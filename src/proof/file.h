/*
 * Takes the bytes of a PDF file, gives its objects by number and its pages.
 * The one idea: what a file may ask for is bounded before it is read. Objects are read when
 * they are first asked for, each once; nothing is repaired; and whatever can repeat without end
 * spends from one budget, which the document that the file is held against measures out, as
 * nobody but its author can make it large. Private to proof.
 */
#ifndef PROOF_FILE_H
#define PROOF_FILE_H

#include "base/job.h"
#include "proof/object.h"

/* What is left to spend. */
struct budget {
    size_t memory;  /* bytes that the job's arena may come to, all told */
    size_t decoded; /* bytes that streams may still unpack to */
    size_t steps;   /* small pieces of work, some nanoseconds each */
    size_t letters; /* that may still be shown */
    bool spent;     /* something was asked for that was not there */
};

struct file {
    struct job *job;
    struct text bytes;
    struct text name;    /* for messages */
    size_t object_count; /* numbers that are asked for lie below it */
    const struct object *trailer;
    struct entry *entries;   /* by object number */
    struct object **objects; /* by number; NULL until asked for */
    struct packed **packed;  /* object streams by number, NULL until unpacked; private */
    struct lexer lexer;      /* of objects; its room is used again */
    size_t page_count;
    uint32_t *pages; /* object numbers, in order */
    struct budget budget;
    const char *damage; /* what is wrong with it, the first; NULL */
};

/* Opens the file; `bytes` must live as long. `words` is how many words the document has.
 * Reports at the file's name and gives NULL where it is no PDF, damaged, encrypted, or of a
 * kind this program never writes. */
struct file *file_open(struct job *job, struct text bytes, struct text name, size_t words);

/* Reports what was wrong with the objects that were read, or that the budget is spent; false if
 * there was anything. */
bool file_close(struct file *file);

/* The object `number`, kind null if there is none. Its dictionary if it is a stream. */
const struct object *file_object(struct file *file, int64_t number);

/* Whether `object` is a reference to a number below object_count. */
bool file_refers(const struct file *file, const struct object *object);

/* What `object` refers to, or itself if it is no reference. */
const struct object *file_resolve(struct file *file, const struct object *object);

/* The value of `key` in a dictionary as it stands there; kind null where there is none. */
const struct object *file_find(struct file *file, const struct object *dict, const char *key);

/* The value of `key` in a dictionary, resolved. */
const struct object *file_entry(struct file *file, const struct object *dict, const char *key);

/* An entry of a page that it may inherit from the page tree, resolved (7.7.3.4). */
const struct object *file_inherited(struct file *file, const struct object *page,
                                    const char *key);

/* Spends `steps`; false once the budget is spent: then the caller stops what it does. */
bool file_spend(struct file *file, size_t steps);

/* The document catalog (7.7.2). */
const struct object *file_catalog(struct file *file);

/* The bytes of a stream, unpacked (no filter, or FlateDecode without a predictor), in `arena`.
 * False where it is no stream, damaged or too large. */
bool file_stream(struct file *file, const struct object *stream, struct arena *arena,
                 struct text *bytes);

/* The same of at most `most` bytes, which are not taken from the budget. */
bool file_unpack(struct file *file, const struct object *stream, struct arena *arena,
                 size_t most, struct text *bytes);

#endif
