/*
 * Takes the pages' annotations and the outline, gives what is wrong with them: links that lie
 * off their page, that no element holds, or that lead nowhere (ISO 32000-1, 12.3, 12.5
 * and 12.6; ISO 14289-1, 7.18).
 */
#include <string.h>

#include "proof/reading.h"

/* Keeps what is wrong with a link, once where several in a row on a page have it. */
static void link_fault(struct proof *proof, size_t page, const char *said)
{
    const char *number = said_number(proof, (int64_t)page + 1);
    const struct fault *last =
        proof->faults.count > 0 ? &proof->faults.items[proof->faults.count - 1] : NULL;
    if (last != NULL && last->id == DIAG_PROOF_LINK && last->said[1] == said &&
        strcmp(last->said[0], number) == 0)
        return;
    struct fault *fault = fault_add(proof, DIAG_PROOF_LINK, NO_WORD);
    fault->said[0] = number;
    fault->said[1] = said;
}

/* ---- destinations -----------------------------------------------------------------------*/

#define NAMES_DEEP 16

/* The value of `name` in a name tree (7.9.6), or null; `*budget` bounds the nodes looked at. */
static const struct object *find_name(struct file *file, const struct object *node,
                                      struct text name, int depth, int *budget)
{
    static const struct object nothing = {.kind = OBJECT_NULL};
    const struct object *pairs = file_entry(file, node, "Names");
    const struct object *kids = file_entry(file, node, "Kids");
    if (depth > NAMES_DEEP || --*budget < 0)
        return &nothing;
    if (pairs->kind == OBJECT_ARRAY && !file_spend(file, pairs->count))
        return &nothing;
    for (size_t i = 0; pairs->kind == OBJECT_ARRAY && i + 1 < pairs->count; i += 2)
        if (text_equal(object_text(&pairs->items[i]), name))
            return file_resolve(file, &pairs->items[i + 1]);
    for (size_t i = 0; kids->kind == OBJECT_ARRAY && i < kids->count; i++) {
        const struct object *kid = file_resolve(file, &kids->items[i]);
        const struct object *found = find_name(file, kid, name, depth + 1, budget);
        if (found->kind != OBJECT_NULL)
            return found;
    }
    return &nothing;
}

/* A named destination's value: in the name tree for strings, in /Dests for names (12.3.2.3). */
static const struct object *named_destination(struct proof *proof, const struct object *name)
{
    struct file *file = proof->file;
    const struct object *catalog = file_catalog(file);
    const struct object *value;
    int budget = 4096;
    if (name->kind == OBJECT_NAME)
        value = file_entry(file, file_entry(file, catalog, "Dests"),
                           text_string(&proof->job->arena, name->text));
    else
        value = find_name(file, file_entry(file, file_entry(file, catalog, "Names"), "Dests"),
                          name->text, 0, &budget);
    return value->kind == OBJECT_DICT ? file_entry(file, value, "D") : value;
}

/* The height that a destination asks for, in `*arrival`. */
static void read_height(const struct object *destination, struct arrival *arrival)
{
    size_t at = object_is_name(&destination->items[1], "XYZ") ? 3 : 2;
    if (at >= destination->count || (destination->items[at].kind != OBJECT_INTEGER &&
                                     destination->items[at].kind != OBJECT_REAL))
        return;
    arrival->y = (double)object_millionths(&destination->items[at]) / 1e6;
    arrival->placed = at == 3 || object_is_name(&destination->items[1], "FitH");
}

/* Whether a destination names a page of the file and a way to show it; the page and the height
 * are then in `*arrival`. */
static bool arrives(struct proof *proof, const struct object *destination,
                    struct arrival *arrival)
{
    if (destination->kind == OBJECT_NAME || destination->kind == OBJECT_STRING)
        destination = named_destination(proof, destination);
    if (destination->kind != OBJECT_ARRAY || destination->count < 2 ||
        destination->items[1].kind != OBJECT_NAME)
        return false;
    const struct object *page = &destination->items[0];
    if (!file_refers(proof->file, page) || proof->page_of[page->number] == 0)
        return false;
    arrival->page = proof->page_of[page->number] - 1;
    read_height(destination, arrival);
    return true;
}

/* An address: a scheme, a colon and something behind it, all in visible ASCII (RFC 3986). */
static bool is_address(const struct object *string)
{
    struct text text = object_text(string);
    size_t colon = text_find(text, ':', 0);
    if (string->kind != OBJECT_STRING || colon == 0 || colon + 1 >= text.length)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        bool scheme = text_alpha(text.bytes[i]) || text_digit(text.bytes[i]) || byte == '+' ||
                      byte == '-' || byte == '.';
        if (byte <= 0x20 || byte >= 0x7F || (i < colon && !scheme))
            return false;
    }
    return true;
}

