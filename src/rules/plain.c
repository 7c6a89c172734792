/*
 * Takes the running text, gives where it asks more of its readers than it should: its reading
 * level, long sentences, the passive voice.
 */
#include "rules/checks.h"
#include "rules/reading.h"

#define HARDEST 3

/* A sentence of the running text. */
struct sentence {
    size_t passage;
    struct stretch_of bytes;
    int64_t grade;
};

struct survey {
    const struct checks *rules;
    struct counts counts;
    struct sentence hardest[HARDEST]; /* the first is the hardest */
};

/* Sentences are looked for in paragraphs; what stands in tables and headings is none. */
static bool is_running(const struct passage *passage)
{
    return passage->kind == PASSAGE_PARAGRAPH;
}

/* ---- long sentences
 * -----------------------------------------------------------------------------*/

static int64_t most_words(const struct checks *rules)
{
    if (rules->thresholds.sentence_words > 0)
        return rules->thresholds.sentence_words;
    return rule_for_patients(rules) ? 25 : 45;
}

void rule_long_sentence(const struct checks *rules)
{
    int64_t most = most_words(rules);
    for (size_t i = 0; i < rules->prose->count; i++) {
        const struct passage *passage = &rules->prose->items[i];
        struct stretch_of sentence;
        for (size_t at = 0;
             is_running(passage) && prose_sentence(passage->text, &at, &sentence);) {
            int64_t words = (int64_t)prose_words(passage->text, sentence.start, sentence.end);
            if (words > most)
                diag(rules->job, DIAG_LONG_SENTENCE,
                     prose_span(rules->prose, passage, sentence.start, sentence.end),
                     rule_number(rules, words), rule_number(rules, most), NULL);
        }
    }
}

/* ---- reading level
 * ------------------------------------------------------------------------------*/

static void count_words(struct text text, struct stretch_of sentence, struct counts *counts)
{
    struct stretch_of word;
    counts->sentences++;
    for (size_t at = sentence.start; prose_word(text, &at, sentence.end, &word);) {
        int64_t syllables = reading_syllables(text_slice(text, word.start, word.end));
        counts->words++;
        counts->syllables += syllables;
        counts->long_words += syllables >= 3;
    }
}

/* Keeps the sentence if it is among the hardest; shorter than five words says nothing. */
static void keep_hardest(struct survey *survey, struct sentence sentence)
{
    for (int i = 0; i < HARDEST; i++)
        if (sentence.grade > survey->hardest[i].grade) {
            struct sentence next = survey->hardest[i];
            survey->hardest[i] = sentence;
            sentence = next;
        }
}

static void survey_passage(struct survey *survey, size_t number)
{
    struct text text = survey->rules->prose->items[number].text;
    struct sentence sentence = {.passage = number};
    for (size_t at = 0; prose_sentence(text, &at, &sentence.bytes);) {
        struct counts own = {0, 0, 0, 0};
        count_words(text, sentence.bytes, &own);
        sentence.grade = reading_grade(&own);
        survey->counts.sentences += own.sentences;
        survey->counts.words += own.words;
        survey->counts.syllables += own.syllables;
        survey->counts.long_words += own.long_words;
        if (own.words >= 5)
            keep_hardest(survey, sentence);
    }
}

/* "summary.md:4 "How either works …" (grade 16); …". */
static const char *hardest_words(const struct survey *survey)
{
    const struct checks *rules = survey->rules;
    struct buffer out = buffer_new(&rules->job->arena);
    for (int i = 0; i < HARDEST && survey->hardest[i].grade > 0; i++) {
        const struct sentence *sentence = &survey->hardest[i];
        const struct passage *passage = &rules->prose->items[sentence->passage];
        struct stretch_of bytes = sentence->bytes;
        struct place place =
            source_place(rules->job, prose_span(rules->prose, passage, bytes.start, bytes.end));
        struct stretch_of word;
        size_t end = bytes.start;
        for (int n = 0; n < 3 && prose_word(passage->text, &end, bytes.end, &word); n++)
            continue;
        buffer_string(&out, i > 0 ? "; " : "");
        buffer_add(&out, place.name);
        buffer_byte(&out, ':');
        buffer_number(&out, (int64_t)place.line);
        buffer_string(&out, " \"");
        buffer_add(&out, text_slice(passage->text, bytes.start, end));
        buffer_string(&out, " …\" (grade ");
        buffer_number(&out, sentence->grade / 1000);
        buffer_byte(&out, ')');
    }
    return rule_string(rules, buffer_text(&out));
}

