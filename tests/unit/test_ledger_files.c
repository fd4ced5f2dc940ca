/* A file is read in pieces, and nobody may notice: what comes of it is what
 * comes of its text as a whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../support/ledger_world.h"
#include "store/ledger_files.h"

/* More than a piece, and more than what is kept of a line. */
#define MUCH ((size_t)300 * 1024)
#define MAX MAT_LEDGER_LINE_MAX

/* What a scan gave and told, a line each. */
struct heard {
    char *text;
    size_t size;
    FILE *stream;
    struct mat_scan scan;
    int taken;
    int enough;
};

static bool
take(void *to, struct mat_scanned *scanned)
{
    struct heard *heard = to;

    assert_int_equal(strlen(scanned->text), scanned->size);
    fprintf(heard->stream, "%d: %d, %zu bytes: %s\n", heard->scan.rows,
            scanned->read, scanned->size, scanned->text);
    return ++heard->taken != heard->enough;
}

static void
hear_warning(void *to, const char *file, int line, const char *what)
{
    struct heard *heard = to;

    fprintf(heard->stream, "%s:%d: %s\n", file, line, what);
}

static void
listen(struct heard *heard)
{
    memset(heard, 0, sizeof(*heard));
    heard->stream = open_memstream(&heard->text, &heard->size);
    assert_non_null(heard->stream);
    heard->scan = (struct mat_scan){.file = "a.jsonl",
                                    .warn = hear_warning,
                                    .warn_to = heard,
                                    .take = take,
                                    .to = heard};
}

/* Rows are told at the end, too. */
static const char *
end_of(struct heard *heard)
{
    fprintf(heard->stream, "%d rows, %d wrong\n", heard->scan.rows,
            heard->scan.wrong);
    assert_int_equal(fclose(heard->stream), 0);
    return heard->text;
}

/* A text that is being made. */
struct made {
    char *text;
    size_t size;
    FILE *stream;
};

static void
make(struct made *made)
{
    made->stream = open_memstream(&made->text, &made->size);
    assert_non_null(made->stream);
}

static void
add(struct made *made, const char *text)
{
    fputs(text, made->stream);
}

static void
add_many(struct made *made, char letter, size_t n)
{
    for (size_t i = 0; i < n; i++)
        putc(letter, made->stream);
}

/* A line of a newer version with so many bytes, without its newline. */
static void
add_line(struct made *made, size_t size)
{
    assert_true(size > 14);
    add(made, "{\"v\":2,\"x\":\"");
    add_many(made, 'a', size - 14);
    add(made, "\"}");
}

static void
write_made(struct made *made)
{
    FILE *file;

    assert_int_equal(fclose(made->stream), 0);
    ledger_world_write("a.jsonl", "");
    file = fopen(ledger_world_path("a.jsonl"), "w");
    assert_non_null(file);
    assert_int_equal(fwrite(made->text, 1, made->size, file), made->size);
    assert_int_equal(fclose(file), 0);
}

/* Until so many were taken, where that is not 0. */
static const char *
hear_file(struct heard *heard, int enough)
{
    int error;

    listen(heard);
    heard->enough = enough;
    error = mat_ledger_walk(&heard->scan);
    assert_int_equal(error, enough > 0 ? ECANCELED : 0);
    return end_of(heard);
}

static const char *
hear_text(struct heard *heard, struct made *made, int enough)
{
    listen(heard);
    heard->enough = enough;
    (void)mat_scan_text(&heard->scan, made->text, made->size);
    return end_of(heard);
}

/* A part of a case is a letter and how many: `L` a line of so many bytes, `s`,
 * `t`, `r`, `n`, `0`, `x` so many spaces, tabs, carriage returns, newlines,
 * NULs, letters. */
struct part {
    char letter;
    size_t n;
};

static void
add_part(struct made *made, struct part part)
{
    static const char letters[] = "strn0x";
    static const char meant[] = " \t\r\n\0x";

    if (part.letter == 'L')
        add_line(made, part.n);
    else
        add_many(made, meant[strchr(letters, part.letter) - letters], part.n);
}

