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

/* "sec-safety sec-driving": the ids around and this one, where the layout names it. */
static struct text ids_with(struct job *job, const struct surroundings *around, int level,
                            struct text id)
{
    struct text ids = around->ids[level - 1];
    struct buffer out = buffer_new(&job->arena);
    if (id.length == 0 || !design_names_section(around->design, id))
        return ids;
    buffer_add(&out, ids);
    if (ids.length > 0)
        buffer_byte(&out, ' ');
    buffer_add(&out, id);
    return buffer_text(&out);
}

void styled_open(struct job *job, struct surroundings *around, const struct block *heading)
{
    int level = heading->level < 1 ? 1 : heading->level > 6 ? 6 : heading->level;
    struct situation situation = {.section = ids_with(job, around, level, heading->id)};
    for (int i = level; i < 7; i++)
        around->ids[i] = situation.section;
    around->around = design_style_at(around->design, NULL, "body", &situation);
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
