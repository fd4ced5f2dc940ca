#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "front/areas.h"
#include "front/ask.h"
#include "front/form.h"

static const struct mat_form_item items[] = {
    {"An open wound?", true},
    {"Thin skin?", false},
    {"Moles?", true},
};

static const char *const text[] = {"Tick what applies."};

static struct mat_form form;
static struct mat_form_page page;

static void
new_form(void)
{
    memset(&form, 0, sizeof(form));
    form.title = "Skin, 1 of 8";
    form.text = text;
    form.n_text = 1;
    form.items = items;
    form.n_items = 3;
    form.enter_none = "none of these";
    form.enter_some = "go on with what is ticked";
    form.can_back = true;
    form.can_leave = true;
    form.confirms = true;
}

/* Keys as characters: D U L R for arrows, E for Escape, N for Enter. */
static enum mat_form_event
press(const char *keys)
{
    enum mat_form_event event = MAT_FORM_STAY;

    for (; *keys != '\0'; keys++) {
        int key = *keys;

        key = key == 'D'   ? MAT_KEY_DOWN
              : key == 'U' ? MAT_KEY_UP
              : key == 'L' ? MAT_KEY_LEFT
              : key == 'R' ? MAT_KEY_RIGHT
              : key == 'E' ? MAT_KEY_ESCAPE
              : key == 'N' ? MAT_KEY_ENTER
                           : key;
        event = mat_form_key(&form, key);
    }
    return event;
}

/* The marks as one character each: . ? x */
static const char *
marks(void)
{
    static char shown[8];

    for (int i = 0; i < form.n_items; i++)
        shown[i] = ".-?x"[form.marks[i].kind];
    shown[form.n_items] = '\0';
    return shown;
}

