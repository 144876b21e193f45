import { expect } from 'vitest';
import { test } from '../../browser/fixtures/call-test.ts';
import { call, type Participant } from '../../participants/participant.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

test.for([
  ['alice', 'an hour slow', -HOUR_MS], ['alice', 'three hours fast', 3 * HOUR_MS], ['alice', 'a day fast', DAY_MS], ['alice', 'a day slow', -DAY_MS],
  ['bob', 'a day fast', DAY_MS], ['bob', 'a day slow', -DAY_MS],
] as const)('%s’s clock is %s: the call connects, and again after a reload', async ([whose, , errorMs], { cast }) => {
  const people = { alice: await cast.alice(), bob: await cast.bob() };
  await setClock(people[whose], errorMs);
  await call(people.alice, people.bob);
  const other = people[whose === 'alice' ? 'bob' : 'alice'];
  await Promise.all([other.hasStatus('Reconnecting'), people[whose].reloads()]);
  await Promise.all([people.alice.isInCall(), people.bob.isInCall()]);
});

test.for([['fast', DAY_MS], ['slow', -DAY_MS]] as const)(
  'both have been here before, and since then both clocks were set a day %s: alice starts another call and bob joins it',
  async ([, errorMs], { cast }) => {
    const [alice, bob] = [await cast.alice(), await cast.bob()];
    const link = await call(alice, bob);
    await alice.hangsUp();
    await bob.isTold('The other person hung up');
    // Their accounts are kept, so that nothing tells what time it is before the first commit.
    for (const who of [alice, bob]) {
      await setClock(who, errorMs);
      await who.page.goto('about:blank');
    }
    expect(await call(alice, bob)).not.toBe(link);
  },
);

test.for([['forward', DAY_MS], ['back', -DAY_MS]] as const)(
  'the clocks of both are set a day %s in mid-call: it goes on, lasts as long as it has lasted, and comes back after a reload',
  async ([, errorMs], { cast }) => {
    const [alice, bob] = [await cast.alice(), await cast.bob()];
    for (const who of [alice, bob]) await setClock(who, 0);
    await call(alice, bob);
    const shown = ({ page }: Participant): Promise<string | null> => page.getByRole('timer').textContent();
    for (const { page } of [alice, bob]) await page.evaluate((ms) => sessionStorage.setItem('clock error', String(ms)), errorMs);
    for (const who of [alice, bob]) {
      const asked = await shown(who);
      await expect.poll(() => shown(who)).not.toBe(asked);
      expect(await shown(who)).toMatch(/^\d:\d\d$/);
    }
    await Promise.all([alice.hasStatus('Reconnecting'), bob.reloads()]);
    await Promise.all([alice.isInCall(), bob.isInCall()]);
    await Promise.all([bob.hasStatus('Reconnecting'), alice.reloads()]);
    await Promise.all([alice.isInCall(), bob.isInCall()]);
    await alice.hangsUp();
    await bob.isTold('The other person hung up');
  },
);

/**
 * The page's Date is off, and can be set anew in sessionStorage; timers and performance.now() are as they are on a
 * machine whose clock is wrong.
 */
async function setClock({ page }: Participant, errorMs: number): Promise<void> {
  await page.addInitScript((ms) => {
    const Native = Date;
    // about:blank has no storage.
    const error = (): number => (location.protocol.startsWith('http') ? Number(sessionStorage.getItem('clock error') ?? ms) : ms);
    const now = (): number => Native.now() + error();
    globalThis.Date = new Proxy(Native, {
      construct: (target, values, made) => Reflect.construct(target, values.length === 0 ? [now()] : values, made) as object,
      get: (target, name) => (name === 'now' ? now : Reflect.get(target, name) as unknown),
    });
  }, errorMs);
}
