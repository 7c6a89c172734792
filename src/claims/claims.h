/*
 * Takes claim files (YAML), gives the register of claims: statements with what they rest on,
 * their certainty and their numbers, each with its place.
 * The one idea: a claim is data, checked against itself before any page is made; numbers stay
 * the decimals that were written, never floats, so that what is printed is what was checked.
 */
#ifndef CLAIMS_CLAIMS_H
#define CLAIMS_CLAIMS_H

#include "base/map.h"
#include "data/fields.h"

/* ---- words of the format; each list's names are in read.c, in this order; *_NONE: absent */

enum evidence_kind {
    EVIDENCE_NONE = -1,
    EVIDENCE_HUMAN_RANDOMISED,
    EVIDENCE_HUMAN_OBSERVATIONAL,
    EVIDENCE_IMAGING,
    EVIDENCE_ANIMAL,
    EVIDENCE_IN_VITRO,
    EVIDENCE_EXPERT_OPINION,
    EVIDENCE_REGULATORY,
    EVIDENCE_NEWS,
    EVIDENCE_ANECDOTE,
    EVIDENCE_COUNT
};

/* The four of GRADE, and a statement that nothing supports. */
enum certainty {
    CERTAINTY_NONE = -1,
    CERTAINTY_HIGH,
    CERTAINTY_MODERATE,
    CERTAINTY_LOW,
    CERTAINTY_VERY_LOW,
    CERTAINTY_NOT_SUPPORTED,
    CERTAINTY_COUNT
};

/* Why a certainty was moved: down for the first five, up for the others (GRADE guidelines 3
 * and 9). */
enum grade_reason {
    REASON_NONE = -1,
    REASON_RISK_OF_BIAS,
    REASON_INCONSISTENCY,
    REASON_INDIRECTNESS,
    REASON_IMPRECISION,
    REASON_PUBLICATION_BIAS,
    REASON_LARGE_EFFECT = 0,
    REASON_DOSE_RESPONSE,
    REASON_OPPOSING_BIAS
};

enum verdict {
    VERDICT_NONE = -1,
    VERDICT_SUPPORTED,
    VERDICT_OVERSIMPLIFIED,
    VERDICT_OUTDATED,
    VERDICT_CONTRADICTED,
    VERDICT_WRONG,
    VERDICT_COUNT
};

enum effect_measure {
    MEASURE_NONE = -1,
    MEASURE_RISK,
    MEASURE_RISK_DIFFERENCE,
    MEASURE_RISK_RATIO,
    MEASURE_ODDS_RATIO,
    MEASURE_HAZARD_RATIO,
    MEASURE_MEAN_DIFFERENCE,
    MEASURE_STANDARDISED_DIFFERENCE,
    MEASURE_MEAN,
    MEASURE_MEDIAN,
    MEASURE_RATE,
    MEASURE_COUNT,
    MEASURE_DOSE,
    MEASURE_DURATION,
    MEASURE_P_VALUE,
    MEASURE_OTHER,
    MEASURES
};

/* ---- numbers
 * -------------------------------------------------------------------------------------*/

/* A decimal as written: `units` / 10^`decimals`; absent where written.span.source is 0. At most
 * 15 digits, so that the product of two fits in 128 bits. */
struct decimal {
    struct located written; /* "-2.30", always with "." */
    int64_t units;          /* -230 */
    int decimals;           /* 2 */
};

/* A number of a claim. Texts are absent where their span.source is 0. */
struct claim_number {
    struct text name; /* "response.drug"; its arm is what follows the last "." */
    struct span span; /* of the name */
    struct decimal value;
    struct decimal low; /* of the interval; both or none are there */
    struct decimal high;
    struct decimal level; /* of the interval, in percent; absent: not given */
    struct decimal n;     /* people; a whole number ≥ 0 */
    struct decimal events;
    struct located unit; /* "%", "mg/kg"; absent for a pure number */
    enum effect_measure measure;
    struct located time_frame, per, route, population;
    struct located cite; /* key of the source; that of the claim's only support where absent */
    struct located locator;
    struct located baseline; /* names of this claim's numbers, to recompute a difference from */
    struct located relative;
    const struct claim_number *baseline_number; /* resolved, or NULL */
    const struct claim_number *relative_number;
};

/* ---- claims
 * --------------------------------------------------------------------------------------*/

/* A source that a claim rests on. */
struct support {
    struct located cite;         /* its key */
    struct located locator;      /* "table 2"; absent where none is given */
    enum evidence_kind evidence; /* the claim's own where absent */
    struct located passage;      /* what the source says, word for word */
    struct located file;         /* of the source's text, as written ("text:") */
    struct span span;
};

struct grading {
    int reason; /* enum grade_reason, of its direction */
    int64_t by; /* 1 or 2 steps */
    struct located because;
    struct span span;
};

struct dispute {
    struct located cite, locator;
    struct located says; /* Markdown */
    struct span span;
};

