import { inMemoryPersistence, type User } from 'firebase/auth';
import { describe, expect, it } from 'vitest';
import { settle } from '../../base/testing/manual-clock.ts';
import { keepAccount } from './own-account.ts';

/** An account whose fresh token comes, or is refused so. */
const account = (uid: string, refusal?: string): User =>
  ({ uid, getIdToken: () => (refusal === undefined ? Promise.resolve(`token of ${uid}`) : Promise.reject(new Error(refusal))) }) as unknown as User;

/** The SDK, as far as it is used, and what was asked of it. */
function page(own: User) {
  const done: string[] = [];
  const failures: unknown[] = [];
  let heard = (_user: User | null): void => {};
  const auth = {
    currentUser: own as User | null,
    onAuthStateChanged(listener: (user: User | null) => void) {
      heard = listener;
      listener(auth.currentUser);
      return () => {};
    },
    async setPersistence(persistence: unknown) {
      done.push(persistence === inMemoryPersistence ? 'in memory' : 'elsewhere');
    },
    async updateCurrentUser(user: User | null) {
      done.push(`signed in as ${user?.uid}`);
      auth.currentUser = user;
      heard(user);
    },
  };
  const current = keepAccount(auth, own, (error) => error instanceof Error && error.message === 'void', (error) => failures.push(error));
  return {
    done, failures, uid: () => current().uid,
    async becomes(user: User | null) {
      auth.currentUser = user;
      heard(user);
      await settle();
    },
  };
}

describe('the account of a page', () => {
  it('is left alone while it is its own', async () => {
    const { done, uid, becomes } = page(account('alice'));
    await becomes(account('alice'));
    expect([done, uid()]).toEqual([[], 'alice']);
  });

  it('whose site data were cleared is signed in again, and asked for tokens meanwhile', async () => {
    const { done, uid, becomes } = page(account('alice'));
    const signedOut = becomes(null);
    expect(uid()).toBe('alice');
    await signedOut;
    expect([done, uid()]).toEqual([['signed in as alice'], 'alice']);
  });

  it('is signed in again where no fresh token can be had for now', async () => {
    const { done, becomes } = page(account('alice', 'no network'));
    await becomes(null);
    expect(done).toEqual(['signed in as alice']);
  });

  it('that was deleted stays signed out', async () => {
    const { done, becomes } = page(account('alice', 'void'));
    await becomes(null);
    expect(done).toEqual([]);
  });

  it('in whose place another tab has put its own goes on in memory', async () => {
    const { done, uid, becomes } = page(account('alice'));
    const replaced = becomes(account('somebody new'));
    expect(uid()).toBe('alice');
    await replaced;
    expect([done, uid()]).toEqual([['in memory', 'signed in as alice'], 'alice']);
  });
});
