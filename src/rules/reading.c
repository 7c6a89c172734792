/* Takes words and counts, gives syllables and reading levels; see reading.h. */
#include "rules/reading.h"

static char letter_of(struct text word, size_t at)
{
    char byte = at < word.length ? word.bytes[at] : '\0';
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool is_vowel(char byte)
{
    return byte == 'a' || byte == 'e' || byte == 'i' || byte == 'o' || byte == 'u' ||
           byte == 'y';
}

/* Whether the last letters are those of `ending`. */
static bool ends_in(struct text word, const char *ending)
{
    size_t length = strlen(ending);
    for (size_t i = 0; i < length; i++)
        if (word.length <= length || letter_of(word, word.length - length + i) != ending[i])
            return false;
    return true;
}

/* Whether the vowel group that the word ends in is not spoken: "made", "baked", "makes". */
static bool silent_end(struct text word)
{
    size_t end = word.length;
    char before = letter_of(word, end - 2), third = letter_of(word, end - 3);
    if (ends_in(word, "e"))
        return !is_vowel(before) && !(before == 'l' && !is_vowel(third));
    if (ends_in(word, "ed"))
        return third != 't' && third != 'd' && !is_vowel(third);
    if (ends_in(word, "es"))
        return third != 's' && third != 'x' && third != 'z' && third != 'c' && third != 'g' &&
               third != 'h' && !is_vowel(third) && third != 'l';
    return false;
}

/* Two vowels side by side that are spoken apart: "react", "via", "science", "dual". */
static bool apart(char first, char second, char before)
{
    if (first == 'i' && (second == 'a' || second == 'o' || second == 'u'))
        return before != 't' && before != 'c' && before != 's' && before != 'g' &&
               before != 'x';
    return (first == 'e' && second == 'o') || (first == 'u' && second == 'a' && before != 'q');
}

int64_t reading_syllables(struct text word)
{
    int64_t count = 0;
    bool open = false;
    if (word.length == 0 || text_digit(word.bytes[0]))
        return 1;
    for (size_t i = 0; i < word.length; i++) {
        bool vowel = is_vowel(letter_of(word, i));
        bool again = open && vowel &&
                     apart(letter_of(word, i - 1), letter_of(word, i),
                           i >= 2 ? letter_of(word, i - 2) : '\0');
        count += (vowel && !open) || again;
        open = vowel;
    }
    if (count > 1 && word.length > 2 && silent_end(word))
        count--;
    return count > 0 ? count : 1;
}

int64_t reading_grade(const struct counts *counts)
{
    if (counts->words == 0 || counts->sentences == 0)
        return 0;
    int64_t grade = 390 * counts->words / counts->sentences +
                    11800 * counts->syllables / counts->words - 15590;
    return grade > 0 ? grade : 0;
}

/* The whole part of a square root (Newton's method). */
static int64_t root(int64_t number)
{
    int64_t guess = number;
    if (number < 2)
        return number;
    for (int64_t next = (guess + 1) / 2; next < guess; next = (guess + number / guess) / 2)
        guess = next;
    return guess;
}

int64_t reading_smog(const struct counts *counts)
{
    if (counts->sentences == 0)
        return 0;
    int64_t thousandths = root(30 * counts->long_words * 1000000 / counts->sentences);
    return 3129 + 1043 * thousandths / 1000;
}
