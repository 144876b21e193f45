import { expect, test } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { keyValuesIn } from './key-values.ts';
import { createLocks } from './locks.ts';
import { claimTab, ifTabIsFree, type TabPorts } from './tab-claim.ts';
import { memoryStorage } from './testing/memory-key-values.ts';

/** The pages of one browser: each is given its tab's sessionStorage. */
function browser(): { readonly clock: ManualClock; ports(storage?: ReturnType<typeof memoryStorage>): TabPorts } {
  const clock = new ManualClock();
  let seed = 0;
  return {
    clock,
    ports: (storage = memoryStorage()) => ({
      session: keyValuesIn(() => storage), locks: createLocks(() => navigator.locks, clock),
      randomBytes: (length) => new Uint8Array(length).fill(++seed),
    }),
  };
}

test('a tab that is reloaded keeps its name; a duplicated one, whose page has a copy, takes another', async () => {
  const { clock, ports } = browser();
  const [storage, copy] = [memoryStorage(), memoryStorage()];
  const first = await claimTab('a', ports(storage));
  copy.setItem('a-tab', first.tab);
  const duplicating = claimTab('a', ports(copy));
  await clock.advance(1_500);
  const duplicate = await duplicating;
  expect(duplicate.tab).not.toBe(first.tab);
  first.letGo();
  const reloaded = await claimTab('a', ports(storage));
  expect(reloaded.tab).toBe(first.tab);
  reloaded.letGo();
  duplicate.letGo();
  expect(clock.pending).toBe(0);
});

test('what a tab has left is for another page to delete once no page of it lives, and not before', async () => {
  const { clock, ports } = browser();
  const deleted: string[] = [];
  const [ana, ben] = [await claimTab('b', ports()), await claimTab('b', ports())];
  const clean = async (): Promise<void> => {
    const done = ifTabIsFree('b', ana.tab, ports().locks, async () => void deleted.push(ana.tab));
    await clock.advance(250);
    await done;
  };
  await clean();
  expect(deleted).toEqual([]);
  ana.letGo();
  await clean();
  expect(deleted).toEqual([ana.tab]);
  ben.letGo();
});

test('without locks a tab has a name all the same, and deletes nothing of others', async () => {
  const { clock, ports } = browser();
  const storage = memoryStorage();
  const withoutLocks = { ...ports(storage), locks: createLocks(() => undefined, clock) };
  const claim = await claimTab('c', withoutLocks);
  expect((await claimTab('c', withoutLocks)).tab).toBe(claim.tab);
  const deleted: string[] = [];
  expect(await ifTabIsFree('c', 'other', withoutLocks.locks, async () => void deleted.push('other'))).toBe(false);
  expect(deleted).toEqual([]);
});
