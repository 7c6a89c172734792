/*
 * Takes a closed structure, gives its objects: elements, the tree from content back to its
 * elements, IDs and shared attributes (ISO 32000-1, 14.7). Elements are most of a file's
 * objects, so that each says only what differs from the default.
 */
#include "pdf/roles.h"
#include "pdf/structure.h"
#include "pdf/syntax.h"
#include "pdf/tree.h"

static uint32_t element_object(const struct structure *structure, uint32_t tag)
{
    return structure->first_element + structure->element[tag] - 1;
}

/* ---- kids -------------------------------------------------------------------------------*/

/* The kids of one element while they are written. */
struct kids {
    const struct structure *structure;
    struct buffer *out;
    uint32_t page; /* /Pg of the element; NO_TAG while there is none */
    size_t count;
};

/* The page of the first piece below `tag` that is its own. */
static uint32_t first_page(const struct structure *structure, uint32_t tag);

static void put_other_page(struct kids *kids, const char *type, uint32_t page)
{
    buffer_string(kids->out, "<</Type/");
    buffer_string(kids->out, type);
    if (page != kids->page) {
        buffer_string(kids->out, "/Pg");
        put_reference(kids->out, kids->structure->first_page + page);
    }
}

static void put_pieces(struct kids *kids, uint32_t tag)
{
    const struct structure *structure = kids->structure;
    for (uint32_t at = structure->tag_pieces[tag].first; at != 0;) {
        const struct piece *piece = &structure->pieces.items[at - 1];
        uint32_t number = at - 1 - structure->page_start[piece->page];
        if (piece->page != kids->page) {
            put_other_page(kids, "MCR", piece->page);
            buffer_string(kids->out, "/MCID ");
            buffer_number(kids->out, number);
            buffer_string(kids->out, ">>");
        } else {
            put_gap(kids->out);
            buffer_number(kids->out, number);
        }
        kids->count++;
        at = piece->link.next;
    }
}

static void put_annotations(struct kids *kids, uint32_t tag)
{
    const struct structure *structure = kids->structure;
    for (uint32_t at = structure->tag_annotations[tag].first; at != 0;) {
        const struct annotation *annotation = &structure->annotations[at - 1];
        put_other_page(kids, "OBJR", annotation->page);
        buffer_string(kids->out, "/Obj");
        put_reference(kids->out, structure->first_annotation + at - 1);
        buffer_string(kids->out, ">>");
        kids->count++;
        at = annotation->link.next;
    }
}

/* The tag after `at` in the walk below `root` that does not go into other elements; `root`
 * when the walk is over. */
static uint32_t next_below(const struct structure *structure, uint32_t root, uint32_t at)
{
    const struct tag *tags = structure->pages->tags;
    if ((at == root || structure->element[at] == 0) && tags[at].first != NO_TAG)
        return tags[at].first;
    while (at != root && tags[at].next == NO_TAG)
        at = tags[at].parent;
    return at == root ? root : tags[at].next;
}

static uint32_t first_page(const struct structure *structure, uint32_t tag)
{
    uint32_t at = tag;
    do {
        uint32_t piece = structure->tag_pieces[at].first;
        if ((at == tag || structure->element[at] == 0) && piece != 0)
            return structure->pieces.items[piece - 1].page;
        at = next_below(structure, tag, at);
    } while (at != tag);
    uint32_t annotation = structure->tag_annotations[tag].first;
    return annotation == 0 ? NO_TAG : structure->annotations[annotation - 1].page;
}

/* A list of one kid needs no brackets. */
static void put_kids(const struct structure *structure, uint32_t tag, uint32_t page,
                     struct buffer *out)
{
    struct kids kids = {structure, out, page, 0};
    buffer_string(out, "/K");
    size_t bracket = out->length;
    buffer_byte(out, '[');
    put_pieces(&kids, tag);
    for (uint32_t at = next_below(structure, tag, tag); at != tag;
         at = next_below(structure, tag, at)) {
        if (structure->element[at] == 0) {
            put_pieces(&kids, at);
        } else {
            put_reference(out, element_object(structure, at));
            kids.count++;
        }
    }
    put_annotations(&kids, tag);
    if (kids.count == 0)
        out->length = bracket - 2;
    else if (kids.count == 1)
        out->bytes[bracket] = ' ';
    else
        buffer_byte(out, ']');
}

