/* Takes the words of the command line, gives a filled struct of options; getopt_long does the
 * splitting. */
#include "options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "schemas.h"

static const char *const command_names[] = {"build",   "check",     "dump",    "verify",
                                            "sources", "preflight", "explain", "impact",
                                            "schema",  "help",      "version", NULL};
static const char *const format_names[] = {"text", "json", "sarif", NULL};
static const char *const stage_names[] = {"document", "claims",  "design", "references",
                                          "lines",    "pages",   "tags",   "fingerprint",
                                          "version",  "checked", NULL};

const char *options_help(void)
{
    return "imprimatur: print a cited PDF from structured content\n"
           "\n"
           "  imprimatur build DOC.yaml [-o OUT.pdf] [--layout FILE] [--set KEY=VALUE]...\n"
           "                   [--draft] [--prove] [--explain-break PAGE] [--depfile FILE]\n"
           "  imprimatur check DOC.yaml [--layout FILE] [--set KEY=VALUE]... [--pages]\n"
           "  imprimatur dump STAGE DOC.yaml [--layout FILE] [--set KEY=VALUE]... [--draft]\n"
           "  imprimatur verify FILE.pdf DOC.yaml [--layout FILE] [--set KEY=VALUE]...\n"
           "  imprimatur explain RULE | --list\n"
           "  imprimatur sources FILE...\n"
           "  imprimatur impact SOURCE DOC.yaml [--set KEY=VALUE]...\n"
           "  imprimatur schema document|claims|sources|layout|policy|glossary|pack|\n"
           "                    retractions|versions|checked\n"
           "  imprimatur preflight DOC.yaml [--layout FILE] [--set KEY=VALUE]...\n"
           "  imprimatur --help | --version\n"
           "\n"
           "  build and check also take [--policy FILE] [--release] [--today DATE]\n"
           "    [--format text|json|sarif] [--werror] [--max-warnings N] [--summary FILE]\n"
           "\n"
           "commands\n"
           "  build   check the content, lay it out and write the PDF\n"
           "  check   report what is wrong with the content and the layout's type\n"
           "  dump    print what a stage made of it, as text:\n"
           "          document, claims, design, references, lines, pages, tags,\n"
           "          fingerprint, version or checked\n"
           "  verify  read a finished PDF back and compare it with its document, word by word\n"
           "  explain say what a rule asks, why, on whose authority; --list names all rules\n"
           "  sources print files of sources (BibTeX, PubMed, RIS, EndNote, CSL) as one "
           "CSL-YAML\n"
           "  impact  print every claim, sentence, number and table row that falls with a "
           "source\n"
           "  schema  print a JSON Schema of such files, for editors\n"
           "  preflight  print what a printer asks: paper, boxes, fonts, colours, smallest "
           "type\n"
           "\n"
           "options\n"
           "  -o, --output FILE   the PDF to write (default: the document's name with .pdf)\n"
           "  --layout FILE       print under this layout instead of the document's own\n"
           "  --set KEY=VALUE     set a variable, a metadata field or the citation-style; "
           "again for more\n"
           "  --draft             print in spite of errors, with DRAFT on each page, a mark "
           "beside\n"
           "                      each fault and a list of them at the end\n"
           "  --prove             read the PDF back before it is written, as verify does\n"
           "  --explain-break PAGE\n"
           "                      tell which costs decided the break at the foot of that page\n"
           "  --depfile FILE      write a make rule that lists all input files\n"
           "  --pages             check the rules on finished pages too\n"
           "  --policy FILE       hold the document to this policy; clinical: to all rules\n"
           "  --release           hold it to all rules; a review that is due is an error\n"
           "  --today DATE        the day that messages go by (default: SOURCE_DATE_EPOCH, "
           "clock)\n"
           "  --format FORM       messages as text, or as json or sarif on standard output\n"
           "  --werror            warnings fail the run\n"
           "  --max-warnings N    more than N warnings fail it\n"
           "  --summary FILE      write a summary in Markdown, for a pull request\n"
           "\n"
           "SOURCE_DATE_EPOCH in the environment dates a PDF whose document has no date.\n"
           "exit status: 0 fine, 1 the content is wrong, 2 usage or environment\n"
           "The format of documents and layouts is described in content/README.md.\n";
}

static bool refuse(struct job *job, const char *message, const char *word)
{
    struct span nowhere = {0, 0, 0};
    struct buffer text = buffer_new(&job->arena);
    buffer_string(&text, message);
    if (word != NULL) {
        buffer_string(&text, " \"");
        buffer_string(&text, word);
        buffer_byte(&text, '"');
    }
    diag(job, DIAG_USAGE, nowhere, text_string(&job->arena, buffer_text(&text)), NULL);
    return false;
}

