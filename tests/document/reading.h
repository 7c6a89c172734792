/*
 * What the tests of documents need: a document read from strings, through files of their own.
 */
#ifndef TESTS_DOCUMENT_READING_H
#define TESTS_DOCUMENT_READING_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "document/document.h"
#include "support.h"

static inline void write_file(const char *folder, const char *name, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static inline void remove_file(const char *folder, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    unlink(path);
}

/* The document whose file is `head` with one section `body` and a glossary. */
static inline const struct document *read_whole(struct job *job, const char *head,
                                                const char *body, const char *glossary,
                                                struct settings settings)
{
    char folder[] = "/tmp/imprimatur-test-XXXXXX";
    char path[512];
    assert_non_null(mkdtemp(folder));
    write_file(folder, "document.yaml", head);
    write_file(folder, "section.md", body);
    write_file(folder, "glossary.yaml", glossary);
    snprintf(path, sizeof path, "%s/document.yaml", folder);
    const struct document *document = document_read(job, text_of(path), settings);
    remove_file(folder, "document.yaml");
    remove_file(folder, "section.md");
    remove_file(folder, "glossary.yaml");
    rmdir(folder);
    return document;
}

#define HEAD "title: T\nlanguage: en\nsections: [section.md]\n"

/* The same with the least of a document around one section, which needs its heading. */
static inline const struct document *read_section(struct job *job, const char *body)
{
    struct settings none = {0, NULL};
    return read_whole(job, HEAD, body, "{}\n", none);
}

/* Its section's blocks behind the heading. */
static inline struct blocks body_of(const struct document *document)
{
    struct blocks blocks = document->sections[0].blocks;
    assert_true(blocks.count > 0);
    blocks.items++;
    blocks.count--;
    return blocks;
}

#endif
