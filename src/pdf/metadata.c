/*
 * Takes a document's metadata, gives what the file says of itself, once in the Info dictionary
 * and once in XMP (ISO 16684-1), with the same words and instants in both. XMP stays
 * uncompressed, so that it can be found without reading the file.
 */
#include "pdf/metadata.h"

#include <string.h>

#include "pdf/syntax.h"

#define PROFILE "/usr/share/color/icc/sRGB.icc"

#define PRODUCER "Imprimatur with libharu " HPDF_VERSION_TEXT
#define CREATOR  "Imprimatur"

/* ---- dates ------------------------------------------------------------------------------*/

static void put_two(struct buffer *out, int number)
{
    buffer_byte(out, (char)('0' + number / 10 % 10));
    buffer_byte(out, (char)('0' + number % 10));
}

/* The start of a day in Greenwich, "2026-11-21"; `dash` and `rest` as the notation asks. */
static void put_day(struct buffer *out, struct date date, const char *dash, const char *rest)
{
    put_two(out, date.year / 100);
    put_two(out, date.year);
    buffer_string(out, dash);
    put_two(out, date.month == 0 ? 1 : date.month);
    buffer_string(out, dash);
    put_two(out, date.day == 0 ? 1 : date.day);
    buffer_string(out, rest);
}

void put_date(struct buffer *out, struct date date)
{
    struct buffer text = buffer_new(out->arena);
    buffer_string(&text, "D:");
    put_day(&text, date, "", "000000+00'00'");
    put_text(out, buffer_text(&text));
}

/* ---- Info -------------------------------------------------------------------------------*/

static void put_info(struct buffer *out, const char *key, struct text text)
{
    if (text.length == 0)
        return;
    buffer_byte(out, '/');
    buffer_string(out, key);
    put_text(out, text);
    buffer_byte(out, '\n');
}

static void put_info_date(struct buffer *out, const char *key, struct date date)
{
    if (date.year == 0)
        return;
    buffer_byte(out, '/');
    buffer_string(out, key);
    put_date(out, date);
    buffer_byte(out, '\n');
}

/* "A. N. Other; B. Another": the semicolon, since names hold commas. */
static struct text joined(struct arena *arena, const struct texts *names)
{
    struct buffer out = buffer_new(arena);
    for (size_t i = 0; i < names->count; i++) {
        buffer_string(&out, i > 0 ? "; " : "");
        buffer_add(&out, names->items[i].text);
    }
    return buffer_text(&out);
}

/* What has no key of the standard's has one of our own. */
static void write_info(struct writer *writer, const struct metadata *metadata)
{
    struct buffer out = buffer_new(&writer->job->arena);
    put_info(&out, "Title", metadata->title);
    put_info(&out, "Author", joined(&writer->job->arena, &metadata->authors));
    put_info(&out, "Subject", metadata->subject);
    put_info(&out, "Keywords", metadata->keywords);
    put_info(&out, "Creator", TEXT(CREATOR));
    put_info(&out, "Producer", TEXT(PRODUCER));
    put_info(&out, "Version", metadata->version);
    put_info(&out, "Rights", metadata->licence);
    put_info(&out, "Fingerprint", metadata->fingerprint);
    put_info_date(&out, "ReviewBy", metadata->review_by);
    put_info_date(&out, "CreationDate", metadata->date);
    put_info_date(&out, "ModDate", metadata->date);
    object_entries(writer, writer->document->info, buffer_text(&out));
}

/* ---- XMP --------------------------------------------------------------------------------*/

static void put_escaped(struct buffer *out, struct text text)
{
    for (size_t at = 0; at < text.length;) {
        uint32_t rune = text_next(text, &at);
        if (rune == '&')
            buffer_string(out, "&amp;");
        else if (rune == '<')
            buffer_string(out, "&lt;");
        else if (rune == '>')
            buffer_string(out, "&gt;");
        else if (rune < 0x20 || rune == 0xFFFE || rune == 0xFFFF)
            buffer_byte(out, ' '); /* not allowed in XML 1.0 */
        else
            buffer_rune(out, rune);
    }
}

