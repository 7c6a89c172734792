/*
 * Takes the number of an XML source, gives a plain tree of its elements.
 * The one idea: libxml2 reports elements and text while it reads, without network, DTD or
 * entities, and the tree is built from that at once. A style is untrusted input: a document
 * with a document type is refused whole. libxml2 goes on with part of the text where an
 * allocation fails, so it is given ones that do not return.
 */
#include "citation/xml.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>

#define XML_DEPTH_MOST 100

static void *sure_malloc(size_t size)
{
    void *bytes = malloc(size > 0 ? size : 1);
    if (bytes == NULL)
        job_out_of_memory(NULL);
    return bytes;
}

static void *sure_realloc(void *old, size_t size)
{
    void *bytes = realloc(old, size > 0 ? size : 1);
    if (bytes == NULL)
        job_out_of_memory(NULL);
    return bytes;
}

static char *sure_copy(const char *string)
{
    size_t size = strlen(string) + 1;
    return memcpy(sure_malloc(size), string, size);
}

/* An element whose end is not read yet. */
struct open_element {
    struct xml_element *element;
    struct xml_element **end; /* where its next child goes */
    struct buffer text;
};

/* The cursor at `at` only moves forward, since elements come in line order. */
struct reader {
    struct job *job;
    xmlParserCtxt *parser;
    uint32_t number;
    enum diag_id id;
    struct text text;
    size_t at;
    long line;
    struct span span; /* of `line`; of no source before the first */
    struct xml_element *root;
    struct open_element open[XML_DEPTH_MOST];
    size_t depth;
    const char *refused; /* why the file is read no further, or NULL */
};

/* The line from `reader->at` on, without the blanks before it. */
static struct span line_measure(const struct reader *reader)
{
    size_t start = reader->at < reader->text.length ? reader->at : reader->text.length;
    size_t end = text_find(reader->text, '\n', start);
    while (start < end && text_space(reader->text.bytes[start]))
        start++;
    return (struct span){reader->number, (uint32_t)start, (uint32_t)end};
}

/* Each line is measured once: many files are one long line of many elements. */
static struct span line_span(struct reader *reader, long line)
{
    if (line == reader->line && reader->span.source)
        return reader->span;
    if (line < reader->line) {
        reader->line = 1;
        reader->at = 0;
    }
    while (reader->line < line && reader->at < reader->text.length) {
        reader->at = text_find(reader->text, '\n', reader->at) + 1;
        reader->line++;
    }
    reader->span = line_measure(reader);
    return reader->span;
}

static void refuse(struct reader *reader, const char *reason)
{
    reader->refused = reason;
    xmlStopParser(reader->parser);
}

static struct text copy_string(struct reader *reader, const xmlChar *string)
{
    return text_copy(&reader->job->arena, text_of((const char *)string));
}

/* libxml2 leaves "&" as "&#38;" in values, for a second reading that a tree would do. */
static struct text value_copy(struct reader *reader, struct text raw)
{
    struct text amp = TEXT("&#38;");
    size_t at = text_search(raw, amp, 0);
    if (at == raw.length)
        return text_copy(&reader->job->arena, raw);
    struct buffer value = buffer_new(&reader->job->arena);
    for (size_t from = 0; from < raw.length; at = text_search(raw, amp, from)) {
        buffer_add(&value, text_slice(raw, from, at));
        if (at < raw.length)
            buffer_byte(&value, '&');
        from = at < raw.length ? at + amp.length : raw.length;
    }
    return buffer_text(&value);
}

/* libxml2 gives five pointers for each: name, prefix, namespace, start and end of the value. */
static struct xml_attribute *attributes_copy(struct reader *reader, int count,
                                             const xmlChar *const *parts)
{
    struct xml_attribute *first = NULL;
    struct xml_attribute **end = &first;
    for (int i = 0; i < count; i++, parts += 5) {
        struct xml_attribute *to = arena_alloc(&reader->job->arena, sizeof *to);
        to->name = copy_string(reader, parts[0]);
        to->value = value_copy(
            reader, (struct text){(const char *)parts[3], (size_t)(parts[4] - parts[3])});
        *end = to;
        end = &to->next;
    }
    return first;
}

/* Blanks between elements only lay them out. */
static void layout_drop(struct open_element *open)
{
    if (text_trim(buffer_text(&open->text)).length == 0)
        open->text.length = 0;
}

