import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createCoturn } from '../../../functions/src/turn/coturn.ts';
import { call, type Participant } from '../../browser/participant.ts';
import { expectCall, isRelayed } from '../../network/calls/paths.ts';
import { STUN_URL, TURN_URLS } from '../../network/lab/addresses.ts';
import type { Lab } from '../../network/lab/lab.ts';
import { LabCast } from '../../network/lab-cast.ts';
import { buildLab, type NetworkStack } from '../../network/network-stack.ts';
import { watchRecovery } from '../../network/recovery/watch.ts';

/** A page asks again after a minute at the earliest, however soon an answer runs out: this is just longer. */
const SHORT_LIFE_MS = 62_000;

let lab: Lab;
let stack: NetworkStack;
let cast: LabCast;
beforeAll(async () => {
  ({ lab, stack } = await buildLab());
});
afterEach(() => cast.disband());
afterAll(() => lab.remove());

/** The function's first answer holds credentials that run out soon; the later ones are its own. */
async function shortenFirstCredentials({ page }: Participant): Promise<{ readonly asked: () => number; readonly expiresAt: () => number }> {
  let [asked, expiresAt] = [0, Infinity];
  await page.route('**/mintTurnCredentials', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    asked += 1;
    if (asked > 1) return route.continue();
    const now = Date.now();
    expiresAt = now + SHORT_LIFE_MS;
    const { servers } = await createCoturn(TURN_URLS.join(','), stack.secret).mint({ user: 'short', now, lifetimeMs: SHORT_LIFE_MS });
    const result = { iceServers: [{ urls: [STUN_URL] }, ...servers], expiresAt };
    return route.fulfill({ json: { result }, headers: { 'access-control-allow-origin': '*' } });
  });
  return { asked: () => asked, expiresAt: () => expiresAt };
}

test('the relay is restarted once the credentials of both have run out: new ones are asked for, and the call goes on', async () => {
  for (const home of ['a', 'b'] as const) lab.client(home).nat('symmetric');
  cast = await LabCast.gather(lab, stack, 'with-relay');
  const sides = [await cast.alice(), await cast.bob()] as const;
  const minted = await Promise.all(sides.map((side) => shortenFirstCredentials(side)));
  await call(...sides);
  const paths = await expectCall(...sides);
  expect([isRelayed(paths.alice), isRelayed(paths.bob)]).toEqual([true, true]);
  // coturn looks at the clock, and so does the page: nobody's can be turned.
  const lastExpiry = Math.max(...minted.map(({ expiresAt }) => expiresAt()));
  await expect.poll(() => Date.now(), { timeout: 2 * SHORT_LIFE_MS, interval: 500 }).toBeGreaterThan(lastExpiry + 1_000);
  const since = Date.now();
  await lab.relay.restart();
  const { recoveredMs, timeline } = await watchRecovery(sides, since, Date.now(), []);
  expect(recoveredMs, timeline.join('\n')).toBeDefined();
  console.log(`credentials that had run out, relay restarted: ${(Number(recoveredMs) / 1_000).toFixed(1)} s`);
  for (const { asked } of minted) expect(asked()).toBeGreaterThan(1);
});
