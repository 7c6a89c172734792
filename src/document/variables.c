/* Takes variables, metadata and settings, gives the value of a name; see variables.h. */
#include "document/variables.h"

#include "document/metadata.h"

static void put(struct reader *reader, struct text name, struct text text, bool to_fill)
{
    struct variable *variable = map_find(&reader->variables, name);
    if (variable == NULL) {
        variable = arena_alloc(reader->arena, sizeof *variable);
        variable->name = name;
        map_put(&reader->variables, name, variable);
    }
    variable->text = text;
    variable->to_fill = to_fill;
}

static void read_one(struct reader *reader, const struct value_entry *entry)
{
    const struct value *label = value_find(entry->value, "to-fill");
    if (value_is_string(entry->value)) {
        put(reader, entry->key, entry->value->text, false);
    } else if (value_is_string(label) && entry->value->count == 1) {
        put(reader, entry->key, label->text, true);
    } else {
        diag(reader->job, DIAG_VARIABLE_VALUE, entry->value->span,
             reader_string(reader, entry->key), NULL);
        put(reader, entry->key, TEXT(""), false);
    }
}

/* "review-by" as the label of a blank: "Review by". */
static struct text label_of(struct reader *reader, const char *key)
{
    struct buffer out = buffer_new(reader->arena);
    buffer_byte(&out, (char)(*key - 'a' + 'A'));
    for (key++; *key != '\0'; key++)
        buffer_byte(&out, *key == '-' ? ' ' : *key);
    return buffer_text(&out);
}

static void read_metadata(struct reader *reader)
{
    for (size_t i = 0; i < metadata_count(); i++) {
        const char *key = metadata_key(i);
        struct meta *meta = metadata_at(reader->document, i);
        if (meta->to_fill)
            put(reader, text_of(key), label_of(reader, key), true);
        else if (meta->value.text.length > 0)
            put(reader, text_of(key), meta->value.text, false);
        else
            continue;
        struct variable *variable = map_find(&reader->variables, text_of(key));
        variable->meta = meta;
    }
}

const struct setting *variables_setting(const struct reader *reader, const char *name)
{
    const struct setting *found = NULL;
    for (size_t i = 0; i < reader->settings.count; i++)
        if (text_is(reader->settings.items[i].name, name))
            found = &reader->settings.items[i];
    return found;
}

static void apply_settings(struct reader *reader)
{
    struct span nowhere = {0, 0, 0};
    for (size_t i = 0; i < reader->settings.count; i++) {
        const struct setting *setting = &reader->settings.items[i];
        if (metadata_named(setting->name) || text_is(setting->name, "citation-style"))
            continue;
        if (!map_has(&reader->variables, setting->name)) {
            struct text nearest = map_nearest(&reader->variables, setting->name);
            diag(reader->job, DIAG_SETTING_UNKNOWN, nowhere,
                 reader_string(reader, setting->name), reader_string(reader, nearest), NULL);
            continue;
        }
        put(reader, setting->name, setting->value, false);
    }
}

void variables_read(struct reader *reader, const struct value *values)
{
    read_metadata(reader);
    if (values != NULL && values->kind != VALUE_MAP)
        diag(reader->job, DIAG_VALUE_KIND, values->span, "variables", "a map",
             "what stands here", NULL);
    for (size_t i = 0; values != NULL && values->kind == VALUE_MAP && i < values->count; i++)
        read_one(reader, &values->entries[i]);
    apply_settings(reader);
}

const struct variable *variables_find(const struct reader *reader, struct text name,
                                      struct span span)
{
    struct variable *variable = map_find(&reader->variables, name);
    if (variable == NULL) {
        struct text nearest = map_nearest(&reader->variables, name);
        diag(reader->job, DIAG_VARIABLE_UNKNOWN, span, reader_string(reader, name),
             reader_string(reader, nearest), NULL);
    } else if (variable->meta != NULL) {
        variable->meta->used = true;
    }
    return variable;
}
