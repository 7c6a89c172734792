/*
 * Takes dictionaries and streams, gives the bytes of a PDF file.
 * libharu is called here and in assemble.c. Streams are deflated by packing.c, since libharu
 * keeps them whole, deflates at a middling level, and gives each an object of its own for its
 * length.
 */
#include "pdf/objects.h"

#include <string.h>

#include "pdf/assemble.h"
#include "pdf/packing.h"
#include "pdf/syntax.h"

/* What a dictionary adds by itself when libharu writes it. */
struct body {
    struct text entries;
    bool streams;
    struct text stream; /* of a packed one, set before anything is written */
    HPDF_Stream out;    /* set while it is being written */
};

struct series {
    struct writer *writer;
    series_write write;
    const void *context;
};

struct series_item {
    struct series *series;
    uint32_t index;
};

/* ---- the document -----------------------------------------------------------------------*/

static void report(struct writer *writer, HPDF_STATUS status)
{
    if (status == HPDF_FAILD_TO_ALLOC_MEM)
        arena_exhausted(&writer->job->arena);
    if (writer->failed)
        return;
    writer->failed = true;
    char code[16] = "0x";
    struct buffer text = buffer_new(&writer->job->arena);
    put_hex(&text, (uint32_t)status, 4);
    memcpy(code + 2, text.bytes, 4);
    diag(writer->job, DIAG_PDF_LIBRARY, (struct span){0}, code, NULL);
}

static void check(struct writer *writer, HPDF_STATUS status)
{
    if (status == HPDF_OK)
        status = HPDF_GetError(writer->document);
    if (status != HPDF_OK)
        report(writer, status);
}

/* libharu's pointers are NULL only when memory is gone. */
static void *held(struct writer *writer, void *pointer)
{
    if (pointer == NULL)
        arena_exhausted(&writer->job->arena);
    return pointer;
}

static HPDF_STATUS write_out(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size)
{
    struct writer *writer = stream->attr;
    buffer_add(writer->target, (struct text){(const char *)bytes, size});
    return HPDF_OK;
}

struct writer *writer_new(struct job *job)
{
    struct writer *writer = arena_alloc(&job->arena, sizeof *writer);
    writer->job = job;
    writer->document = HPDF_New(NULL, NULL);
    writer->packing = packing_new(job);
    if (writer->document == NULL)
        arena_exhausted(&job->arena);
    writer->document->pdf_version = HPDF_VER_17;
    writer->out = buffer_new(&job->arena);
    writer->entries = buffer_new(&job->arena);
    /* metadata.c names the producer */
    check(writer, HPDF_Dict_RemoveElement(writer->document->info, "Producer"));
    return writer;
}

void writer_free(struct writer *writer)
{
    packing_free(writer->packing);
    HPDF_Free(writer->document);
}

void writer_expect(struct writer *writer, size_t objects)
{
    /* libharu's list grows by this step and is copied each time */
    HPDF_UINT step = objects < 1u << 20 ? (HPDF_UINT)objects : 1u << 20;
    if (step > writer->document->xref->entries->items_per_block)
        writer->document->xref->entries->items_per_block = step;
}

void writer_add_pages(struct writer *writer, HPDF_Dict *pages, size_t count)
{
    HPDF_Doc document = writer->document;
    HPDF_Pages node = held(writer, HPDF_Doc_AddPagesTo(document, document->root_pages));
    for (size_t i = 0; i < count; i++) {
        check(writer, HPDF_Pages_AddKids(node, pages[i]));
        /* what libharu counts pages by; set late, since it keeps more for pages of its own */
        pages[i]->header.obj_class |= HPDF_OSUBCLASS_PAGE;
    }
}

HPDF_Stream writer_stream(struct writer *writer)
{
    return held(writer, HPDF_CallbackWriter_New(writer->document->mmgr, write_out, writer));
}

void writer_value(struct writer *writer, void *object, HPDF_Stream stream)
{
    check(writer, HPDF_Obj_WriteValue(object, stream, NULL));
}

struct text writer_finish(struct writer *writer)
{
    if (!writer->failed)
        assemble_file(writer);
    return writer->failed ? TEXT("") : buffer_text(&writer->out);
}

/* ---- objects ----------------------------------------------------------------------------*/

HPDF_Dict object_new(struct writer *writer)
{
    HPDF_Dict object = held(writer, HPDF_Dict_New(writer->document->mmgr));
    if (HPDF_Xref_Add(writer->document->xref, object) != HPDF_OK)
        arena_exhausted(&writer->job->arena); /* `object` is gone */
    return object;
}

