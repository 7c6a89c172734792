/*
 * Takes image files that pages show, gives image objects.
 * Both decoders used here report errors as return values. Pixels live in an arena of their own,
 * which ends with the image.
 */
#include "pdf/images.h"

#include <string.h>

#include <png.h>
#include <turbojpeg.h>

#include "pdf/predictor.h"
#include "pdf/syntax.h"

#define PIXELS_MOST_PNG  25 /* million: decoded whole, 4 bytes each */
#define PIXELS_MOST_JPEG 100

/* One image on its way into the file. */
struct picture {
    struct writer *writer;
    const struct source *source;
    struct span span;
    struct arena scratch;
};

static const char *name_of(const struct picture *picture)
{
    return text_string(&picture->writer->job->arena, picture->source->name);
}

static void report_damage(const struct picture *picture, const char *fault)
{
    diag(picture->writer->job, DIAG_IMAGE_DAMAGED, picture->span, name_of(picture), fault,
         NULL);
}

static bool is_bounded(const struct picture *picture, uint64_t width, uint64_t height,
                       uint64_t millions)
{
    if (width * height <= millions * 1000000)
        return true;
    struct buffer most = buffer_new(&picture->writer->job->arena);
    buffer_number(&most, (int64_t)millions);
    diag(picture->writer->job, DIAG_IMAGE_LARGE, picture->span, name_of(picture),
         text_string(most.arena, buffer_text(&most)), NULL);
    return false;
}

/* ---- PNG --------------------------------------------------------------------------------*/

static struct text image_entries(struct arena *arena, uint32_t width, uint32_t height,
                                 bool coloured)
{
    struct buffer out = buffer_new(arena);
    buffer_string(&out, "/Type/XObject/Subtype/Image/BitsPerComponent 8/Width ");
    buffer_number(&out, width);
    buffer_string(&out, "/Height ");
    buffer_number(&out, height);
    buffer_string(&out, coloured ? "/ColorSpace/DeviceRGB" : "/ColorSpace/DeviceGray");
    return buffer_text(&out);
}

/* An image object of samples with `wide` bytes to a pixel. */
static HPDF_Dict write_samples(struct picture *picture, const png_image *image,
                               struct text samples, size_t wide)
{
    struct buffer out = buffer_new(&picture->writer->job->arena);
    buffer_add(&out, image_entries(out.arena, image->width, image->height, wide == 3));
    if (predictor_pays(samples, wide)) {
        samples = predictor_rows(&picture->scratch, samples, wide * image->width, wide);
        buffer_string(&out, "/DecodeParms<</Predictor 15/Colors ");
        buffer_number(&out, (int64_t)wide);
        buffer_string(&out, "/Columns ");
        buffer_number(&out, image->width);
        buffer_string(&out, ">>");
    }
    return object_packed(picture->writer, samples, buffer_text(&out));
}

/* Every `step`th byte from `start`, `wide` bytes at a time. */
static struct text pick(struct arena *arena, struct text pixels, size_t step, size_t start,
                        size_t wide)
{
    size_t count = pixels.length / step;
    char *bytes = arena_alloc(arena, count * wide);
    for (size_t i = 0; i < count; i++)
        memcpy(bytes + i * wide, pixels.bytes + i * step + start, wide);
    return (struct text){bytes, count * wide};
}

static bool is_opaque(struct text alpha)
{
    for (size_t i = 0; i < alpha.length; i++)
        if ((unsigned char)alpha.bytes[i] != 0xFF)
            return false;
    return true;
}

static HPDF_Dict write_pixels(struct picture *picture, const png_image *image,
                              struct text pixels)
{
    struct writer *writer = picture->writer;
    bool coloured = (image->format & PNG_FORMAT_FLAG_COLOR) != 0;
    size_t wide = coloured ? 3 : 1;
    HPDF_Dict mask = NULL;
    if ((image->format & PNG_FORMAT_FLAG_ALPHA) != 0) {
        struct text alpha = pick(&picture->scratch, pixels, wide + 1, wide, 1);
        if (!is_opaque(alpha))
            mask = write_samples(picture, image, alpha, 1);
        pixels = pick(&picture->scratch, pixels, wide + 1, 0, wide);
    }
    HPDF_Dict object = write_samples(picture, image, pixels, wide);
    if (mask != NULL)
        object_refer(writer, object, "SMask", mask);
    return object;
}

static HPDF_Dict write_png(struct picture *picture)
{
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    struct text file = picture->source->text;
    if (png_image_begin_read_from_memory(&image, file.bytes, file.length) == 0) {
        report_damage(picture, image.message);
        return NULL;
    }
    HPDF_Dict object = NULL;
    if (is_bounded(picture, image.width, image.height, PIXELS_MOST_PNG)) {
        image.format &= PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA;
        size_t size = PNG_IMAGE_SIZE(image);
        char *pixels = arena_alloc(&picture->scratch, size);
        if (png_image_finish_read(&image, NULL, pixels, 0, NULL) != 0)
            object = write_pixels(picture, &image, (struct text){pixels, size});
        else
            report_damage(picture, image.message);
    }
    png_image_free(&image);
    return object;
}

