/*
 * Takes the pages' content streams, gives marked content with its letters, and what is wrong
 * with what is painted (ISO 32000-1, 7.8, 8.4, 9.3, 9.4 and 14.6).
 * A small machine that knows as much of the graphics state as it takes to say where text
 * stands: operators that cannot move text are passed over.
 */
#include <string.h>

#include "proof/reading.h"

struct matrix {
    double a, b, c, d, e, f;
};

struct graphics {
    struct matrix base; /* the current transformation matrix */
    int font;           /* index into proof.fonts, -1 for none */
    double size, spacing, scale, leading, rise;
    int64_t mode; /* of text rendering */
};

enum stretch_kind { STRETCH_PLAIN, STRETCH_CONTENT, STRETCH_ARTIFACT };

struct stretch {
    enum stretch_kind kind;
    bool spelled; /* its property list has an ActualText */
    bool running; /* an artifact: a head or foot */
};

#define STATES_MOST    64
#define STRETCHES_MOST 64
#define OPERANDS_MOST  32
#define OPERANDS_ROOM  ((size_t)16 * 1024 * 1024) /* bytes, of a page's together */

/* What is wrong on a page, told once for each page. */
enum page_fault {
    PAGE_UNTAGGED = 1,
    PAGE_MIXED = 2,
    PAGE_OFF = 4,
    PAGE_INVISIBLE = 8,
    PAGE_FORM = 16,
    PAGE_SYNTAX = 32,
    PAGE_UNBALANCED = 64,
    PAGE_TWICE = 128,
    PAGE_NO_FONT = 256
};

struct machine {
    struct proof *proof;
    struct page_read *page;
    const struct object *resources;
    struct arena *scratch;
    ARRAY(struct marked) marked;
    ARRAY(struct letter) shown;
    struct object operands[OPERANDS_MOST];
    size_t count;
    struct graphics states[STATES_MOST];
    size_t state;
    struct matrix line, text; /* the text line matrix and the text matrix */
    struct stretch marks[STRETCHES_MOST];
    size_t mark_count;
    uint32_t open;        /* index + 1 into marked of the content that is open; 0 none */
    size_t artifacts;     /* open artifacts */
    size_t running;       /* of them heads and feet */
    struct buffer heads;  /* what those say, spaces between texts only */
    size_t spelled;       /* open stretches with ActualText */
    struct text spelling; /* of the outermost, until it is put */
    bool unput;
    unsigned faults;
    bool stopped;
    size_t length; /* of the content, which bounds identifiers */
};

static void page_fault(struct machine *machine, enum page_fault fault)
{
    static const struct {
        enum page_fault fault;
        const char *said;
    } words[] = {
        {PAGE_UNTAGGED, "something is neither tagged nor an artifact"},
        {PAGE_MIXED, "tagged content and an artifact stand in one another"},
        {PAGE_OFF, "text lies outside of the page"},
        {PAGE_INVISIBLE, "text is shown that cannot be seen"},
        {PAGE_FORM, "a form is painted, which is not read back"},
        {PAGE_SYNTAX, "its content is damaged"},
        {PAGE_UNBALANCED, "marks or states are not closed as they were opened"},
        {PAGE_TWICE, "two pieces of content have the same number"},
        {PAGE_NO_FONT, "text is shown without a font"},
    };
    struct proof *proof = machine->proof;
    if ((machine->faults & fault) != 0)
        return;
    machine->faults |= fault;
    struct fault *kept = fault_add(proof, DIAG_PROOF_PAGE, NO_WORD);
    kept->said[0] = said_number(proof, machine->page - proof->pages + 1);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (words[i].fault == fault)
            kept->said[1] = words[i].said;
}

/* ---- operands and matrices --------------------------------------------------------------*/

static double number(const struct machine *machine, size_t index)
{
    if (index >= machine->count)
        return 0;
    return (double)object_millionths(&machine->operands[index]) / 1e6;
}

