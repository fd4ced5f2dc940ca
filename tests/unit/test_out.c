#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "front/out.h"

/* Under the address sanitizer a failed allocation shall look as it does
 * without. */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static char *written;
static size_t written_size;
static FILE *file;

static void
open_file(void)
{
    file = open_memstream(&written, &written_size);
    assert_non_null(file);
}

static void
assert_written(const char *text)
{
    assert_int_equal(fclose(file), 0);
    if (strcmp(written, text) != 0)
        fail_msg("[%s] is not [%s]", written, text);
    free(written);
    written = NULL;
}

static void
utf8_locale(void)
{
    if (setlocale(LC_ALL, "C.UTF-8") == NULL)
        skip();
}

static void
nothing_steers_the_terminal(void **state)
{
    static const struct {
        const char *text, *shown;
    } cases[] = {
        {"plain\ttext\n", "plain\ttext\n"},
        {"\x1b[2J", "?[2J"},
        {"\x1b]0;title\a", "?]0;title?"},
        {"a\rb\bc\x7f", "a?b?c?"},
        {"\xc2\x9b"
         "31m",
         "?31m"},
        {"right \xe2\x80\xae left", "right ? left"},
        {"line\xe2\x80\xa8sep", "line?sep"},
        {"bad \xff\xfe byte", "bad ?? byte"},
        {"cut \xe2\x82", "cut ??"},
        {"\xc0\xaf", "??"},
        {"sur\xed\xa0\x80rogate", "sur???rogate"},
        {"M\xc3\xbcller \xe2\x82\xac \xe5\xba\x8a",
         "M\xc3\xbcller \xe2\x82\xac \xe5\xba\x8a"},
    };

    (void)state;
    utf8_locale();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        open_file();
        mat_out(file, "%s", cases[i].text);
        assert_written(cases[i].shown);
    }
}

static void
a_plain_locale_gets_question_marks(void **state)
{
    (void)state;
    setlocale(LC_ALL, "C");
    open_file();
    mat_out(file, "M\xc3\xbcller, %d\n", 7);
    assert_written("M?ller, 7\n");
}

static void
text_wraps_between_words(void **state)
{
    static const struct {
        const char *text;
        int indent, width;
        const char *shown;
    } cases[] = {
        {"one two three", 0, 20, "one two three\n"},
        {"one two three", 0, 13, "one two three\n"},
        {"one two three", 0, 12, "one two\nthree\n"},
        {"one two three", 2, 9, "  one two\n  three\n"},
        {"one two three", 2, 1, "  one\n  two\n  three\n"},
        {"a verylongaddress b", 0, 6, "a\nverylongaddress\nb\n"},
        {"one\ntwo\n", 1, 20, " one\n two\n"},
        {"one\n\ntwo", 1, 20, " one\n\n two\n"},
        {"  deep down there", 0, 11, "  deep down\n  there\n"},
        {"many    blanks   ", 0, 20, "many blanks\n"},
        {"", 4, 20, "\n"},
        {"\xe5\xba\x8a\xe5\xba\x8a \xe5\xba\x8a", 0, 6,
         "\xe5\xba\x8a\xe5\xba\x8a\n\xe5\xba\x8a\n"},
        {"a\x1b[2Jb", 0, 20, "a?[2Jb\n"},
    };

    (void)state;
    utf8_locale();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        open_file();
        mat_out_wrapped(file, cases[i].text, cases[i].indent, cases[i].width);
        assert_written(cases[i].shown);
    }
}

static void
no_terminal_is_80_wide(void **state)
{
    FILE *null = fopen("/dev/null", "w");

    (void)state;
    assert_int_equal(mat_out_width(null), 80);
    fclose(null);
    open_file();
    assert_int_equal(mat_out_width(file), 80);
    assert_written("");
}

static void
diagnostics_are_placed_and_counted(void **state)
{
    struct mat_diags diags = {.count = 3, .errors = 4, .warnings = 1};

    (void)state;
    diags.items[0] = (struct mat_diag){.level = MAT_DIAG_ERROR,
                                       .line = 3,
                                       .column = 7,
                                       .path = "answers[0].id",
                                       .text = "is wrong"};
    diags.items[1] = (struct mat_diag){
        .level = MAT_DIAG_WARNING, .line = 4, .column = 1, .text = "is odd"};
    diags.items[2] =
        (struct mat_diag){.level = MAT_DIAG_ERROR, .text = "is no YAML"};
    open_file();
    mat_out_diags(file, "my\nprofile.yaml", &diags);
    assert_written("my?profile.yaml:3:7: answers[0].id: is wrong\n"
                   "my?profile.yaml:4:1: warning: is odd\n"
                   "my?profile.yaml: is no YAML\n"
                   "my?profile.yaml: and 2 more\n");
}

static void
a_problem_names_the_program(void **state)
{
    int ends[2], saved = dup(STDERR_FILENO);
    char text[64] = "";

    (void)state;
    assert_int_equal(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
    mat_problem("no %s\x1b", "plan");
    fflush(stderr);
    dup2(saved, STDERR_FILENO);
    close(saved);
    close(ends[1]);
    assert_true(read(ends[0], text, sizeof(text) - 1) > 0);
    close(ends[0]);
    assert_string_equal(text, "matsession: no plan?\n");
}

static void
give_back(void)
{
    fputs("terminal given back\n", stderr);
}

static void
without_memory_the_terminal_is_given_back_first(void **state)
{
    int ends[2], result;
    char text[4096] = "";
    size_t size = 0;
    ssize_t n;
    volatile size_t too_much = SIZE_MAX / 2;
    pid_t child;

    (void)state;
    assert_int_equal(pipe(ends), 0);
    child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        mat_out_of_memory = give_back;
        mat_xalloc(too_much);
        _exit(99);
    }
    close(ends[1]);
    while ((n = read(ends[0], text + size, sizeof(text) - 1 - size)) > 0)
        size += (size_t)n;
    assert_int_equal(waitpid(child, &result, 0), child);
    close(ends[0]);
    assert_true(WIFEXITED(result));
    assert_int_equal(WEXITSTATUS(result), 1);
    assert_non_null(strstr(text, "terminal given back\n"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_steers_the_terminal),
        cmocka_unit_test(a_plain_locale_gets_question_marks),
        cmocka_unit_test(text_wraps_between_words),
        cmocka_unit_test(no_terminal_is_80_wide),
        cmocka_unit_test(diagnostics_are_placed_and_counted),
        cmocka_unit_test(a_problem_names_the_program),
        cmocka_unit_test(without_memory_the_terminal_is_given_back_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
