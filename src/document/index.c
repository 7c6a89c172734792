/* Index terms from marked spans to sorted entries; see index.h. */
#include "document/index.h"

#include <stdlib.h>
#include <string.h>

#include "document/collate.h"
#include "document/wording.h"

/* ---- paths
 * ---------------------------------------------------------------------------------*/

/* The levels of a written path, trimmed; reports none, an empty one, or too many. */
struct path {
    size_t count;
    struct text levels[INDEX_DEEP];
};

static bool path_read(struct reader *reader, struct text written, struct span span,
                      struct path *path)
{
    path->count = 0;
    for (size_t at = 0; at <= written.length;) {
        size_t end = text_find(written, ';', at);
        struct text level = text_trim(text_slice(written, at, end));
        at = end + 1;
        if (level.length == 0) {
            diag(reader->job, DIAG_INDEX_EMPTY, span, NULL);
            return false;
        }
        if (path->count == INDEX_DEEP) {
            diag(reader->job, DIAG_INDEX_DEEP, span, reader_string(reader, written),
                 reader_number(reader, INDEX_DEEP), NULL);
            return false;
        }
        path->levels[path->count++] = level;
    }
    return true;
}

/* The first `count` levels as one text, the same for one entry however it was spaced. */
static struct text path_text(struct reader *reader, const struct path *path, size_t count)
{
    struct buffer out = buffer_new(reader->arena);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_string(&out, "; ");
        buffer_add(&out, path->levels[i]);
    }
    return buffer_text(&out);
}

/* The entry of that path, made with those above it where it is new. */
static struct index_entry *entry_at(struct reader *reader, const struct path *path,
                                    struct span span)
{
    struct index_entry *entry = NULL;
    for (size_t i = 0; i < path->count; i++) {
        struct text name = path_text(reader, path, i + 1);
        struct index_entry *found = map_find(&reader->index, name);
        if (found == NULL) {
            found = arena_alloc(reader->arena, sizeof *found);
            found->term = path->levels[i];
            found->level = (int)i + 1;
            found->parent = entry;
            found->span = span;
            found->key = found->letter = TEXT("");
            map_put(&reader->index, name, found);
            *array_push(reader->arena, &reader->entries) = found;
        }
        entry = found;
    }
    return entry;
}

/* ---- spans
 * ---------------------------------------------------------------------------------*/

static enum index_side side_of(struct reader *reader, const struct attributes *attributes)
{
    const struct located *range = attributes_value(attributes, "range");
    if (range == NULL)
        return INDEX_POINT;
    if (attributes_value(attributes, "index") == NULL ||
        (!text_is(range->text, "start") && !text_is(range->text, "end")))
        diag(reader->job, DIAG_INDEX_RANGE, range->span, reader_string(reader, range->text),
             NULL);
    return text_is(range->text, "end")     ? INDEX_END
           : text_is(range->text, "start") ? INDEX_START
                                           : INDEX_POINT;
}

/* `words` in a node that marks them with the entry of `path`. */
static struct inlines mark_words(struct reader *reader, const struct path *path,
                                 enum index_side side, struct inlines words, struct span span)
{
    struct inline_node *node = arena_alloc(reader->arena, sizeof *node);
    struct index_mark *mark = array_push(reader->arena, &reader->index_marks);
    uint32_t number = (uint32_t)reader->index_marks.count;
    *mark = (struct index_mark){entry_at(reader, path, span), side, 0, span};
    struct index_entry *entry = mark->entry;
    if (entry->first == 0)
        entry->first = number;
    else
        reader->index_marks.items[entry->last - 1].next = number;
    entry->last = number;
    node->kind = INLINE_INDEX;
    node->number = number - 1;
    node->text = node->expansion = TEXT("");
    node->children = words;
    node->span = span;
    return (struct inlines){1, node};
}

struct inlines index_span(struct reader *reader, const struct attributes *attributes,
                          struct inlines words, struct span span)
{
    const struct located *written = attributes_value(attributes, "index");
    enum index_side side = side_of(reader, attributes);
    struct path path;
    if (attributes_class(attributes, "index")) {
        struct buffer plain = buffer_new(reader->arena);
        document_plain(reader->document, words, &plain);
        path.count = 1;
        path.levels[0] = text_trim(buffer_text(&plain));
        if (path.levels[0].length == 0)
            diag(reader->job, DIAG_INDEX_EMPTY, span, NULL);
        else
            words = mark_words(reader, &path, INDEX_POINT, words, span);
    }
    for (size_t at = 0; written != NULL && at <= written->text.length;) {
        size_t end = text_find(written->text, '|', at);
        if (path_read(reader, text_slice(written->text, at, end), written->span, &path))
            words = mark_words(reader, &path, side, words, span);
        at = end + 1;
    }
    return words;
}

/* ---- what the document says beside
 * --------------------------------------------------------------*/

struct said {
    const struct value *see, *also, *sort;
};

