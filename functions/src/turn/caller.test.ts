import { expect, test } from 'vitest';
import { callerOf, type Presented } from './caller.ts';

const enforced = { projectId: 'mine', isAppCheckEnforced: true };
const lenient = { ...enforced, isAppCheckEnforced: false };
const alice = { uid: 'alice', token: { aud: 'mine' } };
const page = { appId: '1:1:web:1', token: { aud: ['projects/1', 'projects/mine'] } };

test('alice, from the site’s page, is alice', () => {
  expect(callerOf({ auth: alice, app: page }, enforced)).toBe('alice');
});

test.each<[string, Presented]>([
  ['a client that is not signed in', { app: page }],
  ['a user without an id', { auth: { token: { aud: 'mine' } }, app: page }],
  ['a user of another project', { auth: { ...alice, token: { aud: 'other' } }, app: page }],
  ['no app', { auth: alice }],
  ['an app without an id', { auth: alice, app: { token: page.token } }],
  ['an app of another project', { auth: alice, app: { ...page, token: { aud: ['projects/other'] } } }],
  ['an app of no project', { auth: alice, app: { ...page, token: {} } }],
])('%s is no caller', (_who, presented) => {
  expect(callerOf(presented, enforced)).toBeUndefined();
});

test('where App Check is not enforced, alice needs no app; an account she needs all the same', () => {
  expect(callerOf({ auth: alice }, lenient)).toBe('alice');
  expect(callerOf({ app: page }, lenient)).toBeUndefined();
});
