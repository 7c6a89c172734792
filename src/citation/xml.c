/*
 * Takes the number of an XML source, gives a plain tree of its elements.
 * The one idea: libxml2 parses without network, DTD or entities; its tree is copied at once and
 * freed. A style is untrusted input: a document with a document type is refused whole. libxml2
 * goes on with part of the text where an allocation fails, so it is given ones that do not
 * return.
 */
#include "citation/xml.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>
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

/* What a copy needs; the cursor only moves forward, since elements come in line order. */
struct copier {
    struct job *job;
    uint32_t number;
    struct text text;
    size_t at;
    long line;
    bool too_deep;
    enum diag_id id;
};

static struct span line_span(struct copier *copier, long line)
{
    if (line < copier->line) {
        copier->line = 1;
        copier->at = 0;
    }
    while (copier->line < line && copier->at < copier->text.length) {
        copier->at = text_find(copier->text, '\n', copier->at) + 1;
        copier->line++;
    }
    size_t start = copier->at < copier->text.length ? copier->at : copier->text.length;
    size_t end = text_find(copier->text, '\n', start);
    while (start < end && text_space(copier->text.bytes[start]))
        start++;
    return (struct span){copier->number, (uint32_t)start, (uint32_t)end};
}

static struct text copy_string(struct copier *copier, const xmlChar *string)
{
    return text_copy(&copier->job->arena, text_of((const char *)string));
}

static struct xml_attribute *copy_attributes(struct copier *copier, const xmlNode *node)
{
    struct xml_attribute *first = NULL;
    struct xml_attribute **end = &first;
    for (const xmlAttr *from = node->properties; from; from = from->next) {
        struct xml_attribute *to = arena_alloc(&copier->job->arena, sizeof *to);
        to->name = copy_string(copier, from->name);
        struct buffer value = buffer_new(&copier->job->arena);
        for (const xmlNode *part = from->children; part; part = part->next)
            if (part->type == XML_TEXT_NODE)
                buffer_string(&value, (const char *)part->content);
        to->value = buffer_text(&value);
        *end = to;
        end = &to->next;
    }
    return first;
}

static struct xml_element *copy_element(struct copier *copier, const xmlNode *node, int depth)
{
    struct xml_element *element = arena_alloc(&copier->job->arena, sizeof *element);
    element->name = copy_string(copier, node->name);
    element->span = line_span(copier, xmlGetLineNo(node));
    element->attributes = copy_attributes(copier, node);
    if (depth == XML_DEPTH_MOST) {
        copier->too_deep = true;
        return element;
    }
    struct buffer text = buffer_new(&copier->job->arena);
    struct xml_element **end = &element->first;
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) {
            *end = copy_element(copier, child, depth + 1);
            (*end)->at = text.length;
            end = &(*end)->next;
        } else if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
            buffer_string(&text, (const char *)child->content);
        }
    }
    element->text = buffer_text(&text);
    return element;
}

static void report(struct copier *copier, const xmlError *error)
{
    struct span at = line_span(copier, error && error->line > 0 ? error->line : 1);
    const char *message = error && error->message ? error->message : "not well formed";
    struct text line = text_trim(text_of(message));
    diag(copier->job, copier->id, at, text_string(&copier->job->arena, line), NULL);
}

static xmlDoc *parse(struct copier *copier, xmlParserCtxt *parser)
{
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                  XML_PARSE_NOCDATA | XML_PARSE_COMPACT | XML_PARSE_NOBLANKS;
    xmlDoc *document = xmlCtxtReadMemory(parser, copier->text.bytes, (int)copier->text.length,
                                         NULL, "UTF-8", options);
    if (document && document->intSubset) {
        diag(copier->job, copier->id, line_span(copier, 1), "a document type is not allowed",
             NULL);
        xmlFreeDoc(document);
        return NULL;
    }
    if (!document)
        report(copier, xmlCtxtGetLastError(parser));
    return document;
}

struct xml_element *xml_read_as(struct job *job, uint32_t number, enum diag_id id)
{
    const struct source *source = source_find(job, number);
    struct copier copier = {job, number, source->text, 0, 1, false, id};
    if (source->text.length > INT_MAX)
        return NULL;
    xmlMemSetup(free, sure_malloc, sure_realloc, sure_copy);
    xmlParserCtxt *parser = xmlNewParserCtxt();
    if (!parser)
        job_out_of_memory(NULL);
    xmlDoc *document = parse(&copier, parser);
    xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    struct xml_element *element = root ? copy_element(&copier, root, 0) : NULL;
    if (document)
        xmlFreeDoc(document);
    xmlFreeParserCtxt(parser);
    if (copier.too_deep) {
        diag(job, id, element->span, "elements are nested too deeply", NULL);
        return NULL;
    }
    return element;
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