static void
keys_tick_and_move(void **state)
{
    static const struct {
        const char *claim, *keys, *marks;
        int cursor;
    } cases[] = {
        {"nothing is forced", "", "...", 0},
        {"space ticks", " ", "x..", 0},
        {"x ticks", "x", "x..", 0},
        {"twice is nothing", "  ", "...", 0},
        {"question mark is not sure", "?", "?..", 0},
        {"u is not sure", "u", "?..", 0},
        {"not sure twice is nothing", "uu", "...", 0},
        {"yes becomes not sure", "x?", "?..", 0},
        {"not sure becomes yes", "? ", "x..", 0},
        {"arrows move", "D D ", ".xx", 2},
        {"letters move", "j jxk?", ".?x", 1},
        {"the ends hold", "UUxDDDDDx", "x.x", 2},
        {"digits tick and take the cursor", "3", "..x", 2},
        {"a digit beyond does nothing", "49", "...", 0},
        {"zero does nothing", "0", "...", 0},
        {"unknown keys do nothing", "zY%", "...", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        new_form();
        if (press(cases[i].keys) != MAT_FORM_STAY ||
            strcmp(marks(), cases[i].marks) != 0 ||
            form.cursor != cases[i].cursor)
            fail_msg("%s: %s, %d", cases[i].claim, marks(), form.cursor);
    }
}

static void
the_tenth_question_has_a_digit_too(void **state)
{
    static struct mat_form_item many[11];

    (void)state;
    for (size_t i = 0; i < sizeof(many) / sizeof(many[0]); i++)
        many[i].question = "?";
    new_form();
    form.items = many;
    form.n_items = 11;
    assert_int_equal(press("0"), MAT_FORM_STAY);
    assert_int_equal(form.cursor, 9);
    assert_int_equal(form.marks[9].kind, MAT_ANSWER_YES);
    mat_form_page(&form, &page);
    assert_string_equal(page.page.lines[2], "  [ ] 1 ?");
    assert_string_equal(page.page.lines[10], "  [ ] 9 ?");
    assert_string_equal(page.page.lines[11], "> [x] 0 ?");
    assert_string_equal(page.page.lines[12], "  [ ] - ?");
    press("0");
    assert_int_equal(form.marks[9].kind, MAT_ANSWER_UNSET);
}

static void
keys_end_the_page(void **state)
{
    static const struct {
        const char *claim, *keys;
        enum mat_form_event event;
    } cases[] = {
        {"enter", "N", MAT_FORM_NEXT},
        {"right", "R", MAT_FORM_NEXT},
        {"n", "n", MAT_FORM_NEXT},
        {"left", "L", MAT_FORM_BACK},
        {"b", "b", MAT_FORM_BACK},
        {"q asks first", "q", MAT_FORM_STAY},
        {"escape asks first", "E", MAT_FORM_STAY},
        {"y leaves", "qy", MAT_FORM_LEAVE},
        {"n stays", "qn", MAT_FORM_STAY},
        {"n only answers", "qnN", MAT_FORM_NEXT},
        {"escape twice stays", "EE", MAT_FORM_STAY},
        {"enter is no answer to leaving", "qN", MAT_FORM_STAY},
        {"y alone is nothing", "y", MAT_FORM_STAY},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        new_form();
        if (press(cases[i].keys) != cases[i].event)
            fail_msg("%s", cases[i].claim);
    }
}

static void
what_is_not_allowed_does_nothing(void **state)
{
    (void)state;
    new_form();
    form.can_back = false;
    assert_int_equal(press("bL"), MAT_FORM_STAY);
    form.can_leave = false;
    assert_int_equal(press("qy"), MAT_FORM_STAY);
    assert_false(form.leaving);
    form.can_leave = true;
    form.confirms = false;
    assert_int_equal(press("q"), MAT_FORM_LEAVE);
}

static void
a_local_yes_says_where(void **state)
{
    const mat_area_set feet = MAT_AREA_BIT(MAT_AREA_FEET);

    (void)state;
    new_form();
    press("w");
    assert_false(form.where_open); /* not ticked */
    press("Dxw");
    assert_false(form.where_open); /* not local */
    press("U w5");
    assert_true(form.where_open);
    assert_int_equal(form.marks[0].where, feet);
    assert_int_equal(press("UU N"), MAT_FORM_STAY);
    assert_false(form.where_open);
    assert_int_equal(form.marks[0].where,
                     feet | MAT_AREA_BIT(MAT_AREA_SHOULDERS));
    press("w50");
    assert_int_equal(form.marks[0].where, MAT_AREA_BIT(MAT_AREA_SHOULDERS) |
                                              MAT_AREA_BIT(MAT_AREA_BELLY));
    press("E");
    assert_false(form.leaving);
    press(" ");
    assert_int_equal(form.marks[0].where, 0);
}

static void
a_page_to_read_scrolls(void **state)
{
    (void)state;
    new_form();
    form.n_items = 0;
    assert_int_equal(press("D"), MAT_FORM_SCROLL_DOWN);
    assert_int_equal(press("k"), MAT_FORM_SCROLL_UP);
    assert_int_equal(mat_form_key(&form, MAT_KEY_PAGE_DOWN),
                     MAT_FORM_SCREEN_DOWN);
    assert_int_equal(mat_form_key(&form, MAT_KEY_PAGE_UP), MAT_FORM_SCREEN_UP);
    assert_int_equal(press(" x?w19"), MAT_FORM_STAY);
    assert_int_equal(press("N"), MAT_FORM_NEXT);
}

static void
assert_lines(const char *const *lines, int n_lines)
{
    mat_form_page(&form, &page);
    for (int i = 0; i < n_lines && i < page.page.n_lines; i++)
        assert_string_equal(page.page.lines[i], lines[i]);
    assert_int_equal(page.page.n_lines, n_lines);
}

static void
a_page_shows_the_state(void **state)
{
    static const char *const lines[] = {
        "Tick what applies.",
        "",
        "  [x] 1 An open wound? (feet, belly)",
        "> [?] 2 Thin skin?",
        "  [x] 3 Moles? (everywhere; w says where)",
    };

    (void)state;
    new_form();
    press("1w50N32?");
    assert_lines(lines, 5);
    assert_string_equal(page.page.title, "Skin, 1 of 8");
    assert_string_equal(page.page.keys,
                        "enter go on with what is ticked  space yes  "
                        "? not sure  b back  q leave");
}

static void
the_key_line_says_what_enter_does(void **state)
{
    (void)state;
    new_form();
    mat_form_page(&form, &page);
    assert_string_equal(page.page.keys,
                        "enter none of these  space yes  ? not sure  "
                        "b back  q leave");
    press("x");
    mat_form_page(&form, &page);
    assert_non_null(strstr(page.page.keys, "w where"));
    press("q");
    mat_form_page(&form, &page);
    assert_string_equal(page.page.keys, "y leave  n stay");
}

static void
a_page_of_the_most_rows_fits(void **state)
{
    static struct mat_form_item many[MAT_ROWS_MAX];
    static char question[600];

    (void)state;
    memset(question, 'q', sizeof(question) - 1);
    for (int i = 0; i < MAT_ROWS_MAX; i++)
        many[i] = (struct mat_form_item){question, true};
    new_form();
    form.items = many;
    form.n_items = MAT_ROWS_MAX;
    mat_form_page(&form, &page);
    assert_int_equal(page.page.n_lines, MAT_ROWS_MAX + 2);
    for (int i = 0; i < page.page.n_lines; i++)
        assert_true(strlen(page.page.lines[i]) < 700);
}

/* Asked as lines. */

static char said[8192];

static void
listen(void *to, const char *line)
{
    (void)to;
    if (strlen(said) + strlen(line) < sizeof(said))
        strcat(said, line);
}

static bool
answer(const char *input, enum mat_form_event *ret_event)
{
    FILE *in = fmemopen((void *)(uintptr_t)input, strlen(input), "r");
    bool answered;

    said[0] = '\0';
    answered = mat_ask_form(&form, in, listen, NULL, ret_event);
    fclose(in);
    return answered;
}

static void
lines_answer_as_keys_do(void **state)
{
    static const struct {
        const char *claim, *input;
        enum mat_form_event event;
        const char *marks;
    } cases[] = {
        {"enter is none", "\n", MAT_FORM_NEXT, "..."},
        {"a number", "2\n", MAT_FORM_NEXT, ".x."},
        {"blanks between", " 2 \n", MAT_FORM_NEXT, ".x."},
        {"not sure", "2?\n", MAT_FORM_NEXT, ".?."},
        {"several, then where", "1, 2? 3\n\n\n", MAT_FORM_NEXT, "x?x"},
        {"nought is none", "0\n", MAT_FORM_NEXT, "..."},
        {"too large asks again", "4\n2\n", MAT_FORM_NEXT, ".x."},
        {"half good is not taken", "1 x\n\n", MAT_FORM_NEXT, "..."},
        {"signs are no numbers", "-1\n+2\n02\n?\n0?\n\n", MAT_FORM_NEXT, "..."},
        {"back", "b\n", MAT_FORM_BACK, "..."},
        {"leaving asks", "q\ny\n", MAT_FORM_LEAVE, "..."},
        {"and may be taken back", "q\nn\n2\n", MAT_FORM_NEXT, ".x."},
        {"carriage returns", "2\r\n", MAT_FORM_NEXT, ".x."},
        {"the last line needs no end", "2", MAT_FORM_NEXT, ".x."},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        enum mat_form_event event = MAT_FORM_STAY;

        new_form();
        if (!answer(cases[i].input, &event) || event != cases[i].event ||
            strcmp(marks(), cases[i].marks) != 0)
            fail_msg("%s: %d %s", cases[i].claim, (int)event, marks());
    }
}

static void
lines_end_with_the_input(void **state)
{
    static const char *const inputs[] = {"x\n", "q\n", "1\n", "1\nnowhere\n"};
    enum mat_form_event event = MAT_FORM_STAY;

    (void)state;
    for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++) {
        new_form();
        assert_false(answer(inputs[i], &event));
        assert_int_equal(event, MAT_FORM_STAY);
    }
}

