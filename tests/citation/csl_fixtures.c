/*
 * Takes fixtures of the CSL test suite (the `humans` form), runs the processor on them, says
 * which agree.
 * The one idea: a fixture is a file of named sections; a run renders through the same session
 * as the program, and writes HTML in place of runs.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "citation/flatten.h"
#include "citation/session.h"

struct fixture {
    struct job *job;
    struct text text;
    const struct library *library;
    const struct citation_style *style;
};

struct tally {
    bool verbose;
    struct citation_folders folders;
    size_t passed, failed;
};

/* --- sections ----------------------------------------------------------------------------- */

/* The line's section name if it is a mark such as ">>===== CSL =====>>". */
static struct text mark_name(struct text line, const char *arrow)
{
    line = text_trim(line);
    if (!text_starts(line, arrow) || !text_ends(line, arrow))
        return (struct text){0};
    size_t from = 2;
    size_t to = line.length - 2;
    while (from < to && (line.bytes[from] == '=' || line.bytes[from] == ' '))
        from++;
    while (to > from && (line.bytes[to - 1] == '=' || line.bytes[to - 1] == ' '))
        to--;
    return text_slice(line, from, to);
}

/* The body of section `name`, trimmed; empty if the fixture has none. */
static struct text section(const struct fixture *fixture, const char *name)
{
    struct text text = fixture->text;
    size_t body = 0;
    bool inside = false;
    for (size_t at = 0; at < text.length;) {
        size_t end = text_find(text, '\n', at);
        struct text line = text_slice(text, at, end);
        if (!inside && text_is(mark_name(line, ">>"), name)) {
            inside = true;
            body = end + 1;
        } else if (inside && text_is(mark_name(line, "<<"), name)) {
            return text_trim(text_slice(text, body, at));
        }
        at = end + 1;
    }
    return (struct text){0};
}

static const struct value *json_section(struct fixture *fixture, const char *name)
{
    struct text body = section(fixture, name);
    if (!body.length)
        return NULL;
    return value_read_json(fixture->job, source_add(fixture->job, text_of(name), body));
}

/* --- cites -------------------------------------------------------------------------------- */

static struct text string_at(const struct value *map, const char *key)
{
    const struct value *value = value_find(map, key);
    return value && value->kind == VALUE_SCALAR ? value->text : (struct text){0};
}

static bool true_at(const struct value *map, const char *key)
{
    struct text text = string_at(map, key);
    return text_is(text, "true") || text_is(text, "1");
}

/* The suite keeps straight quotation marks for the processor to turn. */
static struct rich affix(struct fixture *fixture, struct text text)
{
    if (!text.length)
        return (struct rich){0};
    return rich_parse(fixture->job, text);
}

static struct citation_cite cite_read(struct fixture *fixture, const struct value *value)
{
    struct citation_cite cite = {0};
    struct text position = string_at(value, "position");
    cite.item = library_find(fixture->library, string_at(value, "id"));
    cite.locator = text_trim(string_at(value, "locator"));
    cite.label = string_at(value, "label");
    cite.prefix = affix(fixture, string_at(value, "prefix"));
    cite.suffix = affix(fixture, string_at(value, "suffix"));
    if (true_at(value, "suppress-author"))
        cite.form = CITE_SUPPRESS_AUTHOR;
    if (true_at(value, "author-only"))
        cite.form = CITE_AUTHOR_ONLY;
    if (text_is(position, "1"))
        cite.position = CITE_SUBSEQUENT;
    if (text_is(position, "2"))
        cite.position = CITE_IBID;
    if (text_is(position, "3"))
        cite.position = CITE_IBID_WITH_LOCATOR;
    cite.near_note = true_at(value, "near-note");
    return cite;
}

