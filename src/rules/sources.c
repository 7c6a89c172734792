/*
 * Takes the sources, gives those that lack what a reader needs to find them, have numbers that
 * cannot be right, stand there twice, or are cited without a word on what they are.
 */
#include "rules/checks.h"

/* ---- fields
 * -------------------------------------------------------------------------------------*/

/* What a type of source must have: each text is one variable, or several of which one will do.
 * (Citing Medicine, 2nd edition, US National Library of Medicine.) */
static const struct {
    const char *type;
    const char *fields[6];
} needed[] = {
    {"article-journal",
     {"title", "author editor", "container-title", "issued", "volume page number DOI"}},
    {"article-newspaper", {"title", "container-title", "issued"}},
    {"book", {"title", "author editor", "publisher", "issued"}},
    {"chapter", {"title", "author editor", "container-title", "publisher", "issued"}},
    {"report", {"title", "author editor publisher", "issued"}},
    {"thesis", {"title", "author", "publisher", "issued"}},
    {"webpage", {"title", "URL", "author publisher container-title"}},
    {"post-weblog", {"title", "URL container-title", "author publisher container-title"}},
};

/* Whether the item has one of the variables, which spaces part. */
static bool has_one(const struct checks *rules, const struct source_item *item,
                    const char *names)
{
    struct text all = text_of(names);
    for (size_t at = 0; at <= all.length;) {
        size_t end = text_find(all, ' ', at);
        if (item_find(item, rule_string(rules, text_slice(all, at, end))) != NULL)
            return true;
        at = end + 1;
    }
    return false;
}

void rule_ref_fields(const struct checks *rules)
{
    const struct library *library = rules->input->library;
    for (size_t i = 0; library != NULL && i < library_count(library); i++) {
        const struct source_item *item = library_item(library, i);
        for (size_t n = 0; n < sizeof needed / sizeof *needed; n++)
            for (size_t f = 0; text_is(item->type, needed[n].type) && f < 6; f++)
                if (needed[n].fields[f] != NULL && !has_one(rules, item, needed[n].fields[f]))
                    diag(rules->job, DIAG_REF_FIELDS, item->span, rule_string(rules, item->id),
                         rule_string(rules, item->type), needed[n].fields[f], NULL);
    }
}

/* ---- numbers
 * ------------------------------------------------------------------------------------*/

static bool all_digits(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (!text_digit(text.bytes[i]))
            return false;
    return text.length > 0;
}

/* "10.", four to nine digits, "/", and something without spaces (DOI Handbook, 2.2). */
static bool doi_fine(struct text doi)
{
    size_t slash = text_find(doi, '/', 0);
    struct text prefix = text_slice(doi, 3, text_find(text_slice(doi, 0, slash), '.', 3));
    if (!text_starts(doi, "10.") || slash + 1 >= doi.length || !all_digits(prefix) ||
        prefix.length < 4 || prefix.length > 9)
        return false;
    for (size_t i = 0; i < doi.length; i++)
        if (text_space(doi.bytes[i]) || (unsigned char)doi.bytes[i] < 0x20)
            return false;
    return true;
}

static bool pmid_fine(struct text pmid)
{
    return all_digits(pmid) && pmid.length <= 8 && pmid.bytes[0] != '0';
}

static bool pmcid_fine(struct text pmcid)
{
    return text_starts(pmcid, "PMC") && all_digits(text_slice(pmcid, 3, pmcid.length)) &&
           pmcid.length <= 12;
}

/* The digits and X of a number without hyphens and spaces, in `out`; 0 if there is more in it
 * than fits or belongs there. */
static size_t bare(struct text number, char out[14])
{
    size_t count = 0;
    for (size_t i = 0; i < number.length; i++) {
        char byte = number.bytes[i];
        if (byte == '-' || byte == ' ')
            continue;
        if (count == 13 || !(text_digit(byte) || byte == 'X' || byte == 'x'))
            return 0;
        out[count++] = byte;
    }
    return count;
}

static int value_of(char byte)
{
    return text_digit(byte) ? byte - '0' : 10;
}

