/* Takes the list of inputs, gives a make rule. */
#include "report/report.h"

/* Make reads space, # and $ (GNU make manual, 4.3 "Rule Syntax"); a newline cannot be escaped
 * and such a path is left out. */
static void add_path(struct text path, struct buffer *out)
{
    for (size_t i = 0; i < path.length; i++) {
        char byte = path.bytes[i];
        if (byte == ' ' || byte == '#' || byte == '\\')
            buffer_byte(out, '\\');
        if (byte == '$')
            buffer_byte(out, '$');
        buffer_byte(out, byte);
    }
}

static bool is_listed(const struct source *source)
{
    return source->path.length > 0 && text_find(source->path, '\n', 0) == source->path.length;
}

void report_depfile(struct job *job, struct text target, struct buffer *out)
{
    size_t count = job->sources.list.count;
    add_path(target, out);
    buffer_byte(out, ':');
    for (size_t i = 1; i < count; i++) {
        const struct source *source = job->sources.list.items[i];
        if (!is_listed(source))
            continue;
        buffer_string(out, " \\\n  ");
        add_path(source->path, out);
    }
    buffer_byte(out, '\n');
    for (size_t i = 1; i < count; i++) {
        const struct source *source = job->sources.list.items[i];
        if (!is_listed(source))
            continue;
        add_path(source->path, out);
        buffer_string(out, ":\n");
    }
}
