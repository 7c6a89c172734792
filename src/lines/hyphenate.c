/*
 * Takes a word, gives its hyphenation by Liang's patterns ("Word Hy-phen-a-tion by
 * Com-put-er", 1983); the one file that knows libhyphen. That library ends the process where an
 * allocation fails, with files half written; so its allocators, which it lets an application
 * replace, are here.
 */
#include "lines/hyphenate.h"

#include <errno.h>
#include <hyphen.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/map.h"

void *hnj_malloc(size_t size);
void *hnj_realloc(void *old, size_t size);

#define FOLDER "/usr/share/hyphen/hyph_"

struct hyphenator {
    const char *path;
    HyphenDict *dictionary; /* owned; NULL until loaded, or where it could not be */
    pthread_t thread;       /* loads it, where `loading` */
    bool loading, loaded;
};

struct hyphenators {
    struct arena *arena;
    struct map by_language; /* struct hyphenator *, NULL where there are no patterns */
    struct map noted;       /* languages reported as having none */
};

struct hyphenators *hyphenators_new(struct arena *arena)
{
    struct hyphenators *hyphenators = arena_alloc(arena, sizeof *hyphenators);
    hyphenators->arena = arena;
    hyphenators->by_language = map_new(arena);
    hyphenators->noted = map_new(arena);
    return hyphenators;
}

/* ---- finding ----------------------------------------------------------------------*/

static bool plain_tag(struct text tag)
{
    for (size_t i = 0; i < tag.length; i++)
        if (!text_alpha(tag.bytes[i]) && !text_digit(tag.bytes[i]) && tag.bytes[i] != '-')
            return false;
    return tag.length >= 2 && tag.length <= 35;
}

/* The path of the patterns for `tag`, or NULL where that file is not installed. */
static const char *pattern_file(struct arena *arena, struct text tag)
{
    struct buffer path = buffer_new(arena);
    buffer_string(&path, FOLDER);
    for (size_t i = 0; i < tag.length; i++)
        buffer_byte(&path, tag.bytes[i] == '-' ? '_' : tag.bytes[i]);
    buffer_string(&path, ".dic");
    buffer_byte(&path, '\0');
    return access(path.bytes, R_OK) == 0 ? path.bytes : NULL;
}

/* Tries the tag as it stands, then shorter and shorter ones, then what Debian calls a language
 * that it has only by country. */
static const char *find_file(struct arena *arena, struct text tag)
{
    static const char usual[][6] = {"en-US", "es-ES", "fr", "de-DE", "it-IT", "nl-NL"};
    for (size_t end = tag.length; end >= 2;) {
        const char *path = pattern_file(arena, text_slice(tag, 0, end));
        if (path != NULL)
            return path;
        while (end > 0 && tag.bytes[end - 1] != '-')
            end--;
        end = end > 0 ? end - 1 : 0;
    }
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (text_equal(text_slice(tag, 0, 2), text_slice(text_of(usual[i]), 0, 2)) &&
            (tag.length == 2 || tag.bytes[2] == '-'))
            return pattern_file(arena, text_of(usual[i]));
    return NULL;
}

/* The hyphenator for a tag, not loaded yet; NULL where no patterns are installed. */
static struct hyphenator *hyphenator_of(struct hyphenators *hyphenators, struct text tag)
{
    if (map_has(&hyphenators->by_language, tag))
        return map_find(&hyphenators->by_language, tag);
    const char *path = plain_tag(tag) ? find_file(hyphenators->arena, tag) : NULL;
    struct hyphenator *hyphenator = NULL;
    if (path != NULL) {
        hyphenator = arena_alloc(hyphenators->arena, sizeof *hyphenator);
        hyphenator->path = path;
    }
    map_put(&hyphenators->by_language, text_copy(hyphenators->arena, tag), hyphenator);
    return hyphenator;
}

/* ---- loading ----------------------------------------------------------------------*/

#define OUT_OF_MEMORY ((void *)1) /* what a loading thread without memory comes to */

/* The main thread may be writing a file while another one loads, so it alone may end the run.
 */
static _Noreturn void out_of_memory(void)
{
    if (gettid() == getpid())
        job_out_of_memory(NULL);
    pthread_exit(OUT_OF_MEMORY);
}

void *hnj_malloc(size_t size)
{
    void *bytes = malloc(size > 0 ? size : 1);
    if (bytes == NULL)
        out_of_memory();
    return bytes;
}

