/** What either side does with a file on its way, and with the call meanwhile: the other side knows. */
import { writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { call, type Participant } from '../../participants/participant.ts';
import { happens, releases, runsOf } from './file-wire.ts';
import { barOf, bothRead, chats, gives, MIB, prepares, saves, sha256Of, test, VERIFIED, type SendersDisk } from './handing-over.ts';

/** Alice sends 8 MiB, of which bob has the first. */
async function isOnItsWay(alice: Participant, bob: Participant, disk: SendersDisk, name: string): Promise<void> {
  await happens(alice, { hold: 1.5 * MIB });
  await gives(alice, disk.has(name, 8 * MIB));
  await bob.clicks(`Accept ${name}`);
  await expect.poll(() => barOf(bob, name)).toBe(MIB);
}

test('alice and bob each pause a file, resume it and cancel one: both read it, and what was resumed is verified without being sent twice', async ({ cast, disk }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await chats(alice, bob);
  for (const [name, who, other] of [['a.bin', alice, bob], ['b.bin', bob, alice]] as const) {
    await isOnItsWay(alice, bob, disk, name);
    await who.clicks(`Pause ${name}`);
    await releases(alice);
    await Promise.all([who.reads('Paused by you'), other.reads('Paused by the other person')]);
    expect(await other.button(`Resume ${name}`).count()).toBe(0);
    await who.clicks(`Resume ${name}`);
    await bob.button(`Save ${name}`).waitFor();
    expect(await sha256Of(await saves(bob, name))).toBe(await sha256Of(disk.pathOf(name)));
  }
  // Of each what was on its way when it was paused comes once more, and nothing before.
  expect((await runsOf(alice)).map(({ from }) => from > 0)).toEqual([false, true, false, true]);
  for (const [name, who, other] of [['c.bin', alice, bob], ['d.bin', bob, alice]] as const) {
    await isOnItsWay(alice, bob, disk, name);
    await who.clicks(`Cancel ${name}`);
    await releases(alice);
    await Promise.all([who.reads('You cancelled it'), other.reads('The other person cancelled it')]);
  }
  await expect.poll(() => alice.page.getByText(VERIFIED).count()).toBe(2);
});

test('in a call with media alice mutes herself while a file is on its way, and bob hears of it; bob hangs up in the middle of it: both know, and he can still save what had come', async ({ cast, disk }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  for (const who of [alice, bob]) await prepares(who);
  await call(alice, bob);
  for (const { page } of [alice, bob]) await page.getByRole('button', { name: /^Open chat/ }).click();
  await gives(alice, disk.has('short.bin', 1_000));
  await bob.clicks('Accept short.bin');
  await bothRead(VERIFIED, alice, bob);
  await gives(alice, disk.has('long.bin', 128 * MIB));
  await bob.clicks('Accept long.bin');
  await expect.poll(() => barOf(bob, 'long.bin')).toBeGreaterThan(0);
  await alice.clicks('Mute microphone');
  await bob.reads('The other person is muted');
  await bob.hangsUp();
  await alice.isTold('The other person hung up');
  await bothRead('The call ended before the whole file had arrived.', alice, bob);
  await alice.reads('Call again and send it once more.');
  await bob.reads('Call again, and ask the other person to send it once more.');
  expect(await sha256Of(await saves(bob, 'short.bin'))).toBe(await sha256Of(disk.pathOf('short.bin')));
  const icon = new URL('/icon.svg', bob.page.url()).href;
  await bob.closesTab();
  const again = await bob.opensAnotherTab();
  // A page of the site in which none of its code runs.
  await again.opensLink(icon);
  await expect.poll(() => leftOfFiles(again)).toEqual([]);
});

/** In the origin private file system and in the database, of all tabs. */
function leftOfFiles({ page }: Participant): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const left: string[] = [];
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('firelink-files', { create: true });
    for await (const [name, { kind }] of root.entries()) if (kind === 'directory') left.push(name);
    const keys = await new Promise<IDBValidKey[]>((resolve, reject) => {
      const opening = indexedDB.open('firelink-files');
      opening.addEventListener('error', () => reject(new Error('no database')));
      opening.addEventListener('success', () => {
        const asked = opening.result.transaction('records').objectStore('records').getAllKeys();
        asked.addEventListener('success', () => resolve(asked.result));
        asked.addEventListener('error', () => reject(new Error('no keys')));
      });
    });
    return [...left, ...keys.map(String)];
  });
}

