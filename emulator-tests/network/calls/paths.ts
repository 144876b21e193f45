import { expect } from 'vitest';
import type { Participant } from '../../participants/participant.ts';
import { ALICE, BOB } from '../../participants/cast.ts';
import { expectPicture } from '../../participants/seen-and-heard.ts';
import { storyOf } from './connection-story.ts';
import { readSelectedPair, type SelectedPair } from './connections.ts';

export interface Paths {
  readonly alice: SelectedPair;
  readonly bob: SelectedPair;
}

/** A call that connects is one in which each sees the other move: the state alone is said too early. @returns the way it took */
export async function expectCall(alice: Participant, bob: Participant): Promise<Paths> {
  try {
    await Promise.all([expectPicture(alice, 'Remote video', BOB), expectPicture(bob, 'Remote video', ALICE)]);
  } catch (error) {
    // Why the two did not connect is not seen in a picture that is missing.
    const stories = await Promise.all([alice, bob].map(storyOf));
    throw new Error([error instanceof Error ? error.message : String(error), ...stories].join('\n'), { cause: error });
  }
  return { alice: await selectedPair(alice), bob: await selectedPair(bob) };
}

async function selectedPair(who: Participant): Promise<SelectedPair> {
  const pair = await who.page.evaluate(readSelectedPair);
  expect(pair, `${who.name} has a selected pair`).toBeDefined();
  return pair!;
}

export function isRelayed({ local, remote }: SelectedPair): boolean {
  return local.type === 'relay' || remote.type === 'relay';
}
