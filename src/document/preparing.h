/*
 * What the files that prepare Markdown share: the text being written, in two streams (footnotes
 * go behind the rest), with the place of each byte.
 */
#ifndef DOCUMENT_PREPARING_H
#define DOCUMENT_PREPARING_H

#include "document/prepared.h"
#include "document/reader.h"

struct stream {
    struct buffer text;
    ARRAY(struct stretch) stretches;
    ARRAY(uint32_t) lines;
    bool blank; /* the last line is empty, or there is none */
};

struct preparing {
    struct reader *reader;
    struct prepared *out;
    struct stream body;
    struct stream notes;
    struct stream *stream;  /* the one written to */
    const uint32_t *places; /* of each byte of the line, where it is not as it was written */
    size_t paragraph;       /* bytes of the present paragraph */
    size_t brackets;        /* open in it */
    bool refused;           /* it passed a limit and was reported */
    bool failed;            /* the whole text passed a limit and was reported */
};

/* An empty text of source number `source`, with the fixed tokens in place. */
struct preparing preparing_new(struct reader *reader, uint32_t source);

/* The finished text: the body, then the notes. */
struct prepared *preparing_finish(struct preparing *preparing);

/* A token for stream_token; the pointer is valid until the next one. */
struct token *preparing_token(struct preparing *preparing, enum token_kind kind,
                              struct span span);

/* Appends `text`, which stands at `place`: byte by byte if it is as long, else as a whole. */
void stream_add(struct stream *stream, struct text text, struct span place);

/* Appends the sentinel of token `number`, which stands for the bytes at `place`. */
void stream_token(struct stream *stream, const char *sentinel, size_t number,
                  struct span place);

/* Notes that a line's content starts here. */
void stream_content(struct stream *stream, struct arena *arena);

/* Starts a new paragraph for the limits. */
void armour_start(struct preparing *preparing);

/* Appends one line of inline Markdown (without its end) that stands at `place`, with citation
 * keys, footnote marks, variables and attributes as tokens. */
void armour_line(struct preparing *preparing, struct text text, struct span place);

/* The same for a heading's line, whose end may hold attributes. */
void armour_heading(struct preparing *preparing, struct text text, struct span place);

/* The span of bytes [start, end) of a text that stands at `place`. */
struct span span_within(struct text text, struct span place, size_t start, size_t end);

#endif