/* Weights that fall to 1, modulo 11 (ISO 3297, ISO 2108 for ten digits). */
static bool modulo_11(const char *digits, size_t count)
{
    int sum = 0;
    for (size_t i = 0; i < count; i++) {
        if (value_of(digits[i]) == 10 && i + 1 < count)
            return false;
        sum += value_of(digits[i]) * (int)(count - i);
    }
    return sum % 11 == 0;
}

/* Weights 1 and 3 in turn, modulo 10 (ISO 2108 for thirteen digits). */
static bool modulo_10(const char *digits, size_t count)
{
    int sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += value_of(digits[i]) * (i % 2 == 0 ? 1 : 3);
    return sum % 10 == 0;
}

static bool issn_fine(struct text issn)
{
    char digits[14];
    return bare(issn, digits) == 8 && modulo_11(digits, 8);
}

static bool isbn_fine(struct text isbn)
{
    char digits[14];
    size_t count = bare(isbn, digits);
    return (count == 10 && modulo_11(digits, 10)) || (count == 13 && modulo_10(digits, 13));
}

static const struct {
    const char *name;
    bool (*fine)(struct text);
    bool several; /* parted by commas */
    const char *hint;
} numbers[] = {
    {"DOI", doi_fine, false, "write it from \"10.\" on, without https://doi.org/"},
    {"PMID", pmid_fine, false, "up to eight digits"},
    {"PMCID", pmcid_fine, false, "PMC and digits"},
    {"ISSN", issn_fine, true, "the last digit checks the others"},
    {"ISBN", isbn_fine, true, "the last digit checks the others"},
};

static void check_number(const struct checks *rules, const struct source_variable *variable,
                         size_t kind)
{
    struct text text = variable->text;
    for (size_t at = 0; at < text.length;) {
        size_t end = numbers[kind].several ? text_find(text, ',', at) : text.length;
        struct text one = text_trim(text_slice(text, at, end));
        at = end + 1;
        if (!numbers[kind].fine(one))
            diag(rules->job, DIAG_ID_CHECK, variable->span, rule_string(rules, one),
                 numbers[kind].name, numbers[kind].hint, NULL);
    }
}

void rule_id_check(const struct checks *rules)
{
    const struct library *library = rules->input->library;
    for (size_t i = 0; library != NULL && i < library_count(library); i++)
        for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++) {
            const struct source_variable *variable =
                item_find(library_item(library, i), numbers[n].name);
            if (variable != NULL)
                check_number(rules, variable, n);
        }
}

/* ---- the same twice
 * -----------------------------------------------------------------------------*/

static struct text made_small(const struct checks *rules, struct text text)
{
    struct buffer out = buffer_new(&rules->job->arena);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        buffer_byte(&out, byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte);
    }
    return buffer_text(&out);
}

static void check_twice(const struct checks *rules, const char *name)
{
    const struct library *library = rules->input->library;
    struct map seen = map_new(&rules->job->arena);
    for (size_t i = 0; library != NULL && i < library_count(library); i++) {
        const struct source_item *item = library_item(library, i);
        const struct source_variable *variable = item_find(item, name);
        if (variable == NULL || variable->text.length == 0)
            continue;
        struct text key = made_small(rules, variable->text);
        const struct source_item *other = map_find(&seen, key);
        if (other != NULL)
            diag(rules->job, DIAG_REF_DUPLICATE, variable->span, name,
                 rule_string(rules, item->id), rule_string(rules, other->id), NULL);
        else
            map_put(&seen, key, (void *)(uintptr_t)item);
    }
}

void rule_ref_duplicate(const struct checks *rules)
{
    check_twice(rules, "DOI");
    check_twice(rules, "PMID");
}

/* ---- what a source is, said where it is cited
 * ---------------------------------------------------*/

static bool has_keyword(const struct source_item *item, const char *keyword)
{
    for (size_t i = 0; i < item->keywords.count; i++)
        if (text_is(item->keywords.items[i].text, keyword))
            return true;
    return false;
}

