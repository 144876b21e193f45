/** Triggers and their options, nothing else: who wakes what, where, and within which limits. */
import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { getFirestore } from 'firebase-admin/firestore';
import { setGlobalOptions } from 'firebase-functions';
import { onDocumentUpdated } from 'firebase-functions/firestore';
import { HttpsError, onCall } from 'firebase-functions/https';
import { projectID } from 'firebase-functions/params';
import { onSchedule } from 'firebase-functions/scheduler';
import { CALLS } from '#protocol/paths.ts';
import { createAccountStore } from './adapters/auth-account-store.ts';
import { cloudLog } from './adapters/cloud-log.ts';
import { createBatchStore } from './adapters/batch-store.ts';
import { tombstoneEndedCall, createExpiredCallStore, createExpiredLimitStore } from './adapters/firestore-call-store.ts';
import { createRateLimiter } from './adapters/firestore-rate-limiter.ts';
import { sweepOrphans } from './cleanup/orphans.ts';
import { sweepAccounts } from './cleanup/stale-accounts.ts';
import { type SweepLimits, sweepExpired } from './cleanup/sweep.ts';
import { hasJustEnded, isTooOldToRetry, parseCallLife } from './cleanup/tombstone.ts';
import { isAppCheckEnforced, readLimitSettings, readTurnSettings, region, turnSecret } from './params.ts';
import { callerOf } from './turn/caller.ts';
import { mintCredentials } from './turn/mint.ts';
import { createPostForJson } from './turn/providers/post-with-retry.ts';
import type { RateLimiter } from './turn/limits/rate-limit.ts';
import { createRefusalLog } from './turn/limits/refusal-log.ts';

// The Admin SDK with Firestore's connection takes 130 MB; one CPU comes with it, which concurrency needs.
setGlobalOptions({ region, memory: '256MiB' });

// gRPC, loaded by the first request that needs it. `preferRest` starts faster, but asks for real credentials even on an
// emulator, so that what is deployed would be what no test has run.
const app = initializeApp();
const db = getFirestore(app);

const pause = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });
const post = createPostForJson({ fetch, pause });
const logRefusal = createRefusalLog(cloudLog);
let limiter: RateLimiter | undefined;

export const mintTurnCredentials = onCall({
  enforceAppCheck: isAppCheckEnforced(),
  secrets: [turnSecret],
  // An HMAC takes microseconds and a provider's answer is waited for, not computed: one instance serves many.
  concurrency: 80,
  // 800 requests at once. It bounds the bill of a client that calls it in a loop.
  maxInstances: 10,
  // The lobby waits for the answer; later than this the call has begun without a relay.
  timeoutSeconds: 15,
}, async ({ auth, app: presented, data, rawRequest }) => {
  const uid = callerOf({ auth, app: presented }, { projectId: projectID.value(), isAppCheckEnforced: isAppCheckEnforced() });
  const way = { forwarded: rawRequest.headers['x-forwarded-for'], direct: rawRequest.socket.remoteAddress };
  const settings = { ...readTurnSettings(), ...readLimitSettings() };
  const outcome = await mintCredentials({ uid, way, data }, {
    settings, post, now: Date.now, log: cloudLog, logRefusal,
    // One for the instance: it remembers whom it has refused.
    limiter: (limits) => (limiter ??= createRateLimiter(db, { key: settings.turnSecret, limits })),
  });
  if (outcome.kind === 'refused') throw new HttpsError(outcome.code, outcome.message);
  return outcome.credentials;
});

export const onCallEnded = onDocumentUpdated({
  document: `${CALLS}/{callId}`,
  // Nearly every event is an update that ends nothing and is over in microseconds.
  concurrency: 80,
  // 1,600 transactions at once; beyond it events wait in the queue, which does no harm.
  maxInstances: 20,
  // A transaction of a few reads and at most 17 writes, with its retries.
  timeoutSeconds: 60,
  // Safe since a second delivery changes nothing; without it one hiccup would leave candidates until the lease is over.
  retry: true,
}, async ({ data, params, time }) => {
  if (data === undefined) return;
  const before = parseCallLife(data.before.data());
  const after = parseCallLife(data.after.data());
  if (!before.ok || !after.ok || !hasJustEnded(before.value, after.value)) return;
  if (isTooOldToRetry(Date.parse(time), Date.now())) return;
  const plan = await tombstoneEndedCall(db, params.callId, after.value, Date.now());
  cloudLog('info', 'A call ended', { ...plan });
});

/** Together below 30 MB and half the schedule's interval; what is left then is the next run's. */
const SWEEP_LIMITS: SweepLimits = { what: 'calls', maxCalls: 20_000, maxMs: 150_000, pageSize: 200, parallel: 30 };

/** After the calls; together they stay below the function's own limit. */
const ORPHANS_MAX_MS = 60_000;

/** A page of calls with thirty deletions under way takes 260 MB, however many more there are (npm run bench). */
const SWEEP_MEMORY = '512MiB';

export const sweepStaleCalls = onSchedule({
  memory: SWEEP_MEMORY,
  schedule: 'every 5 minutes',
  // Two at once would do no harm, and no good either.
  maxInstances: 1,
  concurrency: 1,
  // Above the sweep's own limit by far more than one page takes, and not above the schedule's interval.
  timeoutSeconds: 300,
  // The next run is the retry.
  retryCount: 0,
}, async () => {
  await sweepExpired(createExpiredCallStore(db), SWEEP_LIMITS, Date.now, cloudLog);
  await sweepOrphans(createBatchStore(db), ORPHANS_MAX_MS, Date.now, cloudLog);
});

export const sweepMintLimits = onSchedule({
  memory: SWEEP_MEMORY,
  // Each counts for an hour; one that lies there for another costs its bytes alone.
  schedule: 'every 60 minutes',
  maxInstances: 1,
  concurrency: 1,
  timeoutSeconds: 300,
  retryCount: 0,
}, async () => {
  await sweepExpired(createExpiredLimitStore(db), { ...SWEEP_LIMITS, what: 'limits', maxCalls: 100_000 }, Date.now, cloudLog);
});

/** At 1,000 accounts a second at most, 400,000 a run; what is not reached is the next run's. */
const ACCOUNTS_MAX_MS = 420_000;

export const sweepStaleAccounts = onSchedule({
  memory: SWEEP_MEMORY,
  // An account is stale after a week: a day more or less is nothing.
  schedule: 'every 24 hours',
  maxInstances: 1,
  concurrency: 1,
  // The longest that a function of this kind may take without asking for more; the sweep's own limit is well below.
  timeoutSeconds: 540,
  retryCount: 0,
}, async () => {
  await sweepAccounts(createAccountStore(getAuth(app), db), ACCOUNTS_MAX_MS, { now: Date.now, pause, log: cloudLog });
});
