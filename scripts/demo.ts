/** `npm run demo`: two headless browsers call each other through all that `npm start` starts. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../emulator-tests/support/browsers/browser.ts';
import { tell } from './machine/missing.ts';
import { ROOT } from './machine/paths.ts';
import { isEnding, stopAll, stopOnSignals } from './machine/processes.ts';
import { requireProgram } from './machine/programs.ts';
import { talkInChat, withoutPickers } from './demo/chat-scene.ts';
import { ADA, BEN, drawPortrait, type Portrait } from './demo/portraits.ts';
import { formatSteps, markAnswerWritten, markFirstFrame, markInPage, readSteps, rememberRequests } from './demo/timeline.ts';
import { startStack } from './stack/stack.ts';

const OUTPUT = join(ROOT, 'output');
/** A first start of the development server compiles Firebase, on a busy machine for half a minute. */
const PATIENCE_MS = 60_000;

const browsers: Browser[] = [];
stopOnSignals(() => console.log('\nStopping…'));
try {
  await demonstrate();
  await end();
} catch (error) {
  // On Ctrl-C the signal's own handler ends the program.
  if (!isEnding()) {
    tell(error);
    await end();
    process.exit(1);
  }
}

async function demonstrate(): Promise<void> {
  requireProgram('chromium');
  console.log('Starting the emulators and the web server…');
  const stack = await startStack({ vite: 'dev', label: 'demo' });
  const [caller, callee] = [await sitDown(ADA, { width: 1280, height: 800 }), await sitDown(BEN, { width: 390, height: 844 })];
  const problems: string[] = [];
  await withoutPickers(callee);
  await rememberRequests(callee);
  for (const page of [caller, callee]) page.on('pageerror', (error) => problems.push(String(error)));

  console.log(`Calling through ${stack.url}/ …`);
  await caller.goto(stack.url);
  await caller.getByRole('textbox', { name: 'Your name' }).fill('Ada');
  await caller.getByRole('button', { name: 'Start a call' }).click();
  await caller.getByText('Waiting for someone to open the link').waitFor();
  const link = await caller.getByRole('textbox', { name: 'Call link' }).inputValue();

  await callee.goto(link);
  const firstFrames = Promise.all([markFirstFrame(caller), markFirstFrame(callee)]);
  const join = callee.getByRole('button', { name: 'Join call' });
  await join.waitFor();
  await callee.getByRole('textbox', { name: 'Your name' }).fill('Ben');
  // A person who looks at the preview first gives the page the time to get ready.
  await callee.waitForFunction(() => performance.getEntriesByName('firelink:offer-read').length > 0);
  await markInPage(callee, 'demo:join');
  await join.click();
  await Promise.all([caller, callee].map((page) => page.getByRole('status').getByText('Connected').waitFor()));
  await Promise.all([firstFrames, markAnswerWritten(callee)]);
  await Promise.all([caller, callee].map(awaitPicture));

  console.log(`\n${formatSteps('Caller, since the page was opened', await readSteps(caller, {
    'signed in': 'firelink:signed-in', 'offer written': 'firelink:waiting',
    'answer read': 'firelink:answer-read', 'connected': 'firelink:connected', 'first frame': 'demo:first-frame',
  }))}`);
  console.log(`\n${formatSteps('Callee, since the link was opened', await readSteps(callee, {
    'signed in': 'firelink:signed-in', 'offer read': 'firelink:offer-read', 'Join pressed': 'demo:join',
    'answer written': 'demo:answer-written', 'connected': 'firelink:connected', 'first frame': 'demo:first-frame',
  }))}\n`);
  await save(caller, 'demo-caller.png');
  await save(callee, 'demo-callee.png');
  await talkInChat(caller, callee);
  // docs/chat.jpg, the first picture of the README, is this one as it comes.
  await save(caller, 'demo-chat.jpg');
  await callee.getByRole('button', { name: 'Hang up' }).click();
  await caller.getByText('Ben hung up').waitFor();
  if (problems.length > 0) throw new Error(`the pages reported errors:\n${problems.join('\n')}`);
}

/** A browser with a person in front of it. */
async function sitDown(portrait: Portrait, viewport: { readonly width: number; readonly height: number }): Promise<Page> {
  const studio = await launchBrowser();
  browsers.push(studio);
  const fakeVideoFile = await drawPortrait(studio, portrait);
  await studio.close();
  const browser = await launchBrowser({ fakeVideoFile });
  browsers.push(browser);
  const page = await (await browser.newContext({ viewport, locale: 'en' })).newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

/** Until both pictures have been drawn for a moment: a first frame is blurred. */
async function awaitPicture(page: Page): Promise<void> {
  for (const label of ['Remote video', 'Your video']) {
    await page.getByLabel(label, { exact: true }).evaluate(async (element) => {
      if (!(element instanceof HTMLVideoElement)) throw new TypeError('not a video');
      for (let frame = 0; frame < 15; frame += 1) {
        await new Promise((resolve) => {
          element.requestVideoFrameCallback(resolve);
        });
      }
    });
  }
}

async function save(page: Page, name: string): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  await page.screenshot({ path: join(OUTPUT, name), ...(name.endsWith('.jpg') && { type: 'jpeg', quality: 82 }) });
  console.log(`Saved output/${name}`);
}

async function end(): Promise<void> {
  await Promise.all(browsers.map((browser) => browser.close()));
  await stopAll();
}
