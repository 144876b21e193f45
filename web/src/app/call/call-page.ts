/** All that a call needs beyond the first screen, in chunks of their own. */
import { createClient, type Call, type CallOptions, type Client, type LocalMediaControls, type OpenOptions } from 'firelink';
import { consoleSink, contained, createLogger, Scope, systemClock, uncaught } from 'firelink/base';
import type { LocalView } from 'firelink/call';
import type { TemplateResult } from 'lit';
import type { LinkMedia, ParsedLink } from 'firelink/link';
import { createNameMemory } from 'firelink/preload';
import { redraw } from '../../elements/shared/redraw.ts';
import { appConfig } from '../shell/app-config.ts';
import { NO_DEVICES } from '../../elements/shared/no-devices.ts';
import type { PageNotes } from '../shell/page-history.ts';
import type { CallDevices } from './call-devices.ts';
import { loadEndMessages, needsCallScreens, needsEndMessages, type CallScreens } from './draw-call.ts';
import { FollowCall } from './follow-call.ts';
import { RenderThrottle } from './render-throttle.ts';

export { drawCall } from './draw-call.ts';

/** A call of this page, with what its screens need. */
export interface PageCall {
  readonly call: Call;
  /** As this call uses them. */
  readonly localMedia: Pick<LocalMediaControls, 'view' | 'switchDevice' | 'chooseDevice' | 'flipCamera' | 'mirror'>;
  readonly isNew: boolean;
  /** The call has stood in the store, as far as this page knows. */
  readonly hasStood: boolean;
  /** The screens behind the lobby, once their code is there. */
  readonly screens: CallScreens | undefined;
  /** Has their code loaded: for the question before a decline. */
  readonly needScreens: () => void;
  /** The dialog in which devices are tried that a call of data alone is to take up; undefined while there is none. */
  readonly drawTakeUp: () => TemplateResult | undefined;
  readonly dispose: () => void;
}

export interface CallObserver {
  readonly onChange: () => void;
  /**
   * A part of the page's code could not be loaded. Resolves once the page is on its way to be renewed, or says why not.
   * @param goesOnWith what the person had pressed
   */
  readonly onPartMissing: (goesOnWith: PageNotes['goesOnWith']) => Promise<void>;
}

/** Of a call of data alone: none is asked for. */
const UNUSED: LocalView = { ...NO_DEVICES, isUnused: true };

const logger = createLogger(consoleSink(import.meta.env.DEV ? 'info' : 'warn'));

let client: Client | undefined;

/** One a page. */
function pageClient(): Client {
  const displayName = createNameMemory().name();
  return (client ??= createClient(appConfig, { origin: location.origin, displayName, logger, loadSoundWatch: () => import('./device-controls.ts') }));
}

/** In all calls of the page. @returns the name as the other side is shown it */
export function rename(name: string): string {
  pageClient().setDisplayName(name);
  return pageClient().displayName;
}

/** @param screens shown at once when a call is started */
export function startCall(media: LinkMedia, screens: CallScreens, observer: CallObserver): PageCall {
  return begin((options) => pageClient().startCall({ ...options, media }), { isNew: true, screens }, observer);
}

export function openCall(link: Extract<ParsedLink, { kind: 'complete' }>, opening: OpenOptions, observer: CallObserver): PageCall {
  return begin((options) => pageClient().openCall(link, { ...opening, ...options }), { isNew: false }, observer);
}

function begin(
  make: (options: CallOptions) => Call, { isNew, screens: given }: { readonly isNew: boolean; readonly screens?: CallScreens }, { onChange, onPartMissing }: CallObserver,
): PageCall {
  let hasStood = !isNew;
  let screens = given;
  let loading: Promise<void> | undefined;
  const scope = new Scope();
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
  const onCodeMissing = (): Promise<void> => {
    if (!hasStood) {
      // The link of a call that is not there yet leads nowhere: it is started anew from where it was.
      if (location.href === call.link) history.replaceState(null, '', '/');
      return onPartMissing(call.media === 'none' ? 'start-chat' : 'start');
    }
    const { state } = call.view;
    return onPartMissing('isJoining' in state && state.isJoining ? 'join' : undefined);
  };
  const sayWhy = async (): Promise<void> => {
    await loadEndMessages();
    redraw(document);
    onChange();
  };
  const call = make({ onCodeMissing });
  const { localMedia } = pageClient();
  let devices: CallDevices | undefined;
  /** The code that a call of data alone has and no other. Where it can't be loaded, the next press asks once more. */
  const needDevices = async (): Promise<CallDevices | undefined> => {
    try {
      const { CallDevices: Devices } = await import('./data-only-parts.ts');
      return (devices ??= new Devices(call, localMedia, onChange));
    } catch {
      return undefined;
    }
  };
  const unused: PageCall['localMedia'] = {
    view: UNUSED,
    switchDevice: (device, isOn) => contained(needDevices().then((loaded) => loaded?.switchDevice(device, isOn)), uncaught),
    chooseDevice() {}, flipCamera() {}, mirror() {},
  };
  const follower = new FollowCall(logger);
  scope.own(() => follower.end());
  scope.own(call.observe(({ state }) => {
    hasStood ||= state.phase === 'ringing';
    if (needsCallScreens(state)) needScreens();
    if (needsEndMessages(state)) contained(sayWhy(), uncaught);
    follower.follow(state);
    devices?.follow(state);
    // What a press needs is there before the press, and outlasts a deploy in mid-call.
    if (call.media === 'none' && state.phase === 'connected' && !devices) contained(needDevices(), uncaught);
    throttle.follow(state.phase);
  }));
  scope.own(localMedia.observe(() => throttle.follow(call.view.state.phase)));
  if (needsCallScreens(call.view.state)) needScreens();
  return {
    call, isNew, drawTakeUp: () => devices?.draw(), needScreens: () => needScreens('decline'),
    get localMedia() { return devices ?? (call.media === 'none' ? unused : localMedia); },
    get hasStood() { return hasStood; },
    get screens() { return screens; },
    dispose() {
      call.dispose();
      screens?.closeChat(call);
      scope.end();
    },
  };
}
