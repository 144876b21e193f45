/** Files on a browser's disk, under the headers of firebase.json: its policy allows the worker and WebAssembly. */
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test as base } from 'vitest';
import { STORE_CONTRACT } from '../../../engine/src/transfer/files/testing/store-contract.ts';
import { oncePerFile } from '../../support/once-per-file.ts';
import { openChromium, openFirefox, type Engine } from './two-engines.ts';

const folder = base.extend('folder', { scope: 'file' }, oncePerFile(async () => mkdtempSync(join(tmpdir(), 'firelink-disk-')), async (path) => rmSync(path, { recursive: true })));
const inEngine = (open: () => Promise<Engine>) => folder
  .extend('engine', { scope: 'file' }, oncePerFile(open, (engine) => engine.close()))
  .extend('page', async ({ engine }, { onCleanup }) => {
    const page = await engine.open();
    onCleanup(() => page.close());
    return page;
  });

// Firefox reads what stands in the file now, notices only that there is less of it, and tells a file that is gone from one that can't be read by no name.
describe.each([['Chromium', inEngine(openChromium), 'another', 'vanished'], ['Firefox', inEngine(openFirefox), 'on', 'changed']] as const)('in %s', (_name, test, writtenOver, whenGone) => {
  test.for(STORE_CONTRACT.map(([sentence], index) => [sentence, index] as const))('on the disk: %s', async ([, index], { page }) => {
    expect(await page.run((which) => disk.contract(which), index)).toBe('kept');
  });

  test('what a tab has left of another conversation is deleted, and nothing of it is offered or shown in this one', async ({ page }) => {
    await page.run(async () => {
      const store = disk.open();
      await store.keep('ana', [{ id: 'ben.1', direction: 'in', participant: 'other', name: 'a', path: [], type: '', size: 10, at: 1, phase: 'accepted', attempt: 0 }]);
      await store.source('ana.1', new File(['a letter'], 'letter'));
      const sink = disk.ok(await store.sink('ben.1', 10));
      sink.close();
    });
    await page.reload();
    const found = await page.run(async () => {
      const store = disk.open({ conversation: 'with carol' });
      const { instance, transfers } = await store.open();
      const root = await navigator.storage.getDirectory();
      const names: string[] = [];
      const walk = async (folder: FileSystemDirectoryHandle): Promise<void> => {
        for await (const [name, entry] of folder.entries()) {
          names.push(name);
          if (entry.kind === 'directory') await walk(entry);
        }
      };
      await walk(root);
      return { instance, transfers, left: names.filter((name) => name.startsWith('ben.')), again: await store.sourceAgain('ana.1') };
    });
    expect(found).toEqual({ instance: undefined, transfers: [], left: [], again: undefined });
  });

  test('ana’s page is reloaded when two blocks have come: it goes on after the second, and has the whole file with its hash', async ({ page }) => {
    const before = await page.run(async () => {
      const store = disk.open();
      const bytes = disk.madeUp(3 * disk.BLOCK_BYTES + 77);
      await store.keep('ana', []);
      const source = await store.source('ana.1', new File([bytes], 'film'));
      const sink = disk.ok(await store.sink('ben.1', bytes.length));
      return disk.carry(source, sink, 2 * disk.BLOCK_BYTES);
    });
    expect(before).toBe('verified');
    await page.reload();
    const after = await page.run(async () => {
      const store = disk.open();
      const bytes = disk.madeUp(3 * disk.BLOCK_BYTES + 77);
      const { instance } = await store.open();
      const source = await store.sourceFrom('ana.1', new File([bytes], 'film'));
      const sink = disk.ok(await store.sink('ben.1', bytes.length));
      const from = sink.verifiedBytes / disk.BLOCK_BYTES;
      if (!source) return { instance, from };
      await disk.carry(source, sink);
      const hashes = [disk.hex(disk.ok(await source.finish())), disk.hex(disk.ok(await sink.finish())), await disk.digestOf(new Blob([bytes]))];
      const blob = await sink.blob();
      return { instance, from, isOne: new Set([...hashes, blob && (await disk.digestOf(blob))]).size === 1, isFile: blob instanceof File };
    });
    expect(after).toEqual({ instance: 'ana', from: 2, isOne: true, isFile: true });
  });

  test('three hundred files are open at once, and each has its own hash', async ({ page }) => {
    const hashes = await page.run(async () => {
      const store = disk.open();
      const files = Array.from({ length: 300 }, (_, index) => new File([disk.madeUp(10, index)], 'a'));
      const ends = await Promise.all(files.map(async (file, index) => ({
        source: await store.source(`ana.${index}`, file), sink: disk.ok(await store.sink(`ben.${index}`, 10)), expected: await disk.digestOf(file),
      })));
      const wrong: string[] = [];
      for (const { source, sink } of ends) wrong.push(await disk.carry(source, sink));
      const same = await Promise.all(ends.map(async ({ source, sink, expected }) => [disk.ok(await source.finish()), disk.ok(await sink.finish())].every((digest) => disk.hex(digest) === expected)));
      return [...new Set([...wrong, ...same])];
    });
    expect(hashes).toEqual(['verified', true]);
  });

  test('the sender’s file is found again by its handle, and known to be another once it was written anew', async ({ page }) => {
    const found = await page.run(async () => {
      const handle = await (await navigator.storage.getDirectory()).getFileHandle('chosen', { create: true });
      const write = async (text: string): Promise<void> => {
        const writable = await handle.createWritable();
        await writable.write(text);
        await writable.close();
      };
      await write('a letter');
      const before = disk.open();
      await before.source('ana.1', await handle.getFile(), handle);
      before.end();
      const store = disk.open();
      const again = await store.sourceAgain('ana.1');
      const read = again && disk.ok(await again.block(0)).bytes.length;
      await write('a longer letter');
      const changed = await again?.block(0);
      await (await navigator.storage.getDirectory()).removeEntry('chosen');
      const gone = await again?.block(0);
      return { read, changed, gone, none: await store.sourceAgain('ana.2') };
    });
    expect(found).toEqual({ read: 8, changed: { kind: 'failed', why: 'changed' }, gone: { kind: 'failed', why: 'vanished' }, none: undefined });
  });

  test('ana chooses a file that is written while it is read, and one that is deleted', async ({ page, folder: own }) => {
    const path = join(own, 'report');
    const read = async () => page.run(async () => {
      const outcome = await kept.source?.block(0);
      return outcome?.kind === 'failed' ? outcome.why : outcome?.kind;
    });
    const choose = async (): Promise<void> => {
      writeFileSync(path, 'one');
      utimesSync(path, 1_000_000, 1_000_000);
      await page.choose(path);
      await page.run(async () => {
        const file = document.querySelector('input')?.files?.[0];
        if (!file) throw new Error('nothing was chosen');
        kept.source = await disk.open().source('ana.1', file);
      });
    };
    await choose();
    expect(await read()).toBe('ok');
    writeFileSync(path, writtenOver);
    expect(await read()).toBe('changed');
    await choose();
    rmSync(path);
    expect(await read()).toBe(whenGone);
  });

  test('the files of a tab that is closed are deleted by the next page that starts, a minute later; those of one that lives are not', async ({ engine, page }) => {
    const begin = async () => page.run(async () => {
      kept.store = disk.open();
      disk.ok(await kept.store.sink('ben.1', 10));
      return sessionStorage.getItem('firelink-files-tab') ?? '';
    });
    const own = await begin();
    const other = await engine.open();
    const gone = await other.run(async () => {
      disk.ok(await disk.open().sink('ben.1', 10));
      return sessionStorage.getItem('firelink-files-tab') ?? '';
    });
    await other.close();
    const third = await engine.open();
    await third.run(() => {
      kept.store = disk.open({ clock: disk.quickClock });
    });
    await expect.poll(() => third.run(() => disk.tabs())).not.toContain(gone);
    expect(await third.run(() => disk.tabs())).toContain(own);
    await third.close();
  });

  test('the call has ended and its page goes: nothing is left of what it has received, nor of the list', async ({ page }) => {
    const tab = await page.run(async () => {
      const store = disk.open({ hasEnded: () => true });
      await store.keep('ana', []);
      disk.ok(await store.sink('ben.1', 10)).close();
      return sessionStorage.getItem('firelink-files-tab') ?? '';
    });
    expect(await page.run(() => disk.tabs())).toContain(tab);
    await page.reload();
    await expect.poll(() => page.run(() => disk.tabs())).not.toContain(tab);
    expect(await page.run(async () => (await disk.open().open()).instance)).toBeUndefined();
  });

  test('a page whose worker does not start takes files in memory, up to a limit that it says before', async ({ page }) => {
    const seen = await page.run(async () => {
      const store = disk.open({ createWorker: () => new Worker('/nothing.js', { type: 'module' }) });
      const limit = await store.limit();
      const bytes = disk.madeUp(disk.BLOCK_BYTES + 5);
      const source = await store.source('ana.1', new File([bytes], 'a'));
      const sink = disk.ok(await store.sink('ben.1', bytes.length));
      const carried = await disk.carry(source, sink);
      const isSame = disk.hex(disk.ok(await source.finish())) === disk.hex(disk.ok(await sink.finish()));
      const blob = await sink.blob();
      return { limit, left: await store.limit(), carried, isSame, size: blob?.size, larger: await store.sink('ben.2', 128 * 1024 * 1024) };
    });
    expect(seen).toEqual({
      limit: 134_217_728, left: 134_217_728 - 1_048_581, carried: 'verified', isSame: true, size: 1_048_581, larger: { kind: 'failed', why: 'too-large' },
    });
  });
});

