import { afterEach, describe, expect, it, vi } from 'vitest';
import { Seeded } from '../testing/simulator/seeded.ts';
import { makeDisplayNameSafe, MAX_DISPLAY_NAME_BYTES, MAX_DISPLAY_NAME_GRAPHEMES } from './display-name.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const graphemes = (text: string): readonly string[] => [...segmenter.segment(text)].map(({ segment }) => segment);
const bytes = (text: string): number => new TextEncoder().encode(text).length;

const FAMILY = '👨‍👩‍👧‍👦';
const KISS = '👩🏽‍❤️‍💋‍👨🏿';
const SCOTLAND = '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}';

describe('a real name', () => {
  it.each([
    'Ana', 'Bo', 'O’Neill', 'Jean-Luc', 'Nguyễn Thị Ánh', 'Łukasz', 'Ян', 'Αθηνά', '王小明', '田中 さくら', '김민준', 'สมชาย', 'אֲבִיגַיִל', 'محمد',
    'प्रिया', 'க்ஷேமா', 'Ana (she/her)', 'Ana & Bo', '<b>Ana</b>', 'X Æ A-12', '...', '007',
    // With joiners that its spelling has: Persian, Sinhala, Bengali, a chillu of Malayalam at the end.
    'علی‌رضا', 'ශ්‍රී', 'র‍্যাব', 'അവന്‍',
    // With emoji, and with the form of a Han character that a register knows.
    `Ana ${FAMILY}`, KISS, `${SCOTLAND} Isla`, '🏴‍☠️', '👁️‍🗨️', '🇨🇦', '5️⃣', '葛\u{e0100}飾', 'ᠮᠣᠩᠭ᠋ᠣᠯ',
  ])('stays as it is: %s', (name) => {
    expect(makeDisplayNameSafe(name)).toBe(name.normalize('NFC'));
  });
});

describe('a name that would mislead', () => {
  it.each([
    ['controls', 'A\u0000n\u0007a\u007f\u009f', 'Ana'],
    ['a bidirectional override', '\u202eanA', 'anA'],
    ['embeddings and isolates, closed or not', '\u202aA\u202bn\u202ca\u2066\u2067\u2068\u2069', 'Ana'],
    ['direction marks', '\u200eA\u200fn\u061ca', 'Ana'],
    ['zero-width characters', '\u200bA\u2060n\ufeffa\u00ad', 'Ana'],
    ['joiners between letters that have none', 'A\u200dn\u200ca', 'Ana'],
    ['a joiner after a word of Persian', 'خانه\u200c', 'خانه'],
    ['a joiner before no emoji', '😀\u200d', '😀'],
    ['joiners in a row', 'ع\u200c\u200c\u200cل', 'عل'],
    ['lone surrogates', 'A\ud800n\udc00a\udbff', 'Ana'],
    ['tags that say something unseen', 'Ana\u{e0068}\u{e0069}', 'Ana'],
    ['a flag whose tags never end', '🏴\u{e0067}\u{e0062}\u{e0073}', '🏴'],
    ['variation selectors that vary nothing', '\ufe0fAna\ufe0f\ufe0f', 'Ana\ufe0f'],
    ['fillers', 'A\u3164n\u115fa\uffa0\u2065', 'Ana'],
    ['line ends', 'Ana\r\nhas\u2028left\u2029the\u0085call', 'Ana has left the call'],
    ['tabs and spaces of all kinds', ' \u00a0Ana\t\u3000\u2003 Bo\u2800 ', 'Ana Bo'],
    ['a mark without a letter', '\u0301\u200d Ana', 'Ana'],
    ['private characters', '\uf8ffAna\u{f0000}', 'Ana'],
    ['characters that are none', 'A\uffffn\ufdd0a', 'Ana'],
    ['an object in the place of text', '\ufffcAna', 'Ana'],
    ['two ways to write one letter', 'Ana\u0308', 'Anä'],
    ['a letter and its mark, held apart', 'Ana\u200b\u0308', 'Anä'],
  ])('loses %s', (_, name, safe) => {
    expect(makeDisplayNameSafe(name)).toBe(safe);
  });

  it.each([
    '', ' ', '\u200b\u200d', '\u2800', '\u3164', '\n\n', '\ud800', '\u202e', '\u0301\u0302', '\ufe0f', undefined, null, 5, {}, ['Ana'], { toString: () => 'Ana' },
  ])('is none at all where nothing is seen, or it is no text: %j', (value) => {
    expect(makeDisplayNameSafe(value)).toBeUndefined();
  });
});

