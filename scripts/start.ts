/**
 * `npm start`: everything a call needs on this machine, until Ctrl-C.
 *
 *   node scripts/bootstrap.mjs start [--lan [<address of this machine>]]
 *
 * With `--lan` the same over HTTPS for the local network, so that a phone can take part.
 */
import { networkInterfaces } from 'node:os';
import { parseArgs } from 'node:util';
import { renderUnicodeCompact } from 'uqr';
import { Missing, tell } from './machine/missing.ts';
import { isEnding, stopAll, stopOnSignals } from './machine/processes.ts';
import { lanAddress } from './stack/lan-address.ts';
import { bundleEngine } from './engine/bundle-engine.ts';
import { startStack } from './stack/stack.ts';

/** In engine/examples. */
const EXAMPLES = ['call', 'data', 'chat-and-files'];

stopOnSignals(() => console.log('\nStopping…'));
try {
  const lan = askedForLan();
  console.log('Starting the emulators and the web server…');
  bundleEngine();
  const stack = await startStack({ vite: 'dev', ui: true, label: 'dev', ...(lan !== undefined && { lan }) });
  console.log(`\n  Open ${stack.url}/\n`);
  if (lan !== undefined) tellOfLan(`${stack.url}/`);
  console.log(`  Example pages of the package: ${EXAMPLES.map((name) => `${stack.url}/examples/${name}.html`).join(', ')}`);
  if (stack.ports.ui !== undefined) console.log(`  Emulator UI: http://127.0.0.1:${stack.ports.ui}/`);
  console.log(`  Logs: ${stack.logFiles.join(', ')}\n  Ctrl-C ends everything.`);
} catch (error) {
  // On Ctrl-C the signal's own handler ends the program.
  if (!isEnding()) {
    tell(error);
    await stopAll();
    process.exit(1);
  }
}

/** @returns the address to listen at, undefined for loopback alone @throws Missing */
function askedForLan(): string | undefined {
  const { values, positionals } = readWords();
  if (values.lan === true) return lanAddress(networkInterfaces(), positionals[0]);
  if (positionals.length > 0) throw new Missing(`What is "${positionals[0]}"? npm start takes --lan, and an address of this machine after it.`);
  return undefined;
}

function readWords() {
  try {
    return parseArgs({ options: { lan: { type: 'boolean' } }, allowPositionals: true });
  } catch (error) {
    throw new Missing(`npm start takes --lan, and an address of this machine after it. ${error instanceof Error ? error.message : ''}`);
  }
}

function tellOfLan(url: string): void {
  // Light on dark in every terminal: cameras need it that way round.
  const paint = (line: string): string => (process.stdout.isTTY ? `  \u001B[97;40m${line}\u001B[0m` : `  ${line}`);
  console.log(renderUnicodeCompact(url, { border: 2 }).split('\n').map(paint).join('\n'));
  console.log(`
  Mind: until you end it, every machine on this network can open this address, read the sources, and read the calls in the
  emulators. Use it in a network that you trust.

  The browser warns of the certificate, which this machine has signed itself: go on from there.
`);
}
