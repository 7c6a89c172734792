/*
 * Takes an EndNote XML file, gives its records.
 * The one idea: EndNote's fields are those of RIS under other names, so each is handed on under
 * its RIS tag. Text lies in <style> elements whose face becomes CSL's markup.
 */
#include "citation/import.h"
#include "citation/reference.h"
#include "citation/xml.h"

#define STYLE_DEPTH_MOST 8

struct endnote {
    struct importer *importer;
    struct span
        span; /* of the record: many files are one line, so libxml2's lines say little */
    size_t record_at; /* where the search for the next record goes on */
    struct reference reference;
};

/* EndNote's names of its types, which it also numbers. */
static const struct {
    const char *name;
    const char *ris;
} type_names[] = {
    {"Journal Article", "JOUR"},
    {"Electronic Article", "EJOUR"},
    {"Magazine Article", "MGZN"},
    {"Newspaper Article", "NEWS"},
    {"Book", "BOOK"},
    {"Electronic Book", "EBOOK"},
    {"Edited Book", "EDBOOK"},
    {"Book Section", "CHAP"},
    {"Electronic Book Section", "ECHAP"},
    {"Conference Proceedings", "CONF"},
    {"Conference Paper", "CPAPER"},
    {"Thesis", "THES"},
    {"Report", "RPRT"},
    {"Government Document", "GOVDOC"},
    {"Web Page", "ELEC"},
    {"Blog", "BLOG"},
    {"Personal Communication", "PCOMM"},
    {"Unpublished Work", "UNPB"},
    {"Manuscript", "MANSCPT"},
    {"Preprint", "PREPRINT"},
    {"Dataset", "DATA"},
    {"Online Database", "DBASE"},
    {"Computer Program", "COMP"},
    {"Patent", "PAT"},
    {"Statute", "STAT"},
    {"Legal Rule or Regulation", "LEGAL"},
    {"Case", "CASE"},
    {"Bill", "BILL"},
    {"Hearing", "HEAR"},
    {"Standard", "STAND"},
    {"Map", "MAP"},
    {"Artwork", "ART"},
    {"Figure", "FIGURE"},
    {"Chart or Table", "CHART"},
    {"Film or Broadcast", "MPCT"},
    {"Audiovisual Material", "ADVS"},
    {"Music", "MUSIC"},
    {"Encyclopedia", "ENCYC"},
    {"Dictionary", "DICT"},
    {"Pamphlet", "PAMP"},
    {"Serial", "SER"},
    {"Catalog", "CTLG"},
    {"Classical Work", "CLSWK"},
    {"Grant", "GRANT"},
    {"Equation", "EQUA"},
    {"Aggregated Database", "AGGR"},
    {"Multimedia Application", "MULTI"},
    {"Generic", "GEN"},
};

/* Elements with text, by the element they lie in (NULL: the record), as RIS tags. */
static const struct {
    const char *parent;
    const char *name;
    const char *tag;
} fields[] = {
    {"titles", "title", "TI"},
    {"titles", "secondary-title", "T2"},
    {"titles", "tertiary-title", "T3"},
    {"titles", "alt-title", "J2"},
    {"titles", "short-title", "ST"},
    {"titles", "translated-title", "TT"},
    {"periodical", "full-title", "JF"},
    {"periodical", "abbr-1", "J2"},
    {"authors", "author", "AU"},
    {"secondary-authors", "author", "A2"},
    {"tertiary-authors", "author", "A3"},
    {"subsidiary-authors", "author", "A4"},
    {"keywords", "keyword", "KW"},
    {"dates", "year", "PY"},
    {"pub-dates", "date", "DA"},
    {"related-urls", "url", "UR"},
    {NULL, "pages", "SP"},
    {NULL, "volume", "VL"},
    {NULL, "number", "IS"},
    {NULL, "edition", "ET"},
    {NULL, "publisher", "PB"},
    {NULL, "pub-location", "CY"},
    {NULL, "isbn", "SN"},
    {NULL, "accession-num", "AN"},
    {NULL, "electronic-resource-num", "DO"},
    {NULL, "language", "LA"},
    {NULL, "abstract", "AB"},
    {NULL, "notes", "N1"},
    {NULL, "label", "ID"},
    {NULL, "custom2", "C2"},
    {NULL, "custom7", "C7"},
    {NULL, "work-type", "M3"},
    {NULL, "access-date", "Y2"},
    {NULL, "num-vols", "NV"},
    {NULL, "call-num", "CN"},
    {NULL, "remote-database-name", "DP"},
};

/* --- text ----------------------------------------------------------------------------------
 */

static const struct {
    const char *face;
    const char *open;
    const char *close;
} faces[] = {
    {"bold", "<b>", "</b>"},
    {"italic", "<i>", "</i>"},
    {"superscript", "<sup>", "</sup>"},
    {"subscript", "<sub>", "</sub>"},
};