static struct citation_cluster cluster_read(struct fixture *fixture, const struct value *list)
{
    struct citation_cluster cluster = {0};
    size_t count = list ? list->count : 0;
    cluster.cites = arena_array(&fixture->job->arena, count, sizeof *cluster.cites);
    for (size_t i = 0; i < count; i++) {
        struct citation_cite cite = cite_read(fixture, list->items[i]);
        if (cite.item)
            cluster.cites[cluster.count++] = cite;
    }
    return cluster;
}

/* --- rendering ---------------------------------------------------------------------------- */

static struct text html_of(struct fixture *fixture, const struct node *node)
{
    return stream_html(stream_of(fixture->job, fixture->style->locale, node));
}

static struct text cluster_html(struct fixture *fixture, struct session *session, size_t index)
{
    struct node *node = session_cluster(session, &session->clusters[index]);
    if (node_empty(node))
        return TEXT("[CSL STYLE ERROR: reference with no printed form.]");
    return html_of(fixture, node);
}

/* Whether a field of an item is `wanted`; "" is an absent field. */
static bool field_is(const struct source_item *item, struct text field, struct text wanted)
{
    if (text_is(field, "type"))
        return text_equal(item->type, wanted);
    for (size_t i = 0; text_is(field, "keyword") && i < item->keywords.count; i++)
        if (text_equal(item->keywords.items[i].text, wanted))
            return true;
    for (size_t i = 0; i < item->count; i++)
        if (text_equal(item->variables[i].name, field))
            return text_equal(item->variables[i].text, wanted);
    return wanted.length == 0;
}

static size_t matches(const struct source_item *item, const struct value *tests)
{
    size_t count = 0;
    for (size_t i = 0; tests && i < tests->count; i++)
        count += field_is(item, string_at(tests->items[i], "field"),
                          string_at(tests->items[i], "value"));
    return count;
}

/* What BIBSECTION keeps of the bibliography; all where there is none. */
static bool section_keeps(const struct value *rules, const struct source_item *item)
{
    const struct value *include = value_find(rules, "include");
    const struct value *exclude = value_find(rules, "exclude");
    const struct value *select = value_find(rules, "select");
    const struct value *quash = value_find(rules, "quash");
    if (quash && quash->count && matches(item, quash) == quash->count)
        return false;
    if (include)
        return matches(item, include) > 0;
    if (exclude)
        return matches(item, exclude) == 0;
    return !select || matches(item, select) == select->count;
}

static struct text bibliography_html(struct fixture *fixture, struct session *session)
{
    const struct value *rules = json_section(fixture, "BIBSECTION");
    struct buffer out = buffer_new(&fixture->job->arena);
    struct node *before = NULL;
    buffer_string(&out, "<div class=\"csl-bib-body\">\n");
    for (size_t i = 0; i < session->entries.count; i++) {
        if (rules && !section_keeps(rules, session->sorted[i]->item))
            continue;
        buffer_string(&out, "  <div class=\"csl-entry\">");
        struct node *node = session_entry_after(session, i, &before);
        if (node_empty(node))
            buffer_string(&out, "[CSL STYLE ERROR: reference with no printed form.]");
        else
            buffer_add(&out, html_of(fixture, node));
        buffer_string(&out, "</div>\n");
    }
    buffer_string(&out, "</div>");
    return buffer_text(&out);
}

/* The items that are listed from the start: the last set of BIBENTRIES, else all. */
static struct citation_options options_of(struct fixture *fixture, bool all)
{
    const struct value *sets = json_section(fixture, "BIBENTRIES");
    size_t room = library_count(fixture->library);
    const struct source_item **items =
        arena_array(&fixture->job->arena, room + 1, sizeof *items);
    struct citation_options options = {.listed = items, .listed_first = true, .quiet = true};
    if (sets && sets->count) {
        const struct value *last = sets->items[sets->count - 1];
        for (size_t i = 0; i < last->count && options.listed_count < room; i++) {
            const struct source_item *item =
                library_find(fixture->library, last->items[i]->text);
            if (item)
                items[options.listed_count++] = item;
        }
    } else if (all) {
        for (size_t i = 0; i < room; i++)
            items[options.listed_count++] = library_item(fixture->library, i);
    }
    return options;
}

