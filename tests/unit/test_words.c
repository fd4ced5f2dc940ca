#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "matsession/words.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/** Every set, with its words as they must be spelled, in order. */
static const struct {
    const struct mat_words *words;
    int count;
    const char *spelled;
} sets[] = {
    {&mat_kinds, MAT_KIND__COUNT,
     "prepare on mat off rest breathe point wait "},
    {&mat_areas, MAT_AREA__COUNT,
     "back lower-back shoulders neck feet feet-standing legs buttocks hands "
     "belly "},
    {&mat_positions, MAT_POSITION__COUNT,
     "supine supine-towel seated-chair seated-floor standing prone "},
    {&mat_layers, MAT_LAYER__COUNT, "towel shirt socks bare "},
    {&mat_surfaces, MAT_SURFACE__COUNT, "soft medium firm "},
    {&mat_stages, MAT_STAGE__COUNT, "first week building settled habitual "},
    {&mat_whens, MAT_WHEN__COUNT, "morning day evening any "},
    {&mat_guidance_levels, MAT_GUIDANCE__COUNT, "full sparse none "},
    {&mat_sides, MAT_SIDE__COUNT, "left right both midline "},
    {&mat_severities, MAT_SEVERITY__COUNT, "adapt ask avoid "},
    {&mat_answers, MAT_ANSWER__COUNT, "unset no unsure yes "},
    {&mat_outcomes, MAT_OUTCOME__COUNT,
     "completed stopped unwell interrupted "},
    {&mat_skins, MAT_SKIN__COUNT, "fine marks broken "},
    {&mat_reasons, MAT_REASON__COUNT,
     "time next previous acknowledged stop unwell interrupted "},
    {&mat_notify_bys, MAT_NOTIFY__COUNT, "auto desktop terminal bell off "},
    {&mat_notify_steps, MAT_NOTIFY_STEPS__COUNT, "away always never "},
    {&mat_escapes, MAT_ESCAPE__COUNT, "none osc9 osc777 "},
};

static void
every_word_comes_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(sets); i++) {
        char all[256] = "";

        assert_int_equal(sets[i].words->count, sets[i].count);
        for (int value = 0; value < sets[i].count; value++) {
            const char *word = mat_word(sets[i].words, value);

            assert_int_equal(mat_word_find(sets[i].words, word), value);
            strcat(all, word);
            strcat(all, " ");
        }
        assert_string_equal(all, sets[i].spelled);
        assert_true(strlen(sets[i].words->what) > 0);
    }
}

static void
what_is_no_word_is_not_found(void **state)
{
    (void)state;
    assert_int_equal(mat_word_find(&mat_areas, NULL), -1);
    assert_string_equal(mat_word(&mat_skins, MAT_SKIN_UNKNOWN), "");
    assert_int_equal(mat_word_find(&mat_areas, ""), -1);
    assert_int_equal(mat_word_find(&mat_areas, "Back"), -1);
    assert_int_equal(mat_word_find(&mat_areas, "back "), -1);
    assert_int_equal(mat_word_find(&mat_areas, "lower_back"), -1);
    assert_string_equal(mat_word(&mat_areas, -1), "");
    assert_string_equal(mat_word(&mat_areas, MAT_AREA__COUNT), "");
}

