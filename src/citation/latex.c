/*
 * Takes LaTeX, gives text with CSL's markup.
 * The one idea: one pass from left to right into one buffer; a command's argument is decoded
 * where it stands, so tags open and close in place, and the depth of groups is bounded.
 */
#include "citation/bibtex.h"
#include "citation/unicode.h"

#define GROUP_DEPTH_MOST 32
#define SWITCH_MOST      4
#define OPTIONAL_MOST    200 /* bytes */

struct latex {
    struct importer *importer;
    struct text text;
    size_t at;
    unsigned mode;
    struct span span; /* for text that is no slice of the file */
    struct buffer out;
    int depth;      /* of groups */
    int math;       /* nested in that many formulas */
    bool protected; /* inside braces that protect from case */
};

enum command_kind { SYMBOL, ACCENT, MARKUP, SWITCH, QUOTES, PLAIN, SECOND, DROP };

static const struct command {
    const char *name;
    enum command_kind kind;
    const char *text;
} commands[] = {
#define LATEX(name, kind, text) {name, kind, text},
#include "citation/latex.def"
#undef LATEX
};

/* What a switch such as \em opened in a group, to be closed at its end. */
struct switches {
    size_t count;
    const char *tags[SWITCH_MOST];
};

static void run(struct latex *latex, char close, struct switches *switches);

static const struct command *command_find(struct text name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (commands[i].name[0] == name.bytes[0] && text_is(name, commands[i].name))
            return &commands[i];
    return NULL;
}

size_t latex_group_end(struct text text, size_t at)
{
    size_t depth = 0;
    for (; at < text.length; at++) {
        if (text.bytes[at] == '{')
            depth++;
        else if (text.bytes[at] == '}' && depth > 0 && --depth == 0)
            return at + 1;
    }
    return text.length;
}

static char peek(const struct latex *latex)
{
    return latex->at < latex->text.length ? latex->text.bytes[latex->at] : '\0';
}

static bool ahead(const struct latex *latex, const char *string)
{
    return text_starts(text_slice(latex->text, latex->at, latex->text.length), string);
}

static void skip_space(struct latex *latex)
{
    while (text_space(peek(latex)))
        latex->at++;
}

static void tag(struct latex *latex, const char *name, bool closing)
{
    if (latex->mode & LATEX_PLAIN)
        return;
    buffer_string(&latex->out, closing ? "</" : "<");
    buffer_string(&latex->out, name);
    buffer_byte(&latex->out, '>');
}

/* --- arguments -----------------------------------------------------------------------------
 */

/* A group's content, or everything up to the end where it is nested too deeply. */
static void group(struct latex *latex)
{
    struct switches switches = {0};
    latex->at++;
    if (latex->depth == GROUP_DEPTH_MOST) {
        size_t end = latex_group_end(latex->text, latex->at - 1);
        latex->at = end;
        return;
    }
    latex->depth++;
    run(latex, '}', &switches);
    latex->depth--;
}

static void command(struct latex *latex, struct switches *switches);

/* A command's argument: a group, a command or one character. */
static void argument(struct latex *latex)
{
    struct switches switches = {0};
    skip_space(latex);
    if (peek(latex) == '{') {
        group(latex);
    } else if (peek(latex) == '\\' && latex->depth < GROUP_DEPTH_MOST) {
        latex->depth++;
        command(latex, &switches);
        latex->depth--;
    } else if (latex->at < latex->text.length && peek(latex) != '}') {
        size_t start = latex->at;
        text_next(latex->text, &latex->at);
        buffer_add(&latex->out, text_slice(latex->text, start, latex->at));
    }
}

/* [optional] arguments are passed over, if they are not too long to be one. */
static void skip_optional(struct latex *latex)
{
    if (peek(latex) != '[')
        return;
    struct text near = text_slice(latex->text, latex->at, latex->at + OPTIONAL_MOST);
    size_t end = text_find(near, ']', 0);
    if (end < near.length)
        latex->at += end + 1;
}

/* --- commands ------------------------------------------------------------------------------
 */

