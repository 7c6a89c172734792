/*
 * Takes a style, items and clusters (CSL-JSON), gives one line for each cluster and each entry
 * of the bibliography, "key<TAB>HTML", or with --times N the median seconds of N renderings.
 * The one idea: the same lines that citeproc.js prints, so that a script can lay them side by
 * side.
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "citation/flatten.h"
#include "citation/session.h"

struct request {
    struct citation_folders folders;
    const char *style;
    const char *items;
    const char *clusters;
};

struct rendering {
    struct job *job;
    const struct citation_style *style;
    const struct library *library;
    const struct value *clusters;
};

static struct text string_at(const struct value *map, const char *key)
{
    const struct value *value = value_find(map, key);
    return value && value->kind == VALUE_SCALAR ? value->text : (struct text){0};
}

static struct rich affix(struct job *job, struct text text)
{
    return text.length ? rich_parse(job, text) : (struct rich){0};
}

static struct citation_cite cite_read(struct rendering *r, const struct value *value)
{
    struct citation_cite cite = {0};
    cite.item = library_find(r->library, string_at(value, "id"));
    cite.locator = string_at(value, "locator");
    cite.label = string_at(value, "label");
    cite.prefix = affix(r->job, string_at(value, "prefix"));
    cite.suffix = affix(r->job, string_at(value, "suffix"));
    if (text_is(string_at(value, "suppress-author"), "true"))
        cite.form = CITE_SUPPRESS_AUTHOR;
    return cite;
}

static struct citation_cluster *clusters_read(struct rendering *r)
{
    struct arena *arena = &r->job->arena;
    struct citation_cluster *clusters =
        arena_array(arena, r->clusters->count, sizeof *clusters);
    for (size_t i = 0; i < r->clusters->count; i++) {
        const struct value *list = r->clusters->items[i];
        clusters[i].cites = arena_array(arena, list->count, sizeof *clusters[i].cites);
        for (size_t k = 0; k < list->count; k++) {
            struct citation_cite cite = cite_read(r, list->items[k]);
            if (cite.item)
                clusters[i].cites[clusters[i].count++] = cite;
        }
    }
    return clusters;
}

static struct citation_options list_all(struct rendering *r)
{
    size_t count = library_count(r->library);
    const struct source_item **items = arena_array(&r->job->arena, count, sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = library_item(r->library, i);
    return (struct citation_options){.listed = items, .listed_count = count, .quiet = true};
}

static struct text html_of(struct session *session, const struct node *node)
{
    return stream_html(stream_of(session->job, session->style->locale, node));
}

static void add_line(struct buffer *out, struct text key, struct text html)
{
    buffer_add(out, key);
    buffer_byte(out, '\t');
    for (size_t i = 0; i < html.length; i++)
        buffer_byte(out, html.bytes[i] == '\n' ? ' ' : html.bytes[i]);
    buffer_byte(out, '\n');
}

static void write_all(struct session *session, struct buffer *out)
{
    struct node *before = NULL;
    for (size_t i = 0; i < session->cluster_count; i++) {
        struct buffer key = buffer_new(&session->job->arena);
        buffer_byte(&key, 'c');
        buffer_number(&key, (int64_t)i);
        add_line(out, buffer_text(&key),
                 html_of(session, session_cluster(session, &session->clusters[i])));
    }
    for (size_t i = 0; i < session->entries.count; i++) {
        struct node *node = session_entry_after(session, i, &before);
        if (!node_empty(node))
            add_line(out, session->sorted[i]->item->id, html_of(session, node));
    }
}

/* False where an input could not be read. */
static bool open_rendering(const struct request *request, struct rendering *r)
{
    struct located items = {.text = text_of(request->items)};
    r->style = citation_style_read(r->job, &request->folders, text_of(request->style),
                                   TEXT("en-US"), items.span);
    r->library = library_read(r->job, &items, 1);
    r->clusters = value_read(r->job, text_of(request->clusters), items.span);
    return r->style && r->library && r->clusters && r->clusters->kind == VALUE_LIST;
}

static bool render_once(const struct request *request, bool print)
{
    struct rendering r = {.job = job_new()};
    bool fine = open_rendering(request, &r);
    if (fine) {
        struct citation_options options = list_all(&r);
        struct buffer out = buffer_new(&r.job->arena);
        struct session *session =
            session_open(r.job, r.style, clusters_read(&r), r.clusters->count, &options);
        write_all(session, &out);
        session_close(session);
        if (print)
            fwrite(out.bytes, 1, out.length, stdout);
    }
    for (size_t i = 0; !fine && i < r.job->diags.list.count; i++) {
        struct text message = r.job->diags.list.items[i].message;
        fprintf(stderr, "%.*s\n", (int)message.length, message.bytes);
    }
    job_free(r.job);
    return fine;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

#define KEPT_MOST (1 << 25) /* bytes of free memory that stay with the process: 32 MB */

/* Prints the median of `times` renderings, in seconds of the processor: a busy moment of the
 * machine is not ours. Freed memory stays with the process, as in the peers' runtimes. */
static int measure(const struct request *request, int times)
{
    double *seconds = calloc((size_t)times, sizeof *seconds);
    mallopt(M_TRIM_THRESHOLD, KEPT_MOST);
    mallopt(M_MMAP_THRESHOLD, KEPT_MOST);
    for (int i = 0; seconds && i < times; i++) {
        double start = now();
        if (!render_once(request, false)) {
            free(seconds);
            return 1;
        }
        double taken = now() - start;
        int to = i;
        for (; to > 0 && seconds[to - 1] > taken; to--)
            seconds[to] = seconds[to - 1];
        seconds[to] = taken;
    }
    if (seconds)
        printf("seconds\t%.9f\n", seconds[times / 2]);
    free(seconds);
    return 0;
}

int main(int argc, char **argv)
{
    struct request request = {.folders = citation_folders_debian()};
    const char *plain[3] = {NULL, NULL, NULL};
    int count = 0;
    int times = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--locales") == 0 && i + 1 < argc)
            request.folders.locales = text_of(argv[++i]);
        else if (strcmp(argv[i], "--times") == 0 && i + 1 < argc)
            times = atoi(argv[++i]);
        else if (count < 3)
            plain[count++] = argv[i];
    }
    if (count < 3) {
        fprintf(stderr, "usage: csl-render [--locales DIR] [--times N] STYLE ITEMS CLUSTERS\n");
        return 2;
    }
    request.style = plain[0];
    request.items = plain[1];
    request.clusters = plain[2];
    return times > 0 ? measure(&request, times) : !render_once(&request, true);
}
