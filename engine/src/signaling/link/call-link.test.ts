import { describe, expect, it } from 'vitest';
import { isCallId } from '#protocol/identifiers.ts';
import { callPagePath, createCallId, createLinkSecret, formatCallLink, parseCallLink } from './call-link.ts';

const callId = createCallId();
const secret = createLinkSecret();
const link = formatCallLink('https://calls.example', callId, secret);
const complete = { kind: 'complete', callId, secret };

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
