/** Two people who hand over files, as they meet them: by the names on the screen. */
import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FirefoxParticipant } from '../../participants/firefox-participant.ts';
import type { Participant } from '../../participants/participant.ts';
import { losePathsOnDemand } from '../../support/browsers/lost-paths.ts';
import { oncePerFile } from '../../support/once-per-file.ts';
import { test as callTest } from '../fixtures/call-test.ts';
import { watchFiles } from './file-wire.ts';

export const MIB = 1024 * 1024;
export const VERIFIED = 'Verified: arrived as sent (SHA-256)';

/** A folder of this machine with the files of a test file. */
export const test = callTest.extend('disk', { scope: 'file' }, oncePerFile(async () => new SendersDisk(), async (disk) => disk.wipe()));

export class SendersDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'firelink-files-'));

  pathOf(name: string): string {
    return join(this.folder, name);
  }

  /** No two MiB of it are alike, nor of two files. @returns where it is */
  has(name: string, size: number): string {
    const path = this.pathOf(name);
    mkdirSync(dirname(path), { recursive: true });
    const key = createHash('sha256').update(name).digest().subarray(0, 16);
    writeFileSync(path, createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(size)));
    return path;
  }

  /** @param sizes by the path within it @returns where it is */
  hasFolder(name: string, sizes: Readonly<Record<string, number>>): string {
    for (const [path, size] of Object.entries(sizes)) this.has(join(name, path), size);
    return this.pathOf(name);
  }

  loses(name: string): void {
    rmSync(this.pathOf(name));
  }

  wipe(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** In hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** A dialog of the system can't be answered by a test; browsers without one have an input and a download in its place. */
export function withoutDialogs(): void {
  Reflect.deleteProperty(globalThis, 'showOpenFilePicker');
  Reflect.deleteProperty(globalThis, 'showSaveFilePicker');
}

/** A call of data alone: what is sent is files and nothing else, and the chat lies open. */
export async function chats(caller: Participant | FirefoxParticipant, callee: Participant | FirefoxParticipant): Promise<string> {
  for (const who of [caller, callee]) await prepares(who);
  const link = await caller.startsCall('Start with chat only');
  await callee.joinsFrom(link);
  await Promise.all([caller.isInCall(), callee.isInCall()]);
  return link;
}

/** Before a page is opened. */
export async function prepares({ page }: Participant | FirefoxParticipant): Promise<void> {
  for (const inPage of [withoutDialogs, losePathsOnDemand, watchFiles]) {
    if ('addInitScript' in page) await page.addInitScript(inPage);
    else await page.evaluateOnNewDocument(inPage);
  }
}

export async function gives({ page }: Participant, ...paths: readonly string[]): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Send files', exact: true }).click();
  await (await choosing).setFiles([...paths]);
}

/** @returns where the browser has put it */
export async function saves({ page }: Participant, name: string): Promise<string> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: `Save ${name}`, exact: true }).click();
  return (await downloading).path();
}

export async function bothRead(text: string, ...people: readonly Pick<Participant, 'reads'>[]): Promise<void> {
  await Promise.all(people.map((who) => who.reads(text)));
}

/** How much of it is verified, as the bar on the screen says; undefined where there is none. */
export async function barOf({ page }: Participant, name: string): Promise<number | undefined> {
  const [bar] = await page.getByRole('progressbar', { name: `Progress of ${name}`, exact: true }).all();
  return bar?.evaluate((bar) => (bar instanceof HTMLProgressElement ? bar.value : undefined));
}
