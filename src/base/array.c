/* The growing behind array_push: doubling, in the arena. */
#include "base/array.h"

#include <stdint.h>

void *array_room(struct arena *arena, void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return items;
    size_t more = *room == 0 ? 8 : *room * 2;
    if (more > SIZE_MAX / 2 / size)
        return arena_array(arena, SIZE_MAX / 2, size); /* ends the run */
    void *grown = arena_grow(arena, items, *room * size, more * size);
    *room = more;
    return grown;
}
