/*
 * A small finished file and the document it says, made part by part so that a test can spoil
 * one: two paragraphs, the second with a link, on one page in one font whose glyph n stands for
 * the ASCII character n, 500 units wide, printing a square.
 */
#ifndef TESTS_PROOF_SAMPLE_H
#define TESTS_PROOF_SAMPLE_H

#include "support.h"

#include "proof/proof.h"

/* What the file is made of; each in PDF syntax. */
struct sample {
    struct job *job;
    const char *header;
    const char *box;      /* entries of the page */
    const char *content;  /* the page's content stream, strings as [text] in place of codes */
    const char *decoding; /* inside of the ToUnicode map */
    const char *widths;   /* of the font */
    const char *font;     /* entries of the Type0 font */
    const char *first;    /* entries of the first paragraph's element */
    const char *second;
    const char *kids;    /* of the document's element */
    const char *parents; /* the parent tree's content */
    const char *link;    /* entries of the annotation */
    const char *outline; /* entries of the bookmark */
    int empty;           /* this glyph prints nothing; 0 none */
    size_t glyphs;       /* in the font program */
};

static inline struct sample sample_new(struct job *job)
{
    return (struct sample){
        .job = job,
        .header = "%PDF-1.7\n",
        .box = "/MediaBox[0 0 300 200]",
        .content = "/P<</MCID 0>>BDC\nBT /F0 10 Tf 20 150 Td [Give 20 mg] Tj ET\nEMC\n"
                   "/P<</MCID 1>>BDC\nBT 20 130 Td [Read ] Tj ET\nEMC\n"
                   "/Link<</MCID 2>>BDC\nBT 45 130 Td [more] Tj ET\nEMC\n"
                   "/Artifact<</Type/Pagination>>BDC\nBT 20 20 Td [page 1] Tj ET\nEMC\n",
        .decoding = "1 beginbfrange <0020> <007E> <0020> endbfrange",
        .widths = "/DW 500",
        .font = "/Subtype/Type0/Encoding/Identity-H/DescendantFonts[11 0 R]/ToUnicode 14 0 R",
        .first = "/S/P/P 6 0 R/Pg 3 0 R/K 0",
        .second = "/S/P/P 6 0 R/Pg 3 0 R/K[1 9 0 R]",
        .kids = "[7 0 R 8 0 R]",
        .parents = "/Nums[0[7 0 R 8 0 R 9 0 R]1 9 0 R]",
        .link = "/Rect[45 128 65 140]/A<</S/URI/URI(https://example.org/)>>",
        .outline = "/Title(Give)/Dest[3 0 R/FitH 190]",
        .glyphs = 127,
    };
}

/* ---- the font program -------------------------------------------------------------------*/

static inline void put_number(struct buffer *out, uint32_t number, int size)
{
    while (size-- > 0)
        buffer_byte(out, (char)(unsigned char)(number >> 8 * size));
}

#define GLYPH_SIZE 34 /* bytes of a square */

/* A square from the baseline to 700: header, four points on the curve, steps in words. */
static inline void put_square(struct buffer *out)
{
    static const uint16_t words[] = {1, 0, 0, 400, 700, 3, 0};
    static const int16_t steps[] = {0, 400, 0, -400, 0, 0, 700, 0};
    for (size_t i = 0; i < 7; i++)
        put_number(out, words[i], 2);
    buffer_repeat(out, 1, 4);
    for (size_t i = 0; i < 8; i++)
        put_number(out, (uint16_t)steps[i], 2);
}

static inline struct text sample_glyf(const struct sample *s, struct buffer *loca)
{
    struct buffer glyf = buffer_new(&s->job->arena);
    for (size_t i = 0; i < s->glyphs; i++) {
        put_number(loca, (uint32_t)glyf.length, 4);
        if (i != ' ' && (int)i != s->empty)
            put_square(&glyf);
    }
    put_number(loca, (uint32_t)glyf.length, 4);
    return buffer_text(&glyf);
}

static inline struct text zeroes(struct job *job, size_t count, size_t at, uint32_t value)
{
    struct buffer out = buffer_new(&job->arena);
    buffer_repeat(&out, 0, count);
    out.bytes[at] = (char)(unsigned char)(value >> 8);
    out.bytes[at + 1] = (char)(unsigned char)value;
    return buffer_text(&out);
}

