"""Writes src/text/tables.c and tables_composed.c: what src/text needs to know of Unicode's
characters. It also writes tests/golden/assigned.json, the characters that this version of Unicode
has, and prints the lengths of the tables, which stand in tables.h.

  /usr/bin/python3 src/text/make_tables.py

The data are those of Python's module `unicodedata`, whose version of Unicode is noted in the
files. Every property that the C code relies on, beyond the tables themselves, is asserted here.
"""
import json
import os
import unicodedata as u

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
CODES = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
SEPARATOR, MARK, LETTER, UNSPACED, HANGUL, IGNORED = 0, 241, 242, 243, 244, 245

# Scripts written without spaces: those of which Unicode says that finding a place to break a line
# takes a dictionary (line breaking class SA), Chinese characters, kana and their like.
WITHOUT_SPACES = [
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19DF), (0x1A20, 0x1AAF),
    (0xA9E0, 0xA9FF), (0xAA60, 0xAADF), (0x11700, 0x1174F),  # Thai, Lao, Burmese, Khmer, Tai
    (0x2E80, 0x312F), (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x20000, 0x3FFFF),  # Han, kana, Bopomofo
    (0x16FE0, 0x18DFF), (0x1AFF0, 0x1B2FF),  # Tangut, Khitan, old kana, Nushu
]
KOREAN = [(0x1100, 0x11FF), (0x3131, 0x318E), (0xA960, 0xA97C), (0xAC00, 0xD7A3),
          (0xD7B0, 0xD7FB), (0xFFA0, 0xFFDC)]
# Default_Ignorable_Code_Point of DerivedCoreProperties.txt, except U+200B, which Khmer and Thai
# write between words; and the marks that enclose what stands before them, as in a keycap.
HIDDEN = [
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200C, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
]
# In the 16 bits of the table of pairs, characters beyond U+FFFF take the places of private use.
WIDE = [(0x11000, 0x12000, 0xE000), (0x1D100, 0x1D200, 0xF000)]


def within(c, ranges): return any(low <= c <= high for low, high in ranges)


def kind(c):
    """The property of one character (tables.h); None where it is unassigned."""
    category = u.category(chr(c))
    if within(c, HIDDEN) or category == 'Me': return IGNORED
    if category == 'Cn': return None
    if category[0] == 'M': return u.combining(chr(c)) or MARK
    assert not u.combining(chr(c))
    if category[0] != 'L' and category not in ('Nd', 'Nl'): return SEPARATOR
    if category == 'Nd': return LETTER
    return UNSPACED if within(c, WITHOUT_SPACES) else HANGUL if within(c, KOREAN) else LETTER


def properties():
    """[first character, property] of each range. Unassigned characters join a neighbour, but never
    a mark with a class, because the class of an unassigned character is 0."""
    plain = lambda value: value is not None and (value == SEPARATOR or value >= MARK)
    out, gap = [(0, SEPARATOR)], None
    for c in CODES:
        value = kind(c)
        if value is None:
            gap = c if gap is None else gap
            continue
        before = out[-1][1]
        if gap is not None and not plain(before):
            out.append((gap, value if plain(value) else SEPARATOR))
        gap = None
        if value != out[-1][1]: out.append((c, value))
    return out