static void
finds_the_nearest(void **state)
{
    static const struct {
        const struct mat_words *words;
        const char *text;
        const char *nearest; /**< NULL: none is near enough */
    } cases[] = {
        {&mat_whens, "evning", "evening"},
        {&mat_whens, "EVENING", "evening"},
        {&mat_whens, "mornign", "morning"},
        {&mat_whens, "dya", "day"},
        {&mat_whens, "noon", NULL},
        {&mat_areas, "lower_back", "lower-back"},
        {&mat_areas, "lwr_bak", "lower-back"},
        {&mat_areas, "lowerback", "lower-back"},
        {&mat_areas, "Feet_Standing", "feet-standing"},
        {&mat_areas, "bcak", "back"},
        {&mat_areas, "fett", "feet"},
        {&mat_areas, "foot", NULL},
        {&mat_areas, "elbow", NULL},
        {&mat_areas, "shoulder", "shoulders"},
        {&mat_kinds, "of", "off"},
        {&mat_kinds, "x", NULL},
        {&mat_kinds, "breath", "breathe"},
        {&mat_kinds, "", NULL},
        {&mat_kinds, NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *nearest = mat_word_nearest(
            cases[i].words->names, cases[i].words->count, cases[i].text);

        if (!nearest != !cases[i].nearest ||
            (nearest && strcmp(nearest, cases[i].nearest) != 0))
            fail_msg("\"%s\" is near %s", cases[i].text, nearest);
    }
}

static void
looks_at_the_beginning_of_a_long_text_only(void **state)
{
    char name[65], text[5000];
    const char *names[] = {"short", name};

    (void)state;
    memset(name, 'a', sizeof(name) - 1);
    name[sizeof(name) - 1] = '\0';
    memset(text, 'b', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    assert_null(mat_word_nearest(names, 2, text));
    memset(text, 'a', 64);
    assert_ptr_equal(mat_word_nearest(names, 2, text), name);
}

static void
advice_ends_a_sentence_or_is_empty(void **state)
{
    static const char *const names[] = {"back", "feet"};
    static const char whole[] = "; did you mean \"feet\"?";
    char buffer[MAT_ADVICE_TEXT];

    (void)state;
    assert_string_equal(
        mat_word_advice(names, 2, "feeet", buffer, sizeof(buffer)), whole);
    assert_string_equal(
        mat_word_advice(names, 2, "xyzzy", buffer, sizeof(buffer)), "");
    assert_string_equal(
        mat_word_advice(names, 2, "feeet", buffer, sizeof(whole)), whole);
    assert_string_equal(
        mat_word_advice(names, 2, "feeet", buffer, sizeof(whole) - 1), "");
    assert_string_equal(mat_word_advice(names, 2, "feeet", buffer, 1), "");
    assert_string_equal(mat_word_advice(names, 0, "feet", buffer, 96), "");
}

static void
areas_take_their_positions(void **state)
{
    static const struct {
        enum mat_area area;
        enum mat_position usual;
        const char *allowed; /**< letters, see below */
    } cases[] = {
        {MAT_AREA_BACK, MAT_POSITION_SUPINE, "stc"},
        {MAT_AREA_LOWER_BACK, MAT_POSITION_SUPINE_TOWEL, "stc"},
        {MAT_AREA_SHOULDERS, MAT_POSITION_SUPINE, "stc"},
        {MAT_AREA_NECK, MAT_POSITION_SUPINE, "st"},
        {MAT_AREA_FEET, MAT_POSITION_SEATED_CHAIR, "cf"},
        {MAT_AREA_FEET_STANDING, MAT_POSITION_STANDING, "u"},
        {MAT_AREA_LEGS, MAT_POSITION_SEATED_FLOOR, "scf"},
        {MAT_AREA_BUTTOCKS, MAT_POSITION_SEATED_CHAIR, "cf"},
        {MAT_AREA_HANDS, MAT_POSITION_SEATED_CHAIR, "cf"},
        {MAT_AREA_BELLY, MAT_POSITION_PRONE, "p"},
    };
    /* supine, with towel, chair, floor, upright, prone */
    static const char letters[] = "stcfup";

    (void)state;
    assert_int_equal(COUNT(cases), MAT_AREA__COUNT);
    for (size_t i = 0; i < COUNT(cases); i++) {
        char allowed[8] = "";

        for (int p = 0; p < MAT_POSITION__COUNT; p++)
            if (mat_area_allows(cases[i].area, (enum mat_position)p))
                strncat(allowed, &letters[p], 1);
        assert_string_equal(allowed, cases[i].allowed);
        assert_int_equal(mat_area_position(cases[i].area), cases[i].usual);
        assert_true(mat_area_allows(cases[i].area, cases[i].usual));
    }
    assert_int_equal(mat_area_position(MAT_AREA_NONE), MAT_POSITION_NONE);
    assert_false(mat_area_allows(MAT_AREA_NONE, MAT_POSITION_SUPINE));
    assert_false(mat_area_allows(MAT_AREA_BACK, MAT_POSITION_NONE));
}

static void
layers_have_a_strength(void **state)
{
    (void)state;
    assert_int_equal(mat_layer_strength(MAT_LAYER_TOWEL), 0);
    assert_int_equal(mat_layer_strength(MAT_LAYER_SHIRT), 1);
    assert_int_equal(mat_layer_strength(MAT_LAYER_SOCKS), 1);
    assert_int_equal(mat_layer_strength(MAT_LAYER_BARE), 2);
}

static void
lying_is_on_the_back_or_face_down(void **state)
{
    (void)state;
    assert_true(mat_position_lies(MAT_POSITION_SUPINE));
    assert_true(mat_position_lies(MAT_POSITION_SUPINE_TOWEL));
    assert_true(mat_position_lies(MAT_POSITION_PRONE));
    assert_false(mat_position_lies(MAT_POSITION_SEATED_CHAIR));
    assert_false(mat_position_lies(MAT_POSITION_SEATED_FLOOR));
    assert_false(mat_position_lies(MAT_POSITION_STANDING));
    assert_false(mat_position_lies(MAT_POSITION_NONE));
}

static void
everything_has_words_for_people(void **state)
{
    (void)state;
    for (int i = 0; i < MAT_AREA__COUNT; i++)
        assert_true(strlen(mat_area_label((enum mat_area)i)) > 0);
    for (int i = 0; i < MAT_POSITION__COUNT; i++)
        assert_true(strlen(mat_position_label((enum mat_position)i)) > 0);
    for (int i = 0; i < MAT_LAYER__COUNT; i++)
        assert_true(strlen(mat_layer_label((enum mat_layer)i)) > 0);
    for (int i = 0; i < MAT_SURFACE__COUNT; i++)
        assert_true(strlen(mat_surface_label((enum mat_surface)i)) > 0);
    assert_string_equal(mat_area_label(MAT_AREA_LOWER_BACK), "lower back");
    assert_string_equal(mat_area_label(MAT_AREA_NONE), "");
    assert_string_equal(mat_position_label(MAT_POSITION_NONE), "");
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_comes_back),
        cmocka_unit_test(what_is_no_word_is_not_found),
        cmocka_unit_test(finds_the_nearest),
        cmocka_unit_test(looks_at_the_beginning_of_a_long_text_only),
        cmocka_unit_test(advice_ends_a_sentence_or_is_empty),
        cmocka_unit_test(areas_take_their_positions),
        cmocka_unit_test(layers_have_a_strength),
        cmocka_unit_test(lying_is_on_the_back_or_face_down),
        cmocka_unit_test(everything_has_words_for_people),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