static void faces_add(struct buffer *out, const struct text *face, bool closing)
{
    size_t count = sizeof faces / sizeof *faces;
    for (size_t i = 0; face && i < count; i++) {
        size_t which = closing ? count - 1 - i : i;
        struct text name = text_of(faces[which].face);
        if (text_search(*face, name, 0) < face->length)
            buffer_string(out, closing ? faces[which].close : faces[which].open);
    }
}

/* Text with line ends as spaces, each run of white space as one. */
static void words_add(struct buffer *out, struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        bool space = text_space(text.bytes[i]);
        bool after = out->length > 0 && out->bytes[out->length - 1] == ' ';
        if (!space || !after)
            buffer_byte(out, space ? ' ' : text.bytes[i]);
    }
}

static void text_add(struct buffer *out, const struct xml_element *element, int depth)
{
    const struct text *face =
        text_is(element->name, "style") ? xml_find(element, "face") : NULL;
    size_t at = 0;
    faces_add(out, face, false);
    for (const struct xml_element *child = element->first; child; child = child->next) {
        words_add(out, text_slice(element->text, at, child->at));
        at = child->at;
        if (depth < STYLE_DEPTH_MOST)
            text_add(out, child, depth + 1);
    }
    words_add(out, text_slice(element->text, at, element->text.length));
    faces_add(out, face, true);
}

/* The text of an element with its markup. Notes keep their lines, which may hold fields. */
static struct text text_of_element(struct endnote *endnote, const struct xml_element *element)
{
    struct buffer out = buffer_new(&endnote->importer->job->arena);
    const struct xml_element *style = xml_child(element, "style");
    if (text_is(element->name, "notes"))
        return text_trim(style && !style->next ? style->text : element->text);
    text_add(&out, element, 0);
    return text_trim(buffer_text(&out));
}

/* --- records -------------------------------------------------------------------------------
 */

static void field_add(struct endnote *endnote, const struct xml_element *element,
                      const char *parent)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        bool top = parent == NULL && fields[i].parent == NULL;
        bool inside =
            parent != NULL && fields[i].parent != NULL && !strcmp(fields[i].parent, parent);
        if ((!top && !inside) || !text_is(element->name, fields[i].name))
            continue;
        reference_add(&endnote->reference, fields[i].tag, text_of_element(endnote, element),
                      endnote->span);
    }
}

/* Whether an element only holds others, and its name as a string of the table's. */
static const char *holder(const struct xml_element *element)
{
    static const char *const names[] = {
        "contributors",       "authors", "secondary-authors", "tertiary-authors",
        "subsidiary-authors", "titles",  "periodical",        "dates",
        "pub-dates",          "urls",    "related-urls",      "keywords"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_is(element->name, names[i]))
            return names[i];
    return NULL;
}

static void children_add(struct endnote *endnote, const struct xml_element *parent,
                         const char *name, int depth)
{
    for (const struct xml_element *child = parent->first; child; child = child->next) {
        const char *held = holder(child);
        if (held && depth < STYLE_DEPTH_MOST)
            children_add(endnote, child, held, depth + 1);
        else if (!held)
            field_add(endnote, child, name);
    }
}

/* EndNote numbers and names its types; what only numbers are known for is a plain source. */
static void type_set(struct endnote *endnote, const struct xml_element *record)
{
    const struct xml_element *type = xml_child(record, "ref-type");
    const struct text *name = type ? xml_find(type, "name") : NULL;
    endnote->reference.type = name ? *name : TEXT("GEN");
    endnote->reference.type_span = endnote->span;
    for (size_t i = 0; name && i < sizeof type_names / sizeof *type_names; i++)
        if (text_is(*name, type_names[i].name))
            endnote->reference.type = text_of(type_names[i].ris);
}

/* Whether an element's name ends at `at`. */
static bool name_ends(struct text text, size_t at)
{
    return at >= text.length || text.bytes[at] == '>' || text.bytes[at] == '/' ||
           text_space(text.bytes[at]);
}

/* The place of the next "<record" in the file. */
static struct span next_record(struct endnote *endnote)
{
    struct text text = endnote->importer->text;
    struct text start = TEXT("<record");
    size_t at = text_search(text, start, endnote->record_at);
    while (!name_ends(text, at + start.length))
        at = text_search(text, start, at + start.length);
    endnote->record_at = at + start.length;
    return importer_span(endnote->importer, at, at + start.length);
}

void endnote_read(struct importer *importer)
{
    const struct xml_element *root =
        xml_read_as(importer->job, importer->source, DIAG_SOURCE_XML);
    struct endnote endnote = {.importer = importer};
    const struct xml_element *records = root;
    if (root && !text_is(root->name, "records"))
        records = xml_child(root, "records");
    if (root && !records)
        importer_fault(importer, root->span, "this XML file holds no EndNote records",
                       "export it from EndNote as XML");
    for (const struct xml_element *record = records ? records->first : NULL;
         record && !importer->tree.failed; record = record->next) {
        if (!text_is(record->name, "record"))
            continue;
        endnote.span = next_record(&endnote);
        endnote.reference = (struct reference){.importer = importer, .span = endnote.span};
        type_set(&endnote, record);
        children_add(&endnote, record, NULL, 0);
        reference_close(&endnote.reference);
    }
}