static const struct object *operand(const struct machine *machine, size_t index)
{
    static const struct object nothing = {.kind = OBJECT_NULL};
    return index < machine->count ? &machine->operands[index] : &nothing;
}

/* Six operands as a matrix. */
static struct matrix matrix_operands(const struct machine *machine)
{
    struct matrix m = {number(machine, 0), number(machine, 1), number(machine, 2),
                       number(machine, 3), number(machine, 4), number(machine, 5)};
    return m;
}

/* First `m`, then `n`. */
static struct matrix multiply(struct matrix m, struct matrix n)
{
    struct matrix product = {
        m.a * n.a + m.b * n.c, m.a * n.b + m.b * n.d,       m.c * n.a + m.d * n.c,
        m.c * n.b + m.d * n.d, m.e * n.a + m.f * n.c + n.e, m.e * n.b + m.f * n.d + n.f,
    };
    return product;
}

static struct graphics *graphics(struct machine *machine)
{
    return &machine->states[machine->state];
}

/* ---- letters ----------------------------------------------------------------------------*/

static double absolute(double number)
{
    return number < 0 ? -number : number;
}

static struct pen pen_now(struct machine *machine)
{
    struct matrix m = multiply(machine->text, graphics(machine)->base);
    bool turned = m.b > absolute(m.a);
    double size = graphics(machine)->size * (absolute(m.b) + absolute(m.d));
    struct pen pen = {turned ? m.f : m.e, turned ? -m.e : m.f, size, turned};
    return pen;
}

static void check_place(struct machine *machine)
{
    const double *box = machine->page->box;
    struct pen pen = pen_now(machine);
    double x = pen.turned ? -pen.y : pen.x, y = pen.turned ? pen.x : pen.y;
    if (x < box[0] || y < box[1] || x > box[2] || y > box[3])
        page_fault(machine, PAGE_OFF);
    int64_t mode = graphics(machine)->mode;
    if (mode == 3 || mode == 7 || pen.size <= 0)
        page_fault(machine, PAGE_INVISIBLE);
}

static struct marked *open_content(struct machine *machine)
{
    return machine->open == 0 ? NULL : &machine->marked.items[machine->open - 1];
}

static void put_letter(struct machine *machine, uint32_t rune, uint16_t font, uint16_t code)
{
    struct marked *marked = open_content(machine);
    if (marked == NULL && (machine->running == 0 || rune == LETTER_SPACE))
        return;
    struct budget *budget = &machine->proof->file->budget;
    if (budget->letters == 0) {
        budget->spent = machine->stopped = true;
        return;
    }
    budget->letters--;
    if (marked == NULL) {
        buffer_rune(&machine->heads, rune);
        return;
    }
    struct letter letter = {rune, font, code};
    *array_push(machine->scratch, &machine->shown) = letter;
    marked->end = (uint32_t)machine->shown.count;
}

static void put_text(struct machine *machine, struct text text, uint16_t font, uint16_t code)
{
    for (size_t at = 0; at < text.length;)
        put_letter(machine, text_next(text, &at), font, code);
}

bool pen_breaks(struct pen before, struct pen after)
{
    double size = before.size > after.size ? before.size : after.size;
    bool other_line =
        before.turned != after.turned || absolute(after.y - before.y) > 0.3 * size;
    return other_line || after.x < before.x - size || after.x > before.x + 0.6 * size;
}

/* A glyph is about to be shown: the line may have changed, and a spelling waits for it. */
static void before_glyph(struct machine *machine)
{
    struct marked *marked = open_content(machine);
    struct pen pen = pen_now(machine);
    if (marked != NULL && marked->shown && pen_breaks(marked->to, pen))
        put_letter(machine, LETTER_BREAK, NO_FONT, 0);
    if (marked != NULL && !marked->shown) {
        marked->from = pen;
        marked->shown = true;
    }
    if (machine->unput)
        put_text(machine, machine->spelling, NO_FONT, 0);
    machine->unput = false;
}

