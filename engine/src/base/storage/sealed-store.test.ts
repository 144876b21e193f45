import { describe, expect, it } from 'vitest';
import type { OwnBytes } from '../bytes.ts';
import { ManualClock, settle } from '../testing/manual-clock.ts';
import { SealedStore } from './sealed-store.ts';
import { MemoryDatabases } from './testing/memory-records.ts';

const KEY = new Uint8Array(32).fill(7);
const bytes = (text: string): OwnBytes => new TextEncoder().encode(text);
const text = (records: readonly { readonly order: number; readonly bytes: OwnBytes }[]): unknown =>
  records.map((record) => [record.order, new TextDecoder().decode(record.bytes)]);

function browser() {
  const clock = new ManualClock();
  const databases = new MemoryDatabases();
  const told: string[] = [];
  const open = (key = KEY): Promise<SealedStore> => SealedStore.open({ clock, databases, name: 'tab', key, onAbandoned: () => told.push('forgotten') });
  return { clock, databases, told, open };
}

describe('a sealed store', () => {
  it('has for the next page of the tab what the one before has written, in order, group by group', async () => {
    const { open } = browser();
    const before = await open();
    await before.write('chat', { put: [{ order: 10, bytes: bytes('ten') }, { order: 2, bytes: bytes('two') }] });
    await before.write('files', { put: [{ order: 1, bytes: bytes('one') }] });
    await before.write('chat', { put: [{ order: 11, bytes: bytes('eleven') }], remove: [2] });
    const after = await open();
    expect([text(await after.read('chat')), text(await after.read('files')), await after.read('other')])
      .toEqual([[[10, 'ten'], [11, 'eleven']], [[1, 'one']], []]);
    expect([after.bytes, before.bytes]).toEqual([after.bytes, after.bytes]);
    await after.write('chat', { put: [], remove: 'all' });
    await after.write('files', { put: [], remove: 'all' });
    expect([await after.read('chat'), after.bytes]).toEqual([[], 0]);
  });

  it('writes nothing that can be read without the key, and no two records alike', async () => {
    const { databases, open } = browser();
    const store = await open();
    await store.write('chat', { put: [1, 2].map((order) => ({ order, bytes: bytes('meet me at noon') })) });
    const kept = [...(databases.stored.get('tab')?.get('chat')?.values() ?? [])];
    expect(kept.map((one) => new TextDecoder().decode(one)).filter((one) => one.includes('noon'))).toEqual([]);
    expect(kept[0]).not.toEqual(kept[1]);
    await expect((await open(new Uint8Array(32).fill(8))).read('chat')).rejects.toThrow('not of this key');
    await expect(store.read('chat')).resolves.toHaveLength(2);
  });

  it('reads no record that was moved to another place, or changed', async () => {
    const { databases, open } = browser();
    const store = await open();
    await store.write('chat', { put: [{ order: 1, bytes: bytes('one') }] });
    const group = databases.stored.get('tab')?.get('chat');
    const one = group?.get(1) ?? expect.fail('nothing is kept');
    group?.set(2, one);
    await expect(store.read('chat')).rejects.toThrow('not of this key');
    group?.delete(2);
    await expect(store.read('chat')).resolves.toHaveLength(1);
    group?.set(1, one.map((byte, index) => (index === 20 ? byte ^ 1 : byte)));
    await expect(store.read('chat')).rejects.toThrow('not of this key');
  });

  it.each(['open', 'read', 'write'] as const)('waits three seconds for a database that does not answer when it is to %s', async (silent) => {
    const { clock, databases, open } = browser();
    const isSilent = (step: string): Promise<void> => (step === silent ? new Promise(() => {}) : Promise.resolve());
    databases.before = isSilent;
    const opened = open();
    const work = silent === 'open' ? opened : opened.then(async (store) => void (silent === 'read' ? await store.read('chat') : await store.write('chat', { put: [] })));
    work.catch(() => {});
    await expect.poll(() => clock.pending).toBeGreaterThan(0);
    await settle();
    await clock.advance(3_000);
    await expect(work).rejects.toThrow('does not answer');
    expect(clock.pending).toBe(0);
  });

  it('that is abandoned is forgotten and deleted at once, and takes nothing more', async () => {
    const { databases, told, open } = browser();
    const store = await open();
    await store.write('chat', { put: [{ order: 1, bytes: bytes('one') }] });
    store.abandon();
    store.abandon();
    expect([told, [...databases.stored.keys()]]).toEqual([['forgotten'], []]);
    await expect(store.write('chat', { put: [] })).rejects.toThrow('abandoned');
    await expect(store.read('chat')).rejects.toThrow('abandoned');
  });
});