/* ---- JPEG -------------------------------------------------------------------------------*/

/* Decodes to an eighth of the size: every byte is read, and little memory is needed. */
static bool decodes(struct picture *picture, tjhandle handle, int width, int height)
{
    struct text file = picture->source->text;
    int across = (width + 7) / 8, down = (height + 7) / 8;
    unsigned char *grey = arena_array(&picture->scratch, (size_t)across, (size_t)down);
    int flags = TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS;
    if (tjDecompress2(handle, (const unsigned char *)file.bytes, file.length, grey, across, 0,
                      down, TJPF_GRAY, flags) == 0)
        return true;
    report_damage(picture, tjGetErrorStr2(handle));
    return false;
}

static HPDF_Dict check_jpeg(struct picture *picture, tjhandle handle)
{
    struct writer *writer = picture->writer;
    struct text file = picture->source->text;
    int width = 0, height = 0, sampling = 0, colours = 0;
    if (tjDecompressHeader3(handle, (const unsigned char *)file.bytes, file.length, &width,
                            &height, &sampling, &colours) != 0) {
        report_damage(picture, tjGetErrorStr2(handle));
        return NULL;
    }
    if (!is_bounded(picture, (uint64_t)width, (uint64_t)height, PIXELS_MOST_JPEG))
        return NULL;
    if (colours == TJCS_CMYK || colours == TJCS_YCCK) {
        diag(writer->job, DIAG_IMAGE_COLOURS, picture->span, name_of(picture), NULL);
        return NULL;
    }
    if (!decodes(picture, handle, width, height))
        return NULL;
    struct buffer entries = buffer_new(&writer->job->arena);
    buffer_add(&entries, image_entries(&writer->job->arena, (uint32_t)width, (uint32_t)height,
                                       colours != TJCS_GRAY));
    buffer_string(&entries, "/Filter/DCTDecode");
    return object_stream(writer, file, buffer_text(&entries));
}

static HPDF_Dict write_jpeg(struct picture *picture)
{
    tjhandle handle = tjInitDecompress();
    if (handle == NULL)
        arena_exhausted(&picture->writer->job->arena);
    HPDF_Dict object = check_jpeg(picture, handle);
    tjDestroy(handle);
    return object;
}

/* ---- all images -------------------------------------------------------------------------*/

static HPDF_Dict write_image(struct writer *writer, uint32_t number, struct span span)
{
    struct job *job = writer->job;
    struct picture picture = {writer, source_find(job, number), span,
                              arena_new(0, job->arena.exhausted, job->arena.context)};
    struct text file = picture.source->text;
    HPDF_Dict object = NULL;
    if (text_starts(file, "\x89PNG\r\n\x1A\n"))
        object = write_png(&picture);
    else if (text_starts(file, "\xFF\xD8\xFF"))
        object = write_jpeg(&picture);
    else
        diag(job, DIAG_IMAGE_KIND, span, name_of(&picture), NULL);
    arena_free(&picture.scratch);
    return object;
}

int images_find(const struct images *images, uint32_t source)
{
    for (size_t i = 0; i < images->list.count; i++)
        if (images->list.items[i].source == source)
            return images->list.items[i].object == NULL ? -1 : (int)i;
    return -1;
}

static void add_image(struct writer *writer, struct images *images, const struct item *item,
                      const struct pages *pages)
{
    for (size_t i = 0; i < images->list.count; i++)
        if (images->list.items[i].source == item->image)
            return;
    struct span span =
        item->tag < pages->tag_count ? pages->tags[item->tag].span : (struct span){0};
    HPDF_Dict object = write_image(writer, item->image, span);
    *array_push(&writer->job->arena, &images->list) =
        (struct image_object){item->image, object};
}

struct images *images_write(struct writer *writer, const struct pages *pages,
                            HPDF_Dict resources)
{
    struct arena *arena = &writer->job->arena;
    struct images *images = arena_alloc(arena, sizeof *images);
    for (size_t p = 0; p < pages->count; p++)
        for (size_t i = 0; i < pages->items[p].item_count; i++)
            if (pages->items[p].items[i].kind == ITEM_IMAGE)
                add_image(writer, images, &pages->items[p].items[i], pages);
    for (size_t i = 0; i < images->list.count; i++) {
        struct buffer key = buffer_new(arena);
        buffer_byte(&key, 'I');
        buffer_number(&key, (int64_t)i);
        if (images->list.items[i].object != NULL)
            object_refer(writer, resources, text_string(arena, buffer_text(&key)),
                         images->list.items[i].object);
    }
    return images;
}
