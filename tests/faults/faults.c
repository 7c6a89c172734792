/*
 * Preloaded into the program, lets the FAULT_AT-th call of one kind fail: of malloc, calloc and
 * realloc together where FAULT_KIND is "memory" (with ENOMEM), of write, fsync and rename where
 * it is "write" (with ENOSPC). FAULT_COUNT names a file that gets the number of such calls.
 * The calls of glibc beneath are reached by their own names, since dlsym allocates itself.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

enum kind { NONE, MEMORY, WRITE };

static enum kind kind;
static unsigned long fail_at;
static _Atomic unsigned long calls[WRITE + 1]; /* a thread may load beside the main one */

static void __attribute__((constructor)) start(void)
{
    const char *name = getenv("FAULT_KIND");
    const char *at = getenv("FAULT_AT");
    if (name != NULL)
        kind = strcmp(name, "memory") == 0 ? MEMORY : WRITE;
    fail_at = at == NULL ? 0 : strtoul(at, NULL, 10);
}

/* Whether this call is the one to fail. Calls before `start` are not counted. */
static bool fails(enum kind of)
{
    return of == kind && ++calls[of] == fail_at;
}

static void __attribute__((destructor)) finish(void)
{
    const char *path = getenv("FAULT_COUNT");
    char digits[24];
    size_t at = sizeof digits;
    for (unsigned long rest = calls[kind]; rest > 0 || at == sizeof digits; rest /= 10)
        digits[--at] = (char)('0' + rest % 10);
    int file = path == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file >= 0) {
        syscall(SYS_write, file, digits + at, sizeof digits - at);
        close(file);
    }
}

void *malloc(size_t size)
{
    if (!fails(MEMORY))
        return __libc_malloc(size);
    errno = ENOMEM;
    return NULL;
}

void *calloc(size_t count, size_t size)
{
    if (!fails(MEMORY))
        return __libc_calloc(count, size);
    errno = ENOMEM;
    return NULL;
}

void *realloc(void *old, size_t size)
{
    if (!fails(MEMORY))
        return __libc_realloc(old, size);
    errno = ENOMEM;
    return NULL;
}

/* Messages go to the terminal or a pipe; the faults are meant for files. */
ssize_t write(int file, const void *bytes, size_t size)
{
    if (file <= STDERR_FILENO || !fails(WRITE))
        return syscall(SYS_write, file, bytes, size);
    errno = ENOSPC;
    return -1;
}

int fsync(int file)
{
    if (!fails(WRITE))
        return (int)syscall(SYS_fsync, file);
    errno = EIO;
    return -1;
}

int rename(const char *from, const char *to)
{
    if (!fails(WRITE))
        return (int)syscall(SYS_rename, from, to);
    errno = EACCES;
    return -1;
}