const inChromium = folder
  .extend('chromium', { scope: 'file' }, oncePerFile(openChromium, (chromium) => chromium.close()))
  .extend('tab', async ({ chromium }, { onCleanup }) => {
    const page = await chromium.page();
    onCleanup(() => page.close());
    return page;
  });

/** At most so many bytes for the site, or as many as there are. */
async function setQuota(tab: Page, quotaSize?: number): Promise<void> {
  const session = await tab.context().newCDPSession(tab);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(tab.url()).origin, ...(quotaSize === undefined ? {} : { quotaSize }) });
}

describe('a full disk', () => {
  inChromium('is known before a file is taken: the room of each is reserved, and nothing else can take it', async ({ tab }) => {
    await setQuota(tab, 20 * 1024 * 1024);
    const taken = await tab.evaluate(async () => {
      const store = disk.open();
      const kinds = [];
      for (const [id, mebibytes] of [['ben.1', 30], ['ben.2', 12], ['ben.3', 12]] as const) {
        const outcome = await store.sink(id, mebibytes * disk.BLOCK_BYTES);
        kinds.push(outcome.kind === 'ok' ? 'ok' : outcome.why);
      }
      await store.forget(['ben.2']);
      return [...kinds, (await store.sink('ben.3', 12 * disk.BLOCK_BYTES)).kind];
    });
    await setQuota(tab);
    expect(taken).toEqual(['disk-full', 'ok', 'disk-full', 'ok']);
  });

  inChromium('does not stop a file that was accepted before, and what was verified of it stays', async ({ tab }) => {
    await setQuota(tab, 20 * 1024 * 1024);
    const begun = await tab.evaluate(async () => {
      const store = disk.open();
      const bytes = disk.madeUp(3 * disk.BLOCK_BYTES);
      Object.assign(kept, { source: await store.source('ana.1', new File([bytes], 'a')), sink: disk.ok(await store.sink('ben.4', bytes.length)) });
      return kept.source && kept.sink && disk.carry(kept.source, kept.sink, disk.BLOCK_BYTES);
    });
    await setQuota(tab, 1024 * 1024);
    const full = await tab.evaluate(() => kept.source && kept.sink && disk.carry(kept.source, kept.sink));
    await setQuota(tab);
    expect([begun, full]).toEqual(['verified', 'verified']);
  });
});