static void after_glyph(struct machine *machine)
{
    struct marked *marked = open_content(machine);
    if (marked != NULL)
        marked->to = pen_now(machine);
}

/* Moves the pen along the line by `x` of unscaled text space. */
static void advance(struct machine *machine, double x)
{
    struct matrix move = {1, 0, 0, 1, x * graphics(machine)->scale, 0};
    machine->text = multiply(move, machine->text);
}

static void painted(struct machine *machine)
{
    struct marked *marked = open_content(machine);
    if (machine->mark_count == 0 || (marked == NULL && machine->artifacts == 0))
        page_fault(machine, PAGE_UNTAGGED);
    if (marked == NULL)
        return;
    marked->painted = true;
    if (graphics(machine)->base.b > 0)
        machine->page->turned = true;
}

static void show_string(struct machine *machine, struct text bytes)
{
    struct graphics *state = graphics(machine);
    if (bytes.length < 2)
        return;
    painted(machine);
    if (state->font < 0) {
        page_fault(machine, PAGE_NO_FONT);
        return;
    }
    struct font *font = machine->proof->fonts.items[state->font];
    check_place(machine);
    before_glyph(machine);
    for (size_t i = 0; i + 1 < bytes.length; i += 2) {
        uint32_t number =
            (uint32_t)(unsigned char)bytes.bytes[i] << 8 | (unsigned char)bytes.bytes[i + 1];
        struct code *code = font_code(font, &machine->proof->job->arena, number);
        if (machine->spelled == 0)
            put_text(machine, code->text, (uint16_t)state->font, (uint16_t)number);
        advance(machine, (double)code->width / 1e9 * state->size + state->spacing);
    }
    after_glyph(machine);
    check_place(machine);
}

/* ---- text operators ---------------------------------------------------------------------*/

static void move_line(struct machine *machine, double x, double y)
{
    struct matrix move = {1, 0, 0, 1, x, y};
    machine->line = multiply(move, machine->line);
    machine->text = machine->line;
    buffer_byte(&machine->heads, ' ');
}

static void op_begin_text(struct machine *machine)
{
    machine->line = machine->text = (struct matrix){1, 0, 0, 1, 0, 0};
}

static void op_move(struct machine *machine)
{
    move_line(machine, number(machine, 0), number(machine, 1));
}

static void op_move_leading(struct machine *machine)
{
    graphics(machine)->leading = -number(machine, 1);
    op_move(machine);
}

static void op_matrix(struct machine *machine)
{
    machine->line = machine->text = matrix_operands(machine);
}

static void op_next_line(struct machine *machine)
{
    move_line(machine, 0, -graphics(machine)->leading);
}

static void op_show(struct machine *machine)
{
    show_string(machine, object_text(operand(machine, 0)));
}

static void op_show_adjusted(struct machine *machine)
{
    const struct object *array = operand(machine, 0);
    for (size_t i = 0; array->kind == OBJECT_ARRAY && i < array->count; i++) {
        const struct object *item = &array->items[i];
        if (item->kind == OBJECT_STRING)
            show_string(machine, item->text);
        else if (object_millionths(item) < -1000 * 1000000) /* an em on is another text */
            buffer_byte(&machine->heads, ' ');
        if (item->kind != OBJECT_STRING)
            advance(machine, -(double)object_millionths(item) / 1e9 * graphics(machine)->size);
    }
}

static void op_next_show(struct machine *machine)
{
    op_next_line(machine);
    op_show(machine);
}

static void op_spaced_show(struct machine *machine)
{
    graphics(machine)->spacing = number(machine, 1);
    op_next_line(machine);
    show_string(machine, object_text(operand(machine, 2)));
}

static void op_spacing(struct machine *machine)
{
    graphics(machine)->spacing = number(machine, 0);
}

static void op_scale(struct machine *machine)
{
    graphics(machine)->scale = number(machine, 0) / 100;
}

static void op_leading(struct machine *machine)
{
    graphics(machine)->leading = number(machine, 0);
}

