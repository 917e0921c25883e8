"""Writes tests/golden/pieces.h: the pieces of known texts, found by an independent reference that
reads whole texts, on Python's strings and its own tables of Unicode.

  /usr/bin/python3 tests/golden/make_pieces.py
"""
import os
import re
import unicodedata as u

HERE = os.path.dirname(os.path.abspath(__file__))
BUCKETS = 8192
UNSPACED = ('\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u312f\u31f0-\u31ff\u3400-\u9fff'
            '\uf900-\ufaff\uff66-\uff9f')
KOREAN = '\u1100-\u11ff\uac00-\ud7a3'
HIDDEN = re.compile('[\u00ad\u034f\u180b-\u180f\u200c-\u200f\u202a-\u202e\u2060-\u206f\u20dd-\u20e4'
                    '\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]')


def fnv(text):
    h = 2166136261
    for b in text.encode(): h = (h ^ b) * 16777619 & 0xffffffff
    return (h ^ h >> 15) % BUCKETS


def grams(text, low, high):
    """In the order of where they begin."""
    return [fnv(text[i:i + n]) for i in range(len(text)) for n in range(low, high + 1)
            if i + n <= len(text)]


def kind(c):
    if u.category(c)[0] == 'M': return 'mark'
    if u.category(c)[0] != 'L' and u.category(c) not in ('Nd', 'Nl'): return ''
    if u.category(c) == 'Nd': return 'letter'
    if re.match(f'[{UNSPACED}]', c): return 'unspaced'
    return 'korean' if re.match(f'[{KOREAN}]', c) else 'letter'


def runs(text):
    text = u.normalize('NFC', u.normalize('NFD', HIDDEN.sub('', text)).casefold())
    out, last = [], ''
    for c in text:
        now = kind(c)
        if now == 'mark': now = last
        if now and now != last: out.append([now, ''])
        if now: out[-1][1] += c
        last = now
    return out


def words(text):
    out = []
    for now, run in runs(text):
        if now == 'unspaced':
            out += [grams(run[i:i + 3], 1, 3)[:min(3, len(run) - i)] for i in range(len(run))]
        elif now == 'korean': out.append(grams(run, 1, 3) + [fnv('w:' + run)])
        else: out.append(grams(f'<{run}>', 3, 5) + [fnv('w:' + run)])
    return out


TEXTS = [
    '', ' \t\n', '.,;:!?-_/\\\u2026\u200b\u00a0\u3000\u3001\u3002', 'a', 'ab', 'cat', 'Cat CAT',
    'red fruit', 'caf\u00e9', 'cafe\u0301', 'CAFE\u0301', 'Vi\u1ec7t', 'Vie\u0302\u0323t',
    'stra\u00dfe', 'STRASSE', 'STRA\u1e9eE', '\u03c3\u03bf\u03c6\u03cc\u03c2',
    '\u03a3\u039f\u03a6\u038c\u03a3', '\u0130stanbul', 'i\u0307stanbul', 'd\u0131\u015f',
    '\ufb03', '\u1fb7', "don't", 'don\u2019t', 'mp3 4K 2024', 'x\u0301\u0316', 'x\u0316\u0301',
    '\u0301a', '\u043a\u043e\u0442', '\u041a\u041e\u0422', '\u0451\u0436', '\u0435\u0308\u0436',
    '\u0915\u094d\u0937\u092e\u093e', '\u0915\u094d\u200d\u0937\u092e\u093e', '\u0915\u093c',
    '\u0958', '\u092c\u093f\u0932\u094d\u0932\u0940 \u0914\u0930',
    '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645', '\u0642\u0637\u064e\u0651',
    '\u0642\u0637\u0651\u064e', '\u05d7\u05ea\u05d5\u05dc \ufb2a', '\u05e9\u05c1',
    '\u0e41\u0e21\u0e27', '\u0e01\u0e33\u0e25\u0e31\u0e07 7', '\u732b',
    '\u732b\u7684\u7b11\u8138', '\uf900', '\u30cf\u30fc\u30c8\u306e\u732b', '\u3051\u3099\u3064',
    '\u3052\u3064', 'ai\u732bcat\u3042b', '2024\u5e74', '\uac15\uc544\uc9c0',
    '\u1100\u1161\u11bc\u110b\u1161\u110c\u1175', '\uc6c3\ub294 \uc5bc\uad74', 'K\ud31d',
    '\U0001f600', '\U0001f468\u200d\U0001f469\u200d\U0001f467', '\u2764\ufe0f',
    '\U0001f44d\U0001f3fd', '\U0001f1e9\U0001f1ea',
    '\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e007f', '1\ufe0f\u20e3', '\u24b6\u00bd\u2260',
    '\U00010400\U00010428', 'so\u00adft', '\u2160\u2170', '\u1e9b\u0323', '\u03b1\u0345\u0323',
]


def quoted(text):
    plain = lambda b: 32 <= b < 127 and chr(b) not in '"?\\'
    return '"' + ''.join(chr(b) if plain(b) else f'\\{b:03o}' for b in text.encode()) + '"'


def main():
    rows = [(text, words(text)) for text in TEXTS]
    version = f'Unicode {u.unidata_version}'
    out = [f'/* Written by make_pieces.py (Python, {version}): texts and, for each of their words,',
           ' * how many pieces it has and the ids of these in 8,192 buckets; 0 ends a text. */',
           'static const struct { const char *text; int size; const int *words; } known_pieces[] = {']
    for text, found in rows:
        numbers = [n for word in found for n in (len(word), *word)] + [0]
        out.append(f'  {{{quoted(text)},\n   {len(text.encode())}, (const int[]){{')
        out.append(f'    {wrapped(numbers)}}}}},')
    with open(os.path.join(HERE, 'pieces.h'), 'w') as f: f.write('\n'.join([*out, '};']) + '\n')


def wrapped(numbers):
    lines, line = [], ''
    for n in numbers:
        if len(line) > 74: lines, line = [*lines, line.rstrip()], ''
        line += f'{n}, '
    return '\n    '.join([*lines, line.rstrip(', ')])


main()
