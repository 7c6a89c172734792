/* The words of generated parts in English, French and German; see wording.h. */
#include "document/wording.h"

static const char *const words[WORDING_COUNT][WORDING_LANGUAGES] = {
    [WORDING_STATEMENT] = {"Statement", "Énoncé", "Aussage"},
    [WORDING_CERTAINTY] = {"Certainty", "Certitude", "Vertrauenswürdigkeit"},
    [WORDING_REASONS] = {"Reasons", "Raisons", "Gründe"},
    [WORDING_SOURCES] = {"Sources", "Sources", "Quellen"},
    [WORDING_FOR] = {"For", "Pour", "Dafür"},
    [WORDING_AGAINST] = {"Against", "Contre", "Dagegen"},
    [WORDING_WOULD_SETTLE] = {"What would settle it", "Ce qui trancherait",
                              "Was es klären würde"},
    [WORDING_DISAGREES] = {"What disagrees", "Ce qui contredit", "Was widerspricht"},
    [WORDING_OLDER_PAGE] = {"An older page says", "Une page plus ancienne dit",
                            "Eine ältere Seite sagt"},
    [WORDING_VERDICT] = {"Verdict", "Verdict", "Urteil"},
    [WORDING_RIGHT] = {"What is right", "Ce qui est juste", "Was richtig ist"},
    [WORDING_SOURCE] = {"Source", "Source", "Quelle"},
    [WORDING_LOCATOR] = {"Where in it", "Où", "Stelle"},
    [WORDING_PASSAGE] = {"What it says there", "Ce qui y est dit", "Was dort steht"},
    [WORDING_SAYS_SO] = {"The source says so", "La source le dit", "Die Quelle sagt es"},
    [WORDING_FAIR] = {"The certainty is fair", "La certitude est juste",
                      "Die Einstufung ist angemessen"},
    [WORDING_SIGNED] = {"Name and date", "Nom et date", "Name und Datum"},
    [WORDING_CONTRADICTS] = {"Cannot stand beside:", "Incompatible avec :",
                             "Nicht vereinbar mit:"},
    [WORDING_NO_PASSAGE] = {"not stored", "non enregistré", "nicht hinterlegt"},
    [WORDING_TO] = {"to", "à", "bis"},
    [WORDING_OF] = {"of", "sur", "von"},
    [WORDING_INTERVAL] = {"CI", "IC", "KI"},
    [WORDING_SEE] = {"see", "voir", "siehe"},
    [WORDING_SEE_ALSO] = {"see also", "voir aussi", "siehe auch"},
    [WORDING_SYMBOLS] = {"Symbols", "Symboles", "Symbole"},
};

static const char *const certainties[CERTAINTY_COUNT][WORDING_LANGUAGES] = {
    {"high certainty", "certitude élevée", "hohe Vertrauenswürdigkeit"},
    {"moderate certainty", "certitude modérée", "moderate Vertrauenswürdigkeit"},
    {"low certainty", "certitude faible", "niedrige Vertrauenswürdigkeit"},
    {"very low certainty", "certitude très faible", "sehr niedrige Vertrauenswürdigkeit"},
    {"not supported", "non étayé", "nicht belegt"},
};

static const char *const certainties_capital[CERTAINTY_COUNT][WORDING_LANGUAGES] = {
    {"High certainty", "Certitude élevée", "Hohe Vertrauenswürdigkeit"},
    {"Moderate certainty", "Certitude modérée", "Moderate Vertrauenswürdigkeit"},
    {"Low certainty", "Certitude faible", "Niedrige Vertrauenswürdigkeit"},
    {"Very low certainty", "Certitude très faible", "Sehr niedrige Vertrauenswürdigkeit"},
    {"Not supported", "Non étayé", "Nicht belegt"},
};

static const char *const grades[CERTAINTY_COUNT][WORDING_LANGUAGES] = {
    {"High", "Élevée", "Hoch"},
    {"Moderate", "Modérée", "Moderat"},
    {"Low", "Faible", "Niedrig"},
    {"Very low", "Très faible", "Sehr niedrig"},
    {"Not supported", "Non étayé", "Nicht belegt"},
};

/* Circles filled with a cross against empty ones: told apart without colour. */
static const char *const marks[CERTAINTY_COUNT] = {"⊕⊕⊕⊕", "⊕⊕⊕○", "⊕⊕○○", "⊕○○○", "○○○○"};

static const char *const marks_aloud[CERTAINTY_COUNT][WORDING_LANGUAGES] = {
    {"4 of 4", "4 sur 4", "4 von 4"}, {"3 of 4", "3 sur 4", "3 von 4"},
    {"2 of 4", "2 sur 4", "2 von 4"}, {"1 of 4", "1 sur 4", "1 von 4"},
    {"0 of 4", "0 sur 4", "0 von 4"},
};

static const char *const downgrades[][WORDING_LANGUAGES] = {
    {"risk of bias", "risque de biais", "Verzerrungsrisiko"},
    {"inconsistency", "incohérence", "Inkonsistenz"},
    {"indirectness", "caractère indirect", "Indirektheit"},
    {"imprecision", "imprécision", "fehlende Präzision"},
    {"publication bias", "biais de publication", "Publikationsbias"},
};

static const char *const upgrades[][WORDING_LANGUAGES] = {
    {"large effect", "effet important", "großer Effekt"},
    {"dose response", "relation dose-effet", "Dosis-Wirkungs-Beziehung"},
    {"opposing bias", "biais en sens contraire", "entgegengesetzte Verzerrung"},
};

static const char *const verdicts[VERDICT_COUNT][WORDING_LANGUAGES] = {
    {"Supported", "Étayé", "Belegt"},
    {"Oversimplified", "Trop simplifié", "Zu stark vereinfacht"},
    {"Outdated", "Dépassé", "Überholt"},
    {"Contradicted", "Contredit", "Widersprochen"},
    {"Wrong", "Faux", "Falsch"},
};

enum wording_language wording_language(struct text tag)
{
    static const char *const tags[WORDING_LANGUAGES] = {"en", "fr", "de"};
    struct text primary = text_slice(tag, 0, text_find(tag, '-', 0));
    for (int i = 0; i < WORDING_LANGUAGES; i++)
        if (text_is(primary, tags[i]))
            return (enum wording_language)i;
    return WORDING_EN;
}

struct text wording(enum wording_language language, enum wording word)
{
    return text_of(words[word][language]);
}

struct text wording_certainty(enum wording_language language, enum certainty certainty,
                              bool capital)
{
    if (certainty == CERTAINTY_NONE)
        return TEXT("");
    return text_of((capital ? certainties_capital : certainties)[certainty][language]);
}

struct text wording_grade(enum wording_language language, enum certainty certainty)
{
    return certainty == CERTAINTY_NONE ? TEXT("") : text_of(grades[certainty][language]);
}

struct text wording_mark(enum certainty certainty)
{
    return certainty == CERTAINTY_NONE ? TEXT("") : text_of(marks[certainty]);
}

struct text wording_mark_aloud(enum wording_language language, enum certainty certainty)
{
    return certainty == CERTAINTY_NONE ? TEXT("") : text_of(marks_aloud[certainty][language]);
}

struct text wording_reason(enum wording_language language, int reason, bool up)
{
    return reason < 0 ? TEXT("") : text_of((up ? upgrades : downgrades)[reason][language]);
}

struct text wording_verdict(enum wording_language language, enum verdict verdict)
{
    return verdict == VERDICT_NONE ? TEXT("") : text_of(verdicts[verdict][language]);
}
