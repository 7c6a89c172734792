/* Any bytes as a file of BibTeX. */
#include "import.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    import_any(bytes, size, FORMAT_BIBTEX);
    return 0;
}
