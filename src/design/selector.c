/* Reads selectors: words with spaces between, each a role with conditions in brackets. */
#include "design/selector.h"

#include "design/hint.h"

/* A condition or role more outweighs any naming of roles more closely. */
#define WEIGHT_PART 128

/* What is being read: a stretch of a key. */
struct reading {
    struct job *job;
    const struct value_entry *entry;
    struct text audience;
    struct ruleset *set;
    bool holds;
};

/* The place of the bytes [from, to) of a key; of the whole key where it was written in another
 * way than it reads. */
static struct span key_span(const struct value_entry *entry, size_t from, size_t to)
{
    struct span span = entry->key_span;
    if (span.end - span.start != entry->key.length)
        return span;
    span.end = span.start + (uint32_t)to;
    span.start += (uint32_t)from;
    return span;
}

static bool report_role(const struct reading *reading, size_t from, size_t to)
{
    struct job *job = reading->job;
    struct map names = role_names(&job->arena);
    struct text name = text_slice(reading->entry->key, from, to);
    diag(job, DIAG_ROLE_UNKNOWN, key_span(reading->entry, from, to),
         text_string(&job->arena, name), design_nearest(job, &names, name), NULL);
    return false;
}

static bool report_condition(const struct reading *reading, size_t from, size_t to)
{
    struct job *job = reading->job;
    diag(job, DIAG_CONDITION_UNKNOWN, key_span(reading->entry, from, to),
         text_string(&job->arena, text_slice(reading->entry->key, from, to)), NULL);
    return false;
}

/* One condition, without its brackets; false if it is none. */
static bool take_condition(struct reading *reading, struct text written,
                           struct situation *wants)
{
    size_t equals = text_find(written, '=', 0);
    struct text name = text_slice(written, 0, equals);
    struct text value = text_slice(written, equals + 1, written.length);
    bool flag = equals >= written.length;
    if (flag && text_is(name, "first"))
        wants->first = true;
    else if (flag && text_is(name, "last"))
        wants->last = true;
    else if (flag && text_is(name, "after-heading"))
        wants->after_heading = true;
    else if (flag && text_is(name, "even"))
        wants->even = true;
    else if (value.length > 0 && text_is(name, "section"))
        wants->section = value;
    else if (value.length > 0 && text_is(name, "class"))
        wants->class = value;
    else if (value.length > 0 && text_is(name, "audience"))
        reading->holds = reading->holds && text_equal(value, reading->audience);
    else
        return false;
    return true;
}

/* The conditions in the bytes [from, to) of the key, "[a][b]". */
static bool read_conditions(struct reading *reading, size_t from, size_t to,
                            struct situation *wants)
{
    struct text key = reading->entry->key;
    for (size_t at = from; at < to;) {
        size_t close = text_find(key, ']', at);
        bool right = key.bytes[at] == '[' && close < to &&
                     take_condition(reading, text_slice(key, at + 1, close), wants);
        if (!right)
            return report_condition(reading, at, close < to ? close + 1 : to);
        reading->set->weight += WEIGHT_PART;
        at = close + 1;
    }
    return true;
}

/* One part, the bytes [from, to) of the key. */
static bool read_part(struct reading *reading, size_t from, size_t to)
{
    struct ruleset *set = reading->set;
    struct text key = reading->entry->key;
    size_t bracket = text_find(key, '[', from);
    size_t end = bracket < to ? bracket : to;
    if (set->part_count == SELECTOR_MOST) {
        diag(reading->job, DIAG_SELECTOR_LONG, reading->entry->key_span,
             design_number(reading->job, SELECTOR_MOST), NULL);
        return false;
    }
    uint32_t role = role_find(text_slice(key, from, end));
    if (role == ROLE_NONE)
        return report_role(reading, from, end);
    struct selector_part *part = &set->parts[set->part_count++];
    part->role = role;
    set->weight += WEIGHT_PART;
    return read_conditions(reading, end, to, &part->wants);
}

/* Roles around that are variants name their place more closely than the whole. */
static int closeness(const struct ruleset *set)
{
    int closer = 0;
    for (size_t i = 0; i + 1 < set->part_count; i++)
        closer += roles[set->parts[i].role].kind != ROLE_WHOLE;
    return closer;
}

/* The end of the word at `from`: a space outside brackets. */
static size_t word_end(struct text key, size_t from)
{
    size_t end = text_find(key, ' ', from);
    return end < key.length ? end : key.length;
}

bool selector_read(struct job *job, const struct value_entry *entry, struct text audience,
                   struct ruleset *set, bool *holds)
{
    struct reading reading = {job, entry, audience, set, true};
    struct buffer name = buffer_new(&job->arena);
    for (size_t at = 0; at < entry->key.length;) {
        size_t end = word_end(entry->key, at);
        if (end > at && !read_part(&reading, at, end))
            return false;
        if (end > at && set->part_count > 1)
            buffer_byte(&name, ' ');
        buffer_add(&name, text_slice(entry->key, at, end));
        at = end + 1;
    }
    if (set->part_count == 0)
        return report_role(&reading, 0, entry->key.length);
    set->weight += closeness(set);
    set->name = buffer_text(&name);
    *holds = reading.holds;
    return true;
}

bool selector_situated(const struct ruleset *set)
{
    for (size_t i = 0; i < set->part_count; i++) {
        const struct situation *wants = &set->parts[i].wants;
        if (wants->first || wants->last || wants->after_heading || wants->even ||
            wants->section.length > 0 || wants->class.length > 0)
            return true;
    }
    return false;
}

/* Whether the id is one of those that stand in `ids` with spaces between. */
static bool stands_among(struct text ids, struct text id)
{
    for (size_t at = 0; at <= ids.length;) {
        size_t end = text_find(ids, ' ', at);
        if (text_equal(text_slice(ids, at, end), id))
            return true;
        at = end + 1;
    }
    return false;
}

bool situation_meets(const struct situation *situation, const struct situation *wants)
{
    return (!wants->first || situation->first) && (!wants->last || situation->last) &&
           (!wants->after_heading || situation->after_heading) &&
           (!wants->even || situation->even) &&
           (wants->section.length == 0 || stands_among(situation->section, wants->section)) &&
           (wants->class.length == 0 || text_equal(wants->class, situation->class));
}
