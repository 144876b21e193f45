import { describe, expect, it } from 'vitest';
import { createCallId, createLinkSecret, formatCallLink } from './call-link.ts';
import { findWrappedLink } from './wrapped-links.ts';

const quotedPrintable = (text: string): string => text.replaceAll('=', '=3D').replaceAll('#', '=23').replace(/(.{40})/g, '$1=\r\n');
const entities = (text: string): string => text.replaceAll('#', '&#35;').replaceAll('=', '&#x3D;');
const defenseTwo = (text: string): string => encodeURIComponent(text).replaceAll('-', '%2D').replaceAll('_', '%5F').replaceAll('%2F', '_').replaceAll('%', '-');
const defenseThree = (text: string): string => {
  const listed = text.replace(/[^#=]/g, '');
  return `https://urldefense.com/v3/__${text.replace(/[#=]/g, '*')}__;${btoa(listed)}!!AbCd!x-Y$`;
};

const fullWidth = (text: string): string => text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

const WRAPPINGS: readonly (readonly [name: string, wrap: (link: string) => string])[] = [
  ['nothing', (link) => link],
  ['Safe Links', (link) => `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(link)}&data=05%7C02&reserved=0`],
  ['Safe Links inside Safe Links', (link) => `https://x.safelinks.protection.outlook.com/?url=${encodeURIComponent(`https://y.safelinks.protection.outlook.com/?url=${encodeURIComponent(link)}`)}`],
  ['a search engine’s redirect', (link) => `https://www.google.com/url?q=${encodeURIComponent(link)}&sa=D`],
  ['a network’s redirect', (link) => `https://l.facebook.com/l.php?u=${encodeURIComponent(link)}&h=AT0`],
  ['URL Defense 2', (link) => `https://urldefense.proofpoint.com/v2/url?u=${defenseTwo(link)}&d=DwMFaQ&c=x`],
  ['URL Defense 3', defenseThree],
  ['a key encoded twice in the path', (link) => link.replace('#', '%2523').replace('k=', 'k%253D')],
  ['a key encoded three times', (link) => link.replace('#', '%252523').replace('k=', 'k%25253D')],
  ['HTML', (link) => `<a href="${entities(link)}">${entities(link)}</a>`],
  ['quoted-printable', (link) => `Join me:=20${quotedPrintable(link)}`],
  ['Markdown', (link) => `[call](${link.replace('#', '\\#').replaceAll('_', '\\_')})`],
  ['base64, in a parameter', (link) => `https://eu-west-1.protection.sophos.com/?d=call.example&u=${btoa(link)}&i=NWQ&t=abc`],
  ['base64, encoded once more', (link) => `https://eu-west-1.protection.sophos.com/?u=${encodeURIComponent(btoa(link))}`],
  ['base64url without its end', (link) => `https://r.example/to/${btoa(link).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`],
  ['base64 of a record', (link) => `https://t.example/?p=${btoa(JSON.stringify({ url: link }))}`],
  ['JSON', (link) => JSON.stringify({ url: link }).replace('#', '\\u0023').replace('=', '\\u003d').replaceAll('/', '\\/')],
  ['an older percent-encoding', (link) => link.replace('#', '%u0023').replace('=', '%u003D')],
  ['the wide characters of an input method', (link) => link.replace('#', '＃').replace('=', '＝')],
  ['a reply to a reply, its lines broken', (link) => `>> Join: ${link.slice(0, 30)}\r\n>> ${link.slice(30, 60)}\n> > ${link.slice(60)}\n> Bye`],
  ['a second #', (link) => link.replace('#', '##')],
  ['full-width characters', fullWidth],
  ['an East Asian keyboard’s # and =', (link) => link.replace('#', '＃').replace('k=', 'k＝')],
  ['a word processor’s unbreakable hyphens', (link) => link.replaceAll('-', '\u2011')],
  ['a word processor’s dashes for two hyphens', (link) => link.replaceAll('--', '\u2014')],
  ['a word processor’s short dashes', (link) => link.replaceAll('-', '\u2013')],
  ['a quoted reply that has broken it into lines', (link) => `> > ${link.slice(0, 40)}\n> > ${link.slice(40)}`],
  ['a quoted reply, in a field that takes no lines', (link) => `>${link.slice(0, 40)}>${link.slice(40)}`],
  ['a # that is drawn as an emoji', (link) => link.replace('#', '#\uFE0F')],
  ['words in another language, with an encoding that is none', (link) => `100 % sicher: ${encodeURIComponent(link)} – bis gleich`],
];

describe.each(WRAPPINGS)('a link wrapped in %s', (_, wrap) => {
  it('is found', () => {
    // Ids and secrets have every character that an encoding might take for its own.
    for (let n = 0; n < 50; n++) {
      const [callId, secret] = [createCallId(), createLinkSecret()];
      const media = n % 2 === 0 ? 'devices' : 'none';
      const wrapped = wrap(formatCallLink('https://call.example', callId, secret, media));
      expect(findWrappedLink(wrapped), wrapped).toEqual({ kind: 'complete', callId, secret, media });
    }
  });
});

describe('a link some of whose hyphens have become dashes', () => {
  const ID = 'Ab--efgh-_klmnopqr-stu';
  const link = `https://call.example/c/${ID}#k=${formatCallLink('', createCallId(), createLinkSecret()).slice(-24)}`;

  it.each([['\u2014', '--'], ['\u2013', '--'], ['\u2013', '-']])('%s for %s, is found: its lengths tell which', (dash, hyphens) => {
    expect(findWrappedLink(link.replaceAll(hyphens, dash))).toMatchObject({ kind: 'complete', callId: ID });
  });
});

describe('what holds no link', () => {
  it.each(['', 'hello', '%', '%%%25%2525', 'https://example.com/?url=https%3A%2F%2Fexample.org', '='.repeat(5_000), '&#x110000;&#99999;'])('%j is none', (text) => {
    expect(findWrappedLink(text)).toEqual({ kind: 'not-a-link' });
  });

  it('is told from a link of ours that was cut inside its wrapping', () => {
    const link = formatCallLink('https://call.example', createCallId(), createLinkSecret());
    expect(findWrappedLink(`https://x.example/?url=${encodeURIComponent(link.slice(0, -4))}`)).toMatchObject({ kind: 'incomplete' });
  });
});
