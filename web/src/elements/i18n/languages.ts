/** Which of our languages a person reads best. */
export const LANGUAGES = ['en', 'zh-Hant', 'zh-Hans', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** As each calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', 'zh-Hant': '繁體中文', 'zh-Hans': '简体中文', ja: '日本語' };

/** The languages written as Chinese: the macrolanguage and the members of it that browsers name (ISO 639-3). */
const CHINESE = new Set(['zh', 'cmn', 'yue', 'wuu', 'nan', 'hak', 'gan', 'hsn', 'lzh', 'cdo']);

/** The first of `languages` (BCP 47 tags, as in navigator.languages) that we have messages in; else English. */
export function chooseLanguage(languages: readonly string[]): Language {
  for (const tag of languages) {
    // Extended language subtags (RFC 5646, 2.2.2), which Intl.Locale refuses: zh-yue-HK is yue-HK.
    const own = tag.replaceAll('_', '-').replace(/^zh-(?=[a-z]{3}(?:-|$))(?!ch[st]\b)/i, '');
    const [primary = ''] = own.toLowerCase().split('-');
    if (primary === 'en' || primary === 'ja') return primary;
    if (CHINESE.has(primary)) return isTraditional(own) ? 'zh-Hant' : 'zh-Hans';
  }
  return 'en';
}

/** By the script that is named, or that the region reads (Unicode CLDR, likely subtags). */
function isTraditional(tag: string): boolean {
  try {
    return new Intl.Locale(tag).maximize().script === 'Hant';
  } catch {
    return /-(?:hant|cht|tw|hk|mo)\b/i.test(tag); // An older way of naming it, or none at all.
  }
}