uint32_t object_number(HPDF_Dict object)
{
    return object->header.obj_id & 0x00FFFFFF;
}

void object_name(struct writer *writer, HPDF_Dict object, const char *key, const char *name)
{
    check(writer, HPDF_Dict_AddName(object, key, name));
}

void object_integer(struct writer *writer, HPDF_Dict object, const char *key, int64_t value)
{
    check(writer, HPDF_Dict_AddNumber(object, key, (HPDF_INT32)value));
}

void object_boolean(struct writer *writer, HPDF_Dict object, const char *key, bool value)
{
    check(writer, HPDF_Dict_AddBoolean(object, key, value ? HPDF_TRUE : HPDF_FALSE));
}

void object_refer(struct writer *writer, HPDF_Dict object, const char *key, HPDF_Dict target)
{
    check(writer, HPDF_Dict_Add(object, key, target));
}

HPDF_Dict object_child(struct writer *writer, HPDF_Dict object, const char *key)
{
    HPDF_Dict child = held(writer, HPDF_Dict_New(writer->document->mmgr));
    check(writer, HPDF_Dict_Add(object, key, child));
    return child;
}

static HPDF_STATUS put(HPDF_Stream stream, struct text text)
{
    if (text.length == 0)
        return HPDF_OK;
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)text.bytes, (HPDF_UINT)text.length);
}

static HPDF_STATUS write_body(HPDF_Dict object, HPDF_Stream stream)
{
    struct body *body = object->attr;
    struct writer *writer = stream->attr;
    struct buffer *out = &writer->entries;
    body->out = stream;
    out->length = 0;
    buffer_add(out, body->entries);
    if (body->streams) {
        buffer_string(out, "/Length ");
        buffer_number(out, (int64_t)body->stream.length);
    }
    return put(stream, buffer_text(out));
}

/* libharu has closed the dictionary; its stream follows. */
static HPDF_STATUS write_stream(HPDF_Dict object)
{
    struct body *body = object->attr;
    HPDF_STATUS status = put(body->out, TEXT("\nstream\n"));
    if (status == HPDF_OK)
        status = put(body->out, body->stream);
    if (status == HPDF_OK)
        status = put(body->out, TEXT("\nendstream"));
    return status;
}

static struct body *body_new(struct writer *writer, HPDF_Dict object, struct text entries)
{
    struct body *body = arena_alloc(&writer->job->arena, sizeof *body);
    body->entries = entries;
    object->attr = body;
    object->write_fn = write_body;
    return body;
}

void object_entries(struct writer *writer, HPDF_Dict object, struct text entries)
{
    body_new(writer, object, entries);
}

static struct body *stream_new(struct writer *writer, struct text entries, HPDF_Dict *object)
{
    *object = object_new(writer);
    struct body *body = body_new(writer, *object, entries);
    body->streams = true;
    (*object)->after_write_fn = write_stream;
    return body;
}

HPDF_Dict object_stream(struct writer *writer, struct text bytes, struct text entries)
{
    HPDF_Dict object;
    stream_new(writer, entries, &object)->stream = bytes;
    writer->streamed += bytes.length;
    return object;
}

HPDF_Dict object_packed(struct writer *writer, struct text bytes, struct text entries)
{
    HPDF_Dict object;
    struct buffer all = buffer_new(&writer->job->arena);
    buffer_add(&all, entries);
    buffer_string(&all, "/Filter/FlateDecode");
    struct body *body = stream_new(writer, buffer_text(&all), &object);
    packing_add(writer->packing, bytes, &body->stream);
    return object;
}

/* ---- series -----------------------------------------------------------------------------*/

static HPDF_STATUS write_item(HPDF_Dict object, HPDF_Stream stream)
{
    const struct series_item *item = object->attr;
    const struct series *series = item->series;
    struct buffer *entries = &series->writer->entries;
    entries->length = 0;
    series->write(series->context, item->index, entries);
    return put(stream, buffer_text(entries));
}

uint32_t series_new(struct writer *writer, uint32_t count, series_write write,
                    const void *context)
{
    struct series *series = arena_alloc(&writer->job->arena, sizeof *series);
    *series = (struct series){writer, write, context};
    struct series_item *items = arena_array(&writer->job->arena, count, sizeof *items);
    uint32_t first = 0;
    for (uint32_t i = 0; i < count; i++) {
        HPDF_Dict object = object_new(writer);
        items[i] = (struct series_item){series, i};
        object->attr = &items[i];
        object->write_fn = write_item;
        if (i == 0)
            first = object_number(object);
    }
    return first;
}
