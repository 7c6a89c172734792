/*
 * Takes inlines, gives runs with their leaf tags, links and note marks.
 * The one idea: one walk that follows reading order; what typography moves (a raised number
 * behind the full stop) is moved here, so that reading order and print agree.
 */
#include "pages/inline.h"

#include "pages/anchor.h"
#include "pages/note.h"

struct runs runs_new(struct builder *b)
{
    return (struct runs){.b = b};
}

struct voice voice_of(struct builder *b, const struct style *style, uint32_t parent)
{
    return (struct voice){.style = style, .language = b->language, .parent = parent};
}

static struct run *push_run(struct runs *runs, struct voice voice, enum run_kind kind,
                            struct span span)
{
    struct run *run = array_push(runs->b->arena, &runs->list);
    run->kind = kind;
    run->style = voice.style;
    run->language = voice.language;
    run->no_break = voice.unbroken;
    run->link = voice.link;
    run->use = voice.use;
    run->tag = tag_leaf(runs->b, voice.parent, span);
    run->span = span;
    run->anchor = voice.anchor;
    if (runs->anchors != 0)
        anchor_settle(runs, run, false);
    return run;
}

void runs_text(struct runs *runs, struct voice voice, struct text text, struct span span)
{
    if (text.length > 0)
        push_run(runs, voice, RUN_TEXT, span)->text = long_word_breaks(runs->b->arena, text);
}

void runs_break(struct runs *runs, struct voice voice, struct span span)
{
    push_run(runs, voice, RUN_BREAK, span);
}

static bool closing_quote(struct text text)
{
    return text_starts(text, "\xE2\x80\x99") || text_starts(text, "\xE2\x80\x9D");
}

size_t cite_punctuation(struct text text)
{
    size_t at = 0;
    while (at < text.length && (text.bytes[at] == '.' || text.bytes[at] == ','))
        at++;
    if (at > 0 && closing_quote(text_slice(text, at, text.length)))
        at += 3;
    return at;
}

/* Takes away the last run, which has come to be empty; its places go to the run that follows. */
static void drop_last(struct runs *runs)
{
    struct builder *b = runs->b;
    uint32_t at = runs->list.items[--runs->list.count].anchor;
    for (; at != 0; at = b->anchors.items[at - 1].next)
        runs->anchors = anchor_new(b, b->anchors.items[at - 1].place, runs->anchors);
}

/* Takes the space at the end of what was set so far away: a raised mark follows. */
static void trim_space(struct runs *runs)
{
    if (runs->list.count == 0)
        return;
    struct run *last = &runs->list.items[runs->list.count - 1];
    while (last->kind == RUN_TEXT && last->text.length > 0 &&
           last->text.bytes[last->text.length - 1] == ' ')
        last->text.length--;
    if (last->kind == RUN_TEXT && last->text.length == 0)
        drop_last(runs);
}

/* Whether `node` is a mark set high that stands behind punctuation. */
static bool is_raised(const struct builder *b, const struct inline_node *node)
{
    return node->kind == INLINE_CITE && node->number < b->references->cite_count &&
           b->references->cites[node->number].superscript;
}

/* Sets the punctuation that follows the marks starting at `at` before them. */
static void pull_punctuation(struct runs *runs, struct voice voice, struct inlines inlines,
                             size_t at)
{
    trim_space(runs);
    while (at < inlines.count &&
           (is_raised(runs->b, &inlines.items[at]) || inlines.items[at].kind == INLINE_NOTE))
        at++;
    if (at == inlines.count || inlines.items[at].kind != INLINE_TEXT || runs->skip > 0)
        return;
    runs->skip = cite_punctuation(inlines.items[at].text);
    runs_text(runs, voice, text_slice(inlines.items[at].text, 0, runs->skip),
              inlines.items[at].span);
}

/* What leads to another place of the document is a Reference around its links (ISO 14289-1,
 * 7.9). */
static struct voice referring(struct builder *b, struct voice voice, struct span span)
{
    if (!voice.refers && !voice.bare && voice.link == 0)
        voice.parent = tag_new(b, TAG_REFERENCE, voice.parent, span);
    voice.refers = true;
    return voice;
}

