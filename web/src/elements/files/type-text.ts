/** What kind of file its sender calls it, in words. Pure. */
import type { FileMessages } from '../i18n/files/index.ts';

/** Longer than this it is the name of a program's format, and no word. */
const MOST_LETTERS = 12;

/** "JPEG image" of image/jpeg, "PDF" of application/pdf; other types as they are called. */
export function typeText(type: string, words: Pick<FileMessages, 'unknownType' | 'kinds'>): string {
  const [, family = '', format = ''] = /^([a-z]+)\/(?:x-)?([a-z0-9]+)(?:\+xml)?$/i.exec(type) ?? [];
  const isShort = format !== '' && format.length <= MOST_LETTERS;
  switch (isShort ? family.toLowerCase() : '') {
    case 'image': return words.kinds.image(format.toUpperCase());
    case 'audio': return words.kinds.audio(format.toUpperCase());
    case 'video': return words.kinds.video(format.toUpperCase());
    case 'application': return format.toUpperCase();
    default: return type === '' || type === 'application/octet-stream' ? words.unknownType : type;
  }
}
