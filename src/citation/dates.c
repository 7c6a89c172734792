/*
 * Takes a date element, gives the date of the item: own parts or those of the locale, ranges
 * collapsed.
 * The one idea: a range differs from its coarsest differing part downward; what lies between
 * the first and the last differing part is printed twice, the rest once.
 */
#include <stdlib.h>

#include "citation/numbers.h"
#include "citation/render.h"

enum unit { UNIT_YEAR, UNIT_MONTH, UNIT_DAY, UNIT_NONE };

/* One end of the variable's date. */
struct moment {
    int year, month, day;
};

struct date_plan {
    struct date_part parts[8];
    size_t count;
    struct text delimiter;
    const struct source_date *date;
    bool suffixed; /* the year suffix goes behind the year */
};

/* --- parts -------------------------------------------------------------------------------- */

static void override(struct date_part *part, const struct date_format *own)
{
    for (size_t i = 0; i < own->count; i++) {
        const struct date_part *from = &own->parts[i];
        if (from->kind != part->kind)
            continue;
        if (from->form)
            part->form = from->form;
        if (from->looks.text_case)
            part->looks.text_case = from->looks.text_case;
        if (from->looks.strip_periods)
            part->looks.strip_periods = true;
        if (from->range_delimiter.set)
            part->range_delimiter = from->range_delimiter;
        struct format *to = &part->looks.format;
        const struct format *format = &from->looks.format;
        if (format->style)
            to->style = format->style;
        if (format->variant)
            to->variant = format->variant;
        if (format->weight)
            to->weight = format->weight;
        if (format->decoration)
            to->decoration = format->decoration;
        if (format->vertical)
            to->vertical = format->vertical;
    }
}

static bool part_shown(const struct date_format *own, const struct date_part *part)
{
    if (own->parts_shown == PARTS_YEAR)
        return part->kind == PART_YEAR;
    if (own->parts_shown == PARTS_YEAR_MONTH)
        return part->kind != PART_DAY;
    return true;
}

static void plan_parts(struct context *context, const struct element *element,
                       struct date_plan *plan)
{
    const struct date_format *own = element->date;
    const struct date_format *from = own;
    if (own->form == DATE_TEXT)
        from = context->locale->text_date;
    if (own->form == DATE_NUMERIC_FORM)
        from = context->locale->numeric_date;
    if (!from)
        return;
    plan->delimiter = own->form == DATE_OWN ? own->delimiter : from->delimiter;
    if (own->form != DATE_OWN && own->delimiter.length)
        plan->delimiter = own->delimiter;
    for (size_t i = 0; i < from->count && plan->count < 8; i++) {
        if (own->form != DATE_OWN && !part_shown(own, &from->parts[i]))
            continue;
        struct date_part *part = &plan->parts[plan->count++];
        *part = from->parts[i];
        if (own->form != DATE_OWN)
            override(part, own);
    }
}

static enum unit unit_of(const struct date_part *part)
{
    switch (part->kind) {
    case PART_YEAR:
        return UNIT_YEAR;
    case PART_MONTH:
        return UNIT_MONTH;
    case PART_DAY:
        return UNIT_DAY;
    }
    return UNIT_NONE;
}

/* --- the text of a part ------------------------------------------------------------------- */

static struct text two_digits(struct job *job, int number)
{
    struct buffer buffer = buffer_new(&job->arena);
    if (number < 10)
        buffer_byte(&buffer, '0');
    buffer_number(&buffer, number);
    return buffer_text(&buffer);
}

static struct text plain(struct job *job, int number)
{
    struct buffer buffer = buffer_new(&job->arena);
    buffer_number(&buffer, number);
    return buffer_text(&buffer);
}

static struct text year_text(struct context *context, const struct date_part *part, int year)
{
    struct buffer buffer = buffer_new(&context->job->arena);
    int absolute = abs(year);
    if (part->form == DATE_SHORT && year > 99)
        return two_digits(context->job, year % 100);
    buffer_number(&buffer, absolute);
    if (year < 0)
        buffer_add(&buffer, locale_word(context->locale, "bc", TERM_LONG, false));
    if (year > 0 && year < 1000)
        buffer_add(&buffer, locale_word(context->locale, "ad", TERM_LONG, false));
    return buffer_text(&buffer);
}