static struct text plain_result(struct fixture *fixture, bool bibliography)
{
    struct arena *arena = &fixture->job->arena;
    const struct value *lists = json_section(fixture, "CITATION-ITEMS");
    size_t count = lists ? lists->count : 1;
    struct citation_cluster *clusters = arena_array(arena, count, sizeof *clusters);
    for (size_t i = 0; i < count; i++) {
        if (lists) {
            clusters[i] = cluster_read(fixture, lists->items[i]);
        } else {
            size_t room = library_count(fixture->library);
            clusters[i].cites = arena_array(arena, room, sizeof *clusters[i].cites);
            for (size_t k = 0; k < room; k++)
                clusters[i].cites[clusters[i].count++].item = library_item(fixture->library, k);
        }
        for (size_t k = 0; k < clusters[i].count; k++)
            if (clusters[i].cites[k].position == CITE_TRACKED)
                clusters[i].cites[k].position = CITE_FIRST;
    }
    struct citation_options options = options_of(fixture, true);
    if (!lists) {
        struct session *first = session_open(fixture->job, fixture->style, NULL, 0, &options);
        clusters[0].count = first->entries.count;
        for (size_t k = 0; k < clusters[0].count; k++)
            clusters[0].cites[k].item = first->sorted[k]->item;
        session_close(first);
    }
    struct session *session =
        session_open(fixture->job, fixture->style, clusters, count, &options);
    struct buffer out = buffer_new(arena);
    if (bibliography)
        buffer_add(&out, bibliography_html(fixture, session));
    for (size_t i = 0; i < count && !bibliography; i++) {
        if (i)
            buffer_byte(&out, '\n');
        buffer_add(&out, cluster_html(fixture, session, i));
    }
    session_close(session);
    return buffer_text(&out);
}

/* --- calls one after another -------------------------------------------------------------- */

struct known {
    struct text id;
    const struct value *items;
};

struct sequence {
    struct known known[200];
    size_t known_count;
    size_t order[200]; /* indexes into known, in document order */
    size_t notes[200];
    size_t count;
    struct text html[200];
    size_t state[200]; /* what else makes a cluster count as changed */
};

/* Notes that cites point to, and how their names were expanded: the suite counts a cluster as
 * changed with them, also where it prints alike. */
static size_t cluster_state(const struct place_cluster *cluster, bool notes)
{
    size_t state = 0;
    for (size_t i = 0; i < cluster->count; i++) {
        const struct entry *entry = cluster->cites[i].entry;
        for (size_t k = 0; entry->ambiguity && k < LISTS_MOST; k++)
            state = state * 31 + (size_t)entry->ambiguity->names[k];
        state = state * 1000 + (notes ? entry->first_note : 0);
    }
    return state;
}

static size_t known_find(struct sequence *sequence, struct text id)
{
    for (size_t i = 0; i < sequence->known_count; i++)
        if (text_equal(sequence->known[i].id, id))
            return i;
    if (sequence->known_count == 200)
        return 0;
    sequence->known[sequence->known_count].id = id;
    return sequence->known_count++;
}

static size_t note_number(const struct value *value)
{
    int64_t number;
    return value && value_integer(value, &number) && number > 0 ? (size_t)number : 0;
}

static void sequence_add(struct sequence *sequence, size_t known, size_t note)
{
    if (sequence->count == 200)
        return;
    sequence->order[sequence->count] = known;
    sequence->notes[sequence->count++] = note;
}

static void sequence_list(struct sequence *sequence, const struct value *list)
{
    for (size_t i = 0; list && i < list->count; i++)
        if (list->items[i]->count == 2)
            sequence_add(sequence, known_find(sequence, list->items[i]->items[0]->text),
                         note_number(list->items[i]->items[1]));
}

