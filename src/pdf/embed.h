/*
 * Takes typefaces with their subsets, gives the font objects of the file.
 */
#ifndef PDF_EMBED_H
#define PDF_EMBED_H

#include "pdf/objects.h"
#include "pdf/typefaces.h"

/* Writes every face that is used as a composite font with its file, widths and ToUnicode map,
 * and adds it as /F<face> to the dictionary `fonts`. */
void embed_typefaces(struct writer *writer, const struct typefaces *typefaces, HPDF_Dict fonts);

#endif
