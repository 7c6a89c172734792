/*
 * Takes a document file (YAML) with its sections (Markdown) and glossary, gives the whole
 * content as one tree of blocks and inlines, every node with its place in the source. The one
 * idea: the author's tree is read once, complete and never changed; whatever later stages find
 * out lies in side tables indexed by the numbers kept here (cites, notes, labels).
 */
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include "base/map.h"
#include "claims/claims.h"

/* ---- inlines
 * ---------------------------------------------------------------------------------*/

enum inline_kind {
    INLINE_TEXT,         /* text; spaces and line ends already folded to single spaces */
    INLINE_BREAK,        /* a hard line break */
    INLINE_EMPHASIS,     /* children */
    INLINE_STRONG,       /* children */
    INLINE_CODE,         /* text */
    INLINE_SUPER,        /* children */
    INLINE_SUB,          /* children */
    INLINE_SMALL_CAPS,   /* children */
    INLINE_LINK,         /* children; text: an URL, or "#id" for a place in the document */
    INLINE_REFERENCE,    /* cross-reference to print ("Table 2"); text: the id without "#" */
    INLINE_CITE,         /* number: index into document.cites */
    INLINE_NOTE,         /* number: index into document.notes; the mark stands here */
    INLINE_ABBREVIATION, /* text: as written; expansion; first: to be printed expanded here */
    INLINE_LANGUAGE,     /* children; text: BCP 47 tag */
    INLINE_BLANK,        /* a ruled blank to fill in by hand; text: its label, or expansion: a
                            label that is only read aloud */
    INLINE_CERTAINTY,    /* text: the mark of a certainty; expansion: how it is read aloud */
    INLINE_INDEX,        /* children, or none; number: index into document.index_marks */
    INLINE_IMAGE         /* text: alternative text; number: index into document.images */
};

struct inlines {
    size_t count;
    struct inline_node *items;
};

struct inline_node {
    enum inline_kind kind;
    bool first;            /* INLINE_ABBREVIATION */
    uint32_t number;       /* as the kind says */
    uint32_t use;          /* what it prints of a claim: index into document.uses + 1, or 0 */
    struct text text;      /* as the kind says */
    struct text expansion; /* INLINE_ABBREVIATION, INLINE_CERTAINTY */
    struct inlines children;
    struct span span;
};

/* ---- citations and notes
 * ---------------------------------------------------------------------*/

enum cite_mode { CITE_GROUPED, CITE_IN_TEXT, CITE_NO_AUTHOR };

/* One source in a citation group. */
struct cite_item {
    struct text key;
    enum cite_mode mode;
    struct inlines prefix; /* before the name, "see " */
    struct text
        locator; /* the raw text after the key up to ";" or "]", trimmed: ", p. 3 note" */
    struct inlines after; /* the same with its markup; none where it has none */
    struct span span;     /* of the key */
    bool made;            /* by a claim: its locator is data, and need not be printed */
};

/* A citation group, numbered in the order of the document's text (notes at their mark). */
struct cite {
    size_t count;
    struct cite_item *items;
    struct span span;
};

struct blocks {
    size_t count;
    struct block *items;
};

struct note {
    struct blocks blocks;
    bool margin; /* without a mark: it stands in the margin, beside the line it is written in */
    struct span span; /* of the definition */
};

struct image {
    struct text path; /* resolved */
    uint32_t source;  /* the file's bytes: source number */
    struct span span;
};

/* ---- blocks
 * ----------------------------------------------------------------------------------*/

enum block_kind {
    BLOCK_HEADING,    /* level, inlines, id */
    BLOCK_PARAGRAPH,  /* inlines */
    BLOCK_LIST,       /* children are BLOCK_ITEM; ordered, start, tight */
    BLOCK_ITEM,       /* children; check */
    BLOCK_TERMS,      /* definition list; children alternate BLOCK_TERM, BLOCK_DEFINITION+ */
    BLOCK_TERM,       /* inlines */
    BLOCK_DEFINITION, /* children */
    BLOCK_TABLE,      /* table, inlines: caption, id */
    BLOCK_FIGURE,     /* number: image; inlines: caption; text: alt; id; or children: pictures
                         with a caption in common, `start` of them in a row */
    BLOCK_QUOTE,      /* children */
    BLOCK_CODE,       /* text */
    BLOCK_BOX,        /* fenced div: role ("warning"), title, children, id */
    BLOCK_RULE,       /* thematic break */
    BLOCK_ENTRY       /* bibliography entry: label, inlines, id (made by evidence) */
};

/* What `float=` at a table, figure or box says. */
enum block_float {
    FLOAT_BY_LAYOUT,
    FLOAT_HERE,
    FLOAT_TOP,
    FLOAT_BOTTOM,
    FLOAT_PAGE,
    FLOAT_MARGIN
};

