/*
 * Takes a font of the file, gives what each of its codes reads as and whether it prints right.
 * The one idea: a code is judged once, when the first page shows it; what is wrong with it is
 * kept, to be reported at the first word that it stands in. Private to proof.
 */
#ifndef PROOF_FONT_H
#define PROOF_FONT_H

#include "proof/file.h"
#include "proof/program.h"

/* What can be wrong with a code. */
enum code_fault {
    CODE_NO_GLYPH = 1, /* the font program has no such glyph, or it is .notdef */
    CODE_EMPTY = 2,    /* it prints nothing but reads as more than a space */
    CODE_WIDTH = 4,    /* the widths of file and font program differ */
    CODE_UNREAD = 8    /* it reads as nothing */
};

struct code {
    struct text text; /* what it decodes to; empty: nothing */
    int64_t width;    /* /W or /DW, millionths of 1/1000 em */
    bool has_width;   /* in /W */
    bool judged;      /* `faults` are known */
    bool reported;    /* its faults are kept already */
    uint8_t faults;   /* of enum code_fault */
    uint32_t words;   /* words it stands in */
    uint32_t wrong;   /* of those, words that are not the document's */
    uint32_t last;    /* word + 1 it was counted in last */
    bool told;        /* it was reported to be decoded wrongly */
};

struct font {
    struct text name;     /* BaseFont */
    const char *unusable; /* why its codes cannot be judged, or NULL */
    struct program program;
    struct text glyph_map; /* CIDToGIDMap as a stream, or empty for identity */
    int64_t default_width;
    struct code *codes; /* by code */
    size_t code_count;
};

#define CODES_MOST 65536

/* Reads a font dictionary: Type0 over a CIDFont with an embedded program, two-byte codes. What
 * cannot be read makes it unusable. Never NULL; in the job's arena. */
struct font *font_read(struct file *file, const struct object *dict);

/* The facts of `code`, judged. */
struct code *font_code(struct font *font, struct arena *arena, uint32_t code);

/* The advance of `code` in font units of the program, in 1/1000 em; for messages. */
int64_t font_advance(const struct font *font, uint32_t code);

#endif
