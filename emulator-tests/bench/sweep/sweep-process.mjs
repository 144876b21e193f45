/**
 * The packed sweep, a run for each message: answers with its time, the highest resident memory so far, in bytes, and what
 * Firestore was asked for so far: documents read (one for a query that finds nothing) and deleted.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const SAMPLE_MS = 20;

const [, , file = ''] = process.argv;
const operations = { reads: 0, deletes: 0 };
countOperations(createRequire(file)('@google-cloud/firestore'));
const { sweepStaleCalls } = await import(pathToFileURL(file).href);
let peakBytes = 0;
const sample = () => { peakBytes = Math.max(peakBytes, process.memoryUsage.rss()); };
setInterval(sample, SAMPLE_MS).unref();

process.on('message', async () => {
  const started = performance.now();
  await sweepStaleCalls.run({ scheduleTime: new Date().toISOString() });
  sample();
  process.send({ ms: performance.now() - started, peakBytes, ...operations });
});
process.once('disconnect', () => process.exit());
process.send('ready');

function countOperations({ Query, WriteBatch }) {
  const get = Query.prototype.get;
  Query.prototype.get = async function counted(...given) {
    const found = await get.apply(this, given);
    operations.reads += Math.max(1, found.size);
    return found;
  };
  const remove = WriteBatch.prototype.delete;
  WriteBatch.prototype.delete = function counted(...given) {
    operations.deletes += 1;
    return remove.apply(this, given);
  };
}
