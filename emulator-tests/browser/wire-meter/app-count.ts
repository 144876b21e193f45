/** What the app itself says that a call has cost: its marks `firelink:operations`, from every page that it has had. */
import { expect } from 'vitest';
import type { Operations } from '../../../web/src/signaling/operation-meter.ts';
import type { Participant } from '../participant.ts';

const PREFIX = 'operations of the page of ';

/** Before the first page: a mark that is made while a page goes can be read by nobody else. */
export async function keepOperations({ page }: Participant): Promise<void> {
  await page.addInitScript((prefix) => {
    const mark = performance.mark.bind(performance);
    performance.mark = (name, options) => {
      // The last of a page has the sums of all that it has counted.
      if (name === 'firelink:operations') localStorage.setItem(`${prefix}${performance.timeOrigin}`, JSON.stringify(options?.detail));
      return mark(name, options);
    };
  }, PREFIX);
}

/** Of all pages that these people have had in the call, once the last has said it. */
export async function operationsOf(...people: readonly Participant[]): Promise<Operations> {
  const pages = await Promise.all(people.map(async ({ name, page }) => {
    const isSaid = (): Promise<boolean> => page.evaluate(() => performance.getEntriesByName('firelink:operations').length > 0);
    await expect.poll(isSaid, { timeout: 25_000, message: `${name}'s page says what the call has cost` }).toBe(true);
    return page.evaluate((prefix) => (
      Object.entries(localStorage).filter(([key]) => key.startsWith(prefix)).map(([, value]): unknown => JSON.parse(String(value)))
    ), PREFIX);
  }));
  const sums = { writes: 0, reads: 0, deletes: 0, sentBytes: 0, receivedBytes: 0 };
  for (const one of pages.flat() as readonly Operations[]) {
    for (const name of ['writes', 'reads', 'deletes', 'sentBytes', 'receivedBytes'] as const) sums[name] += one[name];
  }
  return sums;
}