static const struct {
    const char *claim;
    struct part parts[8];
    int rows, taken;
    const char *warned; /* the last warning, if there is one */
} cases[] = {
    {"nothing", {{0}}, 0, 0, NULL},
    {"a line of the largest size", {{'L', MAX}, {'n', 1}}, 1, 1, NULL},
    {"without a newline", {{'L', MAX}}, 1, 1, NULL},
    {"a byte longer",
     {{'L', MAX + 1}, {'n', 1}, {'L', 20}, {'n', 1}},
     2,
     1,
     "a.jsonl:1: is longer than 256 KiB\n"},
    {"longer and torn",
     {{'L', 20}, {'n', 1}, {'L', MAX + 1}},
     2,
     1,
     "a.jsonl:2: is cut short\n"},
    {"much longer",
     {{'x', 9 * MUCH}, {'n', 1}, {'L', 20}, {'n', 1}},
     2,
     1,
     "a.jsonl:1: is longer than 256 KiB\n"},
    {"much longer, and torn",
     {{'L', 20}, {'n', 1}, {'x', 9 * MUCH}},
     2,
     1,
     "a.jsonl:2: is cut short\n"},
    {"NULs are no blanks",
     {{'0', 9 * MUCH}, {'n', 1}, {'L', 20}, {'n', 1}},
     2,
     1,
     "a.jsonl:1: is longer than 256 KiB\n"},
    {"NULs of a file that was not written to its end",
     {{'L', 20}, {'n', 1}, {'0', 100}},
     2,
     1,
     "a.jsonl:2: is cut short\n"},
    {"blanks before a line", {{'s', MUCH}, {'L', MAX}, {'n', 1}}, 1, 1, NULL},
    {"and behind it", {{'L', MAX}, {'t', MUCH}, {'n', 1}}, 1, 1, NULL},
    {"and torn", {{'r', 2 * MUCH}, {'L', MAX}, {'s', 3 * MUCH}}, 1, 1, NULL},
    {"a line behind so many is the next",
     {{'L', 20}, {'s', MUCH}, {'n', 1}, {'L', 20}, {'n', 1}},
     2,
     2,
     NULL},
    {"blanks in it count",
     {{'x', 1}, {'s', MUCH}, {'x', 1}, {'n', 1}},
     1,
     0,
     "a.jsonl:1: is longer than 256 KiB\n"},
    {"as far as they go",
     {{'x', 1}, {'s', MAX - 2}, {'x', 1}, {'n', 1}},
     1,
     0,
     "a.jsonl:1: is not JSON\n"},
    {"blanks behind one that is too long",
     {{'L', MAX + 1}, {'s', MUCH}, {'n', 1}, {'L', 20}},
     2,
     1,
     "a.jsonl:1: is longer than 256 KiB\n"},
    {"blanks across its largest size, and behind it",
     {{'x', 1}, {'s', MAX + 1000}, {'x', 1}, {'s', MUCH}, {'n', 1}},
     1,
     0,
     "a.jsonl:1: is longer than 256 KiB\n"},
    {"blanks alone are a row and no line",
     {{'s', MUCH},
      {'n', 1},
      {'t', MUCH},
      {'n', 3},
      {'L', 20},
      {'r', 1},
      {'n', 1},
      {'s', MUCH}},
     6,
     1,
     NULL},
};

static void
a_file_is_its_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct made made;
        struct heard file, text;
        const char *a, *b;

        make(&made);
        for (const struct part *part = cases[i].parts;
             part < cases[i].parts + 8 && part->letter; part++)
            add_part(&made, *part);
        write_made(&made);
        a = hear_file(&file, 0);
        b = hear_text(&text, &made, 0);
        if (strcmp(a, b) != 0)
            fail_msg("%s: %.200s instead of %.200s", cases[i].claim, a, b);
        if (file.scan.rows != cases[i].rows || file.taken != cases[i].taken ||
            file.scan.wrong != (cases[i].warned != NULL) ||
            (cases[i].warned && !strstr(a, cases[i].warned)))
            fail_msg("%s: %.200s", cases[i].claim, a);
        free(file.text);
        free(text.text);
        free(made.text);
    }
}

