/*
 * Takes a RIS file, gives its records: TY opens one, ER closes it.
 * The one idea: this file only finds the fields; reference.c knows what they mean.
 */
#include "citation/import.h"
#include "citation/reference.h"
#include "citation/tagged.h"

struct ris {
    struct importer *importer;
    struct reference reference;
    bool open;
};

static void close_reference(struct ris *ris)
{
    if (ris->open)
        reference_close(&ris->reference);
    ris->open = false;
}

static void open_reference(struct ris *ris, const struct tagged_line *line)
{
    if (ris->open)
        importer_fault(ris->importer, ris->reference.span, "this record is not closed by ER",
                       "a record ends with a line \"ER  - \"");
    close_reference(ris);
    ris->reference = (struct reference){.importer = ris->importer,
                                        .type = line->value,
                                        .type_span = line->span,
                                        .span = line->tag_span};
    ris->open = true;
}

/* Texts that exports break over lines, though RIS has no sign for it. */
static bool long_text(const char *tag)
{
    static const char *const tags[] = {"AB", "N1", "N2", "KW", "RN"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (strcmp(tag, tags[i]) == 0)
            return true;
    return false;
}

static void go_on(struct ris *ris, const struct tagged_line *line)
{
    struct reference *reference = &ris->reference;
    struct reference_field *last = NULL;
    if (ris->open && reference->fields.count)
        last = &reference->fields.items[reference->fields.count - 1];
    if (last && strcmp(last->tag, "KW") == 0) {
        reference_add(reference, "KW", source_text(ris->importer->job, line->span), line->span);
    } else if (last && long_text(last->tag)) {
        struct span whole = {line->span.source, last->span.start, line->span.end};
        last->text = text_trim(source_text(ris->importer->job, whole));
    } else {
        importer_fault(ris->importer, line->span, "this line has no tag",
                       "a tag is two letters, two spaces and a hyphen: \"TI  - \"");
    }
}

void ris_read(struct importer *importer)
{
    struct tagged tagged = {importer, 0, 2};
    struct ris ris = {.importer = importer};
    struct tagged_line line;
    while (!importer->tree.failed && tagged_next(&tagged, &line)) {
        if (line.blank)
            continue;
        if (text_is(line.tag, "TY"))
            open_reference(&ris, &line);
        else if (text_is(line.tag, "ER"))
            close_reference(&ris);
        else if (line.tag.length != 2)
            go_on(&ris, &line);
        else if (ris.open)
            reference_add(&ris.reference, line.tag.bytes, line.value, line.span);
        else
            importer_fault(importer, line.tag_span, "a record starts with its type",
                           "its first line is \"TY  - JOUR\" or another type");
    }
    if (ris.open)
        importer_fault(importer, ris.reference.span, "this record is not closed by ER",
                       "a record ends with a line \"ER  - \"");
    close_reference(&ris);
}
