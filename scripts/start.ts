/** `npm start`: everything a call needs on this machine, until Ctrl-C. */
import { tell } from './machine/missing.ts';
import { isEnding, stopAll, stopOnSignals } from './machine/processes.ts';
import { startStack } from './stack/stack.ts';

stopOnSignals(() => console.log('\nStopping…'));
console.log('Starting the emulators and the web server…');
try {
  const stack = await startStack({ vite: 'dev', ui: true, label: 'dev' });
  console.log(`\n  Open ${stack.url}/\n`);
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
