/** Screens that the browser has translated, and that change afterwards. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './stories-test.ts';
import { draw } from './stories-site.ts';

/** As the translators of Chromium and Edge do it, in the shadow trees too: to a language in which all is said louder. */
function translate(page: Page): Promise<void> {
  return page.evaluate(() => {
    const textsIn = (root: Node): Text[] => [...root.childNodes].flatMap((node) => {
      if (node instanceof Text) return node.data.trim() === '' ? [] : [node];
      if (!(node instanceof Element) || node.localName === 'style' || node.localName === 'font') return [];
      return [...textsIn(node), ...(node.shadowRoot ? textsIn(node.shadowRoot) : [])];
    });
    for (const text of textsIn(document.body)) {
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      inner.textContent = text.data.toUpperCase();
      outer.append(inner);
      text.replaceWith(outer);
    }
  });
}

/** What becomes of the devices in the lobby that is drawn. */
function turnOff(page: Page, input: 'camera' | 'microphone'): Promise<void> {
  return page.locator('firelink-lobby').evaluate((lobby, off) => {
    const { local } = lobby as unknown as { readonly local: Readonly<Record<typeof off, object>> };
    Object.assign(lobby, { local: { ...local, [off]: { ...local[off], isOn: false } } });
  }, input);
}

test('a lobby that is translated says so all the same when a device goes off, once and again', async ({ open }) => {
  const page = await open();
  // As text: in a function, the test's own loader would take the import for one of its own.
  await page.evaluate(`import('/src/elements/shared/translated-text.ts').then(({ followTranslation }) => followTranslation())`);
  await draw(page, 'lobby');
  await translate(page);
  await page.getByText('YOU WILL BE SEEN AND HEARD.', { exact: true }).waitFor();
  await turnOff(page, 'camera');
  await page.getByText('You will be heard, but not seen: an icon stands in for your picture.', { exact: true }).waitFor();
  expect(await page.getByText('YOU WILL BE SEEN AND HEARD.', { exact: true }).count()).toBe(0);
  await translate(page);
  await turnOff(page, 'microphone');
  await page.getByText('You will be neither seen nor heard, but you can watch and listen.', { exact: true }).waitFor();
});
