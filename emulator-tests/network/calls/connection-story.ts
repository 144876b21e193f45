/** What became of a page's connections, in words: for the message of a test that fails. */
import type { Participant } from '../../participants/participant.ts';
import './connections.ts'; // For the record that it keeps in the page.

export async function storyOf({ name, page }: Participant): Promise<string> {
  const moments = await page.evaluate(() => globalThis.window.labRecord?.moments ?? []);
  const status = (await page.getByRole('status').allInnerTexts()).join();
  return [`${name}, told "${status}":`, ...moments.map(({ at, what }) => `  ${clockTime(at)} ${what}`)].join('\n');
}

/** @param at ms since 1970 */
export function clockTime(at: number): string {
  return new Date(at).toISOString().slice(14, 23);
}
