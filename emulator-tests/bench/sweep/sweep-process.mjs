/** The packed sweep, a run for each message: answers with its time and the highest resident memory so far, in bytes. */
import { pathToFileURL } from 'node:url';

const SAMPLE_MS = 20;

const [, , file = ''] = process.argv;
const { sweepStaleCalls } = await import(pathToFileURL(file).href);
let peakBytes = 0;
const sample = () => { peakBytes = Math.max(peakBytes, process.memoryUsage.rss()); };
setInterval(sample, SAMPLE_MS).unref();

process.on('message', async () => {
  const started = performance.now();
  await sweepStaleCalls.run({ scheduleTime: new Date().toISOString() });
  sample();
  process.send({ ms: performance.now() - started, peakBytes });
});
process.once('disconnect', () => process.exit());
process.send('ready');
