/** The files of a call, put together: what carries them, the disk behind them, and the screen's part. */
import { consoleSink, contained, createLogger, type Scope, systemClock, uncaught } from 'firelink/base';
import { FileDisk, saveFile, shownAs, Transfers } from 'firelink/files';
import type { ChatCall } from '../chat/chat-of-call.ts';
import { PageFiles } from './page-files.ts';

/** @param scope ends all of it: what goes on, the worker, the disk's lock @param participant as the chat names the other side */
export function filesOfCall(scope: Scope, call: ChatCall, participant: string): PageFiles {
  const logger = createLogger(consoleSink(import.meta.env.DEV ? 'info' : 'warn'));
  // Nothing leads back into a call by hand, and the next one in this tab is with another person.
  const conversation = call.callId ?? crypto.randomUUID();
  const store = new FileDisk({ conversation, clock: systemClock, logger, hasEnded: () => call.view.state.phase === 'ended' });
  const transfers = new Transfers({
    clock: systemClock, logger, store, randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  });
  // What goes on is over for this tab: its room is free before the worker ends.
  scope.own(() => contained(transfers.end().then(() => store.end()), uncaught));
  scope.own(transfers.attach(participant, call.channel('files')));
  return new PageFiles({
    transfers, shownAs,
    canSend: () => call.view.state.phase !== 'ended',
    nameOf: () => call.view.remote.displayName,
    save: (file, name) => saveFile(file, name, { clock: systemClock }),
  });
}
