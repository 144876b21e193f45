import { describe, expect, test } from 'vitest';
import { MAX_SAFE_NAME_BYTES, NameCounter, safeName, safePath } from './safe-names.ts';
import { formatControl, parseControl } from './wire/frames.ts';

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

describe('a name that the sender has chosen', () => {
  test.each([
    ['an ordinary one', 'Ferien 2026 – Zürich.jpg', 'Ferien 2026 – Zürich.jpg'],
    ['of another script', '写真。人.png', '写真。人.png'],
    ['with a path', '../../etc/passwd', '_.._etc_passwd'],
    ['with a path of Windows', 'C:\\Windows\\a.exe', 'C_Windows_a.exe'],
    ['of dots alone', '..', '_'],
    ['empty', '', '_'],
    ['hidden', '.bashrc', 'bashrc'],
    ['hidden behind a space', ' .bashrc', 'bashrc'],
    ['with control characters', 'a\u0000b\nc\u007f.txt', 'a_b c_.txt'],
    ['turned around to hide its ending', 'photo\u202egpj.exe', 'photo_gpj.exe'],
    ['with an isolate', 'a\u2066b\u2069.txt', 'a_b_.txt'],
    ['that Windows reserves', 'CON', 'CON_'],
    ['that Windows reserves, with an ending', 'aux.txt', 'aux_.txt'],
    ['with dots and spaces at the end', 'a.txt. . ', 'a.txt'],
    ['decomposed', 'Zu\u0308rich', 'Zürich'],
    ['with half a pair', 'a\ud800b', 'a_b'],
  ])('%s', (_, name, safe) => {
    expect(safeName(name)).toBe(safe);
    // What is safe stays as it is: the sender's page and the receiver's agree.
    expect(safeName(safe)).toBe(safe);
  });

  test.each(['a'.repeat(5_000), `${'漢'.repeat(500)}.jpeg`, `${'😀'.repeat(400)}.png`, `a.${'b'.repeat(400)}`])('is short enough for any disk, in bytes, and keeps its ending', (name) => {
    const safe = safeName(name);
    expect(bytesOf(safe)).toBeLessThanOrEqual(MAX_SAFE_NAME_BYTES);
    expect(safe.isWellFormed()).toBe(true);
    if (/\.(?:jpeg|png)$/.test(name)) expect(safe.endsWith(name.slice(name.lastIndexOf('.')))).toBe(true);
  });
});

test('folders are rebuilt name by name: no step leads up, and none is empty', () => {
  expect(safePath(['..', 'a/b', '', '.', 'CON', '/etc', 'c\u202e'])).toEqual(['a', 'b', 'CON_', 'etc', 'c_']);
  expect(safePath(Array.from({ length: 1_000 }, () => 'a/b')).length).toBeLessThanOrEqual(32);
});

test('of a long path as many folders are left, the outermost, as an offer has room for beside the longest name', () => {
  const path = safePath(Array.from({ length: 32 }, (_, index) => `${index}${'写'.repeat(60)}`));
  expect(path.map((folder) => Number.parseInt(folder, 10))).toEqual(path.map((_, index) => index));
  expect(path.length).toBeGreaterThan(5);
  const offer = { number: 1, size: 1, type: 't'.repeat(120), name: safeName('名'.repeat(300)), path, word: 'offered', attempt: 0 } as const;
  expect(parseControl(formatControl({ type: 'offers', offers: [offer] }))).toEqual({ type: 'offers', offers: [offer] });
});

test('duplicates are numbered, whatever the case, and no number makes another duplicate', () => {
  const names = new NameCounter();
  expect([names.next([], 'a.txt'), names.next([], 'a (2).txt'), names.next([], 'A.TXT'), names.next([], 'a.txt'), names.next(['f'], 'a.txt'), names.next([], 'b'), names.next([], 'b')])
    .toEqual(['a.txt', 'a (2).txt', 'A (3).TXT', 'a (4).txt', 'a.txt', 'b', 'b (2)']);
});
