/** The value that two who are in a call tell each other, so that they can call again. */
import { describe, expect, it } from 'vitest';
import { formatMessage } from '../channels/message-registry.ts';
import { NEXT_CALL } from './next-call-exchange.ts';
import type { NextCallValue } from './next-call-value.ts';
import { World, type WorldOptions } from '../testing/world.ts';

/** Of one tab. */
class Kept implements NextCallValue {
  value: string | undefined;
  renewals = 0;
  readonly #make: () => string;

  constructor(make: () => string = () => 'AAECAwQFBgcICQoLDA0ODw') {
    this.#make = make;
  }

  offer(): string {
    return (this.value ??= this.#make());
  }

  take(value: string): void {
    this.value = value;
  }

  renew(): void {
    this.value = undefined;
    this.renewals++;
  }
}

const keeping = (nextCall: NextCallValue): WorldOptions => ({ ports: () => ({ nextCall }) });

async function called(alices: Kept, bobs: Kept) {
  const world = new World();
  const alice = world.page(world.browser('alice'), {}, keeping(alices));
  alice.session.dispatch({ type: 'start' });
  await world.run(1_000);
  const bob = world.page(world.browser('bob'), {}, keeping(bobs));
  bob.session.open();
  await world.run(1_000);
  expect([alices.value, bobs.value]).toEqual([undefined, undefined]);
  bob.session.dispatch({ type: 'join' });
  await world.run(1_000);
  return { world, alice, bob };
}

describe('the value for the next call', () => {
  it('is the caller’s, whatever the callee had, and is told once they are connected', async () => {
    const [alices, bobs] = [new Kept(), new Kept(() => 'never-told-by-calleesA')];
    await called(alices, bobs);
    expect([alices.value, bobs.value]).toEqual(['AAECAwQFBgcICQoLDA0ODw', 'AAECAwQFBgcICQoLDA0ODw']);
  });

  it('is made anew for the person who is let in when the other one has left', async () => {
    let made = 0;
    const [alices, bobs, carols] = [new Kept(() => `AAECAwQFBgcICQoLDA0O${made++}Q`), new Kept(), new Kept()];
    const { world, alice, bob } = await called(alices, bobs);
    bob.close('goodbye');
    await world.run(1_000);
    alice.session.dispatch({ type: 'let-in' });
    await world.run(1_000);
    expect([alices.value, alices.renewals]).toEqual([undefined, 1]);
    const carol = world.page(world.browser('carol'), {}, keeping(carols));
    carol.session.open();
    await world.run(1_000);
    carol.session.dispatch({ type: 'join' });
    await world.run(1_000);
    expect([bobs.value, alices.value, carols.value]).toEqual(['AAECAwQFBgcICQoLDA0O0Q', 'AAECAwQFBgcICQoLDA0O1Q', 'AAECAwQFBgcICQoLDA0O1Q']);
  });
});

describe('a value for the next call', () => {
  it('is read as it was written', () => {
    const value = 'AAECAwQFBgcICQoLDA0ODw';
    expect(NEXT_CALL.parse(JSON.parse(formatMessage(NEXT_CALL, { value })) as Record<string, unknown>)).toEqual({ value });
  });

  it.each([
    ['is too short', 'AAECAwQF'],
    ['is no base64url', 'AAECAwQFBgcICQoLDA0OD+'],
    ['has spare bits that are set', 'AAECAwQFBgcICQoLDA0ODx'],
    ['is no text', 5],
    ['is missing', undefined],
  ])('that %s is ignored', (_, value) => {
    expect(NEXT_CALL.parse({ value })).toBeUndefined();
  });
});
