/* Finds and reads the chain of layouts, then walks each tree once to put named values in. */
#include "design/layers.h"

#include <unistd.h>

#include "base/map.h"
#include "design/hint.h"

/* How often a named value may stand for another one. */
#define NAMES_MOST 16

/* How long a value may grow by that. */
#define NAMED_LENGTH_MOST 1000

/* --- files ---------------------------------------------------------------------------------
 */

/* Whether `path` climbs upward anywhere. */
static bool climbs(struct text path)
{
    for (size_t at = 0; at <= path.length;) {
        size_t end = text_find(path, '/', at);
        if (text_is(text_slice(path, at, end), ".."))
            return true;
        at = end + 1;
    }
    return false;
}

static bool exists(struct job *job, struct text path)
{
    return path.length > 0 && access(text_string(&job->arena, path), F_OK) == 0;
}

static struct text joined(struct job *job, struct text folder, const char *between,
                          struct text name)
{
    struct buffer out = buffer_new(&job->arena);
    buffer_add(&out, folder);
    buffer_string(&out, between);
    buffer_add(&out, name);
    return buffer_text(&out);
}

/* `name` in the share folder, or empty text if it is not there. */
static struct text find_shared(struct job *job, struct text name)
{
    if (job->share.length == 0 || climbs(name) || text_starts(name, "/"))
        return TEXT("");
    static const char *const places[] = {"/", "/layouts/"};
    for (size_t i = 0; i < 2; i++) {
        struct text path = joined(job, job->share, places[i], name);
        if (exists(job, path))
            return path;
    }
    return TEXT("");
}

/* Where the layout called `name` at `at` lies; empty text after a report. A name from the
 * command line (no source) is taken as it is. */
static struct text find_layout(struct job *job, struct text name, struct span at)
{
    bool written = at.source != 0;
    const struct source *from = source_find(job, at.source);
    bool shared = job->share.length > 0 && written &&
                  text_starts(from->path, text_string(&job->arena, job->share));
    struct text found = TEXT("");
    if (!written && exists(job, name))
        return name;
    if (written && !shared)
        found = source_resolve(job, name, at);
    if (written && !shared && found.length == 0)
        return found;
    if (exists(job, found))
        return found;
    struct text other = find_shared(job, name);
    if (other.length > 0)
        return other;
    return found.length > 0 ? found : name;
}

/* The layout that `layer` extends, or NULL. */
static const struct value *extended(const struct value *layer)
{
    const struct value *name = value_find(layer, "extends");
    return name != NULL && name->kind == VALUE_SCALAR ? name : NULL;
}

/* Whether one of the layers read so far comes from the same file as `layer`. */
static bool seen(const struct layers *layers, const struct value *layer)
{
    for (size_t i = 0; i < layers->count; i++)
        if (layers->items[i]->span.source == layer->span.source)
            return true;
    return false;
}

/* Reads the chain, the uppermost layer first. */
static bool read_chain(struct job *job, struct text name, struct span at, struct layers *layers)
{
    for (;;) {
        struct text path = find_layout(job, name, at);
        if (path.length == 0)
            return false;
        const struct value *layer = value_read(job, path, at);
        if (layer == NULL)
            return false;
        bool loops = seen(layers, layer);
        if (loops || layers->count == LAYERS_MOST) {
            diag(job, loops ? DIAG_LAYOUT_LOOP : DIAG_LAYOUT_CHAIN, at,
                 text_string(&job->arena, name), loops ? NULL : design_number(job, LAYERS_MOST),
                 NULL);
            return false;
        }
        layers->items[layers->count++] = layer;
        const struct value *next = extended(layer);
        if (next == NULL)
            return true;
        name = next->text;
        at = next->span;
    }
}

static void turn_over(struct layers *layers)
{
    for (size_t low = 0, high = layers->count; low + 1 < high; low++, high--) {
        const struct value *kept = layers->items[low];
        layers->items[low] = layers->items[high - 1];
        layers->items[high - 1] = kept;
    }
}

/* --- named values --------------------------------------------------------------------------
 */

struct naming {
    struct job *job;
    struct map names; /* name → struct value */
    bool failed;
};

/* Notes the scalars of a map under their names; those of a map in it as "map.name". */
static void gather(struct naming *naming, const struct value *values, struct text group)
{
    for (size_t i = 0; i < values->count; i++) {
        struct value_entry *entry = &values->entries[i];
        struct text name = entry->key;
        if (group.length > 0)
            name = joined(naming->job, group, ".", name);
        if (entry->value->kind == VALUE_SCALAR) {
            map_put(&naming->names, name, entry->value);
        } else if (entry->value->kind == VALUE_MAP && group.length == 0) {
            gather(naming, entry->value, name);
        } else {
            design_report_empty(naming->job, entry);
            naming->failed = true;
        }
    }
}

static void gather_names(struct naming *naming, const struct value *layer)
{
    const struct value *values = value_find(layer, "values");
    if (values != NULL && values->kind == VALUE_MAP)
        gather(naming, values, TEXT(""));
}

