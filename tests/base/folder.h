/*
 * A temporary folder for a test, with files in it; removed whole afterwards.
 */
#ifndef TESTS_BASE_FOLDER_H
#define TESTS_BASE_FOLDER_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

struct folder {
    char path[64];
    struct job *job;
};

/* The path of `name` in the folder. */
static inline struct text folder_path(struct folder *folder, const char *name)
{
    struct buffer out = buffer_new(&folder->job->arena);
    buffer_string(&out, folder->path);
    buffer_byte(&out, '/');
    buffer_string(&out, name);
    return buffer_text(&out);
}

static inline const char *folder_string(struct folder *folder, const char *name)
{
    return text_string(&folder->job->arena, folder_path(folder, name));
}

static inline void folder_make(struct folder *folder, const char *name)
{
    assert_int_equal(mkdir(folder_string(folder, name), 0777), 0);
}

static inline void folder_write(struct folder *folder, const char *name, const char *bytes,
                                size_t size)
{
    FILE *file = fopen(folder_string(folder, name), "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static inline int folder_setup(void **state)
{
    struct folder *folder = calloc(1, sizeof *folder);
    strcpy(folder->path, "/tmp/imprimatur-XXXXXX");
    folder->job = job_new();
    *state = folder;
    return mkdtemp(folder->path) == NULL;
}

static inline int folder_remove_one(const char *path, const struct stat *status, int type,
                                    struct FTW *place)
{
    (void)status;
    (void)type;
    (void)place;
    return remove(path);
}

static inline int folder_teardown(void **state)
{
    struct folder *folder = *state;
    chmod(folder->path, 0700);
    int failed = nftw(folder->path, folder_remove_one, 8, FTW_DEPTH | FTW_PHYS);
    job_free(folder->job);
    free(folder);
    return failed;
}

#define folder_test(function)                                                                  \
    cmocka_unit_test_setup_teardown(function, folder_setup, folder_teardown)

#endif