static bool is_preprint(const struct checks *rules, const struct source_item *item)
{
    return preprint_is(rules->job, item);
}

static bool is_abstract(const struct checks *rules, const struct source_item *item)
{
    (void)rules;
    return has_keyword(item, "abstract-only");
}

static bool is_release(const struct checks *rules, const struct source_item *item)
{
    struct text genre = made_small(rules, item_text(item, "genre"));
    return has_keyword(item, "press-release") || text_is(genre, "press release");
}

bool rule_anecdotal(const struct source_item *item)
{
    return text_is(item->type, "post") || text_is(item->type, "personal_communication") ||
           has_keyword(item, "anecdote") || has_keyword(item, "forum");
}

struct label_rule {
    enum diag_id id;
    bool (*is)(const struct checks *rules, const struct source_item *item);
    const char *words[6]; /* one of them labels it */
};

static bool has_word(const struct label_rule *label, struct text text)
{
    for (size_t i = 0; i < 6 && label->words[i] != NULL; i++)
        if (prose_find(text, text_of(label->words[i]), 0) < text.length)
            return true;
    return false;
}

/* Whether the passage, a cell of its row, or the locator says what the source is. */
static bool labelled(const struct checks *rules, const struct label_rule *label,
                     const struct passage *passage, const struct cite_item *cited)
{
    for (size_t i = 0; passage->kind == PASSAGE_CELL && i < rules->prose->count; i++) {
        const struct passage *other = &rules->prose->items[i];
        if (other->kind == PASSAGE_CELL && other->block == passage->block &&
            other->row == passage->row && has_word(label, other->text))
            return true;
    }
    return has_word(label, passage->text) || has_word(label, cited->locator);
}

/* Whether the source is what the rule is about; found out once, in `known`. */
static bool is_kind(const struct checks *rules, const struct label_rule *label,
                    const struct source_item *item, unsigned char *known)
{
    if (known[item->order] == 0)
        known[item->order] = label->is(rules, item) ? 2 : 1;
    return known[item->order] == 2;
}

static void check_label(const struct checks *rules, const struct label_rule *label,
                        const struct passage *passage, const struct cite_item *cited,
                        unsigned char *known)
{
    const struct source_item *item = library_find(rules->input->library, cited->key);
    if (item != NULL && is_kind(rules, label, item, known) &&
        !labelled(rules, label, passage, cited) &&
        !rule_reported(rules, label->id, cited->span))
        diag(rules->job, label->id, cited->span, rule_string(rules, item->id), NULL);
}

static void check_labels(const struct checks *rules, const struct label_rule *label)
{
    const struct library *library = rules->input->library;
    size_t sources = library == NULL ? 0 : library_count(library);
    unsigned char *known = arena_array(&rules->job->arena, sources + 1, 1);
    for (size_t i = 0; sources > 0 && i < rules->prose->count; i++) {
        const struct passage *passage = &rules->prose->items[i];
        for (size_t n = 0; n < passage->mark_count; n++) {
            const struct inline_node *node = passage->marks[n].node;
            if (node->kind != INLINE_CITE)
                continue;
            const struct cite *cite = &rules->document->cites[node->number];
            for (size_t k = 0; k < cite->count; k++)
                check_label(rules, label, passage, &cite->items[k], known);
        }
    }
}

void rule_ref_preprint(const struct checks *rules)
{
    static const struct label_rule label = {
        DIAG_REF_PREPRINT,
        is_preprint,
        {"preprint", "preprints", "prépublication", "Preprint"}};
    check_labels(rules, &label);
}

void rule_ref_abstract(const struct checks *rules)
{
    static const struct label_rule label = {
        DIAG_REF_ABSTRACT, is_abstract, {"abstract", "abstracts", "résumé", "Abstract"}};
    check_labels(rules, &label);
}

void rule_ref_release(const struct checks *rules)
{
    static const struct label_rule label = {
        DIAG_REF_RELEASE,
        is_release,
        {"press release", "company", "manufacturer", "announced", "communiqué"}};
    check_labels(rules, &label);
}
