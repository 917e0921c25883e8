// Writes as Python how names and keywords become the texts of a step: the pieces of words as in
// src/text/pieces.h and normal.h, the choice of texts as in src/train/texts.h.

/** @typedef {import('../../types').Params} Params */

// The characters are those of src/text/make_tables.py.
const TOKENISER = String.raw`
def any_of(*ranges):
    return re.compile('[' + ''.join(f'{chr(a)}-{chr(b)}' for a, b in ranges) + ']')

HIDDEN = any_of((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200C, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF))          # invisible
UNSPACED = any_of((0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19DF),
    (0x1A20, 0x1AAF), (0xA9E0, 0xA9FF), (0xAA60, 0xAADF), (0x11700, 0x1174F),    # Thai, Khmer ...
    (0x2E80, 0x312F), (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x16FE0, 0x18DFF), (0x1AFF0, 0x1B2FF),
    (0x20000, 0x3FFFF))                              # Chinese, kana ...
KOREAN = any_of((0x1100, 0x11FF), (0x3131, 0x318E), (0xA960, 0xA97C), (0xAC00, 0xD7A3),
    (0xD7B0, 0xD7FB), (0xFFA0, 0xFFDC))

def kind(c):                                         # of a character; '': it is in no word
    what = unicodedata.category(c)
    if what[0] == 'M':
        return 'mark'
    if what[0] != 'L' and what not in ('Nd', 'Nl'):
        return ''
    if what == 'Nd':
        return 'letter'
    return 'unspaced' if UNSPACED.match(c) else 'korean' if KOREAN.match(c) else 'letter'

def runs(text):                                      # of characters of one kind
    text = ''.join(c for c in text if not HIDDEN.match(c) and unicodedata.category(c) != 'Me')
    text = unicodedata.normalize('NFC', unicodedata.normalize('NFD', text).casefold())
    found, last = [], ''
    for c in text:
        now = last if kind(c) == 'mark' else kind(c)
        if now and now != last:
            found.append([now, ''])
        if now:
            found[-1][1] += c
        last = now
    return found

def bucket(piece):                                   # the hash FNV-1a
    h = 2166136261
    for byte in piece.encode():
        h = (h ^ byte) * 16777619 % 2 ** 32
    return (h ^ h >> 15) % BUCKETS

def pieces(run, low, high, begins):                  # of so many characters
    return [bucket(run[i:i + n]) for i in begins for n in range(low, high + 1)
            if i + n <= len(run)]

@functools.lru_cache(None)
def words(text):                                     # each a list of its pieces
    found = []
    for now, run in runs(text):
        if now == 'unspaced':                        # no spaces: a word begins at each character
            found += [pieces(run, 1, 3, [i]) for i in range(len(run))]
        elif now == 'korean':
            found.append(pieces(run, 1, 3, range(len(run))) + [bucket('w:' + run)])
        else:
            found.append(pieces(f'<{run}>', 3, 5, range(len(run) + 2)) + [bucket('w:' + run)])
    return found
`;

/** @param {Params} p */
export const tokeniser = (p) => [`BUCKETS = ${p.buckets}`, ...TOKENISER.trimEnd().split('\n')];

/** Lines that leave words out of a text, whose last one stays. @param {Params} p */
const dropped = (p) => (Number(p.word_dropout) > 0 ? [
  '    kept, left = [], len(every)',
  '    for word in every:',
  `        if left > 1 and random.random() < ${p.word_dropout}:`,
  '            left -= 1',
  '        else:',
  '            kept.append(word)',
  '    return kept'] : ['    return every']);

/** @param {Params} p */
const secondText = (p) => (p.languages === 'on' ? [
  'def second(i):                                       # another text, also in other languages',
  '    language = random.randint(1, len(names[i]) - 1) if random.random() < 0.8 else 0',
  '    language = language if names[i][language] else 0  # not translated',
  '    name, keys = names[i][language], keywords[i][language]',
  '    if not keys or language and random.random() < 0.6:',
  '        return [name]',
  '    return some(keys, 0.4 if language else 0)', ''] : [
  'def second(i):                                       # another text: one keyword',
  '    return some(keywords[i][0], 0) if keywords[i][0] else [names[i][0]]', '']);

/** Lines that define `first`, `second` where it is used, and `read`. @param {Params} p */
export const textsOfStep = (p) => [
  'def some(keys, share):                               # at least one',
  '    return [k for k in keys if random.random() < share] or [random.choice(keys)]', '',
  'def first(i):                                        # the name, keywords, or both',
  '    u, name, keys = random.random(), names[i][0], keywords[i][0]',
  '    text = [name] if u < 0.4 or u >= 0.7 or not keys else []',
  `    return text + (some(keys, 1 - ${p.keyword_dropout}) if u >= 0.4 and keys else [])`, '',
  ...(Number(p.text_text) > 0 ? secondText(p) : []),
  'def read(text):                                      # the words of all its parts',
  '    every = [word for part in text for word in words(part)]',
  ...dropped(p)];
