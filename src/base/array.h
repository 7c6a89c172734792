/*
 * Takes elements one by one, gives a contiguous array in an arena.
 * The one idea: an array is any struct with the members `items`, `count` and `room`, so that
 * its elements keep their type; the macro only adds the growing.
 */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include "base/arena.h"

/* Declares the members of an array of `type`. */
#define ARRAY(type)                                                                            \
    struct {                                                                                   \
        type *items;                                                                           \
        size_t count;                                                                          \
        size_t room;                                                                           \
    }

/* A pointer to one more zeroed element at the end of `*array`, grown in `arena`; the pointer is
 * valid until the next push. */
#define array_push(arena, array)                                                               \
    (((array)->items = array_room((arena), (array)->items, (array)->count, &(array)->room,     \
                                  sizeof *(array)->items)),                                    \
     &(array)->items[(array)->count++])

/* `items` with room for one element more than `count`; `*room` is updated. For array_push. */
void *array_room(struct arena *arena, void *items, size_t count, size_t *room, size_t size);

#endif
