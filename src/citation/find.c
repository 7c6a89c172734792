/*
 * Takes a style's name as people write it, gives the file it lies in.
 * The one idea: a name is looked for as it stands, under its older or newer name, and with or
 * without "the"; where nothing is found, the nearest name there is can be offered.
 */
#include "citation/find.h"

#include <dirent.h>
#include <sys/stat.h>

#include "citation/unicode.h"

/* Names that mean one style: older and newer ones, and what people call it. Those that the
 * folder holds count, from left to right. */
#define NAMES_MOST 4
static const char *const same[][NAMES_MOST] = {
    {"american-medical-association", "ama", "jama-style", "ama-11th-edition"},
    {"jama", "journal-of-the-american-medical-association"},
    {"jamia", "journal-of-the-american-medical-informatics-association"},
    {"american-medical-writers-association-journal", "american-medical-writers-association"},
    {"nlm-citation-sequence", "vancouver", "nlm", "national-library-of-medicine"},
    {"nlm-citation-sequence", "vancouver", "icmje", "citing-medicine"},
    {"nlm-citation-sequence-superscript", "vancouver-superscript",
     "national-library-of-medicine-grant-proposals", "national-library-of-medicine-grant"},
    {"nlm-citation-sequence-brackets", "vancouver-brackets",
     "national-library-of-medicine-brackets"},
    {"nlm-citation-sequence-brackets-no-et-al", "vancouver-brackets-no-et-al",
     "national-library-of-medicine-brackets-no-et-al"},
    {"nlm-citation-sequence-brackets-year-only-no-issue",
     "vancouver-brackets-only-year-no-issue"},
    {"nlm-citation-sequence-superscript-brackets-year-only",
     "vancouver-superscript-brackets-only-year"},
    {"nlm-citation-sequence-superscript-year-only-no-issue", "vancouver-superscript-only-year"},
    {"nlm-name-year", "vancouver-author-date", "national-library-of-medicine-name-year"},
    {"nlm-citation-name", "vancouver-alphabetical"},
    {"imperial-college-london-numerical", "vancouver-imperial-college-london"},
    {"imperial-college-london-author-date", "harvard-imperial-college-london"},
    {"ucl-university-college-vancouver", "university-college-lillebaelt-vancouver"},
    {"the-new-england-journal-of-medicine", "nejm", "new-england-journal-of-medicine"},
    {"the-lancet", "lancet"},
    {"bmj", "british-medical-journal", "the-bmj"},
    {"bmj-supportive-and-palliative-care", "bmj-supportive-palliative-care"},
    {"apa", "american-psychological-association", "apa-7th-edition", "apa-7th"},
    {"apa-6th-edition", "apa-6th"},
    {"apa", "apa5th", "apa-5th-edition", "apa-no-doi-no-issue"},
    {"apa-no-ampersand", "apa-6th-edition-no-ampersand"},
    {"chicago-author-date", "chicago", "chicago-author-date-no-em-dash"},
    {"chicago-notes-bibliography", "chicago-fullnote-bibliography", "chicago-fullnote"},
    {"chicago-shortened-notes-bibliography", "chicago-note-bibliography", "chicago-note"},
    {"chicago-notes-bibliography-annotated", "chicago-annotated-bibliography"},
    {"harvard-cite-them-right", "harvard1", "harvard"},
};

#define SAME_COUNT (sizeof same / sizeof *same)

static struct text join(struct job *job, struct text folder, const char *between,
                        struct text name)
{
    struct buffer path = buffer_new(&job->arena);
    buffer_add(&path, folder);
    buffer_string(&path, between);
    buffer_add(&path, name);
    buffer_string(&path, ".csl");
    return buffer_text(&path);
}

static bool exists(struct job *job, struct text path)
{
    struct stat status;
    return stat(text_string(&job->arena, path), &status) == 0;
}

