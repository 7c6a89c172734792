/*
 * Takes the command line, gives a finished PDF, messages and an exit status: 0 fine, 1 the
 * content is wrong, 2 usage or environment. The whole pipeline stands in `compile`.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/output.h"
#include "options.h"
#include "pdf/pdf.h"
#include "proof/proof.h"
#include "report/report.h"
#include "rules/rules.h"
#include "schemas.h"
#include "sheets/sheets.h"

#define VERSION "0.1.0"

enum exit_status { EXIT_FINE = 0, EXIT_CONTENT = 1, EXIT_USAGE = 2 };

/* What a compilation came to, each NULL until its stage is done. */
struct work {
    const struct document *document;
    struct design *design;
    struct fonts *fonts;
    const struct citation_style *style;
    const struct library *library;
    const struct notice *notices;
    struct map strangers; /* on the list of retractions, and no source's key */
    const struct references *references;
    ARRAY(uint32_t) content;   /* the files that the content was read from */
    const struct pages *laid;  /* as laid out */
    const struct pages *pages; /* as printed: the same, or sheets with several of them */
    struct text file;          /* the PDF's bytes */
    struct rules_input judged;
    struct checks *rules;
};

/* False with errno set where not all could be written. */
static bool write_text(int file, struct text text)
{
    while (text.length > 0) {
        ssize_t count = write(file, text.bytes, text.length);
        if (count < 0 && errno != EINTR)
            return false;
        text = text_slice(text, count > 0 ? (size_t)count : 0, text.length);
    }
    return true;
}

/* Writes what was asked for to standard output. */
static bool print(struct job *job, struct text text)
{
    struct span nowhere = {0, 0, 0};
    if (write_text(STDOUT_FILENO, text))
        return true;
    diag(job, DIAG_OUTPUT_FAILED, nowhere, "standard output", diag_error(job, errno), NULL);
    return false;
}

static int64_t now_microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Whether to go on after a gate: with errors only a draft does. */
static bool passes(struct job *job, const struct options *options)
{
    diag_settle(job);
    return job->diags.fatals == 0 && (job->diags.errors == 0 || options->draft);
}

/* Whether what was found lets the run end well. */
static bool acceptable(struct job *job, const struct options *options)
{
    size_t most = options->warnings < 0 ? SIZE_MAX : (size_t)options->warnings;
    if (options->werror)
        most = 0;
    return passes(job, options) && (options->draft || job->diags.warnings <= most);
}

/* ---- reading
 * ----------------------------------------------------------------------------------*/

/* Whether the command needs pages; reading alone breaks no lines. */
static bool lays_out(const struct options *options)
{
    bool early = options->stage == STAGE_DOCUMENT || options->stage == STAGE_CLAIMS ||
                 options->stage == STAGE_DESIGN || options->stage == STAGE_FINGERPRINT ||
                 options->stage == STAGE_VERSION || options->stage == STAGE_CHECKED;
    return options->command == COMMAND_BUILD || options->command == COMMAND_PREFLIGHT ||
           (options->command == COMMAND_CHECK && options->pages) ||
           (options->command == COMMAND_DUMP && !early);
}

/* The design with its fonts; these are made now so that hyphenation patterns load beside the
 * rest of the reading. */
static void read_design(struct job *job, const struct options *options, struct work *work)
{
    struct span nowhere = {0, 0, 0};
    const struct located *named = &work->document->layout;
    struct text audience = work->document->audience.value.text;
    if (options->layout.length > 0)
        work->design = design_read(job, options->layout, nowhere, audience);
    else if (named->text.length > 0)
        work->design = design_read(job, named->text, named->span, audience);
    else
        diag(job, DIAG_LAYOUT_UNNAMED, work->document->span, NULL);
    if (work->design != NULL)
        work->fonts = fonts_new(job, work->design);
    if (work->fonts == NULL)
        return;
    if (lays_out(options))
        fonts_expect(work->fonts, work->document->language.value.text);
    fonts_unbreakable(job, work->fonts, &work->document->unbreakable);
}

/* The source files as paths ready to open; those that leave the project are reported and left
 * out. */
static void read_library(struct job *job, struct work *work)
{
    const struct texts *named = &work->document->sources;
    struct located *files = arena_array(&job->arena, named->count, sizeof *files);
    size_t count = 0;
    for (size_t i = 0; i < named->count; i++) {
        struct span at = named->items[i].span;
        struct text path = source_resolve(job, named->items[i].text, at);
        if (path.length == 0)
            continue;
        files[count].text = path;
        files[count++].span = at;
    }
    work->library = library_read(job, files, count);
}

