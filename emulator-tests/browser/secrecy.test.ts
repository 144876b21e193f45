import { deflateRawSync, deflateSync } from 'node:zlib';
import { expect } from 'vitest';
import { test } from './fixtures/call-test.ts';
import { readableIn } from './fixtures/stored-values.ts';
import { callIdOf, type StoredDocument } from '../support/stacks/database.ts';
import { call, type Participant } from '../participants/participant.ts';

test('during a call, the database holds no address of a participant', async ({ cast, database }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await call(alice, bob);
  expect(await database.collections()).toEqual(['calls']);
  const documents = await database.everythingOf(callIdOf(link));
  // The callee's candidates are in his answer; one that came late is in a batch of its own, on either side.
  const paths = documents.map(({ path }) => path.replace(callIdOf(link), 'ID'));
  expect(paths).toEqual(expect.arrayContaining(['calls/ID', 'calls/ID/callerCandidates/0']));
  for (const path of paths) expect(path).toMatch(/^calls\/ID(?:\/(?:caller|callee)Candidates\/[0-7])?$/);
  expect(documents.flatMap((document) => tellTales(document))).toEqual([]);
});

test('an address would be found, plain, as bytes, and deflated', () => {
  const text = 'a=candidate:1 1 udp 2122260223 192.168.1.7 54321 typ host';
  const bytes = Buffer.from(text);
  const hidden = [bytes, deflateRawSync(bytes), deflateSync(bytes), Buffer.concat([Buffer.alloc(12, 7), deflateRawSync(bytes)])];
  const values = [{ stringValue: text }, ...hidden.map((some) => ({ bytesValue: some.toString('base64') }))];
  for (const value of values) {
    const fields = { offer: { mapValue: { fields: { sealed: value } } } };
    expect(tellTales({ path: 'calls/x', updateTime: '', fields })).toEqual(expect.arrayContaining(['calls/x: candidate:', 'calls/x: an IPv4 address']));
  }
});

test('the key of the link is in no request, no console message and no title', async ({ cast }) => {
  const people = [await cast.alice(), await cast.bob()] as const;
  const told = people.map(listenIn);
  const [alice, bob] = people;
  const link = await call(alice, bob);
  const key = new URL(link).hash.slice('#k='.length);
  await Promise.all([alice.hasStatus('Reconnecting'), bob.reloads()]);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  const titles = await Promise.all(people.map(({ page }) => page.title()));
  await alice.hangsUp();
  await bob.isTold('The other person hung up');
  const all = [...told.flat(), ...titles];
  expect(all.some((text) => text.includes(callIdOf(link))), 'the id of the call is in what was listened to').toBe(true);
  const bytes = Buffer.from(key, 'base64url');
  const forms = [key, encodeURIComponent(key), bytes.toString('base64'), bytes.subarray(0, 15).toString('base64'), bytes.toString('hex')];
  expect(all.filter((text) => forms.some((form) => text.includes(form)))).toEqual([]);
});

/** Everything that a page sends or logs, filled as the test goes on. */
function listenIn({ page }: Participant): string[] {
  const told: string[] = [];
  page.on('request', (request) => {
    told.push(request.url(), request.postData() ?? '', JSON.stringify(request.headers()));
  });
  page.on('console', (message) => told.push(message.text()));
  page.on('pageerror', (error) => told.push(String(error)));
  return told;
}

/** None so short that sealed bytes, which are as random ones, have it in them by chance: three letters stand in one call of six hundred. */
const SIGNS: readonly (readonly [name: string, sign: RegExp])[] = [
  ['candidate:', /candidate:/],
  ['a=ice-ufrag', /a=ice-ufrag|"usernameFragment"/],
  ['a=fingerprint', /a=fingerprint/],
  ['sdp', /"sdp"|^sdp$|v=0\r?\n/i],
  ['an IPv4 address', /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/],
  ['an IPv6 address', /\b[0-9a-f]{1,4}(?:::?[0-9a-f]{1,4}){3,7}\b/i],
];

function tellTales({ path, fields }: StoredDocument): string[] {
  const readable = readableIn(fields);
  return SIGNS.filter(([, sign]) => readable.some((text) => sign.test(text))).map(([name]) => `${path}: ${name}`);
}
