/*
 * Citation syntax beside pandoc 2.17: the cases of ../shared/csl/citation-syntax-pandoc217.txt,
 * read when the test runs, each printed in that file's notation. Where we differ on purpose the
 * table below says why and what we make of it; every other case must be equal, and a case that
 * is in the table though it is equal fails too.
 */
#include "document/reading.h"

#define CASES "../shared/csl/citation-syntax-pandoc217.txt"

static void show_inlines(const struct document *document, struct inlines inlines,
                         struct buffer *out);

static void show_blocks(const struct document *document, struct blocks blocks,
                        struct buffer *out)
{
    for (size_t i = 0; i < blocks.count; i++) {
        const struct block *block = &blocks.items[i];
        if (i > 0)
            buffer_string(out, " // ");
        if (block->kind == BLOCK_HEADING)
            buffer_string(out, "H:");
        if (block->kind == BLOCK_TABLE)
            buffer_string(out, "Table");
        if (block->kind == BLOCK_FIGURE) {
            buffer_string(out, "IMG(");
            buffer_add(out, block->text);
            buffer_string(out, ")");
        }
        show_inlines(document, block->inlines, out);
        show_blocks(document, block->children, out);
    }
}

static void show_cite(const struct document *document, const struct cite *cite,
                      struct buffer *out)
{
    static const char *const modes[] = {"NormalCi ", "AuthorIn ", "Suppress "};
    buffer_string(out, "‹");
    for (size_t i = 0; i < cite->count; i++) {
        struct buffer prefix = buffer_new(out->arena);
        show_inlines(document, cite->items[i].prefix, &prefix);
        buffer_string(out, i > 0 ? " | " : "");
        buffer_string(out, modes[cite->items[i].mode]);
        buffer_add(out, cite->items[i].key);
        buffer_string(out, " pre='");
        buffer_add(out, text_trim(buffer_text(&prefix)));
        buffer_string(out, "' suf='");
        struct buffer after = buffer_new(out->arena);
        show_inlines(document, cite->items[i].after, &after);
        buffer_add(out,
                   after.length > 0 ? text_trim(buffer_text(&after)) : cite->items[i].locator);
        buffer_string(out, "'");
    }
    buffer_string(out, "›");
}

static void show_within(const struct document *document, const char *name,
                        const struct inline_node *node, struct buffer *out)
{
    buffer_string(out, name);
    buffer_string(out, "(");
    if (node->kind == INLINE_NOTE)
        show_blocks(document, document->notes[node->number].blocks, out);
    else if (node->children.count > 0)
        show_inlines(document, node->children, out);
    else
        buffer_add(out, node->text);
    buffer_string(out, ")");
}

static void show_inlines(const struct document *document, struct inlines inlines,
                         struct buffer *out)
{
    static const char *const names[] = {
        [INLINE_EMPHASIS] = "E", [INLINE_SUPER] = "S",   [INLINE_CODE] = "CODE",
        [INLINE_LINK] = "LINK",  [INLINE_NOTE] = "NOTE", [INLINE_LANGUAGE] = "SPAN",
        [INLINE_IMAGE] = "IMG"};
    for (size_t i = 0; i < inlines.count; i++) {
        const struct inline_node *node = &inlines.items[i];
        if (node->kind == INLINE_TEXT)
            buffer_add(out, node->text);
        else if (node->kind == INLINE_CITE)
            show_cite(document, &document->cites[node->number], out);
        else
            show_within(document, names[node->kind], node, out);
    }
}

/* A case of the file: a Python string, " => ", what pandoc makes of it. */
struct entry {
    struct text input;
    struct text expected;
};

/* Resolves \n, \\ and \'. */
static struct text unescaped(struct arena *arena, struct text text)
{
    struct buffer out = buffer_new(arena);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte == '\\' && i + 1 < text.length)
            byte = text.bytes[++i] == 'n' ? '\n' : text.bytes[i];
        buffer_byte(&out, byte);
    }
    return buffer_text(&out);
}

/* pandoc's no-break spaces are its own addition, and so is the space before a suffix. */
static struct text without_smart(struct arena *arena, struct text text)
{
    static const struct {
        const char *from, *to;
    } changes[] = {{"\\xa0", " "},    {"\u00A0", " "}, {"suf=' ", "suf='"},
                   {" ' | ", "' | "}, {" '›", "'›"},   {"suf=''' | ", "suf='' | "}};
    for (size_t c = 0; c < sizeof changes / sizeof *changes; c++) {
        struct buffer out = buffer_new(arena);
        struct text from = text_of(changes[c].from);
        for (size_t at = 0; at < text.length;) {
            size_t found = text_search(text, from, at);
            buffer_add(&out, text_slice(text, at, found));
            if (found < text.length)
                buffer_string(&out, changes[c].to);
            at = found < text.length ? found + from.length : found;
        }
        text = buffer_text(&out);
    }
    return text;
}

