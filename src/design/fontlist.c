/* Reads the font list and holds its paths to Debian's font folders and the project. */
#include "design/fontlist.h"

#include "design/hint.h"

#define FAMILIES_MOST 32
#define FACES_MOST    64
#define FALLBACK_MOST 16

struct list_fields {
    const struct value *families;
    struct texts fallback;
};

static const struct field list_fields[] = {
    {"families", FIELD_VALUE, offsetof(struct list_fields, families), true, 0, 0, NULL,
     "key → family"},
    {"fallback", FIELD_TEXTS, offsetof(struct list_fields, fallback), false, 0, 0, NULL,
     "keys of families tried in turn when a face lacks a character"},
};

struct family_fields {
    struct located name, package;
    const struct value *faces;
};

static const struct field family_fields[] = {
    {"name", FIELD_TEXT, offsetof(struct family_fields, name), true, 0, 0, NULL,
     "the family's name, for messages"},
    {"package", FIELD_TEXT, offsetof(struct family_fields, package), true, 0, 0, NULL,
     "the Debian package that installs it"},
    {"faces", FIELD_VALUE, offsetof(struct family_fields, faces), true, 0, 0, NULL,
     "its faces"},
};

struct face_fields {
    struct located file;
    int64_t weight;
    bool italic;
};

static const struct field face_fields[] = {
    {"file", FIELD_TEXT, offsetof(struct face_fields, file), true, 0, 0, NULL, "the font file"},
    {"weight", FIELD_INTEGER, offsetof(struct face_fields, weight), false, 100, 900, NULL,
     "400 where absent"},
    {"italic", FIELD_BOOL, offsetof(struct face_fields, italic), false, 0, 0, NULL,
     "false where absent"},
};

/* --- faces ---------------------------------------------------------------------------------
 */

static bool in_font_folder(struct text path)
{
    bool starts =
        text_starts(path, "/usr/share/fonts/") || text_starts(path, "/usr/share/texmf/");
    return starts && text_search(path, TEXT("/../"), 0) == path.length;
}

/* The path of a face: one of Debian's, or a file of the project. Empty after a report. */
static struct text face_path(struct job *job, const struct located *file)
{
    struct text path = file->text;
    bool whole = text_find(path, '\0', 0) == path.length;
    if (whole && in_font_folder(path))
        return path;
    if (!text_starts(path, "/"))
        return source_resolve(job, path, file->span);
    diag(job, DIAG_FONT_PATH, file->span, text_string(&job->arena, path), NULL);
    return TEXT("");
}

static bool read_face(struct job *job, const struct value *value, struct face *face)
{
    struct face_fields read = {{TEXT(""), {0, 0, 0}}, 400, false};
    if (!fields_read(job, value, face_fields, sizeof face_fields / sizeof face_fields[0],
                     "face", PT(10), &read))
        return false;
    face->weight = (int)read.weight;
    face->italic = read.italic;
    face->path.text = face_path(job, &read.file);
    face->path.span = read.file.span;
    return face->path.text.length > 0;
}

/* Reports a count outside 1 … most. */
static bool counted(struct job *job, const struct value *value, const char *name, size_t most)
{
    if (value->count >= 1 && value->count <= most)
        return true;
    diag(job, DIAG_VALUE_COUNT, value->span, name, design_number(job, (int64_t)most), NULL);
    return false;
}

static bool read_faces(struct job *job, const struct value *faces, struct family *family)
{
    if (faces->kind != VALUE_LIST) {
        diag(job, DIAG_VALUE_KIND, faces->span, "faces", "a list of faces", "something else",
             "", NULL);
        return false;
    }
    if (!counted(job, faces, "faces", FACES_MOST))
        return false;
    family->face_count = faces->count;
    family->faces = arena_array(&job->arena, faces->count, sizeof *family->faces);
    bool right = true;
    for (size_t i = 0; i < faces->count; i++)
        right = read_face(job, faces->items[i], &family->faces[i]) && right;
    return right;
}

/* --- families ------------------------------------------------------------------------------
 */

static bool read_family(struct job *job, const struct value_entry *entry, struct family *family)
{
    struct family_fields read = {{TEXT(""), {0, 0, 0}}, {TEXT(""), {0, 0, 0}}, NULL};
    if (!fields_read(job, entry->value, family_fields,
                     sizeof family_fields / sizeof family_fields[0], "family", PT(10), &read))
        return false;
    family->key = entry->key;
    family->name = read.name.text;
    family->package = read.package.text;
    return read_faces(job, read.faces, family);
}

static bool read_families(struct job *job, const struct value *map, struct design *design,
                          struct map *keys)
{
    if (map->kind != VALUE_MAP) {
        diag(job, DIAG_VALUE_KIND, map->span, "families", "a map of keys and families",
             "something else", "", NULL);
        return false;
    }
    if (!counted(job, map, "families", FAMILIES_MOST))
        return false;
    design->family_count = map->count;
    design->families = arena_array(&job->arena, map->count, sizeof *design->families);
    bool right = true;
    for (size_t i = 0; i < map->count; i++) {
        right = read_family(job, &map->entries[i], &design->families[i]) && right;
        map_put(keys, map->entries[i].key, &design->families[i]);
    }
    return right;
}

static bool read_fallback(struct job *job, const struct texts *names, struct design *design,
                          const struct map *keys)
{
    size_t room = names->count < FALLBACK_MOST ? names->count : FALLBACK_MOST;
    design->fallback = arena_array(&job->arena, room + 1, sizeof *design->fallback);
    bool right = true;
    for (size_t i = 0; i < room; i++) {
        const struct family *family = map_find(keys, names->items[i].text);
        if (family == NULL) {
            diag(job, DIAG_FAMILY_UNKNOWN, names->items[i].span,
                 text_string(&job->arena, names->items[i].text),
                 design_nearest(job, keys, names->items[i].text), NULL);
            right = false;
            continue;
        }
        design->fallback[design->fallback_count++] = (uint32_t)(family - design->families);
    }
    return right;
}

bool fontlist_read(struct job *job, struct design *design, struct map *keys)
{
    struct span nowhere = {0, 0, 0};
    struct buffer path = buffer_new(&job->arena);
    buffer_add(&path, job->sources.root);
    buffer_string(&path, "/fonts/fonts.yaml");
    const struct value *list = value_read(job, buffer_text(&path), nowhere);
    if (list == NULL)
        return false;
    struct list_fields read = {NULL, {0, NULL}};
    if (!fields_read(job, list, list_fields, sizeof list_fields / sizeof list_fields[0],
                     "font list", PT(10), &read))
        return false;
    return read_families(job, read.families, design, keys) &&
           read_fallback(job, &read.fallback, design, keys);
}
