/*
 * Takes the structure tree, gives elements and words in reading order, and where the tree does
 * not agree with the content (ISO 32000-1, 14.7; ISO 14289-1, 7.1).
 * Each piece of content must be held once, by an element to which the parent tree leads back.
 */
#include "proof/reading.h"

#define TREE_DEEP 400

struct walk {
    struct proof *proof;
    const struct object *roles;
    const struct object *
        *parents; /* values of the parent tree by key; NULL where there is none */
    size_t parent_count;
    bool *seen;   /* by object number: the element was met */
    int64_t root; /* object number of the structure tree's root */
    int64_t last; /* key of the parent tree that was read last */
};

/* ---- faults -----------------------------------------------------------------------------*/

/* Keeps what is wrong with the tree, on `page` if that is not NO_ELEMENT. */
static void tree_fault(struct proof *proof, const char *said, uint32_t page)
{
    if (proof->faults.count >= FAULTS_MOST)
        return;
    struct buffer out = buffer_new(&proof->job->arena);
    buffer_string(&out, said);
    if (page != NO_ELEMENT) {
        buffer_string(&out, " (page ");
        buffer_number(&out, (int64_t)page + 1);
        buffer_byte(&out, ')');
    }
    const struct fault *last =
        proof->faults.count > 0 ? &proof->faults.items[proof->faults.count - 1] : NULL;
    if (last == NULL || !text_is(buffer_text(&out), last->said[0]))
        fault_add(proof, DIAG_PROOF_STRUCTURE, NO_WORD)->said[0] =
            said_text(proof, buffer_text(&out));
}

/* ---- the parent tree --------------------------------------------------------------------*/

#define KEYS_MOST ((int64_t)1 << 22)

static void add_parent(struct walk *walk, int64_t key, const struct object *value)
{
    if (key <= walk->last || key >= (int64_t)walk->parent_count) {
        tree_fault(walk->proof, "the keys of the parent tree are not in order", NO_ELEMENT);
        return;
    }
    walk->last = key;
    walk->parents[key] = value;
}

/* Whether `reference` leads to an object that was not met before; it is met now. */
static bool meet(struct walk *walk, const struct object *reference)
{
    if (!file_refers(walk->proof->file, reference) || walk->seen[reference->number])
        return false;
    walk->seen[reference->number] = true;
    return true;
}

/* The keys of a node of a number tree and of those below (7.9.7). */
static void read_parents(struct walk *walk, const struct object *node, int depth)
{
    struct file *file = walk->proof->file;
    const struct object *pairs = file_entry(file, node, "Nums");
    const struct object *kids = file_entry(file, node, "Kids");
    if (depth > 16)
        return;
    for (size_t i = 0; pairs->kind == OBJECT_ARRAY && i + 1 < pairs->count; i += 2)
        if (pairs->items[i].kind == OBJECT_INTEGER)
            add_parent(walk, pairs->items[i].number, &pairs->items[i + 1]);
    for (size_t i = 0; kids->kind == OBJECT_ARRAY && i < kids->count; i++) {
        if (!meet(walk, &kids->items[i])) {
            tree_fault(walk->proof, "the parent tree is damaged", NO_ELEMENT);
            return;
        }
        read_parents(walk, file_resolve(file, &kids->items[i]), depth + 1);
    }
}

/* Room for as many keys as pages and annotations can ask for. */
static void open_parents(struct walk *walk, const struct object *root)
{
    struct proof *proof = walk->proof;
    int64_t next = object_whole(file_entry(proof->file, root, "ParentTreeNextKey"), -1);
    if (next < 0 || next > KEYS_MOST || (size_t)next > proof->file->object_count * 2)
        next = (int64_t)proof->file->object_count * 2;
    walk->parent_count = (size_t)next;
    walk->parents = arena_array(&proof->job->arena, walk->parent_count, sizeof *walk->parents);
    walk->last = -1;
    read_parents(walk, file_entry(proof->file, root, "ParentTree"), 0);
}

/* Whether the parent tree's `key`, and there `index` if it is not negative, leads to `object`.
 */
static bool leads_back(const struct walk *walk, const struct object *key, int64_t index,
                       uint32_t object)
{
    if (key->kind != OBJECT_INTEGER || key->number < 0 ||
        (size_t)key->number >= walk->parent_count || walk->parents[key->number] == NULL)
        return false;
    const struct object *value = walk->parents[key->number];
    if (index >= 0) {
        value = file_resolve(walk->proof->file, value);
        if (value->kind != OBJECT_ARRAY || (size_t)index >= value->count)
            return false;
        value = &value->items[index];
    }
    return value->kind == OBJECT_REFERENCE && value->number == (int64_t)object;
}