/* What is wrong with where an annotation or outline item leads, or NULL; where that is within
 * the file in `*arrival`. */
static const char *target_fault(struct proof *proof, const struct object *dict,
                                struct arrival *arrival)
{
    struct file *file = proof->file;
    const struct object *destination = file_entry(file, dict, "Dest");
    const struct object *action = file_entry(file, dict, "A");
    const struct object *kind = file_entry(file, action, "S");
    *arrival = (struct arrival){.page = NO_PAGE};
    if (object_is_name(kind, "GoTo"))
        destination = file_entry(file, action, "D");
    if (destination->kind != OBJECT_NULL)
        return arrives(proof, destination, arrival)
                   ? NULL
                   : "leads to a place that is not in the file";
    if (object_is_name(kind, "URI")) {
        const struct object *address = file_entry(file, action, "URI");
        *array_push(&proof->job->arena, &proof->addresses) = object_text(address);
        return is_address(address) ? NULL : "leads to no address";
    }
    return "leads nowhere";
}

/* ---- annotations ------------------------------------------------------------------------*/

#define EDGE 1.0 /* points that a link may stick out of its page */

static bool lies_on(struct proof *proof, const struct object *rectangle, const double box[4])
{
    double sides[4];
    if (rectangle->kind != OBJECT_ARRAY || rectangle->count != 4)
        return false;
    for (size_t i = 0; i < 4; i++)
        sides[i] =
            (double)object_millionths(file_resolve(proof->file, &rectangle->items[i])) / 1e6;
    return sides[0] < sides[2] && sides[1] < sides[3] && sides[0] >= box[0] - EDGE &&
           sides[1] >= box[1] - EDGE && sides[2] <= box[2] + EDGE && sides[3] <= box[3] + EDGE;
}

/* Keeps where a link of an element leads. */
static void keep_arrival(struct proof *proof, uint32_t element, struct arrival arrival)
{
    struct element *holder = &proof->elements.items[element];
    arrival.next = holder->arrival;
    *array_push(&proof->job->arena, &proof->arrivals) = arrival;
    holder->arrival = (uint32_t)proof->arrivals.count;
}

static void check_annotation(struct proof *proof, size_t page, const struct object *reference)
{
    struct file *file = proof->file;
    const struct object *dict = file_resolve(file, reference);
    if (!object_is_name(file_entry(file, dict, "Subtype"), "Link"))
        return;
    uint32_t holder = file_refers(file, reference) ? proof->holder[reference->number] : 0;
    if (holder == 0)
        link_fault(proof, page, "is held by no element");
    if (!lies_on(proof, file_entry(file, dict, "Rect"), proof->pages[page].box))
        link_fault(proof, page, "has no area on its page");
    struct arrival arrival;
    const char *said = target_fault(proof, dict, &arrival);
    if (said != NULL)
        link_fault(proof, page, said);
    if (holder > 0 && (said != NULL || arrival.page != NO_PAGE))
        keep_arrival(proof, holder - 1, arrival);
}

/* ---- the outline ------------------------------------------------------------------------*/

#define OUTLINE_MOST 100000

/* Every item leads to a page; each is met once. */
static void check_outline(struct proof *proof)
{
    struct file *file = proof->file;
    const struct object *outlines = file_entry(file, file_catalog(file), "Outlines");
    ARRAY(const struct object *) open = {0};
    size_t met = 0;
    *array_push(&proof->job->arena, &open) = file_entry(file, outlines, "First");
    while (open.count > 0 && met < OUTLINE_MOST) {
        const struct object *item = open.items[--open.count];
        if (item->kind != OBJECT_DICT)
            continue;
        met++;
        struct arrival arrival;
        if (target_fault(proof, item, &arrival) != NULL)
            fault_add(proof, DIAG_PROOF_OUTLINE, NO_WORD)->said[0] = said_text(
                proof, object_words(&proof->job->arena, file_entry(file, item, "Title")));
        *array_push(&proof->job->arena, &open) = file_entry(file, item, "Next");
        *array_push(&proof->job->arena, &open) = file_entry(file, item, "First");
    }
}

void links_read(struct proof *proof)
{
    struct file *file = proof->file;
    for (size_t i = 0; i < proof->page_count; i++) {
        const struct object *page = file_object(file, proof->pages[i].object);
        const struct object *list = file_entry(file, page, "Annots");
        for (size_t k = 0;
             list->kind == OBJECT_ARRAY && k < list->count && file_spend(file, 16); k++)
            check_annotation(proof, i, &list->items[k]);
    }
    check_outline(proof);
}
