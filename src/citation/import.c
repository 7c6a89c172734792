/*
 * Takes a file of sources in any format, gives its records as the tree of values that CSL-YAML
 * would have.
 * The one idea: what a file shows in its first lines is believed before its name, since exports
 * are saved under all names; only then does the ending decide.
 */
#include "citation/import.h"

#define SNIFF_LINES 40

static bool tag_line(struct text line, const char *tag)
{
    size_t at = strlen(tag);
    if (!text_starts(line, tag))
        return false;
    while (at < line.length && line.bytes[at] == ' ')
        at++;
    return at < line.length && line.bytes[at] == '-';
}

/* "@article{" or "@string(" at the start of a line. */
static bool entry_line(struct text line)
{
    size_t at = 1;
    if (!text_starts(line, "@"))
        return false;
    while (at < line.length && (text_alpha(line.bytes[at]) || text_digit(line.bytes[at])))
        at++;
    size_t word = at;
    while (at < line.length && text_space(line.bytes[at]))
        at++;
    return word > 1 && at < line.length && (line.bytes[at] == '{' || line.bytes[at] == '(');
}

/* What the text itself shows; false if nothing. */
static bool sniff(struct text text, enum source_format *format)
{
    struct text start = text_trim(text_slice(text, 0, 4096));
    if (text_starts(start, "<?xml") || text_starts(start, "<xml") ||
        text_starts(start, "<records")) {
        *format = FORMAT_ENDNOTE;
        return true;
    }
    for (size_t at = 0, n = 0; at < text.length && n < SNIFF_LINES; n++) {
        size_t end = text_find(text, '\n', at);
        struct text line = text_trim(text_slice(text, at, end));
        at = end + 1;
        *format = entry_line(line)         ? FORMAT_BIBTEX
                  : tag_line(line, "PMID") ? FORMAT_NBIB
                  : tag_line(line, "TY")   ? FORMAT_RIS
                                           : FORMAT_YAML;
        if (*format != FORMAT_YAML)
            return true;
    }
    return false;
}

enum source_format import_format(struct text path, struct text text)
{
    static const struct {
        const char *ending;
        enum source_format format;
    } endings[] = {
        {".json", FORMAT_JSON},   {".csljson", FORMAT_JSON}, {".yaml", FORMAT_YAML},
        {".yml", FORMAT_YAML},    {".bib", FORMAT_BIBTEX},   {".bibtex", FORMAT_BIBTEX},
        {".nbib", FORMAT_NBIB},   {".medline", FORMAT_NBIB}, {".ris", FORMAT_RIS},
        {".xml", FORMAT_ENDNOTE},
    };
    enum source_format named = FORMAT_YAML;
    bool known = false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings && !known; i++) {
        known = text_ends(path, endings[i].ending);
        named = known ? endings[i].format : named;
    }
    enum source_format seen;
    if (known && (named == FORMAT_JSON || named == FORMAT_YAML))
        return named;
    if (sniff(text, &seen))
        return seen;
    struct text start = text_trim(text_slice(text, 0, 4096));
    if (!known && (text_starts(start, "[") || text_starts(start, "{")))
        return FORMAT_JSON;
    return named;
}

struct value *import_value(struct job *job, uint32_t number, enum source_format format)
{
    struct importer importer = importer_new(job, number);
    switch (format) {
    case FORMAT_YAML:
        return value_read_yaml(job, number);
    case FORMAT_JSON:
        return value_read_json(job, number);
    case FORMAT_BIBTEX:
        bibtex_read(&importer);
        break;
    case FORMAT_NBIB:
        nbib_read(&importer);
        break;
    case FORMAT_RIS:
        ris_read(&importer);
        break;
    case FORMAT_ENDNOTE:
        endnote_read(&importer);
        break;
    }
    keys_make(&importer);
    return importer_finish(&importer);
}

struct value *import_read(struct job *job, struct text path, struct span at)
{
    bool strict =
        text_ends(path, ".json") || text_ends(path, ".yaml") || text_ends(path, ".yml");
    uint32_t number = source_read(job, path, strict ? SOURCE_TEXT : SOURCE_LEGACY, at);
    if (number == 0)
        return NULL;
    return import_value(job, number, import_format(path, source_find(job, number)->text));
}
