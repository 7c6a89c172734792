/*
 * Takes an entry's tree, gives it with what medicine wants in an entry and a style leaves out:
 * PubMed's numbers, the server of a preprint, a link.
 * The one idea: what the style has printed already is looked for in its text, and only what is
 * missing is said, each as a sentence of its own.
 */
#include "citation/session.h"
#include "citation/textcase.h"
#include "citation/unicode.h"

static struct text printed(struct session *session, const struct node *node)
{
    struct buffer all = buffer_new(&session->trees->arena);
    node_text_all(&all, node);
    return text_trim(buffer_text(&all));
}

/* The text outside links: a DOI that holds a server's name does not name it for readers. */
static void add_unlinked(struct buffer *out, const struct node *node)
{
    if (node->link.length)
        return;
    buffer_add(out, node->prefix);
    buffer_add(out, node->text);
    for (const struct node *child = node->first; child; child = child->next) {
        add_unlinked(out, child);
        buffer_byte(out, ' ');
    }
    buffer_add(out, node->suffix);
}

static bool holds(struct session *session, struct text where, struct text what)
{
    struct text lower = text_lower(&session->trees->arena, where);
    struct text sought = text_lower(&session->trees->arena, what);
    return text_search(lower, sought, 0) < lower.length;
}

/* Ends the sentence before and starts one. */
static void start_sentence(struct session *session, struct node *outer)
{
    struct text text = printed(session, outer);
    bool ended = text_ends(text, ".") || text_ends(text, "?") || text_ends(text, "!") ||
                 text_ends(text, ".\u201D");
    node_add(outer, node_text(session->trees, ended ? TEXT(" ") : TEXT(". ")));
}

static void add_text(struct session *session, struct node *outer, struct text text)
{
    node_add(outer, node_text(session->trees, text));
}

/* --- PubMed ------------------------------------------------------------------------------- */

static const struct {
    enum variable variable;
    const char *label;
    const char *url;
} ids[] = {{VAR_PMID, "PMID:\u00A0", "https://pubmed.ncbi.nlm.nih.gov/"},
           {VAR_PMCID, "PMCID:\u00A0", "https://www.ncbi.nlm.nih.gov/pmc/articles/"}};

static void add_id(struct session *session, struct node *outer, size_t which, struct text id)
{
    struct buffer url = buffer_new(&session->job->arena);
    buffer_string(&url, ids[which].url);
    buffer_add(&url, id);
    struct node *link = node_text(session->trees, id);
    link->link = buffer_text(&url);
    add_text(session, outer, text_of(ids[which].label));
    node_add(outer, link);
}

static void add_pubmed(struct session *session, struct node *outer,
                       const struct source_item *item)
{
    struct text before = printed(session, outer);
    bool some = false;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const struct source_variable *id = item->by_variable[ids[i].variable];
        if (!id || text_search(before, id->text, 0) < before.length)
            continue;
        if (some)
            add_text(session, outer, TEXT("; "));
        else
            start_sentence(session, outer);
        add_id(session, outer, i, id->text);
        some = true;
    }
    if (some)
        add_text(session, outer, TEXT("."));
}

/* --- preprints ---------------------------------------------------------------------------- */

static void add_server(struct session *session, struct node *outer,
                       const struct source_item *item)
{
    struct buffer words = buffer_new(&session->trees->arena);
    add_unlinked(&words, outer);
    struct text before = buffer_text(&words);
    struct text server = preprint_server(session->job, item);
    if (!preprint_is(session->job, item))
        return;
    struct text word = locale_word(session->style->locale, "preprint", TERM_LONG, false);
    word = text_capitalized(session->job, word.length ? word : TEXT("preprint"));
    if (!holds(session, before, TEXT("preprint")) && !holds(session, before, word)) {
        start_sentence(session, outer);
        add_text(session, outer, word);
        add_text(session, outer, TEXT("."));
    }
    if (server.length && !holds(session, before, server)) {
        start_sentence(session, outer);
        add_text(session, outer, server);
        add_text(session, outer, TEXT("."));
    }
}

/* --- links -------------------------------------------------------------------------------- */

static bool linked(const struct node *node)
{
    if (node->link.length)
        return true;
    for (const struct node *child = node->first; child; child = child->next)
        if (linked(child))
            return true;
    return false;
}

/* CSL 1.0.2, appendix VI: where nothing in an entry is linked, its title is. */
static void link_title(struct session *session, struct node *outer,
                       const struct source_item *item)
{
    struct node *title = node_find(outer, TAG_TITLE);
    if (title && !linked(outer))
        title->link = item_link(session->job, item);
}

struct node *session_tails(struct session *session, struct node *node,
                           const struct source_item *item)
{
    const struct citation_options *options = session->options;
    struct node *outer = node_group(session->trees);
    node_add(outer, node);
    if (options->print_server)
        add_server(session, outer, item);
    if (options->print_pubmed)
        add_pubmed(session, outer, item);
    if (options->link_titles)
        link_title(session, outer, item);
    return outer;
}
