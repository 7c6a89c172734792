/*
 * Takes an item, gives the preprint server it lies on.
 * The one idea: exports put the server's name in any of several fields, or leave only a DOI
 * whose prefix is the server's own.
 */
#include "citation/citation.h"

#include <string.h>

#include "citation/unicode.h"

static const char *const servers[] = {
    "medRxiv",  "bioRxiv",  "arXiv",         "Research Square", "SSRN",
    "PsyArXiv", "ChemRxiv", "Preprints.org", "OSF Preprints",   "SocArXiv",
    "EdArXiv",  "Authorea", "SportRxiv",     "PeerJ Preprints",
};

/* 10.1101 is no such prefix: medRxiv, bioRxiv and a publisher's journals share it. */
static const struct {
    const char *prefix;
    const char *server;
} prefixes[] = {
    {"10.48550/", "arXiv"},
    {"10.21203/rs.", "Research Square"},
    {"10.2139/ssrn", "SSRN"},
    {"10.31234/osf.io", "PsyArXiv"},
    {"10.20944/preprints", "Preprints.org"},
    {"10.26434/chemrxiv", "ChemRxiv"},
    {"10.31219/osf.io", "OSF Preprints"},
    {"10.22541/au.", "Authorea"},
};

/* Whether `text` opens with `name` in any case, and a word ends there. */
static bool opens_with(struct text text, const char *name)
{
    size_t length = strlen(name);
    if (text.length < length)
        return false;
    for (size_t i = 0; i < length; i++) {
        bool letter = text_alpha(name[i]) && text_alpha(text.bytes[i]);
        if (text.bytes[i] != name[i] && !(letter && (text.bytes[i] | 0x20) == (name[i] | 0x20)))
            return false;
    }
    return text.length == length || !text_alpha(text.bytes[length]);
}

struct text preprint_server(struct job *job, const struct source_item *item)
{
    static const char *const fields[] = {"publisher", "container-title", "archive", "source"};
    struct text doi = text_lower(&job->arena, item_text(item, "DOI"));
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        struct text text = item_text(item, fields[i]);
        for (size_t k = 0; text.length > 0 && k < sizeof servers / sizeof *servers; k++)
            if (opens_with(text, servers[k]))
                return text_of(servers[k]);
    }
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (text_starts(doi, prefixes[i].prefix))
            return text_of(prefixes[i].server);
    return (struct text){0};
}

bool preprint_is(struct job *job, const struct source_item *item)
{
    struct text genre = text_lower(&job->arena, item_text(item, "genre"));
    bool named = text_search(genre, TEXT("preprint"), 0) < genre.length;
    /* a volume shows a journal's article that a server's name is part of */
    return named || (preprint_server(job, item).length && !item_text(item, "volume").length);
}
