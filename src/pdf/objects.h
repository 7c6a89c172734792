/*
 * Takes dictionaries and streams, gives the bytes of a PDF file: the wall around libharu.
 * The one idea: libharu numbers the objects and writes each of them, its calls are checked
 * here, and assemble.c puts them together. Objects that come in tens of thousands
 * (structure elements, annotations) form a series: they cost some words each and write their
 * entries when their turn comes.
 */
#ifndef PDF_OBJECTS_H
#define PDF_OBJECTS_H

#include <hpdf.h>

#include <hpdf_doc.h>

#include "base/job.h"

#if HPDF_VERSION_ID != 20300
#error "src/pdf reaches into the structures of libharu 2.3.0; another version needs a review"
#endif

struct packing;

struct writer {
    struct job *job;
    HPDF_Doc document;
    struct packing *packing; /* owned */
    struct buffer out;       /* the file */
    struct buffer *target;   /* takes what libharu writes */
    struct buffer entries;   /* what an object of a series is writing */
    size_t streamed;         /* bytes of the streams that are not packed here */
    bool failed;             /* something was reported */
};

/* An empty PDF 1.7 document in libharu; writer_free it. NULL after a report. */
struct writer *writer_new(struct job *job);
void writer_free(struct writer *writer);

/* Makes room for about `objects` objects. */
void writer_expect(struct writer *writer, size_t objects);

/* Adds a node with `count` page objects, which have no entries yet, to the page tree. */
void writer_add_pages(struct writer *writer, HPDF_Dict *pages, size_t count);

/* The finished file, in the arena; empty text if anything failed, after a report. */
struct text writer_finish(struct writer *writer);

/* A stream of libharu's into the writer's target; HPDF_Stream_Free it. Never NULL. */
HPDF_Stream writer_stream(struct writer *writer);

/* Writes what an object of libharu's is into `stream`. */
void writer_value(struct writer *writer, void *object, HPDF_Stream stream);

/* A new numbered dictionary, owned by libharu. Never NULL. */
HPDF_Dict object_new(struct writer *writer);

/* The number of an object made here. */
uint32_t object_number(HPDF_Dict object);

/* Add an entry to a dictionary. */
void object_name(struct writer *writer, HPDF_Dict object, const char *key, const char *name);
void object_integer(struct writer *writer, HPDF_Dict object, const char *key, int64_t value);
void object_boolean(struct writer *writer, HPDF_Dict object, const char *key, bool value);
void object_refer(struct writer *writer, HPDF_Dict object, const char *key, HPDF_Dict target);

/* A direct dictionary under `key`. */
HPDF_Dict object_child(struct writer *writer, HPDF_Dict object, const char *key);

/* Adds entries in PDF syntax, which must live in the arena; once for an object. */
void object_entries(struct writer *writer, HPDF_Dict object, struct text entries);

/* A new stream of `bytes` (in the arena, encoded already) with further entries in PDF syntax,
 * which name its filter. */
HPDF_Dict object_stream(struct writer *writer, struct text bytes, struct text entries);

/* The same with `bytes`, which are copied, deflated here. */
HPDF_Dict object_packed(struct writer *writer, struct text bytes, struct text entries);

/* Appends the entries of the object `index` of a series. */
typedef void (*series_write)(const void *context, uint32_t index, struct buffer *out);

/* `count` new dictionaries, numbered one after the other from the number given back. */
uint32_t series_new(struct writer *writer, uint32_t count, series_write write,
                    const void *context);

#endif
