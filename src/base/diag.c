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

static void count(struct diags *diags, enum severity severity, size_t number)
{
    diags->warnings += severity == SEVERITY_WARNING ? number : 0;
    diags->errors += severity >= SEVERITY_ERROR ? number : 0;
    diags->fatals += severity == SEVERITY_FATAL ? number : 0;
}

/* The severity under the levels of a policy; a fault of the environment stays one. */
static enum severity levelled(const struct diags *diags, enum diag_id id)
{
    enum severity own = templates[id].severity;
    enum diag_level level = (enum diag_level)diags->levels[id];
    if (own == SEVERITY_FATAL || level == LEVEL_OWN || level == LEVEL_OFF)
        return own;
    return (enum severity)(level - LEVEL_NOTE);
}

static bool is_off(const struct diags *diags, enum diag_id id)
{
    return diags->levels[id] == LEVEL_OFF && templates[id].severity != SEVERITY_FATAL;
}

/* Adds a message, or only counts it; NULL where it is not kept. */
static struct diag *add(struct job *job, enum diag_id id)
{
    struct diags *diags = &job->diags;
    if (is_off(diags, id))
        return NULL;
    enum severity severity = levelled(diags, id);
    count(diags, severity, 1);
    if (diags->list.count >= DIAG_MOST && severity != SEVERITY_FATAL) {
        diags->dropped++;
        diags->dropped_by[id]++;
        return NULL;
    }
    struct diag *diag = array_push(&job->arena, &diags->list);
    diag->id = id;
    diag->severity = severity;
    return diag;
}

static void fill(struct job *job, struct diag *diag, struct span at, va_list list)
{
    const struct template *template = &templates[diag->id];
    const char *arguments[ARGUMENTS_MOST] = {NULL};
    for (size_t i = 0; i < ARGUMENTS_MOST; i++) {
        arguments[i] = va_arg(list, const char *);
        if (arguments[i] == NULL)
            break;
    }
    bool missing = false;
    diag->span = at;
    diag->message = filled(&job->arena, template->message, arguments, &missing);
    missing = false;
    struct text hint = filled(&job->arena, template->hint, arguments, &missing);
    diag->hint = missing ? TEXT("") : hint;
}

void diag(struct job *job, enum diag_id id, struct span at, ...)
{
    struct diag *diag = add(job, id);
    va_list list;
    va_start(list, at);
    if (diag != NULL)
        fill(job, diag, at, list);
    va_end(list);
}

void diag_fix(struct job *job, enum diag_id id, struct fix fix, struct span at, ...)
{
    struct diag *diag = add(job, id);
    va_list list;
    va_start(list, at);
    if (diag != NULL) {
        fill(job, diag, at, list);
        diag->fixable = true;
        diag->fix.span = fix.span;
        diag->fix.text = text_copy(&job->arena, fix.text);
    }
    va_end(list);
}

const char *diag_name(enum diag_id id)
{
    return templates[id].name;
}

const char *diag_rule(enum diag_id id)
{
    static const struct {
        enum diag_id id;
        const char *rule;
    } parts[] = {
#define DIAG_PART(id, rule) {DIAG_##id, rule},
#include "base/diag.def"
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].id == id)
            return parts[i].rule;
    return templates[id].name;
}

enum severity diag_severity(enum diag_id id)
{
    return templates[id].severity;
}

/* ---- levels and exceptions
 * --------------------------------------------------------------------*/

static bool covers(const struct diags *diags, const struct exception *exception,
                   const struct diag *diag)
{
    struct span scope = exception->scope;
    bool here = scope.source == 0 ||
                (scope.source == diag->span.source && scope.start <= diag->span.start &&
                 (diag->span.start < scope.end || scope.start == diag->span.start));
    bool over = diags->strict && diags->today > exception->until;
    if (!here || over)
        return false;
    return text_is(exception->rule, diag_name(diag->id)) ||
           text_is(exception->rule, diag_rule(diag->id));
}

/* The number + 1 of the exception that covers a message, or 0. */
static size_t exception_of(const struct diags *diags, const struct diag *diag)
{
    if (diag->severity == SEVERITY_FATAL)
        return 0;
    for (size_t i = 0; i < diags->exceptions.count; i++)
        if (covers(diags, &diags->exceptions.items[i], diag))
            return i + 1;
    return 0;
}

void diag_settle(struct job *job)
{
    struct diags *diags = &job->diags;
    size_t kept = 0;
    diags->errors = diags->warnings = diags->fatals = 0;
    for (size_t i = 0; i < diags->exceptions.count; i++)
        diags->exceptions.items[i].used = 0;
    for (size_t i = 0; i < diags->list.count; i++) {
        struct diag diag = diags->list.items[i];
        if (is_off(diags, diag.id))
            continue;
        diag.severity = levelled(diags, diag.id);
        diag.exception = exception_of(diags, &diag);
        if (diag.exception > 0)
            diags->exceptions.items[diag.exception - 1].used++;
        else
            count(diags, diag.severity, 1);
        diags->list.items[kept++] = diag;
    }
    diags->list.count = kept;
    for (int id = 0; id < DIAG_COUNT; id++)
        if (!is_off(diags, (enum diag_id)id))
            count(diags, levelled(diags, (enum diag_id)id), diags->dropped_by[id]);
}

void diag_retract(struct job *job, const struct diags *before, bool (*keeps)(enum diag_id id))
{
    struct diags *diags = &job->diags;
    size_t kept = before->list.count;
    for (size_t i = kept; i < diags->list.count; i++) {
        struct diag diag = diags->list.items[i];
        if (keeps(diag.id))
            diags->list.items[kept++] = diag;
        else
            count(diags, diag.severity, (size_t)-1);
    }
    diags->list.count = kept;
    for (int id = 0; id < DIAG_COUNT; id++) {
        size_t more = diags->dropped_by[id] - before->dropped_by[id];
        if (more == 0 || keeps((enum diag_id)id))
            continue;
        count(diags, levelled(diags, (enum diag_id)id), (size_t)0 - more);
        diags->dropped_by[id] -= more;
        diags->dropped -= more;
    }
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
