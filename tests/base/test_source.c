/* Input files are read whole or refused with a message; no path leaves the project root. */
#include "base/folder.h"

static const struct span nowhere = {0, 0, 0};

static uint32_t open_source(struct folder *folder, const char *name)
{
    return source_read(folder->job, folder_path(folder, name), SOURCE_TEXT, nowhere);
}

/* The ids of all messages so far, in one string. */
static struct text ids(struct job *job)
{
    struct buffer out = buffer_new(&job->arena);
    for (size_t i = 0; i < job->diags.list.count; i++) {
        buffer_string(&out, i > 0 ? " " : "");
        buffer_string(&out, diag_name(job->diags.list.items[i].id));
    }
    return buffer_text(&out);
}

static void a_file_is_read_once(void **state)
{
    struct folder *folder = *state;
    folder_write(folder, "a", "\xEF\xBB\xBFone\r\ntwo\r\rthree\r\n", 20);
    uint32_t number = open_source(folder, "a");
    assert_int_not_equal(number, 0);
    assert_text_equal(source_find(folder->job, number)->text, "one\ntwo\r\rthree\n");
    assert_int_equal(open_source(folder, "a"), number);
    folder_write(folder, "empty", "", 0);
    assert_int_not_equal(open_source(folder, "empty"), 0);
    assert_messages(folder->job, "");
}

/* As open_source, with the place in which a file names it. */
static uint32_t open_named(struct folder *folder, const char *name)
{
    struct span at = {source_add(folder->job, TEXT("doc"), TEXT("x\n")), 0, 1};
    return source_read(folder->job, folder_path(folder, name), SOURCE_TEXT, at);
}

static void what_cannot_be_read(void **state)
{
    struct folder *folder = *state;
    folder_make(folder, "sub");
    folder_write(folder, "binary", "a\0b", 3);
    folder_write(folder, "latin", "ok\ncaf\xE9\n", 8);
    mkfifo(folder_string(folder, "pipe"), 0600);
    assert_int_equal(open_named(folder, "absent"), 0);
    assert_int_equal(open_named(folder, "sub"), 0);
    assert_int_equal(open_named(folder, "pipe"), 0);
    assert_int_equal(open_source(folder, "binary"), 0);
    assert_int_equal(open_source(folder, "latin"), 0);
    assert_text_equal(ids(folder->job), "file-missing file-not-regular file-not-regular "
                                        "file-binary file-encoding");
    struct place place = source_place(folder->job, folder->job->diags.list.items[4].span);
    assert_int_equal(place.line, 2);
    assert_int_equal(place.column, 4);
}

/* What the command line names is no fault of the content. */
static void what_nobody_wrote_cannot_be_read(void **state)
{
    struct folder *folder = *state;
    folder_make(folder, "sub");
    assert_int_equal(open_source(folder, "absent"), 0);
    assert_int_equal(open_source(folder, "sub"), 0);
    assert_text_equal(ids(folder->job), "file-unreadable file-unreadable");
    assert_int_equal(folder->job->diags.fatals, 2);
}

static void a_bad_file_stays_bad(void **state)
{
    struct folder *folder = *state;
    folder_write(folder, "latin", "caf\xE9\n", 5);
    assert_int_equal(open_source(folder, "latin"), 0);
    assert_int_equal(open_source(folder, "latin"), 0);
}

static void a_huge_file_is_refused_unread(void **state)
{
    struct folder *folder = *state;
    folder_write(folder, "huge", "", 0);
    assert_int_equal(truncate(folder_string(folder, "huge"), 50 * 1024 * 1024), 0);
    size_t before = folder->job->arena.total;
    assert_int_equal(open_source(folder, "huge"), 0);
    assert_true(folder->job->arena.total - before < 1024 * 1024);
    assert_text_equal(ids(folder->job), "file-too-large");
}

static void an_unreadable_file(void **state)
{
    struct folder *folder = *state;
    assert_int_equal(symlink("loop", folder_string(folder, "loop")), 0);
    assert_int_equal(open_source(folder, "loop"), 0);
    assert_text_equal(ids(folder->job), "file-unreadable");
}

