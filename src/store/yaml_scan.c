#include "store/yaml_map.h"

#include <string.h>

#include "matsession/text.h"

#define NEXT_LINE 0x85u
#define LINE_SEPARATOR 0x2028u
#define PARAGRAPH_SEPARATOR 0x2029u
#define BYTE_ORDER_MARK 0xFEFFu

static bool
is_printable(uint32_t c)
{
    if (c < 0x20)
        return c == '\t' || c == '\n' || c == '\r';
    return c < 0x7F || c == NEXT_LINE ||
           (c >= 0xA0 && c <= 0xFFFD && c != BYTE_ORDER_MARK) || c >= 0x10000;
}

/* What libyaml takes for the end of a line, so that lines count alike. */
static bool
is_break(uint32_t c, const char *rest, size_t size)
{
    if (c == '\r')
        return size == 0 || *rest != '\n';
    return c == '\n' || c == NEXT_LINE || c == LINE_SEPARATOR ||
           c == PARAGRAPH_SEPARATOR;
}

static bool
is_utf16(const char *text, size_t size)
{
    return size >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 ||
                         memcmp(text, "\xFE\xFF", 2) == 0);
}

static void
character_complain(struct mat_diags *diags, struct mat_yaml_spot spot,
                   uint32_t c, bool valid, unsigned char byte)
{
    if (!valid)
        mat_yaml_mistake(NULL, diags, MAT_YAML_NONE, spot,
                         "is not UTF-8 (byte 0x%02X); save the file as UTF-8",
                         (unsigned)byte);
    else if (c == 0)
        mat_yaml_mistake(NULL, diags, MAT_YAML_NONE, spot,
                         "has a NUL byte; save the file as UTF-8 text");
    else
        mat_yaml_mistake(NULL, diags, MAT_YAML_NONE, spot,
                         "has the control character U+%04X; take it out",
                         (unsigned)c);
}

static bool
is_tag_line(const char *text, size_t size)
{
    return size >= 4 && memcmp(text, "%TAG", 4) == 0;
}

bool
mat_yaml_scan(const char *text, size_t size, struct mat_diags *diags)
{
    struct mat_yaml_spot spot = {1, 1};

    if (is_utf16(text, size)) {
        mat_yaml_mistake(NULL, diags, MAT_YAML_NONE, spot,
                         "is UTF-16; save the file as UTF-8");
        return false;
    }
    while (size > 0) {
        uint32_t c;
        size_t length = mat_utf8_next(text, size, &c);
        bool valid = length > 1 || (unsigned char)*text < 0x80;

        if (!valid || !is_printable(c)) {
            character_complain(diags, spot, c, valid, (unsigned char)*text);
            return false;
        }
        if (spot.column == 1 && is_tag_line(text, size)) {
            mat_yaml_mistake(NULL, diags, MAT_YAML_NONE, spot,
                             "%%TAG lines are not supported; take it out");
            return false;
        }
        text += length;
        size -= length;
        spot.column++;
        if (is_break(c, text, size))
            spot = (struct mat_yaml_spot){spot.line + 1, 1};
    }
    return true;
}