/* ---- attributes -------------------------------------------------------------------------*/

static const char *const scope_names[] = {"", "Column", "Row", "Both"};
static const char *const numbering_names[] = {"", "Disc", "Circle", "Square", "Decimal"};

static void put_attribute(struct buffer *out, const char *owner, const char *key,
                          const char *name)
{
    buffer_string(out, "/O/");
    buffer_string(out, owner);
    buffer_byte(out, '/');
    buffer_string(out, key);
    buffer_byte(out, '/');
    buffer_string(out, name);
    buffer_byte(out, '\n');
}

/* The attributes of a cell that has more than a scope. */
static void put_cell(const struct structure *structure, const struct tag *tag,
                     struct buffer *out)
{
    buffer_string(out, "/A<</O/Table");
    if (tag->column_span > 1) {
        buffer_string(out, "/ColSpan ");
        buffer_number(out, tag->column_span);
    }
    if (tag->row_span > 1) {
        buffer_string(out, "/RowSpan ");
        buffer_number(out, tag->row_span);
    }
    if (tag->scope != SCOPE_NONE) {
        buffer_string(out, "/Scope/");
        buffer_string(out, scope_names[tag->scope]);
    }
    if (tag->header_count > 0)
        buffer_string(out, "/Headers[");
    for (uint32_t i = 0; i < tag->header_count; i++)
        put_bytes(out, structure_identifier(structure, tag->headers[i]));
    buffer_string(out, tag->header_count > 0 ? "]>>" : ">>");
}

static void put_box(const struct pages *pages, const struct tag *tag, struct buffer *out)
{
    enum tag_role above = pages->tags[tag->parent].role;
    buffer_string(out, "/A<</O/Layout");
    if (role_fits(TAG_P, above))
        buffer_string(out, "/Placement/Block");
    buffer_string(out, "/BBox[");
    put_length(out, tag->box[0]);
    put_length(out, pages->height - tag->box[3]);
    put_length(out, tag->box[2]);
    put_length(out, pages->height - tag->box[1]);
    buffer_string(out, "]>>");
}

static void put_shared(struct buffer *out, uint32_t object)
{
    buffer_string(out, "/A");
    put_reference(out, object);
}

/* Whether a cell has a scope at most. */
static bool is_plain(const struct tag *cell)
{
    return cell->column_span <= 1 && cell->row_span <= 1 && cell->header_count == 0;
}

static void put_attributes(const struct structure *structure, const struct tag *tag,
                           struct buffer *out)
{
    bool cell = tag->role == TAG_TH || tag->role == TAG_TD;
    if (cell && !is_plain(tag))
        put_cell(structure, tag, out);
    else if (cell && tag->scope != SCOPE_NONE)
        put_shared(out, structure->scopes[tag->scope]);
    else if (tag->role == TAG_L && tag->numbering != NUMBERING_NONE)
        put_shared(out, structure->numberings[tag->numbering]);
    else if (tag->role == TAG_FIGURE)
        put_box(structure->pages, tag, out);
    else if (tag->role == TAG_FORM_BLANK)
        /* a Form without a widget needs a role (14.8.5.6; ISO 14289-1, 7.18.4); poppler's table
         * of attributes has none for Form, and pdfinfo -struct warns of every one */
        buffer_string(out, "/A<</O/PrintField/Role/tv>>");
}

/* Scopes and numberings recur in tens of thousands of elements: one object for each. */
static void share_attributes(struct structure *structure, struct writer *writer)
{
    for (uint32_t i = 0; i < structure->element_count; i++) {
        const struct tag *tag = &structure->pages->tags[structure->elements[i]];
        bool cell = tag->role == TAG_TH || tag->role == TAG_TD;
        bool list = tag->role == TAG_L && tag->numbering != NUMBERING_NONE;
        if (!list && !(cell && tag->scope != SCOPE_NONE && is_plain(tag)))
            continue;
        uint32_t *shared =
            list ? &structure->numberings[tag->numbering] : &structure->scopes[tag->scope];
        if (*shared != 0)
            continue;
        struct buffer out = buffer_new(&writer->job->arena);
        put_attribute(&out, list ? "List" : "Table", list ? "ListNumbering" : "Scope",
                      list ? numbering_names[tag->numbering] : scope_names[tag->scope]);
        HPDF_Dict object = object_new(writer);
        object_entries(writer, object, buffer_text(&out));
        *shared = object_number(object);
    }
}

