#include "store/ledger_merge.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* No session was earlier than the program: 2024-01-01 UTC, as in
 * mat_progress_find(). */
#define EARLIEST INT64_C(1704067200000)

/* A session's line under its id, whose first letters stand here as a number:
 * most comparisons then never look at the line. */
struct named {
    uint64_t start;
    const char *id;
    struct mat_kept_session *session;
};

/* A session and what was said about it so far. Lines are told apart by where
 * they stand, and where they stand is the order of reading. */
struct slot {
    const struct mat_kept_session *first;
    struct mat_kept_session *last;
    struct mat_kept_saying *note;
    struct mat_rating rating;
    int64_t broken_at; /* when it was said which areas are broken */
    bool forgotten;
    int device;
    int64_t key; /* it stands in this order */
};

/* Where find_keys() is within the lines of one device. */
struct device {
    int file;
    int64_t key;
};

struct merge {
    struct mat_lines *lines;
    struct named *names;              /* in the order of ids; then one a slot */
    struct mat_kept_saying **sayings; /* in the order of time */
    struct slot *slots;               /* each at the place of its name */
    size_t n_slots;
    struct slot **order; /* those that are not forgotten */
    size_t n_order;
    int64_t healed[MAT_AREA__COUNT]; /* the last time that it was said */
};

static int
compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int
by_place(const struct mat_kept_session *a, const struct mat_kept_session *b)
{
    return (a > b) - (a < b);
}

static int
compare_ids(const struct named *a, const struct named *b)
{
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return strcmp(a->id, b->id);
}

static int
by_id(const void *a, const void *b)
{
    const struct named *x = a;
    const struct named *y = b;
    int order = compare_ids(x, y);

    return order != 0 ? order : by_place(x->session, y->session);
}

static int
by_id_alone(const void *a, const void *b)
{
    return compare_ids(a, b);
}

static int
by_time(const void *a, const void *b)
{
    const struct mat_kept_saying *const *x = a;
    const struct mat_kept_saying *const *y = b;
    int order = compare((*x)->at_ms, (*y)->at_ms);

    return order != 0 ? order : (*x > *y) - (*x < *y);
}

static int
by_key(const void *a, const void *b)
{
    const struct slot *const *x = a;
    const struct slot *const *y = b;
    int order = compare((*x)->key, (*y)->key);

    return order != 0 ? order : by_place((*x)->first, (*y)->first);
}

/* Pointers, which mostly are in order already. */
static void
sort(void *array, size_t n, int (*order)(const void *, const void *))
{
    void **pointers = array;

    for (size_t i = 1; i < n; i++)
        if (order(&pointers[i - 1], &pointers[i]) > 0) {
            qsort(array, n, sizeof(*pointers), order);
            return;
        }
}

static struct named
name_of(const char *id, struct mat_kept_session *session)
{
    struct named named = {0, id, session};

    for (size_t i = 0; i < sizeof(named.start); i++)
        named.start = named.start << 8 | (unsigned char)id[i];
    return named;
}

static void
sort_out(struct merge *merge)
{
    struct mat_lines *lines = merge->lines;

    for (size_t i = 0; i < lines->n_sessions; i++)
        merge->names[i] =
            name_of(lines->sessions[i].line.id, &lines->sessions[i]);
    for (size_t i = 0; i < lines->n_sayings; i++)
        merge->sayings[i] = &lines->sayings[i];
    qsort(merge->names, lines->n_sessions, sizeof(*merge->names), by_id);
    sort(merge->sayings, lines->n_sayings, by_time);
}

/* One slot for all lines with the same id: it stands where the first of them
 * was read, and says what the last one said. */
static void
fill_slots(struct merge *merge)
{
    for (size_t i = 0; i < merge->lines->n_sessions; i++) {
        const struct named named = merge->names[i];
        struct slot *slot = &merge->slots[merge->n_slots];

        if (merge->n_slots > 0 &&
            compare_ids(&merge->names[merge->n_slots - 1], &named) == 0) {
            slot[-1].last = named.session;
            continue;
        }
        slot->first = slot->last = named.session;
        slot->rating.strength = -1;
        slot->rating.skin = MAT_SKIN_UNKNOWN;
        merge->names[merge->n_slots++] = named;
    }
}