/* The index of `word` in a NULL-ended list, or -1. */
static int index_of(const char *const *names, const char *word)
{
    for (int i = 0; names[i] != NULL; i++)
        if (strcmp(names[i], word) == 0)
            return i;
    return -1;
}

static bool add_setting(struct job *job, const char *word, struct options *options)
{
    struct text text = text_of(word);
    size_t split = text_find(text, '=', 0);
    if (split == 0 || split == text.length)
        return refuse(job, "--set wants KEY=VALUE, not", word);
    size_t count = options->settings.count;
    struct setting *items = arena_array(&job->arena, count + 1, sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = options->settings.items[i];
    items[count].name = text_slice(text, 0, split);
    items[count].value = text_slice(text, split + 1, text.length);
    options->settings.items = items;
    options->settings.count = count + 1;
    return true;
}

enum long_option {
    OPTION_OUTPUT = 'o',
    OPTION_HELP = 'h',
    OPTION_VERSION = 'V',
    OPTION_LAYOUT = 256,
    OPTION_SET,
    OPTION_DRAFT,
    OPTION_PROVE,
    OPTION_EXPLAIN_BREAK,
    OPTION_DEPFILE,
    OPTION_PAGES,
    OPTION_RELEASE,
    OPTION_TODAY,
    OPTION_POLICY,
    OPTION_FORMAT,
    OPTION_WERROR,
    OPTION_MAX_WARNINGS,
    OPTION_SUMMARY,
    OPTION_LIST
};

#define WITH(command) (1U << COMMAND_##command)
#define READS         (WITH(BUILD) | WITH(CHECK) | WITH(DUMP) | WITH(VERIFY) | WITH(PREFLIGHT))
#define JUDGES        (WITH(BUILD) | WITH(CHECK))

/* An option's name, the commands it goes with, and their names for a message. */
static const struct known_option {
    const char *name;
    int number;
    bool valued;
    unsigned commands;
    const char *with;
} known_options[] = {
    {"output", OPTION_OUTPUT, true, WITH(BUILD), "build"},
    {"help", OPTION_HELP, false, ~0U, ""},
    {"version", OPTION_VERSION, false, ~0U, ""},
    {"layout", OPTION_LAYOUT, true, READS, "a document"},
    {"set", OPTION_SET, true, READS, "a document"},
    {"draft", OPTION_DRAFT, false, WITH(BUILD) | WITH(DUMP), "build and dump"},
    {"prove", OPTION_PROVE, false, WITH(BUILD), "build"},
    {"explain-break", OPTION_EXPLAIN_BREAK, true, WITH(BUILD), "build"},
    {"depfile", OPTION_DEPFILE, true, WITH(BUILD), "build"},
    {"pages", OPTION_PAGES, false, WITH(CHECK), "check"},
    {"release", OPTION_RELEASE, false, JUDGES, "build and check"},
    {"today", OPTION_TODAY, true, READS, "a document"},
    {"policy", OPTION_POLICY, true, JUDGES, "build and check"},
    {"format", OPTION_FORMAT, true, JUDGES, "build and check"},
    {"werror", OPTION_WERROR, false, JUDGES, "build and check"},
    {"max-warnings", OPTION_MAX_WARNINGS, true, JUDGES, "build and check"},
    {"summary", OPTION_SUMMARY, true, JUDGES, "build and check"},
    {"list", OPTION_LIST, false, WITH(EXPLAIN), "explain"},
};

#define OPTIONS (sizeof known_options / sizeof *known_options)

static bool take_format(struct job *job, const char *value, struct options *options)
{
    int format = index_of(format_names, value);
    if (format < 0)
        return refuse(job, "--format is text, json or sarif, not", value);
    options->format = (enum format)format;
    return true;
}

static bool take_page(struct job *job, const char *value, struct options *options)
{
    struct text text = text_of(value);
    uint32_t page = 0;
    for (size_t i = 0; i < text.length && page < 100000; i++) {
        if (!text_digit(text.bytes[i]))
            return refuse(job, "--explain-break wants the number of a page, not", value);
        page = page * 10 + (uint32_t)(text.bytes[i] - '0');
    }
    options->explain = page;
    return page > 0 || refuse(job, "--explain-break wants the number of a page, not", value);
}

/* The options whose value must be of a kind. */
static bool take_checked(struct job *job, int option, const char *value,
                         struct options *options)
{
    if (option == OPTION_FORMAT)
        return take_format(job, value, options);
    if (option == OPTION_EXPLAIN_BREAK)
        return take_page(job, value, options);
    if (option == OPTION_TODAY)
        return date_parse(text_of(value), &options->today) ||
               refuse(job, "--today wants a day as 2026-11-21, not", value);
    if (option == OPTION_MAX_WARNINGS)
        return text_number(text_of(value), &options->warnings) ||
               refuse(job, "--max-warnings wants a number, not", value);
    return add_setting(job, value, options);
}

static bool take_option(struct job *job, int option, const char *value, struct options *options)
{
    switch (option) {
    case OPTION_OUTPUT:
        options->output = text_of(value);
        return true;
    case OPTION_HELP:
        options->command = COMMAND_HELP;
        return true;
    case OPTION_VERSION:
        options->command = COMMAND_VERSION;
        return true;
    case OPTION_LAYOUT:
        options->layout = text_of(value);
        return true;
    case OPTION_DRAFT:
        options->draft = true;
        return true;
    case OPTION_PROVE:
        options->prove = true;
        return true;
    case OPTION_DEPFILE:
        options->depfile = text_of(value);
        return true;
    case OPTION_PAGES:
        options->pages = true;
        return true;
    case OPTION_RELEASE:
        options->release = true;
        return true;
    case OPTION_POLICY:
        options->policy = text_of(value);
        return true;
    case OPTION_WERROR:
        options->werror = true;
        return true;
    case OPTION_SUMMARY:
        options->summary = text_of(value);
        return true;
    case OPTION_LIST:
        options->list = true;
        return true;
    default:
        return take_checked(job, option, value, options);
    }
}

/* Notes that the option was used, for check_use. */
static void note_use(int option, struct options *options)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (known_options[i].number == option)
            options->given |= 1U << i;
}