describe('saving a file that has come', () => {
  /** A file on the disk, as a blob. */
  const receive = (tab: Page) => tab.evaluate(async () => {
    const store = disk.open();
    const bytes = new TextEncoder().encode('<script>document.title = "no"</script>');
    const sink = disk.ok(await store.sink('ben.1', bytes.length));
    await disk.carry(await store.source('ana.1', new File([bytes], 'a')), sink);
    await sink.finish();
    Object.assign(kept, { sink });
  });

  inChromium('without a dialog of its own the browser downloads it under its name, and the page stays where it is', async ({ tab }) => {
    await receive(tab);
    const address = tab.url();
    const download = tab.waitForEvent('download');
    const outcome = await tab.evaluate(async () => disk.saveFile((await kept.sink?.blob()) ?? new Blob(), 'page.html', { clock: disk.systemClock, picker: () => Promise.reject(new DOMException('no', 'SecurityError')) }));
    const file = await download;
    expect([outcome, file.suggestedFilename(), tab.url(), await tab.title()]).toEqual(['handed-over', 'page.html', address, 'disk']);
    expect(readFileSync(await file.path(), 'utf8')).toContain('<script>');
  });

  inChromium('with one it is written to the place that was chosen', async ({ tab }) => {
    await receive(tab);
    expect(await tab.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const outcome = await disk.saveFile((await kept.sink?.blob()) ?? new Blob(), 'page.html', { clock: disk.systemClock, picker: ({ suggestedName }) => root.getFileHandle(suggestedName, { create: true }) });
      return [outcome, await (await (await root.getFileHandle('page.html')).getFile()).text()];
    })).toEqual(['saved', '<script>document.title = "no"</script>']);
  });
});
