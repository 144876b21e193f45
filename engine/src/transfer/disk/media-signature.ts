/**
 * Pictures, sound and film by how they begin, for a page that shows what another person has sent. Never by the sender's word, and never
 * a type that can hold a script: SVG, HTML and PDF have no entry here.
 * https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern and the formats' own documents.
 */
export interface ShownMedia {
  /** What may show it: `img`, `audio` or `video`, and nothing else. */
  readonly element: 'image' | 'audio' | 'video';
  /** The type of the Blob. */
  readonly type: string;
}

/** How much of the beginning is looked at. */
export const SIGNATURE_BYTES = 512;

const text = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
const image = (type: string): ShownMedia => ({ element: 'image', type: `image/${type}` });
const audio = (type: string): ShownMedia => ({ element: 'audio', type: `audio/${type}` });
const video = (type: string): ShownMedia => ({ element: 'video', type: `video/${type}` });

/** By their first bytes, as text of one character a byte. */
const BEGINNINGS: readonly (readonly [string, ShownMedia])[] = [
  ['\xff\xd8\xff', image('jpeg')],
  ['\x89PNG\r\n\x1a\n', image('png')],
  ['GIF87a', image('gif')],
  ['GIF89a', image('gif')],
  ['ID3', audio('mpeg')],
  ['fLaC', audio('flac')],
];

const RIFF: Readonly<Record<string, ShownMedia>> = { WEBP: image('webp'), WAVE: audio('wav') };

/** Brands of ISO base media files (ISO/IEC 14496-12), and AVIF's. HEIC is no browser's but Safari's. */
const BRANDS: Readonly<Record<string, ShownMedia>> = {
  avif: image('avif'), avis: image('avif'),
  'M4A ': audio('mp4'), 'M4B ': audio('mp4'),
  ...Object.fromEntries(['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'dash', 'M4V ', 'MSNV', '3gp4', '3gp5', '3gp6'].map((brand) => [brand, video('mp4')])),
  'qt  ': video('quicktime'),
};

/** @param head the first SIGNATURE_BYTES of a file, or all of a shorter one @returns undefined for what is not shown */
export function mediaOf(head: Uint8Array): ShownMedia | undefined {
  const beginning = text(head, 0, 8);
  const found = BEGINNINGS.find(([bytes]) => beginning.startsWith(bytes))?.[1];
  if (found) return found;
  if (beginning.startsWith('RIFF')) return entry(RIFF, text(head, 8, 12));
  if (beginning.endsWith('ftyp')) return entry(BRANDS, text(head, 8, 12));
  if (beginning.startsWith('OggS')) return ogg(text(head, 28, 35));
  if (beginning.startsWith('\x1a\x45\xdf\xa3')) return text(head, 0, 64).includes('\x42\x82\x84webm') ? video('webm') : undefined;
  return bareSound(head);
}

function entry(table: Readonly<Record<string, ShownMedia>>, name: string): ShownMedia | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** What the first packet of the first page is: RFC 7845, and the mappings of Vorbis, FLAC and Theora. */
function ogg(packet: string): ShownMedia | undefined {
  if (packet.startsWith('OpusHea') || packet.startsWith('\x01vorbis') || packet.startsWith('\x7fFLAC')) return audio('ogg');
  return packet.startsWith('\x80theora') ? video('ogg') : undefined;
}

/**
 * A frame of MPEG audio or of AAC without a container: eleven or twelve bits that are set, and fields behind them that exist. Two
 * bytes alone would also be the beginning of other files.
 */
function bareSound(head: Uint8Array): ShownMedia | undefined {
  const [first = 0, second = 0, third = 0] = head;
  if (first !== 0xff) return undefined;
  // ADTS (ISO/IEC 13818-7): layer 0, and one of thirteen rates.
  if ((second & 0xf6) === 0xf0) return (third >> 2 & 0x0f) < 13 ? audio('aac') : undefined;
  // Layer III: a bit rate that is neither free nor forbidden, and one of three sample rates.
  const isLayer3 = (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08;
  const [bitRate, sampleRate] = [third >> 4, third >> 2 & 3];
  return isLayer3 && bitRate !== 0 && bitRate !== 15 && sampleRate !== 3 ? audio('mpeg') : undefined;
}

/** A received file as a picture, sound or film that a page may show in the element of that name. It stays where it is: on the disk. */
export async function shownAs(file: Blob): Promise<(ShownMedia & { readonly blob: Blob }) | undefined> {
  try {
    const media = mediaOf(new Uint8Array(await file.slice(0, SIGNATURE_BYTES).arrayBuffer()));
    return media && { ...media, blob: file.slice(0, file.size, media.type) };
  } catch {
    return undefined;
  }
}
