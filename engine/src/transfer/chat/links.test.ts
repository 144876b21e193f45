import { describe, expect, it } from 'vitest';
import { findLinks } from './links.ts';

const linksIn = (text: string) => findLinks(text).flatMap((piece) => (piece.kind === 'link' ? [piece.text] : []));

describe('a link in a text', () => {
  it.each([
    ['See https://example.com/a?b=1#c and http://example.org', ['https://example.com/a?b=1#c', 'http://example.org']],
    ['https://example.com/パス。次の文', ['https://example.com/パス']],
    ['見てhttps://example.com/道、いいよ', ['https://example.com/道']],
    ['請看https://example.com/頁面，很好！', ['https://example.com/頁面']],
    ['（https://example.com/a）', ['https://example.com/a']],
    ['「https://example.com/a」を見て', ['https://example.com/a']],
    ['https://例え.jp/ーカタカナー：はい', ['https://例え.jp/ーカタカナー']],
    ['リンク：https://example.com/々〆。', ['https://example.com/々〆']],
    ['一・https://example.com・二', ['https://example.com']],
    ['Read it (https://en.wikipedia.org/wiki/Set_(mathematics)).', ['https://en.wikipedia.org/wiki/Set_(mathematics)']],
    ['[https://example.com/a[1]]', ['https://example.com/a[1]']],
    ['Is it https://example.com? Yes: https://example.com/, “https://example.com/x”', ['https://example.com', 'https://example.com/', 'https://example.com/x']],
    ['HTTPS://EXAMPLE.COM/A', ['HTTPS://EXAMPLE.COM/A']],
    ['https://example.com:8443/a-b_c~d%20e', ['https://example.com:8443/a-b_c~d%20e']],
    ['https://[2001:db8::1]/', ['https://[2001:db8::1]/']],
  ])('is found in %j', (text, links) => {
    expect(linksIn(text)).toEqual(links);
  });

  it.each([
    'README.md and main.py', 'www.example.com', 'example.com', 'javascript:alert(1)', 'data:text/html,x', 'ftp://example.com', 'file:///etc/passwd',
    'https://', 'https://)', 'https:// example.com', 'xhttps://example.com', 'view-source+https://example.com', 'http://a@b.com', 'https://bank.example@evil.example/',
    'https://user:word@example.com', 'https://@example.com', `https://example.com/${'a'.repeat(2_048)}`, 'someone@example.com',
  ])('is not found in %j', (text) => {
    expect(linksIn(text)).toEqual([]);
  });

  it('ends before what nobody sees, or what turns the direction', () => {
    expect(linksIn('https://example.com/\u202egpj.exe https://example.com/\u200ba https://example.com/a\u00adb')).toEqual(['https://example.com/', 'https://example.com/', 'https://example.com/a']);
  });

  it('says to which host it leads, whatever the text looks like', () => {
    expect(findLinks('https://аpple.com/').at(0)).toMatchObject({ host: 'xn--pple-43d.com', href: 'https://xn--pple-43d.com/' });
  });

  it.each(['', 'a', 'https://example.com', ' <b>https://example.com/</b> &amp; (http://b.example) \n', '見てhttps://example.com/道、いいよ'])('is a piece of %j, and the pieces are the text', (text) => {
    expect(findLinks(text).map((piece) => piece.text).join('')).toBe(text);
  });

  it('is found in the longest text without long work', () => {
    for (const part of ['https://', 'https://a(', 'https://a)', 'https://a.', 'https://a.b ']) {
      const pieces = findLinks(part.repeat(64 * 1024 / part.length));
      expect(pieces.length).toBeLessThanOrEqual(1_001);
    }
    expect(linksIn(`https://a.example/${')'.repeat(60_000)}`)).toEqual(['https://a.example/']);
  });
});