/* ---- elements ---------------------------------------------------------------------------*/

static void put_string(struct buffer *out, const char *key, struct text text)
{
    if (text.length == 0)
        return;
    buffer_string(out, key);
    put_text(out, text);
}

static void write_element(const void *context, uint32_t index, struct buffer *out)
{
    const struct structure *structure = context;
    uint32_t number = structure->elements[index];
    const struct tag *tag = &structure->pages->tags[number];
    buffer_string(out, "/S/");
    buffer_string(out, role_type(tag));
    buffer_string(out, "/P");
    put_reference(
        out, number == 0 ? structure->root
                         : element_object(structure, structure_owner(structure, tag->parent)));
    uint32_t page = first_page(structure, number);
    if (page != NO_TAG) {
        buffer_string(out, "/Pg");
        put_reference(out, structure->first_page + page);
    }
    put_kids(structure, number, page, out);
    put_attributes(structure, tag, out);
    put_string(out, "/Lang", number == 0 ? TEXT("") : tag->language);
    put_string(out, "/Alt", tag->alternative);
    put_string(out, "/ActualText", tag->actual);
    put_string(out, "/E", tag->expansion);
    if (tag->id.length > 0 || tag->role == TAG_NOTE) {
        buffer_string(out, "/ID");
        put_bytes(out, structure_identifier(structure, number));
    }
}

/* ---- trees ------------------------------------------------------------------------------*/

static void put_parent_key(const void *context, uint32_t index, struct buffer *out)
{
    (void)context;
    buffer_number(out, index);
}

static void put_parent(const void *context, uint32_t index, struct buffer *out)
{
    const struct structure *structure = context;
    if (index >= structure->key_count) {
        const struct annotation *annotation =
            &structure->annotations[index - structure->key_count];
        uint32_t tag = structure->pages->links[annotation->area->link].tag;
        put_reference(out, element_object(structure, structure_owner(structure, tag)));
        return;
    }
    uint32_t page = structure->key_pages[index];
    buffer_byte(out, '[');
    for (uint32_t i = structure->page_start[page]; i < structure->page_start[page + 1]; i++) {
        uint32_t tag = structure->pieces.items[i].tag;
        put_reference(out, element_object(structure, structure_owner(structure, tag)));
    }
    buffer_byte(out, ']');
}

static void put_id(const void *context, uint32_t index, struct buffer *out)
{
    const struct structure *structure = context;
    put_bytes(out, structure->identifiers.items[index].text);
}

static void put_id_element(const void *context, uint32_t index, struct buffer *out)
{
    const struct structure *structure = context;
    put_reference(out, element_object(structure, structure->identifiers.items[index].tag));
}

static void put_root(struct structure *structure, struct writer *writer, struct buffer *out)
{
    uint32_t keys = structure->key_count + structure->annotation_count;
    struct tree parents = {"Nums", keys, put_parent_key, put_parent, structure};
    struct tree ids = {"Names", (uint32_t)structure->identifiers.count, put_id, put_id_element,
                       structure};
    buffer_string(out, "/Type/StructTreeRoot/K");
    put_reference(out, structure->first_element);
    buffer_string(out, "/ParentTree<<");
    buffer_add(out, tree_write(writer, parents));
    buffer_string(out, ">>/ParentTreeNextKey ");
    buffer_number(out, keys);
    if (ids.count > 0) {
        buffer_string(out, "/IDTree<<");
        buffer_add(out, tree_write(writer, ids));
        buffer_string(out, ">>");
    }
    buffer_add(out, role_map());
}

uint32_t structure_write(struct structure *structure, struct writer *writer)
{
    share_attributes(structure, writer);
    HPDF_Dict root = object_new(writer);
    structure->root = object_number(root);
    structure->first_element =
        series_new(writer, structure->element_count, write_element, structure);
    struct buffer out = buffer_new(&writer->job->arena);
    put_root(structure, writer, &out);
    object_entries(writer, root, buffer_text(&out));
    return structure->root;
}