/* <name>before text after</name> and a line end, unless `text` is empty. */
static void put_property(struct buffer *out, const char *name, const char *container,
                         struct text text)
{
    if (text.length == 0)
        return;
    bool language = text_is(text_of(container), "Alt");
    buffer_string(out, "<");
    buffer_string(out, name);
    buffer_string(out, ">");
    if (container[0] != '\0') {
        buffer_string(out, "<rdf:");
        buffer_string(out, container);
        buffer_string(out, language ? "><rdf:li xml:lang=\"x-default\">" : "><rdf:li>");
    }
    put_escaped(out, text);
    if (container[0] != '\0') {
        buffer_string(out, "</rdf:li></rdf:");
        buffer_string(out, container);
        buffer_string(out, ">");
    }
    buffer_string(out, "</");
    buffer_string(out, name);
    buffer_string(out, ">\n");
}

static void put_date_property(struct buffer *out, const char *name, struct date date)
{
    if (date.year == 0)
        return;
    struct buffer text = buffer_new(out->arena);
    put_day(&text, date, "-", "T00:00:00+00:00");
    put_property(out, name, "", buffer_text(&text));
}

static void put_item(struct buffer *out, struct text text)
{
    buffer_string(out, "<rdf:li>");
    put_escaped(out, text);
    buffer_string(out, "</rdf:li>");
}

static void put_creators(struct buffer *out, const struct texts *authors)
{
    if (authors->count == 0)
        return;
    buffer_string(out, "<dc:creator><rdf:Seq>");
    for (size_t i = 0; i < authors->count; i++)
        put_item(out, authors->items[i].text);
    buffer_string(out, "</rdf:Seq></dc:creator>\n");
}

/* An address within the terms of use: from "http" up to a space, without the sentence's own
 * marks at its end. */
static struct text address_of(struct text terms)
{
    size_t from = text_search(terms, TEXT("https://"), 0);
    if (from == terms.length)
        from = text_search(terms, TEXT("http://"), 0);
    struct text address = text_slice(terms, from, text_find(terms, ' ', from));
    while (address.length > 0 && strchr(".,;)>]", address.bytes[address.length - 1]) != NULL)
        address.length--;
    return address;
}

static void put_rights(struct buffer *out, struct text terms)
{
    put_property(out, "dc:rights", "Alt", terms);
    put_property(out, "xmpRights:UsageTerms", "Alt", terms);
    put_property(out, "xmpRights:WebStatement", "", address_of(terms));
}

/* dc:subject lists the keywords one by one. */
static void put_subjects(struct buffer *out, struct text keywords)
{
    if (keywords.length == 0)
        return;
    buffer_string(out, "<dc:subject><rdf:Bag>");
    for (size_t from = 0; from < keywords.length;) {
        size_t to = text_find(keywords, ',', from);
        put_item(out, text_trim(text_slice(keywords, from, to)));
        from = to + 1;
    }
    buffer_string(out, "</rdf:Bag></dc:subject>\n");
}

#define SCHEMA(title, uri, prefix)                                                             \
    "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>" title "</pdfaSchema:schema>\n"    \
    "<pdfaSchema:namespaceURI>" uri "</pdfaSchema:namespaceURI>"                               \
    "<pdfaSchema:prefix>" prefix "</pdfaSchema:prefix>\n"                                      \
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
#define PROPERTY(name, type, category, description)                                            \
    "<pdfaProperty:name>" name "</pdfaProperty:name>"                                          \
    "<pdfaProperty:valueType>" type "</pdfaProperty:valueType>\n"                              \
    "<pdfaProperty:category>" category "</pdfaProperty:category>"                              \
    "<pdfaProperty:description>" description "</pdfaProperty:description>"
#define NEXT_PROPERTY "</rdf:li>\n<rdf:li rdf:parseType=\"Resource\">"
#define SCHEMA_END    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>\n"

/* PDF/A wants every property described that XMP itself does not define (ISO 19005-2, 6.6.2.3).
 */
static const char extension_schemas[] = "<pdfaExtension:schemas><rdf:Bag>\n" SCHEMA(
    "PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid")
    PROPERTY("part", "Integer", "internal", "Part of ISO 14289")
        SCHEMA_END SCHEMA("Review of documents", "urn:imprimatur:review/", "review")
            PROPERTY("by", "Date", "external", "Date by which the content is reviewed")
                NEXT_PROPERTY PROPERTY("fingerprint", "Text", "internal",
                                       "SHA-256 over the sorted SHA-256 of the content's files")
                    SCHEMA_END "</rdf:Bag></pdfaExtension:schemas>\n";