/* ---- content of elements ----------------------------------------------------------------*/

/* The index of the page that `reference` names, or NO_ELEMENT. */
static uint32_t page_index(const struct proof *proof, const struct object *reference)
{
    if (!file_refers(proof->file, reference) || proof->page_of[reference->number] == 0)
        return NO_ELEMENT;
    return proof->page_of[reference->number] - 1;
}

static void take_content(struct walk *walk, uint32_t element, uint32_t page, int64_t mcid,
                         bool silent)
{
    struct proof *proof = walk->proof;
    if (page == NO_ELEMENT) {
        tree_fault(proof, "an element holds content of no page", page);
        return;
    }
    struct page_read *read = &proof->pages[page];
    bool there = mcid >= 0 && (size_t)mcid < read->mcid_count && read->by_mcid[mcid] != 0;
    struct marked *marked = there ? &read->marked[read->by_mcid[mcid] - 1] : NULL;
    if (marked == NULL || marked->read) {
        tree_fault(proof,
                   there ? "content is held twice"
                         : "an element holds content that is not there",
                   page);
        return;
    }
    marked->read = true;
    const struct object *dict = file_object(proof->file, read->object);
    const struct object *key = file_entry(proof->file, dict, "StructParents");
    if (!leads_back(walk, key, mcid, proof->elements.items[element].object))
        tree_fault(proof, "the parent tree does not lead from content to its element", page);
    if (!silent)
        words_marked(proof, element, page, marked);
}

/* An annotation that an element holds: it leads back, and its page shows it. */
static void take_annotation(struct walk *walk, uint32_t element, uint32_t page,
                            const struct object *reference)
{
    struct proof *proof = walk->proof;
    const struct object *annotation = file_resolve(proof->file, reference);
    const struct object *key = file_entry(proof->file, annotation, "StructParent");
    if (!leads_back(walk, key, -1, proof->elements.items[element].object))
        tree_fault(proof, "the parent tree does not lead from a link to its element", page);
    if (file_refers(proof->file, reference))
        proof->holder[reference->number] = element + 1;
}

/* ---- elements ---------------------------------------------------------------------------*/

static bool is_inline(struct text type)
{
    static const char *const types[] = {"Span", "Link",    "Reference", "Code", "Quote",
                                        "Form", "Em",      "Strong",    "Sub",  "Annot",
                                        "Ruby", "Warichu", "Formula"};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (text_is(type, types[i]))
            return true;
    return false;
}

/* The standard type that the role map gives `type`. */
static struct text standard_type(struct walk *walk, const struct object *type)
{
    struct arena *arena = &walk->proof->job->arena;
    for (int i = 0; i < 8; i++) {
        const char *name = text_string(arena, type->text);
        const struct object *role = file_entry(walk->proof->file, walk->roles, name);
        if (role->kind != OBJECT_NAME)
            break;
        type = role;
    }
    return object_printable(type);
}

static uint32_t add_element(struct walk *walk, const struct object *dict, uint32_t object,
                            uint32_t parent)
{
    struct proof *proof = walk->proof;
    struct arena *arena = &proof->job->arena;
    uint32_t number = (uint32_t)proof->elements.count;
    struct element *element = array_push(arena, &proof->elements);
    const struct object *type = file_entry(proof->file, dict, "S");
    const struct object *actual = file_entry(proof->file, dict, "ActualText");
    element->type = type->kind == OBJECT_NAME ? standard_type(walk, type) : TEXT("");
    element->object = object;
    element->parent = parent;
    element->alternative = object_words(arena, file_entry(proof->file, dict, "Alt"));
    element->actual = object_words(arena, actual);
    element->has_actual = actual->kind == OBJECT_STRING;
    element->expansion = object_words(arena, file_entry(proof->file, dict, "E"));
    bool within = is_inline(element->type) && parent != NO_ELEMENT;
    element->block = within ? proof->elements.items[parent].block : number;
    if (type->kind != OBJECT_NAME)
        tree_fault(proof, "an element has no type", NO_ELEMENT);
    return number;
}

/* What an element holds while its kids are read. */
struct holder {
    uint32_t element;
    uint32_t page; /* of its /Pg */
    bool silent;   /* its words are said by a text that stands for them */
    int depth;
};

static void read_element(struct walk *walk, const struct object *reference, uint32_t parent,
                         struct holder above);

