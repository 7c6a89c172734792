/*
 * Takes the roles of tags, gives structure types and nesting rules, as one table: what a role
 * is called, what kind of thing it is, and which kinds it may hold.
 */
#include "pdf/roles.h"

/* What may hold what is said for kinds of roles. */
enum kind {
    GROUP = 1,            /* sections, boxes, quotations */
    BLOCK = 2,            /* paragraphs, headings */
    LIST = 4,             /* L, TOC */
    TABLE = 8,            /* Table */
    INLINE = 16,          /* Span, Link … */
    LIST_ITEM = 32,       /* LI */
    LABEL = 64,           /* Lbl */
    LIST_BODY = 128,      /* LBody */
    ROWS = 256,           /* THead, TBody */
    ROW = 512,            /* TR */
    CELL = 1024,          /* TH, TD */
    CAPTION = 2048,       /* Caption */
    CONTENTS_ITEM = 4096, /* TOCI */
    FIGURE = 8192,        /* Figure */
    NOTE = 16384,         /* Note */
    TEXT_LEAF = 32768
};

#define FLOW  (GROUP | BLOCK | LIST | TABLE | FIGURE | NOTE | CAPTION)
#define WORDS (INLINE | LABEL | FIGURE | NOTE | TEXT_LEAF)

struct rule {
    const char *type;
    unsigned kind;
    unsigned holds;
};

static const struct rule rules[] = {
    [TAG_DOCUMENT] = {"Document", 0, FLOW},
    [TAG_SECT] = {"Sect", GROUP, FLOW},
    [TAG_DIV] = {"Div", GROUP, FLOW | WORDS},
    [TAG_ASIDE_BOX] = {"Aside", GROUP, FLOW},
    [TAG_TITLE] = {"Title", BLOCK, WORDS},
    [TAG_P] = {"P", BLOCK, WORDS},
    [TAG_H] = {"H", BLOCK, WORDS},
    [TAG_L] = {"L", LIST, LIST_ITEM | CAPTION | LIST},
    [TAG_LI] = {"LI", LIST_ITEM, LABEL | LIST_BODY},
    [TAG_LBL] = {"Lbl", LABEL, INLINE | FIGURE | TEXT_LEAF},
    [TAG_LBODY] = {"LBody", LIST_BODY, FLOW | WORDS},
    [TAG_TABLE] = {"Table", TABLE, ROWS | ROW | CAPTION},
    [TAG_THEAD] = {"THead", ROWS, ROW},
    [TAG_TBODY] = {"TBody", ROWS, ROW},
    [TAG_TR] = {"TR", ROW, CELL},
    [TAG_TH] = {"TH", CELL, FLOW | WORDS},
    [TAG_TD] = {"TD", CELL, FLOW | WORDS},
    [TAG_CAPTION] = {"Caption", CAPTION, BLOCK | WORDS},
    [TAG_FIGURE] = {"Figure", FIGURE, CAPTION | WORDS | BLOCK},
    [TAG_NOTE] = {"Note", NOTE, FLOW | WORDS},
    [TAG_REFERENCE] = {"Reference", INLINE, WORDS},
    [TAG_LINK] = {"Link", INLINE, WORDS},
    [TAG_SPAN] = {"Span", INLINE, WORDS},
    [TAG_QUOTE] = {"Quote", INLINE, WORDS},
    [TAG_BLOCK_QUOTE] = {"BlockQuote", GROUP, FLOW | WORDS},
    [TAG_CODE] = {"Code", INLINE, WORDS},
    [TAG_TOC] = {"TOC", LIST, CONTENTS_ITEM | CAPTION | LIST},
    [TAG_TOCI] = {"TOCI", CONTENTS_ITEM, LABEL | INLINE | BLOCK | LIST | TEXT_LEAF},
    [TAG_INDEX] = {"Index", GROUP, FLOW},
    [TAG_BIB_ENTRY] = {"BibEntry", INLINE, WORDS},
    [TAG_FORM_BLANK] = {"Form", INLINE, TEXT_LEAF},
    [TAG_TEXT] = {"Span", TEXT_LEAF, 0},
};

const char *role_type(const struct tag *tag)
{
    static const char *const headings[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
    if (tag->role != TAG_H)
        return rules[tag->role].type;
    int level = tag->level < 1 ? 1 : tag->level > 6 ? 6 : tag->level;
    return headings[level - 1];
}

struct text role_map(void)
{
    return TEXT("/RoleMap<</Aside/Sect/Title/P>>\n");
}

bool role_fits(enum tag_role role, enum tag_role parent)
{
    return (rules[parent].holds & rules[role].kind) != 0;
}

bool role_may_be_empty(enum tag_role role)
{
    return role == TAG_TD || role == TAG_TH || role == TAG_LBODY || role == TAG_DOCUMENT;
}
