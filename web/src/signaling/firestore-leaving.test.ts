import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.ts';
import { Scope } from '../base/scope.ts';
import { createCallId } from './call-link.ts';
import { leavingRequest, TokensAtHand } from './firestore-leaving.ts';

const callId = createCallId();
const app = { name: 'app', automaticDataCollectionEnabled: false, options: { projectId: 'a-project', apiKey: 'a key' } };

describe('the commit on leaving', () => {
  it("goes to the address of the SDK's own commits, sets one side's field, and creates nothing", () => {
    const { url, init } = leavingRequest({ app }, 'https://firestore.googleapis.com', { idToken: 'me' }, callId, 'callee', 3);
    expect(url).toBe('https://firestore.googleapis.com/v1/projects/a-project/databases/(default)/documents:commit?key=a%20key');
    expect(init).toMatchObject({ method: 'POST', keepalive: true, headers: { Authorization: 'Bearer me', 'Content-Type': 'text/plain' } });
    expect(init.body).toBe(JSON.stringify({
      writes: [{
        update: {
          name: `projects/a-project/databases/(default)/documents/calls/${callId}`,
          fields: { away: { mapValue: { fields: { callee: { integerValue: '3' } } } } },
        },
        updateMask: { fieldPaths: ['away.callee'] },
        currentDocument: { exists: true },
      }],
    }));
  });

  it('carries an App Check token where there is one', () => {
    const { init } = leavingRequest({ app }, 'https://host', { idToken: 'me', appCheckToken: 'app' }, callId, 'caller', 1);
    expect(init.headers).toMatchObject({ 'X-Firebase-AppCheck': 'app' });
  });

  it('has tokens at hand that are looked at every five minutes, and keeps the last when none can be had', async () => {
    const [clock, scope] = [new ManualClock(), new Scope()];
    let asked = 0;
    const atHand = new TokensAtHand(scope, clock, async () => {
      if (++asked === 2) throw new Error('offline');
      return { idToken: `token ${asked}` };
    });
    expect(atHand.tokens).toBeUndefined();
    await clock.advance(0);
    expect(atHand.tokens).toEqual({ idToken: 'token 1' });
    await clock.advance(5 * 60_000);
    expect([asked, atHand.tokens]).toEqual([2, { idToken: 'token 1' }]);
    await clock.advance(5 * 60_000);
    expect(atHand.tokens).toEqual({ idToken: 'token 3' });
    scope.end();
    await clock.advance(60 * 60_000);
    expect([asked, clock.pending]).toEqual([3, 0]);
  });
});
