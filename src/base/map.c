/* Takes keys of text, gives the value kept for each: open addressing with linear probing, kept
 * at most half full. */
#include "base/map.h"

uint32_t text_hash(struct text text)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char)text.bytes[i]) * 16777619U;
    return hash;
}

struct map map_new(struct arena *arena)
{
    struct map map = {arena, NULL, 0, 0, NULL, 0};
    return map;
}

/* The slot that holds `key`, or the empty slot where it belongs. */
static uint32_t *slot_of(const struct map *map, struct text key, uint32_t hash)
{
    size_t at = hash & (map->slot_count - 1);
    while (map->slots[at] != 0) {
        const struct map_entry *entry = &map->entries[map->slots[at] - 1];
        if (entry->hash == hash && text_equal(entry->key, key))
            break;
        at = (at + 1) & (map->slot_count - 1);
    }
    return &map->slots[at];
}

static const struct map_entry *entry_of(const struct map *map, struct text key)
{
    if (map->slot_count == 0)
        return NULL;
    uint32_t slot = *slot_of(map, key, text_hash(key));
    return slot == 0 ? NULL : &map->entries[slot - 1];
}

void *map_find(const struct map *map, struct text key)
{
    const struct map_entry *entry = entry_of(map, key);
    return entry == NULL ? NULL : entry->value;
}

bool map_has(const struct map *map, struct text key)
{
    return entry_of(map, key) != NULL;
}

static void widen(struct map *map)
{
    size_t room = map->room == 0 ? 8 : map->room * 2;
    map->entries = arena_grow(map->arena, map->entries, map->room * sizeof *map->entries,
                              room * sizeof *map->entries);
    map->room = room;
    map->slot_count = room * 2;
    map->slots = arena_array(map->arena, map->slot_count, sizeof *map->slots);
    for (size_t i = 0; i < map->count; i++)
        *slot_of(map, map->entries[i].key, map->entries[i].hash) = (uint32_t)i + 1;
}

void map_put(struct map *map, struct text key, void *value)
{
    if (map->count == map->room)
        widen(map);
    uint32_t hash = text_hash(key);
    uint32_t *slot = slot_of(map, key, hash);
    if (*slot != 0) {
        map->entries[*slot - 1].value = value;
        return;
    }
    struct map_entry entry = {key, value, hash};
    map->entries[map->count++] = entry;
    *slot = (uint32_t)map->count;
}

struct text map_nearest(const struct map *map, struct text key)
{
    struct text nearest = {"", 0};
    size_t best = key.length / 3 + 2;
    for (size_t i = 0; i < map->count; i++) {
        size_t distance = text_distance(map->entries[i].key, key);
        if (distance < best) {
            best = distance;
            nearest = map->entries[i].key;
        }
    }
    return nearest;
}