/* Sizes from 15 to 514 bytes, with all that may stand around and between. */
static void
add_any_row(struct made *made, unsigned *seed)
{
    static const char blanks[] = {' ', '\t', '\r', '\0'};
    char line[WORLD_LINE];
    const int what = rand_r(seed) % 16;

    add_many(made, blanks[rand_r(seed) % 3], (size_t)(rand_r(seed) % 3));
    if (what < 10)
        add_line(made, (size_t)(15 + rand_r(seed) % 500));
    else if (what < 13)
        add(made, strtok(world_session(line, what, DEVICE_A, NEW_YEAR), "\n"));
    else if (what < 15)
        add_many(made, blanks[what == 14 ? 3 : 0], (size_t)what);
    else
        add(made, "{\"v\":");
    add_many(made, blanks[rand_r(seed) % 3], (size_t)(rand_r(seed) % 3));
    add(made, "\n");
}

/* A row of 64 KiB and less of blanks moves all that follows, so that the seam
 * between two pieces comes to lie on every byte of a row. */
static void
the_seam_may_lie_anywhere(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 40; i++) {
        struct made made;
        struct heard file, text;
        unsigned seed = i;
        const int enough = i % 4 == 3 ? 50 + (int)i * 4 : 0;

        make(&made);
        add_many(&made, ' ', (size_t)65500 - 7 * (size_t)i);
        add(&made, "\n");
        while (ftell(made.stream) < 200000)
            add_any_row(&made, &seed);
        if (i % 2)
            add(&made, "{\"v\":2,");
        write_made(&made);
        if (strcmp(hear_file(&file, enough), hear_text(&text, &made, enough)) !=
            0)
            fail_msg("seed %u", i);
        assert_true(text.taken > 100 || text.taken == enough);
        free(file.text);
        free(text.text);
        free(made.text);
    }
}

/* The end of what is scanned lies in a line, which is then none. */
static void
a_file_ends_at_its_limit(void **state)
{
    const off_t limit = (off_t)MAT_LEDGER_FILE_MAX;
    struct made made;
    struct heard heard;
    FILE *file;

    (void)state;
    make(&made);
    add_line(&made, 20);
    add(&made, "\n");
    write_made(&made);
    file = fopen(ledger_world_path("a.jsonl"), "r+");
    assert_non_null(file);
    assert_int_equal(fseeko(file, limit - 31, SEEK_SET), 0);
    fputs("\n{\"v\":2,\"in\":\"\"}\n{\"v\":2,\"over\":\"\"}\n", file);
    assert_int_equal(fclose(file), 0);
    assert_string_equal(hear_file(&heard, 0),
                        "a.jsonl:0: what stands behind 64 MiB is not read\n"
                        "1: 1, 20 bytes: {\"v\":2,\"x\":\"aaaaaa\"}\n"
                        "a.jsonl:2: is longer than 256 KiB\n"
                        "3: 1, 15 bytes: {\"v\":2,\"in\":\"\"}\n"
                        "3 rows, 1 wrong\n");
    free(heard.text);
    free(made.text);
}

static void
rows_are_those_of_their_file(void **state)
{
    struct heard heard;

    (void)state;
    ledger_world_write("a.jsonl", "x\nx\nx\nx\nx\nx\nx\nx\nx\nx\nx\nx\n");
    ledger_world_write("b.jsonl", "\nx\n{\"v\":2}");
    assert_non_null(strstr(hear_file(&heard, 0),
                           "a.jsonl:12: is the last of 12 wrong lines\n"
                           "b.jsonl:2: is not JSON\n"
                           "3: 1, 7 bytes: {\"v\":2}\n"
                           "3 rows, 1 wrong\n"));
    free(heard.text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOME(a_file_is_its_text),
        IN_HOME(the_seam_may_lie_anywhere),
        IN_HOME(rows_are_those_of_their_file),
        IN_HOME(a_file_ends_at_its_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