static void add_cite(struct runs *runs, struct voice voice, const struct inline_node *node)
{
    if (node->number >= runs->b->references->cite_count)
        return;
    const struct cited *cited = &runs->b->references->cites[node->number];
    size_t first = runs->list.count;
    size_t skip = runs->skip;
    runs->skip = 0;
    voice = referring(runs->b, voice, node->span);
    voice.style = role_style(runs->b, voice.style, "citation");
    voice.level = first == 0 && cited->superscript; /* nothing to be raised against */
    runs_add(runs, voice, cited->inlines);
    runs->skip = skip;
    for (size_t i = first; i < runs->list.count && cited->superscript; i++)
        runs->list.items[i].glue_before = true;
}

/* Whether a word of `text` is so long that it must be let break at its hyphens. */
static bool has_long_word(struct text text)
{
    size_t start = 0;
    for (size_t i = 0; i <= text.length; i++) {
        if (i < text.length && text.bytes[i] != ' ')
            continue;
        struct text word = text_slice(text, start, i);
        if (word.length > 24 && text_find(word, '-', 0) < word.length &&
            text_find(word, '/', 0) == word.length)
            return true;
        start = i + 1;
    }
    return false;
}

struct text long_word_breaks(struct arena *arena, struct text text)
{
    if (!has_long_word(text))
        return text;
    struct buffer out = buffer_new(arena);
    for (size_t i = 0; i < text.length; i++) {
        buffer_byte(&out, text.bytes[i]);
        /* "methyl-|4": a number stays with what it counts */
        if (text.bytes[i] == '-' && i > 1 && text_alpha(text.bytes[i - 1]) &&
            text_alpha(text.bytes[i - 2]))
            buffer_rune(&out, 0x200B);
    }
    return buffer_text(&out);
}

/* What a link says; a cite in it says what was made of it. */
static struct text link_words(struct builder *b, struct inlines inlines)
{
    struct buffer words = buffer_new(b->arena);
    for (size_t i = 0; i < inlines.count; i++) {
        const struct inline_node *node = &inlines.items[i];
        struct inlines said = {1, &inlines.items[i]};
        if (node->kind == INLINE_CITE && node->number < b->references->cite_count)
            said = b->references->cites[node->number].inlines;
        document_plain(b->document, said, &words);
    }
    return buffer_text(&words);
}

static void add_link(struct runs *runs, struct voice voice, const struct inline_node *node)
{
    struct builder *b = runs->b;
    bool inside = text_starts(node->text, "#");
    if (voice.link != 0 || (!inside && node->text.length == 0)) {
        runs_add(runs, voice, node->children);
        return;
    }
    uint32_t place = LINK_NOWHERE;
    if (inside) {
        place = place_find(b, text_slice(node->text, 1, node->text.length));
        voice = referring(b, voice, node->span);
    }
    uint32_t link =
        link_new(b, voice.parent, place, inside ? TEXT("") : node->text, node->span);
    voice.link = link + 1;
    voice.parent = b->links.items[link].tag;
    if (!inside)
        voice.style = role_style(b, voice.style, "link");
    b->links.items[link].contents = link_words(b, node->children);
    runs_add(runs, voice, node->children);
}

/* The word in front of a label's number, as its style says. */
static struct text label_word(struct builder *b, enum label_kind kind)
{
    const char *role = "heading.1";
    struct text word = TEXT("Section");
    if (kind == LABEL_TABLE) {
        role = "table.caption";
        word = TEXT("Table");
    } else if (kind == LABEL_FIGURE) {
        role = "figure.caption";
        word = TEXT("Figure");
    }
    struct text said = role_style(b, b->body, role)->label;
    return said.length > 0 ? said : word;
}

/* A box has no number: its title, or the word printed on it. */
static struct text box_text(struct builder *b, const struct block *block)
{
    struct buffer role = buffer_new(b->arena);
    buffer_string(&role, "callout.");
    buffer_add(&role, block->role);
    const struct style *style =
        role_style(b, b->body, text_string(b->arena, buffer_text(&role)));
    return style->label.length > 0 ? style->label : block->role;
}

struct text reference_text(struct builder *b, const struct label *label)
{
    bool printed = label->number.length > 0 && label->kind != LABEL_BOX;
    if (label->kind == LABEL_SECTION)
        printed = printed && heading_number(b, label->block).length > 0;
    if (printed)
        return text_join(b->arena, label_word(b, label->kind), TEXT("\xC2\xA0"), label->number);
    struct buffer plain = buffer_new(b->arena);
    document_plain(b->document, label->block->inlines, &plain);
    if (plain.length == 0 && label->kind == LABEL_BOX)
        return box_text(b, label->block);
    return buffer_text(&plain);
}

