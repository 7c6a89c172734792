/*
 * Letters of all scripts: what case they have, and how they sort.
 * The one idea: utf8proc knows the characters; this file asks it, and its header stays here.
 */
#include "citation/unicode.h"

#include <utf8proc.h>

uint32_t rune_to_upper(uint32_t rune)
{
    if (rune < 0x80)
        return rune >= 'a' && rune <= 'z' ? rune - 32 : rune;
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)rune);
}

uint32_t rune_to_lower(uint32_t rune)
{
    if (rune < 0x80)
        return rune >= 'A' && rune <= 'Z' ? rune + 32 : rune;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)rune);
}

bool rune_upper(uint32_t rune)
{
    if (rune < 0x80)
        return rune >= 'A' && rune <= 'Z';
    return rune_to_lower(rune) != rune;
}

bool rune_lower(uint32_t rune)
{
    if (rune < 0x80)
        return rune >= 'a' && rune <= 'z';
    return utf8proc_category((utf8proc_int32_t)rune) == UTF8PROC_CATEGORY_LL;
}

bool rune_letter(uint32_t rune)
{
    if (rune < 0x80)
        return (rune | 32) >= 'a' && (rune | 32) <= 'z';
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)rune);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

uint32_t rune_raised(uint32_t rune)
{
    if (rune < 0x80)
        return 0;
    const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)rune);
    utf8proc_int32_t parts[4];
    int class = UTF8PROC_BOUNDCLASS_START;
    if (property->decomp_type != UTF8PROC_DECOMP_TYPE_SUPER)
        return 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)rune, parts, 4, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &class);
    return count == 1 ? (uint32_t)parts[0] : 0;
}

bool rune_mark(uint32_t rune)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)rune);
    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

bool rune_space(uint32_t rune)
{
    if (rune < 0x80)
        return rune == ' ' || (rune >= 9 && rune <= 13);
    return utf8proc_category((utf8proc_int32_t)rune) == UTF8PROC_CATEGORY_ZS;
}

/* The blocks from Latin to Georgian, Cherokee …; and the additions to Latin and Greek. */
static bool rune_romanesque(uint32_t rune)
{
    return rune < 0x0590 || (rune >= 0x1E00 && rune <= 0x1FFF) ||
           (rune >= 0x2000 && rune <= 0x22FF) || (rune >= 0x2C60 && rune <= 0x2C7F) ||
           (rune >= 0xA720 && rune <= 0xA7FF) || (rune >= 0x0590 && rune <= 0x08FF);
}

bool text_romanesque(struct text text)
{
    for (size_t at = 0; at < text.length;) {
        if ((unsigned char)text.bytes[at] < 0x80) {
            at++;
            continue;
        }
        uint32_t rune = text_next(text, &at);
        if (rune_letter(rune) && !rune_romanesque(rune))
            return false;
    }
    return true;
}

struct text text_lower(struct arena *arena, struct text text)
{
    struct buffer buffer = buffer_new(arena);
    for (size_t at = 0; at < text.length;)
        buffer_rune(&buffer, rune_to_lower(text_next(text, &at)));
    return buffer_text(&buffer);
}

struct text text_upper(struct arena *arena, struct text text)
{
    struct buffer buffer = buffer_new(arena);
    for (size_t at = 0; at < text.length;)
        buffer_rune(&buffer, rune_to_upper(text_next(text, &at)));
    return buffer_text(&buffer);
}

bool text_has_upper(struct text text)
{
    for (size_t at = 0; at < text.length;)
        if (rune_upper(text_next(text, &at)))
            return true;
    return false;
}

bool text_has_lower(struct text text)
{
    for (size_t at = 0; at < text.length;)
        if (rune_lower(text_next(text, &at)))
            return true;
    return false;
}

/* --- collation ---------------------------------------------------------------------------- */

/* Letters that stand behind z, in order, or NULL. */
static const uint32_t *letters_behind_z(struct text language)
{
    static const struct {
        const char *language;
        uint32_t letters[5];
    } tails[] = {{"sv", {0xE5, 0xE4, 0xF6}},      {"fi", {0xE5, 0xE4, 0xF6}},
                 {"da", {0xE6, 0xF8, 0xE5}},      {"nb", {0xE6, 0xF8, 0xE5}},
                 {"nn", {0xE6, 0xF8, 0xE5}},      {"is", {0xFE, 0xE6, 0xF6, 0xE5}},
                 {"et", {0xF5, 0xE4, 0xF6, 0xFC}}};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (text_starts(language, tails[i].language))
            return tails[i].letters;
    return NULL;
}

static uint32_t rank_behind_z(uint32_t rune, const uint32_t *letters)
{
    for (uint32_t i = 0; letters && i < 5 && letters[i]; i++)
        if (letters[i] == rune)
            return i + 1;
    return 0;
}

