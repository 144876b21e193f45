import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { END_REASONS } from '#protocol/call-document.ts';
import { isCallId } from '#protocol/identifiers.ts';
import { LEASE_MS, MAX_LEASE_MS } from '#protocol/lifetimes.ts';
import { MAX_BATCHES, MAX_ROUND, MAX_SEALED_BATCH_BYTES, MAX_SEALED_DESCRIPTION_BYTES, MIN_SEALED_BYTES, PROTOCOL_VERSION } from '#protocol/limits.ts';
import { CALLS, CANDIDATE_COLLECTIONS } from '#protocol/paths.ts';
import { newCallId } from './calls.ts';

const rules = readFileSync(new URL('../../firestore.rules', import.meta.url), 'utf8');

function matchOf(pattern: RegExp): string {
  const found = pattern.exec(rules)?.[1];
  if (found === undefined) throw new Error(`firestore.rules has nothing that fits ${pattern}`);
  return found;
}

it.each([
  ['protocolVersion', PROTOCOL_VERSION],
  ['maxRound', MAX_ROUND],
  ['minSealedBytes', MIN_SEALED_BYTES],
  ['maxDescriptionBytes', MAX_SEALED_DESCRIPTION_BYTES],
  ['maxBatchBytes', MAX_SEALED_BATCH_BYTES],
  ['maxBatches', MAX_BATCHES],
])('%s() of the rules is what protocol/ says', (name, value) => {
  expect(Number(matchOf(new RegExp(`function ${name}\\(\\) \\{ return (\\d+); \\}`)))).toBe(value);
});

it('the longest lease of the rules is the one of protocol/, and longer than what a client writes', () => {
  expect(Number(matchOf(/function maxLease\(\) \{ return duration\.value\((\d+), 'h'\); \}/)) * 3_600_000).toBe(MAX_LEASE_MS);
  expect(LEASE_MS).toBeLessThan(MAX_LEASE_MS);
});

it('a call id of the rules is one of protocol/', () => {
  // matches() of the rules compares the whole string.
  const pattern = new RegExp(`^(?:${matchOf(/id\.matches\('([^']+)'\)/)})$`);
  const id = newCallId();
  for (const candidate of [id, `${id}A`, id.slice(1), `${id.slice(0, 21)}B`, `${id.slice(0, 20)}.A`, '']) {
    expect(pattern.test(candidate)).toBe(isCallId(candidate));
  }
  expect(isCallId(id)).toBe(true);
});

it('the batches of the rules are as many as protocol/ says', () => {
  const pattern = new RegExp(`^(?:${matchOf(/index\.matches\('([^']+)'\)/)})$`);
  const indexes = Array.from({ length: 20 }, (_, index) => String(index)).filter((index) => pattern.test(index));
  expect(indexes).toEqual(Array.from({ length: MAX_BATCHES }, (_, index) => String(index)));
});

it('the collections and the reasons of the rules are those of protocol/', () => {
  const collections = [...rules.matchAll(/match \/(\w+)\/\{/g)].map(([, collection]) => collection);
  expect(collections).toEqual(['databases', CALLS, CANDIDATE_COLLECTIONS.caller, CANDIDATE_COLLECTIONS.callee]);
  const reasons = [...rules.matchAll(/isEnding\(after\(\)\.ended, [^[]+\[([^\]]+)\]/g)].flatMap(([, list = '']) => list.split(', '));
  expect(reasons.map((reason) => reason.replaceAll("'", '')).toSorted()).toEqual([...END_REASONS].toSorted());
});

it('docs/bounds.md says what these numbers leave behind', () => {
  const bounds = readFileSync(new URL('../../docs/bounds.md', import.meta.url), 'utf8');
  const mostBytes = 2 * MAX_SEALED_DESCRIPTION_BYTES + 2 * MAX_BATCHES * MAX_SEALED_BATCH_BYTES;
  for (const number of [MAX_SEALED_DESCRIPTION_BYTES, MAX_SEALED_BATCH_BYTES, MAX_ROUND, mostBytes]) expect(bounds).toContain(number.toLocaleString('en'));
  expect(bounds).toContain(`at most ${MAX_LEASE_MS / 3_600_000} hours ahead`);
});
