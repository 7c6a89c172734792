/* Takes faults with their places, gives messages sorted by place; see diag.def for the texts.
 */
#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/job.h"

struct template
{
    enum severity severity;
    const char *name;
    const char *message;
    const char *hint;
};

static const struct template templates[] = {
#define DIAG(id, severity, name, message, hint) {SEVERITY_##severity, name, message, hint},
#include "base/diag.def"
#undef DIAG
};

#define ARGUMENTS_MOST 9
#define ARGUMENT_SHOWN 200 /* bytes of an argument that a message shows */

/* Appends an argument on one line: control characters become spaces, long ones are cut. */
static void add_argument(struct buffer *out, struct text argument)
{
    size_t at = 0;
    while (at < argument.length && at < ARGUMENT_SHOWN) {
        uint32_t rune = text_next(argument, &at);
        buffer_rune(out, rune < 0x20 || rune == 0x7F ? ' ' : rune);
    }
    if (at < argument.length)
        buffer_string(out, "…");
}

/* `template` with its arguments; `*missing` is set where one is absent or empty. */
static struct text filled(struct arena *arena, const char *template, const char **arguments,
                          bool *missing)
{
    struct buffer out = buffer_new(arena);
    for (const char *at = template; *at != '\0'; at++) {
        if (*at != '%' || at[1] < '1' || at[1] > '9') {
            buffer_byte(&out, *at);
            continue;
        }
        const char *argument = arguments[*++at - '1'];
        if (argument == NULL || *argument == '\0')
            *missing = true;
        else
            add_argument(&out, text_of(argument));
    }
    return buffer_text(&out);
}

/* Counts a message; whether it is also to be kept. */
static bool counted(struct diags *diags, enum severity severity)
{
    diags->warnings += severity == SEVERITY_WARNING;
    diags->errors += severity >= SEVERITY_ERROR;
    diags->fatals += severity == SEVERITY_FATAL;
    if (diags->list.count < DIAG_MOST || severity == SEVERITY_FATAL)
        return true;
    diags->dropped++;
    return false;
}

void diag(struct job *job, enum diag_id id, struct span at, ...)
{
    const struct template *template = &templates[id];
    if (!counted(&job->diags, template->severity))
        return;
    const char *arguments[ARGUMENTS_MOST] = {NULL};
    va_list list;
    va_start(list, at);
    for (size_t i = 0; i < ARGUMENTS_MOST; i++) {
        arguments[i] = va_arg(list, const char *);
        if (arguments[i] == NULL)
            break;
    }
    va_end(list);
    bool missing = false;
    struct diag *diag = array_push(&job->arena, &job->diags.list);
    diag->id = id;
    diag->severity = template->severity;
    diag->span = at;
    diag->message = filled(&job->arena, template->message, arguments, &missing);
    missing = false;
    struct text hint = filled(&job->arena, template->hint, arguments, &missing);
    diag->hint = missing ? TEXT("") : hint;
}

const char *diag_name(enum diag_id id)
{
    return templates[id].name;
}

const char *diag_error(struct job *job, int error)
{
    struct buffer words = buffer_new(&job->arena);
    const char *said = strerror(error);
    bool capital = said[0] >= 'A' && said[0] <= 'Z' && said[1] >= 'a' && said[1] <= 'z';
    buffer_byte(&words, (char)(capital ? said[0] - 'A' + 'a' : said[0]));
    buffer_string(&words, said + 1);
    return text_string(&job->arena, buffer_text(&words));
}

struct keyed {
    struct text name;
    size_t order;
    struct diag diag;
};

static int by_place(const void *left, const void *right)
{
    const struct keyed *a = left;
    const struct keyed *b = right;
    int order = text_compare(a->name, b->name);
    if (order != 0)
        return order;
    if (a->diag.span.start != b->diag.span.start)
        return a->diag.span.start < b->diag.span.start ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

void diag_sort(struct job *job)
{
    size_t count = job->diags.list.count;
    struct keyed *keyed = arena_array(&job->arena, count, sizeof *keyed);
    for (size_t i = 0; i < count; i++) {
        keyed[i].diag = job->diags.list.items[i];
        keyed[i].name = source_find(job, keyed[i].diag.span.source)->name;
        keyed[i].order = i;
    }
    qsort(keyed, count, sizeof *keyed, by_place);
    for (size_t i = 0; i < count; i++)
        job->diags.list.items[i] = keyed[i].diag;
}
