/* Column widths from what cells need: a pure function, tried with whole points. */
#include "support.h"

#include "pages/columns.h"

static sp fit(const struct column_need *needs, size_t count, size_t rows, const int *points,
              sp room, sp *widths)
{
    sp cells[64];
    for (size_t i = 0; i < rows * count; i++)
        cells[i] = PT(points[i]);
    struct column_cells given = {rows, cells};
    return columns_fit(needs, count, &given, room, widths);
}

static void test_small_table_keeps_its_natural_widths(void **state)
{
    (void)state;
    struct column_need needs[] = {{PT(20), PT(40), 0}, {PT(30), PT(60), 0}};
    sp widths[2];
    assert_int_equal(fit(needs, 2, 1, (int[]){40, 60}, PT(400), widths), 0);
    assert_int_equal(widths[0], PT(40));
    assert_int_equal(widths[1], PT(60));
}

static void test_nearly_full_table_takes_the_whole_room(void **state)
{
    (void)state;
    struct column_need needs[] = {{PT(20), PT(100), 0}, {PT(30), PT(200), 0}};
    sp widths[2];
    assert_int_equal(fit(needs, 2, 1, (int[]){100, 200}, PT(360), widths), 0);
    assert_in_range(widths[0] + widths[1], PT(360) - 2, PT(360));
    assert_int_equal(widths[0], PT(120));
}

static void test_numbers_keep_their_width_and_text_takes_the_rest(void **state)
{
    (void)state;
    struct column_need needs[] = {
        {PT(50), PT(900), 0}, {PT(30), PT(30), 0}, {PT(40), PT(40), 0}};
    sp widths[3];
    int cells[] = {900, 30, 40, 700, 30, 20};
    assert_int_equal(fit(needs, 3, 2, cells, PT(300), widths), 0);
    assert_true(widths[1] >= PT(30) && widths[1] < PT(36));
    assert_true(widths[2] >= PT(40) && widths[2] < PT(46));
    assert_true(widths[0] > PT(215));
}

static void test_search_balances_rows_of_unlike_length(void **state)
{
    (void)state;
    /* the second column's one long cell does not justify more room than the rows of the first
     */
    struct column_need needs[] = {{PT(30), PT(300), 0}, {PT(30), PT(320), 0}};
    int cells[] = {300, 20, 300, 20, 300, 20, 300, 20, 20, 320};
    sp widths[2];
    assert_int_equal(fit(needs, 2, 5, cells, PT(300), widths), 0);
    assert_true(widths[0] > PT(160));
    assert_true(widths[0] + widths[1] <= PT(300));
}

static void test_shares_are_kept_down_to_the_least(void **state)
{
    (void)state;
    struct column_need needs[] = {{PT(20), PT(500), 3000}, {PT(90), PT(500), 1000}};
    sp widths[2];
    assert_int_equal(fit(needs, 2, 1, (int[]){500, 500}, PT(400), widths), 0);
    assert_int_equal(widths[0], PT(300));
    assert_int_equal(widths[1], PT(100));
    needs[1].least = PT(150);
    assert_int_equal(fit(needs, 2, 1, (int[]){500, 500}, PT(400), widths), 0);
    assert_int_equal(widths[0], PT(250));
    assert_int_equal(widths[1], PT(150));
}

static void test_excess_is_told_and_columns_shrink(void **state)
{
    (void)state;
    struct column_need needs[] = {{PT(300), PT(300), 0}, {PT(100), PT(100), 0}};
    sp widths[2];
    assert_int_equal(fit(needs, 2, 1, (int[]){300, 100}, PT(200), widths), PT(200));
    assert_int_equal(widths[0], PT(150));
    assert_int_equal(widths[1], PT(50));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_table_keeps_its_natural_widths),
        cmocka_unit_test(test_nearly_full_table_takes_the_whole_room),
        cmocka_unit_test(test_numbers_keep_their_width_and_text_takes_the_rest),
        cmocka_unit_test(test_search_balances_rows_of_unlike_length),
        cmocka_unit_test(test_shares_are_kept_down_to_the_least),
        cmocka_unit_test(test_excess_is_told_and_columns_shrink),
    };
    return cmocka_run_group_tests_name("columns", tests, NULL, NULL);
}