static const struct field said_fields[] = {
    {.name = "see",
     .kind = FIELD_VALUE,
     .offset = offsetof(struct said, see),
     .help = "term: the term to look up in its place"},
    {.name = "see-also",
     .kind = FIELD_VALUE,
     .offset = offsetof(struct said, also),
     .help = "term: what else to look up"},
    {.name = "sort",
     .kind = FIELD_VALUE,
     .offset = offsetof(struct said, sort),
     .help = "term: what it is sorted as"},
};

static const struct field_nest said_nests[] = {
    {"see", SHAPE_NAMED, NULL, PATTERN_ANY, NULL},
    {"see-also", SHAPE_NAMED, NULL, PATTERN_ANY, NULL},
    {"sort", SHAPE_NAMED, NULL, PATTERN_ANY, NULL},
};

const struct field_table index_table = {"index", said_fields,
                                        sizeof said_fields / sizeof *said_fields, said_nests,
                                        sizeof said_nests / sizeof *said_nests};

/* Whether `map` is a map of texts, or absent; reports what is not. */
static bool is_texts(struct reader *reader, const struct value *map, const char *name)
{
    bool right = map == NULL || map->kind == VALUE_MAP;
    if (!right)
        diag(reader->job, DIAG_VALUE_KIND, map->span, name, "a map", "what stands here", NULL);
    for (size_t i = 0; right && map != NULL && i < map->count; i++)
        if (!value_is_string(map->entries[i].value)) {
            diag(reader->job, DIAG_VALUE_KIND, map->entries[i].value->span,
                 reader_string(reader, map->entries[i].key), "text", "what stands here", NULL);
            right = false;
        }
    return right && map != NULL;
}

/* The entry named at `span`, which must be there; NULL after a report. */
static struct index_entry *known_entry(struct reader *reader, struct text written,
                                       struct span span)
{
    struct path path;
    if (!path_read(reader, written, span, &path))
        return NULL;
    struct text name = path_text(reader, &path, path.count);
    struct index_entry *entry = map_find(&reader->index, name);
    if (entry != NULL)
        return entry;
    bool told = reader->job->diags.list.count < DIAG_MOST; /* or nobody reads the nearest */
    struct text nearest = told ? map_nearest(&reader->index, name) : TEXT("");
    diag(reader->job, DIAG_INDEX_UNKNOWN, span, reader_string(reader, name),
         reader_string(reader, nearest), NULL);
    return NULL;
}

static bool refers_to(struct index_entry *const *list, size_t count,
                      const struct index_entry *target)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == target)
            return true;
    return false;
}

/* Adds a reference to each of the paths of `value` to `list`, which has some already where the
 * same entry is spaced in two ways on the left; each once. */
static void add_references(struct reader *reader, const struct value *value,
                           struct index_entry ***list, size_t *count)
{
    size_t more = 1, size = sizeof **list;
    for (size_t i = 0; i < value->text.length; i++)
        more += value->text.bytes[i] == '|';
    *list = arena_grow(reader->arena, *list, *count * size, (*count + more) * size);
    for (size_t at = 0; at <= value->text.length;) {
        size_t end = text_find(value->text, '|', at);
        struct index_entry *target =
            known_entry(reader, text_slice(value->text, at, end), value->span);
        at = end + 1;
        if (target != NULL && !refers_to(*list, *count, target))
            (*list)[(*count)++] = target;
    }
}

/* The entries on the left of a map, one for each that is right; made before what stands on the
 * right is looked for, which may be one of them. */
static struct index_entry **make_entries(struct reader *reader, const struct value *map)
{
    struct index_entry **made = arena_array(reader->arena, map->count, sizeof *made);
    struct path path;
    for (size_t i = 0; i < map->count; i++)
        if (path_read(reader, map->entries[i].key, map->entries[i].key_span, &path))
            made[i] = entry_at(reader, &path, map->entries[i].key_span);
    return made;
}

static void read_sorting(struct reader *reader, const struct value *map)
{
    for (size_t i = 0; i < map->count; i++) {
        struct index_entry *entry =
            known_entry(reader, map->entries[i].key, map->entries[i].key_span);
        if (entry != NULL)
            entry->key = map->entries[i].value->text;
    }
}

static void read_said(struct reader *reader, const struct value *value)
{
    struct said said = {NULL, NULL, NULL};
    if (value == NULL)
        return;
    fields_read(reader->job, value, said_fields, index_table.count, "index", 0, &said);
    bool see = is_texts(reader, said.see, "see");
    bool also = is_texts(reader, said.also, "see-also");
    struct index_entry **seeing = see ? make_entries(reader, said.see) : NULL;
    struct index_entry **adding = also ? make_entries(reader, said.also) : NULL;
    for (size_t i = 0; see && i < said.see->count; i++)
        if (seeing[i] != NULL)
            add_references(reader, said.see->entries[i].value, &seeing[i]->see,
                           &seeing[i]->see_count);
    for (size_t i = 0; also && i < said.also->count; i++)
        if (adding[i] != NULL)
            add_references(reader, said.also->entries[i].value, &adding[i]->also,
                           &adding[i]->also_count);
    if (is_texts(reader, said.sort, "sort"))
        read_sorting(reader, said.sort);
}