static void
a_long_line_is_no_answer(void **state)
{
    char input[2000];
    enum mat_form_event event;

    (void)state;
    new_form();
    memset(input, ' ', sizeof(input));
    memcpy(input + sizeof(input) - 6, "2\n\n", 4);
    assert_true(answer(input, &event));
    assert_string_equal(marks(), "...");
    assert_non_null(strstr(said, "no answer"));
}

static void
a_local_line_asks_where(void **state)
{
    enum mat_form_event event;

    (void)state;
    new_form();
    assert_true(answer("3\nfoot\nfeet, lower-back\n", &event));
    assert_int_equal(form.marks[2].where,
                     MAT_AREA_BIT(MAT_AREA_FEET) |
                         MAT_AREA_BIT(MAT_AREA_LOWER_BACK));
    assert_non_null(strstr(said, "Please write areas"));
    /* Shown and kept when it is asked again. */
    assert_true(answer("\n", &event));
    assert_int_equal(form.marks[2].where,
                     MAT_AREA_BIT(MAT_AREA_FEET) |
                         MAT_AREA_BIT(MAT_AREA_LOWER_BACK));
    assert_non_null(strstr(said, "3. Moles? (so far: yes, lower back, feet)"));
    assert_string_equal(marks(), "..x");
}

static void
lines_say_what_is_asked(void **state)
{
    enum mat_form_event event;

    (void)state;
    new_form();
    assert_true(answer("\n", &event));
    assert_string_equal(said, "\nSkin, 1 of 8\n"
                              "Tick what applies.\n"
                              "1. An open wound?\n"
                              "2. Thin skin?\n"
                              "3. Moles?\n"
                              "Which apply? Numbers, 3? for not sure, "
                              "Enter for none, b back, q leave: ");
}