struct text style_installed(struct job *job, struct text folder, struct text name)
{
    if (!folder.length || !name.length || text_find(name, '/', 0) < name.length ||
        name.bytes[0] == '.')
        return (struct text){0};
    struct text path = join(job, folder, "/", name);
    if (exists(job, path))
        return path;
    path = join(job, folder, "/dependent/", name);
    return exists(job, path) ? path : (struct text){0};
}

/* "The Lancet" or the style's address as an id: "the-lancet". */
static struct text id_of(struct job *job, struct text name)
{
    size_t start = name.length;
    while (start > 0 && name.bytes[start - 1] != '/')
        start--;
    bool address = text_starts(name, "http://") || text_starts(name, "https://");
    struct text lower = text_lower(
        &job->arena, text_trim(address ? text_slice(name, start, name.length) : name));
    struct buffer id = buffer_new(&job->arena);
    for (size_t i = 0; i < lower.length; i++)
        buffer_byte(&id, lower.bytes[i] == ' ' || lower.bytes[i] == '_' ? '-' : lower.bytes[i]);
    return buffer_text(&id);
}

static bool is_one_of(struct text name, const char *const names[NAMES_MOST])
{
    for (size_t i = 0; i < NAMES_MOST && names[i]; i++)
        if (text_is(name, names[i]))
            return true;
    return false;
}

static struct text renamed(struct job *job, struct text folder, struct text name)
{
    for (size_t i = 0; i < SAME_COUNT; i++)
        for (size_t k = 0; is_one_of(name, same[i]) && k < NAMES_MOST && same[i][k]; k++) {
            struct text path = style_installed(job, folder, text_of(same[i][k]));
            if (path.length)
                return path;
        }
    return (struct text){0};
}

static struct text with_the(struct job *job, struct text name)
{
    struct buffer out = buffer_new(&job->arena);
    buffer_string(&out, "the-");
    buffer_add(&out, name);
    return buffer_text(&out);
}

struct text style_find(struct job *job, struct text folder, struct text name)
{
    struct text id = id_of(job, name);
    struct text path = style_installed(job, folder, name);
    if (!path.length)
        path = style_installed(job, folder, id);
    if (!path.length)
        path = renamed(job, folder, id);
    if (!path.length && text_starts(id, "the-"))
        path = style_installed(job, folder, text_slice(id, 4, id.length));
    return path.length ? path : style_installed(job, folder, with_the(job, id));
}

/* The nearest of the names in `folder` to `id`, if nearer than `*least`; of two as near the
 * first by the alphabet, since a folder's order is nobody's. */
static void nearest_in(struct job *job, const char *folder, struct text id, size_t *least,
                       struct text *nearest)
{
    DIR *names = opendir(folder);
    if (!names)
        return;
    for (const struct dirent *entry; (entry = readdir(names)) != NULL;) {
        struct text name = text_of(entry->d_name);
        if (!text_ends(name, ".csl"))
            continue;
        name = text_slice(name, 0, name.length - 4);
        size_t distance = text_distance(id, name);
        bool nearer = distance < *least || (distance == *least && nearest->length &&
                                            text_compare(name, *nearest) < 0);
        if (!nearer)
            continue;
        *least = distance;
        *nearest = text_copy(&job->arena, name);
    }
    closedir(names);
}

struct text style_nearest(struct job *job, struct text folder, struct text name)
{
    struct text id = id_of(job, name);
    size_t least = id.length / 4 + 2;
    struct text nearest = {0};
    struct buffer dependent = buffer_new(&job->arena);
    buffer_add(&dependent, folder);
    buffer_string(&dependent, "/dependent");
    nearest_in(job, text_string(&job->arena, folder), id, &least, &nearest);
    nearest_in(job, text_string(&job->arena, buffer_text(&dependent)), id, &least, &nearest);
    return nearest;
}

bool style_folder_exists(struct job *job, struct text folder)
{
    return exists(job, folder);
}
