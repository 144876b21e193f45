/** Files that alice gives without the button. */
import { crc32, deflateSync } from 'node:zlib';
import { expect } from 'vitest';
import { call, type Participant } from '../../participants/participant.ts';
import { prepares, test } from './handing-over.ts';

test('alice drops two files on the call: a sign stands while she drags, and the chat opens with them; she pastes a picture, and bob sees it without saving it', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  for (const who of [alice, bob]) await prepares(who);
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
