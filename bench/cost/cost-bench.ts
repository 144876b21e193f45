/** What each contestant's page fetches until it can be joined, and what a whole call is billed. Counts don't wander: one call each. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Browser, Page, Response } from 'playwright-core';
import { ROOT } from '../../scripts/machine/paths.ts';
import type { TableRow } from '../../scripts/test-run/for-the-record.ts';
import { type Bill, makeBill } from '../../emulator-tests/browser/wire-meter/bill.ts';
import { type RecordingProxy, startRecordingProxy } from '../../emulator-tests/support/proxy/recording.ts';
import { readRuleLookups, type RuleLookups } from '../../emulator-tests/browser/wire-meter/rule-lookups.ts';
import { launchBrowser } from '../../emulator-tests/support/browsers/browser.ts';
import { makeY4m } from '../../emulator-tests/support/browsers/fake-media.ts';
import { both, withTwo } from '../setup/attempt.ts';
import { CODELAB, FIRELINK, PEERJS, type Contestant } from '../setup/contestants.ts';
import { prepareGrounds, type Place } from '../setup/grounds.ts';

/** By then candidates that come late have come. */
const TALK_MS = 4_000;
/** What the last of a call has to write is written, and told. */
const QUIET_MS = 1_000;

interface Fetched {
  readonly files: Response[];
  /** Requests to servers, without the browser's own questions before them. */
  asked: number;
}

export async function benchCost(tell: (text: string) => void): Promise<readonly TableRow[]> {
  tell('Starting emulators, servers and a browser…');
  const grounds = await prepareGrounds({ roundTripsMs: [] });
  const browser = await launchBrowser({ fakeVideoFile: makeY4m({ rgb: { r: 40, g: 120, b: 80 } }) });
  const lookups = readRuleLookups(readFileSync(join(ROOT, 'firestore.rules'), 'utf8'));
  try {
    const rows: TableRow[] = [];
    for (const contestant of [CODELAB, PEERJS, FIRELINK]) {
      tell(`${contestant.name}…`);
      const wire = await startRecordingProxy(grounds.stack.ports.firestore);
      try {
        rows.push(await countOne(browser, contestant, await grounds.placeThrough(wire.port), wire, lookups));
      } finally {
        await wire.close();
      }
    }
    return rows;
  } finally {
    await browser.close();
    await grounds.close();
    await grounds.stack.stop();
  }
}

async function countOne(browser: Browser, contestant: Contestant, place: Place, wire: RecordingProxy, lookups: RuleLookups): Promise<TableRow> {
  const before = await withTwo(browser, contestant, async (caller, callee) => {
    const link = await contestant.start(caller, place);
    const fetched = follow(callee, new URL(link).origin);
    await callee.goto(link);
    await contestant.untilReady(callee);
    await callee.waitForLoadState('load');
    const row = await rowOf(fetched);
    await callee.getByRole('button', { name: 'Join call' }).click();
    await both('connectedAt', caller, callee);
    await pass(TALK_MS);
    await contestant.end?.(caller);
    while (wire.quietMs() < QUIET_MS) await pass(100);
    return row;
  });
  const usesStore = contestant !== PEERJS;
  // The tutorials' rules look up nothing.
  const bill = makeBill(wire.exchanges(), contestant === FIRELINK ? lookups : () => []);
  return { who: contestant.name, ...before, ...(usesStore ? billed(bill) : NO_STORE) };
}

const NO_STORE = { writes: '–', reads: '–', deletes: '–', 'read by rules': '–' } as const;

function billed({ writes, reads, deletes, ruleReads }: Bill): TableRow {
  return { writes, reads, deletes, 'read by rules': ruleReads };
}

function follow(page: Page, origin: string): Fetched {
  const fetched: Fetched = { files: [], asked: 0 };
  page.on('response', (response) => {
    if (new URL(response.url()).origin === origin) fetched.files.push(response);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) fetched.asked += 1;
  });
  return fetched;
}

async function rowOf({ files, asked }: Fetched): Promise<TableRow> {
  const sizes = await Promise.all(files.map(async (file) => ({ size: gzipSync(await file.body()).byteLength, isScript: new URL(file.url()).pathname.endsWith('.js') })));
  const total = (some: typeof sizes): number => Math.round(some.reduce((sum, { size }) => sum + size, 0) / 100) / 10;
  return { 'files before Join': files.length, 'kB, gzip': total(sizes), 'of scripts': total(sizes.filter(({ isScript }) => isScript)), 'asked of servers': asked };
}
