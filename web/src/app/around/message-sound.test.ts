import { expect, test } from 'vitest';
import { ManualClock } from '../../../../engine/src/base/testing/manual-clock.ts';
import { MessageSound } from './message-sound.ts';

test('a message sounds, and the further ones of a burst do not', async () => {
  const clock = new ManualClock();
  let rings = 0;
  const sound = new MessageSound({ ring: async () => void rings++ }, clock);
  for (let message = 0; message < 5; message++) sound.hear();
  expect(rings).toBe(1);
  await clock.advance(9_999);
  sound.hear();
  expect(rings).toBe(1);
  await clock.advance(1);
  sound.hear();
  expect(rings).toBe(2);
});
