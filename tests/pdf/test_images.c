/* Images go in as they are, and damaged or hostile files end in a message. */
#include "pdf/sample.h"

#include <png.h>
#include <turbojpeg.h>
#include <zlib.h>

#define SIDE 64

/* A PNG of SIDE × SIDE pixels: a slope of colours, see-through on the left where `format` has
 * alpha. */
static struct text make_png(struct job *job, uint32_t format)
{
    uint32_t channels = PNG_IMAGE_SAMPLE_CHANNELS(format);
    unsigned char *pixels = arena_alloc(&job->arena, SIDE * SIDE * channels);
    for (uint32_t i = 0; i < SIDE * SIDE * channels; i++)
        pixels[i] = (unsigned char)(i * 7 % 251);
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    image.width = image.height = SIDE;
    image.format = format;
    png_alloc_size_t size = 1 << 16;
    char *bytes = arena_alloc(&job->arena, size);
    assert_int_equal(png_image_write_to_memory(&image, bytes, &size, 0, pixels, 0, NULL), 1);
    return (struct text){bytes, size};
}

static struct text make_jpeg(struct job *job, int format, int sampling)
{
    unsigned char *pixels = arena_alloc(&job->arena, SIDE * SIDE * 4);
    for (int i = 0; i < SIDE * SIDE * 4; i++)
        pixels[i] = (unsigned char)(i % 253);
    tjhandle handle = tjInitCompress();
    unsigned char *bytes = NULL;
    unsigned long size = 0;
    assert_int_equal(
        tjCompress2(handle, pixels, SIDE, 0, SIDE, format, &bytes, &size, sampling, 90, 0), 0);
    struct text copy = text_copy(&job->arena, (struct text){(const char *)bytes, size});
    tjFree(bytes);
    tjDestroy(handle);
    return copy;
}

/* The file of a page that shows `image`; messages are in the job. */
static struct text show(struct job *job, struct text image)
{
    struct sample *sample = sample_new(job);
    uint32_t figure = sample_tag(sample, TAG_FIGURE, 0);
    sample_tag_at(sample, figure)->alternative = TEXT("A slope of colours");
    struct item *item = sample_item(sample, ITEM_IMAGE, sample_tag(sample, TAG_TEXT, figure));
    item->image = source_add(job, TEXT("slope.png"), image);
    item->width = item->height = PT(100);
    sample_block(sample, TAG_P, 0, "Words beside it.");
    return sample_make(sample);
}

static bool holds(struct text file, const char *what)
{
    return text_search(file, text_of(what), 0) < file.length;
}

static void takes_png(void **state)
{
    struct job *job = *state;
    struct text file = show(job, make_png(job, PNG_FORMAT_RGBA));
    assert_text_equal(job_messages(job), "");
    assert_true(holds(file, "/SMask "));
    assert_true(holds(file, "/Width 64/Height 64/ColorSpace/DeviceRGB"));
    file = show(job, make_png(job, PNG_FORMAT_GRAY));
    assert_false(holds(file, "/SMask "));
    assert_true(holds(file, "/Width 64/Height 64/ColorSpace/DeviceGray"));
}

static void passes_jpeg_through(void **state)
{
    struct job *job = *state;
    struct text image = make_jpeg(job, TJPF_RGB, TJSAMP_420);
    struct text file = show(job, image);
    assert_text_equal(job_messages(job), "");
    assert_true(holds(file, "/Filter/DCTDecode"));
    assert_true(text_search(file, image, 0) < file.length);
}

static void refuses_cmyk(void **state)
{
    struct job *job = *state;
    assert_int_equal(show(job, make_jpeg(job, TJPF_CMYK, TJSAMP_444)).length, 0);
    assert_text_equal(job_messages(job),
                      "0:0 image-colours: image \"slope.png\" has CMYK colours "
                      "(convert it to RGB)\n");
}

static void refuses_other_files(void **state)
{
    struct job *job = *state;
    assert_int_equal(show(job, TEXT("GIF89a ...")).length, 0);
    assert_text_equal(job_messages(job), "0:0 image-kind: \"slope.png\" is neither a PNG nor a "
                                         "JPEG file (convert it to one of these)\n");
}

static void refuses_cut_files(void **state)
{
    struct job *job = *state;
    struct text images[] = {make_png(job, PNG_FORMAT_RGB),
                            make_jpeg(job, TJPF_RGB, TJSAMP_444)};
    size_t expected = 0;
    for (int i = 0; i < 2; i++)
        for (size_t part = 1; part <= 8; part++) {
            size_t length = images[i].length * part / 9;
            assert_int_equal(show(job, text_slice(images[i], 0, length)).length, 0);
            assert_int_equal(job->diags.list.count, ++expected);
            assert_int_equal(job->diags.list.items[expected - 1].id, DIAG_IMAGE_DAMAGED);
        }
}

/* A header that promises 60,000 × 60,000 pixels. */
static void refuses_huge_images(void **state)
{
    struct job *job = *state;
    struct text image = make_png(job, PNG_FORMAT_RGB);
    static const unsigned char header[] = {0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 2, 0, 0, 0};
    char *bytes = arena_copy(&job->arena, image.bytes, image.length);
    memcpy(bytes + 16, header, 13);
    unsigned long sum = crc32(crc32(0, NULL, 0), (const unsigned char *)bytes + 12, 17);
    for (int i = 0; i < 4; i++)
        bytes[29 + i] = (char)(sum >> (24 - 8 * i) & 0xFF);
    assert_int_equal(show(job, (struct text){bytes, image.length}).length, 0);
    assert_text_equal(
        job_messages(job),
        "0:0 image-large: image \"slope.png\" has more than 25 million pixels (scale "
        "it down: 300 pixels to the inch are enough for print)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(takes_png),         job_test(passes_jpeg_through),
        job_test(refuses_cmyk),      job_test(refuses_other_files),
        job_test(refuses_cut_files), job_test(refuses_huge_images),
    };
    return cmocka_run_group_tests_name("images", tests, NULL, NULL);
}
