import { startRecordingProxy } from '../support/proxy/recording.ts';
import { test as callTest } from './call-test.ts';

/** A test of calls whose way to Firestore can be looked at: for whoever is sent through `wire`. */
export const test = callTest.extend('wire', { scope: 'file' }, async ({ stack }, { onCleanup }) => {
  const wire = await startRecordingProxy(stack.ports.firestore);
  onCleanup(() => wire.close());
  return wire;
});
