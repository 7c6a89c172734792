/*
 * The styles that blocks stand in, for what a layout decides by them. Private to proof.
 * The one idea: rules with conditions ("table[first]", "body[section=ID] table") hold for the
 * block at hand only, so its place is followed while the document is read.
 */
#ifndef PROOF_STYLED_H
#define PROOF_STYLED_H

#include "design/design.h"
#include "document/document.h"

/* What stands around a block, and where among its siblings it stands. */
struct surroundings {
    struct design *design;
    const struct style *around;
    struct situation situation;
    struct text ids[7]; /* by level: those of the headings that a heading of it stands under */
};

/* Takes the heading of a section among blocks in `around`: the next ones stand under it. */
void styled_open(struct job *job, struct surroundings *around, const struct block *heading);

/* Those of block `at` of `blocks`, which stand in `around`. */
struct surroundings styled_block(const struct surroundings *around, struct blocks blocks,
                                 size_t at);

/* Those of the blocks inside `block`, whose own surroundings are `at`. */
struct surroundings styled_inside(struct job *job, const struct surroundings *at,
                                  const struct block *block);

/* Those of the blocks of a note, whose role is "footnote" or "margin". */
struct surroundings styled_note(struct design *design, const char *role);

/* The style of `role` for the block at hand. */
const struct style *styled(const struct surroundings *at, const char *role);

/* The style of a box. */
const struct style *styled_box(struct job *job, const struct surroundings *at,
                               const struct block *box);

#endif
