import { describe, expect, it } from 'vitest';
import { isCallId } from '#protocol/identifiers.ts';
import { callPagePath, createCallId, createLinkSecret, formatCallLink, parseCallLink } from './call-link.ts';

const callId = createCallId();
const secret = createLinkSecret();
const link = formatCallLink('https://calls.example', callId, secret);
const complete = { kind: 'complete', callId, secret, media: 'devices' };

describe('a call link', () => {
  it('is made of fresh random ids and secrets', () => {
    expect(isCallId(callId)).toBe(true);
    expect(createCallId()).not.toBe(callId);
    expect(createLinkSecret()).not.toEqual(secret);
    expect(callPagePath(callId)).toBe(`/c/${callId}`);
    expect(link).toMatch(/^https:\/\/calls\.example\/c\/[\w-]{22}#k=[\w-]{24}$/);
  });

  it('has the checksum of CRC-16/CCITT-FALSE', () => {
    // 0x6A0A over 16 zero bytes, as Python's binascii.crc_hqx(bytes(16), 0xffff) has it.
    expect(formatCallLink('', callId, new Uint8Array(16))).toBe(`/c/${callId}#k=AAAAAAAAAAAAAAAAAAAAAGoK`);
  });

  it('refuses a secret of another length', () => {
    expect(() => formatCallLink('https://calls.example', callId, new Uint8Array(15))).toThrow(RangeError);
  });

  it.each([
    ['as it is', link],
    ['with spaces around', `  ${link}\n`],
    ['in a sentence', `Join me: ${link} at five`],
    ['with a full stop', `${link}.`],
    ['in brackets', `(${link})`],
    ['in angle brackets', `<${link}>`],
    ['as markdown', `[call](${link})`],
    ['in italics', `_${link}_`],
    ['glued to a word', `${link}see`],
    ['without its scheme', link.replace('https://', '')],
    ['by its last part alone', link.replace('https://calls.example/c/', '')],
    ['without its host', link.replace('https://calls.example', '')],
    ['with a port', link.replace('calls.example', 'localhost:5173')],
    ['with a slash before the key', link.replace('#', '/#')],
    ['with a tracker in its query', link.replace('#', '?fbclid=abc_-1#')],
    ['with a second hash', link.replace('#', '##')],
    ['with an encoded hash', link.replace('#k=', '%23k%3D')],
    ['broken into lines', `${link.slice(0, 40)}\r\n ${link.slice(40)}`],
    ['broken inside its key', `${link.slice(0, -7)}\n${link.slice(-7)}`],
    ['with invisible characters', `\u200B${link.slice(0, 30)}\u00AD${link.slice(30)}\uFEFF`],
    ['after a cut one', `${link.slice(0, -3)} ${link}`],
  ])('is found %s', (_, text) => {
    expect(parseCallLink(text)).toEqual(complete);
  });

  it('is read from a URL', () => {
    expect(parseCallLink(new URL(link))).toEqual(complete);
    expect(parseCallLink(new URL(`https://calls.example/c/${callId}`))).toEqual({ kind: 'incomplete', callId });
  });

  it.each(Array.from({ length: link.length - link.indexOf('#') }, (_, cut) => cut + 1))('is incomplete when its last %i characters are missing', (cut) => {
    expect(parseCallLink(link.slice(0, -cut))).toEqual({ kind: 'incomplete', callId });
  });

  it('is incomplete when one character of the key is another', () => {
    const start = link.indexOf('#k=') + 3;
    for (let at = start; at < link.length; at++) {
      const wrong = link[at] === 'A' ? 'B' : 'A';
      expect(parseCallLink(link.slice(0, at) + wrong + link.slice(at + 1))).toEqual({ kind: 'incomplete', callId });
    }
  });

  it('is incomplete without an id when the id was cut', () => {
    expect(parseCallLink(`https://calls.example/c/${callId.slice(0, 21)}`)).toEqual({ kind: 'incomplete' });
    expect(parseCallLink('https://calls.example/c/')).toEqual({ kind: 'incomplete' });
    expect(parseCallLink(`https://calls.example/c/${callId}A#k=${link.slice(-24)}`)).toEqual({ kind: 'incomplete' });
  });

  it('takes a bare id for a link without its key', () => {
    expect(parseCallLink(` "${callId}". `)).toEqual({ kind: 'incomplete', callId });
  });

  it.each(['', '   ', 'hello', 'https://calls.example/', 'https://calls.example/about#k=abc', 'a b /c/ d', callId.slice(1), `${callId} and more`])(
    'is not seen in %j',
    (text) => {
      expect(parseCallLink(text)).toEqual({ kind: 'not-a-link' });
    },
  );
});

describe('a chat-only link', () => {
  const chatLink = formatCallLink('https://calls.example', callId, secret, 'none');
  const links = (): readonly (readonly [string, string])[] => {
    const [id, key] = [createCallId(), createLinkSecret()];
    return [[formatCallLink('', id, key), 'devices'], [formatCallLink('', id, key, 'none'), 'none']];
  };
  const keyOf = (text: string): string => text.slice(text.indexOf('#k=') + 3);
  const withKey = (text: string, key: string): string => text.slice(0, text.indexOf('#k=') + 3) + key;
  const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

  it('looks like any link, has the same key, and says that it is one', () => {
    expect(chatLink).toMatch(/^https:\/\/calls\.example\/c\/[\w-]{22}#k=[\w-]{24}$/);
    expect(parseCallLink(chatLink)).toEqual({ ...complete, media: 'none' });
    // 0x6A0A of 16 zero bytes, and 0x4443.
    expect(formatCallLink('', callId, new Uint8Array(16), 'none')).toBe(`/c/${callId}#k=AAAAAAAAAAAAAAAAAAAAAC5J`);
  });

  it('is never what a link becomes by another character, two characters exchanged, or two flipped bits; nor the other way round', () => {
    for (const [link] of links()) {
      const key = keyOf(link);
      const damaged: string[] = [];
      for (let at = 0; at < key.length; at++) {
        for (const other of CHARACTERS) if (other !== key[at]) damaged.push(key.slice(0, at) + other + key.slice(at + 1));
        for (let to = at + 1; to < key.length; to++) {
          const swapped = Array.from(key);
          [swapped[at], swapped[to]] = [key[to] ?? '', key[at] ?? ''];
          if (swapped.join('') !== key) damaged.push(swapped.join(''));
        }
      }
      for (let one = 0; one < 144; one++) {
        for (let two = 0; two < one; two++) damaged.push(withFlipped(key, one, two));
      }
      expect(damaged.length).toBeGreaterThan(11_000);
      for (const text of damaged) expect(parseCallLink(withKey(link, text)).kind, `${key} as ${text}`).toBe('incomplete');
    }
  });

  it('is incomplete when it is cut, and keeps its kind with text glued to it', () => {
    for (const [link, media] of links()) {
      const key = keyOf(link);
      for (let cut = 0; cut < key.length; cut++) {
        expect(parseCallLink(withKey(link, key.slice(0, cut)))).toMatchObject({ kind: 'incomplete' });
      }
      expect(parseCallLink(`${link}A`)).toMatchObject({ kind: 'complete', media });
    }
  });

  function withFlipped(key: string, ...bits: readonly number[]): string {
    const values = Array.from(key, (character) => CHARACTERS.indexOf(character));
    for (const bit of bits) values[Math.floor(bit / 6)] = (values[Math.floor(bit / 6)] ?? 0) ^ (32 >> (bit % 6));
    return values.map((value) => CHARACTERS[value]).join('');
  }
});