static const char packet_start[] =
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\"\n"
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
    " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"\n"
    " xmlns:xmpRights=\"http://ns.adobe.com/xap/1.0/rights/\"\n"
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n"
    " xmlns:review=\"urn:imprimatur:review/\"\n"
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfuaid:part>1</pdfuaid:part>\n"
    "<pdfaid:conformance>A</pdfaid:conformance>\n"
    "<dc:format>application/pdf</dc:format>\n";

static const char packet_end[] = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
                                 "<?xpacket end=\"w\"?>\n";

static HPDF_Dict write_packet(struct writer *writer, const struct metadata *metadata,
                              bool carries)
{
    struct buffer out = buffer_new(&writer->job->arena);
    buffer_string(&out, packet_start);
    put_property(&out, "pdfaid:part", "", carries ? TEXT("3") : TEXT("2"));
    put_property(&out, "dc:title", "Alt", metadata->title);
    put_creators(&out, &metadata->authors);
    put_property(&out, "dc:description", "Alt", metadata->subject);
    put_subjects(&out, metadata->keywords);
    put_property(&out, "dc:language", "Bag", metadata->language);
    put_rights(&out, metadata->licence);
    put_property(&out, "dc:identifier", "", metadata->identifier);
    put_property(&out, "xmpMM:VersionID", "", metadata->version);
    put_property(&out, "xmp:CreatorTool", "", TEXT(CREATOR));
    put_property(&out, "pdf:Producer", "", TEXT(PRODUCER));
    put_property(&out, "pdf:Keywords", "", metadata->keywords);
    put_date_property(&out, "xmp:CreateDate", metadata->date);
    put_date_property(&out, "xmp:ModifyDate", metadata->date);
    put_date_property(&out, "xmp:MetadataDate", metadata->date);
    put_date_property(&out, "review:by", metadata->review_by);
    put_property(&out, "review:fingerprint", "", metadata->fingerprint);
    buffer_string(&out, extension_schemas);
    buffer_string(&out, packet_end);
    return object_stream(writer, buffer_text(&out), TEXT("/Type/Metadata/Subtype/XML"));
}

/* ---- output intent ----------------------------------------------------------------------*/

uint32_t metadata_intent(struct writer *writer, struct text path)
{
    uint32_t source = source_read(writer->job, path, SOURCE_BINARY, (struct span){0});
    struct text profile = source_find(writer->job, source)->text;
    if (source == 0 || !text_is(text_slice(profile, 16, 20), "RGB ")) {
        diag(writer->job, DIAG_PDF_PROFILE, (struct span){0},
             text_string(&writer->job->arena, path), NULL);
        return 0;
    }
    HPDF_Dict stream = object_packed(writer, profile, TEXT("/N 3"));
    HPDF_Dict intent = object_new(writer);
    object_name(writer, intent, "Type", "OutputIntent");
    object_name(writer, intent, "S", "GTS_PDFA1");
    object_refer(writer, intent, "DestOutputProfile", stream);
    object_entries(writer, intent,
                   TEXT("/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)\n"));
    return object_number(intent);
}

/* A booklet is printed on both sides, turned over its short edge, and not scaled again
 * (12.2). */
static void write_viewer(struct writer *writer, HPDF_Dict viewer,
                         const struct metadata *metadata)
{
    static const char *const ways[] = {"", "DuplexFlipLongEdge", "DuplexFlipShortEdge"};
    object_boolean(writer, viewer, "DisplayDocTitle", true);
    if (metadata->binding == BINDING_NONE)
        return;
    object_name(writer, viewer, "Duplex", ways[metadata->binding]);
    object_name(writer, viewer, "PrintScaling", "None");
}

bool metadata_write(struct writer *writer, const struct metadata *metadata, bool carries,
                    struct buffer *entries)
{
    HPDF_Dict catalog = writer->document->catalog;
    write_info(writer, metadata);
    object_refer(writer, catalog, "Metadata", write_packet(writer, metadata, carries));
    object_boolean(writer, object_child(writer, catalog, "MarkInfo"), "Marked", true);
    write_viewer(writer, object_child(writer, catalog, "ViewerPreferences"), metadata);
    uint32_t intent = metadata_intent(writer, TEXT(PROFILE));
    buffer_string(entries, "/OutputIntents[");
    put_reference(entries, intent);
    buffer_string(entries, "]\n/Lang");
    put_text(entries, metadata->language);
    buffer_byte(entries, '\n');
    return intent != 0;
}
