#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "speaker/order.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define UNTOUCHED ((mat_ms)-77)

static struct mat_order
read_good(const char *line)
{
    struct mat_order order;

    if (!mat_order_read(line, strlen(line), &order))
        fail_msg("not understood: %s", line);
    return order;
}

static void
assert_void(const char *line, size_t size)
{
    struct mat_order order = {.at = UNTOUCHED};

    if (mat_order_read(line, size, &order))
        fail_msg("understood: %.100s", line);
    assert_int_equal(UNTOUCHED, order.at);
}

static void
set_brings_the_settings(void **state)
{
    struct mat_order order =
        read_good("{\"do\":\"set\",\"voice\":[\"say it\",\"-v\",\"\"],"
                  "\"cache\":\"/home/a b\",\"level\":700}\n");

    (void)state;
    assert_int_equal(MAT_ORDER_SET, order.kind);
    assert_string_equal("say it", order.voice[0]);
    assert_string_equal("-v", order.voice[1]);
    assert_string_equal("", order.voice[2]);
    assert_null(order.voice[3]);
    assert_string_equal("/home/a b", order.cache);
    assert_int_equal(700, order.level);
    mat_order_done(&order);
    assert_null(order.voice[0]);
}

static void
set_may_leave_all_out(void **state)
{
    struct mat_order order = read_good("{\"do\":\"set\"}");

    (void)state;
    assert_null(order.voice[0]);
    assert_null(order.cache);
    assert_int_equal(MAT_ORDER_LEVEL, order.level);
    mat_order_done(&order);
}

static void
play_has_a_chime_and_a_sentence(void **state)
{
    struct mat_order order =
        read_good("{\"do\":\"play\",\"at_ms\":60000,\"chime\":\"alarm\","
                  "\"gain\":1500,\"loudest\":true,\"say\":\"Time is over.\","
                  "\"safety\":true,\"hush\":true}");

    (void)state;
    assert_int_equal(MAT_ORDER_PLAY, order.kind);
    assert_int_equal(60000, order.at);
    assert_int_equal(MAT_CHIME_ALARM, order.chime);
    assert_int_equal(1500, order.gain);
    assert_string_equal("Time is over.", order.say);
    assert_true(order.loudest && order.safety && order.hush);
    mat_order_done(&order);
}

static void
play_may_leave_all_out(void **state)
{
    struct mat_order order =
        read_good("{\"do\":\"play\",\"say\":\" \",\"new\":[1]}");

    (void)state;
    assert_true(order.at == MAT_MS_NONE);
    assert_int_equal(MAT_CHIME_NONE, order.chime);
    assert_int_equal(1000, order.gain);
    assert_null(order.say);
    assert_false(order.loudest || order.safety || order.hush);
    mat_order_done(&order);
}

static void
every_chime_is_known(void **state)
{
    char line[80];

    (void)state;
    for (int chime = 0; chime < MAT_CHIME__COUNT; chime++) {
        struct mat_order order;

        snprintf(line, sizeof(line), "{\"do\":\"play\",\"chime\":\"%s\"}",
                 mat_word(&mat_chimes, chime));
        order = read_good(line);
        assert_int_equal(chime, order.chime);
        mat_order_done(&order);
    }
}

static void
open_names_a_file(void **state)
{
    static const char *const formats[] = {"wav", "flac", "ogg", "opus"};
    char line[120];

    (void)state;
    for (size_t i = 0; i < COUNT(formats); i++) {
        struct mat_order order;

        snprintf(line, sizeof(line),
                 "{\"do\":\"open\",\"file\":\"/a/b.%s\",\"format\":\"%s\","
                 "\"title\":\"Back\"}",
                 formats[i], formats[i]);
        order = read_good(line);
        assert_int_equal(MAT_ORDER_OPEN, order.kind);
        assert_string_equal(formats[i], order.format);
        assert_memory_equal("/a/b.", order.file, 5);
        assert_string_equal("Back", order.title);
        mat_order_done(&order);
    }
    {
        struct mat_order order =
            read_good("{\"do\":\"open\",\"file\":\"/a\",\"format\":\"wav\"}");

        assert_string_equal("", order.title);
        mat_order_done(&order);
    }
}

static void
the_rest_is_short(void **state)
{
    struct mat_order order = read_good("{\"do\":\"mute\",\"on\":true}");

    (void)state;
    assert_int_equal(MAT_ORDER_MUTE, order.kind);
    assert_true(order.on);
    order = read_good("{\"do\":\"mute\",\"on\":false}");
    assert_false(order.on);
    order = read_good("{\"do\":\"end\"}");
    assert_int_equal(MAT_ORDER_END, order.kind);
    assert_true(order.at == MAT_MS_NONE);
    order = read_good("{\"do\":\"end\",\"at_ms\":86400000}");
    assert_int_equal(86400000, order.at);
    order = read_good("{\"do\":\"prepare\",\"say\":\"One minute left.\"}");
    assert_int_equal(MAT_ORDER_PREPARE, order.kind);
    assert_string_equal("One minute left.", order.say);
    mat_order_done(&order);
}