test('alice offers a file and takes it back; of the next bob declines one and accepts all the others, an empty one and a folder with them', async ({ cast, disk }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await chats(alice, bob);
  await gives(alice, disk.has('oops.txt', 4));
  await bob.button('Accept oops.txt').waitFor();
  await alice.clicks('Cancel oops.txt');
  await bob.reads('The other person cancelled it');
  await gives(alice, disk.has('no.txt', 2));
  await bob.clicks('Decline no.txt');
  await Promise.all([alice.reads('The other person declined it'), bob.reads('You declined it')]);

  // Where the chat is narrow the field for a message has the place of this button.
  await alice.page.setViewportSize({ width: 1280, height: 800 });
  const choosing = alice.page.waitForEvent('filechooser');
  await alice.clicks('Send a folder');
  await (await choosing).setFiles(disk.hasFolder('photos', { 'empty.txt': 0, '2026/one.jpg': 17, '2026/two.jpg': MIB + 1 }));
  await bob.reads('photos/2026/');
  await bob.clicks('Accept all');
  for (const name of ['empty.txt', 'one.jpg', 'two.jpg']) await bob.button(`Save ${name}`).waitFor();
  await gives(alice, disk.has('none.txt', 0), disk.has('one.jpg', 5));
  await bob.clicks('Accept all');
  await expect.poll(() => Promise.all([alice, bob].map(({ page }) => page.getByText(VERIFIED).count()))).toEqual([5, 5]);
  expect(await sha256Of(await saves(bob, 'two.jpg'))).toBe(await sha256Of(disk.pathOf('photos/2026/two.jpg')));
  expect(await sha256Of(await saves(bob, 'empty.txt'))).toBe(await sha256Of(disk.pathOf('none.txt')));
});

test('bob closes the dialog where he could save: the file stays there, and he saves it then', async ({ cast, disk }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await chats(alice, bob);
  await gives(alice, disk.has('kept.bin', MIB + 3));
  await bob.clicks('Accept kept.bin');
  await bothRead(VERIFIED, alice, bob);
  // The system's own dialog, which no test can drive: closed once, and then a place in the browser's own folder.
  await bob.page.evaluate(() => {
    let times = 0;
    Object.assign(globalThis, { showSaveFilePicker: async ({ suggestedName }: { readonly suggestedName: string }) => {
      if (times++ === 0) throw new DOMException('The user aborted a request.', 'AbortError');
      return (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
    } });
  });
  await bob.clicks('Save kept.bin');
  await bob.clicks('Save kept.bin');
  await bob.reads('kept.bin is saved');
  const saved = await bob.page.evaluate(async () => {
    const file = await (await (await navigator.storage.getDirectory()).getFileHandle('kept.bin')).getFile();
    return [...new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  });
  expect(saved).toBe(await sha256Of(disk.pathOf('kept.bin')));
});

test('a file is written over while alice sends it, and another deleted: both read why it has ended and what can be done, and what is chosen again arrives', async ({ cast, disk }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await chats(alice, bob);
  const begins = async (name: string): Promise<string> => {
    await happens(alice, { hold: 1.5 * MIB });
    const path = disk.has(name, 12 * MIB);
    await gives(alice, path);
    await bob.clicks(`Accept ${name}`);
    await expect.poll(() => barOf(bob, name)).toBe(MIB);
    return path;
  };
  const changing = await begins('changing.bin');
  writeFileSync(changing, 'another text');
  await releases(alice);
  await bothRead('The file was changed while it was sent.', alice, bob);
  await bob.reads('Ask the other person to offer it again.');
  const choosing = alice.page.waitForEvent('filechooser');
  await alice.clicks('Choose the file again: changing.bin');
  await (await choosing).setFiles(changing);
  await bob.clicks('Accept changing (2).bin');
  expect(await sha256Of(await saves(bob, 'changing (2).bin'))).toBe(await sha256Of(changing));

  const going = await begins('going.bin');
  disk.loses('going.bin');
  await releases(alice);
  await alice.reads('The file can no longer be read: it was moved, renamed or deleted.');
  await bob.reads('The file can no longer be read on the other person’s device.');
  await alice.button('Choose the file again: going.bin').waitFor();
  expect(going).toBe(disk.pathOf('going.bin'));
});
