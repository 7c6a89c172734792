/*
 * Takes the numbered objects of a document, gives the file.
 * Object streams are filled first, since they are packed by a thread while the next one is
 * filled; where they and the other streams come to stand is known only after that.
 */
#include "pdf/assemble.h"

#include "base/digest.h"

#include "pdf/packing.h"
#include "pdf/syntax.h"

/* Bytes of objects at which an object stream is full. Above this the file hardly gets smaller,
 * and who wants one object has to unpack all of them. */
#define HOLDER_FULL ((size_t)64 * 1024)

#define BYTES_PER_STREAM 200 /* around each: its dictionary and keywords, about */

/* An object stream. */
struct holder {
    struct text packed;
    uint32_t count; /* of objects in it */
    size_t first;   /* where the first one starts */
};

/* Where an object stands. */
struct site {
    uint32_t holder; /* index in holders + 1; 0: it stands by itself */
    uint64_t where;  /* its index there, or its offset in the file */
};

struct assembly {
    struct writer *writer;
    HPDF_Stream stream;    /* into the writer's target */
    uint32_t object_count; /* of the document, 0 being none of them */
    struct site *sites;    /* by object number; holders and the table follow the document's */
    ARRAY(struct holder *) holders;
    struct buffer numbers, bodies; /* of the object stream being filled */
    uint32_t filled;               /* objects in it */
};

/* ---- object streams ---------------------------------------------------------------------*/

static void *object_of(const struct assembly *assembly, uint32_t number)
{
    return HPDF_Xref_GetEntry(assembly->writer->document->xref, number)->obj;
}

