/* Where a program is that is named without its folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/temp_folder.h"
#include "link/child.h"

/* `@` stands for the folder of the test. One of two buffers. */
static const char *
with_folder(const char *text, const char *folder)
{
    static char filled[2][TEMP_FOLDER_BYTES + 64];
    static int next;
    const char *mark = text ? strchr(text, '@') : NULL;
    char *buffer = filled[next++ % 2];

    if (!mark)
        return text;
    snprintf(buffer, sizeof(filled[0]), "%.*s%s%s", (int)(mark - text), text,
             folder, mark + 1);
    return buffer;
}

static void
put_file(const char *path, mode_t mode)
{
    int file = open(path, O_CREAT | O_WRONLY, mode);

    assert_true(file >= 0);
    close(file);
}

static void
test_programs_are_found_as_they_are_run(void **state)
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
        {"so it is among others", "/nowhere::/other", "voice", "voice"},
        {"an empty PATH is that, too", "", "voice", "voice"},
        {"without a PATH as the system has it", NULL, "sh", "/bin/sh"},
        {"not in PATH", "/nowhere", "voice", NULL},
        {"nor there in the current folder", "/nowhere::/other", "prog", NULL},
        {"no right to run it", "@", "plain", NULL},
        {"a folder", "@", "inside", NULL},
        {"a folder by its path", "@", "@/inside", NULL},
        {"a path as it is", "/nowhere", "./voice", "./voice"},
        {"a whole path", "/nowhere", "@/voice", "@/voice"},
        {"a path that leads nowhere", "@", "./no-voice", NULL},
    };
    char folder[TEMP_FOLDER_BYTES];
    char *before = strdup(getenv("PATH"));

    (void)state;
    assert_true(temp_folder_make(folder));
    assert_int_equal(chdir(folder), 0);
    put_file("voice", 0700);
    put_file("plain", 0600);
    assert_int_equal(mkdir("inside", 0700), 0);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *wanted;
        char *found;

        if (cases[i].path)
            setenv("PATH", with_folder(cases[i].path, folder), 1);
        else
            unsetenv("PATH");
        found = mat_child_find(with_folder(cases[i].name, folder));
        wanted = with_folder(cases[i].found, folder);
        if (!found != !wanted || (found && strcmp(found, wanted) != 0))
            fail_msg("%s: %s", cases[i].claim, found ? found : "nothing");
        free(found);
    }
    setenv("PATH", before, 1);
    free(before);
    assert_int_equal(chdir("/"), 0);
    assert_true(temp_folder_remove(folder));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_programs_are_found_as_they_are_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