/* The argument's first letter with the mark on it; i and j lose their dots. */
static void accent(struct latex *latex, const char *mark_text)
{
    size_t start = latex->out.length, at = 0, mark_at = 0;
    argument(latex);
    struct text base =
        text_copy(&latex->importer->job->arena,
                  text_slice(buffer_text(&latex->out), start, latex->out.length));
    uint32_t mark = text_next(text_of(mark_text), &mark_at);
    latex->out.length = start;
    while (at < base.length && base.bytes[at] == '<' && text_find(base, '>', at) < base.length)
        at = text_find(base, '>', at) + 1;
    buffer_add(&latex->out, text_slice(base, 0, at));
    uint32_t rune = at < base.length ? text_next(base, &at) : 0xA0;
    rune = rune == 0x131 ? 'i' : rune == 0x237 ? 'j' : rune;
    uint32_t composed = rune_compose(rune, mark);
    buffer_rune(&latex->out, composed ? composed : rune);
    if (!composed)
        buffer_rune(&latex->out, mark);
    buffer_add(&latex->out, text_slice(base, at, base.length));
}

static void switch_on(struct latex *latex, const char *name, struct switches *switches)
{
    if (switches->count == SWITCH_MOST)
        return;
    switches->tags[switches->count++] = name;
    tag(latex, name, false);
}

static void report_unknown(struct latex *latex, struct text name)
{
    struct importer *importer = latex->importer;
    const char *start = importer->text.bytes;
    struct span span = latex->span;
    if (name.bytes > start && name.bytes < start + importer->text.length) {
        size_t at = (size_t)(name.bytes - start);
        span = importer_span(importer, at - 1, at + name.length);
    }
    diag(importer->job, DIAG_SOURCE_LATEX, span, text_string(&importer->job->arena, name),
         NULL);
}

/* The name behind a backslash: letters, or one other character. */
static struct text command_name(struct latex *latex)
{
    size_t start = ++latex->at;
    while (text_alpha(peek(latex)))
        latex->at++;
    bool letters = latex->at > start;
    if (!letters && latex->at < latex->text.length)
        text_next(latex->text, &latex->at);
    struct text name = text_slice(latex->text, start, latex->at);
    if (letters)
        skip_space(latex);
    return name;
}

static void apply(struct latex *latex, const struct command *known, struct switches *switches)
{
    size_t start = latex->out.length;
    switch (known->kind) {
    case SYMBOL:
        buffer_string(&latex->out, known->text);
        if (ahead(latex, "{}"))
            latex->at += 2;
        break;
    case ACCENT:
        accent(latex, known->text);
        break;
    case MARKUP:
        tag(latex, known->text, false);
        argument(latex);
        tag(latex, known->text, true);
        break;
    case SWITCH:
        switch_on(latex, known->text, switches);
        break;
    case QUOTES:
        buffer_string(&latex->out, "“");
        argument(latex);
        buffer_string(&latex->out, "”");
        break;
    case PLAIN:
        skip_optional(latex);
        argument(latex);
        break;
    case SECOND:
    case DROP:
        skip_optional(latex);
        argument(latex);
        latex->out.length = start;
        if (known->kind == SECOND)
            argument(latex);
        break;
    }
}

static void command(struct latex *latex, struct switches *switches)
{
    struct text name = command_name(latex);
    if (!name.length)
        return;
    bool formula = text_is(name, "(") || text_is(name, "ensuremath");
    latex->math += formula;
    latex->math -= text_is(name, ")") && latex->math > 0;
    if (text_is(name, "frac")) {
        argument(latex);
        buffer_byte(&latex->out, '/');
        argument(latex);
        return;
    }
    const struct command *known = command_find(name);
    if (known)
        apply(latex, known, switches);
    else
        report_unknown(latex, name);
    latex->math -= text_is(name, "ensuremath");
}

/* --- formulas ------------------------------------------------------------------------------
 */

/* "^" or "_" with its argument; a raised circle is the degree sign. */
static void script(struct latex *latex, bool raised)
{
    size_t end = latex->at;
    latex->at++;
    if (raised && (ahead(latex, "\\circ") || ahead(latex, "{\\circ}"))) {
        end = peek(latex) == '{' ? latex_group_end(latex->text, latex->at) : latex->at + 5;
        latex->at = end;
        buffer_string(&latex->out, "°");
        return;
    }
    tag(latex, raised ? "sup" : "sub", false);
    argument(latex);
    tag(latex, raised ? "sup" : "sub", true);
}

/* A dollar sign: a formula if another one closes it, else itself. */
static void dollar(struct latex *latex)
{
    size_t width = ahead(latex, "$$") ? 2 : 1;
    if (latex->math > 0) {
        latex->at += width;
        latex->math--;
        return;
    }
    size_t end = latex->at + width;
    while (end < latex->text.length && latex->text.bytes[end] != '$')
        end += latex->text.bytes[end] == '\\' ? 2 : 1;
    if (end < latex->text.length) {
        latex->math++;
    } else {
        buffer_byte(&latex->out, '$');
    }
    latex->at += width;
}

