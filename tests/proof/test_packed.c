/* Files with a packed table of objects are read, within bounds. */
#include <libdeflate.h>

#include "sample.h"

/* ---- packed files -----------------------------------------------------------------------*/

struct packed_sample {
    struct job *job;
    struct buffer out;
    size_t holder;      /* offset of the object stream */
    struct text inner;  /* it holds */
    const char *filter; /* of it */
    const char *extra;  /* further entries of the table */
    bool predicted;     /* the table is written with differences of rows */
    unsigned within;    /* the object stream that objects are said to be in */
};

static struct packed_sample packed_new(struct job *job)
{
    struct packed_sample s = {.job = job, .filter = "", .extra = "", .within = 4};
    s.inner = TEXT("1 0 2 36 3 72 "
                   "<</Type/Catalog/Pages 2 0 R/A (..)>>"
                   "<</Type/Pages/Kids[3 0 R]/Count 1 >>"
                   "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>");
    return s;
}

static struct text deflated(struct job *job, struct text bytes)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(9);
    size_t room = libdeflate_zlib_compress_bound(compressor, bytes.length);
    char *packed = arena_alloc(&job->arena, room);
    size_t size = libdeflate_zlib_compress(compressor, bytes.bytes, bytes.length, packed, room);
    libdeflate_free_compressor(compressor);
    return (struct text){packed, size};
}

static void put_packed(struct packed_sample *s, const char *head, struct text bytes)
{
    buffer_string(&s->out, head);
    buffer_string(&s->out, "/Length ");
    buffer_number(&s->out, (int64_t)bytes.length);
    buffer_string(&s->out, ">>\nstream\n");
    buffer_add(&s->out, bytes);
    buffer_string(&s->out, "\nendstream\nendobj\n");
}

/* A row of the table: its kind, two bytes, one byte. */
static void put_row(struct packed_sample *s, struct buffer *rows, char kind, size_t second,
                    char third)
{
    char row[4] = {kind, (char)(unsigned char)(second >> 8), (char)(unsigned char)second,
                   third};
    size_t step = s->predicted ? 5 : 4;
    char above[4] = {0};
    for (size_t i = 0; s->predicted && i < rows->length / step; i++)
        for (size_t k = 0; k < 4; k++)
            above[k] = (char)(above[k] + rows->bytes[i * step + 1 + k]);
    if (s->predicted)
        buffer_byte(rows, 2);
    for (size_t k = 0; k < 4; k++)
        buffer_byte(rows, (char)(row[k] - above[k]));
}

static struct text packed_file(struct packed_sample *s)
{
    s->out = buffer_new(&s->job->arena);
    buffer_string(&s->out, "%PDF-1.7\n");
    s->holder = s->out.length;
    struct text inner = s->filter[0] == '\0' ? s->inner : deflated(s->job, s->inner);
    struct buffer head = buffer_new(&s->job->arena);
    buffer_string(&head, "4 0 obj\n<</Type/ObjStm/N 3/First 14");
    buffer_string(&head, s->filter);
    put_packed(s, text_string(&s->job->arena, buffer_text(&head)), inner);
    size_t start = s->out.length;
    struct buffer rows = buffer_new(&s->job->arena);
    put_row(s, &rows, 0, 0, 0);
    for (char i = 0; i < 3; i++)
        put_row(s, &rows, 2, s->within, i);
    put_row(s, &rows, 1, s->holder, 0);
    put_row(s, &rows, 1, start, 0);
    head.length = 0;
    buffer_string(&head, "5 0 obj\n<</Type/XRef/Size 6/W[1 2 1]/Root 1 0 R");
    buffer_string(&head, s->extra);
    if (s->predicted)
        buffer_string(&head, "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>");
    struct text table = buffer_text(&rows);
    put_packed(s, text_string(&s->job->arena, buffer_text(&head)),
               s->predicted ? deflated(s->job, table) : table);
    buffer_string(&s->out, "startxref\n");
    buffer_number(&s->out, (int64_t)start);
    buffer_string(&s->out, "\n%%EOF\n");
    return buffer_text(&s->out);
}