/* What getopt could not make anything of; it has not stepped past a word of several letters. */
static const char *unknown_option(struct job *job, char **words)
{
    struct buffer letter = buffer_new(&job->arena);
    if (optopt == 0)
        return words[optind - 1];
    buffer_byte(&letter, '-');
    buffer_byte(&letter, (char)optopt);
    return text_string(&job->arena, buffer_text(&letter));
}

/* Takes all options out of the words; the rest is left from optind on. */
static bool take_options(struct job *job, int count, char **words, struct options *options)
{
    struct option known[OPTIONS + 1] = {{NULL, 0, NULL, 0}};
    for (size_t i = 0; i < OPTIONS; i++) {
        known[i].name = known_options[i].name;
        known[i].has_arg = known_options[i].valued ? required_argument : no_argument;
        known[i].val = known_options[i].number;
    }
    opterr = 0;
    for (;;) {
        int option = getopt_long(count, words, ":o:hV", known, NULL);
        if (option == -1)
            return true;
        if (option == ':')
            return refuse(job, "a value is missing after", words[optind - 1]);
        if (option == '?')
            return refuse(job, "unknown option", unknown_option(job, words));
        note_use(option, options);
        if (!take_option(job, option, optarg, options))
            return false;
    }
}

/* The document's name with .pdf in place of its ending. */
static struct text default_output(struct job *job, struct text document)
{
    size_t end = document.length;
    for (size_t i = document.length; i > 0 && document.bytes[i - 1] != '/'; i--)
        if (document.bytes[i - 1] == '.' && i > 1 && document.bytes[i - 2] != '/') {
            end = i - 1;
            break;
        }
    struct buffer name = buffer_new(&job->arena);
    buffer_add(&name, text_slice(document, 0, end));
    buffer_string(&name, ".pdf");
    return buffer_text(&name);
}

/* What dump, verify and impact want before the document. */
static bool take_first_word(struct job *job, int count, char **words, struct options *options)
{
    if (options->command == COMMAND_IMPACT) {
        if (count > 0)
            options->source = text_of(words[0]);
        return count > 0 ||
               refuse(job, "impact wants the key of a source and a document", NULL);
    }
    if (options->command == COMMAND_VERIFY) {
        if (count > 0)
            options->file = text_of(words[0]);
        return count > 0 || refuse(job, "verify wants a PDF and its document", NULL);
    }
    int stage = count > 0 ? index_of(stage_names, words[0]) : -1;
    if (stage < 0)
        return refuse(job,
                      "dump wants a stage: document, claims, design, references, lines, pages, "
                      "tags, fingerprint, version or checked",
                      NULL);
    options->stage = (enum stage)stage;
    return true;
}

static bool take_sources(struct job *job, int count, char **words, struct options *options)
{
    if (count < 1)
        return refuse(job, "sources wants one file or several", NULL);
    options->sources.count = (size_t)count;
    options->sources.items =
        arena_array(&job->arena, (size_t)count, sizeof *options->sources.items);
    for (int i = 0; i < count; i++)
        options->sources.items[i].text = text_of(words[i]);
    return true;
}

/* explain wants a rule, or --list. */
static bool take_rule(struct job *job, int count, char **words, struct options *options)
{
    if (options->list)
        return count == 0 || refuse(job, "explain --list takes no rule:", words[0]);
    if (count != 1)
        return refuse(job, "explain wants one rule, or --list for all", NULL);
    options->rule = text_of(words[0]);
    return true;
}