/* --- text ----------------------------------------------------------------------------------
 */

/* Ligatures of TeX's fonts; false if none stands here. */
static bool ligature(struct latex *latex)
{
    static const char *const ligatures[][2] = {{"---", "—"}, {"--", "–"},    {"``", "“"},
                                               {"''", "”"},  {"!`", "¡"},    {"?`", "¿"},
                                               {"`", "‘"},   {"~", "\u00A0"}};
    for (size_t i = 0; i < sizeof ligatures / sizeof *ligatures; i++)
        if (ahead(latex, ligatures[i][0])) {
            latex->at += strlen(ligatures[i][0]);
            bool space = ligatures[i][0][0] == '~' && (latex->mode & LATEX_PLAIN);
            buffer_string(&latex->out, space ? " " : ligatures[i][1]);
            return true;
        }
    return false;
}

/* Braces in a title at the top level protect what is in them, unless they hold a special
 * character such as {\"u}. */
static void braces(struct latex *latex)
{
    bool special =
        latex->at + 1 < latex->text.length && latex->text.bytes[latex->at + 1] == '\\';
    bool protects = (latex->mode & LATEX_TITLE) && !latex->protected && latex->math == 0 &&
                    !special && !ahead(latex, "{}");
    latex->protected = latex->protected || protects;
    if (protects)
        buffer_string(&latex->out, "<span class=\"nocase\">");
    group(latex);
    if (!protects)
        return;
    buffer_string(&latex->out, "</span>");
    latex->protected = false;
}

static void space(struct latex *latex)
{
    bool lines = (latex->mode & LATEX_LINES) && peek(latex) == '\n';
    char before = latex->out.length ? latex->out.bytes[latex->out.length - 1] : ' ';
    latex->at++;
    if (lines)
        buffer_byte(&latex->out, '\n');
    else if (before != ' ' && before != '\n')
        buffer_byte(&latex->out, ' ');
}

/* One character or construct of the text. */
static void step(struct latex *latex, struct switches *switches)
{
    char byte = peek(latex);
    if (byte == '\\') {
        command(latex, switches);
    } else if (byte == '{') {
        braces(latex);
    } else if (byte == '$') {
        dollar(latex);
    } else if (latex->math > 0 && (byte == '^' || byte == '_')) {
        script(latex, byte == '^');
    } else if (latex->math > 0 && byte == '-') {
        latex->at++;
        buffer_string(&latex->out, "\u2212");
    } else if (text_space(byte)) {
        space(latex);
    } else if (!strchr("-`'!?~", byte) || !ligature(latex)) {
        latex->at++;
        buffer_byte(&latex->out, byte);
    }
}

/* Decodes up to `close` (0: the end) and closes what switches opened on the way. */
static void run(struct latex *latex, char close, struct switches *switches)
{
    while (latex->at < latex->text.length) {
        char byte = peek(latex);
        if (byte == '}') {
            latex->at++;
            if (close)
                break;
            continue;
        }
        step(latex, switches);
    }
    while (switches->count > 0)
        tag(latex, switches->tags[--switches->count], true);
}

struct text latex_text(struct importer *importer, struct text text, unsigned mode,
                       struct span at)
{
    static const char special[] = "\\{}$~`-'!?\n\t";
    struct switches switches = {0};
    bool plain = text_search(text, TEXT("  "), 0) == text.length;
    for (const char *s = special; *s && plain; s++)
        plain = text_find(text, *s, 0) == text.length;
    if (plain)
        return text;
    struct latex latex = {.importer = importer, .text = text, .mode = mode, .span = at};
    latex.out = buffer_new(&importer->job->arena);
    run(&latex, '\0', &switches);
    return buffer_text(&latex.out);
}

struct text latex_verbatim(struct job *job, struct text text)
{
    struct buffer out = buffer_new(&job->arena);
    text = text_trim(text);
    if (text_starts(text, "\\url"))
        text = text_slice(text, 4, text.length);
    if (text_find(text, '\\', 0) == text.length && text_find(text, '{', 0) == text.length)
        return text;
    for (size_t i = 0; i < text.length; i++) {
        bool escape = text.bytes[i] == '\\' && i + 1 < text.length &&
                      strchr("_&%#~{}$^-", text.bytes[i + 1]);
        if (escape && text.bytes[i + 1] != '{' && text.bytes[i + 1] != '}')
            buffer_byte(&out, text.bytes[++i]);
        else if (!escape && text.bytes[i] != '{' && text.bytes[i] != '}')
            buffer_byte(&out, text.bytes[i]);
    }
    return text_trim(buffer_text(&out));
}
