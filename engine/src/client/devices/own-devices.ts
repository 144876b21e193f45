/** This side's devices: what they do, what was wished of them, and how the screens draw them. */
import { systemClock } from '../../base/clock.ts';
import { contained } from '../../base/contained.ts';
import type { Logger } from '../../base/logger.ts';
import type { Scope } from '../../base/scope.ts';
import type { LocalView } from '../../call/call-view.ts';
import type { CallSession } from '../../call/session.ts';
import type { DeviceKind } from '../../media/devices/device-list.ts';
import { facingOf } from '../../media/devices/facing.ts';
import { createLocalMedia, type LocalMedia } from '../../media/inputs/local-media.ts';
import { trackOf, type InputKind, type InputState } from '../../media/inputs/local-media-state.ts';
import { browserMediaDevices, staysOpenMuted } from '../../media/devices/media-devices.ts';
import type { SoundWatch } from '../../media/sound/sound-watch.ts';
import { createDeviceMemory } from './device-memory.ts';
import { choicesIn, LocalViewer } from './local-view.ts';

/** The second in which a connection is made, or the door is opened, has enough to load. */
const CONTROLS_AFTER_MS = 1_000;

/** Loads the watch of one's own microphone; the site loads its elements for devices with it. */
export type LoadSoundWatch = () => Promise<{ readonly SoundWatch: typeof SoundWatch }>;

/** As much of a call's session as takes tracks. */
export type TrackTaker = Pick<CallSession, 'setTrack' | 'tellDevices'>;

/** Microphone, camera and speaker of this page, for one set of tracks. Ends with its scope. */
export class OwnDevices {
  readonly #media: LocalMedia;
  readonly #memory = createDeviceMemory();
  readonly #viewer = new LocalViewer();
  readonly #scope: Scope;
  readonly #onChange: () => void;
  readonly #loadSoundWatch: LoadSoundWatch;
  readonly #onError: (error: unknown) => void;
  #sound: SoundWatch | undefined;
  #areControlsOnTheWay = false;

