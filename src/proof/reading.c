/* Takes a finished file, gives what is read back from it; see reading.h for the steps. */
#include "proof/reading.h"
#include "proof/expected.h"

struct fault *fault_add(struct proof *proof, enum diag_id id, uint32_t word)
{
    if (proof->faults.count >= FAULTS_MOST)
        return &proof->surplus;
    struct fault *fault = array_push(&proof->job->arena, &proof->faults);
    fault->id = id;
    fault->word = word;
    return fault;
}

const char *said_number(struct proof *proof, int64_t number)
{
    struct buffer out = buffer_new(&proof->job->arena);
    buffer_number(&out, number);
    return text_string(&proof->job->arena, buffer_text(&out));
}

const char *said_text(struct proof *proof, struct text text)
{
    struct buffer out = buffer_new(&proof->job->arena);
    for (size_t at = 0; at < text.length;)
        buffer_rune(&out, text_next(text, &at));
    return text_string(&proof->job->arena, buffer_text(&out));
}

const struct proof *proof_read(struct job *job, struct text bytes, struct text name,
                               const struct proof_against *against)
{
    struct proof *proof = arena_alloc(&job->arena, sizeof *proof);
    proof->job = job;
    proof->against = against;
    proof->wants = against != NULL ? expected_words(job, against)
                                   : arena_alloc(&job->arena, sizeof *proof->wants);
    proof->file = file_open(job, bytes, name, proof->wants->list.count);
    if (proof->file == NULL)
        return NULL;
    content_read(proof);
    tree_read(proof);
    links_read(proof);
    return file_close(proof->file) ? proof : NULL;
}

/* The index of the first word that does not stand in the element of word `first`. */
static size_t element_end(const struct proof *proof, size_t first)
{
    size_t end = first + 1;
    while (end < proof->words.count &&
           proof->words.items[end].element == proof->words.items[first].element)
        end++;
    return end;
}

void proof_dump(const struct proof *proof, struct buffer *out)
{
    for (size_t at = 0; at < proof->words.count;) {
        const struct word *first = &proof->words.items[at];
        size_t end = element_end(proof, at);
        buffer_add(out, proof->elements.items[first->element].type);
        buffer_byte(out, ' ');
        buffer_number(out, (int64_t)first->page + 1);
        buffer_byte(out, ':');
        for (; at < end; at++) {
            buffer_byte(out, ' ');
            buffer_add(out, proof->words.items[at].text);
        }
        buffer_byte(out, '\n');
    }
}