void *hnj_realloc(void *old, size_t size)
{
    void *bytes = realloc(old, size > 0 ? size : 1);
    if (bytes == NULL)
        out_of_memory();
    return bytes;
}

/* The body of the thread: touches nothing but its own hyphenator. Only UTF-8 dictionaries are
 * used, since the others would need conversion of every word. */
static void *load(void *argument)
{
    struct hyphenator *hyphenator = argument;
    errno = 0;
    HyphenDict *dictionary = hnj_hyphen_load(hyphenator->path);
    if (dictionary == NULL && errno == ENOMEM)
        out_of_memory();
    if (dictionary != NULL && dictionary->utf8 == 0) {
        hnj_hyphen_free(dictionary);
        dictionary = NULL;
    }
    hyphenator->dictionary = dictionary;
    return NULL;
}

/* Sees to it that the dictionary is there, if it can be had at all; false where memory ran out
 * beside us. */
static bool finish(struct hyphenator *hyphenator)
{
    if (hyphenator->loaded)
        return true;
    void *result = NULL;
    if (hyphenator->loading)
        pthread_join(hyphenator->thread, &result);
    else
        load(hyphenator);
    hyphenator->loaded = true;
    return result != OUT_OF_MEMORY;
}

void hyphenators_expect(struct hyphenators *hyphenators, struct text language)
{
    struct hyphenator *hyphenator = hyphenator_of(hyphenators, language);
    if (hyphenator != NULL && !hyphenator->loading && !hyphenator->loaded)
        hyphenator->loading = pthread_create(&hyphenator->thread, NULL, load, hyphenator) == 0;
}

struct hyphenator *hyphenators_find(struct job *job, struct hyphenators *hyphenators,
                                    struct text language, struct span at)
{
    struct hyphenator *hyphenator = hyphenator_of(hyphenators, language);
    if (hyphenator != NULL && !finish(hyphenator))
        job_out_of_memory(NULL);
    if (hyphenator != NULL && hyphenator->dictionary != NULL)
        return hyphenator;
    if (!map_has(&hyphenators->noted, language)) {
        map_put(&hyphenators->noted, text_copy(hyphenators->arena, language), NULL);
        diag(job, DIAG_HYPHENATION_MISSING, at, text_string(&job->arena, language), NULL);
    }
    return NULL;
}

void hyphenators_free(struct hyphenators *hyphenators)
{
    for (size_t i = 0; i < hyphenators->by_language.count; i++) {
        struct hyphenator *hyphenator = hyphenators->by_language.entries[i].value;
        if (hyphenator == NULL || !(hyphenator->loading || hyphenator->loaded))
            continue;
        finish(hyphenator);
        if (hyphenator->dictionary != NULL)
            hnj_hyphen_free(hyphenator->dictionary);
    }
}

/* ---- hyphenating ------------------------------------------------------------------*/

static void free_changes(char **changes, int *positions, int *cuts, size_t length)
{
    for (size_t i = 0; changes != NULL && i < length; i++)
        free(changes[i]);
    free(changes);
    free(positions);
    free(cuts);
}

/* libhyphen's marks are counted in bytes in, but told by characters out; it also searches the
 * word with strstr, so the word must end in a zero byte. */
void hyphenate(struct hyphenator *hyphenator, struct text word, bool marks[HYPHENATE_MOST])
{
    char found[HYPHENATE_MOST + 5] = {0};
    char letters[HYPHENATE_MOST + 1] = {0};
    char **changes = NULL;
    int *positions = NULL;
    int *cuts = NULL;
    memset(marks, 0, HYPHENATE_MOST * sizeof *marks);
    if (word.length < 5 || word.length > HYPHENATE_MOST)
        return;
    memcpy(letters, word.bytes, word.length);
    HyphenDict *dictionary = hyphenator->dictionary;
    int left = dictionary->lhmin > 2 ? dictionary->lhmin : 2;
    int right = dictionary->rhmin > 3 ? dictionary->rhmin : 3;
    int failed = hnj_hyphen_hyphenate3(dictionary, letters, (int)word.length, found, NULL,
                                       &changes, &positions, &cuts, left, right, left, right);
    size_t character = 0;
    for (size_t at = 0; failed == 0 && at < word.length; character++) {
        text_next(word, &at);
        bool changed = changes != NULL && changes[character] != NULL;
        if (at < word.length && (found[character] & 1) != 0 && !changed)
            marks[at] = true;
    }
    free_changes(changes, positions, cuts, word.length);
}
