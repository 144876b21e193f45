import { describe, expect, it } from 'vitest';
import { formatMessage, MessageRegistry, type MessageType } from './message-registry.ts';

const wave: MessageType<{ readonly times: number }> = {
  type: 'wave',
  parse: ({ times }) => (typeof times === 'number' ? { times } : undefined),
};

function setUp() {
  const registry = new MessageRegistry();
  const heard: unknown[] = [];
  const stop = registry.on(wave, (message) => heard.push(message));
  return { registry, heard, stop };
}

describe('a message', () => {
  it('is told to the one who listens to its type, as its parser reads it', () => {
    const { registry, heard } = setUp();
    registry.hear(formatMessage(wave, { times: 3 }));
    registry.hear(JSON.stringify({ type: 'wave', times: 4, withBothHands: true }));
    expect(heard).toEqual([{ times: 3 }, { times: 4 }]);
  });

  it.each([
    ['is of a type that nothing listens to', '{"type":"bow"}'],
    ['is of a type that every object has', '{"type":"toString"}'],
    ['has no type', '{"times":3}'],
    ['has a type that is no text', '{"type":["wave"],"times":3}'],
    ['has a field of another type', '{"type":"wave","times":"3"}'],
    ['is a list', '[{"type":"wave","times":3}]'],
    ['is null', 'null'],
    ['is no JSON', '{"type":"wave","times":3'],
    ['is longer than any', `{"type":"wave","times":3}${' '.repeat(65_536)}`],
  ])('that %s is ignored', (_, text) => {
    const { registry, heard } = setUp();
    registry.hear(text);
    expect(heard).toEqual([]);
  });

  it('is not told to a listener that has stopped', () => {
    const { registry, heard, stop } = setUp();
    stop();
    registry.hear(formatMessage(wave, { times: 3 }));
    expect(heard).toEqual([]);
  });

  it('has a type of its own: two features can’t both take it', () => {
    expect(() => setUp().registry.on(wave, () => {})).toThrow('wave has a listener already');
  });

  it('keeps its type, whatever its fields are called', () => {
    expect(JSON.parse(formatMessage({ type: 'wave', parse: () => undefined }, { type: 'bow' }))).toEqual({ type: 'wave' });
  });
});