static void sequence_call(struct fixture *fixture, struct sequence *sequence,
                          const struct value *call)
{
    const struct value *citation = call->items[0];
    const struct value *properties = value_find(citation, "properties");
    struct text id = string_at(citation, "citationID");
    if (!id.length) {
        struct buffer made = buffer_new(&fixture->job->arena);
        buffer_string(&made, "made-");
        buffer_number(&made, (int64_t)sequence->known_count);
        id = buffer_text(&made);
    }
    size_t own = known_find(sequence, id);
    sequence->known[own].items = value_find(citation, "citationItems");
    sequence->count = 0;
    sequence_list(sequence, call->count > 1 ? call->items[1] : NULL);
    sequence_add(sequence, own, note_number(value_find(properties, "noteIndex")));
    sequence_list(sequence, call->count > 2 ? call->items[2] : NULL);
}

static struct session *sequence_open(struct fixture *fixture, const struct sequence *sequence)
{
    struct arena *arena = &fixture->job->arena;
    struct citation_cluster *clusters = arena_array(arena, sequence->count, sizeof *clusters);
    for (size_t i = 0; i < sequence->count; i++) {
        clusters[i] = cluster_read(fixture, sequence->known[sequence->order[i]].items);
        clusters[i].note = sequence->notes[i];
    }
    struct citation_options *options = arena_alloc(arena, sizeof *options);
    *options = options_of(fixture, false);
    return session_open(fixture->job, fixture->style, clusters, sequence->count, options);
}

static struct text sequence_result(struct fixture *fixture, const struct value *calls,
                                   bool bibliography)
{
    struct sequence *sequence = arena_alloc(&fixture->job->arena, sizeof *sequence);
    struct buffer out = buffer_new(&fixture->job->arena);
    struct session *session = NULL;
    struct text csl = section(fixture, "CSL");
    bool notes = text_search(csl, TEXT("first-reference-note-number"), 0) < csl.length;
    for (size_t i = 0; i < calls->count; i++) {
        sequence_call(fixture, sequence, calls->items[i]);
        if (i + 2 < calls->count)
            continue;
        if (session)
            session_close(session);
        session = sequence_open(fixture, sequence);
        bool last = i + 1 == calls->count;
        for (size_t k = 0; k < sequence->count; k++) {
            struct text html = cluster_html(fixture, session, k);
            size_t known = sequence->order[k];
            size_t state = cluster_state(&session->clusters[k], notes);
            bool same =
                text_equal(html, sequence->html[known]) && state == sequence->state[known];
            if (known ==
                known_find(sequence, string_at(calls->items[i]->items[0], "citationID")))
                same = false;
            sequence->html[known] = html;
            sequence->state[known] = state;
            if (!last)
                continue;
            if (k)
                buffer_byte(&out, '\n');
            buffer_string(&out, same ? "..[" : ">>[");
            buffer_number(&out, (int64_t)k);
            buffer_string(&out, "] ");
            buffer_add(&out, html);
        }
    }
    struct text result =
        bibliography && session ? bibliography_html(fixture, session) : buffer_text(&out);
    if (session)
        session_close(session);
    return result;
}

/* Items as the suite means them: one without an id has the empty-looking id "-", and of two
 * with one id the later counts. */
static void settle_items(struct fixture *fixture, struct value *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct value *item = list->items[i];
        if (!value_find(item, "id")) {
            size_t size = sizeof *item->entries;
            item->entries = arena_grow(&fixture->job->arena, item->entries, item->count * size,
                                       (item->count + 1) * size);
            struct value *id = arena_alloc(&fixture->job->arena, sizeof *id);
            *id = (struct value){.kind = VALUE_SCALAR, .quoted = true, .text = TEXT("-")};
            item->entries[item->count++] = (struct value_entry){.key = TEXT("id"), .value = id};
        }
        size_t same = 0;
        while (same < kept &&
               !text_equal(string_at(list->items[same], "id"), string_at(item, "id")))
            same++;
        list->items[same] = item;
        if (same == kept)
            kept++;
    }
    list->count = kept;
}

