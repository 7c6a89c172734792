/* Takes the messages of a job, gives them as JSON; tests/report/messages.schema.json describes
 * it. */
#include "data/write.h"
#include "report/spots.h"

static void put_spot(struct json *json, const struct spot *spot)
{
    json_text(json, "file", spot->file);
    json_number(json, "line", (int64_t)spot->line);
    json_number(json, "column", (int64_t)spot->column);
    json_number(json, "end-line", (int64_t)spot->end_line);
    json_number(json, "end-column", (int64_t)spot->end_column);
}

static void put_fix(struct json *json, struct job *job, const struct fix *fix)
{
    struct spot spot = spot_of(job, fix->span, COLUMNS_RUNES);
    json_open(json, "fix", '{');
    put_spot(json, &spot);
    json_text(json, "text", fix->text);
    json_close(json, '}');
}

/* A day kept as 20261121, as 2026-11-21. */
static struct text day_text(struct job *job, int day)
{
    struct buffer out = buffer_new(&job->arena);
    const int parts[] = {day / 10000, day / 100 % 100, day % 100};
    for (int i = 0; i < 3; i++) {
        buffer_string(&out, i > 0 ? "-" : "");
        buffer_string(&out, i > 0 && parts[i] < 10 ? "0" : "");
        buffer_number(&out, parts[i]);
    }
    return buffer_text(&out);
}

static void put_exception(struct json *json, struct job *job, size_t number)
{
    const struct exception *exception = &job->diags.exceptions.items[number];
    json_open(json, "exception", '{');
    json_text(json, "reason", exception->reason);
    if (exception->until > 0)
        json_text(json, "until", day_text(job, exception->until));
    json_close(json, '}');
}

static void put_message(struct json *json, struct job *job, const struct diag *diag)
{
    struct spot spot = spot_of(job, diag->span, COLUMNS_RUNES);
    json_open(json, NULL, '{');
    json_text(json, "id", text_of(diag_name(diag->id)));
    json_text(json, "rule", text_of(diag_rule(diag->id)));
    json_text(json, "severity", text_of(severity_word(diag->severity)));
    if (spot.file.length > 0)
        put_spot(json, &spot);
    json_text(json, "message", diag->message);
    if (diag->hint.length > 0)
        json_text(json, "hint", diag->hint);
    if (diag->fixable)
        put_fix(json, job, &diag->fix);
    if (diag->exception > 0)
        put_exception(json, job, diag->exception - 1);
    json_close(json, '}');
}

void report_json(struct job *job, const struct report_of *of, struct buffer *out)
{
    struct json json = json_new(out);
    struct tally tally = tally_of(job);
    diag_sort(job);
    json_open(&json, NULL, '{');
    json_text(&json, "program", text_of("imprimatur"));
    json_text(&json, "version", text_of(of->version));
    json_text(&json, "document", of->document);
    json_open(&json, "counts", '{');
    json_number(&json, "errors", (int64_t)tally.errors);
    json_number(&json, "warnings", (int64_t)tally.warnings);
    json_number(&json, "notes", (int64_t)tally.notes);
    json_number(&json, "excepted", (int64_t)tally.excepted);
    json_number(&json, "not-shown", (int64_t)job->diags.dropped);
    json_close(&json, '}');
    json_open(&json, "messages", '[');
    for (size_t i = 0; i < job->diags.list.count; i++)
        put_message(&json, job, &job->diags.list.items[i]);
    json_close(&json, ']');
    json_close(&json, '}');
}