static void op_rise(struct machine *machine)
{
    graphics(machine)->rise = number(machine, 0);
}

static void op_mode(struct machine *machine)
{
    graphics(machine)->mode = object_millionths(operand(machine, 0)) / 1000000;
}

/* The font of a resource, read when it is first met; its place in proof.fonts. */
static int font_place(struct machine *machine, const struct object *named)
{
    struct proof *proof = machine->proof;
    struct file *file = proof->file;
    if (!file_refers(file, named) || proof->fonts.count >= NO_FONT)
        return -1;
    if (proof->font_of[named->number] != 0)
        return (int)proof->font_of[named->number] - 1;
    struct font *font = font_read(file, file_resolve(file, named));
    *array_push(&proof->job->arena, &proof->fonts) = font;
    proof->font_of[named->number] = (uint32_t)proof->fonts.count;
    if (font->unusable != NULL) {
        struct fault *fault = fault_add(proof, DIAG_PROOF_FONT, NO_WORD);
        fault->said[0] = said_text(proof, font->name);
        fault->said[1] = font->unusable;
    }
    return (int)proof->fonts.count - 1;
}

static void op_font(struct machine *machine)
{
    struct file *file = machine->proof->file;
    const struct object *fonts = file_entry(file, machine->resources, "Font");
    const char *name = text_string(machine->scratch, object_text(operand(machine, 0)));
    graphics(machine)->font = font_place(machine, file_find(file, fonts, name));
    graphics(machine)->size = number(machine, 1);
}

/* ---- states and paint -------------------------------------------------------------------*/

static void op_save(struct machine *machine)
{
    if (machine->state + 1 >= STATES_MOST) {
        page_fault(machine, PAGE_UNBALANCED);
        return;
    }
    machine->states[machine->state + 1] = machine->states[machine->state];
    machine->state++;
}

static void op_restore(struct machine *machine)
{
    if (machine->state == 0)
        page_fault(machine, PAGE_UNBALANCED);
    else
        machine->state--;
}

static void op_transform(struct machine *machine)
{
    struct graphics *state = graphics(machine);
    state->base = multiply(matrix_operands(machine), state->base);
}

static void op_object(struct machine *machine)
{
    struct file *file = machine->proof->file;
    const struct object *objects = file_entry(file, machine->resources, "XObject");
    const char *name = text_string(machine->scratch, object_text(operand(machine, 0)));
    painted(machine);
    if (!object_is_name(file_entry(file, file_entry(file, objects, name), "Subtype"), "Image"))
        page_fault(machine, PAGE_FORM);
}

/* ---- marks ------------------------------------------------------------------------------*/

/* The property list of a mark, direct or by name (14.6.2). */
static const struct object *properties(struct machine *machine)
{
    struct file *file = machine->proof->file;
    const struct object *given = operand(machine, 1);
    if (given->kind != OBJECT_NAME)
        return given;
    const struct object *lists = file_entry(file, machine->resources, "Properties");
    return file_entry(file, lists, text_string(machine->scratch, given->text));
}

static void start_content(struct machine *machine, int64_t mcid)
{
    struct marked marked = {.mcid = mcid};
    marked.first = marked.end = (uint32_t)machine->shown.count;
    if (machine->open != 0 || machine->artifacts > 0)
        page_fault(machine, PAGE_MIXED);
    *array_push(machine->scratch, &machine->marked) = marked;
    machine->open = (uint32_t)machine->marked.count;
}

static void start_spelling(struct machine *machine, const struct object *actual)
{
    if (machine->spelled++ > 0)
        return;
    machine->spelling = object_words(&machine->proof->job->arena, actual);
    machine->unput = true;
}