static inline struct text sample_program(const struct sample *s)
{
    struct buffer out = buffer_new(&s->job->arena), loca = buffer_new(&s->job->arena);
    struct text glyf = sample_glyf(s, &loca);
    struct text head = zeroes(s->job, 54, 18, 1000);
    struct buffer hmtx = buffer_new(&s->job->arena);
    ((char *)(uintptr_t)head.bytes)[51] = 1; /* long offsets */
    for (size_t i = 0; i < s->glyphs; i++)
        put_number(&hmtx, 500u << 16, 4);
    const struct {
        const char *tag;
        struct text bytes;
    } tables[] = {
        {"glyf", glyf},
        {"head", head},
        {"hhea", zeroes(s->job, 36, 34, (uint32_t)s->glyphs)},
        {"hmtx", buffer_text(&hmtx)},
        {"loca", buffer_text(&loca)},
        {"maxp", zeroes(s->job, 6, 4, (uint32_t)s->glyphs)},
    };
    size_t at = 12 + 16 * 6;
    put_number(&out, 0x00010000, 4);
    put_number(&out, 6, 2);
    buffer_repeat(&out, 0, 6);
    for (size_t i = 0; i < 6; i++) {
        buffer_string(&out, tables[i].tag);
        put_number(&out, 0, 4);
        put_number(&out, (uint32_t)at, 4);
        put_number(&out, (uint32_t)tables[i].bytes.length, 4);
        at += tables[i].bytes.length;
    }
    for (size_t i = 0; i < 6; i++)
        buffer_add(&out, tables[i].bytes);
    return buffer_text(&out);
}

/* ---- the file ---------------------------------------------------------------------------*/

struct sample_file {
    struct buffer out;
    size_t offsets[32];
    size_t count;
};

static inline void put_object(struct sample_file *file, const char *entries)
{
    file->offsets[++file->count] = file->out.length;
    buffer_number(&file->out, (int64_t)file->count);
    buffer_string(&file->out, " 0 obj\n<<");
    buffer_string(&file->out, entries);
    buffer_string(&file->out, ">>\nendobj\n");
}

static inline void put_stream(struct sample_file *file, struct text bytes)
{
    file->offsets[++file->count] = file->out.length;
    buffer_number(&file->out, (int64_t)file->count);
    buffer_string(&file->out, " 0 obj\n<</Length ");
    buffer_number(&file->out, (int64_t)bytes.length);
    buffer_string(&file->out, ">>stream\n");
    buffer_add(&file->out, bytes);
    buffer_string(&file->out, "\nendstream\nendobj\n");
}

/* The content with codes in place of [text]. */
static inline struct text sample_content(const struct sample *s)
{
    struct buffer out = buffer_new(&s->job->arena);
    bool within = false;
    for (const char *at = s->content; *at != '\0'; at++) {
        bool edge = *at == (within ? ']' : '[');
        if (edge)
            buffer_byte(&out, within ? '>' : '<');
        else if (within)
            for (int shift = 12; shift >= 0; shift -= 4)
                buffer_byte(&out, "0123456789ABCDEF"[(unsigned char)*at >> shift & 15]);
        else
            buffer_byte(&out, *at);
        within = edge ? !within : within;
    }
    return buffer_text(&out);
}

static inline const char *joined(const struct sample *s, const char *a, const char *b,
                                 const char *c)
{
    struct buffer out = buffer_new(&s->job->arena);
    buffer_string(&out, a);
    buffer_string(&out, b);
    buffer_string(&out, c);
    return text_string(&s->job->arena, buffer_text(&out));
}

static inline void put_trailer(struct sample_file *file)
{
    size_t start = file->out.length;
    buffer_string(&file->out, "xref\n0 ");
    buffer_number(&file->out, (int64_t)file->count + 1);
    buffer_string(&file->out, "\n0000000000 65535 f \n");
    for (size_t i = 1; i <= file->count; i++) {
        char line[] = "0000000000 00000 n \n";
        size_t offset = file->offsets[i];
        for (size_t k = 10; k-- > 0; offset /= 10)
            line[k] = (char)('0' + offset % 10);
        buffer_string(&file->out, line);
    }
    buffer_string(&file->out, "trailer\n<</Root 1 0 R/Size ");
    buffer_number(&file->out, (int64_t)file->count + 1);
    buffer_string(&file->out, ">>\nstartxref\n");
    buffer_number(&file->out, (int64_t)start);
    buffer_string(&file->out, "\n%%EOF\n");
}