/* What `orientation=` and `width=` say there. */
enum block_turn { TURN_BY_LAYOUT, TURN_PORTRAIT, TURN_LANDSCAPE };
enum block_width { WIDTH_BY_LAYOUT, WIDTH_TEXT, WIDTH_FULL };

enum check { CHECK_NONE, CHECK_EMPTY, CHECK_DONE };

struct block {
    enum block_kind kind;
    int level;                 /* heading 1–6 */
    bool ordered;              /* list */
    bool tight;                /* list: items without space between */
    bool unnumbered;           /* heading with .unnumbered */
    enum check check;          /* list item */
    enum block_float floating; /* table, figure, box; so are the next two */
    enum block_turn turn;
    enum block_width width;
    int64_t start;       /* ordered list: first number; box of lines to fill in: how many */
    uint32_t number;     /* figure: index into document.images */
    char letter;         /* table, figure: of those that share a number; or 0 */
    bool panel;          /* figure: a picture of a figure that has several */
    struct text ordinal; /* its printed number, "3.1" or "2"; empty where it has none */
    struct text id;      /* label for cross-references, or empty */
    struct span id_span; /* where the id is written */
    struct text role;    /* box: its kind as written; others: a class for styling, or empty */
    struct text text;    /* code; figure's alternative text */
    struct inlines inlines; /* the block's text; a table's or figure's caption; a box's title */
    struct inlines label;   /* bibliography entry: its number */
    struct blocks children;
    struct table *table;
    struct span span;
};

enum column_align { COLUMN_LEFT, COLUMN_CENTRE, COLUMN_RIGHT, COLUMN_DECIMAL };

struct column {
    enum column_align align;
    int64_t share; /* relative width in thousandths, or 0 to fit the content */
};

struct cell {
    struct inlines inlines;
    uint32_t across, down; /* columns and rows it takes; 0 and 1: one */
    bool covered;          /* taken by another cell: empty */
    struct span span;
};

struct table {
    size_t column_count;
    struct column *columns;
    size_t header_columns; /* the first cells of each body row that head the row */
    size_t head_rows;
    struct cell *head; /* head_rows × column_count, by rows */
    size_t row_count;
    struct cell *cells; /* row_count × column_count, by rows */
};

/* ---- labels: what a cross-reference can point at
 * ---------------------------------------------*/

enum label_kind { LABEL_SECTION, LABEL_TABLE, LABEL_FIGURE, LABEL_BOX, LABEL_ENTRY };

struct label {
    struct text id;
    enum label_kind kind;
    const struct block *block;
    struct text number; /* "3.1", "2"; empty where it has none */
    struct span span;
    bool used;
};

/* ---- claims in the text
 * ---------------------------------------------------------------------*/

enum use_kind {
    USE_CLAIM,  /* {{claim:k1}}: statement, sources and certainty */
    USE_PART,   /* {{claim:k1.short}}: a part of it */
    USE_NUMBER, /* {{claim:k1.response.drug}}: one of its numbers */
    USE_WORDS,  /* [the author's words]{claim=k1} */
    USE_ROW     /* printed in a generated part: a row of a table, an item of a list */
};

/* One place where a claim is used. The inlines printed for it name it as their `use`; inside it
 * others may lie (a number in a statement in a row), which name it as `outer`. */
struct claim_use {
    enum use_kind kind;
    const struct claim *claim;
    const struct claim_number *number; /* USE_NUMBER */
    struct text part;          /* "statement", "cite", "interval"; empty for all of it */
    uint32_t outer;            /* index into document.uses + 1, or 0 */
    struct span span;          /* where it is asked for */
    const struct block *block; /* the innermost block that prints it */
    size_t cite_count;         /* document.cites printed in it, in a row … */
    size_t first_cite;         /* … from this one on */
};

/* ---- the document
 * ----------------------------------------------------------------------------*/

/* A piece of metadata: given, to be filled in by hand, or absent (both empty). */
struct meta {
    struct located value;
    bool to_fill;
    bool used;        /* as a variable in the text: it is printed there */
    struct date date; /* for dates; year 0 otherwise */
};

struct term {
    struct text name;       /* without markup */
    struct inlines inlines; /* the name with its markup (5-HT~1B~); a term's only */
    struct inlines text;
    struct span span;
};

struct section {
    struct blocks blocks; /* the first is its level-1 heading */
    uint32_t source;
};

/* What the index has about one thing. Entries are in printed order, those below another one
 * right behind it. */
struct index_entry {
    struct text term;
    struct text key;    /* that it is sorted by among those of its level (collate.h) */
    struct text letter; /* level 1: the head that it stands under */
    int level;          /* 1 … INDEX_DEEP */
    struct index_entry *parent;
    size_t number;     /* its own, in document.index */
    uint32_t first;    /* number + 1 of its first mark in the text; 0 where it has none */
    uint32_t last;     /* private: likewise its last */
    bool any;          /* it, or one below it, has a mark or sends the reader on */
    size_t see_count;  /* what stands in its place */
    size_t also_count; /* what else to look at */
    struct index_entry **see, **also;
    struct span span; /* where it is first written */
};

