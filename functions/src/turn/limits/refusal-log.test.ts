import { expect, test } from 'vitest';
import { createRefusalLog, type Refusal } from './refusal-log.ts';

const NOW = 1_700_000_000_000;
const address: Refusal = { whose: 'address', limitPerHour: 300, trustedHops: 1, forwarded: 2 };
const user: Refusal = { ...address, whose: 'user', limitPerHour: 30 };

test('a limit that is met a thousand times in a minute is told at once, and a minute later with how many it was', () => {
  const lines: unknown[] = [];
  const refuse = createRefusalLog((severity, message, fields) => lines.push({ severity, message, ...fields }));
  for (let time = 0; time < 60_000; time += 60) refuse(address, NOW + time);
  const line = { severity: 'warning', message: 'A limit of the relay is met, STUN alone', ...address };
  expect(lines).toEqual([{ ...line, refused: 1 }]);
  refuse(address, NOW + 60_000);
  expect(lines).toEqual([{ ...line, refused: 1 }, { ...line, refused: 1000 }]);
});

test('a user’s limit is told beside an address’s', () => {
  const told: unknown[] = [];
  const refuse = createRefusalLog((_severity, _message, { whose }) => told.push(whose));
  for (const refusal of [address, user, address, user]) refuse(refusal, NOW);
  expect(told).toEqual(['address', 'user']);
});
