/* A file is written whole or stays as it was, and nothing temporary is left. */
#include "base/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

#include "base/output.h"

static struct text content(struct folder *folder, const char *name)
{
    struct span nowhere = {0, 0, 0};
    struct job *job = folder->job;
    uint32_t number = source_read(job, folder_path(folder, name), SOURCE_BINARY, nowhere);
    return source_find(job, number)->text;
}

static size_t files_in(struct folder *folder)
{
    DIR *list = opendir(folder->path);
    assert_non_null(list);
    size_t count = 0;
    while (readdir(list) != NULL)
        count++;
    closedir(list);
    return count - 2;
}

static void a_file_is_written_and_replaced(void **state)
{
    struct folder *folder = *state;
    assert_true(output_write(folder->job, folder_path(folder, "out"), TEXT("first, longer")));
    assert_true(output_write(folder->job, folder_path(folder, "out"), TEXT("second")));
    assert_text_equal(content(folder, "out"), "second");
    assert_int_equal(files_in(folder), 1);
}

static void a_full_disk_leaves_the_old_file(void **state)
{
    struct folder *folder = *state;
    folder_write(folder, "out", "old", 3);
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit small = {4096, before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    static char large[100000];
    struct text bytes = {large, sizeof large};
    bool written = output_write(folder->job, folder_path(folder, "out"), bytes);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(written);
    assert_int_equal(folder->job->diags.fatals, 1);
    assert_int_equal(folder->job->diags.list.items[0].id, DIAG_OUTPUT_FAILED);
    assert_text_equal(content(folder, "out"), "old");
    assert_int_equal(files_in(folder), 1);
}

static void a_device_that_is_full(void **state)
{
    struct folder *folder = *state;
    assert_false(output_write(folder->job, TEXT("/dev/full"), TEXT("x")));
    assert_messages(folder->job, "0:0 output-failed: cannot write \"/dev/full\": no space left "
                                 "on device\n");
}

static void a_pipe_is_written_to_directly(void **state)
{
    struct folder *folder = *state;
    const char *path = folder_string(folder, "pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    int end = open(path, O_RDONLY | O_NONBLOCK);
    assert_true(output_write(folder->job, folder_path(folder, "pipe"), TEXT("bytes")));
    char bytes[16] = "";
    assert_int_equal(read(end, bytes, sizeof bytes), 5);
    assert_string_equal(bytes, "bytes");
    close(end);
    assert_int_equal(files_in(folder), 1);
}

static void places_that_cannot_be_written(void **state)
{
    struct folder *folder = *state;
    struct job *job = folder->job;
    folder_make(folder, "sub");
    folder_write(folder, "file", "x", 1);
    static const char *const names[] = {"absent/out", "sub", "file/out"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_false(output_possible(job, folder_path(folder, names[i])));
        assert_false(output_write(job, folder_path(folder, names[i]), TEXT("x")));
    }
    assert_int_equal(job->diags.fatals, 6);
    assert_true(output_possible(job, folder_path(folder, "new")));
    assert_true(output_possible(job, folder_path(folder, "file")));
    assert_int_equal(files_in(folder), 2);
}

static void an_unwritable_folder(void **state)
{
    struct folder *folder = *state;
    if (geteuid() == 0) {
        assert_false(output_possible(folder->job, TEXT("/proc/self/out")));
        assert_false(output_write(folder->job, TEXT("/proc/self/out"), TEXT("x")));
        return;
    }
    assert_int_equal(chmod(folder->path, 0500), 0);
    assert_false(output_possible(folder->job, folder_path(folder, "out")));
    assert_false(output_write(folder->job, folder_path(folder, "out"), TEXT("x")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(a_file_is_written_and_replaced),
        folder_test(a_full_disk_leaves_the_old_file),
        folder_test(a_device_that_is_full),
        folder_test(a_pipe_is_written_to_directly),
        folder_test(places_that_cannot_be_written),
        folder_test(an_unwritable_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
