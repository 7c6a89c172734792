/* Sorting keys of index terms from Unicode's decompositions; see collate.h. */
#include "document/collate.h"

#include <utf8proc.h>

/* A letter that a language counts as one of its own: behind all that starts with `after`. */
struct own_letter {
    const char *language;
    uint32_t small, capital;
    char after;
    char rank; /* among those behind the same letter */
};

static const struct own_letter own_letters[] = {
    {"sv", 0xE5, 0xC5, 'z', '1'}, {"sv", 0xE4, 0xC4, 'z', '2'}, {"sv", 0xF6, 0xD6, 'z', '3'},
    {"fi", 0xE5, 0xC5, 'z', '1'}, {"fi", 0xE4, 0xC4, 'z', '2'}, {"fi", 0xF6, 0xD6, 'z', '3'},
    {"da", 0xE6, 0xC6, 'z', '1'}, {"da", 0xF8, 0xD8, 'z', '2'}, {"da", 0xE5, 0xC5, 'z', '3'},
    {"nb", 0xE6, 0xC6, 'z', '1'}, {"nb", 0xF8, 0xD8, 'z', '2'}, {"nb", 0xE5, 0xC5, 'z', '3'},
    {"nn", 0xE6, 0xC6, 'z', '1'}, {"nn", 0xF8, 0xD8, 'z', '2'}, {"nn", 0xE5, 0xC5, 'z', '3'},
    {"no", 0xE6, 0xC6, 'z', '1'}, {"no", 0xF8, 0xD8, 'z', '2'}, {"no", 0xE5, 0xC5, 'z', '3'},
    {"es", 0xF1, 0xD1, 'n', '1'},
};

#define OWN_COUNT (sizeof own_letters / sizeof *own_letters)

/* Behind a letter in a key: that it is one of a language's own. Sorts after every letter. */
#define OWN_SIGN '\x7F'

/* Letters that Unicode does not take apart, and Greek ones, by what they are sorted as. */
static const struct spelled {
    uint32_t rune;
    const char *letters;
} spelled[] = {
    {0xDF, "ss"},       {0xE6, "ae"},    {0xF0, "d"},      {0xF8, "o"},      {0xFE, "th"},
    {0x111, "d"},       {0x127, "h"},    {0x131, "i"},     {0x142, "l"},     {0x153, "oe"},
    {0x3B1, "alpha"},   {0x3B2, "beta"}, {0x3B3, "gamma"}, {0x3B4, "delta"}, {0x3B5, "epsilon"},
    {0x3B6, "zeta"},    {0x3B7, "eta"},  {0x3B8, "theta"}, {0x3B9, "iota"},  {0x3BA, "kappa"},
    {0x3BB, "lambda"},  {0x3BC, "mu"},   {0x3BD, "nu"},    {0x3BE, "xi"},    {0x3BF, "omicron"},
    {0x3C0, "pi"},      {0x3C1, "rho"},  {0x3C2, "sigma"}, {0x3C3, "sigma"}, {0x3C4, "tau"},
    {0x3C5, "upsilon"}, {0x3C6, "phi"},  {0x3C7, "chi"},   {0x3C8, "psi"},   {0x3C9, "omega"},
};

static bool speaks(struct text language, const char *tag)
{
    return text_is(text_slice(language, 0, text_find(language, '-', 0)), tag);
}

static const struct own_letter *find_own(struct text language, uint32_t rune)
{
    for (size_t i = 0; i < OWN_COUNT; i++)
        if ((own_letters[i].small == rune || own_letters[i].capital == rune) &&
            speaks(language, own_letters[i].language))
            return &own_letters[i];
    return NULL;
}

/* What parts words: a space in the key, unless one is there. */
static void add_gap(struct buffer *key)
{
    if (key->length > 0 && key->bytes[key->length - 1] != ' ')
        buffer_byte(key, ' ');
}

/* One character of what a rune is made of, in small letters. */
static void add_part(struct buffer *key, uint32_t rune)
{
    for (size_t i = 0; i < sizeof spelled / sizeof *spelled; i++)
        if (spelled[i].rune == rune) {
            buffer_string(key, spelled[i].letters);
            return;
        }
    utf8proc_category_t kind = utf8proc_category((utf8proc_int32_t)rune);
    bool letter = kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO;
    if (letter || kind == UTF8PROC_CATEGORY_MC || kind == UTF8PROC_CATEGORY_ND)
        buffer_rune(key, rune);
    else if (kind == UTF8PROC_CATEGORY_ZS || kind == UTF8PROC_CATEGORY_PD)
        add_gap(key);
}

#define PARTS_MOST 32 /* no rune falls into more (Unicode 15: 18) */

static void add_rune(struct buffer *key, uint32_t rune, struct text language)
{
    const struct own_letter *own = find_own(language, rune);
    utf8proc_int32_t parts[PARTS_MOST];
    int state = 0;
    if (own != NULL) {
        buffer_byte(key, own->after);
        buffer_byte(key, OWN_SIGN);
        buffer_byte(key, own->rank);
        return;
    }
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)rune, parts, PARTS_MOST,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &state);
    for (utf8proc_ssize_t i = 0; i < count && i < PARTS_MOST; i++)
        add_part(key, (uint32_t)parts[i]);
}

#define DIGITS_MOST 90 /* that count; of longer numbers the first */

/* The number at `*at`: how many digits it has, then these, so that bytes compare as values. */
static void add_number(struct buffer *key, struct text plain, size_t *at)
{
    size_t start = *at, end = *at;
    while (end < plain.length && text_digit(plain.bytes[end]))
        end++;
    while (start + 1 < end && plain.bytes[start] == '0')
        start++;
    size_t count = end - start < DIGITS_MOST ? end - start : DIGITS_MOST;
    buffer_byte(key, '0');
    buffer_byte(key, (char)('!' + count));
    buffer_add(key, text_slice(plain, start, start + count));
    *at = end;
}

struct text collate_key(struct arena *arena, struct text term, struct text language)
{
    struct buffer plain = buffer_new(arena);
    for (size_t at = 0; at < term.length;)
        add_rune(&plain, text_next(term, &at), language);
    struct text letters = text_trim(buffer_text(&plain));
    struct buffer key = buffer_new(arena);
    for (size_t at = 0; at < letters.length;) {
        bool rank = at > 0 && letters.bytes[at - 1] == OWN_SIGN;
        if (text_digit(letters.bytes[at]) && !rank)
            add_number(&key, letters, &at);
        else
            buffer_byte(&key, letters.bytes[at++]);
    }
    return buffer_text(&key);
}

struct text collate_head(struct arena *arena, struct text key, struct text language)
{
    struct buffer head = buffer_new(arena);
    size_t at = 0;
    if (key.length == 0)
        return TEXT("");
    if (text_digit(key.bytes[0]))
        return TEXT("0–9");
    uint32_t first = text_next(key, &at);
    if (at + 1 < key.length && key.bytes[at] == OWN_SIGN)
        for (size_t i = 0; i < OWN_COUNT; i++)
            if ((uint32_t)(unsigned char)own_letters[i].after == first &&
                own_letters[i].rank == key.bytes[at + 1] &&
                speaks(language, own_letters[i].language)) {
                buffer_rune(&head, own_letters[i].capital);
                return buffer_text(&head);
            }
    buffer_rune(&head, (uint32_t)utf8proc_toupper((utf8proc_int32_t)first));
    return buffer_text(&head);
}
