/** The words of files, in the language of the moment. */
import { language } from '../index.ts';
import type { Language } from '../languages.ts';
import { enFiles } from './en-files.ts';
import type { FileMessages } from './file-messages.ts';
import { jaFiles } from './ja-files.ts';
import { zhHansFiles } from './zh-hans-files.ts';
import { zhHantFiles } from './zh-hant-files.ts';

export type { FileActionName, FileMessages } from './file-messages.ts';

const ALL: Readonly<Record<Language, FileMessages>> = { en: enFiles, ja: jaFiles, 'zh-Hans': zhHansFiles, 'zh-Hant': zhHantFiles };

export function fileMessages(of: Language = language()): FileMessages {
  return ALL[of];
}