static struct text month_term(struct context *context, int month, enum part_form form)
{
    char name[] = "month-00";
    enum term_form term = form == DATE_SHORT ? TERM_SHORT : TERM_LONG;
    if (month > 12) {
        char season[] = "season-00";
        season[8] = (char)('0' + month - 12);
        return locale_word(context->locale, season, term, false);
    }
    name[6] = (char)('0' + month / 10);
    name[7] = (char)('0' + month % 10);
    return locale_word(context->locale, name, term, false);
}

static struct text month_text(struct context *context, const struct date_part *part, int month)
{
    if (month > 12)
        return month_term(context, month, part->form);
    if (part->form == DATE_NUMERIC)
        return plain(context->job, month);
    if (part->form == DATE_LEADING_ZEROS)
        return two_digits(context->job, month);
    return month_term(context, month, part->form);
}

static enum gender month_gender(const struct context *context, int month)
{
    char name[] = "month-00";
    if (month < 1 || month > 12)
        return GENDER_NEUTER;
    name[6] = (char)('0' + month / 10);
    name[7] = (char)('0' + month % 10);
    const struct term *term = locale_term(context->locale, name, TERM_LONG);
    return term ? term->gender : GENDER_NEUTER;
}

static struct text day_text(struct context *context, const struct date_part *part,
                            const struct moment *moment)
{
    int day = moment->day;
    if (part->form == DATE_LEADING_ZEROS)
        return two_digits(context->job, day);
    bool ordinal =
        part->form == DATE_ORDINAL && (day == 1 || !context->locale->limit_day_ordinals);
    if (!ordinal)
        return plain(context->job, day);
    return number_ordinal(context->job, context->locale, day,
                          month_gender(context, moment->month));
}

static struct text part_text(struct context *context, const struct date_plan *plan,
                             const struct date_part *part, const struct moment *moment)
{
    switch (part->kind) {
    case PART_YEAR:
        return moment->year ? year_text(context, part, moment->year) : (struct text){0};
    case PART_MONTH:
        if (!moment->month && plan->date->season.length)
            return plan->date->season;
        return moment->month ? month_text(context, part, moment->month) : (struct text){0};
    case PART_DAY:
        return moment->day && moment->month && moment->month < 13
                   ? day_text(context, part, moment)
                   : (struct text){0};
    }
    return (struct text){0};
}

static struct node *part_node(struct context *context, struct date_plan *plan,
                              const struct date_part *part, const struct moment *moment)
{
    struct text text = part_text(context, plan, part, moment);
    if (!text.length)
        return NULL;
    struct node *inner = node_text(context->job, text);
    struct node *node = render_looks(context, inner, &part->looks);
    if (part->kind != PART_YEAR)
        return node;
    node->tag = TAG_YEAR;
    if (plan->suffixed) {
        plan->suffixed = false;
        node_add(node, suffix_render(context));
    }
    return node;
}

/* --- dates and ranges --------------------------------------------------------------------- */

static struct moment moment_of(const struct source_date *date, int which)
{
    return (struct moment){date->year[which], date->month[which], date->day[which]};
}

static bool has_part(const struct date_plan *plan, enum part_kind kind)
{
    for (size_t i = 0; i < plan->count; i++)
        if (plan->parts[i].kind == kind)
            return true;
    return false;
}

/* The coarsest unit, of those printed, in which the two ends differ. */
static enum unit differing(const struct date_plan *plan, const struct moment *a,
                           const struct moment *b)
{
    if (has_part(plan, PART_YEAR) && a->year != b->year)
        return UNIT_YEAR;
    if (has_part(plan, PART_MONTH) && a->month != b->month)
        return UNIT_MONTH;
    if (has_part(plan, PART_DAY) && a->day != b->day)
        return UNIT_DAY;
    return UNIT_NONE;
}

static bool varies(const struct date_part *part, enum unit unit)
{
    return unit_of(part) >= unit;
}

static struct text range_delimiter(const struct date_plan *plan, enum unit unit)
{
    for (size_t i = 0; i < plan->count; i++)
        if (unit_of(&plan->parts[i]) == unit && plan->parts[i].range_delimiter.set)
            return plan->parts[i].range_delimiter.text;
    return TEXT("\u2013");
}

static struct node *span_node(struct context *context, struct date_plan *plan, size_t from,
                              size_t to, const struct moment *moment)
{
    struct node *node = node_group(context->job);
    node->delimiter = plan->delimiter;
    for (size_t i = from; i < to; i++)
        node_add(node, part_node(context, plan, &plan->parts[i], moment));
    return node->first ? node : NULL;
}

