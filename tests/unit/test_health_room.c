/* Room on a disk, from what the system says of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/health_room.h"

static void
room_is_judged(void **state)
{
    static const struct {
        const char *claim;
        struct statvfs info;
        enum mat_health health;
        const char *text;
    } cases[] = {
        {"plenty",
         {.f_blocks = 1 << 20, .f_bavail = 1 << 19, .f_frsize = 4096},
         MAT_HEALTH_OK,
         ""},
        {"just enough",
         {.f_blocks = 1 << 20, .f_bavail = 4096, .f_frsize = 4096},
         MAT_HEALTH_OK,
         ""},
        {"little",
         {.f_blocks = 1 << 20, .f_bavail = 4095, .f_frsize = 4096},
         MAT_HEALTH_NOTE,
         "only 16380 KiB are free"},
        {"next to nothing",
         {.f_blocks = 1 << 20, .f_bavail = 255, .f_frsize = 4096},
         MAT_HEALTH_FAILS,
         "only 1020 KiB are free"},
        {"nothing",
         {.f_blocks = 1 << 20, .f_frsize = 4096},
         MAT_HEALTH_FAILS,
         "only 0 KiB are free"},
        {"small blocks",
         {.f_blocks = 1 << 20, .f_bavail = 1023, .f_frsize = 512},
         MAT_HEALTH_FAILS,
         "only 511 KiB are free"},
        {"more than bytes can count",
         {.f_blocks = (fsblkcnt_t)1 << 62,
          .f_bavail = (fsblkcnt_t)1 << 60,
          .f_frsize = 4096},
         MAT_HEALTH_OK,
         ""},
        {"no more files",
         {.f_blocks = 1 << 20,
          .f_bavail = 1 << 19,
          .f_frsize = 4096,
          .f_files = 1000},
         MAT_HEALTH_FAILS,
         "there is no room for another file"},
        {"files are not counted",
         {.f_blocks = 1 << 20, .f_bavail = 1 << 19, .f_frsize = 4096},
         MAT_HEALTH_OK,
         ""},
        {"nothing is counted", {.f_frsize = 4096}, MAT_HEALTH_OK, ""},
        {"read only",
         {.f_blocks = 1 << 20,
          .f_bavail = 1 << 19,
          .f_frsize = 4096,
          .f_flag = ST_RDONLY},
         MAT_HEALTH_FAILS,
         "nothing can be written there"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[MAT_ROOM_TEXT] = "";
        enum mat_health health = mat_room_judge(&cases[i].info, text);

        if (health != cases[i].health)
            fail_msg("%s: %d", cases[i].claim, (int)health);
        assert_string_equal(text, cases[i].text);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(room_is_judged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
