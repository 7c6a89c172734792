/*
 * Takes the number of an XML source, gives a plain tree of its elements.
 * The one idea: libxml2 lives and dies in xml.c; styles and locales are read from this tree,
 * which holds elements, attributes and text and nothing else.
 */
#ifndef CITATION_XML_H
#define CITATION_XML_H

#include "base/job.h"

struct xml_attribute {
    struct text name; /* without its prefix: "lang" for xml:lang */
    struct text value;
    struct xml_attribute *next;
};

struct xml_element {
    struct text name; /* without its prefix */
    struct text text; /* all text directly in it, joined */
    struct span span; /* of the line it starts on */
    struct xml_attribute *attributes;
    struct xml_element *first; /* of its elements */
    size_t at;                 /* where it stands in its parent's text */
    struct xml_element *next;
};

/* The root element of source `number`; owned by the job. NULL after a report as `id`, whose
 * message has the fault as %1: malformed, nested too deeply, too large, or with a document
 * type.
 */
struct xml_element *xml_read_as(struct job *job, uint32_t number, enum diag_id id);

/* The same for a style or locale. */
struct xml_element *xml_read(struct job *job, uint32_t number);

/* The value of attribute `name`, or NULL if it is absent. */
const struct text *xml_find(const struct xml_element *element, const char *name);

/* The first child element called `name`, or NULL. */
const struct xml_element *xml_child(const struct xml_element *element, const char *name);

#endif