/* --- running ------------------------------------------------------------------------------ */

static struct text result_of(struct fixture *fixture, const struct tally *tally)
{
    struct job *job = fixture->job;
    struct value *input =
        value_read_json(job, source_add(job, TEXT("INPUT"), section(fixture, "INPUT")));
    if (input)
        settle_items(fixture, input);
    uint32_t source = source_add(job, TEXT("CSL"), section(fixture, "CSL"));
    const struct xml_element *xml = xml_read(job, source);
    if (!input || !xml)
        return TEXT("[unreadable fixture]");
    fixture->library = library_read_value(job, input);
    fixture->style =
        style_of_xml(job, &tally->folders, xml, (struct text){0}, (struct span){0});
    if (!fixture->style)
        return TEXT("[unreadable style]");
    bool bibliography = text_starts(section(fixture, "MODE"), "bibliography");
    const struct value *calls = json_section(fixture, "CITATIONS");
    if (calls)
        return sequence_result(fixture, calls, bibliography);
    return plain_result(fixture, bibliography);
}

static void print_messages(struct job *job)
{
    for (size_t i = 0; i < job->diags.list.count; i++) {
        const struct diag *d = &job->diags.list.items[i];
        struct place place = source_place(job, d->span);
        printf("  message: %.*s:%zu: %.*s\n", (int)place.name.length, place.name.bytes,
               place.line, (int)d->message.length, d->message.bytes);
    }
}

static void run_file(struct tally *tally, const char *path)
{
    struct job *job = job_new();
    uint32_t number = source_read(job, text_of(path), SOURCE_TEXT, (struct span){0});
    if (!number) {
        printf("FAIL %s\n  cannot be read\n", path);
        tally->failed++;
        job_free(job);
        return;
    }
    struct fixture fixture = {.job = job, .text = source_find(job, number)->text};
    const char *slash = strrchr(path, '/');
    struct text expected = section(&fixture, "RESULT");
    struct text actual = text_trim(result_of(&fixture, tally));
    bool pass = text_equal(expected, actual);
    if (pass) {
        tally->passed++;
    } else {
        tally->failed++;
        printf("FAIL %s\n", slash ? slash + 1 : path);
    }
    if (!pass && tally->verbose) {
        printf("  expected: %.*s\n", (int)expected.length, expected.bytes);
        printf("  actual:   %.*s\n", (int)actual.length, actual.bytes);
        print_messages(job);
    }
    job_free(job);
}

static int fixture_name(const struct dirent *entry)
{
    const char *end = strrchr(entry->d_name, '.');
    return end && strcmp(end, ".txt") == 0;
}

static void run_path(struct tally *tally, const char *path)
{
    struct dirent **names;
    struct stat status;
    if (stat(path, &status) == 0 && !S_ISDIR(status.st_mode)) {
        run_file(tally, path);
        return;
    }
    int count = scandir(path, &names, fixture_name, alphasort);
    for (int i = 0; i < count; i++) {
        char file[4096];
        snprintf(file, sizeof file, "%s/%s", path, names[i]->d_name);
        run_file(tally, file);
        free(names[i]);
    }
    if (count >= 0)
        free(names);
}

int main(int argc, char **argv)
{
    struct tally tally = {.folders = citation_folders_debian()};
    const char *path = NULL;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "-v") == 0)
            tally.verbose = true;
        else if (strcmp(argv[i], "--locales") == 0 && i + 1 < argc)
            tally.folders.locales = text_of(argv[++i]);
        else
            path = argv[i];
    }
    if (!path) {
        fprintf(stderr, "usage: csl-fixtures [-v] [--locales DIR] DIR|FILE\n");
        return 2;
    }
    run_path(&tally, path);
    printf("%zu passed, %zu failed\n", tally.passed, tally.failed);
    return tally.failed ? 1 : 0;
}