static inline struct text sample_file(const struct sample *s)
{
    struct sample_file file = {.out = buffer_new(&s->job->arena)};
    buffer_string(&file.out, s->header);
    put_object(&file, "/Type/Catalog/Pages 2 0 R/StructTreeRoot 5 0 R/MarkInfo<</Marked true>>"
                      "/Outlines 16 0 R");
    put_object(&file, "/Type/Pages/Kids[3 0 R]/Count 1");
    put_object(&file, joined(s,
                             "/Type/Page/Parent 2 0 R/StructParents 0/Annots[15 0 R]"
                             "/Resources<</Font<</F0 10 0 R>>>>/Contents 4 0 R",
                             s->box, ""));
    put_stream(&file, sample_content(s));
    put_object(&file, joined(s, "/Type/StructTreeRoot/K 6 0 R/ParentTreeNextKey 2/ParentTree<<",
                             s->parents, ">>"));
    put_object(&file, joined(s, "/S/Document/P 5 0 R/K", s->kids, ""));
    put_object(&file, s->first);
    put_object(&file, s->second);
    put_object(&file, "/S/Link/P 8 0 R/Pg 3 0 R/K[2<</Type/OBJR/Obj 15 0 R>>]");
    put_object(&file, joined(s, "/Type/Font/BaseFont/Squares", s->font, ""));
    put_object(&file, joined(s, "/Type/Font/Subtype/CIDFontType2/FontDescriptor 12 0 R",
                             s->widths, ""));
    put_object(&file, "/Type/FontDescriptor/FontFile2 13 0 R");
    put_stream(&file, sample_program(s));
    put_stream(&file, text_of(joined(s, s->decoding, "", "")));
    put_object(&file, joined(s, "/Type/Annot/Subtype/Link/StructParent 1", s->link, ""));
    put_object(&file, "/Type/Outlines/First 17 0 R/Last 17 0 R");
    put_object(&file, joined(s, "/Parent 16 0 R", s->outline, ""));
    put_trailer(&file);
    return buffer_text(&file.out);
}

/* ---- the document -----------------------------------------------------------------------*/

static inline struct inlines one_text(struct job *job, uint32_t source, const char *words)
{
    struct inline_node *node = arena_alloc(&job->arena, sizeof *node);
    struct text all = source_find(job, source)->text;
    size_t at = text_search(all, text_of(words), 0);
    node->kind = INLINE_TEXT;
    node->text = text_of(words);
    node->span = (struct span){source, (uint32_t)at, (uint32_t)(at + node->text.length)};
    return (struct inlines){1, node};
}

/* A document of two paragraphs in the lines of "input". */
static inline const struct document *sample_document(struct job *job, const char *first,
                                                     const char *second)
{
    struct buffer all = buffer_new(&job->arena);
    buffer_string(&all, first);
    buffer_byte(&all, '\n');
    buffer_string(&all, second);
    uint32_t source = source_add(job, TEXT("input"), buffer_text(&all));
    struct document *document = arena_alloc(&job->arena, sizeof *document);
    struct block *blocks = arena_array(&job->arena, 2, sizeof *blocks);
    document->section_count = 1;
    document->sections = arena_alloc(&job->arena, sizeof *document->sections);
    document->sections[0].blocks = (struct blocks){2, blocks};
    document->span = (struct span){source, 0, 0};
    blocks[0].kind = blocks[1].kind = BLOCK_PARAGRAPH;
    blocks[0].inlines = one_text(job, source, first);
    blocks[1].inlines = one_text(job, source, second);
    return document;
}

/* The house layout without front and back matter, heads and feet. */
static inline struct design *sample_design(struct job *job)
{
    struct span nowhere = {0, 0, 0};
    source_find_root(job, TEXT("content/ketamine-briefing.yaml"));
    struct design *design = design_read(job, TEXT("content/layouts/a4-staff.yaml"), nowhere, TEXT(""));
    assert_non_null(design);
    design->front_count = design->after_count = design->back_count = 0;
    design->head = design->head_first = (struct running){0};
    design->foot = design->foot_second = (struct running){0};
    return design;
}

/* What the sample is held against: a document of these two paragraphs. */
static inline const struct proof_against *sample_against(struct job *job, const char *first,
                                                         const char *second)
{
    struct proof_against *against = arena_alloc(&job->arena, sizeof *against);
    against->document = sample_document(job, first, second);
    against->references = arena_alloc(&job->arena, sizeof *against->references);
    against->design = sample_design(job);
    return against;
}

/* Reads the sample back and compares it with a document of these two paragraphs. */
static inline bool sample_proves(const struct sample *s, const char *first, const char *second)
{
    const struct proof *proof = proof_read(s->job, sample_file(s), TEXT("sample.pdf"),
                                           sample_against(s->job, first, second));
    return proof != NULL && proof_compare(s->job, proof);
}

/* The same with the document that the sample says as it is made. */
static inline bool sample_right(const struct sample *s)
{
    return sample_proves(s, "Give 20 mg", "Read more");
}

#endif
