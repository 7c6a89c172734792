/*
 * Takes layout rules (YAML) and the font list, gives the page, the fonts and a style for every
 * role. The one idea: content names roles ("callout.warning", "table.head"), rules give roles
 * properties, and a role under a parent style comes to one interned, complete `struct style`,
 * so that two styles are the same exactly when their pointers are.
 */
#ifndef DESIGN_DESIGN_H
#define DESIGN_DESIGN_H

#include "data/fields.h"

enum alignment { ALIGN_JUSTIFY, ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE };
enum figure_style {
    FIGURES_FONT,
    FIGURES_LINING,
    FIGURES_OLD,
    FIGURES_TABULAR,
    FIGURES_OLD_TABULAR
};
enum position { POSITION_NORMAL, POSITION_SUPER, POSITION_SUB };
enum line_kind { LINE_SOLID, LINE_DASHED };
/* Where a table, figure or box stands: where it is written, or moved to a place on its page or
 * the next one. Usual: here, unless it is landscape. */
enum placement { PLACE_USUAL, PLACE_HERE, PLACE_TOP, PLACE_BOTTOM, PLACE_PAGE, PLACE_MARGIN };
/* How it lies on the sheet: landscape is turned, on pages of its own. */
enum orientation { ORIENTATION_PORTRAIT, ORIENTATION_LANDSCAPE };
/* How wide it may be: as the text, or with the column of margin notes. */
enum extension { EXTENSION_TEXT, EXTENSION_FULL };
/* Where text is set in columns: in one of them, or across all. */
enum spanning { SPAN_COLUMN, SPAN_ALL };
enum mark { MARK_NONE, MARK_WARNING, MARK_TICK, MARK_CIRCLE, MARK_BOX, MARK_BULLET };
enum caption_side { CAPTION_USUAL, CAPTION_ABOVE, CAPTION_BELOW };
enum side { SIDE_TOP, SIDE_RIGHT, SIDE_BOTTOM, SIDE_LEFT };

/* 0xRRGGBB; COLOUR_NONE paints nothing. */
typedef uint32_t colour;
#define COLOUR_NONE ((colour)0xFFFFFFFF)

struct border {
    sp width; /* 0: none */
    colour colour;
    enum line_kind kind;
};

/* Everything a role came to; owned by the design, never changed. */
struct style {
    uint32_t number;  /* dense, from 0, in order of first asking */
    struct text role; /* the role chain it stands for: "body", "body/emphasis" */

    /* characters */
    uint32_t family; /* index into design.families */
    int weight;      /* 100–900 */
    bool italic;
    bool small_caps; /* real ones; the face must have them */
    enum figure_style figures;
    enum position position; /* super- and subscript: real glyphs where the face has all of them,
                               else the rise and size below */
    sp size;                /* type size; of a super- or subscript the reduced one */
    sp full_size;           /* size of the text around a super- or subscript, at which real
                               superiors are set; else about size */
    sp said_size;           /* size as the layout has it, where `fit` sets it tighter */
    sp rise;                /* baseline shift, up positive */
    int tracking;           /* 1/1000 em */
    colour colour;
    bool underline;

    /* paragraphs */
    enum alignment align;
    bool hyphenate;
    sp leading; /* baseline to baseline */
    sp indent;  /* of the first line */
    sp space_before, space_after;
    sp margin_left, margin_right;
    int widows, orphans; /* least lines after and before a page turn */
    int looseness;       /* lines more than come best, or fewer, if that can be */
    bool keep_with_next;
    bool keep_together;
    bool page_before;          /* starts a page */
    int columns;               /* running text: 1–3 side by side; 0 is 1 */
    sp column_gap;             /* between them; 0: two ems */
    struct border column_rule; /* and in the middle of the gap */
    enum spanning span;        /* of a block in columns */
    enum placement placement;  /* tables, figures, boxes; so are the next two */
    enum orientation orientation;
    enum extension extension;
    bool notes_below; /* tables: notes of their cells stand under them */
    sp stack;         /* with less room for a column, rows are set one cell below the other */
    bool numbered;    /* headings, tables, figures: prints its number */

    /* boxes and tables */
    sp padding[4]; /* by enum side */
    struct border border[4];
    colour background;
    enum caption_side caption_side; /* usual: above a table, below a figure */
    enum mark mark;                 /* drawn beside the label; list markers too */
    struct text label; /* "Warning": printed word of a box, prefix of a caption ("Table") */
};

struct face {
    int weight;
    bool italic;
    struct located path; /* absolute, under a font folder */
};

struct family {
    struct text key;     /* what layouts call it: "text" */
    struct text name;    /* "Vollkorn" */
    struct text package; /* Debian package that installs it */
    size_t face_count;
    struct face *faces;
};

/* One line of running matter: three texts with {title} {short-title} {subtitle} {section}
 * {version} {date} {review-by} {owner} {identifier} {page} {pages}. */
struct running {
    struct text inner, centre, outer;
    struct span span;
};

/* A part the layout asks to print before, between or after the sections. */
enum part {
    PART_TITLE,
    PART_STRIP,
    PART_CONTENTS,
    PART_TABLES, /* lists of what has a caption */
    PART_FIGURES,
    PART_REFERENCES,
    PART_GLOSSARY,
    PART_ABBREVIATIONS,
    PART_INDEX /* the last part of all, so that no page it speaks of depends on its length */
};