#define INDEX_DEEP 3

enum index_side { INDEX_POINT, INDEX_START, INDEX_END };

/* A place that the index leads to. */
struct index_mark {
    struct index_entry *entry;
    enum index_side side; /* of a range */
    uint32_t next;        /* number + 1 of the next mark of the entry; 0 none */
    struct span span;
};

/* A list of references: a source goes into the first that asks for it by one of these. */
struct reference_list {
    struct located title;
    struct texts keywords; /* one of its keywords */
    struct texts types;    /* its CSL type */
    struct texts sections; /* ids of headings: cited below one of them */
};

/* How sources are cited and listed, beyond the style. */
struct citing {
    struct located range;       /* between the ends of a range of numbers, or absent */
    bool pubmed_ids;            /* PMID and PMCID behind each reference */
    struct texts journals;      /* files of abbreviated titles, as written */
    struct located annotations; /* the field printed below each reference, or absent */
    size_t list_count;
    struct reference_list *lists; /* one list of all where there are none */
};

struct document {
    struct meta title, subtitle, short_title, identifier, audience, language, version;
    struct meta subject, date, review_by, owner, approver, licence;
    struct meta status, change_summary, funding, interests, methods, search_date;
    struct meta external_review, update_procedure, feedback_contact;
    struct texts authors, keywords;
    struct texts attachments;      /* known names only: what the PDF is to carry */
    struct located layout;         /* as written */
    struct located citation_style; /* as written, or empty */
    struct texts sources;          /* as written */
    const struct claims *claims;   /* of its claim files; never NULL */
    struct texts packs;            /* as written */
    struct located policy;         /* as written, or absent */
    struct located retractions;    /* as written, or absent */
    struct located versions;       /* as written, or absent */
    struct located checked;        /* as written, or absent */
    struct texts variables;        /* the texts of its variables, in the order written */
    struct citing citing;
    size_t section_count;
    struct section *sections;
    size_t cite_count;
    struct cite *cites;
    size_t note_count;
    struct note *notes;
    size_t use_count;
    struct claim_use *uses; /* in the order they are read */
    size_t image_count;
    struct image *images;
    size_t label_count;
    struct label *labels;   /* in order of appearance; those of the text, not of entries; the id
                               is empty where the author gave none */
    struct map label_index; /* private: struct label by id */
    size_t abbreviation_count;
    struct term *abbreviations; /* name and expansion, by name; used ones only */
    size_t unused_count;
    struct term *unused; /* abbreviations that the text never uses: name and place */
    size_t term_count;
    struct term *terms; /* the glossary's terms, by name */
    size_t index_count;
    struct index_entry **index;        /* in printed order */
    struct text index_see, index_also; /* "see" and "see also" in the document's language */
    size_t index_mark_count;
    struct index_mark *index_marks; /* in the order they are read */
    struct texts unbreakable;       /* words never hyphenated */
    struct texts nocite;            /* keys for the bibliography alone; "*" for all */
    struct span span;               /* the document file's start */
    struct job *job;                /* private: the compilation it belongs to, for places */
};

/* A variable set on the command line, over the document's own. */
struct setting {
    struct text name;
    struct text value;
};

struct settings {
    size_t count;
    const struct setting *items;
};

/* Reads the document at `path` with all its parts. `settings` override variables and metadata.
 * Messages for all faults; NULL where nothing usable came of it. */
const struct document *document_read(struct job *job, struct text path,
                                     struct settings settings);

/* What a document file may hold, and a glossary, for the schemas. */
const struct field_table *document_fields(void);
const struct field_table *glossary_fields(void);

/* The metadata with that key ("review-by"); NULL where there is no such key. */
const struct meta *document_meta(const struct document *document, const char *key);

/* Whether row `row` of the body heads the rows below it: its only cell takes all columns. */
bool table_group(const struct table *table, size_t row);

/* The label of `id`, or NULL. */
const struct label *document_label(const struct document *document, struct text id);

/* How many labels a list of tables (LABEL_TABLE) or of figures (LABEL_FIGURE) names; whether it
 * names `label`. Pictures under one caption are listed once. */
size_t document_listed(const struct document *document, enum label_kind kind);
bool label_listed(const struct label *label, enum label_kind kind);

/* The whole tree as text, one node a line, for `imprimatur dump document` and the tests. */
void document_dump(const struct document *document, struct buffer *out);

/* The text of inlines without markup, as read aloud, for bookmarks and running heads. */
void document_plain(const struct document *document, struct inlines inlines,
                    struct buffer *out);

#endif
