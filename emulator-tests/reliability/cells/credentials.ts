import { createCoturn } from '../../../functions/src/turn/providers/coturn.ts';
import { call, type Participant } from '../../participants/participant.ts';
import { expectCall, isRelayed } from '../../network/calls/paths.ts';
import { STUN_URL, TURN_URLS } from '../../network/lab/addresses.ts';
import { watchRecovery } from '../../network/recovery/watch.ts';
import { pass } from '../../survival/observe.ts';
import { type Cell, type Outcome, APP_IN_LAB } from '../cell.ts';

/** A page asks again after a minute at the earliest, however soon an answer runs out: this is just longer. */
const SHORT_LIFE_MS = 62_000;
const RECOVERED_S = 20;

export const CREDENTIALS: readonly Cell[] = [{
  name: 'credentials: the relay is restarted once those of both have run out',
  promise: `new ones have been asked for, and frames advance again within ${RECOVERED_S} s`,
  code: [...APP_IN_LAB, 'emulator-tests/reliability/cells/credentials.ts'],
  isInLab: true,
  prepare: (grounds) => grounds.lab(),
  async run(grounds) {
    const ground = await grounds.lab();
    const { lab, stack } = ground;
    for (const home of ['a', 'b'] as const) lab.client(home).nat('symmetric');
    return grounds.inLab(ground, 'with-relay', async (cast): Promise<Outcome> => {
      const sides = [await cast.alice(), await cast.bob()] as const;
      const minted = await Promise.all(sides.map((side) => shortenFirstCredentials(side, stack.secret)));
      await call(...sides);
      const { alice, bob } = await expectCall(...sides);
      if (!isRelayed(alice) || !isRelayed(bob)) return { isKept: false, evidence: 'the call does not run through the relay' };
      // coturn looks at the clock, and so does the page: neither can be turned.
      const lastExpiry = Math.max(...minted.map(({ expiresAt }) => expiresAt()));
      await pass(Math.max(0, Math.min(lastExpiry + 1_000 - Date.now(), 2 * SHORT_LIFE_MS)));
      const since = Date.now();
      await lab.relay.restart();
      const { recoveredMs, timeline } = await watchRecovery(sides, since, Date.now(), []);
      const asked = minted.map((one) => one.asked());
      const seconds = recoveredMs === undefined ? undefined : recoveredMs / 1_000;
      return {
        isKept: seconds !== undefined && seconds <= RECOVERED_S && Math.min(...asked) > 1, seconds,
        evidence: [`asked ${asked.join(' and ')} times`, ...timeline].join('\n'),
      };
    });
  },
}];

/** The function's first answer holds credentials that run out soon; the later ones are its own. */
async function shortenFirstCredentials({ page }: Participant, secret: string): Promise<{ readonly asked: () => number; readonly expiresAt: () => number }> {
  let [asked, expiresAt] = [0, Infinity];
  await page.route('**/mintTurnCredentials', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    asked += 1;
    if (asked > 1) return route.continue();
    const now = Date.now();
    expiresAt = now + SHORT_LIFE_MS;
    const { servers } = await createCoturn(TURN_URLS.join(','), secret).mint({ user: 'short', now, lifetimeMs: SHORT_LIFE_MS });
    const result = { iceServers: [{ urls: [STUN_URL] }, ...servers], expiresAt };
    return route.fulfill({ json: { result }, headers: { 'access-control-allow-origin': '*' } });
  });
  return { asked: () => asked, expiresAt: () => expiresAt };
}
