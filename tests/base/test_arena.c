/* The arena hands out zeroed, aligned memory, comes back to marks, and keeps to its limit. */
#include "support.h"

#include <stdalign.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"

static bool zeroed(const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < size; i++)
        if (at[i] != 0)
            return false;
    return true;
}

static void memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    struct arena arena = arena_new(0, NULL, NULL);
    for (size_t size = 0; size < 5000; size += 37) {
        unsigned char *bytes = arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)bytes % alignof(max_align_t), 0);
        assert_true(zeroed(bytes, size));
        memset(bytes, 0xAA, size);
    }
    arena_free(&arena);
    assert_int_equal(arena.total, 0);
}

static void a_reset_wipes_what_came_after_the_mark(void **state)
{
    (void)state;
    struct arena arena = arena_new(0, NULL, NULL);
    char *kept = arena_copy(&arena, "kept", 4);
    struct arena_mark mark = arena_mark(&arena);
    size_t total = arena.total;
    unsigned char *small = arena_alloc(&arena, 1000);
    memset(small, 0xAA, 1000);
    memset(arena_alloc(&arena, 3000000), 0xAA, 3000000);
    arena_reset(&arena, mark);
    assert_int_equal(arena.total, total);
    assert_string_equal(kept, "kept");
    unsigned char *again = arena_alloc(&arena, 1000);
    assert_ptr_equal(again, small);
    assert_true(zeroed(again, 1000));
    arena_free(&arena);
}

static void a_mark_in_an_empty_arena(void **state)
{
    (void)state;
    struct arena arena = arena_new(0, NULL, NULL);
    struct arena_mark mark = arena_mark(&arena);
    arena_alloc(&arena, 100);
    arena_reset(&arena, mark);
    assert_int_equal(arena.total, 0);
    assert_true(zeroed(arena_alloc(&arena, 100), 100));
    arena_free(&arena);
}

static void growing_keeps_the_bytes(void **state)
{
    (void)state;
    struct arena arena = arena_new(0, NULL, NULL);
    char *first = arena_copy(&arena, "abc", 3);
    char *grown = arena_grow(&arena, first, 4, 100);
    assert_ptr_equal(grown, first);
    assert_string_equal(grown, "abc");
    assert_true(zeroed(grown + 4, 96));
    arena_alloc(&arena, 1);
    char *moved = arena_grow(&arena, grown, 100, 200);
    assert_ptr_not_equal(moved, grown);
    assert_string_equal(moved, "abc");
    assert_true(zeroed(moved + 4, 196));
    assert_ptr_equal(arena_grow(&arena, moved, 200, 100), moved);
    arena_free(&arena);
}

/* The exhausted call may not return, so each case here ends a child process by it. */
static void leave(void *context)
{
    _exit(*(int *)context);
}

static void within_the_limit(void)
{
    int status = 7;
    struct arena arena = arena_new(100000, leave, &status);
    arena_alloc(&arena, 60000);
    arena_alloc(&arena, 60000);
}

static void without_overflow(void)
{
    int status = 7;
    struct arena arena = arena_new(0, leave, &status);
    arena_array(&arena, SIZE_MAX / 4, 8);
}

static void with_a_size_near_the_end(void)
{
    int status = 7;
    struct arena arena = arena_new(0, leave, &status);
    arena_alloc(&arena, SIZE_MAX - 3);
}

static void by_a_library(void)
{
    int status = 7;
    struct arena arena = arena_new(0, leave, &status);
    arena_exhausted(&arena);
}

static int status_of(void (*task)(void))
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        task();
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void exhaustion_calls_out(void **state)
{
    (void)state;
    assert_int_equal(status_of(within_the_limit), 7);
    assert_int_equal(status_of(without_overflow), 7);
    assert_int_equal(status_of(with_a_size_near_the_end), 7);
    assert_int_equal(status_of(by_a_library), 7);
}

static void an_array_grows_and_keeps_its_items(void **state)
{
    (void)state;
    struct arena arena = arena_new(0, NULL, NULL);
    ARRAY(int) numbers = {NULL, 0, 0};
    for (int i = 0; i < 1000; i++) {
        *array_push(&arena, &numbers) = i;
        if (i % 7 == 0)
            arena_alloc(&arena, 8);
    }
    assert_int_equal(numbers.count, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(numbers.items[i], i);
    assert_int_equal(*array_push(&arena, &numbers), 0);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(a_reset_wipes_what_came_after_the_mark),
        cmocka_unit_test(a_mark_in_an_empty_arena),
        cmocka_unit_test(growing_keeps_the_bytes),
        cmocka_unit_test(exhaustion_calls_out),
        cmocka_unit_test(an_array_grows_and_keeps_its_items),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
