/* The words of hints, and numbers as messages show them. */
#include "design/hint.h"

#include "base/length.h"

/* The most names a hint lists. */
#define LISTED_MOST 24

const char *design_nearest(struct job *job, const struct map *names, struct text name)
{
    struct buffer out = buffer_new(&job->arena);
    struct text nearest = map_nearest(names, name);
    if (nearest.length > 0) {
        buffer_string(&out, "did you mean \"");
        buffer_add(&out, nearest);
        buffer_string(&out, "\"?");
    } else if (names->count > 0 && names->count <= LISTED_MOST) {
        buffer_string(&out, "known: ");
        for (size_t i = 0; i < names->count; i++) {
            buffer_string(&out, i > 0 ? ", " : "");
            buffer_add(&out, names->entries[i].key);
        }
    }
    return text_string(&job->arena, buffer_text(&out));
}

const char *design_number(struct job *job, int64_t number)
{
    struct buffer out = buffer_new(&job->arena);
    buffer_number(&out, number);
    return text_string(&job->arena, buffer_text(&out));
}

const char *design_points(struct job *job, int64_t length)
{
    struct buffer out = buffer_new(&job->arena);
    length_print(&out, length, 2);
    buffer_string(&out, " pt");
    return text_string(&job->arena, buffer_text(&out));
}

void design_report_empty(struct job *job, const struct value_entry *entry)
{
    static const char *const kinds[] = {"empty", "text", "a list", "a map"};
    bool empty = entry->value->kind == VALUE_NULL;
    diag(job, DIAG_VALUE_KIND, empty ? entry->key_span : entry->value->span,
         text_string(&job->arena, entry->key), "one value", kinds[entry->value->kind],
         empty ? "a \"#\" starts a comment: put colours in quotes" : "", NULL);
}