/* "11.2". */
static const char *tenths(const struct checks *rules, int64_t thousandths)
{
    struct buffer out = buffer_new(&rules->job->arena);
    buffer_number(&out, thousandths / 1000);
    buffer_byte(&out, '.');
    buffer_number(&out, thousandths / 100 % 10);
    return rule_string(rules, buffer_text(&out));
}

void rule_grade_level(const struct checks *rules)
{
    struct survey survey = {.rules = rules};
    int64_t most = rules->thresholds.grade;
    if (most == 0)
        most = rule_for_patients(rules) ? 8 : 14;
    for (size_t i = 0; i < rules->prose->count; i++)
        if (is_running(&rules->prose->items[i]))
            survey_passage(&survey, i);
    int64_t grade = reading_grade(&survey.counts);
    if (rules->packs->english && survey.counts.words >= 30 && grade > most * 1000)
        diag(rules->job, DIAG_GRADE_LEVEL, rule_place(rules), tenths(rules, grade),
             rule_number(rules, most), tenths(rules, reading_smog(&survey.counts)),
             hardest_words(&survey), NULL);
}

/* ---- passive voice
 * ------------------------------------------------------------------------------*/

/* The first match of the passive in each sentence counts; the very first goes to `*first`. */
static int64_t count_passive(const struct checks *rules, size_t number, struct match *first,
                             bool *found)
{
    struct text text = rule_text(rules, number);
    const struct tokens *tokens = rule_tokens(rules, number);
    int64_t count = 0;
    uint32_t last = UINT32_MAX;
    struct match match;
    for (size_t at = 0; at < tokens->count; at++)
        for (size_t i = 0;
             tokens->items[at].sentence != last && i < rules->packs->passive.count; i++) {
            if (!pattern_at(&rules->packs->passive.items[i], text, tokens, at, &match))
                continue;
            last = tokens->items[at].sentence;
            count++;
            if (!*found)
                *first = match;
            *found = true;
        }
    return count;
}

static int64_t count_sentences(struct text text)
{
    struct stretch_of sentence;
    int64_t count = 0;
    for (size_t at = 0; prose_sentence(text, &at, &sentence);)
        count++;
    return count;
}

/* Sections [from, to) of passages, as one. */
static void check_section(const struct checks *rules, size_t from, size_t to, int64_t most)
{
    int64_t passive = 0, sentences = 0;
    struct match first = {0, 0};
    size_t place = 0;
    bool found = false;
    for (size_t i = from; i < to; i++) {
        bool had = found;
        if (!is_running(&rules->prose->items[i]))
            continue;
        sentences += count_sentences(rule_text(rules, i));
        passive += count_passive(rules, i, &first, &found);
        place = found && !had ? i : place;
    }
    if (found && sentences >= 5 && passive * 100 > most * sentences)
        diag(rules->job, DIAG_PASSIVE, rule_span(rules, place, first),
             rule_number(rules, passive), rule_number(rules, sentences),
             rule_words(rules, place, first), NULL);
}

void rule_passive(const struct checks *rules)
{
    int64_t most = rules->thresholds.passive_share;
    if (most == 0)
        most = rule_for_patients(rules) ? 20 : 50;
    for (size_t from = 0, to; from < rules->prose->count; from = to) {
        for (to = from; to < rules->prose->count &&
                        rules->prose->items[to].section == rules->prose->items[from].section;)
            to++;
        check_section(rules, from, to, most);
    }
}
