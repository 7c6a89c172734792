/*
 * Takes passages, gives their words, numbers and signs one by one, with the sentence each
 * belongs to. The one idea: patterns of packs are compared with tokens, never with bytes, so
 * spaces, line ends, hyphens and letter case cannot hide a phrase.
 */
#ifndef RULES_TOKENS_H
#define RULES_TOKENS_H

#include "rules/prose.h"

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_SIGN };

struct token {
    size_t start, end; /* bytes of the passage */
    uint32_t hash;     /* of its bytes, ASCII letters made small */
    uint32_t sentence; /* number in the passage */
    enum token_kind kind;
    unsigned char initial; /* below 64: which letter or digit its first byte is, or a share */
    bool spaced;           /* a space, or a hyphen between words, stands before it */
};

/* Which words there may be, as bits: those of the hashes modulo 256, and those of the first
 * bytes, as in a token's `initial`. */
struct opening {
    uint64_t hashes[4];
    uint64_t initials;
};

struct tokens {
    size_t count;
    struct token *items;
    struct opening present; /* of all of them */
};

#define PRESENT_BITS 65536

/* All tokens of a document. */
struct words {
    struct tokens *passages;                 /* one for each passage of the prose */
    unsigned char present[PRESENT_BITS / 8]; /* which hashes occur, by their low bits */
};

/* The tokens of all passages, in the job's arena. */
const struct words *tokens_new(struct job *job, const struct prose *prose);

/* The next token of `text` from byte `*at` on, before byte `end`; moves `*at` behind it. False
 * if there is none. Its sentence is 0. */
bool token_next(struct text text, size_t *at, size_t end, struct token *token);

/* Whether a token with that hash may be in the document. */
bool words_have(const struct words *words, uint32_t hash);

/* Adds a word with that hash and that first byte to what there may be. */
void opening_add(struct opening *opening, uint32_t hash, char first);

/* Whether a token may be one of those. */
static inline bool opening_has(const struct opening *opening, const struct token *token)
{
    return (opening->initials >> token->initial & 1) != 0 &&
           (opening->hashes[token->hash / 64 % 4] >> token->hash % 64 & 1) != 0;
}

/* Whether one of `tokens` may be. */
bool opening_in(const struct opening *opening, const struct tokens *tokens);

/* FNV-1a over the bytes of `text`, ASCII letters made small. */
uint32_t token_hash(struct text text);

#endif
