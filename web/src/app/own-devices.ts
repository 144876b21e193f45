/** This side's devices in one call: what they do, what was wished of them, and how the screens draw them. */
import { contained } from '../base/contained.ts';
import type { Logger } from '../base/logger.ts';
import type { Scope } from '../base/scope.ts';
import type { LocalView } from '../call/call-view.ts';
import type { CallSession } from '../call/session.ts';
import type { DeviceRole } from '../media/device-list.ts';
import { createLocalMedia, type LocalMedia } from '../media/local-media.ts';
import { trackOf, type Input } from '../media/local-media-state.ts';
import { browserMediaDevices } from '../media/media-devices.ts';
import { createDeviceMemory, localStorageIfAllowed } from './device-memory.ts';
import { choicesIn, LocalViewer } from './local-view.ts';
import { sessionStorageIfAllowed } from './web-role-keeper.ts';

export class OwnDevices {
  readonly #media: LocalMedia;
  readonly #memory = createDeviceMemory(sessionStorageIfAllowed(), localStorageIfAllowed());
  readonly #viewer = new LocalViewer();
  readonly #onError: (error: unknown) => void;

  /** @param onChange what the session is to be told has changed, or what is drawn */
  constructor(scope: Scope, logger: Logger, onChange: () => void) {
    this.#onError = (error) => logger.log('error', 'a device, or what follows it, broke', error);
    const { microphone, camera } = this.#memory.chosen();
    this.#media = createLocalMedia(scope, browserMediaDevices(), {
      chosen: { ...(microphone && { microphone }), ...(camera && { camera }) },
      onError: this.#onError,
    });
    // The report at once is of what is off: whoever makes this has nothing to do with it yet.
    let isMade = false;
    this.#media.observe(() => {
      if (isMade) onChange();
    });
    isMade = true;
    this.#media.observeList(onChange);
  }

  get view(): LocalView {
    const { list } = this.#media;
    const speaker = this.#speaker();
    const current = { microphone: this.#media.chosen('microphone'), camera: this.#media.chosen('camera'), speaker };
    const choices = choicesIn(canChooseSpeaker() ? list : { ...list, speaker: [] }, withoutUndefined(current));
    return { ...this.#viewer.view(this.#media.state), choices, ...(speaker !== undefined && { speaker }) };
  }

  start(): void {
    contained(this.#media.start(this.#memory.wished()), this.#onError);
  }

  stop(): void {
    this.#media.stop();
  }

  switch(device: Input, isOn: boolean): void {
    this.#memory.remember(device, isOn);
    contained(device === 'microphone' ? this.#media.setMicrophone(isOn) : this.#media.setCamera(isOn), this.#onError);
  }

  choose(role: DeviceRole, id: string): void {
    this.#memory.rememberChoice(role, id);
    if (role !== 'speaker') contained(this.#media.choose(role, id), this.#onError);
  }

  /** Puts the tracks into the call, and says what is on. */
  tell(session: CallSession | undefined): void {
    const { microphone, camera } = this.#media.state;
    session?.setTrack('microphone', trackOf(microphone));
    session?.setTrack('camera', trackOf(camera));
    session?.tellDevices({ microphone: microphone.kind === 'on', camera: camera.kind === 'on' });
  }

  /** The chosen one while it is there; a speaker that was unplugged would play to nobody. */
  #speaker(): string | undefined {
    const { speaker } = this.#memory.chosen();
    return this.#media.list.speaker.find(({ id }) => id === speaker)?.id;
  }
}

function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}

function withoutUndefined(record: Readonly<Partial<Record<DeviceRole, string | undefined>>>): Partial<Record<DeviceRole, string>> {
  return Object.fromEntries(Object.entries(record).filter(([, id]) => id !== undefined));
}
