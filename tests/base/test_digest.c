/* Digests of the standards' own examples. */
#include "base/digest.h"
#include "support.h"

static void sha256_of_the_standard(void **state)
{
    struct job *job = *state;
    struct buffer out = buffer_new(&job->arena);
    uint8_t digest[SHA256_BYTES];
    digest_sha256(TEXT("abc"), digest);
    digest_put(digest, sizeof digest, &out);
    assert_text_equal(buffer_text(&out),
                      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void md5_of_the_standard(void **state)
{
    struct job *job = *state;
    struct buffer out = buffer_new(&job->arena);
    uint8_t digest[MD5_BYTES];
    digest_md5(TEXT("message digest"), digest);
    digest_put(digest, sizeof digest, &out);
    assert_text_equal(buffer_text(&out), "f96b697d7cb7938d525a2f31aaf161d0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(sha256_of_the_standard),
        job_test(md5_of_the_standard),
    };
    return cmocka_run_group_tests_name("digest", tests, NULL, NULL);
}
