/** `npm start -- --lan`: the same for other machines on the network, such as a phone, which gives its camera over HTTPS only. */
import { Agent, get } from 'node:https';
import { networkInterfaces } from 'node:os';
import type { Browser } from 'playwright-core';
import { expect, test as base } from 'vitest';
import { ALICE, BOB, type Look, lookOptions } from '../../participants/cast.ts';
import { call, Participant } from '../../participants/participant.ts';
import { ROOT } from '../../../scripts/machine/paths.ts';
import { launchBrowser } from '../../support/browsers/browser.ts';
import { npmStart, toGroup } from '../../support/npm-start.ts';
import { oncePerFile } from '../../support/once-per-file.ts';
import type { InitJson } from '../../../scripts/stack/stack.ts';

/** The machine's own on a network, or loopback where it is on none. */
const ADDRESS = Object.values(networkInterfaces()).flat().find((entry) => entry?.family === 'IPv4' && !entry.internal)?.address ?? '127.0.0.1';

async function startForTheNetwork() {
  const run = npmStart({}, ['--lan', ADDRESS]);
  const printed = await run.printed(/Ctrl-C/);
  return { run, printed, url: /Open (https:\S+)/.exec(printed)?.[1] ?? '' };
}

const test = base
  .extend('started', { scope: 'file' }, oncePerFile(startForTheNetwork, async ({ run }) => {
    toGroup(run, 'SIGINT');
    await run.ended;
  }))
  .extend('enter', ({ started: { url } }, { onCleanup }) => {
    const browsers: Browser[] = [];
    onCleanup(async () => {
      await Promise.all(browsers.map((browser) => browser.close()));
    });
    return async (name: string, look: Look) => {
      const browser = await launchBrowser(lookOptions(look));
      browsers.push(browser);
      // As a person who has gone on past the warning.
      const context = await browser.newContext({ locale: 'en', viewport: { width: 640, height: 480 }, ignoreHTTPSErrors: true });
      return await Participant.enter(name, context, url);
    };
  });

/** A request of a person who has gone on past the browser's warning. */
function ask(url: string, headers: Readonly<Record<string, string>> = {}): Promise<{ readonly status: number | undefined; readonly text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: new Agent({ rejectUnauthorized: false }) }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => { text += part.toString(); });
      response.once('end', () => resolve({ status: response.statusCode, text }));
    }).once('error', reject);
  });
}

test('it says the address, also as a QR code, and who else can reach it', async ({ started: { printed, url } }) => {
  expect(new URL(url)).toMatchObject({ protocol: 'https:', hostname: ADDRESS });
  expect(printed).toMatch(/█[▀▄█ ]{15,}█/);
  expect(printed).toContain('every machine on this network');
});

test('alice and bob, past the warnings of their browsers, call each other over it, and make no other request', async ({ enter, started: { url } }) => {
  const [alice, bob] = [await enter('alice', ALICE), await enter('bob', BOB)];
  const asked = new Set<string>();
  for (const { context } of [alice, bob]) context.on('request', (request) => asked.add(new URL(request.url()).origin));
  const minted = alice.page.waitForResponse((response) => response.url().includes('/mintTurnCredentials'));
  await call(alice, bob);
  for (const one of [alice, bob]) expect((await one.sees('Remote video')).frames).toBeGreaterThan(0);
  expect((await minted).status()).toBe(200);
  await alice.hangsUp();
  await bob.isTold('The other person hung up');
  expect([...asked].filter((origin) => origin.startsWith('http'))).toEqual([url.slice(0, -1)]);
});

test('the network reaches the page and what it asks, not the emulators themselves, nor an administrator’s powers, nor other files', async ({ started: { url } }) => {
  const init = JSON.parse((await ask(`${url}__/firebase/init.json`)).text) as InitJson;
  const documents = `${url}v1/projects/${init.projectId}/databases/(default)/documents/calls`;
  expect((await ask(documents, { authorization: 'Bearer owner' })).status).toBe(404);
  expect((await ask(documents)).status).toBe(403);
  expect((await ask(`${url}@fs${ROOT}/functions/.env`)).status).toBe(403);
  expect((await ask(`${url}@fs${ROOT}/package.json`)).status).toBe(403);
});