static const char *const wrong[] = {
    "",
    "\n",
    "null",
    "[]",
    "\"do\"",
    "{\"do\":\"end\"",
    "{\"do\":\"end\"} {\"do\":\"end\"}",
    "{\"do\":\"end\",\"do\":\"end\"}",
    "{}",
    "{\"do\":1}",
    "{\"do\":\"END\"}",
    "{\"do\":\"\"}",
    "{\"do\":\"set\",\"voice\":\"espeak-ng\"}",
    "{\"do\":\"set\",\"voice\":[]}",
    "{\"do\":\"set\",\"voice\":[\"\"]}",
    "{\"do\":\"set\",\"voice\":[1]}",
    "{\"do\":\"set\",\"voice\":[\"a\",null]}",
    "{\"do\":\"set\",\"voice\":null}",
    "{\"do\":\"set\",\"voice\":[\"a\\u0000b\"]}",
    "{\"do\":\"set\",\"cache\":\"here\"}",
    "{\"do\":\"set\",\"cache\":\"\"}",
    "{\"do\":\"set\",\"cache\":[\"/a\"]}",
    "{\"do\":\"set\",\"voice\":[\"a\",\"b\"],\"cache\":7}",
    "{\"do\":\"set\",\"level\":1001}",
    "{\"do\":\"set\",\"level\":-1}",
    "{\"do\":\"set\",\"level\":0.5}",
    "{\"do\":\"set\",\"level\":\"700\"}",
    "{\"do\":\"prepare\"}",
    "{\"do\":\"prepare\",\"say\":\"\"}",
    "{\"do\":\"prepare\",\"say\":\"a\\u001b[2J\"}",
    "{\"do\":\"prepare\",\"say\":\"a\xff\"}",
    "{\"do\":\"prepare\",\"say\":7}",
    "{\"do\":\"play\",\"chime\":\"gong\"}",
    "{\"do\":\"play\",\"chime\":0}",
    "{\"do\":\"play\",\"chime\":\"step\",\"gain\":-1}",
    "{\"do\":\"play\",\"chime\":\"step\",\"gain\":10001}",
    "{\"do\":\"play\",\"chime\":\"step\",\"gain\":4294968296}",
    "{\"do\":\"play\",\"chime\":\"step\",\"gain\":1e3}",
    "{\"do\":\"play\",\"chime\":\"step\",\"loudest\":1}",
    "{\"do\":\"play\",\"say\":\"a\",\"safety\":\"yes\"}",
    "{\"do\":\"play\",\"say\":\"a\",\"hush\":null}",
    "{\"do\":\"play\",\"say\":[\"a\"]}",
    "{\"do\":\"play\",\"at_ms\":-1,\"say\":\"a\"}",
    "{\"do\":\"play\",\"at_ms\":86400001,\"say\":\"a\"}",
    "{\"do\":\"play\",\"at_ms\":9223372036854775808,\"say\":\"a\"}",
    "{\"do\":\"mute\"}",
    "{\"do\":\"mute\",\"on\":1}",
    "{\"do\":\"open\",\"format\":\"wav\"}",
    "{\"do\":\"open\",\"file\":\"/a\"}",
    "{\"do\":\"open\",\"file\":\"a\",\"format\":\"wav\"}",
    "{\"do\":\"open\",\"file\":\"/a\",\"format\":\"mp3\"}",
    "{\"do\":\"open\",\"file\":\"/a\",\"format\":\"wav\",\"title\":1}",
    "{\"do\":\"open\",\"file\":\"/a\",\"format\":\"wav\",\"title\":\"\\n\"}",
    "{\"do\":\"end\",\"at_ms\":\"1\"}",
};

static void
what_is_wrong_is_passed_over(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_void(wrong[i], strlen(wrong[i]));
    assert_void("{\"do\":\"end\"}\0", 13);
}

static void
no_byte_of_an_order_may_be_missing(void **state)
{
    static const char line[] =
        "{\"do\":\"play\",\"chime\":\"step\",\"say\":\"a\",\"gain\":10}";

    (void)state;
    for (size_t size = 0; size < strlen(line); size++)
        assert_void(line, size);
}

/** An order with `n` bytes or words between its two ends. */
static char *
filled(const char *head, const char *fill, size_t n, const char *tail)
{
    size_t size = strlen(head) + n * strlen(fill) + strlen(tail) + 1;
    char *line = malloc(size);

    assert_non_null(line);
    strcpy(line, head);
    for (size_t i = 0; i < n; i++)
        strcat(line, fill);
    return strcat(line, tail);
}

static const struct {
    const char *head, *fill, *tail;
    size_t most;
} limits[] = {
    {"{\"do\":\"set\",\"voice\":[\"x\"", ",\"y\"", "]}",
     MAT_VOICE_ARGS_MAX - 1},
    {"{\"do\":\"prepare\",\"say\":\"", "x", "\"}", 1000},
    {"{\"do\":\"end\"", " ", "}", MAT_ORDER_LINE - 12},
};

static void
what_is_too_long_is_passed_over(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(limits); i++) {
        char *line = filled(limits[i].head, limits[i].fill, limits[i].most,
                            limits[i].tail);
        struct mat_order order = read_good(line);

        mat_order_done(&order);
        free(line);
        line = filled(limits[i].head, limits[i].fill, limits[i].most + 1,
                      limits[i].tail);
        assert_void(line, strlen(line));
        free(line);
    }
}

static void
deep_nesting_is_passed_over(void **state)
{
    char *line = filled("{\"x\":", "[", 4000, "");

    (void)state;
    assert_void(line, strlen(line));
    free(line);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(set_brings_the_settings),
        cmocka_unit_test(set_may_leave_all_out),
        cmocka_unit_test(play_has_a_chime_and_a_sentence),
        cmocka_unit_test(play_may_leave_all_out),
        cmocka_unit_test(every_chime_is_known),
        cmocka_unit_test(open_names_a_file),
        cmocka_unit_test(the_rest_is_short),
        cmocka_unit_test(what_is_wrong_is_passed_over),
        cmocka_unit_test(no_byte_of_an_order_may_be_missing),
        cmocka_unit_test(what_is_too_long_is_passed_over),
        cmocka_unit_test(deep_nesting_is_passed_over),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
