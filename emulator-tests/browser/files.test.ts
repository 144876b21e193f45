/** Files from one person to the other, as the two meet them: by the names on the screen. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { crc32, deflateSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { call, type Participant } from '../participants/participant.ts';
import { test } from './fixtures/call-test.ts';

const MIB = 1024 * 1024;

/** No two MiB of it are alike. */
function bytesOf(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let place = 0; place < size; place += 32) createHash('sha256').update(`${place}`).digest().copy(bytes, place);
  return bytes;
}

/** A dialog of the system, which no test can answer; the browsers without one have an input and a download in its place. */
async function withoutDialogs(participant: Participant): Promise<void> {
  await participant.page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'showOpenFilePicker');
    Reflect.deleteProperty(globalThis, 'showSaveFilePicker');
  });
}

async function inCall(alice: Participant, bob: Participant): Promise<void> {
  await Promise.all([alice, bob].map(withoutDialogs));
  await call(alice, bob);
  await Promise.all([alice, bob].map((who) => who.page.getByRole('button', { name: /^Open chat/ }).click()));
}

async function sends(sender: Participant, ...files: readonly { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }[]): Promise<void> {
  const choosing = sender.page.waitForEvent('filechooser');
  await sender.clicks('Send files');
  await (await choosing).setFiles([...files]);
}

const VERIFIED = 'Verified: arrived as sent (SHA-256)';

test('alice sends a file of 5 MiB: bob accepts, both read that it is verified, and what he saves is what she sent', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await inCall(alice, bob);
  const buffer = bytesOf(5 * MIB + 17);
  await sends(alice, { name: 'minutes.bin', mimeType: 'application/octet-stream', buffer });
  await alice.reads('Waiting for the other person to accept');
  await bob.clicks('Accept minutes.bin');
  await Promise.all([alice, bob].map((who) => who.reads(VERIFIED)));
  const downloading = bob.page.waitForEvent('download');
  await bob.clicks('Save minutes.bin');
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('minutes.bin');
  const saved = await readFile(await download.path());
  expect(saved.equals(buffer)).toBe(true);
});

test('bob declines a file of alice, and nothing of it is taken; he accepts all of the next two, one of them empty', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await inCall(alice, bob);
  await sends(alice, { name: 'no.txt', mimeType: 'text/plain', buffer: Buffer.from('no') });
  await bob.clicks('Decline no.txt');
  await alice.reads('The other person declined it');
  await bob.reads('You declined it');
  await sends(alice, { name: 'one.txt', mimeType: 'text/plain', buffer: Buffer.from('one') }, { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) });
  await bob.clicks('Accept all');
  for (const name of ['one.txt', 'empty.txt']) await bob.button(`Save ${name}`).waitFor();
  expect(await bob.page.getByText(VERIFIED).count()).toBe(2);
});

test('alice takes an offer back, and bob reads it', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await inCall(alice, bob);
  await sends(alice, { name: 'oops.txt', mimeType: 'text/plain', buffer: Buffer.from('oops') });
  await bob.button('Accept oops.txt').waitFor();
  await alice.clicks('Cancel oops.txt');
  await bob.reads('The other person cancelled it');
  expect(await bob.button('Accept oops.txt').count()).toBe(0);
});

describe('alice gives files without the button', () => {
  test('she drops two on the call, and the chat opens with them; the sign stands while she drags', async ({ cast }) => {
    const [alice, bob] = [await cast.alice(), await cast.bob()];
    await Promise.all([alice, bob].map(withoutDialogs));
    await call(alice, bob);
    await alice.page.getByRole('button', { name: /^Open chat/ }).waitFor();
    await drags(alice, 'dragenter', ['a.txt', 'b.txt']);
    await alice.reads('Drop here to send to the other person');
    await drags(alice, 'drop', ['a.txt', 'b.txt']);
    await alice.page.locator('firelink-drop-sign').waitFor({ state: 'detached' });
    await alice.button('Cancel a.txt').waitFor();
    // One number for both: bob's chat is closed.
    await bob.page.getByRole('button', { name: /^Open chat.*2/ }).click();
    for (const name of ['a.txt', 'b.txt']) await bob.button(`Accept ${name}`).waitFor();
  });

  test('she pastes a picture, and bob sees it without saving it', async ({ cast }) => {
    const [alice, bob] = [await cast.alice(), await cast.bob()];
    await inCall(alice, bob);
    await alice.page.evaluate((encoded) => {
      const pasted = new DataTransfer();
      pasted.items.add(new File([Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))], 'image.png', { type: 'image/png' }));
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, composed: true, cancelable: true }));
    }, redDot().toString('base64'));
    await bob.clicks('Accept image.png');
    const picture = bob.page.getByRole('img', { name: 'image.png' });
    await picture.waitFor();
    expect(await picture.evaluate(async (image) => {
      if (!(image instanceof HTMLImageElement)) return undefined;
      await image.decode();
      return [image.naturalWidth, image.naturalHeight, new URL(image.src).protocol];
    })).toEqual([1, 1, 'blob:']);
  });
});

/** A drag as the browser tells it, of files that hold their names. */
async function drags({ page }: Participant, type: 'dragenter' | 'drop', names: readonly string[]): Promise<void> {
  await page.evaluate(([type, names]) => {
    const dataTransfer = new DataTransfer();
    for (const name of names) dataTransfer.items.add(new File([name], name, { type: 'text/plain' }));
    document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }));
  }, [type, names] as const);
}

/** PNG of one pixel. */
function redDot(): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from([0, 255, 0, 0]))), chunk('IEND', Buffer.alloc(0))]);
}