static enum stretch_kind start_mark(struct machine *machine, const struct object *list)
{
    const struct object *mcid = file_find(machine->proof->file, list, "MCID");
    if (object_is_name(operand(machine, 0), "Artifact")) {
        if (machine->open != 0)
            page_fault(machine, PAGE_MIXED);
        machine->artifacts++;
        return STRETCH_ARTIFACT;
    }
    if (mcid->kind != OBJECT_INTEGER || mcid->number < 0 ||
        (size_t)mcid->number > machine->length / 8)
        return STRETCH_PLAIN;
    start_content(machine, mcid->number);
    return STRETCH_CONTENT;
}

static void op_mark(struct machine *machine)
{
    if (machine->mark_count >= STRETCHES_MOST) {
        page_fault(machine, PAGE_UNBALANCED);
        return;
    }
    const struct object *list = properties(machine);
    const struct object *actual = file_find(machine->proof->file, list, "ActualText");
    const struct object *type = file_find(machine->proof->file, list, "Type");
    struct stretch mark = {start_mark(machine, list), actual->kind == OBJECT_STRING,
                           object_is_name(type, "Pagination")};
    machine->running += mark.running;
    machine->marks[machine->mark_count++] = mark;
    if (mark.spelled)
        start_spelling(machine, actual);
}

static void close_spelling(struct machine *machine)
{
    if (--machine->spelled > 0)
        return;
    if (machine->unput)
        put_text(machine, machine->spelling, NO_FONT, 0);
    machine->unput = false;
}

static void op_end_mark(struct machine *machine)
{
    if (machine->mark_count == 0) {
        page_fault(machine, PAGE_UNBALANCED);
        return;
    }
    struct stretch mark = machine->marks[--machine->mark_count];
    machine->running -= mark.running;
    if (mark.spelled)
        close_spelling(machine);
    if (mark.kind == STRETCH_CONTENT)
        machine->open = 0;
    if (mark.kind == STRETCH_ARTIFACT)
        machine->artifacts--;
}

static void op_inline_image(struct machine *machine)
{
    page_fault(machine, PAGE_FORM);
    machine->stopped = true; /* what follows is no syntax */
}

/* ---- the machine ------------------------------------------------------------------------*/

static const struct {
    const char *name;
    void (*run)(struct machine *machine);
} operators[] = {
    {"TJ", op_show_adjusted}, {"Tj", op_show},         {"Td", op_move},
    {"Tf", op_font},          {"BDC", op_mark},        {"BMC", op_mark},
    {"EMC", op_end_mark},     {"BT", op_begin_text},   {"Ts", op_rise},
    {"q", op_save},           {"Q", op_restore},       {"cm", op_transform},
    {"Do", op_object},        {"Tc", op_spacing},      {"Tz", op_scale},
    {"TL", op_leading},       {"Tr", op_mode},         {"TD", op_move_leading},
    {"Tm", op_matrix},        {"T*", op_next_line},    {"'", op_next_show},
    {"\"", op_spaced_show},   {"BI", op_inline_image}, {"f", painted},
    {"F", painted},           {"f*", painted},         {"S", painted},
    {"s", painted},           {"B", painted},          {"B*", painted},
    {"b", painted},           {"b*", painted},         {"sh", painted},
};

static void run_operator(struct machine *machine, struct text name)
{
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++)
        if (text_is(name, operators[i].name)) {
            operators[i].run(machine);
            break;
        }
    machine->count = 0;
}

static void run_content(struct machine *machine, struct text content)
{
    struct lexer lexer = {.arena = machine->scratch, .text = content};
    struct object object;
    machine->length = content.length;
    lexer.most = machine->scratch->total + OPERANDS_ROOM;
    while (!machine->stopped && lexer_next(&lexer, &object)) {
        machine->stopped = !file_spend(machine->proof->file, 8);
        if (object.kind == OBJECT_OPERATOR)
            run_operator(machine, object.text);
        else if (machine->count < OPERANDS_MOST)
            machine->operands[machine->count++] = object;
    }
    if (lexer.bad)
        page_fault(machine, PAGE_SYNTAX);
    if (machine->mark_count > 0 || machine->state > 0)
        page_fault(machine, PAGE_UNBALANCED);
}