static bool take_kind(struct job *job, int count, char **words, struct options *options)
{
    int kind = count == 1 ? index_of(schema_kinds, words[0]) : -1;
    struct buffer kinds = buffer_new(&job->arena);
    if (kind >= 0) {
        options->schema = (size_t)kind;
        return true;
    }
    buffer_string(&kinds, "schema wants one kind of file:");
    for (size_t i = 0; schema_kinds[i] != NULL; i++) {
        buffer_string(&kinds, i > 0 ? ", " : " ");
        buffer_string(&kinds, schema_kinds[i]);
    }
    if (count > 0)
        buffer_string(&kinds, "; not");
    return refuse(job, text_string(&job->arena, buffer_text(&kinds)),
                  count > 0 ? words[0] : NULL);
}

/* The words after the options: a command, for dump a stage, for verify a PDF, and the document.
 */
static bool take_words(struct job *job, int count, char **words, struct options *options)
{
    int command = count == 0 ? -1 : index_of(command_names, words[0]);
    if (count == 0)
        return refuse(job,
                      "a command is missing: build, check, dump, verify, explain, sources or "
                      "preflight",
                      NULL);
    if (command < 0)
        return refuse(job, "unknown command", words[0]);
    options->command = (enum command)command;
    if (options->command == COMMAND_HELP || options->command == COMMAND_VERSION)
        return true;
    if (options->command == COMMAND_SOURCES)
        return take_sources(job, count - 1, words + 1, options);
    if (options->command == COMMAND_EXPLAIN)
        return take_rule(job, count - 1, words + 1, options);
    if (options->command == COMMAND_SCHEMA)
        return take_kind(job, count - 1, words + 1, options);
    bool two = options->command == COMMAND_DUMP || options->command == COMMAND_VERIFY ||
               options->command == COMMAND_IMPACT;
    if (two && !take_first_word(job, count - 1, words + 1, options))
        return false;
    int next = two ? 2 : 1;
    if (count <= next)
        return refuse(job, "a document is missing", NULL);
    if (count > next + 1)
        return refuse(job, "one document at a time; left over is", words[next + 1]);
    options->document = text_of(words[next]);
    return true;
}

/* An option that the command would pass over in silence is a slip. */
static bool check_use(struct job *job, const struct options *options)
{
    for (size_t i = 0; i < OPTIONS; i++) {
        const struct known_option *option = &known_options[i];
        if ((options->given & 1U << i) == 0 || (option->commands & 1U << options->command) != 0)
            continue;
        struct buffer words = buffer_new(&job->arena);
        buffer_string(&words, option->number == OPTION_OUTPUT ? "-o" : "--");
        buffer_string(&words, option->number == OPTION_OUTPUT ? "" : option->name);
        buffer_string(&words, " goes with ");
        buffer_string(&words, option->with);
        buffer_string(&words, " only");
        return refuse(job, text_string(&job->arena, buffer_text(&words)), NULL);
    }
    return true;
}

/* ---- the environment --------------------------------------------------------------------*/

#define SECONDS_PER_DAY 86400
#define DAYS_MOST       2932896 /* from 1970 to the end of the year 9999 */

static int days_in_month(int year, int month)
{
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month == 2)
        return leap ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* The day of the Gregorian calendar `days` after 1 January 1970. */
static struct date day_of(int64_t days)
{
    struct date date = {1970, 1, 1};
    for (int length; days >= (length = days_in_month(date.year, date.month)); days -= length) {
        date.year += date.month == 12;
        date.month = date.month % 12 + 1;
    }
    date.day += (int)days;
    return date;
}

/* What reproducible builds set for files that have no date of their own
 * (reproducible-builds.org/specs/source-date-epoch). */
static bool read_epoch(struct job *job, struct options *options)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds = 0;
    if (epoch == NULL || epoch[0] == '\0')
        return true;
    if (!text_number(text_of(epoch), &seconds) || seconds / SECONDS_PER_DAY > DAYS_MOST)
        return refuse(job, "SOURCE_DATE_EPOCH wants a number of seconds, not", epoch);
    options->made = day_of(seconds / SECONDS_PER_DAY);
    return true;
}

bool options_read(struct job *job, int count, char **words, struct options *options)
{
    struct options none = {0};
    *options = none;
    options->command = COMMAND_BUILD;
    options->warnings = -1;
    if (!take_options(job, count, words, options) || !read_epoch(job, options))
        return false;
    if (options->command == COMMAND_HELP || options->command == COMMAND_VERSION)
        return true;
    if (!take_words(job, count - optind, words + optind, options) || !check_use(job, options))
        return false;
    if (options->output.length == 0 && options->document.length > 0)
        options->output = default_output(job, options->document);
    if (options->depfile.length > 0 && text_equal(options->depfile, options->output))
        return refuse(job, "--depfile and -o name the same file", NULL);
    return true;
}
