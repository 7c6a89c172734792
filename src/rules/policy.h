/*
 * Takes a policy file (YAML), gives levels for rules and the numbers that rules compare with.
 */
#ifndef RULES_POLICY_H
#define RULES_POLICY_H

#include "rules/checks.h"

/* The thresholds where no policy says otherwise. */
struct thresholds thresholds_usual(void);

#endif
