/** Every screen in every language, on the narrowest phone: nothing scrolls sideways, and no heading is left in English. */
import { expect } from 'vitest';
import { ENDED_REASONS } from '../../../engine/src/call/machine/reasons.ts';
import { STORIES } from '../../../web/src/elements/testing/stories.ts';
import type { Language } from '../../../web/src/elements/i18n/languages.ts';
import { draw } from '../../screens/stories-site.ts';
import { test } from '../../screens/stories-test.ts';

const LANGUAGES = Object.keys({ en: 0, 'zh-Hant': 0, 'zh-Hans': 0, ja: 0 } satisfies Record<Language, 0>);
const NARROW = { viewport: { width: 320, height: 568 }, reducedMotion: 'reduce' } as const;
const NAMES = [...Object.keys(STORIES), ...ENDED_REASONS.map((reason) => `ended-${reason}`)];

test.for(LANGUAGES)('in %s every screen fits a phone 320 wide, and its heading is in that language', async (language, { open }) => {
  const page = await open(NARROW);
  const heading = (): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();
  for (const name of NAMES) {
    await draw(page, name, ['en']);
    const english = await heading();
    await draw(page, name, [language]);
    expect(await page.evaluate(() => document.documentElement.lang), name).toBe(language);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(NARROW.viewport.width);
    if (language !== 'en') expect(await heading(), name).not.toBe(english);
  }
});
