/*
 * Takes a style's name, gives the file it lies in.
 */
#ifndef CITATION_FIND_H
#define CITATION_FIND_H

#include "citation/citation.h"

/* The path in `folder` (or its "dependent") of the style that people call `name`: its id, its
 * title in words, its address, an older or newer name. Empty text if there is none. */
struct text style_find(struct job *job, struct text folder, struct text name);

/* The same for the very id `name` alone. */
struct text style_installed(struct job *job, struct text folder, struct text name);

/* The id nearest in spelling to `name` in `folder`, or empty text. */
struct text style_nearest(struct job *job, struct text folder, struct text name);

/* Whether styles are installed at all. */
bool style_folder_exists(struct job *job, struct text folder);

#endif