static void
a_text_that_is_too_long_says_so(void **state)
{
    const char *lines[MAT_FORM_LINES_MAX + 1];

    (void)state;
    new_form();
    form.n_items = 0;
    form.tight = true;
    form.text = lines;
    for (int i = 0; i <= MAT_FORM_LINES_MAX; i++)
        lines[i] = "one";
    form.n_text = MAT_FORM_LINES_MAX;
    mat_form_page(&form, &page);
    assert_string_equal(page.lines[MAT_FORM_LINES_MAX - 1], "one");
    form.n_text = MAT_FORM_LINES_MAX + 1;
    mat_form_page(&form, &page);
    assert_int_equal(page.page.n_lines, MAT_FORM_LINES_MAX);
    assert_string_equal(page.lines[MAT_FORM_LINES_MAX - 1], "...");
}

static void
a_list_of_areas_has_no_comma_inside_an_area(void **state)
{
    char areas[160];

    (void)state;
    assert_string_equal(mat_areas_text(MAT_AREA_BIT(MAT_AREA_FEET_STANDING) |
                                           MAT_AREA_BIT(MAT_AREA_HANDS),
                                       areas, sizeof(areas)),
                        "feet when standing, hands");
    for (int i = 0; i < MAT_AREA__COUNT; i++)
        assert_null(strchr(mat_area_in_list((enum mat_area)i), ','));
}

static void
enter_goes_on_to_what_is_out_of_sight(void **state)
{
    static const struct mat_form_item questions[] = {
        {.question = "One?"}, {.question = "Two?"}, {.question = "Three?"}};
    struct mat_form narrow = {.items = questions, .n_items = 3, .step = 2};

    (void)state;
    assert_true(mat_form_has_more(&narrow));
    assert_int_equal(mat_form_key(&narrow, MAT_KEY_ENTER), MAT_FORM_STAY);
    assert_int_equal(narrow.cursor, 2);
    assert_false(mat_form_has_more(&narrow));
    assert_int_equal(mat_form_key(&narrow, MAT_KEY_ENTER), MAT_FORM_NEXT);
    narrow = (struct mat_form){.items = questions, .n_items = 3};
    assert_int_equal(mat_form_key(&narrow, MAT_KEY_ENTER), MAT_FORM_NEXT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enter_goes_on_to_what_is_out_of_sight),
        cmocka_unit_test(keys_tick_and_move),
        cmocka_unit_test(the_tenth_question_has_a_digit_too),
        cmocka_unit_test(keys_end_the_page),
        cmocka_unit_test(what_is_not_allowed_does_nothing),
        cmocka_unit_test(a_local_yes_says_where),
        cmocka_unit_test(a_page_to_read_scrolls),
        cmocka_unit_test(a_page_shows_the_state),
        cmocka_unit_test(the_key_line_says_what_enter_does),
        cmocka_unit_test(a_page_of_the_most_rows_fits),
        cmocka_unit_test(lines_answer_as_keys_do),
        cmocka_unit_test(lines_end_with_the_input),
        cmocka_unit_test(a_long_line_is_no_answer),
        cmocka_unit_test(a_local_line_asks_where),
        cmocka_unit_test(lines_say_what_is_asked),
        cmocka_unit_test(a_text_that_is_too_long_says_so),
        cmocka_unit_test(a_list_of_areas_has_no_comma_inside_an_area),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