static struct slot *
find_slot(const struct merge *merge, const char *id)
{
    const struct named wanted = name_of(id, NULL);
    const struct named *found = bsearch(&wanted, merge->names, merge->n_slots,
                                        sizeof(wanted), by_id_alone);

    return found ? &merge->slots[found - merge->names] : NULL;
}

/* What a rating does not say stays. Who says anew how the skin is, says anew
 * where it is broken, too. */
static void
rate(struct slot *slot, const struct mat_kept_saying *saying)
{
    const struct mat_rating *rating = &saying->rating;

    if (rating->strength >= 0)
        slot->rating.strength = rating->strength;
    if (rating->skin == MAT_SKIN_UNKNOWN && rating->areas == 0)
        return;
    if (rating->skin != MAT_SKIN_UNKNOWN)
        slot->rating.skin = rating->skin;
    slot->rating.areas = rating->areas;
    slot->broken_at = saying->at_ms;
}

static void
hear(struct merge *merge, struct mat_kept_saying *saying)
{
    struct slot *slot;

    if (saying->kind == MAT_LINE_HEALED) {
        /* They come in the order of time: the last one is the latest. */
        for (int area = 0; area < MAT_AREA__COUNT; area++)
            if (saying->rating.areas & MAT_AREA_BIT(area))
                merge->healed[area] = saying->at_ms;
        return;
    }
    slot = find_slot(merge, saying->id);
    /* Its session may come with the next synchronisation. */
    if (!slot)
        return;
    if (saying->kind == MAT_LINE_RATED)
        rate(slot, saying);
    else if (saying->kind == MAT_LINE_NOTED)
        slot->note = saying;
    else
        slot->forgotten = true;
}

static mat_area_set
broken_areas(const struct merge *merge, const struct slot *slot)
{
    mat_area_set areas = slot->rating.areas;

    if (slot->rating.skin != MAT_SKIN_BROKEN)
        return 0;
    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        if (slot->rating.areas == 0 && slot->last->line.past.used[area] > 0)
            areas |= MAT_AREA_BIT(area);
        if (merge->healed[area] >= slot->broken_at)
            areas &= ~MAT_AREA_BIT(area);
    }
    return areas;
}

/* The number of the device that wrote a slot, made when it is first met. */
static int
number_of(json_t *numbers, const struct slot *slot)
{
    const char *device = slot->last->line.device;
    const json_t *known = json_object_get(numbers, device);
    int number = (int)json_object_size(numbers);

    if (known)
        return (int)json_integer_value(known);
    return json_object_set_new(numbers, device, json_integer(number)) == 0
               ? number
               : -1;
}

/* In the order of reading; most slots have the device of the one before. */
static bool
number_devices(struct merge *merge)
{
    json_t *numbers = json_object();
    const struct slot *before = NULL;
    bool done = numbers != NULL;

    for (size_t i = 0; i < merge->n_order && done; i++) {
        struct slot *slot = merge->order[i];

        if (before &&
            strcmp(before->last->line.device, slot->last->line.device) == 0)
            slot->device = before->device;
        else
            slot->device = number_of(numbers, slot);
        done = slot->device >= 0;
        before = slot;
    }
    json_decref(numbers);
    return done;
}

/*
 * The order is that of beginning, but what one device wrote into one file stays
 * as it was written: a clock that was wrong for a while must not turn it round.
 * So a session counts as no later than those behind it there, and one from
 * before there was this program as the one behind it.
 *
 * Invariant of the loop, which goes backwards: a device has the least key of
 * its sessions behind this one in the file that it was last met in.
 */
