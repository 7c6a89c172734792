/*
 * Takes finished bytes, gives a file that is whole or not there.
 * The temporary name is fixed by the target's name and our process number, in the same folder,
 * so that the rename is atomic on any local file system.
 */
#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/job.h"

static bool failed(struct job *job, const char *path, int error)
{
    struct span nowhere = {0, 0, 0};
    struct stat status;
    const char *hint = "";
    if (error == ENOENT)
        hint = "its folder does not exist";
    else if (error == EISDIR)
        hint = "name a file in that folder";
    else if (stat(path, &status) == 0 && S_ISREG(status.st_mode))
        hint = "the file that was there is unchanged";
    diag(job, DIAG_OUTPUT_FAILED, nowhere, path, diag_error(job, error), hint, NULL);
    return false;
}

/* Writes all bytes, going on after interrupts and partial writes; false with errno set. */
static bool write_all(int file, struct text bytes)
{
    size_t done = 0;
    while (done < bytes.length) {
        ssize_t count = write(file, bytes.bytes + done, bytes.length - done);
        if (count < 0 && errno != EINTR)
            return false;
        done += count > 0 ? (size_t)count : 0;
    }
    return true;
}

/* Writes, syncs and closes `file`; gives 0 or an errno. */
static int finish(int file, struct text bytes, bool sync)
{
    int error = 0;
    if (!write_all(file, bytes) || (sync && fsync(file) != 0))
        error = errno;
    if (close(file) != 0 && error == 0)
        error = errno;
    return error;
}

static bool write_direct(struct job *job, const char *path, struct text bytes)
{
    int file = open(path, O_WRONLY | O_CLOEXEC);
    int error = file < 0 ? errno : finish(file, bytes, false);
    return error == 0 || failed(job, path, error);
}

static const char *temporary_name(struct job *job, const char *path)
{
    struct buffer name = buffer_new(&job->arena);
    buffer_string(&name, path);
    buffer_byte(&name, '.');
    buffer_number(&name, (int64_t)getpid());
    buffer_string(&name, ".tmp");
    return text_string(&job->arena, buffer_text(&name));
}

bool output_write(struct job *job, struct text where, struct text bytes)
{
    const char *path = text_string(&job->arena, where);
    struct stat status;
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode))
        return write_direct(job, path, bytes);
    const char *temporary = temporary_name(job, path);
    int file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0)
        return failed(job, path, errno);
    int error = finish(file, bytes, true);
    if (error == 0 && rename(temporary, path) != 0)
        error = errno;
    if (error == 0)
        return true;
    unlink(temporary);
    return failed(job, path, error);
}

bool output_possible(struct job *job, struct text where)
{
    const char *path = text_string(&job->arena, where);
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return failed(job, path, EISDIR);
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
        return access(path, W_OK) == 0 || failed(job, path, errno);
    size_t end = where.length;
    while (end > 0 && where.bytes[end - 1] != '/')
        end--;
    const char *folder = end == 0 ? "." : text_string(&job->arena, text_slice(where, 0, end));
    return access(folder, W_OK | X_OK) == 0 || failed(job, path, errno);
}

bool output_spares_inputs(struct job *job, struct text where)
{
    struct span nowhere = {0, 0, 0};
    struct stat target;
    struct stat input;
    const char *path = text_string(&job->arena, where);
    if (stat(path, &target) != 0 || !S_ISREG(target.st_mode))
        return true;
    for (size_t i = 1; i < job->sources.list.count; i++) {
        struct text read = job->sources.list.items[i]->path;
        if (read.length == 0 || stat(text_string(&job->arena, read), &input) != 0 ||
            input.st_dev != target.st_dev || input.st_ino != target.st_ino)
            continue;
        diag(job, DIAG_OUTPUT_INPUT, nowhere, path, NULL);
        return false;
    }
    return true;
}
