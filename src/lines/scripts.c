/* Breaks between characters, from libunibreak; see scripts.h. */
#include "lines/scripts.h"

#include <linebreak.h>

/* Han, kana, Hangul, bopomofo and the signs that go with them. */
static bool is_dense(uint32_t rune)
{
    return (rune >= 0x1100 && rune <= 0x11FF) || (rune >= 0x2E80 && rune <= 0x9FFF) ||
           (rune >= 0xAC00 && rune <= 0xD7FF) || (rune >= 0xF900 && rune <= 0xFAFF) ||
           (rune >= 0xFE30 && rune <= 0xFE4F) || (rune >= 0xFF00 && rune <= 0xFFEF) ||
           (rune >= 0x20000 && rune <= 0x3FFFF);
}

bool scripts_dense(struct text text)
{
    for (size_t at = 0; at < text.length;) {
        if ((unsigned char)text.bytes[at] < 0xE1) {
            at++;
            continue;
        }
        if (is_dense(text_next(text, &at)))
            return text_invalid(text) == text.length; /* else the library would end the run */
    }
    return false;
}

/* Small kana and the long vowel sign, which start no line where kinsoku is kept strictly (UAX
 * 14, class CJ; JIS X 4051): the library lets them. */
static bool starts_none(uint32_t rune)
{
    static const char small[] = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶー";
    struct text list = {small, sizeof small - 1};
    for (size_t at = 0; at < list.length;)
        if (text_next(list, &at) == rune)
            return true;
    return (rune >= 0x31F0 && rune <= 0x31FF) || (rune >= 0xFF67 && rune <= 0xFF70);
}

void scripts_breaks(struct arena *arena, struct text text, struct text language, char *breaks)
{
    set_linebreaks_utf8((const utf8_t *)text.bytes, text.length,
                        text_string(arena, text_slice(language, 0, 2)), breaks);
}

size_t scripts_stretch(struct text text, size_t from, const char *breaks)
{
    size_t at = from;
    bool dense = is_dense(text_next(text, &at));
    while (at < text.length) {
        size_t next = at;
        uint32_t rune = text_next(text, &next);
        bool after = is_dense(rune);
        if ((dense || after) && breaks[at - 1] == LINEBREAK_ALLOWBREAK && !starts_none(rune))
            return at;
        dense = after;
        at = next;
    }
    return text.length;
}
