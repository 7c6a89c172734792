/* Takes attachments, gives the embedded files of the PDF; see embedded.h. */
#include "pdf/embedded.h"

#include "base/digest.h"

#include "pdf/metadata.h"
#include "pdf/syntax.h"
#include "pdf/tree.h"

/* The attachments with their file specifications' objects. */
struct embedded {
    const struct attachments *attachments;
    uint32_t *objects;
};

/* A name, with what a name may not hold as #xx (7.3.5). */
static void put_name(struct buffer *out, struct text text)
{
    buffer_byte(out, '/');
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte > ' ' && byte < 0x7F && strchr("/#()<>[]{}%", byte) == NULL) {
            buffer_byte(out, (char)byte);
            continue;
        }
        buffer_byte(out, '#');
        put_hex(out, byte, 2);
    }
}

static HPDF_Dict write_bytes(struct writer *writer, const struct attachment *attachment,
                             struct date date)
{
    uint8_t digest[MD5_BYTES];
    digest_md5(attachment->bytes, digest);
    struct buffer out = buffer_new(&writer->job->arena);
    buffer_string(&out, "/Type/EmbeddedFile/Subtype");
    put_name(&out, attachment->type);
    buffer_string(&out, "/Params<</Size ");
    buffer_number(&out, (int64_t)attachment->bytes.length);
    if (date.year > 0) { /* only a draft may have none */
        buffer_string(&out, "/ModDate");
        put_date(&out, date);
    }
    buffer_string(&out, "/CheckSum<");
    digest_put(digest, sizeof digest, &out);
    buffer_string(&out, ">>>");
    return object_packed(writer, attachment->bytes, buffer_text(&out));
}

/* Names are written for readers of both kinds of strings (7.11.3). */
static uint32_t write_specification(struct writer *writer, const struct attachment *attachment,
                                    struct date date)
{
    static const char *const relations[] = {
        [RELATION_SOURCE] = "Source",
        [RELATION_DATA] = "Data",
        [RELATION_SUPPLEMENT] = "Supplement",
    };
    uint32_t bytes = object_number(write_bytes(writer, attachment, date));
    struct buffer out = buffer_new(&writer->job->arena);
    buffer_string(&out, "/Type/Filespec/F");
    put_text(&out, attachment->name);
    buffer_string(&out, "/UF");
    put_text(&out, attachment->name);
    buffer_string(&out, "/Desc");
    put_text(&out, attachment->words);
    buffer_string(&out, "/AFRelationship/");
    buffer_string(&out, relations[attachment->relation]);
    buffer_string(&out, "/EF<</F");
    put_reference(&out, bytes);
    buffer_string(&out, "/UF");
    put_reference(&out, bytes);
    buffer_string(&out, ">>\n");
    HPDF_Dict object = object_new(writer);
    object_entries(writer, object, buffer_text(&out));
    return object_number(object);
}

static void put_key(const void *context, uint32_t index, struct buffer *out)
{
    const struct embedded *embedded = context;
    put_bytes(out, embedded->attachments->items[index].name);
}

static void put_value(const void *context, uint32_t index, struct buffer *out)
{
    const struct embedded *embedded = context;
    put_reference(out, embedded->objects[index]);
}

void embedded_write(struct writer *writer, const struct attachments *attachments,
                    struct date date, struct buffer *entries)
{
    struct arena *arena = &writer->job->arena;
    uint32_t count = (uint32_t)attachments->count;
    if (count == 0)
        return;
    struct embedded *embedded = arena_alloc(arena, sizeof *embedded);
    embedded->attachments = attachments;
    embedded->objects = arena_array(arena, count, sizeof *embedded->objects);
    buffer_string(entries, "/AF[");
    for (uint32_t i = 0; i < count; i++) {
        embedded->objects[i] = write_specification(writer, &attachments->items[i], date);
        put_reference(entries, embedded->objects[i]);
    }
    struct tree names = {"Names", count, put_key, put_value, embedded};
    buffer_string(entries, "]/Names<</EmbeddedFiles<<");
    buffer_add(entries, tree_write(writer, names));
    buffer_string(entries, ">>>>\n");
}
