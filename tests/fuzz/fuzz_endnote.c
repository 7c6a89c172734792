/* Any bytes as a file of EndNote XML. */
#include "import.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    import_any(bytes, size, FORMAT_ENDNOTE);
    return 0;
}