/* ---- tests ------------------------------------------------------------------------------*/

/* Read as far as it goes: a page without tags, of which nothing else is told. */
static void assert_read(struct packed_sample *s)
{
    const struct proof *proof = proof_read(s->job, packed_file(s), TEXT("sample.pdf"),
                                           sample_against(s->job, "One", "Two"));
    assert_non_null(proof);
    assert_false(proof_compare(s->job, proof));
    assert_messages(
        s->job,
        "1:1 proof-structure: structure tree of the finished file is wrong: there is none: "
        "this program did not print the file\n");
}

static void assert_refused(struct packed_sample *s, const char *why)
{
    assert_null(proof_read(s->job, packed_file(s), TEXT("sample.pdf"), NULL));
    struct buffer message = buffer_new(&s->job->arena);
    buffer_string(&message, "0:0 proof-unreadable: \"sample.pdf\" cannot be read back: ");
    buffer_string(&message, why);
    buffer_string(&message,
                  " (only files that this program printed, and nobody changed, can be "
                  "verified)\n");
    assert_messages(s->job, text_string(&s->job->arena, buffer_text(&message)));
}

static void plain(void **state)
{
    struct packed_sample s = packed_new(*state);
    assert_read(&s);
}

static void deflated_with_differences(void **state)
{
    struct packed_sample s = packed_new(*state);
    s.filter = "/Filter/FlateDecode";
    s.predicted = true;
    assert_read(&s);
}

static void other_filters(void **state)
{
    struct packed_sample s = packed_new(*state);
    s.filter = "/Filter[/FlateDecode/FlateDecode]";
    assert_refused(&s, "its objects are packed too tightly or damaged");
}

/* Thirty megabytes of white space in a file of some thirty thousand bytes. */
static void bomb(void **state)
{
    struct packed_sample s = packed_new(*state);
    struct buffer inner = buffer_new(&s.job->arena);
    buffer_add(&inner, s.inner);
    buffer_repeat(&inner, ' ', (size_t)30 * 1024 * 1024);
    s.inner = buffer_text(&inner);
    s.filter = "/Filter/FlateDecode";
    assert_refused(&s, "its objects are packed too tightly or damaged");
}

static void holder_is_none(void **state)
{
    struct packed_sample s = packed_new(*state);
    s.within = 2;
    assert_refused(&s, "its objects are packed too tightly or damaged");
}

static void holder_beyond(void **state)
{
    struct packed_sample s = packed_new(*state);
    s.within = 2000;
    assert_refused(&s, "its cross-reference table is damaged");
}

static void earlier_tables(void **state)
{
    struct packed_sample s = packed_new(*state);
    s.extra = "/Prev 9";
    assert_refused(&s, "it was changed after it was printed");
}

/* Cut or changed anywhere: never a crash. */
static void damaged(void **state)
{
    struct packed_sample s = packed_new(*state);
    s.filter = "/Filter/FlateDecode";
    s.predicted = true;
    struct text whole = packed_file(&s);
    for (size_t i = 0; i < whole.length; i++) {
        struct job *job = job_new();
        struct text copy = text_copy(&job->arena, whole);
        struct buffer changed = buffer_new(&job->arena);
        buffer_add(&changed, text_slice(copy, 0, i));
        buffer_byte(&changed, (char)(copy.bytes[i] ^ 0x15));
        buffer_add(&changed, text_slice(copy, i + 1, i % 2 ? copy.length : i + 30));
        const struct proof *proof =
            proof_read(job, buffer_text(&changed), TEXT("sample.pdf"), NULL);
        assert_true(proof != NULL || job->diags.errors > 0);
        job_free(job);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(plain),          job_test(deflated_with_differences),
        job_test(other_filters),  job_test(bomb),
        job_test(holder_is_none), job_test(holder_beyond),
        job_test(earlier_tables), job_test(damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