static void element_start(void *data, const xmlChar *name, const xmlChar *prefix,
                          const xmlChar *address, int namespace_count,
                          const xmlChar **namespaces, int count, int default_count,
                          const xmlChar **attributes)
{
    struct reader *reader = data;
    (void)prefix, (void)address, (void)namespace_count, (void)namespaces, (void)default_count;
    if (reader->depth == XML_DEPTH_MOST) {
        refuse(reader, "elements are nested too deeply");
        return;
    }
    struct xml_element *element = arena_alloc(&reader->job->arena, sizeof *element);
    element->name = copy_string(reader, name);
    element->span = line_span(reader, reader->parser->input->line);
    element->attributes = attributes_copy(reader, count, attributes);
    if (reader->depth > 0) {
        struct open_element *parent = &reader->open[reader->depth - 1];
        layout_drop(parent);
        element->at = parent->text.length;
        *parent->end = element;
        parent->end = &element->next;
    } else {
        reader->root = element;
    }
    reader->open[reader->depth++] =
        (struct open_element){element, &element->first, buffer_new(&reader->job->arena)};
}

static void element_end(void *data, const xmlChar *name, const xmlChar *prefix,
                        const xmlChar *address)
{
    struct reader *reader = data;
    struct open_element *open = &reader->open[--reader->depth];
    (void)name, (void)prefix, (void)address;
    if (open->element->first)
        layout_drop(open);
    open->element->text = buffer_text(&open->text);
}

static void characters(void *data, const xmlChar *bytes, int length)
{
    struct reader *reader = data;
    if (reader->depth > 0)
        buffer_add(&reader->open[reader->depth - 1].text,
                   (struct text){(const char *)bytes, (size_t)length});
}

/* Called before anything that a document type declares is read. */
static void document_type(void *data, const xmlChar *name, const xmlChar *public_id,
                          const xmlChar *system_id)
{
    (void)name, (void)public_id, (void)system_id;
    refuse(data, "a document type is not allowed");
}

static void report(struct reader *reader, const xmlError *error)
{
    struct span at = line_span(reader, error && error->line > 0 ? error->line : 1);
    const char *message = error && error->message ? error->message : "not well formed";
    struct text line = text_trim(text_of(message));
    diag(reader->job, reader->id, at, text_string(&reader->job->arena, line), NULL);
}

/* Whether the whole file is well formed; else it is reported. */
static bool parse(struct reader *reader)
{
    xmlParserCtxt *parser = reader->parser;
    *parser->sax = (xmlSAXHandler){.initialized = XML_SAX2_MAGIC,
                                   .internalSubset = document_type,
                                   .startElementNs = element_start,
                                   .endElementNs = element_end,
                                   .characters = characters,
                                   .ignorableWhitespace = characters,
                                   .cdataBlock = characters};
    parser->userData = reader;
    xmlCtxtReadMemory(parser, reader->text.bytes, (int)reader->text.length, NULL, "UTF-8",
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (reader->refused)
        diag(reader->job, reader->id, line_span(reader, 1), reader->refused, NULL);
    else if (!parser->wellFormed)
        report(reader, xmlCtxtGetLastError(parser));
    return !reader->refused && parser->wellFormed;
}

struct xml_element *xml_read_as(struct job *job, uint32_t number, enum diag_id id)
{
    const struct source *source = source_find(job, number);
    struct reader reader = {
        .job = job, .number = number, .id = id, .text = source->text, .line = 1};
    if (source->text.length > INT_MAX)
        return NULL;
    xmlMemSetup(free, sure_malloc, sure_realloc, sure_copy);
    reader.parser = xmlNewParserCtxt();
    if (!reader.parser)
        job_out_of_memory(NULL);
    bool whole = parse(&reader);
    xmlFreeParserCtxt(reader.parser);
    return whole ? reader.root : NULL;
}

struct xml_element *xml_read(struct job *job, uint32_t number)
{
    return xml_read_as(job, number, DIAG_STYLE_SYNTAX);
}

const struct text *xml_find(const struct xml_element *element, const char *name)
{
    for (const struct xml_attribute *a = element->attributes; a; a = a->next)
        if (text_is(a->name, name))
            return &a->value;
    return NULL;
}

const struct xml_element *xml_child(const struct xml_element *element, const char *name)
{
    for (const struct xml_element *child = element->first; child; child = child->next)
        if (text_is(child->name, name))
            return child;
    return NULL;
}