describe('a name that is too much', () => {
  it('has forty graphemes at most, each of them whole', () => {
    expect(makeDisplayNameSafe('n'.repeat(41))).toBe('n'.repeat(40));
    expect(makeDisplayNameSafe('é'.normalize('NFD').repeat(41))).toBe('é'.repeat(40));
    expect(makeDisplayNameSafe('🇨🇦'.repeat(41))).toBe('🇨🇦'.repeat(40));
    expect(makeDisplayNameSafe('क्षि'.repeat(20))).toBe('क्षि'.repeat(20));
  });

  it('has so many bytes at most, and no half of an emoji', () => {
    const safe = makeDisplayNameSafe(FAMILY.repeat(40)) ?? '';
    expect(safe).toBe(FAMILY.repeat(Math.floor(MAX_DISPLAY_NAME_BYTES / bytes(FAMILY))));
  });

  it('has at most four nonspacing marks on a letter', () => {
    const floods = '\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308'.repeat(30);
    const safe = makeDisplayNameSafe(`q${floods}n`) ?? '';
    expect(safe.match(/\p{M}/gu)).toHaveLength(4);
    expect(safe.endsWith('n')).toBe(true);
  });

  it('has no grapheme that goes on and on', () => {
    expect(makeDisplayNameSafe(`Ana ${'😀\u200d'.repeat(50)}😀`)).toBe('Ana');
    expect(makeDisplayNameSafe(`Ana${'\u1100'.repeat(100)}`)).toBe('Ana');
    expect(bytes(makeDisplayNameSafe(`क${'ा'.repeat(100)}`) ?? '')).toBeLessThan(30);
  });

  it('is read no further than a name can be long, and soon', () => {
    expect(makeDisplayNameSafe(`${'\u200b'.repeat(3_000_000)}Ana`)).toBeUndefined();
    expect(makeDisplayNameSafe('n\u0301'.repeat(3_000_000))).toBe('ń'.repeat(40));
  });
});

/** What names are made of, and what they are spoilt with. */
const PIECES = [
  'A', 'n', 'é', 'e', '\u0301', '\u0308', '\u0327', ' ', '\t', '\n', '\u2028', '\u00a0', '\u3000', '\u2800', '王', '\u{e0100}', '김', '\u1100', '\u1161', '\u11a8', 'ع', 'ل', '\u064b',
  'क', '\u094d', 'ष', '\u093f', '\u093e', 'र', '്', 'ന', '\u0d3e', '\u200c', '\u200d', '\ufe0f', '\u200b', '\u2060', '\ufeff', '\u202a', '\u202e', '\u2066', '\u2068', '\u2069', '\u200f', '\u061c', '\u0000',
  '\u001b', '\u0085', '\ud83d', '\ude00', '😀', '👨', '👧', '🏽', '❤', '🏴', '\u{e0067}', '\u{e0062}', '\u{e007f}', '🇨', '🇦', '\u20e3', '5', '\u3164', '\uf8ff', '\uffff', '<', '&', '"', '\u180b', 'ᠮ', '\u034f', '\u0600', '\u0958', '\u{1d159}',
];
const FORBIDDEN = /[\u034f\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u00ad\u061c\u115f\u1160\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\u2800]/u;

describe('four thousand names at random', () => {
  it('come out on one line, within bounds, in one form, with nothing unseen, and the same again', () => {
    const faults: string[] = [];
    for (let seed = 0; seed < 4_000; seed++) {
      const random = new Seeded(seed);
      const length = random.integer(1, random.chance(0.7) ? 20 : 300);
      // Few kinds of pieces in some names, so that they stand in long rows.
      const kinds = Array.from({ length: random.integer(1, 12) }, () => PIECES[random.integer(0, PIECES.length - 1)] ?? '');
      const raw = Array.from({ length }, () => kinds[random.integer(0, kinds.length - 1)] ?? '').join('');
      const safe = makeDisplayNameSafe(raw);
      if (safe === undefined) continue;
      const fault = (what: string): number => faults.push(`seed ${seed}: ${what}: ${JSON.stringify(raw)}`);
      if (makeDisplayNameSafe(safe) !== safe) fault('changes again');
      if (safe !== safe.normalize('NFC')) fault('not NFC');
      if (safe !== safe.trim() || / {2}/.test(safe) || safe === '') fault('spaces');
      if (FORBIDDEN.test(safe)) fault('something unseen');
      if (/^\p{M}/u.test(safe) || /[\p{Mn}\p{Me}]{5}/u.test(safe)) fault('marks');
      if (graphemes(safe).length > MAX_DISPLAY_NAME_GRAPHEMES || bytes(safe) > MAX_DISPLAY_NAME_BYTES) fault('too long');
      if (graphemes(safe).some((grapheme) => Array.from(grapheme).length > 16)) fault('a grapheme without end');
    }
    expect(faults).toEqual([]);
  });
});

describe('a browser that can’t tell graphemes', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('counts code points, and leaves no joiner behind', () => {
    vi.stubGlobal('Intl', {});
    expect(makeDisplayNameSafe('n'.repeat(41))).toBe('n'.repeat(40));
    expect(makeDisplayNameSafe(FAMILY.repeat(10))).toBe(`${FAMILY.repeat(5)}👨‍👩‍👧`);
    expect(makeDisplayNameSafe(`Ana ${FAMILY}`)).toBe(`Ana ${FAMILY}`);
  });
});