/* ---- checks
 * --------------------------------------------------------------------------------*/

/* Reports an entry from which "see" leads back to itself; of several in a circle the one that
 * was written first. */
static void check_circle(struct reader *reader, const struct index_entry *entry)
{
    const struct index_entry *at = entry;
    size_t steps = 0;
    for (size_t i = 0; i < entry->also_count; i++)
        if (entry->also[i] == entry)
            diag(reader->job, DIAG_INDEX_CIRCLE, entry->span,
                 reader_string(reader, entry->term), NULL);
    while (at->see_count > 0 && steps++ <= reader->entries.count) {
        at = at->see[0];
        if (at == entry) {
            diag(reader->job, DIAG_INDEX_CIRCLE, entry->span,
                 reader_string(reader, entry->term), NULL);
            return;
        }
        if (at->see_count > 0 && at->span.start < entry->span.start)
            return;
    }
}

/* Every range that starts ends, before it starts again. */
static void check_ranges(struct reader *reader, const struct index_entry *entry)
{
    const struct index_mark *open = NULL;
    for (uint32_t i = entry->first; i != 0; i = reader->index_marks.items[i - 1].next) {
        const struct index_mark *mark = &reader->index_marks.items[i - 1];
        bool fault = mark->side == INDEX_POINT   ? false
                     : mark->side == INDEX_START ? open != NULL
                                                 : open == NULL;
        if (fault)
            diag(reader->job, DIAG_INDEX_OPEN, mark->span, reader_string(reader, entry->term),
                 mark->side == INDEX_START ? "starts again before it ends"
                                           : "ends without a start",
                 NULL);
        if (mark->side != INDEX_POINT)
            open = mark->side == INDEX_START ? mark : NULL;
    }
    if (open != NULL)
        diag(reader->job, DIAG_INDEX_OPEN, open->span, reader_string(reader, entry->term),
             "has no end", NULL);
}

/* Reports terms that differ only in what sorting does not see: most often slips. */
static void check_alike(struct reader *reader, const struct index_entry *a,
                        const struct index_entry *b)
{
    if (a->parent == b->parent && a->key.length > 0 && text_equal(a->key, b->key))
        diag(reader->job, DIAG_INDEX_ALIKE, b->span, reader_string(reader, b->term),
             reader_string(reader, a->term), NULL);
}

/* ---- sorting
 * -------------------------------------------------------------------------------*/

static int compare_level(const struct index_entry *a, const struct index_entry *b)
{
    int order = text_compare(a->key, b->key);
    return order != 0 ? order : text_compare(a->term, b->term);
}

/* Entries before those below them: compared at the first level at which they differ. */
static int by_path(const void *left, const void *right)
{
    const struct index_entry *a = *(struct index_entry *const *)left;
    const struct index_entry *b = *(struct index_entry *const *)right;
    int deeper = (a->level > b->level) - (a->level < b->level);
    while (a->level > b->level)
        a = a->parent;
    while (b->level > a->level)
        b = b->parent;
    if (a == b)
        return deeper;
    while (a->parent != b->parent) {
        a = a->parent;
        b = b->parent;
    }
    return compare_level(a, b);
}

static void make_keys(struct reader *reader)
{
    struct text language = reader->document->language.value.text;
    for (size_t i = 0; i < reader->entries.count; i++) {
        struct index_entry *entry = reader->entries.items[i];
        struct text sorted_as = entry->key.length > 0 ? entry->key : entry->term;
        entry->key = collate_key(reader->arena, sorted_as, language);
        entry->letter = collate_head(reader->arena, entry->key, language);
        if (entry->letter.length == 0)
            entry->letter = wording(wording_language(language), WORDING_SYMBOLS);
        bool any = entry->first != 0 || entry->see_count + entry->also_count > 0;
        for (struct index_entry *up = entry; any && up != NULL; up = up->parent)
            up->any = true;
    }
}

void index_finish(struct reader *reader, const struct value *value)
{
    struct document *document = reader->document;
    read_said(reader, value);
    make_keys(reader);
    size_t count = reader->entries.count;
    if (count > 0)
        qsort(reader->entries.items, count, sizeof *reader->entries.items, by_path);
    for (size_t i = 0; i < count; i++) {
        struct index_entry *entry = reader->entries.items[i];
        entry->number = i;
        check_circle(reader, entry);
        check_ranges(reader, entry);
        const struct index_entry *before = i > 0 ? reader->entries.items[i - 1] : NULL;
        while (before != NULL && before->level > entry->level)
            before = before->parent;
        if (before != NULL && before->level == entry->level)
            check_alike(reader, before, entry);
    }
    enum wording_language language = wording_language(document->language.value.text);
    document->index_see = wording(language, WORDING_SEE);
    document->index_also = wording(language, WORDING_SEE_ALSO);
    document->index = reader->entries.items;
    document->index_count = count;
    document->index_marks = reader->index_marks.items;
    document->index_mark_count = reader->index_marks.count;
}
