/* Maps find what was put, keep the order of insertion, and name the nearest key. */
#include "support.h"

#include "base/map.h"

static struct text numbered(struct job *job, int number)
{
    struct buffer out = buffer_new(&job->arena);
    buffer_string(&out, "key");
    buffer_number(&out, number);
    return buffer_text(&out);
}

static void what_is_put_is_found_in_order(void **state)
{
    struct job *job = *state;
    static int values[1000];
    struct map map = map_new(&job->arena);
    assert_null(map_find(&map, TEXT("key1")));
    assert_false(map_has(&map, TEXT("key1")));
    for (int i = 0; i < 1000; i++)
        map_put(&map, numbered(job, i), &values[i]);
    assert_int_equal(map.count, 1000);
    for (int i = 0; i < 1000; i++) {
        assert_ptr_equal(map_find(&map, numbered(job, i)), &values[i]);
        assert_ptr_equal(map.entries[i].value, &values[i]);
    }
    assert_null(map_find(&map, TEXT("key1000")));
    assert_null(map_find(&map, TEXT("")));
}

static void putting_again_replaces(void **state)
{
    struct job *job = *state;
    int one = 1;
    int two = 2;
    struct map map = map_new(&job->arena);
    map_put(&map, TEXT("a"), &one);
    map_put(&map, TEXT("b"), NULL);
    map_put(&map, TEXT("a"), &two);
    assert_int_equal(map.count, 2);
    assert_ptr_equal(map_find(&map, TEXT("a")), &two);
    assert_true(map_has(&map, TEXT("b")));
    assert_null(map_find(&map, TEXT("b")));
}

static void the_nearest_key(void **state)
{
    struct job *job = *state;
    struct map map = map_new(&job->arena);
    map_put(&map, TEXT("title"), NULL);
    map_put(&map, TEXT("subtitle"), NULL);
    map_put(&map, TEXT("date"), NULL);
    assert_text_equal(map_nearest(&map, TEXT("titel")), "title");
    assert_text_equal(map_nearest(&map, TEXT("sub-title")), "subtitle");
    assert_text_equal(map_nearest(&map, TEXT("dat")), "date");
    assert_text_equal(map_nearest(&map, TEXT("footer")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(what_is_put_is_found_in_order),
        job_test(putting_again_replaces),
        job_test(the_nearest_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