/* Resolves `written` as if it stood in project/doc.yaml. */
static struct text resolve(struct folder *folder, const char *written)
{
    struct span at = {open_source(folder, "project/doc.yaml"), 0, 1};
    return source_resolve(folder->job, text_of(written), at);
}

static void make_project(struct folder *folder)
{
    folder_make(folder, "project");
    folder_make(folder, "project/fonts");
    folder_make(folder, "project/parts");
    folder_make(folder, "beside");
    folder_write(folder, "project/fonts/fonts.yaml", "", 0);
    folder_write(folder, "project/doc.yaml", "x", 1);
    folder_write(folder, "beside/secret", "x", 1);
    assert_true(source_find_root(folder->job, folder_path(folder, "project/parts/x.md")));
}

static void the_root_is_the_nearest_folder_with_fonts(void **state)
{
    struct folder *folder = *state;
    make_project(folder);
    assert_true(text_ends(folder->job->sources.root, "/project"));
    assert_false(source_find_root(folder->job, folder_path(folder, "beside/secret")));
}

static void paths_within_the_root(void **state)
{
    struct folder *folder = *state;
    make_project(folder);
    assert_true(text_ends(resolve(folder, "parts/a.md"), "/project/parts/a.md"));
    assert_true(text_ends(resolve(folder, "./parts/../b.md"), "/project/b.md"));
    assert_true(
        text_ends(resolve(folder, "absent/deeper/c.md"), "/project/absent/deeper/c.md"));
    assert_int_equal(symlink("../beside", folder_string(folder, "project/link")), 0);
    assert_true(text_ends(resolve(folder, "link/../b.md"), "/project/b.md"));
    assert_messages(folder->job, "");
}

/* "" would be taken for a path that was refused. */
static void the_folder_itself_has_a_name(void **state)
{
    struct folder *folder = *state;
    assert_text_equal(source_resolve(folder->job, TEXT("."), nowhere), ".");
    assert_text_equal(source_resolve(folder->job, TEXT("a/.."), nowhere), ".");
    assert_text_equal(source_resolve(folder->job, TEXT(""), nowhere), ".");
    assert_messages(folder->job, "");
}

static void paths_that_leave_the_root(void **state)
{
    struct folder *folder = *state;
    make_project(folder);
    assert_int_equal(symlink("../beside", folder_string(folder, "project/link")), 0);
    assert_int_equal(symlink("../beside/secret", folder_string(folder, "project/file")), 0);
    static const char *const paths[] = {
        "../beside/secret",          "/etc/passwd",    "link/secret", "file",
        "parts/../../beside/secret", "../project-b/x",
    };
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        if (resolve(folder, paths[i]).length != 0)
            fail_msg("\"%s\" was let out", paths[i]);
    assert_int_equal(folder->job->diags.errors, sizeof paths / sizeof paths[0]);
    assert_int_equal(folder->job->diags.list.items[0].id, DIAG_PATH_OUTSIDE);
}

static void places_count_lines_and_code_points(void **state)
{
    struct folder *folder = *state;
    uint32_t number = source_add(folder->job, TEXT("x"), TEXT("ab\n\nµg ½ y\nlast"));
    struct span span = {number, 11, 12};
    struct place place = source_place(folder->job, span);
    assert_int_equal(place.line, 3);
    assert_int_equal(place.column, 6);
    assert_text_equal(place.text, "µg ½ y");
    struct span end = {number, 17, 17};
    assert_int_equal(source_place(folder->job, end).line, 4);
    assert_int_equal(source_place(folder->job, end).column, 5);
    assert_text_equal(source_text(folder->job, (struct span){number, 4, 7}), "µg");
    assert_int_equal(source_place(folder->job, nowhere).line, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(a_file_is_read_once),
        folder_test(what_cannot_be_read),
        folder_test(what_nobody_wrote_cannot_be_read),
        folder_test(a_bad_file_stays_bad),
        folder_test(a_huge_file_is_refused_unread),
        folder_test(an_unreadable_file),
        folder_test(the_root_is_the_nearest_folder_with_fonts),
        folder_test(paths_within_the_root),
        folder_test(the_folder_itself_has_a_name),
        folder_test(paths_that_leave_the_root),
        folder_test(places_count_lines_and_code_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
