/** What a call holds on to: some minutes of a real one, and an hour of its session in virtual time. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CDPSession, Page } from 'playwright-core';
import type { TableRow } from '../../scripts/test-run/for-the-record.ts';
import { call, Participant } from '../../emulator-tests/participants/participant.ts';
import { launchBrowser } from '../../emulator-tests/support/browsers/browser.ts';
import { startStack } from '../../scripts/stack/stack.ts';

const MINUTE_MS = 60_000;

export async function benchMemory(minutes: number, tell: (text: string) => void): Promise<readonly TableRow[]> {
  tell('An hour in virtual time…');
  const hour = await virtualHour();
  tell(`A call of ${minutes + 1} minutes…`);
  return [hour, ...(await realMinutes(minutes))];
}

async function virtualHour(): Promise<TableRow> {
  const file = fileURLToPath(new URL('hour-process.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, '--expose-gc', file]);
  const { before, after } = JSON.parse(stdout) as { readonly before: number; readonly after: number };
  return row('both sessions, in virtual time, without a browser', before, after, 60);
}

async function realMinutes(minutes: number): Promise<readonly TableRow[]> {
  const stack = await startStack({ vite: 'preview', label: 'memory' });
  const browser = await launchBrowser();
  try {
    const people = await Promise.all(['caller', 'callee'].map(async (name) =>
      Participant.enter(name, await browser.newContext({ locale: 'en', viewport: { width: 640, height: 480 } }), stack.url)));
    const [caller, callee] = people;
    if (!caller || !callee) throw new Error('no page has joined the call');
    await call(caller, callee);
    const sessions = await Promise.all(people.map(({ page }) => page.context().newCDPSession(page)));
    // What a page makes once, when its call begins, is there after a minute.
    await caller.page.waitForTimeout(MINUTE_MS);
    const before = await Promise.all(sessions.map(heapBytes));
    await caller.page.waitForTimeout(minutes * MINUTE_MS);
    const after = await Promise.all(sessions.map(heapBytes));
    await Promise.all(people.map((one) => one.isInCall()));
    const nodes = await Promise.all(people.map(({ page }) => countNodes(page)));
    return people.map(({ name }, index) => ({ ...row(`the ${name}’s page in Chromium`, before[index] ?? 0, after[index] ?? 0, minutes), 'DOM nodes': nodes[index] ?? 0 }));
  } finally {
    await browser.close();
    await stack.stop();
  }
}

async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

async function countNodes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  return (await session.send('Memory.getDOMCounters')).nodes;
}

function row(what: string, before: number, after: number, minutes: number): TableRow {
  return {
    'heap of': what, 'after a minute, kB': Math.round(before / 1000), minutes, 'then, kB': Math.round(after / 1000),
    'kB an hour': Math.round(((after - before) / 1000 / minutes) * 60),
  };
}
