/* The paper sizes that layouts may name. */
#include "design/paper.h"

const char *const paper_names[] = {"a4", "a5", "letter", "legal", "a3", "tabloid", NULL};

/* Width and height in thousandths of a mm (ISO 216) or of an inch times 25.4. */
static const int64_t sizes[][2] = {{210000, 297000}, {148000, 210000}, {215900, 279400},
                                   {215900, 355600}, {297000, 420000}, {279400, 431800}};

sp paper_millimetres(int64_t thousandths)
{
    return length_scale(thousandths, PT(72), 25400);
}

void paper_sides(int paper, sp *width, sp *height)
{
    *width = paper_millimetres(sizes[paper][0]);
    *height = paper_millimetres(sizes[paper][1]);
}
