import { expect, test } from 'vitest';
import { mediaOf, shownAs } from './media-signature.ts';

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (character) => character.charCodeAt(0));
const EBML = '\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82';

test.each([
  ['a JPEG', '\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
  ['a PNG', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image/png'],
  ['a GIF', 'GIF89a\x01\0', 'image/gif'],
  ['a WebP', 'RIFF\x24\0\0\0WEBPVP8 ', 'image/webp'],
  ['an AVIF', '\0\0\0\x20ftypavif\0\0\0\0', 'image/avif'],
  ['an MP4', '\0\0\0\x20ftypisom\0\0\x02\0', 'video/mp4'],
  ['sound in an MP4', '\0\0\0\x20ftypM4A \0\0\0\0', 'audio/mp4'],
  ['a film of QuickTime', '\0\0\0\x14ftypqt  \0\0\0\0', 'video/quicktime'],
  ['a WebM', `${EBML}\x84webm`, 'video/webm'],
  ['Opus in Ogg', `OggS\0\x02${'\0'.repeat(20)}\x01\x13OpusHead`, 'audio/ogg'],
  ['Theora in Ogg', `OggS\0\x02${'\0'.repeat(20)}\x01\x2a\x80theora`, 'video/ogg'],
  ['a WAV', 'RIFF\x24\0\0\0WAVEfmt ', 'audio/wav'],
  ['a FLAC', 'fLaC\0\0\0\x22', 'audio/flac'],
  ['an MP3 with a title', 'ID3\x04\0\0', 'audio/mpeg'],
  ['an MP3 without one', '\xff\xfb\x90\x64', 'audio/mpeg'],
  ['bare AAC', '\xff\xf1\x50\x80', 'audio/aac'],
])('%s is shown as %s says', (_what, head, type) => {
  expect(mediaOf(bytes(head))?.type).toBe(type);
  expect(type.startsWith(mediaOf(bytes(head))?.element ?? '?')).toBe(true);
});

test.each([
  ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
  ['an SVG behind an XML declaration', '<?xml version="1.0"?><svg/>'],
  ['HTML', '<!doctype html><script>'],
  ['a PDF', '%PDF-1.7'],
  ['text', 'GIF is pronounced'],
  ['Matroska', `${EBML}\x88matroska`],
  ['HEIC', '\0\0\0\x20ftypheic\0\0\0\0'],
  ['text in UTF-16', '\xff\xfeh\0i\0'],
  ['nothing', ''],
  ['a box whose brand is a name of every object', '\0\0\0\x20ftyptoString'],
])('%s is not shown', (_what, head) => {
  expect(mediaOf(bytes(head))).toBeUndefined();
});

test('a picture that its sender calls HTML is a picture; a page that is called a picture is nothing', async () => {
  expect((await shownAs(new Blob([bytes('GIF89a<script>')], { type: 'text/html' })))?.blob.type).toBe('image/gif');
  expect(await shownAs(new Blob(['<script>'], { type: 'image/png' }))).toBeUndefined();
});