static void add_reference(struct runs *runs, struct voice voice, const struct inline_node *node)
{
    struct builder *b = runs->b;
    const struct label *label = document_label(b->document, node->text);
    struct text text = label != NULL ? reference_text(b, label) : node->text;
    if (voice.link == 0 && !voice.bare) {
        voice = referring(b, voice, node->span);
        uint32_t link =
            link_new(b, voice.parent, place_find(b, node->text), TEXT(""), node->span);
        b->links.items[link].contents = text;
        voice.link = link + 1;
        voice.parent = b->links.items[link].tag;
    }
    runs_text(runs, voice, text, node->span);
}

/* A note for the margin leaves nothing in the line but its place. */
static void add_aside(const struct runs *runs, struct voice voice,
                      const struct inline_node *node)
{
    struct builder *b = runs->b;
    if (!voice.margined) {
        diag(b->job, DIAG_MARGIN_INSIDE, node->span, NULL);
        return;
    }
    struct aside *aside = array_push(b->arena, &b->asides);
    aside->in_line = true;
    aside->note = node->number;
    aside->after = (uint32_t)runs->list.count;
    aside->span = node->span;
}

static void add_note(struct runs *runs, struct voice voice, const struct inline_node *node)
{
    struct builder *b = runs->b;
    if (node->number >= b->document->note_count)
        return;
    if (b->document->notes[node->number].margin) {
        add_aside(runs, voice, node);
        return;
    }
    uint32_t number;
    struct mention mention = note_mention(b, node->number, &number);
    voice = referring(b, voice, node->span);
    if (voice.link == 0) {
        uint32_t link = link_new(b, voice.parent, mention.place, TEXT(""), node->span);
        b->links.items[link].contents = mention.mark;
        voice.link = link + 1;
        voice.parent = b->links.items[link].tag;
    }
    voice.style = role_style(b, voice.style, "footnote.mark");
    struct run *run = push_run(runs, voice, RUN_TEXT, node->span);
    run->text = mention.mark;
    run->glue_before = true;
    run->note = number;
}

static void add_abbreviation(struct runs *runs, struct voice voice,
                             const struct inline_node *node)
{
    struct builder *b = runs->b;
    struct voice short_voice = voice;
    short_voice.style = role_style(b, voice.style, "abbreviation");
    if (node->first) {
        runs_text(runs, voice, text_join(b->arena, node->expansion, TEXT(" ("), TEXT("")),
                  node->span);
        runs_text(runs, short_voice, node->text, node->span);
        struct run *close = push_run(runs, voice, RUN_TEXT, node->span);
        close->text = TEXT(")");
        close->glue_before = true;
        return;
    }
    short_voice.parent = tag_new(b, TAG_SPAN, voice.parent, node->span);
    if (short_voice.parent != NO_TAG)
        tag_at(b, short_voice.parent)->expansion = node->expansion;
    runs_text(runs, short_voice, node->text, node->span);
}

static void add_language(struct runs *runs, struct voice voice, const struct inline_node *node)
{
    voice.parent = tag_new(runs->b, TAG_SPAN, voice.parent, node->span);
    if (voice.parent != NO_TAG)
        tag_at(runs->b, voice.parent)->language = node->text;
    voice.language = node->text;
    runs_add(runs, voice, node->children);
}

static void add_code(struct runs *runs, struct voice voice, const struct inline_node *node)
{
    voice.parent = tag_new(runs->b, TAG_CODE, voice.parent, node->span);
    voice.style = role_style(runs->b, voice.style, "code");
    voice.unbroken = node->text.length <= 24;
    runs_text(runs, voice, node->text, node->span);
}

#define LABEL_WHOLE 32 /* bytes: a short label of a blank is not parted over two lines */

void runs_blank(struct runs *runs, struct voice voice, struct text label, struct span span)
{
    struct builder *b = runs->b;
    struct voice inner = voice;
    inner.parent = tag_new(b, TAG_FORM_BLANK, voice.parent, span);
    inner.style = role_style(b, voice.style, "blank");
    if (inner.parent != NO_TAG)
        tag_at(b, inner.parent)->alternative = label;
    push_run(runs, inner, RUN_BLANK, span)->width = 10 * voice.style->size;
    if (label.length == 0)
        return;
    voice.parent = inner.parent; /* read once: as the blank's description */
    voice.style = role_style(b, voice.style, "blank.label");
    voice.unbroken = label.length <= LABEL_WHOLE;
    struct text text = text_join(b->arena, TEXT("\xC2\xA0("), label, TEXT(")"));
    push_run(runs, voice, RUN_TEXT, span)->text = text;
}