/* The first end of a range stands without what would follow its last part. */
static void trim_end(struct node *node)
{
    if (!node)
        return;
    struct node *last = node->last;
    if (last)
        last->suffix = (struct text){0};
}

static struct node *range_node(struct context *context, struct date_plan *plan,
                               const struct moment *a, const struct moment *b, enum unit unit)
{
    size_t from = 0;
    size_t to = plan->count;
    while (from < to && !varies(&plan->parts[from], unit))
        from++;
    while (to > from && !varies(&plan->parts[to - 1], unit))
        to--;
    struct node *node = node_group(context->job);
    node->delimiter = plan->delimiter;
    node_add(node, span_node(context, plan, 0, from, a));
    struct node *middle = node_group(context->job);
    bool suffixed = plan->suffixed;
    plan->suffixed = false;
    struct node *first = span_node(context, plan, from, to, a);
    plan->suffixed = suffixed;
    trim_end(first);
    node_add(middle, first);
    node_add(middle, node_text(context->job, range_delimiter(plan, unit)));
    node_add(middle, span_node(context, plan, from, to, b));
    node_add(node, middle);
    node_add(node, span_node(context, plan, to, plan->count, b));
    return node;
}

static struct node *open_range(struct context *context, struct date_plan *plan,
                               const struct moment *a)
{
    struct node *node = node_group(context->job);
    struct node *first = span_node(context, plan, 0, plan->count, a);
    trim_end(first);
    node_add(node, first);
    node_add(node, node_text(context->job, range_delimiter(plan, UNIT_YEAR)));
    return node;
}

static struct node *plan_node(struct context *context, struct date_plan *plan)
{
    struct moment a = moment_of(plan->date, 0);
    struct moment b = moment_of(plan->date, 1);
    enum unit unit = plan->date->range ? differing(plan, &a, &b) : UNIT_NONE;
    if (plan->date->open)
        return open_range(context, plan, &a);
    if (unit == UNIT_NONE)
        return span_node(context, plan, 0, plan->count, &a);
    return range_node(context, plan, &a, &b, unit);
}

struct text date_sort_key(struct job *job, const struct source_date *date)
{
    struct buffer buffer = buffer_new(&job->arena);
    for (int end = 0; end < (date->range ? 2 : 1); end++) {
        int month = date->month[end] > 12 ? (date->month[end] - 12) * 3 : date->month[end];
        int64_t key = ((int64_t)date->year[end] + 50000) * 10000 + month * 100 + date->day[end];
        buffer_number(&buffer, key);
        buffer_byte(&buffer, '-');
    }
    return buffer_text(&buffer);
}

/* In a sort key the parts asked for, as digits; what is not asked for is nought. */
static struct node *sort_node(struct context *context, struct date_plan *plan)
{
    struct source_date date = *plan->date;
    for (int end = 0; end < 2; end++) {
        if (!has_part(plan, PART_YEAR))
            date.year[end] = 0;
        if (!has_part(plan, PART_MONTH))
            date.month[end] = 0;
        if (!has_part(plan, PART_DAY))
            date.day[end] = 0;
    }
    return node_text(context->job, date_sort_key(context->job, &date));
}

/* The suffix goes to the first date that tells works apart, not to the day of access. */
static bool takes_suffix(const struct context *context, enum variable variable)
{
    return context->suffix >= 0 && !context->style->uses_suffix && !context->suffix_done &&
           variable != VAR_ACCESSED;
}

struct node *date_render(struct context *context, const struct element *element)
{
    enum variable variable = element->variables[0];
    const struct source_variable *found = variable_of(context, variable);
    bool there = found && found->kind == VARIABLE_DATE;
    struct date_plan plan = {0};
    plan_parts(context, element, &plan);
    if (!there) {
        context->undated = context->undated || variable == VAR_ACCESSED;
        variable_call(context, variable, false);
        return NULL;
    }
    plan.date = &found->date;
    plan.suffixed = takes_suffix(context, variable);
    struct node *node;
    if (plan.date->literal.length) {
        node = node_group(context->job);
        struct node *literal = markup_read(context->job, plan.date->literal);
        node_add(node, literal);
        if (plan.suffixed)
            node_add(node, suffix_render(context));
    } else if (context->purpose == FOR_SORT) {
        node = sort_node(context, &plan);
    } else {
        node = plan_node(context, &plan);
    }
    if (!variable_call(context, variable, node != NULL))
        return NULL;
    node->tag = TAG_DATE;
    return node;
}