/* What an older page says of this, and how it stands. */
struct correction {
    struct located statement; /* Markdown */
    struct located in;        /* key of the source that says so */
    struct located locator;
    enum verdict verdict;
    struct span span;
};

struct review {
    struct located by; /* "to-fill": nobody yet */
    struct date on, until;
    struct span on_span, until_span;
    struct span span; /* source 0: there is none */
};

/* A rule that need not hold here, with its reason. */
struct claim_exception {
    struct located rule, reason;
    struct date until; /* year 0: none could be read */
    struct span span;
};

struct claim {
    struct located id;
    struct located topic;
    struct located statement; /* Markdown inline; numbers as {{NAME}} or {{claim:NAME}} */
    struct located short_form;
    enum evidence_kind evidence;
    struct span evidence_span;
    struct located population;
    enum certainty certainty;
    struct span certainty_span;
    struct located in_favour, against, would_settle, open_question; /* Markdown with cites */
    bool critical; /* never to be cut by a page turn */
    bool faulty;   /* reading it was reported: what it seems to lack may be a slip of a key */
    size_t support_count;
    struct support *supports; /* in the order written */
    size_t downgrade_count;
    struct grading *downgrades;
    size_t upgrade_count;
    struct grading *upgrades;
    struct texts contradicts;          /* ids as written */
    const struct claim **contradicted; /* one for each, NULL where the id is unknown */
    size_t dispute_count;
    struct dispute *disputes;
    size_t correction_count;
    struct correction *corrections;
    struct review review;
    size_t number_count;
    struct claim_number *numbers; /* in the order written */
    size_t exception_count;
    struct claim_exception *exceptions;
    size_t order;     /* its place in claims.items */
    struct span span; /* of the whole claim */
};

/* All claims of a document. */
struct claims {
    size_t count;
    struct claim *items; /* in the order of the files */
    struct map index;    /* private: struct claim by id */
};

/* Reads the claim `files` (paths ready to open, with the places that name them) and checks the
 * data against itself: ids, cycles, intervals, events, differences, dates, passages, data that
 * differ. Reports all faults; a claim with a fault is kept as far as it could be read. Never
 * NULL; no claims without files. */
const struct claims *claims_read(struct job *job, const struct located *files, size_t count);

/* The claim `id`, or NULL. */
const struct claim *claims_find(const struct claims *claims, struct text id);

/* The same, with a report at `at` that names the nearest where there is none. */
const struct claim *claims_expect(struct job *job, const struct claims *claims, struct text id,
                                  struct span at);

/* The number `name` of a claim, or NULL. */
const struct claim_number *claim_number(const struct claim *claim, struct text name);

/* Reports at `at` that a claim has no number `name`; the nearest is named. Nothing where
 * reading the claim was reported: that comes first. */
void claim_number_missing(struct job *job, const struct claim *claim, struct text name,
                          struct span at);

/* The number that `name` names alone, or with a part of it behind a further point
 * ("response.drug.interval"), which goes into `part`; NULL if the claim has none. */
const struct claim_number *claim_number_part(const struct claim *claim, struct text name,
                                             struct text *part);

/* The texts of a claim that are Markdown and may be printed, those that it has. */
struct claim_texts {
    size_t count;
    const struct located **items;
};

/* In `arena`, in the order of claim files' keys. */
struct claim_texts claim_texts(struct arena *arena, const struct claim *claim);

/* What a claim's number `name` is of: the part behind its last ".", all of it if it has none.
 */
struct text claim_arm(struct text name);

/* The kind of evidence a support is: its own, or else its claim's. */
enum evidence_kind support_evidence(const struct claim *claim, const struct support *support);

/* The words of the format ("very-low"); empty for *_NONE. */
struct text evidence_word(enum evidence_kind evidence);
struct text certainty_word(enum certainty certainty);
struct text verdict_word(enum verdict verdict);
struct text measure_word(enum effect_measure measure);

/* The same for reasons of downgrades (`up` false) and upgrades. */
struct text reason_word(int reason, bool up);

/* ---- decimals
 * ------------------------------------------------------------------------------------*/

#define DECIMAL_DIGITS_MOST 15

/* "-12.30" with at least one digit on each side of its point; false if it is anything else or
 * has more than DECIMAL_DIGITS_MOST digits. */
bool decimal_parse(struct text text, struct decimal *decimal);

/* Whether it was given at all. */
bool decimal_there(const struct decimal *decimal);

/* Negative, zero or positive as a is less than, equal to or more than b. */
int decimal_compare(const struct decimal *a, const struct decimal *b);

/* What a claim file may hold, for the schema. */
const struct field_table *claims_fields(void);

/* All claims as JSON under the keys of claim files, the numbers as a list with their names; for
 * programs that read them out of a PDF. Owned by `out`. */
void claims_json(const struct claims *claims, struct buffer *out);

/* All claims as text, for `dump claims`. */
void claims_dump(const struct claims *claims, struct buffer *out);

#endif
