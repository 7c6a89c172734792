/*
 * Takes a reference as RIS tags, gives a record. RIS and EndNote XML share one model of what a
 * reference is, so one mapping serves both.
 */
#ifndef CITATION_REFERENCE_H
#define CITATION_REFERENCE_H

#include "citation/record.h"

struct reference_field {
    char tag[3]; /* of RIS: "TI" */
    struct text text;
    struct span span;
};

struct reference {
    struct importer *importer;
    struct text type; /* of RIS: "JOUR" */
    struct span type_span;
    struct span span; /* of the record */
    ARRAY(struct reference_field) fields;
};

/* Adds a field; blank text is left out. */
void reference_add(struct reference *reference, const char *tag, struct text text,
                   struct span span);

/* The reference as a record of its importer. Warns of a type that is not known. */
void reference_close(struct reference *reference);

#endif