/* ---- pages ------------------------------------------------------------------------------*/

/* The page's content, its streams one after the other (7.7.3.3). */
static struct text page_content(struct machine *machine, const struct object *contents)
{
    struct file *file = machine->proof->file;
    struct text part = TEXT("");
    if (contents->kind != OBJECT_ARRAY) {
        if (!file_stream(file, contents, machine->scratch, &part))
            page_fault(machine, PAGE_SYNTAX);
        return part;
    }
    struct buffer all = buffer_new(machine->scratch);
    for (size_t i = 0; i < contents->count; i++) {
        const struct object *stream = file_resolve(file, &contents->items[i]);
        if (!file_stream(file, stream, machine->scratch, &part))
            page_fault(machine, PAGE_SYNTAX);
        buffer_add(&all, part);
        buffer_byte(&all, '\n');
    }
    return buffer_text(&all);
}

static void *copied(struct machine *machine, const void *items, size_t count, size_t size)
{
    void *copy = arena_array(&machine->proof->job->arena, count, size);
    if (count > 0)
        memcpy(copy, items, count * size);
    return copy;
}

/* Keeps what was read, and finds marked content by its identifier. */
static void keep_page(struct machine *machine)
{
    struct page_read *page = machine->page;
    page->marked_count = machine->marked.count;
    page->marked =
        copied(machine, machine->marked.items, page->marked_count, sizeof *page->marked);
    page->letter_count = machine->shown.count;
    page->letters =
        copied(machine, machine->shown.items, page->letter_count, sizeof *page->letters);
    for (size_t i = 0; i < page->marked_count; i++)
        if ((size_t)page->marked[i].mcid >= page->mcid_count)
            page->mcid_count = (size_t)page->marked[i].mcid + 1;
    page->running = text_copy(&machine->proof->job->arena, buffer_text(&machine->heads));
    page->by_mcid =
        arena_array(&machine->proof->job->arena, page->mcid_count, sizeof *page->by_mcid);
    for (size_t i = 0; i < page->marked_count; i++) {
        uint32_t *slot = &page->by_mcid[page->marked[i].mcid];
        if (*slot != 0)
            page_fault(machine, PAGE_TWICE);
        *slot = (uint32_t)i + 1;
    }
}

static void read_page(struct proof *proof, struct page_read *page, struct arena *scratch)
{
    const struct object *dict = file_object(proof->file, page->object);
    struct machine *machine = arena_alloc(scratch, sizeof *machine);
    machine->proof = proof;
    machine->page = page;
    machine->scratch = scratch;
    machine->heads = buffer_new(scratch);
    machine->resources = file_inherited(proof->file, dict, "Resources");
    machine->states[0].base = (struct matrix){1, 0, 0, 1, 0, 0};
    machine->states[0].font = -1;
    machine->states[0].scale = 1;
    bool sized = sides_read(proof, page, dict);
    run_content(machine, page_content(machine, file_entry(proof->file, dict, "Contents")));
    keep_page(machine);
    sides_judge(proof, page, sized, dict);
}

void content_read(struct proof *proof)
{
    struct file *file = proof->file;
    struct arena *arena = &proof->job->arena;
    struct arena scratch = arena_new(0, arena->exhausted, arena->context);
    struct arena_mark start = arena_mark(&scratch);
    proof->page_count = file->page_count;
    proof->pages = arena_array(arena, proof->page_count, sizeof *proof->pages);
    proof->page_of = arena_array(arena, file->object_count, sizeof *proof->page_of);
    proof->font_of = arena_array(arena, file->object_count, sizeof *proof->font_of);
    for (size_t i = 0; i < proof->page_count; i++) {
        proof->pages[i].object = file->pages[i];
        if (file->pages[i] < file->object_count)
            proof->page_of[file->pages[i]] = (uint32_t)i + 1;
        read_page(proof, &proof->pages[i], &scratch);
        arena_reset(&scratch, start);
    }
    arena_free(&scratch);
}
