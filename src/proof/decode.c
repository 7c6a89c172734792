/* Takes a ToUnicode CMap, gives what codes read as; see decode.h. */
#include "proof/decode.h"

struct code *decode_room(struct font *font, struct arena *arena, uint32_t code)
{
    if (code >= CODES_MOST)
        return NULL;
    if (code >= font->code_count) {
        size_t room = font->code_count == 0 ? 256 : font->code_count;
        while (room <= code)
            room *= 2;
        font->codes = arena_grow(arena, font->codes, font->code_count * sizeof *font->codes,
                                 room * sizeof *font->codes);
        font->code_count = room;
    }
    return &font->codes[code];
}

static bool code_value(const struct object *object, uint32_t *code)
{
    if (object->kind != OBJECT_STRING || object->text.length != 2)
        return false;
    *code = (uint32_t)(unsigned char)object->text.bytes[0] << 8 |
            (unsigned char)object->text.bytes[1];
    return true;
}

/* UTF-16BE without a mark, `more` added to its last unit, as UTF-8. */
static struct text target_text(struct arena *arena, const struct object *object, uint32_t more)
{
    struct buffer units = buffer_new(arena);
    struct object marked = {.kind = OBJECT_STRING};
    buffer_string(&units, "\xFE\xFF");
    buffer_add(&units, object_text(object));
    if (units.length >= 4) {
        size_t last = units.length - 2;
        uint32_t unit = (uint32_t)(unsigned char)units.bytes[last] << 8 |
                        (unsigned char)units.bytes[last + 1];
        units.bytes[last] = (char)(unsigned char)((unit + more) >> 8);
        units.bytes[last + 1] = (char)(unsigned char)(unit + more);
    }
    marked.text = buffer_text(&units);
    return object_words(arena, &marked);
}

static bool set_code(struct file *file, struct font *font, uint32_t number, struct text text)
{
    struct code *code = decode_room(font, &file->job->arena, number);
    if (code == NULL || !file_spend(file, 32))
        return false;
    code->text = text;
    return true;
}

/* <from> <to> followed by a string for the first code, or by an array of one for each. */
static bool set_range(struct file *file, struct font *font, const struct object entry[3])
{
    struct arena *arena = &file->job->arena;
    uint32_t from = 0, to = 0;
    if (!code_value(&entry[0], &from) || !code_value(&entry[1], &to) || from > to)
        return false;
    bool list = entry[2].kind == OBJECT_ARRAY && entry[2].count == (size_t)(to - from) + 1;
    if (!list && entry[2].kind != OBJECT_STRING)
        return false;
    for (uint32_t i = 0; i <= to - from; i++) {
        struct text text =
            list ? target_text(arena, &entry[2].items[i], 0) : target_text(arena, &entry[2], i);
        if (!set_code(file, font, from + i, text))
            return false;
    }
    return true;
}

/* The entries of a block up to the word `end`: two operands each, three in ranges. */
static bool read_block(struct file *file, struct font *font, struct lexer *lexer,
                       const char *end)
{
    size_t width = text_is(text_of(end), "endbfrange") ? 3 : 2;
    struct object entry[3];
    for (size_t count = 0; lexer_next(lexer, &entry[count]);) {
        if (entry[count].kind == OBJECT_OPERATOR)
            return count == 0 && text_is(entry[0].text, end);
        if (++count < width)
            continue;
        uint32_t code = 0;
        bool right = width == 3 ? set_range(file, font, entry)
                                : code_value(&entry[0], &code) &&
                                      set_code(file, font, code,
                                               target_text(lexer->arena, &entry[1], 0));
        if (!right)
            return false;
        count = 0;
    }
    return false;
}

bool decode_read(struct file *file, struct font *font, struct text cmap)
{
    struct lexer lexer = {
        .arena = &file->job->arena, .text = cmap, .most = file->budget.memory};
    struct object object;
    while (lexer_next(&lexer, &object)) {
        if (object.kind != OBJECT_OPERATOR)
            continue;
        if (text_is(object.text, "beginbfchar") && !read_block(file, font, &lexer, "endbfchar"))
            return false;
        if (text_is(object.text, "beginbfrange") &&
            !read_block(file, font, &lexer, "endbfrange"))
            return false;
    }
    return !lexer.bad;
}
