/*
 * Takes pages, gives the bytes of a PDF file.
 * The order is that of what is known: the faces' subsets before the first code is written, the
 * content of all pages before the structure, and everything before its number is in the
 * trailer.
 */
#include "pdf/pdf.h"

#include "pdf/annotations.h"
#include "pdf/content.h"
#include "pdf/embed.h"
#include "pdf/embedded.h"
#include "pdf/images.h"
#include "pdf/metadata.h"
#include "pdf/outline.h"
#include "pdf/rules.h"
#include "pdf/syntax.h"

#define PAGES_PER_NODE 32

/* libharu numbers up to 8,388,607 objects; each tag and page costs at most a few. */
#define TAGS_MOST 4000000

struct file {
    struct job *job;
    const struct pages *pages;
    const struct attachments *attachments;
    struct writer *writer;
    struct structure *structure;
    HPDF_Dict resources;
    HPDF_Dict *page_objects;
};

/* ---- pages ------------------------------------------------------------------------------*/

/* Page objects are numbered one after the other, below nodes of a bounded size. */
static void add_pages(struct file *file)
{
    HPDF_Doc document = file->writer->document;
    size_t count = file->pages->count;
    file->page_objects = arena_array(&file->job->arena, count, sizeof *file->page_objects);
    for (size_t i = 0; i < count; i++)
        file->page_objects[i] = object_new(file->writer);
    file->structure->first_page = object_number(file->page_objects[0]);
    for (size_t i = 0; i < count; i += PAGES_PER_NODE) {
        size_t to = i + PAGES_PER_NODE < count ? i + PAGES_PER_NODE : count;
        writer_add_pages(file->writer, &file->page_objects[i], to - i);
    }
    struct buffer box = buffer_new(&file->job->arena);
    buffer_string(&box, "/MediaBox[0 0");
    put_length(&box, file->pages->width);
    put_length(&box, file->pages->height);
    buffer_string(&box, "]\n");
    object_entries(file->writer, document->root_pages, buffer_text(&box));
}

/* A box of a page, unless it is the whole sheet (14.11.2). */
static void put_edges(const struct file *file, const char *name, const struct edges *edges,
                      struct buffer *out)
{
    sp height = file->pages->height;
    if (edges->right == 0)
        return;
    buffer_string(out, name);
    buffer_byte(out, '[');
    put_length(out, edges->left);
    put_length(out, height - edges->bottom);
    put_length(out, edges->right);
    put_length(out, height - edges->top);
    buffer_string(out, "]\n");
}

static void fill_page(struct file *file, uint32_t index, HPDF_Dict content)
{
    struct buffer out = buffer_new(&file->job->arena);
    int64_t key = structure_key(file->structure, index);
    buffer_string(&out, "/Type/Page/Resources");
    put_reference(&out, object_number(file->resources));
    buffer_string(&out, "/Contents");
    put_reference(&out, object_number(content));
    if (key >= 0) {
        buffer_string(&out, "/StructParents ");
        buffer_number(&out, key);
    }
    buffer_string(&out,
                  file->pages->items[index].rotated ? "/Rotate 90/Tabs/S\n" : "/Tabs/S\n");
    put_edges(file, "/TrimBox", &file->pages->items[index].trim, &out);
    put_edges(file, "/BleedBox", &file->pages->items[index].bleed, &out);
    put_annotations_of(file->structure, index, &out);
    object_entries(file->writer, file->page_objects[index], buffer_text(&out));
}

/* ---- the file ---------------------------------------------------------------------------*/

static HPDF_Dict *paint_pages(struct file *file, const struct typefaces *typefaces,
                              const struct images *images)
{
    struct content content = {file->job, file->pages,     typefaces,
                              images,    file->structure, buffer_new(&file->job->arena)};
    HPDF_Dict *streams = arena_array(&file->job->arena, file->pages->count, sizeof *streams);
    for (uint32_t i = 0; i < file->pages->count; i++)
        streams[i] = object_packed(file->writer, content_page(&content, i), TEXT(""));
    structure_close(file->structure);
    return streams;
}

static void write_catalog(struct file *file)
{
    struct writer *writer = file->writer;
    HPDF_Dict catalog = writer->document->catalog;
    struct buffer entries = buffer_new(&file->job->arena);
    metadata_write(writer, &file->pages->metadata, file->attachments->count > 0, &entries);
    embedded_write(writer, file->attachments, file->pages->metadata.date, &entries);
    labels_write(writer, file->pages, &entries);
    buffer_string(&entries, "/StructTreeRoot");
    put_reference(&entries, structure_write(file->structure, writer));
    outline_write(writer, file->pages, file->structure->first_page);
    object_entries(writer, catalog, buffer_text(&entries));
}

static struct text write_file(struct file *file, const struct typefaces *typefaces)
{
    struct writer *writer = file->writer;
    size_t errors = file->job->diags.errors;
    bool draft = file->pages->draft;
    file->structure = structure_new(file->job, file->pages);
    file->resources = object_new(writer);
    writer_expect(writer, file->pages->tag_count + 2 * file->pages->count);
    add_pages(file);
    embed_typefaces(writer, typefaces, object_child(writer, file->resources, "Font"));
    const struct images *images =
        images_write(writer, file->pages, object_child(writer, file->resources, "XObject"));
    HPDF_Dict *streams = paint_pages(file, typefaces, images);
    /* only a draft comes here with errors: its structure is as faulty as they say */
    if (errors == 0 && !rules_check(file->structure) && !draft)
        return TEXT("");
    annotations_write(writer, file->structure);
    for (uint32_t i = 0; i < file->pages->count; i++)
        fill_page(file, i, streams[i]);
    write_catalog(file);
    return draft || file->job->diags.errors == errors ? writer_finish(writer) : TEXT("");
}

struct text pdf_make(struct job *job, const struct pages *pages, const struct fonts *fonts,
                     const struct attachments *attachments)
{
    if (pages->count == 0 || pages->tag_count == 0 ||
        pages->tag_count + pages->count > TAGS_MOST) {
        diag(job, DIAG_PDF_MANY, (struct span){0}, NULL);
        return TEXT("");
    }
    const struct typefaces *typefaces = typefaces_new(job, pages, fonts);
    if (typefaces == NULL)
        return TEXT("");
    struct file file = {.job = job, .pages = pages, .attachments = attachments};
    file.writer = writer_new(job);
    struct text bytes = write_file(&file, typefaces);
    writer_free(file.writer);
    return bytes;
}
