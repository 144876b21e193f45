/** What a bare `setDoc` and `onSnapshot` take between two pages: the store's own part of a call's set-up. */
import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { OPEN_PROJECT, type Place } from './grounds.ts';
import type { StoreTimes } from './pages/store.ts';

const PATIENCE_MS = 20_000;

/** @returns ms of each write after the first */
export async function measureStore(browser: Browser, { pages, firestorePort }: Place): Promise<readonly number[]> {
  const contexts = await Promise.all([browser.newContext(), browser.newContext()]);
  try {
    const [writer, reader] = await Promise.all(contexts.map((context) => context.newPage()));
    if (!writer || !reader) throw new Error('no page');
    const query = { project: OPEN_PROJECT, firestore: String(firestorePort), note: randomUUID() };
    const address = (role: string): string => `${pages}/store.html?${new URLSearchParams({ ...query, role }).toString()}`;
    const untilTitled = (page: typeof writer, title: string): Promise<unknown> =>
      page.waitForFunction((title) => document.title === title, title, { timeout: PATIENCE_MS });
    await reader.goto(address('callee'));
    await untilTitled(reader, 'listening');
    await writer.goto(address('caller'));
    await untilTitled(writer, 'done');
    const [written, seen] = await Promise.all([writer, reader].map((page) => page.evaluate(() => window.storeTimes as StoreTimes)));
    // The first opens the writer's stream.
    return (written?.at ?? []).flatMap((at, number) => (number === 0 ? [] : [(seen?.at[number] ?? Number.NaN) - at]));
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
  }
}
