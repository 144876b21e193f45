/**
 * The microphone and camera of a page: one set of tracks for all its calls. They are asked for when the first of those who
 * use them starts, and let go when the last one has stopped.
 *
 *   none ──use(), switchDevice(true)──► looked after ──start()──► asked for, on
 *     ▲                                    │    ▲                    │
 *     └──the last use ends, or stop()──────┘    └──the last stops────┘
 */
import type { Logger } from '../../base/logger.ts';
import { Observers } from '../../base/observers.ts';
import { Scope } from '../../base/scope.ts';
import type { LocalView } from '../../call/call-view.ts';
import type { DeviceKind } from '../../media/devices/device-list.ts';
import type { InputKind } from '../../media/inputs/local-media-state.ts';
import { OwnDevices, type LoadSoundWatch, type TrackTaker } from './own-devices.ts';

/** Requests for the devices, in a call and without one. `view` has the devices as they are afterwards. */
export interface LocalMediaControls {
  /** The devices as they are; another object after each change. */
  readonly view: LocalView;
  /** Calls back at each change until stopped. @returns stops it */
  observe(listener: (view: LocalView) => void): () => void;
  /** Asks for microphone and camera, as far as they were on when last used: for a page that shows them before a call. Once is enough. */
  start(): void;
  /** Takes `start` back. The devices are let go of unless a call uses them. */
  stop(): void;
  /** A microphone that is off is muted, and held; a camera that is off is let go of, and its light goes out. */
  switchDevice(device: InputKind, isOn: boolean): void;
  /** @param id as in `view.choices` */
  chooseDevice(kind: DeviceKind, id: string): void;
  /** To the camera that looks the other way, where `view.canFlip`. */
  flipCamera(): void;
  /** How the person sees themself with this camera; the other side sees the picture as it is. */
  mirror(isMirrored: boolean): void;
}

/** One call's use of the devices. */
export interface MediaUse {
  /** The call needs them from now on. @param wished in place of what was on when last used in this browser */
  start(wished?: Readonly<Record<InputKind, boolean>>): void;
  /** The call needs them from now on as they are: what the person has switched on beforehand. Asks for nothing. */
  takeOver(): void;
  readonly isStarted: boolean;
  /** What the person has on, or would have if it could be had. */
  readonly wished: Readonly<Record<InputKind, boolean>>;
  /** It needs them no more, and may need them again. */
  stop(): void;
  /** Puts the tracks into the call, and says what is on. */
  tell(session: TrackTaker): void;
  end(): void;
}

const NONE: LocalView = { microphone: { isOn: false, isBusy: false }, camera: { isOn: false, isBusy: false } };

export class ClientMedia implements LocalMediaControls {
  readonly #logger: Logger;
  readonly #loadSoundWatch: LoadSoundWatch | undefined;
  readonly #observers: Observers<LocalView>;
  readonly #users = new Set<() => void>();
  readonly #started = new Set<() => void>();
  #devices: { readonly scope: Scope; readonly own: OwnDevices } | undefined;
  #pageUse: MediaUse | undefined;

  constructor(logger: Logger, loadSoundWatch?: LoadSoundWatch) {
    this.#logger = logger;
    this.#loadSoundWatch = loadSoundWatch;
    this.#observers = new Observers((error) => logger.log('error', 'an observer of the devices threw', error));
  }

  get view(): LocalView {
    return this.#devices?.own.view ?? NONE;
  }

  observe(listener: (view: LocalView) => void): () => void {
    return this.#observers.add(listener);
  }

  start(): void {
    this.#pageUse ??= this.use(() => {});
    this.#pageUse.start();
  }

  stop(): void {
    this.#pageUse?.end();
    this.#pageUse = undefined;
    this.#letGo();
  }

  switchDevice(device: InputKind, isOn: boolean): void {
    this.#looked().switch(device, isOn);
  }

  chooseDevice(kind: DeviceKind, id: string): void {
    this.#looked().choose(kind, id);
    this.#changed();
  }

  flipCamera(): void {
    this.#devices?.own.flip();
  }

  mirror(isMirrored: boolean): void {
    this.#devices?.own.mirror(isMirrored);
    this.#changed();
  }

  /** @param onChange there are other tracks, or something else to tell the call */
  use(onChange: () => void): MediaUse {
    // One for each use, also when the same is given twice.
    const user = (): void => onChange();
    this.#users.add(user);
    this.#looked();
    const started = this.#started;
    const devices = (): OwnDevices => this.#looked();
    const takeOver = (): void => {
      if (this.#users.has(user)) started.add(user);
    };
    return {
      start: (wished) => {
        takeOver();
        // Devices that are held for another call are on, or off, as the person has them.
        if (started.has(user) && started.size === 1) devices().start(wished);
      },
      takeOver,
      get isStarted() { return started.has(user); },
      get wished() { return devices().wished; },
      stop: () => this.#stop(user),
      tell: (session) => this.#devices?.own.tell(session),
      end: () => {
        this.#users.delete(user);
        this.#stop(user);
        this.#letGo();
      },
    };
  }

  close(): void {
    this.#users.clear();
    this.#started.clear();
    this.stop();
  }

  #stop(user: () => void): void {
    if (this.#started.delete(user) && this.#started.size === 0) this.#devices?.own.stop();
  }

  #looked(): OwnDevices {
    if (this.#devices) return this.#devices.own;
    const scope = new Scope();
    const own = new OwnDevices(scope, this.#logger, () => this.#changed(), this.#loadSoundWatch);
    this.#devices = { scope, own };
    return own;
  }

  #letGo(): void {
    if (this.#users.size > 0 || !this.#devices) return;
    const { scope } = this.#devices;
    this.#devices = undefined;
    scope.end();
    this.#changed();
  }

  #changed(): void {
    for (const user of [...this.#users]) user();
    this.#observers.tell(this.view);
  }
}
