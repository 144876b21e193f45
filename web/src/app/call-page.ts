/** All that a call needs beyond the first screen, in chunks of their own. */
import type { CallId } from '#protocol/identifiers.ts';
import { systemClock } from '../base/clock.ts';
import { consoleSink, createLogger } from '../base/logger.ts';
import { createCallId, createLinkSecret, formatCallLink, type ParsedLink } from '../signaling/call-link.ts';
import { appConfig, keepUnlessFailed } from './app-config.ts';
import type { Backend } from './backend.ts';
import { Drawing } from './drawing.ts';
import { LiveCall } from './live-call.ts';

export { drawCall } from './call-screens.ts';

export interface OpenCall {
  readonly callId: CallId;
  readonly link: string;
  readonly isNew: boolean;
  readonly live: LiveCall;
  /** The call has stood in the store, as far as this page knows. */
  readonly hasStood: boolean;
}

const logger = createLogger(consoleSink(import.meta.env.DEV ? 'info' : 'warn'));

let backend: Promise<Backend> | undefined;

export function startCall(onChange: () => void): OpenCall {
  return begin(createCallId(), createLinkSecret(), true, onChange);
}

export function openCall(link: Extract<ParsedLink, { kind: 'complete' }>, onChange: () => void): OpenCall {
  return begin(link.callId, link.secret, false, onChange);
}

function begin(callId: CallId, secret: Uint8Array<ArrayBuffer>, isNew: boolean, onChange: () => void): OpenCall {
  const link = formatCallLink(location.origin, callId, secret);
  let hasStood = !isNew;
  const drawing = new Drawing(systemClock, onChange);
  const live = new LiveCall({
    callId, secret, link, isNew, config: appConfig(), backend: connect(), clock: systemClock, logger,
    onChange: () => {
      // Called while the constructor still runs, too.
      queueMicrotask(() => {
        hasStood ||= live.view.state.phase === 'ringing';
        drawing.follow(live.view.state.phase);
      });
    },
  });
  return { callId, link, isNew, live, get hasStood() { return hasStood; } };
}

/** One Firebase app a page; one that could not be reached is tried again with the next call. */
function connect(): Promise<Backend> {
  return (backend ??= keepUnlessFailed(loadBackend(), () => (backend = undefined)));
}

async function loadBackend(): Promise<Backend> {
  const [{ connectBackend }, settings] = await Promise.all([import('./backend.ts'), appConfig()]);
  return connectBackend(settings, systemClock, logger);
}
