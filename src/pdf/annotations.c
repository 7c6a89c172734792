/*
 * Takes the link areas of pages, gives link annotations (ISO 32000-1, 12.5.6.5): printed, with
 * no border, and with words for whoever cannot see them (ISO 14289-1, 7.18).
 */
#include "pdf/annotations.h"

#include "pdf/outline.h"
#include "pdf/syntax.h"

/* An address in ASCII: all other bytes, and what could end the string, as %XX (RFC 3986). */
static void put_address(struct buffer *out, struct text url)
{
    buffer_byte(out, '(');
    for (size_t i = 0; i < url.length; i++) {
        unsigned char byte = (unsigned char)url.bytes[i];
        if (byte <= 0x20 || byte >= 0x7F || byte == '"' || byte == '<' || byte == '>') {
            buffer_byte(out, '%');
            put_hex(out, byte, 2);
        } else {
            put_byte(out, byte);
        }
    }
    buffer_byte(out, ')');
}

static void write_annotation(const void *context, uint32_t index, struct buffer *out)
{
    const struct structure *structure = context;
    const struct pages *pages = structure->pages;
    const struct annotation *annotation = &structure->annotations[index];
    const struct link_area *area = annotation->area;
    const struct link *link = &pages->links[area->link];
    buffer_string(out, "/Subtype/Link/F 4/Border[0 0 0]/Rect[");
    put_tenth(out, area->left);
    put_tenth(out, pages->height - area->bottom);
    put_tenth(out, area->right);
    put_tenth(out, pages->height - area->top);
    buffer_string(out, "]/StructParent ");
    buffer_number(out, structure_annotation_key(structure, index));
    buffer_string(out, "/Contents");
    put_text(out, link->contents);
    if (link->url.length > 0) {
        buffer_string(out, "/A<</S/URI/URI");
        put_address(out, link->url);
        buffer_string(out, ">>");
    } else if (link->destination < pages->destination_count) {
        buffer_string(out, "/Dest");
        put_destination(out, pages, link->destination, structure->first_page);
    }
}

void annotations_write(struct writer *writer, struct structure *structure)
{
    structure->first_annotation =
        series_new(writer, structure->annotation_count, write_annotation, structure);
}

void put_annotations_of(const struct structure *structure, uint32_t page, struct buffer *out)
{
    uint32_t from = structure->annotation_start[page];
    uint32_t to = structure->annotation_start[page + 1];
    if (from == to)
        return;
    buffer_string(out, "/Annots[");
    for (uint32_t i = from; i < to; i++)
        put_reference(out, structure->first_annotation + i);
    buffer_string(out, "]\n");
}
