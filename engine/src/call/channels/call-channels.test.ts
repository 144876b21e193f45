/** The channels of two sides that are told of each other's frames at once, as over one connection. */
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { ManualClock, settle } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import { toBase64Url } from '../../base/bytes.ts';
import { CallChannels } from './call-channels.ts';
import { MemoryJournal } from './journal.ts';
import type { MessageType } from './message-registry.ts';

const WAVE: MessageType<{ readonly times: number }> = { type: 'wave', parse: ({ times }) => (typeof times === 'number' ? { times } : undefined) };

let made = 0;
const createId = (): string => toBase64Url(new Uint8Array(16).fill(++made));

function side() {
  const scope = new Scope();
  const told: string[] = [];
  const channels = new CallChannels(scope, { clock: new ManualClock(), logger: silentLogger, createId, onBroken: (error) => told.push(String(error)) });
  channels.messages.on(WAVE, ({ times }) => told.push(`waves ${times} times`));
  channels.onMeet(() => told.push('meets'));
  return { scope, channels, told };
}

/** Another connection between the two carries the call. */
async function connect(one: CallChannels, other: CallChannels, kind: 'control' | 'chat' = 'control'): Promise<void> {
  const carry = (to: CallChannels) => ({ send: (frame: Uint8Array) => (queueMicrotask(() => to.hear(kind, frame)), true) });
  one.bind(kind, carry(other));
  other.bind(kind, carry(one));
  await settle();
}

describe('the channels of a participant', () => {
  it('carry messages of the call by type, both ways, and tell when a page is met', async () => {
    const [alice, bob] = [side(), side()];
    await connect(alice.channels, bob.channels);
    alice.channels.tell(WAVE, { times: 1 });
    bob.channels.tell(WAVE, { times: 2 });
    await settle();
    expect([alice.told, bob.told]).toEqual([['meets', 'waves 2 times'], ['meets', 'waves 1 times']]);
  });

  it('carry over the next connection what was told between two', async () => {
    const [alice, bob] = [side(), side()];
    await connect(alice.channels, bob.channels);
    alice.channels.bind('control', undefined);
    alice.channels.tell(WAVE, { times: 3 });
    await connect(alice.channels, bob.channels);
    expect([alice.told, bob.told]).toEqual([['meets'], ['meets', 'waves 3 times']]);
  });

  it('tell their feature when the participant is let go, and when the call is over', async () => {
    const alice = side();
    const ends: string[] = [];
    alice.channels.open('chat', { createJournal: () => new MemoryJournal(createId), onMessage: () => {}, onBroken: () => {}, onEnd: () => ends.push('an end') });
    alice.channels.letGo();
    ends.push('the next person');
    alice.scope.end();
    expect(ends).toEqual(['an end', 'the next person', 'an end']);
  });

  it('bring another person nothing that was meant for the one who was let go', async () => {
    const [alice, bob, carol] = [side(), side(), side()];
    const heard: unknown[] = [];
    const chat = alice.channels.open('chat', {
      createJournal: () => new MemoryJournal(createId), onMessage: () => {}, onBroken: () => {},
    });
    carol.channels.open('chat', { createJournal: () => new MemoryJournal(createId), onMessage: (data) => heard.push(data), onBroken: () => {} });
    await connect(alice.channels, bob.channels);
    alice.channels.bind('control', undefined);
    alice.channels.tell(WAVE, { times: 4 });
    chat.send('for bob');
    alice.channels.letGo();
    await settle();
    await connect(alice.channels, carol.channels);
    await connect(alice.channels, carol.channels, 'chat');
    chat.send('for carol');
    await settle();
    expect([alice.told, carol.told, heard]).toEqual([['meets', 'meets'], ['meets'], ['for carol']]);
  });

  it('of a kind belong to one feature', () => {
    const { channels } = side();
    const definition = { createJournal: () => new MemoryJournal(createId), onMessage: () => {}, onBroken: () => {} };
    channels.open('files', definition);
    expect(() => channels.open('files', definition)).toThrow('two features open files');
  });

  it('refuse what is told once the call is over', async () => {
    const { channels, scope } = side();
    await settle();
    scope.end();
    expect(channels.tell(WAVE, { times: 1 })).toEqual({ kind: 'refused', why: 'not-open' });
  });
});
