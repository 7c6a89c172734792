/*
 * Takes letters as the structure tree comes upon them, gives words.
 * White space ends a word; so does another block, and a line's end where no hyphen says that
 * the word goes on. Whether a line's end without a space is the end of a word or a place inside
 * one ("well-known", an address) is left to the comparison.
 */
#include "proof/expected.h"
#include "proof/reading.h"

static bool is_space(uint32_t rune)
{
    return rune == ' ' || (rune >= 0x9 && rune <= 0xD) || rune == 0xA0 || rune == 0x1680 ||
           (rune >= 0x2000 && rune <= 0x200A) || rune == 0x2028 || rune == 0x2029 ||
           rune == 0x202F || rune == 0x205F || rune == 0x3000;
}

/* Characters that ask for a behaviour and show nothing (Unicode, Default_Ignorable). */
static bool is_silent(uint32_t rune)
{
    return rune == LETTER_HYPHEN || (rune >= 0x200B && rune <= 0x200F) ||
           (rune >= 0x202A && rune <= 0x202E) || (rune >= 0x2060 && rune <= 0x2064) ||
           rune == 0xFEFF || (rune >= 0xFE00 && rune <= 0xFE0F);
}

size_t rune_plain(uint32_t rune, uint32_t plain[3])
{
    static const char *const ligatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    plain[0] = is_space(rune) ? LETTER_SPACE : rune;
    if (is_silent(rune))
        return 0;
    if (rune < 0xFB00 || rune > 0xFB06)
        return 1;
    const char *letters = ligatures[rune - 0xFB00];
    size_t count = 0;
    for (; letters[count] != '\0'; count++)
        plain[count] = (unsigned char)letters[count];
    return count;
}

void words_start(struct proof *proof)
{
    struct arena *arena = &proof->job->arena;
    size_t letters = 0;
    for (size_t i = 0; i < proof->page_count; i++)
        letters += proof->pages[i].letter_count;
    proof->letters.room = letters + letters / 64;
    proof->letters.items = arena_array(arena, proof->letters.room, sizeof(struct letter));
    proof->words.room = proof->wants->list.count + proof->wants->list.count / 64;
    proof->words.items = arena_array(arena, proof->words.room, sizeof(struct word));
    proof->seam.text = buffer_new(arena);
}

/* ---- ends of words ----------------------------------------------------------------------*/

static void end_word(struct proof *proof)
{
    if (!proof->seam.open)
        return;
    struct word *word = &proof->words.items[proof->words.count - 1];
    word->end = (uint32_t)proof->letters.count;
    word->text = text_copy(&proof->job->arena, buffer_text(&proof->seam.text));
    word->hash = text_hash(word->text);
    proof->seam.text.length = 0;
    proof->seam.open = false;
}

static void separate(struct proof *proof, enum joint joint)
{
    struct seam *seam = &proof->seam;
    if (seam->hyphen && joint == JOINT_LINE)
        return;
    seam->hyphen = false;
    end_word(proof);
    seam->space = seam->space || joint == JOINT_SPACE;
    seam->other_block = seam->other_block || joint == JOINT_BLOCK;
}

static void start_word(struct proof *proof, uint32_t element, uint32_t page)
{
    struct seam *seam = &proof->seam;
    struct word *word = array_push(&proof->job->arena, &proof->words);
    word->element = element;
    word->page = page;
    word->marked = seam->marked;
    word->first = (uint32_t)proof->letters.count;
    word->before = seam->other_block ? JOINT_BLOCK : seam->space ? JOINT_SPACE : JOINT_LINE;
    seam->open = true;
    seam->space = seam->other_block = false;
}

/* ---- letters ----------------------------------------------------------------------------*/

static void add_letter(struct proof *proof, uint32_t element, uint32_t page,
                       struct letter letter)
{
    uint32_t plain[3];
    if (letter.rune == LETTER_BREAK && letter.font == NO_FONT) {
        separate(proof, JOINT_LINE);
        return;
    }
    if (letter.rune == LETTER_HYPHEN)
        proof->seam.hyphen = proof->seam.open;
    size_t count = rune_plain(letter.rune, plain);
    for (size_t i = 0; i < count; i++) {
        if (plain[i] == LETTER_SPACE) {
            separate(proof, JOINT_SPACE);
            continue;
        }
        if (!proof->seam.open)
            start_word(proof, element, page);
        letter.rune = plain[i];
        *array_push(&proof->job->arena, &proof->letters) = letter;
        buffer_rune(&proof->seam.text, letter.rune);
        proof->seam.hyphen = false;
    }
}

