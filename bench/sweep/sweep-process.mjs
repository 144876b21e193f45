/**
 * The packed sweep, a run for each message: answers with its time, the highest resident memory so far, in bytes, and what
 * Firestore was asked for so far: documents read (one for a query that finds nothing) and deleted.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { countOperations } from '../../emulator-tests/functions/operations.ts';

const SAMPLE_MS = 20;

const [, , file = ''] = process.argv;
const { counted } = countOperations(createRequire(file)('@google-cloud/firestore'));
const { sweepStaleCalls } = await import(pathToFileURL(file).href);
let peakBytes = 0;
const sample = () => { peakBytes = Math.max(peakBytes, process.memoryUsage.rss()); };
setInterval(sample, SAMPLE_MS).unref();

process.on('message', async () => {
  const started = performance.now();
  await sweepStaleCalls.run({ scheduleTime: new Date().toISOString() });
  sample();
  process.send({ ms: performance.now() - started, peakBytes, ...counted });
});
process.once('disconnect', () => process.exit());
process.send('ready');
