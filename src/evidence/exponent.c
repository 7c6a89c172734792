/*
 * Takes the document, reports raised citation numbers that read as exponents: "10 mg" or "a
 * risk of 3" with the number at once behind it (AMA Manual of Style, 11th edition, 3.6). The
 * one idea: what matters is the last word before the cite and whether a mark of punctuation
 * comes between, behind which the number is set.
 */
#include "evidence/exponent.h"
#include "evidence/walk.h"

static const char *const units[] = {
    "g",    "kg",   "mg", "mcg",  "µg", "μg", "ng",  "pg",  "L",  "mL",  "dL", "µL",  "m",
    "cm",   "mm",   "µm", "nm",   "km", "h",  "min", "s",   "ms", "d",   "mo", "y",   "mol",
    "mmol", "M",    "mM", "µM",   "nM", "Hz", "kHz", "MHz", "Da", "kDa", "IU", "U",   "Pa",
    "kPa",  "mmHg", "Hg", "kcal", "J",  "kJ", "W",   "V",   "mV", "mA",  "Gy", "mSv", "°C",
};

struct search {
    struct job *job;
    const struct document *document;
    struct buffer before; /* the text in front of the cite */
};

static bool is_unit(struct text word)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (text_is(word, units[i]))
            return true;
    return false;
}

/* The bytes of the space that ends at `end`: 1, or 2 where it may not break; 0 if none. */
static size_t space_before(struct text text, size_t end)
{
    if (end > 0 && text_space(text.bytes[end - 1]))
        return 1;
    return text_ends(text_slice(text, 0, end), "\xC2\xA0") ? 2 : 0;
}

/* The word that ends at `*end`, behind it only space; moves `*end` before the word. */
static struct text last_word(struct text text, size_t *end)
{
    while (space_before(text, *end) > 0)
        *end -= space_before(text, *end);
    size_t start = *end;
    while (start > 0 && space_before(text, start) == 0)
        start--;
    struct text word = text_slice(text, start, *end);
    *end = start;
    return word;
}

/* A number, also with a sign, a range or a bracket before it ("(0.93", "3-8"); a name such as
 * "eEF2" is none. */
static bool is_number(struct text word)
{
    for (size_t i = 0; i < word.length; i++)
        if (text_alpha(word.bytes[i]))
            return false;
    return word.length > 0 && text_digit(word.bytes[word.length - 1]);
}

/* The number or unit that the text ends in, or empty text. */
static struct text base_of(struct text text)
{
    size_t end = text.length;
    struct text word = last_word(text, &end);
    if (is_number(word))
        return word;
    size_t split = 0;
    while (split < word.length && (text_digit(word.bytes[split]) || word.bytes[split] == '.'))
        split++;
    if (split > 0 && is_unit(text_slice(word, split, word.length)))
        return word;
    bool counted = is_unit(word) || text_is(word, "%") || text_ends(word, "%");
    if (counted && (text_ends(word, "%") || is_number(last_word(text, &end))))
        return word;
    return TEXT("");
}

/* Whether the text after the cite starts with a mark behind which the number is set. */
static bool shielded(struct inlines inlines, size_t next)
{
    if (next >= inlines.count || inlines.items[next].kind != INLINE_TEXT)
        return false;
    struct text text = inlines.items[next].text;
    return text_starts(text, ".") || text_starts(text, ",");
}

static bool in_text_first(const struct cite *cite)
{
    return cite->count > 0 && cite->items[0].mode == CITE_IN_TEXT;
}

static void look(struct search *search, struct inlines inlines)
{
    for (size_t i = 0; i < inlines.count; i++) {
        const struct inline_node *node = &inlines.items[i];
        if (node->kind == INLINE_CITE) {
            const struct cite *cite = &search->document->cites[node->number];
            struct text base = base_of(buffer_text(&search->before));
            if (base.length > 0 && !shielded(inlines, i + 1) && !in_text_first(cite))
                diag(search->job, DIAG_CITE_EXPONENT, cite->span,
                     text_string(&search->job->arena, base), NULL);
            search->before.length = 0;
        } else if (node->children.count > 0) {
            look(search, node->children);
        } else {
            buffer_add(&search->before, node->text);
        }
    }
}

static void visit(void *context, struct inlines inlines, const struct walk_place *place)
{
    struct search *search = context;
    (void)place;
    search->before.length = 0;
    look(search, inlines);
}

void exponents_check(struct job *job, const struct document *document)
{
    struct search search = {job, document, buffer_new(&job->arena)};
    walk_document(document, visit, &search);
}
