/* Any bytes as a finished file, as PDF syntax, as a ToUnicode map and as a font program: no
 * crash, no endless work. The first byte chooses; a file starts as it does. */
#include <stdlib.h>

#include "proof/decode.h"
#include "proof/object.h"
#include "proof/proof.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void require(bool right)
{
    if (!right)
        abort();
}

static void read_file(struct job *job, struct text text)
{
    const struct proof *proof = proof_read(job, text, TEXT("input.pdf"), NULL);
    struct buffer out = buffer_new(&job->arena);
    require((proof == NULL) == (job->diags.errors > 0));
    if (proof == NULL)
        return;
    proof_dump(proof, &out);
    require(text_invalid(buffer_text(&out)) == out.length);
}

static void read_syntax(struct job *job, struct text text)
{
    struct lexer lexer = {.arena = &job->arena, .text = text, .references = true};
    struct object object;
    size_t before = 0;
    while (lexer_next(&lexer, &object)) {
        require(lexer.at > before && lexer.at <= text.length);
        before = lexer.at;
        object_words(&job->arena, &object);
        object_entry(&object, "Type");
    }
}

static void read_map(struct job *job, struct text text)
{
    struct file file = {.job = job};
    struct font font = {.code_count = 0};
    if (decode_read(&file, &font, text))
        for (size_t i = 0; i < font.code_count; i++)
            require(text_invalid(font.codes[i].text) == font.codes[i].text.length);
}

static void read_program(struct job *job, struct text text, bool bare)
{
    struct program program;
    if (bare ? !program_read_bare(&job->arena, text, text.length, &program)
             : !program_read(text, &program))
        return;
    for (uint32_t i = 0; i <= program.glyph_count; i++) {
        program_advance(&program, i);
        program_prints(&program, i);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct job *job = job_new();
    struct text all = {(const char *)bytes, size}, rest = text_slice(all, 1, size);
    switch (size > 0 ? bytes[0] : 0) {
    case 's':
        read_syntax(job, rest);
        break;
    case 'm':
        read_map(job, rest);
        break;
    case 'f':
    case 'c':
        read_program(job, rest, bytes[0] == 'c');
        break;
    default:
        read_file(job, all);
    }
    job_free(job);
    return 0;
}