def blocks(kinds):
    """How many ranges begin before each block of 128 characters below U+3400."""
    return [sum(c < 128 * block for c, _ in kinds) for block in range(0x3400 // 128 + 1)]


def one_step(c):
    text = u.decomposition(chr(c))
    if not text or text[0] == '<': return None
    return [int(part, 16) for part in text.split()]


def narrow(c):
    for low, high, place in WIDE:
        if low <= c < high: return c - low + place
    assert c < 0xE000 or 0xF900 <= c < 0x10000, hex(c)
    return c


def decompositions():
    """Rows [composed, first, second or 0] in the order of `composed`; Chinese ones apart."""
    rows, chinese = [], {}
    for c in CODES:
        parts = one_step(c)
        if not parts: continue
        if 0xF900 <= c <= 0xFAFF or 0x2F800 <= c <= 0x2FA1F: chinese[c] = parts[0]
        else: rows.append((*map(narrow, (c, *parts, 0)[:3]), c))
        assert len(u.normalize('NFD', chr(c))) <= 4 and not any(map(one_step, parts[1:]))
        if u.normalize('NFC', chr(c)) == chr(c):
            assert kind(c) == kind(parts[0]) and (kind(parts[1]) in range(1, 242)), hex(c)
    rows.sort()
    return rows, chinese


def compositions(rows):
    """The rows that may be composed, in the order of (second, first)."""
    may = [i for i, row in enumerate(rows) if u.normalize('NFC', chr(row[3])) == chr(row[3])]
    return sorted(may, key=lambda i: (rows[i][2], rows[i][1]))


def foldings():
    """Of characters without a decomposition: ranges (first, count, stride, delta), whose delta is 0
    for those that are in the long rows."""
    single, long, never = {}, [], set()
    for c in CODES:
        to = [ord(x) for x in chr(c).casefold()]
        if one_step(c): never.add(c)
        if to == [c] or one_step(c) or c < 0x80: continue
        assert u.normalize('NFD', chr(c).casefold()) == chr(c).casefold(), hex(c)
        assert all(u.combining(chr(x)) == 0 for x in to)
        same = [kind(x) == kind(c) for x in to]
        assert all(same) or (c == 0x345 and kind(to[0]) == LETTER), hex(c)
        if to[1:]: long.append([c, *to, 0][:4])
        single[c] = 0 if to[1:] else to[0] - c
    ranges, left = [], sorted(single)

    def run_of(first, stride):
        """A range may run across characters that are never looked up."""
        run = [first]
        for c in range(first + stride, first + 128 * stride, stride):
            if stride == 2 and c - 1 in single: break
            if single.get(c) == single[first]: run.append(c)
            elif c not in never: break
        return run

    while left:
        stride = max((1, 2), key=lambda stride: len(run_of(left[0], stride)))
        run = run_of(left[0], stride)
        ranges.append((run[0], (run[-1] - run[0]) // stride + 1, stride, single[run[0]]))
        left = [c for c in left if c not in set(run)]
    ranges.sort()
    for a, b in zip(ranges, ranges[1:]):  # the search looks at one range only
        assert a[0] + a[2] * (a[1] - 1) < b[0], (a, b)
    return ranges, long


def array(kind_of, name, values):
    lines, line = [], ' '
    for value in values:
        item = f' {value},'
        if len(line) + len(item) > 99: lines, line = [*lines, line], ' '
        line += item
    return f'const {kind_of} {name}[{len(values)}] = {{\n' + '\n'.join([*lines, line]) + '\n};\n'


def write(name, arrays):
    head = (
        f'/* Written by make_tables.py from the data of Unicode {u.unidata_version}, which are'
        ' copyright Unicode, Inc.,\n * under the licence Unicode-3.0'
        ' (https://www.unicode.org/license.txt). What the numbers mean\n * stands in tables.h. */\n'
        '#include "text/tables.h"\n')
    with open(os.path.join(ROOT, 'src/text', name), 'w') as f: f.write('\n'.join([head, *arrays]))


def main():
    kinds, (rows, chinese), (folds, long) = properties(), decompositions(), foldings()
    # what unicode.c says without looking it up
    assert all(kind(c) == UNSPACED for c in range(0x4E00, 0xA000))
    assert all(kind(c) == HANGUL for c in range(0xAC00, 0xD7A4))
    plain = [*range(0x590, 0x10A0), *range(0x2E80, 0xA640), *range(0xAC00, 0xFB00)]
    assert not any(first <= c < first + count * stride for first, count, stride, _ in folds
                   for c in (0x590, 0x109F, 0x2E80, 0xA63F, 0xAC00, 0xFAFF))
    assert not any(chr(c).casefold() != chr(c) and not one_step(c) for c in plain
                   if not 0xD800 <= c < 0xE000)
    assert not any(0x3100 <= row[3] < 0xF900 for row in rows)
    place = [(0xF900, 0xFADA), (0x2F800, 0x2FA1E)]
    assert all(any(low <= c < high for low, high in place) for c in chinese)
    singles = [chinese.get(c, 0) for low, high in place for c in range(low, high)]
    pairs = compositions(rows)
    for i in pairs: assert not within(rows[i][3], HIDDEN)
    write('tables.c', [
        array('uint32_t', 'ct_text_properties', [c << 8 | value for c, value in kinds]),
        array('uint16_t', 'ct_text_blocks', blocks(kinds)),
        array('uint32_t', 'ct_text_folds',
              [c << 8 | (count - 1) << 1 | (stride - 1) for c, count, stride, _ in folds]),
        array('int32_t', 'ct_text_deltas', [delta for _, _, _, delta in folds]),
        array('uint16_t', 'ct_text_long_folds', [x for row in long for x in row]),
    ])
    write('tables_composed.c', [
        array('uint16_t', 'ct_text_composed', [row[0] for row in rows]),
        array('uint16_t', 'ct_text_first', [row[1] for row in rows]),
        array('uint16_t', 'ct_text_second', [row[2] for row in rows]),
        array('uint16_t', 'ct_text_pairs', pairs),
        array('uint32_t', 'ct_text_chinese', singles),
    ])
    sizes = dict(PROPERTIES=len(kinds), BLOCKS=len(blocks(kinds)), FOLDS=len(folds),
                 LONG_FOLDS=len(long), ROWS=len(rows), PAIRS=len(pairs), CHINESE=len(singles))
    print('\n'.join(f'#define CT_TEXT_{name} {n}' for name, n in sizes.items()))
    assigned = []
    for c in range(0x110000):
        if u.category(chr(c)) in ('Cn', 'Cs'): continue
        if assigned and assigned[-1][1] == c - 1: assigned[-1][1] = c
        else: assigned.append([c, c])
    known = json.dumps({'unicode': u.unidata_version, 'ranges': assigned}, separators=(',', ':'))
    with open(os.path.join(ROOT, 'tests/golden/assigned.json'), 'w') as f: f.write(known + '\n')


main()
