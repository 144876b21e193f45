/** The site's own transfer, as two people make it: by the names on the screen. */
import { basename } from 'node:path';
import type { Page } from 'playwright-core';
import type { Participant } from '../../emulator-tests/participants/participant.ts';

const VERIFIED = 'Verified: arrived as sent (SHA-256)';
/** Of what is looked for on the screen, ms. */
const POLL_MS = 20;

/** A dialog of the system, which no program can answer: a browser without one has an input in its place. */
export function withoutDialogs(): void {
  Reflect.deleteProperty(globalThis, 'showOpenFilePicker');
}

/** The two are in a call, and their chats are open. */
export async function openChats(...people: readonly Participant[]): Promise<void> {
  await Promise.all(people.map(({ page }) => page.getByRole('button', { name: /^Open chat/ }).click()));
}

/** @returns the receiver's row can be accepted */
export async function offerFile(sender: Participant, receiver: Participant, file: string): Promise<void> {
  const choosing = sender.page.waitForEvent('filechooser');
  await sender.clicks('Send files');
  await (await choosing).setFiles(file);
  await receiver.button(`Accept ${basename(file)}`).waitFor();
}

/** @returns how long it took, ms: from the press on Accept until both read that it is verified */
export async function takeFile(sender: Participant, receiver: Participant, file: string, patienceMs: number): Promise<number> {
  const seen = Promise.all([sender, receiver].map(({ page }) => readsAt(page, VERIFIED, patienceMs)));
  seen.catch(() => undefined);
  const begun = await receiver.button(`Accept ${basename(file)}`).evaluate((button) => {
    const now = Date.now();
    if (button instanceof HTMLElement) button.click();
    return now;
  });
  return Math.max(...(await seen)) - begun;
}

/** @returns when the file's row shows the text, ms since 1970 */
async function readsAt(page: Page, text: string, patienceMs: number): Promise<number> {
  const row = await page.locator('firelink-transfer').elementHandle();
  const seen = await page.waitForFunction(({ row, text }) => (row?.shadowRoot?.textContent.includes(text) === true ? Date.now() : 0), { row, text }, { polling: POLL_MS, timeout: patienceMs });
  return seen.jsonValue();
}
