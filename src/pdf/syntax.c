/*
 * Takes numbers, strings and references, gives PDF syntax.
 * Text strings are UTF-16BE only where they hold more than ASCII, since that takes twice the
 * bytes.
 */
#include "pdf/syntax.h"

int64_t hundredths(sp length)
{
    return length_scale(length, 100, SP_PT);
}

static bool delimits(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '[' || byte == ']' || byte == ')' ||
           byte == '>';
}

void put_gap(struct buffer *out)
{
    if (out->length > 0 && !delimits(out->bytes[out->length - 1]))
        buffer_byte(out, ' ');
}

/* `number` in units of 1/`power`, a power of ten, without zeros that say nothing. */
static void put_decimal(struct buffer *out, int64_t number, int64_t power)
{
    put_gap(out);
    if (number < 0) {
        buffer_byte(out, '-');
        number = -number;
    }
    int64_t rest = number % power;
    if (number >= power || rest == 0)
        buffer_number(out, number / power);
    if (rest == 0)
        return;
    buffer_byte(out, '.');
    while (rest > 0) {
        power /= 10;
        buffer_byte(out, (char)('0' + rest / power));
        rest %= power;
    }
}

void put_hundredths(struct buffer *out, int64_t number)
{
    put_decimal(out, number, 100);
}

void put_thousandths(struct buffer *out, int64_t number)
{
    put_decimal(out, number, 1000);
}

void put_fraction(struct buffer *out, int64_t above, int64_t below)
{
    put_decimal(out, length_scale(above, 1000000, below), 1000000);
}

void put_length(struct buffer *out, sp length)
{
    put_hundredths(out, hundredths(length));
}

void put_tenth(struct buffer *out, sp length)
{
    put_decimal(out, length_scale(length, 10, SP_PT), 10);
}

void put_reference(struct buffer *out, uint32_t object)
{
    put_gap(out);
    buffer_number(out, object);
    buffer_string(out, " 0 R");
}

void put_byte(struct buffer *out, unsigned char byte)
{
    if (byte == '(' || byte == ')' || byte == '\\') {
        buffer_byte(out, '\\');
        buffer_byte(out, (char)byte);
    } else if (byte == '\r') {
        buffer_string(out, "\\r");
    } else if (byte == '\n') {
        buffer_string(out, "\\n");
    } else {
        buffer_byte(out, (char)byte);
    }
}

void put_bytes(struct buffer *out, struct text bytes)
{
    buffer_byte(out, '(');
    for (size_t i = 0; i < bytes.length; i++)
        put_byte(out, (unsigned char)bytes.bytes[i]);
    buffer_byte(out, ')');
}

static void put_unit(struct buffer *out, uint32_t unit)
{
    put_byte(out, (unsigned char)(unit >> 8));
    put_byte(out, (unsigned char)unit);
}

static bool is_ascii(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte < 0x20 || byte > 0x7E)
            return false;
    }
    return true;
}

void put_text(struct buffer *out, struct text text)
{
    if (is_ascii(text)) {
        put_bytes(out, text);
        return;
    }
    buffer_string(out, "(\xFE\xFF");
    for (size_t at = 0; at < text.length;) {
        uint32_t rune = text_next(text, &at);
        if (rune > 0xFFFF) {
            put_unit(out, 0xD800 + ((rune - 0x10000) >> 10));
            put_unit(out, 0xDC00 + ((rune - 0x10000) & 0x3FF));
        } else {
            put_unit(out, rune);
        }
    }
    buffer_byte(out, ')');
}

void put_hex(struct buffer *out, uint32_t number, int digits)
{
    while (digits-- > 0)
        buffer_byte(out, "0123456789ABCDEF"[number >> (4 * digits) & 0xF]);
}

void put_hex_rune(struct buffer *out, uint32_t rune)
{
    if (rune > 0xFFFF) {
        put_hex(out, 0xD800 + ((rune - 0x10000) >> 10), 4);
        put_hex(out, 0xDC00 + ((rune - 0x10000) & 0x3FF), 4);
    } else {
        put_hex(out, rune, 4);
    }
}