static bool read_entry(struct arena *arena, struct text line, struct entry *entry)
{
    struct text arrow = TEXT(" => ");
    size_t at = text_search(line, arrow, 0);
    if (at == line.length || line.length < 2)
        return false;
    entry->input = unescaped(arena, text_slice(line, 1, at - 1));
    entry->expected = without_smart(arena, text_slice(line, at + arrow.length, line.length));
    return true;
}

/* Where we differ from pandoc 2.17, by line of the file, and why. */
struct difference {
    size_t number;
    const char *why;
    const char *ours;
};

#define LIST  "a list of examples is pandoc's alone: we read a citation"
#define SMART "we change no quotes and no dashes: what is written is printed"

static const struct difference differences[] = {
    {6, "bare -@ leaves out the author, as pandoc does since 3.2.1",
     "‹Suppress a pre='' suf=''› says"},
    {14, LIST, "‹AuthorIn a pre='' suf=''›."},
    {16, SMART, "‹AuthorIn a pre='' suf=''›'s work"},
    {26, "a class that we do not know is an error; the words stay",
     "‹AuthorIn a pre='' suf=''›"},
    {39, "two groups side by side are two groups",
     "text ‹NormalCi a pre='' suf=''›‹NormalCi b pre='' suf=''›"},
    {63, SMART, "‹NormalCi a pre='' suf='--b'›"},
    {66, SMART, "‹NormalCi a pre='' suf=', \"quoted\" p. 3'›"},
    {67, SMART, "‹NormalCi a pre='' suf=', p. 3--5'›"},
    {68, LIST, "(‹AuthorIn a pre='' suf=''›)"},
    {69, SMART, "\"‹AuthorIn a pre='' suf=''›\""},
    {70, SMART, "'‹AuthorIn a pre='' suf=''›'"},
    {76, "alternative text is read aloud: it stays as written", "IMG(@a)"},
    {80, "raw HTML is an error; the text between stays", "‹NormalCi a pre='' suf=''›"},
    {81, "there is no mathematics in our Markdown", "$‹NormalCi a pre='' suf=''›$"},
    {87, SMART, "‹NormalCi a pre='--' suf=''›"},
    {96, LIST, "(1) The first. (‹AuthorIn a pre='' suf=''›) x"},
};

static const struct difference *difference_of(size_t number)
{
    for (size_t i = 0; i < sizeof differences / sizeof *differences; i++)
        if (differences[i].number == number)
            return &differences[i];
    return NULL;
}

/* What we make of a case. */
static struct text shown(struct arena *arena, struct text input)
{
    struct job *job = job_new();
    struct buffer body = buffer_new(arena);
    buffer_string(&body, "# T\n\n");
    buffer_add(&body, input);
    buffer_string(&body, "\n");
    const struct document *document = read_section(job, text_string(arena, buffer_text(&body)));
    assert_non_null(document);
    struct buffer out = buffer_new(&job->arena);
    show_blocks(document, body_of(document), &out);
    struct text result = text_copy(arena, buffer_text(&out));
    job_free(job);
    return result;
}

static bool check_case(struct arena *arena, size_t number, const struct entry *entry)
{
    struct text ours = shown(arena, entry->input);
    const struct difference *difference = difference_of(number);
    struct text wanted = difference == NULL ? entry->expected : text_of(difference->ours);
    bool equal = text_equal(ours, wanted);
    bool idle = difference != NULL && text_equal(ours, entry->expected);
    if (!equal || idle)
        print_error("case %zu %s: %s\n  wanted %s\n  ours   %s\n", number,
                    idle ? "agrees and is listed" : "differs", text_string(arena, entry->input),
                    text_string(arena, wanted), text_string(arena, ours));
    return equal && !idle;
}

static void agrees_with_pandoc_or_says_why(void **state)
{
    struct job *job = *state;
    if (access(CASES, R_OK) != 0) {
        print_message("skipped: %s is absent\n", CASES);
        skip();
    }
    struct span nowhere = {0, 0, 0};
    uint32_t source = source_read(job, TEXT(CASES), SOURCE_TEXT, nowhere);
    struct text file = source_find(job, source)->text;
    size_t number = 0, failed = 0;
    for (size_t at = 0; at < file.length;) {
        size_t end = text_find(file, '\n', at);
        struct entry entry;
        if (read_entry(&job->arena, text_slice(file, at, end), &entry))
            failed += !check_case(&job->arena, ++number, &entry);
        at = end + 1;
    }
    assert_int_equal(number, 96);
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(agrees_with_pandoc_or_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
