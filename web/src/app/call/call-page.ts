/** All that a call needs beyond the first screen, in chunks of their own. */
import { AppError, browserLocks, consoleSink, contained, createLogger, systemClock, uncaught, within } from 'firelink/base';
import type { Opening } from 'firelink/call';
import { createCallId, createLinkSecret, formatCallLink, type CallId, type ParsedLink } from 'firelink/link';
import { redraw } from '../../elements/shared/redraw.ts';
import { appConfig, keepUnlessFailed } from '../shell/app-config.ts';
import type { Backend } from 'firelink/backend';
import { AroundCall } from '../around/around-call.ts';
import { loadEndMessages, needsCallScreens, needsEndMessages, type CallScreens } from './draw-call.ts';
import { RenderThrottle } from './render-throttle.ts';
import { LinkCall, LiveCall } from 'firelink/client';
import type { PageNotes } from '../shell/page-history.ts';

export { drawCall } from './draw-call.ts';

export interface OpenCall {
  readonly callId: CallId;
  readonly link: string;
  readonly isNew: boolean;
  /** The call of the link, or the one that the two are in again. */
  readonly calls: LinkCall;
  /** The call has stood in the store, as far as this page knows. */
  readonly hasStood: boolean;
  /** The screens behind the lobby, once their code is there. */
  readonly screens: CallScreens | undefined;
  /** Has their code loaded: for the question before a decline. */
  readonly needScreens: () => void;
}

export interface CallObserver {
  readonly onChange: () => void;
  /**
   * A part of the page's code could not be loaded. Resolves once the page is on its way to be renewed, or says why not.
   * @param goesOnWith what the person had pressed
   */
  readonly onPartMissing: (goesOnWith: PageNotes['goesOnWith']) => Promise<void>;
}

const logger = createLogger(consoleSink(import.meta.env.DEV ? 'info' : 'warn'));

/** Code, configuration and sign-in, some of which have no bound of their own: whoever was reloaded would wait for ever. */
const REACH_MS = 40_000;

let backend: Promise<Backend> | undefined;

/** @param screens whoever starts a call sees them at once */
export function startCall(screens: CallScreens, observer: CallObserver): OpenCall {
  return begin({ callId: createCallId(), secret: createLinkSecret(), isNew: true, screens, opening: {} }, observer);
}

export function openCall({ callId, secret }: Extract<ParsedLink, { kind: 'complete' }>, opening: Opening, observer: CallObserver): OpenCall {
  return begin({ callId, secret, isNew: false, opening }, observer);
}

interface Beginning {
  readonly callId: CallId;
  readonly secret: Uint8Array<ArrayBuffer>;
  readonly isNew: boolean;
  readonly opening: Opening;
  readonly screens?: CallScreens;
}

function begin({ callId, secret, isNew, opening, screens: given }: Beginning, { onChange, onPartMissing }: CallObserver): OpenCall {
  const link = formatCallLink(location.origin, callId, secret);
  let hasStood = !isNew;
  let screens = given;
  let loading: Promise<void> | undefined;
  const throttle = new RenderThrottle(systemClock, onChange);
  const loadScreens = async (goesOnWith: PageNotes['goesOnWith']): Promise<void> => {
    try {
      screens = await import('./call-screens.ts');
      onChange();
    } catch {
      await onPartMissing(goesOnWith);
    }
  };
  const needScreens = (goesOnWith: PageNotes['goesOnWith'] = 'join'): void => {
    if (!screens) loading ??= loadScreens(goesOnWith);
  };
  const onBackendMissing = (): Promise<void> => {
    if (!hasStood) {
      // The link of a call that is not there yet leads nowhere: it is started anew from where it was.
      if (location.href === link) history.replaceState(null, '', '/');
      return onPartMissing('start');
    }
    const { state } = calls.view;
    return onPartMissing('isJoining' in state && state.isJoining ? 'join' : undefined);
  };
  const sayWhy = async (): Promise<void> => {
    await loadEndMessages();
    redraw(document);
    onChange();
  };
  const calls: LinkCall = new LinkCall({
    link: { callId, secret }, isNew, opening, clock: systemClock, logger,
    begin: (call) => new LiveCall({ ...call, linkCallId: callId, link, config: appConfig(), backend: connect(onBackendMissing), clock: systemClock, logger, around: (scope) => new AroundCall(scope, logger), loadSoundWatch: () => import('./device-controls.ts') }),
    async search(search) {
      const code = import('firelink/next-call').catch(async (error: unknown) => {
        await onPartMissing(undefined);
        throw error;
      });
      const [{ searchNextCall }, backend] = await Promise.all([code, connect(onBackendMissing)]);
      return searchNextCall(search, backend);
    },
    onChange() {
      const { state } = calls.view;
      hasStood ||= state.phase === 'ringing';
      if (needsCallScreens(state)) needScreens();
      if (needsEndMessages(state)) contained(sayWhy(), uncaught);
      throttle.follow(state.phase);
    },
  });
  if (needsCallScreens(calls.view.state)) needScreens();
  return { callId, link, isNew, calls, get hasStood() { return hasStood; }, get screens() { return screens; }, needScreens: () => needScreens('decline') };
}

/** One Firebase app a page; one that could not be reached is tried again with the next call. */
function connect(onMissing: () => Promise<void>): Promise<Backend> {
  return (backend ??= keepUnlessFailed(within(systemClock, REACH_MS, loadBackend(onMissing), () => {
    throw new AppError('unavailable', { detail: 'the service was not reached in time' });
  }), () => (backend = undefined)));
}

/** Code that is gone is no service that does not answer: it is told first, and fails then. */
async function loadBackend(onMissing: () => Promise<void>): Promise<Backend> {
  const code = import('firelink/backend').catch(async (error: unknown) => {
    await onMissing();
    throw error;
  });
  const [{ connectBackend }, settings] = await Promise.all([code, appConfig()]);
  return connectBackend(settings, systemClock, browserLocks, logger);
}
