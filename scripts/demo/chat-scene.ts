/** What the two of the demo write and send each other: a picture that arrives, and a film on its way. */
import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { FileChooser, Page } from 'playwright-core';
import { runFolder } from '../machine/paths.ts';

/** Large enough to be still on its way when the picture of the page is taken. */
const FILM_BYTES = 480_000_000;

/** A page whose dialog for files a script can answer: an input in place of the browser's own picker. Before the page is opened. */
export async function withoutPickers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'showOpenFilePicker');
  });
}

/** @param ada on her wide page the picture is taken, once this has resolved */
export async function talkInChat(ada: Page, ben: Page): Promise<void> {
  await Promise.all([ada, ben].map((page) => page.getByRole('button', { name: /^Open chat/ }).click()));
  await write(ben, ada, 'Hi Ada! I have sorted the pictures of our week.');
  await write(ada, ben, 'Oh, show me!');
  await write(ada, ben, 'Is the evening at the lake among them?');
  await write(ben, ada, 'It is. The film comes after it.');
  const picture = Buffer.from(await ben.evaluate(paintLake), 'base64');
  await send(ben, { name: 'Evening at the lake.jpg', mimeType: 'image/jpeg', buffer: picture });
  await ada.getByRole('button', { name: 'Accept Evening at the lake.jpg' }).click();
  await ada.getByText('Verified: arrived as sent (SHA-256)').waitFor();
  await ada.getByRole('img', { name: 'Evening at the lake.jpg' }).waitFor();
  await send(ben, filmFile());
  await ada.getByRole('button', { name: 'Accept The whole week.mp4' }).click();
  // Its rates are known by then.
  await ada.waitForFunction(isUnderWay);
}

async function write(from: Page, to: Page, text: string): Promise<void> {
  const field = from.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill(text);
  await field.press('Enter');
  await to.getByRole('log', { name: 'Messages' }).getByText(text).waitFor();
}

async function send(from: Page, file: Parameters<FileChooser['setFiles']>[0]): Promise<void> {
  const choosing = from.waitForEvent('filechooser');
  await from.getByRole('button', { name: 'Send files' }).click();
  await (await choosing).setFiles(file);
}

/** Of nothing but zeros, which no disk has to hold. */
function filmFile(): string {
  const path = join(runFolder(), 'The whole week.mp4');
  const file = openSync(path, 'w');
  ftruncateSync(file, FILM_BYTES);
  closeSync(file);
  return path;
}

/** In the page. */
function isUnderWay(): boolean {
  const bars: HTMLProgressElement[] = [];
  const walk = (root: ParentNode): void => {
    for (const element of root.querySelectorAll('*')) {
      if (element instanceof HTMLProgressElement) bars.push(element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  return bars.some(({ position }) => position > 0.3);
}

/** In the page. @returns a JPEG in base64: a lake in the evening */
async function paintLake(): Promise<string> {
  const canvas = new OffscreenCanvas(1200, 750);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const sky = context.createLinearGradient(0, 0, 0, 750);
  for (const [place, colour] of [[0, '#3b4a7a'], [0.35, '#d98a7a'], [0.55, '#f6c98b'], [0.56, '#a9796f'], [1, '#26324f']] as const) sky.addColorStop(place, colour);
  context.fillStyle = sky;
  context.fillRect(0, 0, 1200, 750);
  context.fillStyle = '#ffe6b0';
  context.beginPath();
  context.arc(815, 255, 50, 0, 2 * Math.PI);
  context.fill();
  for (const [colour, top, lift] of [['#6d5a7d', 412, 150], ['#3c3a5c', 416, 75]] as const) {
    context.fillStyle = colour;
    context.beginPath();
    context.moveTo(0, top);
    for (let x = 0; x <= 1200; x += 8) context.lineTo(x, top - lift * Math.abs(Math.sin(x / 237 + lift)) * Math.sin((x + 50) / 412) ** 2);
    context.lineTo(1200, top);
    context.fill();
  }
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}
