import { describe, expect, it } from 'vitest';
import { memoryKeyValues } from '../../base/storage/testing/memory-key-values.ts';
import { toBase64Url } from '../../base/bytes.ts';
import { createCallId, createLinkSecret } from '../../signaling/link/call-link.ts';
import { NextCallMemory } from './next-call-memory.ts';

describe('what a tab keeps for calling again', () => {
  it('is nothing before the two have met', () => {
    const memory = new NextCallMemory(createCallId(), memoryKeyValues());
    expect([memory.value, memory.step, memory.current]).toEqual([undefined, 0, undefined]);
  });

  it('is the caller’s value for both, the same at each connection, and how far they have come', () => {
    const id = createCallId();
    const [alice, bob] = [new NextCallMemory(id, memoryKeyValues()), new NextCallMemory(id, memoryKeyValues())];
    const value = alice.valueAt(0).offer();
    bob.valueAt(0).take(value);
    expect([alice.valueAt(0).offer(), bob.value]).toEqual([value, value]);
    // Bob calls next.
    alice.valueAt(1).take(bob.valueAt(1).offer());
    expect([alice.value, bob.value, alice.step, bob.step]).toEqual([value, value, 1, 1]);
  });

  it('is another value for a person who is let in after another one', () => {
    const memory = new NextCallMemory(createCallId(), memoryKeyValues());
    const first = memory.valueAt(0).offer();
    memory.valueAt(0).renew();
    expect(memory.value).toBeUndefined();
    expect(memory.valueAt(0).offer()).not.toBe(first);
  });

  it('tells a reloaded page in which call it was', () => {
    const [id, storage] = [createCallId(), memoryKeyValues()];
    const call = { step: 3, callId: createCallId(), secret: createLinkSecret() };
    new NextCallMemory(id, storage).current = call;
    expect(new NextCallMemory(id, storage).current).toEqual(call);
    expect(new NextCallMemory(createCallId(), storage).current).toBeUndefined();
  });

  it.each(['', 'three', '-1', '1.5', '1e9', 'NaN'])('is the link’s own call where the step is "%s"', (junk) => {
    const [id, storage] = [createCallId(), memoryKeyValues()];
    storage.set(`firelink/next-call/${id}/step`, junk);
    storage.set(`firelink/next-call/${id}/current`, `${junk} ${createCallId()} ${toBase64Url(createLinkSecret())}`);
    const memory = new NextCallMemory(id, storage);
    expect([memory.step, memory.current]).toEqual([0, undefined]);
  });
});