void runs_line(struct runs *runs, struct voice voice, sp width, struct span span)
{
    voice.style = role_style(runs->b, voice.style, "blank");
    push_run(runs, voice, RUN_BLANK, span)->width = width;
}

/* A blank whose label is not printed is still read aloud with one. */
static void add_blank(struct runs *runs, struct voice voice, const struct inline_node *node)
{
    size_t first = runs->list.count;
    runs_blank(runs, voice, node->text, node->span);
    uint32_t leaf = runs->list.items[first].tag;
    if (node->text.length == 0 && leaf != NO_TAG)
        tag_at(runs->b, tag_at(runs->b, leaf)->parent)->alternative = node->expansion;
}

static void add_styled(struct runs *runs, struct voice voice, const struct inline_node *node,
                       const char *role)
{
    voice.style = role_style(runs->b, voice.style, role);
    runs_add(runs, voice, node->children);
}

/* Takes the no-break space before a mark away, which stands elsewhere; it is read with it. */
static void trim_joint(struct runs *runs)
{
    struct run *last = &runs->list.items[runs->list.count - 1];
    if (last->kind == RUN_TEXT && text_ends(last->text, "\xC2\xA0"))
        last->text.length -= 2;
    if (last->kind == RUN_TEXT && last->text.length == 0)
        drop_last(runs);
}

static void add_mark(struct runs *runs, struct voice voice, const struct inline_node *node);

/* The mark in the margin, beside the line of the words before it, on their baseline. */
static void add_mark_beside(struct runs *runs, struct voice voice,
                            const struct inline_node *node)
{
    struct builder *b = runs->b;
    trim_joint(runs);
    if (runs->list.count > 0)
        runs->list.items[runs->list.count - 1].certain = true;
    struct runs own = runs_new(b);
    struct inline_node spaced = *node;
    spaced.expansion = text_join(b->arena, TEXT(" "), node->expansion, TEXT(""));
    add_mark(&own, voice, &spaced);
    struct aside *aside = array_push(b->arena, &b->asides);
    aside->in_line = true;
    aside->mark = paragraph_of(&own, voice.style, voice.parent);
    aside->after = (uint32_t)runs->list.count;
    aside->span = node->span;
}

/* A mark that is seen, and read aloud in words. */
static void add_mark(struct runs *runs, struct voice voice, const struct inline_node *node)
{
    voice.style = role_style(runs->b, voice.style, "certainty");
    voice.parent = tag_new(runs->b, TAG_SPAN, voice.parent, node->span);
    if (voice.parent != NO_TAG)
        tag_at(runs->b, voice.parent)->actual = node->expansion;
    size_t first = runs->list.count;
    runs_text(runs, voice, node->text, node->span);
    for (size_t i = first; i < runs->list.count; i++)
        runs->list.items[i].certain = true;
}

static void add_certainty(struct runs *runs, struct voice voice, const struct inline_node *node)
{
    const struct style *style = role_style(runs->b, voice.style, "certainty");
    if (style->placement == PLACE_MARGIN && voice.marked && runs->list.count > 0)
        add_mark_beside(runs, voice, node);
    else
        add_mark(runs, voice, node);
}

/* An image among text is told by its alternative text: only figures are drawn. */
static void add_image(struct runs *runs, struct voice voice, const struct inline_node *node)
{
    diag(runs->b->job, DIAG_IMAGE_INLINE, node->span, NULL);
    runs_text(runs, voice, node->text, node->span);
}

/* Words that the index leads to; without words, the place where the next ones start. */
static void add_index(struct runs *runs, struct voice voice, const struct inline_node *node)
{
    uint32_t place = voice.bare ? NO_TAG : index_place(runs->b, node->number, voice.parent);
    if (place == NO_TAG) {
        runs_add(runs, voice, node->children);
        return;
    }
    size_t before = runs->list.count;
    struct voice inner = voice;
    inner.anchor = anchor_new(runs->b, place, voice.anchor);
    runs_add(runs, inner, node->children);
    if (runs->list.count == before)
        runs->anchors = anchor_new(runs->b, place, runs->anchors);
}