/* How page breaks are chosen: page by page, or for the whole document. */
enum pagination { PAGINATION_OPTIMAL, PAGINATION_GREEDY };

/* How pages come onto sheets of paper. */
enum imposition { IMPOSE_SINGLE, IMPOSE_BOOKLET, IMPOSE_UP };

#define FOLDS_MOST 8

struct print {
    enum imposition imposition;
    int up;                       /* IMPOSE_UP: pages on one side of a sheet */
    sp sheet_width, sheet_height; /* as named, upright; 0: as large as needed */
    sp gap;                       /* IMPOSE_UP: between pages */
    sp creep; /* IMPOSE_BOOKLET: by how much each further sheet pushes its pages outward */
    sp bleed; /* IMPOSE_SINGLE: paint goes on by this beyond the cut */
    bool crop_marks, cut_marks, fold_marks;
    size_t fold_count;
    sp folds[FOLDS_MOST]; /* from the sheet's left edge, or a page's where it is single */
    struct span span;     /* where the layout says how to print; nowhere if it does not */
};

/* Shares, in thousandths, of what a layout says. */
struct tightness {
    int spacing; /* of the space between blocks */
    int leading; /* of the leading, beside the type's own share */
    int size;    /* of the type size */
};

/* What must hold all, and how tight it may be set for it. */
struct fit {
    size_t pages, sheets; /* at most; both 0: whatever it takes */
    struct tightness tightest;
    sp least;         /* type size not to go under */
    sp grid;          /* the baseline grid's step as the layout says it */
    struct span span; /* where the layout asks for it */
};

struct design {
    struct text name;
    struct span span; /* where the document names it, else where it names itself */
    sp page_width, page_height;
    sp margin_inner, margin_outer, margin_top, margin_bottom;
    bool duplex;      /* inner and outer swap on even pages */
    bool rotate;      /* a screen shows pages with turned contents upright */
    sp grid;          /* baseline grid step; 0 for none */
    sp head_distance; /* from the page's top edge to the head's baseline */
    sp foot_distance; /* from the page's bottom edge to the foot's last baseline */
    struct running head, head_first, foot, foot_second; /* foot_second: a line under foot */
    int contents_depth;   /* heading levels in the contents list */
    int contents_columns; /* 1–3; one where an entry would not fit on a line */
    int index_columns;    /* 1–3; with several the index starts a page */
    int number_depth;     /* heading levels that are numbered */
    bool protrusion;      /* punctuation hangs at the margins */
    int line_numbers;     /* every so many lines one; 0 none */
    enum pagination pagination;
    sp note_separator; /* length of the rule over page footnotes */
    size_t front_count, after_count, back_count;
    enum part front[8], after[8], back[8]; /* before, after the first, after the last section */
    size_t family_count;
    struct family *families;
    size_t fallback_count;
    uint32_t *fallback; /* indices of families tried when a face lacks a character */
    struct text
        citation_range; /* between the ends of a range of numbers: "-" for AMA; or empty */
    struct print print;
    struct fit fit;
    struct rules *rules; /* private: what design_style resolves from */
};

/* Where a block stands, for the conditions of selectors. */
struct situation {
    bool first;          /* the first block of what it stands in; a heading does not count */
    bool last;           /* the last one */
    bool after_heading;  /* a heading stands before it */
    bool even;           /* a table's row: the second, fourth … of its group */
    struct text section; /* ids of the headings it stands under, outermost first, with spaces
                            between; of a condition: one id; empty: as around */
    struct text class;   /* the class written at the block, or empty */
};

/* Reads the layout `path` and the project's fonts/fonts.yaml. NULL after a report. Relative
 * names are looked for beside the document, then in the share folder's layouts. `audience` is
 * whom the document is for, empty if it does not say. */
struct design *design_read(struct job *job, struct text path, struct span at,
                           struct text audience);

/* Whether a rule asks for the section whose heading has that id; others need no styles apart.
 */
bool design_names_section(const struct design *design, struct text id);

/* The style of `role` under `parent` (NULL for a top-level role): the parent's inherited
 * properties with the role's own over them. "callout.warning" falls back to "callout" for what
 * it does not say. A role no rule names inherits everything. Never NULL. A style that was not
 * asked for before is made in the job's arena: ask outside of trials that are reset. */
const struct style *design_style(struct design *design, const struct style *parent,
                                 const char *role);

/* The same for a block in its situation; rules with conditions that it meets hold too. */
const struct style *design_style_at(struct design *design, const struct style *parent,
                                    const char *role, const struct situation *situation);

/* Sets the design that tight; styles asked for before are out of use. All 1000 is the layout as
 * it is. */
void design_tighten(struct design *design, struct tightness tightness);

/* Where a layout says `property` ("size") of the style, or of the nearest style around it that
 * it is said of; no file where nothing says it. */
struct span design_place(const struct design *design, const struct style *style,
                         const char *property);

/* Each role with what it came to and the place of the rule that said so, for `dump design`. */
void design_dump(struct design *design, struct buffer *out);

/* What a layout may hold, for the schema; made in the arena. */
const struct field_table *design_fields(struct arena *arena);

#endif