/* A path, and no style's address. */
static bool is_path(struct text name)
{
    return text_find(name, '/', 0) < name.length && !text_starts(name, "http://") &&
           !text_starts(name, "https://");
}

/* The file of that name beside the document, if there is one; else the name as it is. */
static struct text style_beside(struct job *job, const struct located *name)
{
    struct buffer file = buffer_new(&job->arena);
    buffer_add(&file, name->text);
    buffer_string(&file, ".csl");
    if (name->span.source == 0 || text_find(name->text, '/', 0) < name->text.length)
        return name->text;
    struct text path = source_resolve(job, buffer_text(&file), name->span);
    bool there = path.length > 0 && access(text_string(&job->arena, path), R_OK) == 0;
    return there ? path : name->text;
}

static void read_style(struct job *job, struct work *work)
{
    struct citation_folders folders = citation_folders_debian();
    struct located name = work->document->citation_style;
    if (name.text.length == 0) {
        name.text = TEXT("american-medical-association");
        name.span = work->document->span;
    } else if (text_ends(name.text, ".csl") || is_path(name.text)) {
        name.text = source_resolve(job, name.text, name.span);
    } else {
        name.text = style_beside(job, &name);
    }
    if (name.text.length > 0)
        work->style = citation_style_read(job, &folders, name.text,
                                          work->document->language.value.text, name.span);
}

static struct cite_request cite_request_of(const struct work *work)
{
    return (struct cite_request){
        work->document,   work->library,
        work->style,      work->notices,
        &work->strangers, work->design != NULL ? work->design->citation_range : TEXT("")};
}

static void check_evidence(struct job *job, struct work *work)
{
    work->notices = evidence_notices(job, work->document, work->library, &work->strangers);
    struct cite_request request = cite_request_of(work);
    evidence_check(job, &request);
}

/* Notes the files read since there were `from`: they are the content. */
static void note_content(struct job *job, struct work *work, size_t from)
{
    for (size_t i = from; i < job->sources.list.count; i++)
        *array_push(&job->arena, &work->content) = (uint32_t)i;
}

/* ---- rules
 * ------------------------------------------------------------------------------------*/

/* The day that messages go by, as 20261121. */
static int today(const struct options *options)
{
    struct date date = options->today;
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds;
    struct tm day;
    if (date.year > 0)
        return (date.year * 100 + date.month) * 100 + date.day;
    if (epoch == NULL || !text_number(text_of(epoch), &seconds))
        seconds = (int64_t)time(NULL);
    time_t moment = (time_t)seconds;
    if (gmtime_r(&moment, &day) == NULL)
        return 0;
    return ((day.tm_year + 1900) * 100 + day.tm_mon + 1) * 100 + day.tm_mday;
}

static void read_policy(struct job *job, const struct options *options, struct work *work)
{
    const struct located *named = &work->document->policy;
    struct located policy = {.text = options->policy};
    struct span nowhere = {0, 0, 0};
    policy.span = nowhere;
    bool own = policy.text.length == 0;
    if (own)
        policy = *named;
    if (policy.text.length == 0)
        return;
    if (text_is(policy.text, "clinical"))
        policy.text = TEXT("");
    else if (own)
        policy.text = source_resolve(job, policy.text, policy.span);
    if (policy.text.length > 0 || text_is(own ? named->text : options->policy, "clinical"))
        rules_policy(work->rules, policy.text, policy.span);
}

/* Whether the command judges the document by the rules, or only shows what became of it; a
 * draft shows what was judged. */
static bool judges(const struct options *options)
{
    return options->command == COMMAND_BUILD || options->command == COMMAND_CHECK ||
           options->draft;
}

static void prepare_rules(struct job *job, const struct options *options, struct work *work)
{
    job->diags.today = today(options);
    job->diags.strict = options->release;
    if (!judges(options))
        return;
    work->judged.document = work->document;
    work->rules = rules_new(job, &work->judged);
    read_policy(job, options, work);
}

static void check_rules(struct work *work, enum rule_stage stage)
{
    work->judged.library = work->library;
    work->judged.design = work->design;
    work->judged.pages = work->laid;
    if (work->rules != NULL)
        rules_run(work->rules, stage);
}

/* The fingerprint of the content as written, whatever is set on the command line. */
static struct text written_content(struct job *job, const struct work *work)
{
    struct content_files files = {work->content.count, work->content.items};
    struct settings none = {0, NULL};
    return evidence_fingerprint(job, &files, &none);
}

