/* Takes a page's dictionary, gives its sides and whether a screen turns it rightly. */
#include "proof/reading.h"

#define SIDE_LEAST   3.0 /* points, as PDF/A asks (ISO 19005-2, 6.1.13) */
#define SIDE_LARGEST 14400.0

/* The rectangle `box`; false where it is none or of no sane size. */
static bool read_box(struct proof *proof, const struct object *box, double sides[4])
{
    if (box->kind != OBJECT_ARRAY || box->count != 4)
        return false;
    for (size_t i = 0; i < 4; i++)
        sides[i] = (double)object_millionths(file_resolve(proof->file, &box->items[i])) / 1e6;
    double width = sides[2] - sides[0], height = sides[3] - sides[1];
    return width >= SIDE_LEAST && height >= SIDE_LEAST && width <= SIDE_LARGEST &&
           height <= SIDE_LARGEST;
}

bool sides_read(struct proof *proof, struct page_read *page, const struct object *dict)
{
    double crop[4];
    const struct object *media = file_inherited(proof->file, dict, "MediaBox");
    const struct object *cut = file_inherited(proof->file, dict, "CropBox");
    bool right = read_box(proof, media, page->box);
    if (right && cut->kind != OBJECT_NULL) {
        right = read_box(proof, cut, crop) && crop[0] >= page->box[0] &&
                crop[1] >= page->box[1] && crop[2] <= page->box[2] && crop[3] <= page->box[3];
        for (size_t i = 0; i < 4 && right; i++)
            page->box[i] = crop[i];
    }
    return right;
}

void sides_judge(struct proof *proof, const struct page_read *page, bool sized,
                 const struct object *dict)
{
    const struct design *design = proof->against != NULL ? proof->against->design : NULL;
    bool rotated = page->turned && design != NULL && design->rotate &&
                   design->print.imposition == IMPOSE_SINGLE;
    int64_t said = object_whole(file_inherited(proof->file, dict, "Rotate"), 0);
    bool right = said == (rotated ? 90 : 0);
    if (sized && right)
        return;
    struct fault *fault = fault_add(proof, DIAG_PROOF_PAGE, NO_WORD);
    fault->said[0] = said_number(proof, page - proof->pages + 1);
    if (!sized)
        fault->said[1] = "its box is none that can be printed";
    else
        fault->said[1] = rotated ? "it is not turned to be read" : "it is turned";
}
