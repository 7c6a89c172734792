/*
 * Takes bytes in the syntax of PDF (ISO 32000-1, 7.2 and 7.3), gives values and operators.
 * The one idea: objects of the file and operands of a content stream are the same values, read
 * by the same few functions, so that nothing of the writer or of the library that opens the
 * file decides what a string or a number says. Private to proof.
 */
#ifndef PROOF_OBJECT_H
#define PROOF_OBJECT_H

#include "base/array.h"
#include "base/text.h"

enum object_kind {
    OBJECT_NULL,
    OBJECT_BOOL,
    OBJECT_INTEGER,
    OBJECT_REAL,
    OBJECT_STRING,
    OBJECT_NAME,
    OBJECT_ARRAY,
    OBJECT_DICT,
    OBJECT_REFERENCE,
    OBJECT_OPERATOR /* a word that is no value: in content streams and maps */
};

struct object {
    enum object_kind kind;
    bool stream;    /* DICT: it is a stream's; items[2 * count] is a string, its bytes */
    int64_t number; /* INTEGER; REAL: millionths; REFERENCE: object number; others: 0 */
    union {
        struct text text; /* STRING, NAME without "/", OPERATOR, numbers: as object_text says */
        struct {
            struct object *items; /* ARRAY; DICT: items[2i] a key, items[2i + 1] its value */
            size_t count;         /* ARRAY: items; DICT: entries */
        };
    };
};

/* A place in bytes that are read. */
struct lexer {
    struct arena *arena; /* takes strings, arrays and dictionaries */
    struct text text;
    size_t at;
    size_t most;     /* bytes of the arena, all told, that are not passed; 0 for no bound */
    bool references; /* "12 0 R" is one value */
    bool bad;        /* syntax that is none, too deep, too many items, or no more room */
    ARRAY(struct object) open; /* items of arrays and dictionaries that are not closed yet */
};

#define OBJECT_DEEP 64
#define ITEMS_MOST  ((size_t)256 * 1024) /* of one array or dictionary, with those around it */

/* The next value or operator in `*object`; false at the end or where the syntax is broken. */
bool lexer_next(struct lexer *lexer, struct object *object);

/* Reads an object as it stands in a file (7.3.10): its number, the value, and "endobj"; or of a
 * stream only the dictionary, so that `at` is where its bytes start. False where it is none. */
bool lexer_indirect(struct lexer *lexer, int64_t *number, struct object *object);

/* The value of `key` in a dictionary, unresolved; an object of kind null where there is none.
 */
const struct object *object_entry(const struct object *dict, const char *key);

/* The bytes of a string, name or operator, escapes resolved; empty for anything else. */
struct text object_text(const struct object *object);

/* The value of a whole number, `otherwise` for anything else. */
int64_t object_whole(const struct object *object, int64_t otherwise);

/* Whether `object` is the name `name`. */
bool object_is_name(const struct object *object, const char *name);

/* An integer or real in millionths; 0 for anything else. */
int64_t object_millionths(const struct object *object);

/* A name as text to print; empty where it is none, or one that is no UTF-8 (7.3.5). */
struct text object_printable(const struct object *name);

/* A text string (7.9.2.2) as UTF-8, from UTF-16 with its mark, UTF-8 with its mark, or ASCII.
 */
struct text object_words(struct arena *arena, const struct object *string);

#endif