/* Reads all inputs and checks what needs no layout; false if nothing can be made of them. */
static bool read_inputs(struct job *job, const struct options *options, struct work *work)
{
    struct span nowhere = {0, 0, 0};
    if (!source_find_root(job, options->document)) {
        diag(job, DIAG_ROOT_MISSING, nowhere, text_string(&job->arena, options->document),
             NULL);
        return false;
    }
    work->document = document_read(job, options->document, options->settings);
    if (work->document == NULL)
        return false;
    note_content(job, work, 1);
    evidence_may_carry(job, work->document,
                       work->document->date.date.year > 0 || options->made.year > 0);
    prepare_rules(job, options, work);
    read_design(job, options, work);
    read_style(job, work);
    size_t errors = job->diags.errors, before = job->sources.list.count;
    read_library(job, work);
    /* after a fault in the sources every key of theirs would be reported as unknown */
    if (work->library != NULL && job->diags.errors == errors)
        check_evidence(job, work);
    note_content(job, work, before);
    if (work->document->versions.text.length > 0)
        work->judged.content = written_content(job, work);
    if (work->library != NULL)
        check_rules(work, RULE_CONTENT);
    if (work->design != NULL)
        check_rules(work, RULE_DESIGN);
    return work->design != NULL && work->fonts != NULL && work->library != NULL &&
           work->style != NULL;
}

static struct content_files content_files(const struct work *work)
{
    return (struct content_files){work->content.count, work->content.items};
}

/* ---- the pipeline
 * -----------------------------------------------------------------------------*/

static struct page_input page_input(struct job *job, const struct options *options,
                                    const struct work *work)
{
    struct content_files files = content_files(work);
    struct page_input input = {.document = work->document,
                               .references = work->references,
                               .design = work->design,
                               .fonts = work->fonts,
                               .draft = options->draft,
                               .explain = options->explain,
                               .made = options->made};
    input.fingerprint = evidence_fingerprint(job, &files, &options->settings);
    return input;
}

/* Lays the pages out, judges them, and puts them on sheets; a draft with what was found. */
static bool lay_out(struct job *job, const struct options *options, struct work *work)
{
    struct page_input input = page_input(job, options, work);
    work->laid = pages_fit(job, &input);
    if (work->laid == NULL)
        return false;
    check_rules(work, RULE_PAGES);
    if (options->draft)
        work->laid = pages_faults(job, &input, work->laid);
    work->pages = sheets_impose(job, work->laid, &work->design->print);
    return work->pages != NULL;
}

/* Content to pages, with a gate after reading and one after layout. */
static bool compile(struct job *job, const struct options *options, struct work *work)
{
    if (!read_inputs(job, options, work) || !passes(job, options))
        return false;
    struct cite_request request = cite_request_of(work);
    work->references = evidence_cite(job, &request);
    return work->references != NULL && lay_out(job, options, work) && passes(job, options);
}

/* ---- commands
 * ---------------------------------------------------------------------------------*/

static bool write_depfile(struct job *job, const struct options *options)
{
    if (options->depfile.length == 0)
        return true;
    struct buffer rule = buffer_new(&job->arena);
    report_depfile(job, options->output, &rule);
    return output_write(job, options->depfile, buffer_text(&rule));
}

/* What the PDF is to carry, once the references are there. */
static struct attachments attachments_of(struct job *job, const struct work *work)
{
    struct content_files files = content_files(work);
    return evidence_attachments(job, work->document, work->library, work->references, &files);
}

/* Reads a finished file back and compares it with the document. */
static bool prove(struct job *job, const struct work *work, struct text bytes, struct text name)
{
    struct attachments attachments = attachments_of(job, work);
    struct proof_against against = {.document = work->document,
                                    .references = work->references,
                                    .design = work->design,
                                    .attachments = &attachments};
    if (work->laid != NULL) {
        against.listed = work->laid->faults;
        against.listed_pages = work->laid->listed;
    }
    const struct proof *proof = proof_read(job, bytes, name, &against);
    return proof != NULL && proof_compare(job, proof);
}

static struct text make_file(struct job *job, const struct work *work)
{
    struct attachments attachments = attachments_of(job, work);
    return pdf_make(job, work->pages, work->fonts, &attachments);
}

static bool build(struct job *job, const struct options *options, struct work *work)
{
    bool ruled = options->depfile.length > 0;
    if (!output_possible(job, options->output) ||
        (ruled && !output_possible(job, options->depfile)) || !compile(job, options, work))
        return false;
    work->file = make_file(job, work);
    if (work->file.length > 0 && options->prove &&
        prove(job, work, work->file, options->output))
        check_rules(work, RULE_FILE);
    rules_close(work->rules);
    if (work->file.length == 0 || !acceptable(job, options))
        return false;
    return output_spares_inputs(job, options->output) &&
           output_spares_inputs(job, options->depfile) &&
           output_write(job, options->output, work->file) && write_depfile(job, options) &&
           (options->explain == 0 || print(job, work->laid->explanation));
}