/* Streams cannot stand in streams. */
static bool stands_alone(const struct assembly *assembly, uint32_t number)
{
    HPDF_Dict object = object_of(assembly, number);
    return (object->header.obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT &&
           (object->stream != NULL || object->after_write_fn != NULL);
}

static void close_holder(struct assembly *assembly)
{
    if (assembly->filled == 0)
        return;
    struct arena *arena = &assembly->writer->job->arena;
    struct holder *holder = arena_alloc(arena, sizeof *holder);
    holder->count = assembly->filled;
    holder->first = assembly->numbers.length;
    *array_push(arena, &assembly->holders) = holder;
    buffer_add(&assembly->numbers, buffer_text(&assembly->bodies));
    packing_add(assembly->writer->packing, buffer_text(&assembly->numbers), &holder->packed);
    assembly->numbers.length = assembly->bodies.length = 0;
    assembly->filled = 0;
}

static void hold(struct assembly *assembly, uint32_t number)
{
    struct buffer *numbers = &assembly->numbers;
    buffer_number(numbers, number);
    buffer_byte(numbers, ' ');
    buffer_number(numbers, (int64_t)assembly->bodies.length);
    buffer_byte(numbers, ' ');
    writer_value(assembly->writer, object_of(assembly, number), assembly->stream);
    buffer_byte(&assembly->bodies, '\n');
    assembly->sites[number] =
        (struct site){(uint32_t)assembly->holders.count + 1, assembly->filled++};
    if (assembly->bodies.length >= HOLDER_FULL)
        close_holder(assembly);
}

static void hold_objects(struct assembly *assembly)
{
    assembly->writer->target = &assembly->bodies;
    for (uint32_t i = 1; i < assembly->object_count; i++)
        if (!stands_alone(assembly, i))
            hold(assembly, i);
    close_holder(assembly);
}

/* ---- the file ---------------------------------------------------------------------------*/

/* Room for the whole file at once, since a buffer that grows leaves its old bytes behind. */
static void reserve(struct assembly *assembly)
{
    struct writer *writer = assembly->writer;
    size_t alone = assembly->holders.count;
    for (uint32_t i = 1; i < assembly->object_count; i++)
        alone += assembly->sites[i].holder == 0;
    size_t size =
        writer->streamed + packing_finish(writer->packing) + alone * BYTES_PER_STREAM + 1024;
    writer->out.bytes = arena_alloc(&writer->job->arena, size);
    writer->out.room = size;
}

static void begin_object(struct assembly *assembly, uint32_t number)
{
    struct buffer *out = &assembly->writer->out;
    assembly->sites[number].where = out->length;
    buffer_number(out, number);
    buffer_string(out, " 0 obj\n");
}

static void put_streams(struct assembly *assembly)
{
    assembly->writer->target = &assembly->writer->out;
    for (uint32_t i = 1; i < assembly->object_count; i++) {
        if (assembly->sites[i].holder > 0)
            continue;
        begin_object(assembly, i);
        writer_value(assembly->writer, object_of(assembly, i), assembly->stream);
        buffer_string(&assembly->writer->out, "\nendobj\n");
    }
}

/* The end of a stream object whose dictionary is open. */
static void put_packed(struct buffer *out, struct text packed)
{
    buffer_string(out, "/Filter/FlateDecode/Length ");
    buffer_number(out, (int64_t)packed.length);
    buffer_string(out, ">>\nstream\n");
    buffer_add(out, packed);
    buffer_string(out, "\nendstream\nendobj\n");
}

static void put_holders(struct assembly *assembly)
{
    struct buffer *out = &assembly->writer->out;
    for (uint32_t i = 0; i < assembly->holders.count; i++) {
        const struct holder *holder = assembly->holders.items[i];
        begin_object(assembly, assembly->object_count + i);
        buffer_string(out, "<</Type/ObjStm/N ");
        buffer_number(out, holder->count);
        buffer_string(out, "/First ");
        buffer_number(out, (int64_t)holder->first);
        put_packed(out, holder->packed);
    }
}

/* ---- the table --------------------------------------------------------------------------*/

enum { ENTRY_FREE, ENTRY_PLACED, ENTRY_HELD };

/* Bytes that `number` needs. */
static int width_of(uint64_t number)
{
    int width = 1;
    while (number >> (8 * width) != 0)
        width++;
    return width;
}

static void put_big_endian(unsigned char *out, uint64_t number, int width)
{
    for (int i = 0; i < width; i++)
        out[i] = (unsigned char)(number >> (8 * (width - 1 - i)));
}

/* A row of the table: kind, then where, then the index in an object stream. */
static void set_row(const struct assembly *assembly, uint32_t number, int width,
                    unsigned char *row)
{
    const struct site *site = &assembly->sites[number];
    bool held = site->holder > 0;
    row[0] = number == 0 ? ENTRY_FREE : held ? ENTRY_HELD : ENTRY_PLACED;
    put_big_endian(row + 1, held ? assembly->object_count + site->holder - 1 : site->where,
                   width);
    put_big_endian(row + 1 + width, held ? site->where : 0, 2);
}

#define WIDTH_MOST 8

/* The rows, each as its difference from the one above (RFC 2083, 6.4): most differ from it by
 * one in the last byte. */
static struct text table_rows(const struct assembly *assembly, uint32_t count, int width)
{
    unsigned char rows[2][1 + WIDTH_MOST + 2] = {{0}};
    enum { UP = 2 };
    struct buffer out = buffer_new(&assembly->writer->job->arena);
    for (uint32_t i = 0; i < count; i++) {
        const unsigned char *above = rows[(i + 1) % 2];
        unsigned char *row = rows[i % 2];
        set_row(assembly, i, width, row);
        buffer_byte(&out, UP);
        for (int k = 0; k < 1 + width + 2; k++)
            buffer_byte(&out, (char)(unsigned char)(row[k] - above[k]));
    }
    return buffer_text(&out);
}

/* Twice the start of the SHA-256 of what is written so far. */
static struct text identifier(const struct buffer *written)
{
    uint8_t digest[SHA256_BYTES];
    digest_sha256(buffer_text(written), digest);
    struct buffer out = buffer_new(written->arena);
    for (int i = 0; i < 2; i++) {
        buffer_byte(&out, '<');
        digest_put(digest, 16, &out);
        buffer_byte(&out, '>');
    }
    return buffer_text(&out);
}

static void put_table_entries(struct assembly *assembly, uint32_t count, int width)
{
    HPDF_Doc document = assembly->writer->document;
    struct buffer *out = &assembly->writer->out;
    buffer_string(out, "<</Type/XRef/Size ");
    buffer_number(out, count);
    buffer_string(out, "/Root");
    put_reference(out, object_number(document->catalog));
    buffer_string(out, "/Info");
    put_reference(out, object_number(document->info));
    buffer_string(out, "/W[1 ");
    buffer_number(out, width);
    buffer_string(out, " 2]/DecodeParms<</Predictor 12/Columns ");
    buffer_number(out, 1 + width + 2);
    buffer_string(out, ">>");
}

static void put_table(struct assembly *assembly)
{
    struct writer *writer = assembly->writer;
    struct buffer *out = &writer->out;
    size_t start = out->length;
    int width = width_of(start);
    uint32_t number = assembly->object_count + (uint32_t)assembly->holders.count;
    struct text packed, twice = identifier(out);
    begin_object(assembly, number);
    packing_add(writer->packing, table_rows(assembly, number + 1, width), &packed);
    packing_finish(writer->packing);
    put_table_entries(assembly, number + 1, width);
    buffer_string(out, "/ID[");
    buffer_add(out, twice);
    buffer_byte(out, ']');
    put_packed(out, packed);
    buffer_string(out, "startxref\n");
    buffer_number(out, (int64_t)start);
    buffer_string(out, "\n%%EOF\n");
}

/* ---- the door ---------------------------------------------------------------------------*/

/* The sites of all objects that there will be, with room for holders that are not filled. */
static void make_sites(struct assembly *assembly)
{
    struct writer *writer = assembly->writer;
    struct arena *arena = &writer->job->arena;
    struct site *sites = assembly->sites;
    size_t count = assembly->object_count + assembly->holders.count + 1;
    assembly->sites = arena_array(arena, count, sizeof *assembly->sites);
    memcpy(assembly->sites, sites, assembly->object_count * sizeof *sites);
}

void assemble_file(struct writer *writer)
{
    struct arena *arena = &writer->job->arena;
    HPDF_Doc document = writer->document;
    struct assembly assembly = {.writer = writer,
                                .stream = writer_stream(writer),
                                .object_count = document->xref->entries->count,
                                .numbers = buffer_new(arena),
                                .bodies = buffer_new(arena)};
    assembly.sites = arena_array(arena, assembly.object_count, sizeof *assembly.sites);
    hold_objects(&assembly);
    make_sites(&assembly);
    reserve(&assembly);
    buffer_string(&writer->out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    put_streams(&assembly);
    put_holders(&assembly);
    put_table(&assembly);
    HPDF_Stream_Free(assembly.stream);
}