  /** @param onChange what the session is to be told has changed, or what is drawn */
  constructor(scope: Scope, logger: Logger, onChange: () => void, loadSoundWatch: LoadSoundWatch = () => import('../../media/sound/sound-watch.ts')) {
    this.#scope = scope;
    this.#loadSoundWatch = loadSoundWatch;
    this.#onChange = onChange;
    this.#onError = (error) => logger.log('error', 'a device, or an observer of it, failed', error);
    const { microphone, camera } = this.#memory.chosen();
    this.#media = createLocalMedia(scope, browserMediaDevices(), {
      chosen: { ...(microphone && { microphone }), ...(camera && { camera }) },
      onError: this.#onError,
    });
    // The first report is of devices that are off: the owner has no use for it yet.
    let isMade = false;
    this.#media.observe(() => {
      if (!isMade) return;
      this.#listen();
      onChange();
    });
    isMade = true;
    this.#media.observeList(() => {
      this.#listen();
      onChange();
    });
  }

  get view(): LocalView {
    const { list } = this.#media;
    const speaker = this.#speaker();
    const current = { microphone: this.#media.chosen('microphone'), camera: this.#media.chosen('camera'), speaker };
    const choices = choicesIn(canChooseSpeaker() ? list : { ...list, speaker: [] }, withoutUndefined(current));
    const picture = trackOf(this.#media.state.camera);
    const view = this.#viewer.view(this.#media.state);
    const hint = this.#sound?.hint;
    return {
      ...view, choices, microphone: { ...view.microphone, ...(hint && { hint }) }, ...(this.#sound && { sound: this.#sound }), ...(speaker !== undefined && { speaker }),
      ...(this.#media.canFlip && isHeldInHand() && { canFlip: true }),
      ...(picture && { isMirrored: this.#memory.mirrored(facingOf(picture)) }),
    };
  }

  /** What is on, or would be: a device that can't be had now is wished for all the same. */
  get wished(): Record<InputKind, boolean> {
    const { microphone, camera } = this.#media.state;
    return { microphone: isWished(microphone), camera: isWished(camera) };
  }

  start(wished: Readonly<Record<InputKind, boolean>> = this.#memory.wished()): void {
    contained(this.#media.start(wished), this.#onError);
  }

  stop(): void {
    this.#media.stop();
  }

  switch(device: InputKind, isOn: boolean): void {
    this.#memory.remember(device, isOn);
    contained(device === 'microphone' ? this.#media.setMicrophone(isOn) : this.#media.setCamera(isOn), this.#onError);
  }

  choose(kind: DeviceKind, id: string): void {
    this.#memory.rememberChoice(kind, id);
    if (kind !== 'speaker') contained(this.#media.choose(kind, id), this.#onError);
  }

  /** To the camera that looks the other way, which this browser uses from then on. */
  flip(): void {
    contained(this.#flip(), this.#onError);
  }

  async #flip(): Promise<void> {
    const id = await this.#media.flip();
    if (id !== undefined) this.#memory.rememberChoice('camera', id);
  }

  /** How one sees oneself with this camera; the other side sees it as it is. */
  mirror(isMirrored: boolean): void {
    const picture = trackOf(this.#media.state.camera);
    if (picture) this.#memory.rememberMirrored(facingOf(picture), isMirrored);
  }

  /** Puts the tracks into the call, and says what is on. */
  tell(session: TrackTaker | undefined): void {
    const { microphone, camera } = this.#media.state;
    session?.setTrack('microphone', trackOf(microphone));
    session?.setTrack('camera', trackOf(camera));
    session?.tellDevices({ microphone: microphone.kind === 'on', camera: camera.kind === 'on' });
  }

  /** To the microphone as it is held now. One that the system keeps silent is no matter of ours. */
  #listen(): void {
    const { microphone } = this.#media.state;
    const isHeld = microphone.kind === 'on' || (microphone.kind === 'muted' && microphone.by === 'user');
    this.#sound?.follow(isHeld ? microphone.track : undefined, microphone.kind === 'muted');
    if (!this.#areControlsOnTheWay && this.#hasSomethingToControl()) this.#loadControlsLater();
  }

  #hasSomethingToControl(): boolean {
    const { state, list } = this.#media;
    return trackOf(state.microphone) !== null || trackOf(state.camera) !== null || [...list.microphone, ...list.camera].some(({ label }) => label !== '');
  }

  #loadControlsLater(): void {
    this.#areControlsOnTheWay = true;
    const release = this.#scope.own(systemClock.after(CONTROLS_AFTER_MS, () => {
      release();
      contained(this.#loadControls(), this.#onError);
    }));
  }

  async #loadControls(): Promise<void> {
    try {
      const { SoundWatch } = await this.#loadSoundWatch();
      this.#sound = new SoundWatch(this.#scope, { clock: systemClock, staysOpenMuted: staysOpenMuted(), onHint: this.#onChange });
      this.#listen();
      this.#onChange();
    } catch {
      this.#areControlsOnTheWay = false; // A call without them; the next change asks once more.
    }
  }

  /** The chosen one while it is there; an unplugged speaker plays no sound. */
  #speaker(): string | undefined {
    const { speaker } = this.#memory.chosen();
    return this.#media.list.speaker.find(({ id }) => id === speaker)?.id;
  }
}

function isWished(state: InputState): boolean {
  return state.kind !== 'off' && !(state.kind === 'muted' && state.by === 'user');
}

/** A touch device offers to flip the camera; a desktop has the list of devices. */
function isHeldInHand(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}

function withoutUndefined(record: Readonly<Partial<Record<DeviceKind, string | undefined>>>): Partial<Record<DeviceKind, string>> {
  return Object.fromEntries(Object.entries(record).filter(([, id]) => id !== undefined));
}