static bool check(struct job *job, const struct options *options, struct work *work)
{
    bool whole = options->pages ? compile(job, options, work) : read_inputs(job, options, work);
    if (work->rules != NULL)
        rules_close(work->rules);
    return whole && acceptable(job, options);
}

static bool explain(struct job *job, const struct options *options)
{
    struct span nowhere = {0, 0, 0};
    struct buffer out = buffer_new(&job->arena);
    if (options->list) {
        rules_list(&out);
        return print(job, buffer_text(&out));
    }
    const struct rule *rule = rules_find(options->rule);
    if (rule == NULL) {
        diag(job, DIAG_RULE_UNKNOWN, nowhere, text_string(&job->arena, options->rule),
             text_string(&job->arena, rules_nearest(job, options->rule)), NULL);
        return false;
    }
    rules_explain(rule, &out);
    return print(job, buffer_text(&out));
}

/* Compares a PDF that was printed before with its document; nothing is laid out. */
static bool verify(struct job *job, const struct options *options, struct work *work)
{
    struct span nowhere = {0, 0, 0};
    if (!read_inputs(job, options, work))
        return false;
    struct cite_request request = cite_request_of(work);
    work->references = evidence_cite(job, &request);
    uint32_t file = source_read(job, options->file, SOURCE_BINARY, nowhere);
    return work->references != NULL && file != 0 &&
           prove(job, work, source_find(job, file)->text, options->file);
}

/* Prints files of sources as one file that can be curated. What could be read is printed also
 * after a fault, which the exit status tells of. */
static bool convert_sources(struct job *job, const struct options *options)
{
    struct buffer out = buffer_new(&job->arena);
    const struct library *library =
        library_read(job, options->sources.items, options->sources.count);
    if (job->diags.fatals > 0)
        return false;
    library_write(job, library, &out);
    return print(job, buffer_text(&out));
}

static void dump_stage(struct job *job, enum stage stage, const struct work *work,
                       struct buffer *out)
{
    switch (stage) {
    case STAGE_DOCUMENT:
        document_dump(work->document, out);
        break;
    case STAGE_CLAIMS:
        claims_dump(work->document->claims, out);
        break;
    case STAGE_DESIGN:
        design_dump(work->design, out);
        break;
    case STAGE_REFERENCES:
        references_dump(work->references, work->document, out);
        break;
    case STAGE_LINES:
        pages_dump_lines(work->laid, out);
        break;
    case STAGE_PAGES:
        pages_dump(work->pages, out);
        break;
    case STAGE_TAGS:
        pages_dump_tags(work->laid, out);
        break;
    case STAGE_FINGERPRINT:
    case STAGE_VERSION:
        break;
    case STAGE_CHECKED:
        rules_checked_print(job, work->document, out);
        break;
    }
}

static void dump_fingerprint(struct job *job, const struct options *options,
                             const struct work *work, struct buffer *out)
{
    struct content_files files = content_files(work);
    evidence_dump_fingerprint(job, &files, &options->settings, out);
}

/* Goes only as far as the stage needs, so that a fault further on does not hide it. */
static bool dump(struct job *job, const struct options *options, struct work *work)
{
    struct buffer out = buffer_new(&job->arena);
    if (!lays_out(options))
        read_inputs(job, options, work);
    else if (!compile(job, options, work))
        return false;
    if (work->document == NULL || (options->stage == STAGE_DESIGN && work->design == NULL))
        return false;
    if (options->stage == STAGE_FINGERPRINT)
        dump_fingerprint(job, options, work, &out);
    else if (options->stage == STAGE_VERSION)
        rules_version_entry(job, work->document, written_content(job, work), &out);
    else
        dump_stage(job, options->stage, work, &out);
    return print(job, buffer_text(&out));
}

/* Prints what falls with a source; a key that nothing has is a slip. */
static bool impact(struct job *job, const struct options *options, struct work *work)
{
    struct span nowhere = {0, 0, 0};
    struct buffer out = buffer_new(&job->arena);
    struct text key = options->source;
    if (text_starts(key, "@"))
        key = text_slice(key, 1, key.length);
    read_inputs(job, options, work);
    if (work->document == NULL || work->library == NULL)
        return false;
    struct impact impact = evidence_impact(job, work->document, key);
    if (impact.count == 0 && library_find(work->library, key) == NULL) {
        diag(job, DIAG_CITE_UNKNOWN, nowhere, text_string(&job->arena, key),
             text_string(&job->arena, library_nearest(work->library, key)), NULL);
        return false;
    }
    impact_print(job, &impact, key, &out);
    return print(job, buffer_text(&out));
}

