/** Without a device a page is told no address of its machine: its host candidates are mDNS names, and nothing here multicasts. */
import { expect } from 'vitest';
import { logOf, says } from '../browser/fixtures/chat.ts';
import type { Participant } from '../participants/participant.ts';
import { readSelectedPair } from './calls/connections.ts';
import { isRelayed } from './calls/paths.ts';
import { test } from './lab-test.ts';

async function startsChat(caller: Participant): Promise<string> {
  await caller.opensHome();
  await caller.clicks('Start with chat only');
  await caller.hasStatus('Waiting for someone to join');
  return caller.page.getByRole('textbox', { name: 'Call link' }).inputValue();
}

/** What the browser has told the page of the machine's own addresses. */
const hostCandidates = ({ page }: Participant): Promise<string[]> =>
  page.evaluate(() => (window.labRecord?.moments ?? []).flatMap(({ what }) => /candidate host \S+ (\S+)/.exec(what)?.[1] ?? []));

test('both are behind symmetric NATs and chat only: they are told names for addresses, meet by the relay, and write to each other', async ({ gatherAt, lab }) => {
  lab.client('a').nat('symmetric');
  lab.client('b').nat('symmetric');
  const cast = await gatherAt('with-relay');
  const [alice, bob] = await cast.hidden();
  await bob.joinsFrom(await startsChat(alice));
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  for (const who of [alice, bob]) {
    const hosts = await hostCandidates(who);
    expect(hosts.length, who.name).toBeGreaterThan(0);
    expect(hosts.filter((address) => !address.endsWith('.local')), who.name).toEqual([]);
    // What a page is told may have been counted a moment before it was connected.
    const isByRelay = async (): Promise<boolean> => {
      const pair = await who.page.evaluate(readSelectedPair);
      return pair !== undefined && isRelayed(pair);
    };
    await expect.poll(isByRelay, { message: who.name }).toBe(true);
  }
  await says(alice, 'By the relay');
  await expect.poll(() => logOf(bob)).toEqual(['By the relay']);
  await says(bob, 'And back');
  await expect.poll(() => logOf(alice)).toEqual(['By the relay ✓', 'And back']);
  await expect.poll(() => logOf(bob)).toEqual(['By the relay', 'And back ✓']);
});

test('without a relay the two are told why they do not meet', async ({ gatherAt, lab }) => {
  lab.client('a').nat('symmetric');
  lab.client('b').nat('symmetric');
  const cast = await gatherAt('without-relay');
  const [alice, bob] = await cast.hidden();
  await bob.joinsFrom(await startsChat(alice));
  await Promise.all([alice, bob].map((who) => who.isTold('No connection to the other person')));
});
