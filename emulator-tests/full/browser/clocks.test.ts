import { test } from '../../browser/call-test.ts';
import { call, type Participant } from '../../browser/participant.ts';

const HOUR_MS = 3_600_000;

test.for([['alice', 'fast'], ['alice', 'slow'], ['bob', 'fast'], ['bob', 'slow']] as const)(
  '%s’s clock is an hour %s: the call connects, and again after a reload',
  async ([whose, how], { cast }) => {
    const people = { alice: await cast.alice(), bob: await cast.bob() };
    await setClock(people[whose], how === 'fast' ? HOUR_MS : -HOUR_MS);
    await call(people.alice, people.bob);
    const other = people[whose === 'alice' ? 'bob' : 'alice'];
    await Promise.all([other.hasStatus('Reconnecting'), people[whose].reloads()]);
    await Promise.all([people.alice.isInCall(), people.bob.isInCall()]);
  },
);

/** The page's Date is off; timers and performance.now() are as they are on a machine whose clock is wrong. */
async function setClock({ page }: Participant, errorMs: number): Promise<void> {
  await page.addInitScript((ms) => {
    const Native = Date;
    const now = (): number => Native.now() + ms;
    globalThis.Date = new Proxy(Native, {
      construct: (target, values, made) => Reflect.construct(target, values.length === 0 ? [now()] : values, made) as object,
      get: (target, name) => (name === 'now' ? now : Reflect.get(target, name) as unknown),
    });
  }, errorMs);
}