/* What a printer would ask about the sheets. */
static bool preflight(struct job *job, const struct options *options, struct work *work)
{
    struct buffer out = buffer_new(&job->arena);
    if (!compile(job, options, work))
        return false;
    sheets_preflight(job, work->pages, work->design, work->fonts, &out);
    return print(job, buffer_text(&out));
}

static bool print_schema(struct job *job, size_t kind)
{
    struct buffer out = buffer_new(&job->arena);
    schemas_print(kind, &out);
    return print(job, buffer_text(&out));
}

static bool run(struct job *job, const struct options *options, struct work *work)
{
    switch (options->command) {
    case COMMAND_BUILD:
        return build(job, options, work);
    case COMMAND_CHECK:
        return check(job, options, work);
    case COMMAND_DUMP:
        return dump(job, options, work);
    case COMMAND_VERIFY:
        return verify(job, options, work);
    case COMMAND_SOURCES:
        return convert_sources(job, options);
    case COMMAND_IMPACT:
        return impact(job, options, work);
    case COMMAND_SCHEMA:
        return print_schema(job, options->schema);
    case COMMAND_PREFLIGHT:
        return preflight(job, options, work);
    case COMMAND_EXPLAIN:
        return explain(job, options);
    case COMMAND_HELP:
        return print(job, text_of(options_help()));
    case COMMAND_VERSION:
        return print(job, TEXT("imprimatur " VERSION "\n"));
    }
    return false;
}

static void print_messages(struct job *job)
{
    bool painted = isatty(STDERR_FILENO) && getenv("NO_COLOR") == NULL;
    struct buffer out = buffer_new(&job->arena);
    report_messages(job, painted, &out);
    write_text(STDERR_FILENO, buffer_text(&out));
}

/* The messages in the form asked for: text beside the work, the others as its result. */
static void report(struct job *job, const struct options *options)
{
    struct report_of of = {VERSION, options->document};
    struct buffer out = buffer_new(&job->arena);
    if (options->format == FORMAT_TEXT) {
        print_messages(job);
        return;
    }
    if (options->format == FORMAT_JSON)
        report_json(job, &of, &out);
    else
        report_sarif(job, &of, &out);
    print(job, buffer_text(&out));
}

static void write_review(struct job *job, const struct options *options)
{
    struct report_of of = {VERSION, options->document};
    struct buffer out = buffer_new(&job->arena);
    if (options->summary.length == 0)
        return;
    report_review(job, &of, &out);
    if (output_spares_inputs(job, options->summary))
        output_write(job, options->summary, buffer_text(&out));
}

static void add_summary(struct job *job, const struct options *options, const struct work *work,
                        int64_t start, struct buffer *out)
{
    struct summary summary = {
        options->output,     work->pages->count,         work->references->cited_count,
        job->diags.warnings, now_microseconds() - start, options->draft};
    report_summary(&summary, out);
}

/* The line that closes a run on a terminal; a fault of the usage or environment says all. */
static void print_closing(struct job *job, const struct options *options,
                          const struct work *work, bool printed, int64_t start)
{
    struct buffer out = buffer_new(&job->arena);
    if (!isatty(STDERR_FILENO) || job->diags.fatals > 0 || options->document.length == 0)
        return;
    if (printed && options->command == COMMAND_BUILD)
        add_summary(job, options, work, start, &out);
    else if (options->command != COMMAND_DUMP && options->command != COMMAND_EXPLAIN)
        report_counts(options->document, job->diags.errors, job->diags.warnings, &out);
    write_text(STDERR_FILENO, buffer_text(&out));
}

int main(int count, char **words)
{
    int64_t start = now_microseconds();
    struct job *job = job_new();
    struct options options;
    struct work work = {0};
    job->share = TEXT(IMPRIMATUR_SHARE);
    bool fine = options_read(job, count, words, &options) && run(job, &options, &work);
    diag_settle(job);
    write_review(job, &options);
    report(job, &options);
    print_closing(job, &options, &work, fine, start);
    if (work.fonts != NULL)
        fonts_free(work.fonts);
    int status = job->diags.fatals > 0 ? EXIT_USAGE : EXIT_FINE;
    if (status == EXIT_FINE && (!fine || (job->diags.errors > 0 && !options.draft)))
        status = EXIT_CONTENT;
    job_free(job);
    return status;
}
