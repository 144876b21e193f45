import { describe, expect, it } from 'vitest';
import { ManualClock, settle } from '../../../../engine/src/base/testing/manual-clock.ts';
import { Scope } from '../../../../engine/src/base/scope.ts';
import { Chime, type ChimePlayer } from './chime.ts';

/** A browser's sound: allowed, or waiting for a press. */
class FakeSound implements ChimePlayer {
  isAllowed = true;
  readonly heard: ('opened' | 'played' | 'closed')[] = [];
  allow: () => void = () => {};

  readonly open = (): ChimePlayer => {
    this.heard.push('opened');
    return this;
  };

  start(): Promise<void> {
    if (this.isAllowed) return Promise.resolve();
    return new Promise((resolve) => {
      this.allow = () => {
        this.isAllowed = true;
        resolve();
      };
    });
  }

  play(): number {
    this.heard.push('played');
    return 600;
  }

  close(): void {
    this.heard.push('closed');
  }
}

function begin(isWanted = true): { clock: ManualClock; scope: Scope; sound: FakeSound; chime: Chime } {
  const [clock, scope, sound] = [new ManualClock(), new Scope(), new FakeSound()];
  return { clock, scope, sound, chime: new Chime(scope, { clock, open: sound.open, isWanted: () => isWanted }) };
}

describe('the chime', () => {
  it('sounds once, and lets the sound device go after it', async () => {
    const { clock, scope, sound, chime } = begin();
    void chime.ring();
    await clock.advance(599);
    expect(sound.heard).toEqual(['opened', 'played']);
    await clock.advance(1);
    expect([...sound.heard, clock.pending, scope.size]).toEqual(['opened', 'played', 'closed', 0, 0]);
  });

  it('is left out where the browser wants a press first, and doesn’t sound at a press that comes later', async () => {
    const { clock, scope, sound, chime } = begin();
    sound.isAllowed = false;
    void chime.ring();
    await clock.advance(500);
    sound.allow();
    await clock.advance(10_000);
    expect([...sound.heard, clock.pending, scope.size]).toEqual(['opened', 'closed', 0, 0]);
  });

  it('is cut off when the screen goes', async () => {
    const { clock, scope, sound, chime } = begin();
    void chime.ring();
    await settle();
    scope.end();
    await chime.ring();
    expect([...sound.heard, clock.pending]).toEqual(['opened', 'played', 'closed', 0]);
  });

  it('is silent where it isn’t wanted, and where there is nothing to play it with', async () => {
    const { sound, chime } = begin(false);
    await chime.ring();
    expect(sound.heard).toEqual([]);
    const scope = new Scope();
    const open = (): ChimePlayer => { throw new DOMException('no more of them', 'NotSupportedError'); };
    await new Chime(scope, { clock: new ManualClock(), open }).ring();
    expect(scope.size).toBe(0);
  });
});
