import { afterEach, expect, it, vi } from 'vitest';
import { ManualClock } from '../../../../engine/src/base/testing/manual-clock.ts';
import { LANGUAGE_CHANGED } from '../../elements/shared/redraw.ts';
import { language } from '../../elements/i18n/index.ts';
import { speakAtFirst } from './language.ts';

const arrival = vi.hoisted(() => ({ come: (): void => {} }));
vi.mock('../../elements/i18n/ja.ts', async (original) => {
  await new Promise<void>((resolve) => {
    arrival.come = resolve;
  });
  return original();
});

afterEach(() => vi.unstubAllGlobals());

it('a language that is on its way for ever does not keep the page empty, and is spoken when it comes after all', async () => {
  const root = { lang: 'en' };
  const page = Object.assign(new EventTarget(), { documentElement: root, querySelectorAll: () => [] });
  const told: string[] = [];
  page.addEventListener(LANGUAGE_CHANGED, () => told.push(language()));
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', { languages: ['ja-JP'] });
  const clock = new ManualClock();
  let isDrawn = false;
  const spoken = speakAtFirst(clock).then(() => (isDrawn = true));
  await clock.advance(2_999);
  expect(isDrawn).toBe(false);
  await clock.advance(1);
  await spoken;
  expect([root.lang, language(), clock.pending]).toEqual(['en', 'en', 0]);
  arrival.come();
  await expect.poll(() => root.lang).toBe('ja');
  expect([language(), told]).toEqual(['ja', ['ja']]);
});