static void add_text(struct runs *runs, struct voice voice, const struct inline_node *node)
{
    struct text text = text_slice(node->text, runs->skip, node->text.length);
    runs->skip = 0;
    runs_text(runs, voice, text, node->span);
}

/* Whether `node` leaves nothing but its text in a bare voice. */
static bool add_bare(struct runs *runs, struct voice voice, const struct inline_node *node)
{
    switch (node->kind) {
    case INLINE_CITE:
    case INLINE_NOTE:
        trim_space(runs);
        return true;
    case INLINE_LINK:
        runs_add(runs, voice, node->children);
        return true;
    case INLINE_ABBREVIATION:
        runs_text(runs, voice, node->text, node->span);
        return true;
    case INLINE_BREAK:
        runs_text(runs, voice, TEXT(" "), node->span);
        return true;
    case INLINE_TEXT:
    case INLINE_EMPHASIS:
    case INLINE_STRONG:
    case INLINE_CODE:
    case INLINE_SUPER:
    case INLINE_SUB:
    case INLINE_SMALL_CAPS:
    case INLINE_REFERENCE:
    case INLINE_LANGUAGE:
    case INLINE_BLANK:
    case INLINE_CERTAINTY:
    case INLINE_INDEX:
    case INLINE_IMAGE:
        break;
    }
    return false;
}

static void add_node(struct runs *runs, struct voice voice, const struct inline_node *node)
{
    if (voice.bare && add_bare(runs, voice, node))
        return;
    switch (node->kind) {
    case INLINE_TEXT:
        add_text(runs, voice, node);
        break;
    case INLINE_BREAK:
        runs_break(runs, voice, node->span);
        break;
    case INLINE_EMPHASIS:
        add_styled(runs, voice, node, "emphasis");
        break;
    case INLINE_STRONG:
        add_styled(runs, voice, node, "strong");
        break;
    case INLINE_CODE:
        add_code(runs, voice, node);
        break;
    case INLINE_SUPER:
        if (voice.level)
            runs_add(runs, voice, node->children);
        else
            add_styled(runs, voice, node, "superscript");
        break;
    case INLINE_SUB:
        add_styled(runs, voice, node, "subscript");
        break;
    case INLINE_SMALL_CAPS:
        add_styled(runs, voice, node, "small-caps");
        break;
    case INLINE_LINK:
        add_link(runs, voice, node);
        break;
    case INLINE_REFERENCE:
        add_reference(runs, voice, node);
        break;
    case INLINE_CITE:
        add_cite(runs, voice, node);
        break;
    case INLINE_NOTE:
        add_note(runs, voice, node);
        break;
    case INLINE_ABBREVIATION:
        add_abbreviation(runs, voice, node);
        break;
    case INLINE_LANGUAGE:
        add_language(runs, voice, node);
        break;
    case INLINE_BLANK:
        add_blank(runs, voice, node);
        break;
    case INLINE_CERTAINTY:
        add_certainty(runs, voice, node);
        break;
    case INLINE_INDEX:
        add_index(runs, voice, node);
        break;
    case INLINE_IMAGE:
        add_image(runs, voice, node);
        break;
    }
}

/* The use of a claim, as a statement and not for a number alone, that `node` is printed for. */
static uint32_t use_of(const struct builder *b, const struct inline_node *node, uint32_t around)
{
    uint32_t use = node->use;
    while (use != 0 && b->document->uses[use - 1].kind == USE_NUMBER)
        use = b->document->uses[use - 1].outer;
    return use != 0 ? use : around;
}

void runs_add(struct runs *runs, struct voice voice, struct inlines inlines)
{
    if (++voice.depth > NESTING_MOST) {
        if (inlines.count > 0)
            diag(runs->b->job, DIAG_PAGES_DEEP, inlines.items[0].span, "100", NULL);
        return;
    }
    for (size_t i = 0; i < inlines.count; i++) {
        if (!voice.bare && is_raised(runs->b, &inlines.items[i]) &&
            (i == 0 || !is_raised(runs->b, &inlines.items[i - 1])))
            pull_punctuation(runs, voice, inlines, i);
        struct voice own = voice;
        own.use = use_of(runs->b, &inlines.items[i], voice.use);
        add_node(runs, own, &inlines.items[i]);
    }
}
