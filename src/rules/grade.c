/*
 * Takes claims with their certainty, gives statements that are worded surer, or less sure, than
 * their evidence is.
 */
#include "rules/checks.h"

void rule_certainty_term(const struct checks *rules)
{
    rule_certainty_words(rules);
}
