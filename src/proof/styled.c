/* The styles that blocks stand in; see styled.h. */
#include "proof/styled.h"

const struct style *styled(const struct surroundings *at, const char *role)
{
    return design_style_at(at->design, at->around, role, &at->situation);
}

const struct style *styled_box(struct job *job, const struct surroundings *at,
                               const struct block *box)
{
    struct buffer name = buffer_new(&job->arena);
    buffer_string(&name, "callout");
    if (box->role.length > 0)
        buffer_byte(&name, '.');
    buffer_add(&name, box->role);
    return styled(at, text_string(&job->arena, buffer_text(&name)));
}

struct surroundings styled_section(struct design *design, const struct section *section)
{
    struct surroundings inside = {.design = design};
    struct situation situation = {0};
    if (section->blocks.count > 0)
        situation.section = section->blocks.items[0].id;
    inside.around = design_style_at(design, NULL, "body", &situation);
    return inside;
}

struct surroundings styled_note(struct design *design, const char *role)
{
    struct surroundings inside = {.design = design};
    inside.around = design_style(design, design_style(design, NULL, "body"), role);
    return inside;
}

struct surroundings styled_block(const struct surroundings *around, struct blocks blocks,
                                 size_t at)
{
    struct surroundings own = *around;
    struct situation none = {0};
    bool headed = at > 0 && blocks.items[at - 1].kind == BLOCK_HEADING;
    own.situation = none;
    own.situation.after_heading = headed;
    own.situation.first = at == 0 || (at == 1 && headed);
    own.situation.last = at + 1 == blocks.count;
    if (blocks.items[at].kind != BLOCK_BOX)
        own.situation.class = blocks.items[at].role;
    return own;
}

struct surroundings styled_inside(struct job *job, const struct surroundings *at,
                                  const struct block *block)
{
    struct surroundings inside = *at;
    if (block->kind == BLOCK_BOX)
        inside.around = styled_box(job, at, block);
    else if (block->kind == BLOCK_LIST)
        inside.around = design_style(at->design, styled(at, "list"), "list.item");
    else if (block->kind == BLOCK_QUOTE)
        inside.around = styled(at, "quote");
    else if (block->kind == BLOCK_DEFINITION)
        inside.around = design_style(at->design, at->around, "terms.definition");
    return inside;
}
