/* Takes a row of the table of rules, gives it as text to read. */
#include "rules/rules.h"

#define WIDTH 78 /* columns of an explanation */

const char *rule_stage_name(enum rule_stage stage)
{
    static const char *const names[] = {"content", "design", "pages", "file"};
    return names[stage];
}

static const char *severity_name(const struct rule *rule)
{
    return diag_severity(rule->diag) >= SEVERITY_ERROR     ? "error"
           : diag_severity(rule->diag) == SEVERITY_WARNING ? "warning"
                                                           : "note";
}

void rules_list(struct buffer *out)
{
    size_t count;
    const struct rule *rules = rules_all(&count);
    for (size_t i = 0; i < count; i++) {
        buffer_string(out, rule_id(&rules[i]));
        buffer_byte(out, '\t');
        buffer_string(out, severity_name(&rules[i]));
        buffer_byte(out, '\t');
        buffer_string(out, rule_stage_name(rules[i].stage));
        buffer_byte(out, '\t');
        buffer_string(out, rules[i].authority);
        buffer_byte(out, '\n');
    }
}

/* Adds `words` in lines of WIDTH columns, the first behind `column` columns that are there. */
static void add_wrapped(struct text words, size_t column, struct buffer *out)
{
    size_t at = 0;
    while (at < words.length) {
        size_t end = text_find(words, ' ', at);
        size_t columns = 0;
        for (size_t i = at; i < end; columns++)
            text_next(words, &i);
        if (at > 0 && column + 1 + columns > WIDTH) {
            buffer_byte(out, '\n');
            column = 0;
        } else if (at > 0) {
            buffer_byte(out, ' ');
            column++;
        }
        buffer_add(out, text_slice(words, at, end));
        column += columns;
        at = end + 1;
    }
    buffer_byte(out, '\n');
}

/* An example, each of its lines indented. */
static void add_example(const char *title, const char *example, struct buffer *out)
{
    struct text text = text_of(example);
    buffer_string(out, title);
    for (size_t at = 0; at <= text.length;) {
        size_t end = text_find(text, '\n', at);
        buffer_string(out, "    ");
        buffer_add(out, text_slice(text, at, end));
        buffer_byte(out, '\n');
        at = end + 1;
    }
}

void rules_explain(const struct rule *rule, struct buffer *out)
{
    buffer_string(out, rule_id(rule));
    buffer_string(out, ": ");
    buffer_string(out, severity_name(rule));
    buffer_string(out, ", needs the ");
    buffer_string(out, rule_stage_name(rule->stage));
    buffer_string(out, "\n\n");
    add_wrapped(text_of(rule->asks), 0, out);
    buffer_byte(out, '\n');
    add_wrapped(text_of(rule->why), 0, out);
    buffer_string(out, "\nauthority: ");
    buffer_string(out, rule->authority);
    add_example("\n\nwrong:\n", rule->wrong, out);
    add_example("\nright:\n", rule->right, out);
}