static void read_kid(struct walk *walk, struct holder holder, const struct object *kid)
{
    struct file *file = walk->proof->file;
    const struct object *dict = file_resolve(file, kid);
    if (dict->kind == OBJECT_INTEGER) {
        take_content(walk, holder.element, holder.page, dict->number, holder.silent);
        return;
    }
    const struct object *type = file_entry(file, dict, "Type");
    const struct object *named = file_find(file, dict, "Pg");
    uint32_t page = named->kind == OBJECT_NULL ? holder.page : page_index(walk->proof, named);
    if (object_is_name(type, "MCR"))
        take_content(walk, holder.element, page,
                     object_whole(file_entry(file, dict, "MCID"), -1), holder.silent);
    else if (object_is_name(type, "OBJR"))
        take_annotation(walk, holder.element, page, file_find(file, dict, "Obj"));
    else
        read_element(walk, kid, holder.element, holder);
}

static void read_kids(struct walk *walk, struct holder holder, const struct object *kids)
{
    const struct object *list = file_resolve(walk->proof->file, kids);
    if (list->kind != OBJECT_ARRAY) {
        if (list->kind != OBJECT_NULL)
            read_kid(walk, holder, kids);
        return;
    }
    for (size_t i = 0; i < list->count && file_spend(walk->proof->file, 16); i++)
        read_kid(walk, holder, &list->items[i]);
}

/* What is read aloud instead of an element's content: its ActualText, and the alternative of
 * what is no text. */
static bool says_itself(const struct element *element, struct text *text)
{
    bool picture = text_is(element->type, "Figure") || text_is(element->type, "Formula");
    *text = element->has_actual ? element->actual : element->alternative;
    return element->has_actual || (picture && element->alternative.length > 0);
}

static void read_element(struct walk *walk, const struct object *reference, uint32_t parent,
                         struct holder above)
{
    struct proof *proof = walk->proof;
    const struct object *dict = file_resolve(proof->file, reference);
    if (dict->kind != OBJECT_DICT || above.depth > TREE_DEEP || !meet(walk, reference)) {
        tree_fault(proof, "an element is met twice, is none, or stands too deep", NO_ELEMENT);
        return;
    }
    uint32_t number = add_element(walk, dict, (uint32_t)reference->number, parent);
    const struct object *up = file_find(proof->file, dict, "P");
    int64_t expected =
        parent == NO_ELEMENT ? walk->root : (int64_t)proof->elements.items[parent].object;
    uint32_t first = (uint32_t)proof->letters.count;
    if (up->kind != OBJECT_REFERENCE || up->number != expected)
        tree_fault(proof, "an element does not lead back to its parent", NO_ELEMENT);
    struct text said = TEXT("");
    struct holder holder = {number, page_index(proof, file_find(proof->file, dict, "Pg")),
                            above.silent, above.depth + 1};
    if (!holder.silent && says_itself(&proof->elements.items[number], &said)) {
        words_text(proof, number, said);
        /* a figure's caption is read after its alternative */
        holder.silent = !text_is(proof->elements.items[number].type, "Figure");
    }
    read_kids(walk, holder, file_find(proof->file, dict, "K"));
    proof->elements.items[number].first = first;
    proof->elements.items[number].end = (uint32_t)proof->letters.count;
}

/* ---- the whole --------------------------------------------------------------------------*/

static void find_unread(struct proof *proof)
{
    for (size_t p = 0; p < proof->page_count; p++)
        for (size_t i = 0; i < proof->pages[p].marked_count; i++) {
            const struct marked *marked = &proof->pages[p].marked[i];
            if (!marked->read && (marked->painted || marked->first < marked->end))
                tree_fault(proof, "tagged content is in no element", (uint32_t)p);
        }
}

void tree_read(struct proof *proof)
{
    struct file *file = proof->file;
    const struct object *catalog = file_catalog(file);
    const struct object *named = file_find(file, catalog, "StructTreeRoot");
    const struct object *root = file_resolve(file, named);
    struct walk walk = {.proof = proof, .root = named->number};
    proof->holder = arena_array(&proof->job->arena, file->object_count, sizeof *proof->holder);
    if (root->kind != OBJECT_DICT) {
        tree_fault(proof, "there is none: this program did not print the file", NO_ELEMENT);
        return;
    }
    words_start(proof);
    walk.roles = file_entry(file, root, "RoleMap");
    walk.seen = arena_array(&proof->job->arena, file->object_count, sizeof *walk.seen);
    open_parents(&walk, root);
    struct holder outside = {NO_ELEMENT, NO_ELEMENT, false, 0};
    const struct object *kids = file_find(file, root, "K");
    const struct object *list = file_resolve(file, kids);
    bool many = list->kind == OBJECT_ARRAY;
    for (size_t i = 0; i < (many ? list->count : 1); i++)
        read_element(&walk, many ? &list->items[i] : kids, NO_ELEMENT, outside);
    words_end(proof);
    find_unread(proof);
}
