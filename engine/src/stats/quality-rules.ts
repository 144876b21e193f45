/** How the numbers of a connection are read and rated, in a chunk of its own: nothing of it is needed before Join. */
export { NO_QUALITY, pathOf, qualityOf, takeReading } from './quality-policy.ts';
export { readStats } from './quality-reading.ts';