/* Where the name that starts behind a "$" at `at` ends. */
static size_t name_end(struct text text, size_t at)
{
    while (at < text.length && (text_alpha(text.bytes[at]) || text_digit(text.bytes[at]) ||
                                text.bytes[at] == '-' || text.bytes[at] == '.'))
        at++;
    return at;
}

/* The next "$" with a name behind it, or the text's end. Quoted text holds none. */
static size_t next_name(const struct value *value, size_t from)
{
    if (value->kind != VALUE_SCALAR || value->quoted)
        return value->text.length;
    size_t at = text_find(value->text, '$', from);
    while (at + 1 < value->text.length && !text_alpha(value->text.bytes[at + 1]))
        at = text_find(value->text, '$', at + 1);
    return at + 1 < value->text.length ? at : value->text.length;
}

static bool has_name(const struct value *value)
{
    return value->kind == VALUE_SCALAR && next_name(value, 0) < value->text.length;
}

/* The value called `name`, used in `use`; NULL after a report. */
static const struct value *called(struct naming *naming, const struct value *use,
                                  struct text name)
{
    const struct value *found = map_find(&naming->names, name);
    if (found != NULL)
        return found;
    diag(naming->job, DIAG_NAME_UNKNOWN, use->span, text_string(&naming->job->arena, name),
         design_nearest(naming->job, &naming->names, name), NULL);
    naming->failed = true;
    return NULL;
}

/* The text with every name replaced by its value, in parentheses where something stands around
 * it. False after a report. */
static bool replace_names(struct naming *naming, struct value *value)
{
    struct text text = value->text;
    struct buffer out = buffer_new(&naming->job->arena);
    for (size_t at = 0; at < text.length;) {
        size_t dollar = next_name(value, at);
        buffer_add(&out, text_slice(text, at, dollar));
        if (dollar == text.length)
            break;
        size_t end = name_end(text, dollar + 1);
        const struct value *found = called(naming, value, text_slice(text, dollar + 1, end));
        if (found == NULL)
            return false;
        bool alone = dollar == 0 && end == text.length;
        value->quoted = alone && found->quoted;
        buffer_string(&out, alone ? "" : "(");
        buffer_add(&out, found->text);
        buffer_string(&out, alone ? "" : ")");
        at = end;
    }
    value->text = buffer_text(&out);
    return value->text.length <= NAMED_LENGTH_MOST;
}

/* What a value with names in it stands for, placed where it is used; NULL after a report. */
static struct value *stands_for(struct naming *naming, const struct value *use)
{
    struct job *job = naming->job;
    struct value *copy = arena_alloc(&job->arena, sizeof *copy);
    *copy = *use;
    for (int i = 0; i < NAMES_MOST && copy->text.length <= NAMED_LENGTH_MOST; i++) {
        if (!has_name(copy))
            return copy;
        if (!replace_names(naming, copy) && naming->failed)
            return NULL;
    }
    diag(job, DIAG_NAME_LOOP, use->span, text_string(&job->arena, use->text), NULL);
    naming->failed = true;
    return NULL;
}

static struct value *named(struct naming *naming, struct value *value);

static void name_children(struct naming *naming, struct value *value)
{
    for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++)
        value->items[i] = named(naming, value->items[i]);
    for (size_t i = 0; value->kind == VALUE_MAP && i < value->count; i++)
        value->entries[i].value = named(naming, value->entries[i].value);
}

/* `value` with names replaced, in the tree itself: nobody else holds it. Trees are at most
 * VALUE_DEPTH_MOST deep, and so is this recursion. */
static struct value *named(struct naming *naming, struct value *value)
{
    if (has_name(value)) {
        struct value *found = stands_for(naming, value);
        return found != NULL ? found : value;
    }
    name_children(naming, value);
    return value;
}

static void put_names_in(struct naming *naming, const struct value *layer)
{
    for (size_t i = 0; layer->kind == VALUE_MAP && i < layer->count; i++)
        if (!text_is(layer->entries[i].key, "values"))
            layer->entries[i].value = named(naming, layer->entries[i].value);
}

/* --- the door ------------------------------------------------------------------------------
 */

bool layers_read(struct job *job, struct text path, struct span at, struct layers *layers)
{
    layers->count = 0;
    if (!read_chain(job, path, at, layers))
        return false;
    turn_over(layers);
    struct naming naming = {job, map_new(&job->arena), false};
    for (size_t i = 0; i < layers->count; i++)
        gather_names(&naming, layers->items[i]);
    for (size_t i = 0; i < layers->count; i++)
        put_names_in(&naming, layers->items[i]);
    return !naming.failed;
}

const struct value *layers_find(const struct layers *layers, const char *group, const char *key)
{
    for (size_t i = layers->count; i-- > 0;) {
        const struct value *map = layers->items[i];
        if (group != NULL)
            map = value_find(map, group);
        const struct value *value = value_find(map, key);
        if (value != NULL)
            return value;
    }
    return NULL;
}
