/*
 * The tests of cs:if and cs:else-if.
 * The one idea: every word of every attribute is one test, and `match` counts them.
 */
#include "citation/conditions.h"

#include "citation/numbers.h"

static bool test_variable(const struct context *context, enum variable variable)
{
    switch ((int)variable) {
    case VARIABLE_COUNT:
        return false;
    case VAR_LOCATOR:
        return context->cite && context->locator.length > 0;
    case VAR_CITATION_NUMBER:
        return true;
    case VAR_YEAR_SUFFIX:
        return context->suffix >= 0;
    case VAR_FIRST_REFERENCE_NOTE_NUMBER:
        return context->entry->first_note > 0;
    case VAR_PAGE_FIRST:
        return variable_of(context, VAR_PAGE_FIRST) || variable_of(context, VAR_PAGE);
    case VAR_EVENT:
    case VAR_EVENT_TITLE:
        return variable_of(context, VAR_EVENT) || variable_of(context, VAR_EVENT_TITLE);
    default:
        return variable_of(context, variable) != NULL;
    }
}

static bool test_numeric(const struct context *context, enum variable variable)
{
    if (variable == VAR_LOCATOR)
        return context->cite && number_numeric(context->locator);
    if (variable == VAR_CITATION_NUMBER)
        return true;
    const struct source_variable *found = variable_of(context, variable);
    bool text = found && (found->kind == VARIABLE_TEXT || found->kind == VARIABLE_NUMBER);
    return text && number_numeric(found->text);
}

static bool test_locator(const struct context *context, struct text word)
{
    if (!context->cite || !context->locator.length)
        return false;
    struct text label = context->label.length ? context->label : TEXT("page");
    if (text_is(word, "sub-verbo") && text_is(label, "sub verbo"))
        return true;
    return text_equal(word, label);
}

static bool test_position(const struct context *context, enum position_test test)
{
    if (context->purpose != FOR_CITATION)
        return false;
    enum cite_position position = context->position;
    switch (test) {
    case POSITION_FIRST:
        return position == CITE_FIRST || position == CITE_TRACKED;
    case POSITION_SUBSEQUENT:
        return position >= CITE_SUBSEQUENT;
    case POSITION_IBID:
        return position >= CITE_IBID;
    case POSITION_IBID_WITH_LOCATOR:
        return position == CITE_IBID_WITH_LOCATOR;
    case POSITION_NEAR_NOTE:
        return context->near_note;
    }
    return false;
}

static bool test_uncertain(const struct context *context, enum variable variable)
{
    const struct source_variable *found = variable_of(context, variable);
    return found && found->kind == VARIABLE_DATE && found->date.circa;
}

static bool holds(const struct context *context, const struct condition *condition)
{
    switch (condition->kind) {
    case CONDITION_TYPE:
        return text_equal(context->item->type, condition->word);
    case CONDITION_VARIABLE:
        return test_variable(context, condition->variable);
    case CONDITION_NUMERIC:
        return test_numeric(context, condition->variable);
    case CONDITION_UNCERTAIN:
        return test_uncertain(context, condition->variable);
    case CONDITION_LOCATOR:
        return test_locator(context, condition->word);
    case CONDITION_POSITION:
        return test_position(context, condition->position);
    case CONDITION_DISAMBIGUATE:
        return (context->ambiguity && context->ambiguity->condition) == condition->truth;
    }
    return false;
}

bool branch_matches(struct context *context, const struct branch *branch)
{
    if (!branch->condition_count)
        return true;
    size_t held = 0;
    for (size_t i = 0; i < branch->condition_count; i++)
        held += holds(context, &branch->conditions[i]);
    switch (branch->match) {
    case MATCH_ALL:
        return held == branch->condition_count;
    case MATCH_ANY:
        return held > 0;
    case MATCH_NONE:
        return held == 0;
    }
    return false;
}
