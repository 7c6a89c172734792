/*
 * Takes the bytes of a PDF file, gives its objects by number and its pages: the wall around
 * qpdf.
 * The one idea: qpdf opens the file, follows the cross-reference table and finds the pages;
 * each object is handed over once, as text in PDF syntax, and read by object.h. Repairs are
 * refused, and packed.h unpacks what holds objects before qpdf does, so that nothing is
 * unpacked before its size is bounded. Private to proof.
 */
#ifndef PROOF_FILE_H
#define PROOF_FILE_H

#include "base/job.h"
#include "proof/object.h"

struct file {
    struct job *job;
    struct qpdf *qpdf;       /* private to file.c */
    struct text name;        /* for messages */
    size_t object_count;     /* numbers that are asked for lie below it */
    struct object **objects; /* by number; NULL until asked for */
    size_t page_count;
    uint32_t *pages; /* object numbers, in order */
    size_t decoded;  /* bytes unpacked so far */
    size_t work;     /* steps spent so far on what a few bytes can ask for many times */
};

/* Bytes that the streams of one file may come to, together, when they are unpacked. */
#define FILE_DECODED_MOST ((size_t)256 * 1024 * 1024)
/* Bytes of one stream. */
#define FILE_STREAM_MOST ((size_t)32 * 1024 * 1024)

/* Steps for codes of fonts, which ranges can repeat without end. */
#define FILE_WORK_MOST ((size_t)1024 * 1024)

/* Opens the file; `bytes` must live as long. Reports at the file's name and gives NULL where it
 * is no PDF, damaged, encrypted, or of a kind this program never writes. */
struct file *file_open(struct job *job, struct text bytes, struct text name);

/* Frees what qpdf holds. Reports what qpdf had to warn of; false if there was anything. */
bool file_close(struct file *file);

/* The object `number`, kind null if there is none. Its dictionary if it is a stream. */
const struct object *file_object(struct file *file, int64_t number);

/* What `object` refers to, or itself if it is no reference. */
const struct object *file_resolve(struct file *file, const struct object *object);

/* The value of `key` in a dictionary, resolved. */
const struct object *file_entry(struct file *file, const struct object *dict, const char *key);

/* An entry of a page that it may inherit from the page tree, resolved (7.7.3.4). */
const struct object *file_inherited(struct file *file, const struct object *page,
                                    const char *key);

/* Spends `steps`; false once more than FILE_WORK_MOST are spent. */
bool file_work(struct file *file, size_t steps);

/* The document catalog (7.7.2). */
const struct object *file_catalog(struct file *file);

/* The bytes of a stream, unpacked (no filter, or FlateDecode without a predictor), in `arena`.
 * False where it is no stream, damaged or too large. */
bool file_stream(struct file *file, const struct object *stream, struct arena *arena,
                 struct text *bytes);

#endif
