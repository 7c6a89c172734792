/* Takes attributes that say where a block stands, gives it its place; see placing.h. */
#include "document/placing.h"

/* The place in `words` of what attribute `name` says, from 1 on; 0 where it is not written, or
 * reported as none of `said`. */
static int chosen(struct reader *reader, const struct attributes *attributes, const char *name,
                  const char *const *words, const char *said)
{
    const struct located *value = attributes_value(attributes, name);
    if (value == NULL)
        return 0;
    for (int i = 0; words[i] != NULL; i++)
        if (text_is(value->text, words[i]))
            return i + 1;
    diag(reader->job, DIAG_ATTRIBUTE_VALUE, value->span, reader_string(reader, value->text),
         said, NULL);
    return 0;
}

/* part=b: the second of several that share a number. */
static void take_letter(struct reader *reader, const struct attributes *attributes,
                        struct block *block)
{
    const struct located *value = attributes_value(attributes, "part");
    if (value == NULL)
        return;
    if (value->text.length == 1 && value->text.bytes[0] >= 'a' && value->text.bytes[0] <= 'z')
        block->letter = value->text.bytes[0];
    else
        diag(reader->job, DIAG_ATTRIBUTE_VALUE, value->span, reader_string(reader, value->text),
             "one letter from a to z", NULL);
}

void placing_take(struct reader *reader, const struct attributes *attributes,
                  struct block *block)
{
    static const char *const floats[] = {"here", "top", "bottom", "page", "margin", NULL};
    static const char *const turns[] = {"portrait", "landscape", NULL};
    static const char *const widths[] = {"text", "full", NULL};
    block->floating = (enum block_float)chosen(reader, attributes, "float", floats,
                                               "here, top, bottom, page or margin");
    block->turn = (enum block_turn)chosen(reader, attributes, "orientation", turns,
                                          "portrait or landscape");
    bool table = block->kind == BLOCK_TABLE;
    block->width = (enum block_width)chosen(reader, attributes, "width", widths,
                                            table ? "text or full; columns have widths=\"1 2\""
                                                  : "text or full");
    take_letter(reader, attributes, block);
}

void placing_copy(const struct block *from, struct block *to)
{
    to->floating = from->floating;
    to->turn = from->turn;
    to->width = from->width;
}
