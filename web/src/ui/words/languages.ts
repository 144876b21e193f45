/** Which of our languages a person reads best. */
export type Language = 'en' | 'zh-Hant' | 'zh-Hans' | 'ja';

/** Regions that write Chinese in traditional characters, when a tag names no script (Unicode CLDR, likely subtags). */
const TRADITIONAL = /-(hant|tw|hk|mo)\b/i;

/** The first of `languages` (BCP 47 tags, as in navigator.languages) that we have words in; else English. */
export function chooseLanguage(languages: readonly string[]): Language {
  for (const tag of languages) {
    const [primary] = tag.toLowerCase().split('-');
    if (primary === 'en' || primary === 'ja') return primary;
    if (primary === 'zh') {
      if (/-hans\b/i.test(tag)) return 'zh-Hans';
      return TRADITIONAL.test(tag) ? 'zh-Hant' : 'zh-Hans';
    }
  }
  return 'en';
}
