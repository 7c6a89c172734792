/*
 * Takes the messages of a job, gives them as SARIF 2.1.0 (OASIS Standard, 27 March 2020), which
 * code hosts and editors show beside the lines.
 */
#include "base/map.h"
#include "data/write.h"
#include "report/spots.h"
#include "rules/rules.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

/* The ids in use, in the order of the messages; a result says its place in the list. */
struct known {
    struct map index; /* id → place + 1, as a pointer's value */
    ARRAY(enum diag_id) ids;
};

static size_t place_of(const struct known *known, enum diag_id id)
{
    return (size_t)(uintptr_t)map_find(&known->index, text_of(diag_name(id))) - 1;
}

static struct known ids_of(struct job *job)
{
    struct known known = {map_new(&job->arena), {0}};
    for (size_t i = 0; i < job->diags.list.count; i++) {
        enum diag_id id = job->diags.list.items[i].id;
        if (map_find(&known.index, text_of(diag_name(id))) != NULL)
            continue;
        *array_push(&job->arena, &known.ids) = id;
        map_put(&known.index, text_of(diag_name(id)), (void *)(uintptr_t)known.ids.count);
    }
    return known;
}

/* {"text": …} under `key`. */
static void put_words(struct json *json, const char *key, struct text words)
{
    json_open(json, key, '{');
    json_text(json, "text", words);
    json_close(json, '}');
}

static const char *level_of(enum severity severity)
{
    return severity_word(severity);
}

static struct text help_of(struct job *job, const struct rule *rule)
{
    struct buffer out = buffer_new(&job->arena);
    buffer_string(&out, rule->why);
    buffer_string(&out, "\n\nAuthority: ");
    buffer_string(&out, rule->authority);
    buffer_string(&out, "\n\nWrong:\n");
    buffer_string(&out, rule->wrong);
    buffer_string(&out, "\n\nRight:\n");
    buffer_string(&out, rule->right);
    return buffer_text(&out);
}

static void put_rule(struct json *json, struct job *job, enum diag_id id)
{
    const struct rule *rule = rules_find(text_of(diag_name(id)));
    json_open(json, NULL, '{');
    json_text(json, "id", text_of(diag_name(id)));
    if (rule != NULL) {
        put_words(json, "shortDescription", text_of(rule->asks));
        put_words(json, "help", help_of(job, rule));
    }
    json_open(json, "defaultConfiguration", '{');
    json_text(json, "level", text_of(level_of(diag_severity(id))));
    json_close(json, '}');
    json_close(json, '}');
}

static void put_tool(struct json *json, struct job *job, const struct report_of *of,
                     const struct known *known)
{
    json_open(json, "tool", '{');
    json_open(json, "driver", '{');
    json_text(json, "name", text_of("imprimatur"));
    json_text(json, "semanticVersion", text_of(of->version));
    json_open(json, "rules", '[');
    for (size_t i = 0; i < known->ids.count; i++)
        put_rule(json, job, known->ids.items[i]);
    json_close(json, ']');
    json_close(json, '}');
    json_close(json, '}');
}

static bool stays_in_uri(unsigned char byte)
{
    return text_alpha((char)byte) || text_digit((char)byte) || byte == '-' || byte == '.' ||
           byte == '_' || byte == '~' || byte == '/';
}

/* A path as a relative reference (RFC 3986): what has a meaning in it as %XX. */
static void put_artifact(struct json *json, struct job *job, struct text path)
{
    static const char digits[] = "0123456789ABCDEF";
    struct buffer out = buffer_new(&job->arena);
    for (size_t i = 0; i < path.length; i++) {
        unsigned char byte = (unsigned char)path.bytes[i];
        if (stays_in_uri(byte)) {
            buffer_byte(&out, (char)byte);
            continue;
        }
        buffer_byte(&out, '%');
        buffer_byte(&out, digits[byte >> 4]);
        buffer_byte(&out, digits[byte & 15]);
    }
    json_open(json, "artifactLocation", '{');
    json_text(json, "uri", buffer_text(&out));
    json_close(json, '}');
}

static void put_region(struct json *json, const char *key, const struct spot *spot)
{
    json_open(json, key, '{');
    json_number(json, "startLine", (int64_t)spot->line);
    json_number(json, "startColumn", (int64_t)spot->column);
    json_number(json, "endLine", (int64_t)spot->end_line);
    json_number(json, "endColumn", (int64_t)spot->end_column);
    json_close(json, '}');
}

static void put_location(struct json *json, struct job *job, struct span span)
{
    struct spot spot = spot_of(job, span, COLUMNS_UTF16);
    json_open(json, "locations", '[');
    if (spot.file.length > 0) {
        json_open(json, NULL, '{');
        json_open(json, "physicalLocation", '{');
        put_artifact(json, job, spot.file);
        put_region(json, "region", &spot);
        json_close(json, '}');
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_fix(struct json *json, struct job *job, const struct fix *fix)
{
    struct spot spot = spot_of(job, fix->span, COLUMNS_UTF16);
    json_open(json, "fixes", '[');
    json_open(json, NULL, '{');
    json_open(json, "artifactChanges", '[');
    json_open(json, NULL, '{');
    put_artifact(json, job, spot.file);
    json_open(json, "replacements", '[');
    json_open(json, NULL, '{');
    put_region(json, "deletedRegion", &spot);
    put_words(json, "insertedContent", fix->text);
    json_close(json, '}');
    json_close(json, ']');
    json_close(json, '}');
    json_close(json, ']');
    json_close(json, '}');
    json_close(json, ']');
}

/* An exception that its author wrote beside the text. */
static void put_suppression(struct json *json, const struct exception *exception)
{
    json_open(json, "suppressions", '[');
    json_open(json, NULL, '{');
    json_text(json, "kind", text_of("inSource"));
    json_text(json, "justification", exception->reason);
    json_close(json, '}');
    json_close(json, ']');
}

static void put_result(struct json *json, struct job *job, const struct diag *diag,
                       const struct known *known)
{
    struct buffer words = buffer_new(&job->arena);
    buffer_add(&words, diag->message);
    buffer_string(&words, diag->hint.length > 0 ? "; " : "");
    buffer_add(&words, diag->hint);
    json_open(json, NULL, '{');
    json_text(json, "ruleId", text_of(diag_name(diag->id)));
    json_number(json, "ruleIndex", (int64_t)place_of(known, diag->id));
    json_text(json, "level", text_of(level_of(diag->severity)));
    put_words(json, "message", buffer_text(&words));
    put_location(json, job, diag->span);
    if (diag->fixable)
        put_fix(json, job, &diag->fix);
    if (diag->exception > 0)
        put_suppression(json, &job->diags.exceptions.items[diag->exception - 1]);
    json_close(json, '}');
}

void report_sarif(struct job *job, const struct report_of *of, struct buffer *out)
{
    diag_sort(job);
    struct known known = ids_of(job);
    struct json json = json_new(out);
    json_open(&json, NULL, '{');
    json_text(&json, "$schema", text_of(SCHEMA));
    json_text(&json, "version", text_of("2.1.0"));
    json_open(&json, "runs", '[');
    json_open(&json, NULL, '{');
    put_tool(&json, job, of, &known);
    json_text(&json, "columnKind", text_of("utf16CodeUnits"));
    json_open(&json, "results", '[');
    for (size_t i = 0; i < job->diags.list.count; i++)
        put_result(&json, job, &job->diags.list.items[i], &known);
    json_close(&json, ']');
    json_close(&json, '}');
    json_close(&json, ']');
    json_close(&json, '}');
}