static void change_block(struct proof *proof, uint32_t element)
{
    uint32_t block = proof->elements.items[element].block;
    if (block != proof->seam.block || proof->words.count == 0) {
        separate(proof, JOINT_BLOCK);
        proof->seam.placed = false;
    }
    proof->seam.block = block;
}

void words_marked(struct proof *proof, uint32_t element, uint32_t page,
                  const struct marked *marked)
{
    struct seam *seam = &proof->seam;
    change_block(proof, element);
    if (seam->placed && marked->shown &&
        (page != seam->page || pen_breaks(seam->pen, marked->from)))
        separate(proof, JOINT_LINE);
    seam->marked = marked;
    for (uint32_t i = marked->first; i < marked->end; i++)
        add_letter(proof, element, page, proof->pages[page].letters[i]);
    if (!marked->shown)
        return;
    seam->page = page;
    seam->pen = marked->to;
    seam->placed = true;
}

void words_text(struct proof *proof, uint32_t element, struct text text)
{
    change_block(proof, element);
    proof->seam.marked = NULL;
    for (size_t at = 0; at < text.length;) {
        struct letter letter = {text_next(text, &at), NO_FONT, 0};
        if (letter.rune == LETTER_BREAK)
            letter.rune = LETTER_SPACE;
        add_letter(proof, element, proof->seam.page, letter);
    }
    proof->seam.placed = false;
}

/* ---- faults of glyphs -------------------------------------------------------------------*/

static void keep_fault(struct proof *proof, enum diag_id id, const struct font *font,
                       uint32_t number, uint32_t word)
{
    const struct code *code = &font->codes[number];
    struct fault *fault = fault_add(proof, id, word);
    fault->said[0] = said_text(proof, font->name);
    fault->said[1] = code->text.length > 0 && (code->faults & CODE_UNREAD) == 0
                         ? said_text(proof, code->text)
                         : said_number(proof, number);
    if (id != DIAG_PROOF_WIDTH)
        return;
    fault->said[2] = said_number(proof, font_advance(font, number));
    fault->said[3] = said_number(proof, code->width / 1000000);
}

/* Keeps each fault of a code once, at `word`. */
static void code_faults(struct proof *proof, const struct font *font, uint32_t number,
                        uint32_t word)
{
    struct code *code = &font->codes[number];
    unsigned faults = code->judged && !code->reported ? code->faults : 0;
    if ((faults & CODE_NO_GLYPH) != 0)
        keep_fault(proof, DIAG_PROOF_GLYPH_MISSING, font, number, word);
    if ((faults & CODE_EMPTY) != 0)
        keep_fault(proof, DIAG_PROOF_GLYPH_EMPTY, font, number, word);
    if ((faults & CODE_WIDTH) != 0)
        keep_fault(proof, DIAG_PROOF_WIDTH, font, number, word);
    if ((faults & CODE_UNREAD) != 0)
        keep_fault(proof, DIAG_PROOF_UNREAD, font, number, word);
    code->reported = code->reported || faults != 0;
}

void words_end(struct proof *proof)
{
    end_word(proof);
    for (size_t w = 0; w < proof->words.count; w++)
        for (uint32_t i = proof->words.items[w].first; i < proof->words.items[w].end; i++) {
            struct letter letter = proof->letters.items[i];
            if (letter.font == NO_FONT)
                continue;
            struct font *font = proof->fonts.items[letter.font];
            if (font->codes[letter.code].faults != 0)
                code_faults(proof, font, letter.code, (uint32_t)w);
        }
    for (size_t f = 0; f < proof->fonts.count; f++)
        for (uint32_t n = 0; n < proof->fonts.items[f]->code_count; n++)
            code_faults(proof, proof->fonts.items[f], n, NO_WORD);
}