/* Four bytes a letter: its class first (space, punctuation, symbol, digit, letter). */
static void primary_add(struct buffer *key, uint32_t rune, uint32_t behind)
{
    unsigned char class;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)rune);
    if (behind) {
        class = 6;
        rune = 'z' + behind;
    } else if (rune_space(rune)) {
        class = 1;
    } else if (category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO) {
        class = 2;
    } else if (category >= UTF8PROC_CATEGORY_SM && category <= UTF8PROC_CATEGORY_SO) {
        class = 3;
    } else if (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO) {
        class = 4;
    } else {
        class = 6;
    }
    buffer_byte(key, (char)class);
    buffer_byte(key, (char)(rune >> 16 & 0xFF));
    buffer_byte(key, (char)(rune >> 8 & 0xFF));
    buffer_byte(key, (char)(rune & 0xFF));
}

/* Letters that decompose to two for sorting though not in Unicode's normal forms. */
static const char *expansion(uint32_t rune)
{
    switch (rune) {
    case 0xE6:
        return "ae";
    case 0x153:
        return "oe";
    case 0xDF:
        return "ss";
    case 0xF8:
        return "o";
    case 0x142:
        return "l";
    case 0x111:
        return "d";
    case 0xF0:
        return "d";
    case 0xFE:
        return "th";
    case 0x131:
        return "i";
    case 0x2019:
        return "'";
    default:
        return NULL;
    }
}

struct levels {
    struct buffer primary, accents, cases;
};

static char ascii_class(char byte)
{
    if (text_alpha(byte))
        return 6;
    if (text_digit(byte))
        return 4;
    if (byte == ' ' || (byte >= 9 && byte <= 13))
        return 1;
    bool symbol = byte == '$' || byte == '+' || byte == '<' || byte == '=' || byte == '>' ||
                  byte == '^' || byte == '`' || byte == '|' || byte == '~';
    return symbol ? 3 : 2;
}

static void ascii_add(struct levels *levels, char byte)
{
    bool upper = byte >= 'A' && byte <= 'Z';
    char key[4] = {ascii_class(byte), 0, 0, upper ? (char)(byte | 32) : byte};
    buffer_add(&levels->primary, (struct text){key, sizeof key});
    buffer_byte(&levels->accents, 1);
    buffer_byte(&levels->cases, upper ? 2 : 1);
}

static void levels_add(struct levels *levels, uint32_t rune, const uint32_t *behind_z)
{
    if (rune < 0x80) {
        ascii_add(levels, (char)rune);
        return;
    }
    uint32_t lower = rune_to_lower(rune);
    uint32_t behind = rank_behind_z(lower, behind_z);
    utf8proc_int32_t parts[8];
    int class = UTF8PROC_BOUNDCLASS_START;
    const char *letters = behind ? NULL : expansion(lower);
    buffer_byte(&levels->cases, lower == rune ? 1 : 2);
    if (behind) {
        primary_add(&levels->primary, lower, behind);
        return;
    }
    for (const char *l = letters; l && *l; l++)
        primary_add(&levels->primary, (unsigned char)*l, 0);
    if (letters) {
        buffer_byte(&levels->accents, 9);
        return;
    }
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)lower, parts, 8, UTF8PROC_DECOMPOSE, &class);
    for (utf8proc_ssize_t i = 0; i < count && i < 8; i++) {
        if (rune_mark((uint32_t)parts[i])) {
            buffer_rune(&levels->accents, (uint32_t)parts[i]);
            continue;
        }
        primary_add(&levels->primary, (uint32_t)parts[i], 0);
        buffer_byte(&levels->accents, 1);
    }
}

struct text text_sort_key(struct arena *arena, struct text text, struct text language)
{
    struct levels levels = {buffer_new(arena), buffer_new(arena), buffer_new(arena)};
    const uint32_t *behind_z = letters_behind_z(language);
    for (size_t at = 0; at < text.length;)
        levels_add(&levels, text_next(text, &at), behind_z);
    buffer_repeat(&levels.primary, '\0', 4);
    buffer_add(&levels.primary, buffer_text(&levels.accents));
    buffer_byte(&levels.primary, '\0');
    buffer_add(&levels.primary, buffer_text(&levels.cases));
    return buffer_text(&levels.primary);
}

struct text text_folded(struct arena *arena, struct text text)
{
    struct buffer out = buffer_new(arena);
    for (size_t at = 0; at < text.length;) {
        utf8proc_int32_t parts[8];
        int class = UTF8PROC_BOUNDCLASS_START;
        uint32_t lower = rune_to_lower(text_next(text, &at));
        const char *letters = lower < 0x80 ? NULL : expansion(lower);
        if (letters)
            buffer_string(&out, letters);
        utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)lower, parts, 8,
                                                         UTF8PROC_DECOMPOSE, &class);
        for (utf8proc_ssize_t i = 0; !letters && i < count && i < 8; i++)
            if (rune_letter((uint32_t)parts[i]) || (parts[i] >= '0' && parts[i] <= '9'))
                buffer_rune(&out, (uint32_t)parts[i]);
    }
    return buffer_text(&out);
}

uint32_t rune_compose(uint32_t base, uint32_t mark)
{
    utf8proc_int32_t pair[3] = {(utf8proc_int32_t)base, (utf8proc_int32_t)mark, 0};
    utf8proc_ssize_t count = utf8proc_normalize_utf32(pair, 2, UTF8PROC_COMPOSE);
    return count == 1 ? (uint32_t)pair[0] : 0;
}