static void
find_keys(struct merge *merge, struct device *devices)
{
    for (size_t i = merge->n_order; i-- > 0;) {
        struct slot *slot = merge->order[i];
        struct device *device = &devices[slot->device];
        const int64_t began = slot->last->line.at.ms;

        if (device->file != slot->first->file + 1) {
            device->file = slot->first->file + 1;
            device->key = INT64_MAX;
        }
        if (began >= EARLIEST && began < device->key)
            device->key = began;
        slot->key = device->key;
    }
}

/* Puts slots into the order of reading, without those that are forgotten. */
static bool
put_in_place(struct merge *merge)
{
    const struct mat_lines *lines = merge->lines;
    struct slot **places =
        calloc(lines->n_sessions + 1, sizeof(struct slot *)); /* one a line */

    for (size_t i = 0; i < merge->n_slots && places; i++)
        if (!merge->slots[i].forgotten)
            places[merge->slots[i].first - lines->sessions] = &merge->slots[i];
    for (size_t i = 0; i < lines->n_sessions && places; i++)
        if (places[i])
            merge->order[merge->n_order++] = places[i];
    free(places);
    return places != NULL;
}

static bool
find_order(struct merge *merge)
{
    struct device *devices =
        calloc(merge->n_slots + 1, sizeof(*devices)); /* no more than slots */
    bool done = devices && put_in_place(merge) && number_devices(merge);

    if (done) {
        find_keys(merge, devices);
        sort(merge->order, merge->n_order, by_key);
    }
    free(devices);
    return done;
}

static void
fill_entry(const struct merge *merge, const struct slot *slot,
           struct mat_entry *entry)
{
    const struct mat_line *line = &slot->last->line;

    entry->past = line->past;
    entry->past.device = slot->device;
    entry->past.strength = slot->rating.strength;
    entry->past.skin = slot->rating.skin;
    entry->past.broken = broken_areas(merge, slot);
    memcpy(entry->id, line->id, sizeof(entry->id));
    memcpy(entry->plan, line->plan, sizeof(entry->plan));
    entry->text = slot->last->text;
    slot->last->text = NULL;
    /* An empty note takes the one before it back. */
    if (slot->note && slot->note->note && slot->note->note[0] != '\0') {
        entry->note = slot->note->note;
        slot->note->note = NULL;
    }
}

static int
fill_ledger(struct merge *merge, struct mat_ledger *ret_ledger)
{
    struct mat_entry *entries;

    if (merge->n_order == 0)
        return 0;
    entries = calloc(merge->n_order, sizeof(*entries));
    if (!entries)
        return ENOMEM;
    for (size_t i = 0; i < merge->n_order; i++)
        fill_entry(merge, merge->order[i], &entries[i]);
    ret_ledger->entries = entries;
    ret_ledger->n_entries = (int)merge->n_order;
    return 0;
}

int
mat_ledger_merge(struct mat_lines *lines, struct mat_ledger *ret_ledger)
{
    struct merge merge = {.lines = lines};
    int error = ENOMEM;

    for (int area = 0; area < MAT_AREA__COUNT; area++)
        merge.healed[area] = INT64_MIN;
    merge.names = calloc(lines->n_sessions + 1, sizeof(*merge.names));
    merge.sayings =
        calloc(lines->n_sayings + 1, sizeof(struct mat_kept_saying *));
    if (!merge.names || !merge.sayings)
        goto done;
    sort_out(&merge);
    merge.slots = calloc(lines->n_sessions + 1, sizeof(*merge.slots));
    merge.order = calloc(lines->n_sessions + 1, sizeof(struct slot *));
    if (!merge.slots || !merge.order)
        goto done;
    fill_slots(&merge);
    for (size_t i = 0; i < lines->n_sayings; i++)
        hear(&merge, merge.sayings[i]);
    if (find_order(&merge))
        error = fill_ledger(&merge, ret_ledger);
done:
    free(merge.order);
    free(merge.slots);
    free(merge.sayings);
    free(merge.names);
    return error;
}
