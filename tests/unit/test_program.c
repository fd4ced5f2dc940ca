/*
 * Programs of others: found as execvp() finds them, written as a shell reads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/temp_folder.h"
#include "app/program.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static char folder[TEMP_FOLDER_BYTES];

static void
put_file(const char *name, mode_t mode)
{
    char path[512];
    FILE *file;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, mode), 0);
}

static int
make_folder(void **state)
{
    char path[512];

    (void)state;
    if (!temp_folder_make(folder))
        return 1;
    put_file("voice", 0700);
    put_file("plain", 0600);
    snprintf(path, sizeof(path), "%s/inside", folder);
    return mkdir(path, 0700) != 0 || chdir(folder) != 0;
}

static int
remove_folder(void **state)
{
    (void)state;
    return chdir("/") != 0 || !temp_folder_remove(folder);
}

/* `@` stands for the folder. */
static char *
with_folder(const char *text)
{
    const char *mark = text ? strchr(text, '@') : NULL;
    static char filled[512];

    if (!mark)
        return (char *)text;
    snprintf(filled, sizeof(filled), "%.*s%s%s", (int)(mark - text), text,
             folder, mark + 1);
    return filled;
}

static void
programs_are_found(void **state)
{
    static const struct {
        const char *claim;
        const char *path;
        const char *name;
        const char *found;
    } cases[] = {
        {"in the only folder", "@", "voice", "@/voice"},
        {"behind others", "/nowhere:/no/where:@", "voice", "@/voice"},
        {"an empty folder is the current one", "/nowhere:", "voice", "voice"},
        {"an empty PATH is that, too", "", "voice", "voice"},
        {"without a PATH as the system has it", NULL, "sh", "/bin/sh"},
        {"not in PATH", "/nowhere", "voice", NULL},
        {"no right to run it", "@", "plain", NULL},
        {"a folder", "@", "inside", NULL},
        {"a path as it is", "/nowhere", "./voice", "./voice"},
        {"a path that leads nowhere", "@", "./no-voice", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char *found;
        const char *wanted;

        if (cases[i].path)
            setenv("PATH", with_folder(cases[i].path), 1);
        else
            unsetenv("PATH");
        found = mat_program_find(cases[i].name);
        wanted = with_folder(cases[i].found);
        if (!found != !wanted || (found && strcmp(found, wanted) != 0))
            fail_msg("%s: %s", cases[i].claim, found ? found : "nothing");
        free(found);
    }
}

static void
words_are_quoted_for_a_shell(void **state)
{
    static const struct {
        const char *claim;
        const char *argv[4];
        const char *line;
    } cases[] = {
        {"what a shell leaves alone",
         {"/a/b-c_d.e", "--x=1:2,3%", "@+"},
         "/a/b-c_d.e --x=1:2,3% @+"},
        {"one word", {"voice"}, "voice"},
        {"no word at all", {"voice", ""}, "voice ''"},
        {"blanks", {"voice", "a b"}, "voice 'a b'"},
        {"what would run something",
         {"voice", "$(x)`;&|<>*"},
         "voice '$(x)`;&|<>*'"},
        {"quotation marks",
         {"voice", "it's", "''"},
         "voice 'it'\\''s' ''\\'''\\'''"},
        {"other languages", {"voice", "f\xc3\xbcr"}, "voice 'f\xc3\xbcr'"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char *line = mat_program_line(cases[i].argv);

        if (strcmp(line, cases[i].line) != 0)
            fail_msg("%s: %s", cases[i].claim, line);
        free(line);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(programs_are_found),
        cmocka_unit_test(words_are_quoted_for_a_shell),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
