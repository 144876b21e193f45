import { systemClock, type Clock } from '../../base/clock.ts';
import { containing } from '../../base/contained.ts';
import type { Scope } from '../../base/scope.ts';
import { acquire } from './acquire.ts';
import { DeviceKeeper } from './device-keeper.ts';
import { behindDefault, defaultOf, isSameList, NO_DEVICES_LISTED, type DeviceList } from '../devices/device-list.ts';
import { otherWay } from '../devices/facing.ts';
import { LocalInput } from './local-input.ts';
import { INPUTS, type InputKind, type LocalMediaState, type Wish } from './local-media-state.ts';
import type { MediaDevicesPort, WantedDevices } from '../devices/media-devices.ts';

export type Stop = () => void;

/**
 * This browser's microphone and camera. Nothing here rejects: a failure is a state. The wish outlasts it: a
 * device that fails is taken up again, or another one is, whenever that takes no question to the person.
 */
export interface LocalMedia {
  readonly state: LocalMediaState;
  /** The devices to choose from; without names before the first grant. */
  readonly list: DeviceList;
  /** Reports the state at once and at every change. */
  observe(listener: (state: LocalMediaState) => void): Stop;
  observeList(listener: () => void): Stop;
  /** Which of the list it is, or would be if it were switched on; undefined before the first grant. */
  chosen(input: InputKind): string | undefined;
  /** Asks for what is wished in one prompt, and lets go of the rest. Settles when the person has decided. */
  start(wished: Readonly<Record<InputKind, boolean>>): Promise<void>;
  /** Off mutes: the device is held, so that one is heard again at once. On asks for the device where none is held. */
  setMicrophone(isOn: boolean): Promise<void>;
  /** Off stops the device, and its light goes out; on asks for it again. */
  setCamera(isOn: boolean): Promise<void>;
  /** That device from now on, at once if one is in use. `id` as in `list`; the first microphone is the default, and is followed. */
  choose(input: InputKind, id: string): Promise<void>;
  /** Whether there is a camera that looks the other way. */
  readonly canFlip: boolean;
  /** From the front camera to the rear one, or back. @returns its id, if it could be had */
  flip(): Promise<string | undefined>;
  /** Releases the devices. */
  stop(): void;
}

export interface LocalMediaOptions {
  readonly clock?: Clock;
  /** Ids of devices that were chosen at an earlier time. */
  readonly chosen?: Readonly<Partial<Record<InputKind, string>>>;
  /** Hears of an observer that threw, which keeps no other from hearing. */
  readonly onError?: (error: unknown) => void;
}

/** @param devices undefined where the browser has none: everything then fails as `unsupported-browser` */
export function createLocalMedia(scope: Scope, devices: MediaDevicesPort | undefined, options: LocalMediaOptions = {}): LocalMedia {
  return new DeviceMedia(scope, devices, options);
}

class DeviceMedia implements LocalMedia {
  readonly #devices: MediaDevicesPort | undefined;
  readonly #scope: Scope;
  readonly #onError: (error: unknown) => void;
  readonly #listeners = new Set<(state: LocalMediaState) => void>();
  readonly #listListeners = new Set<() => void>();
  readonly #inputs: Readonly<Record<InputKind, LocalInput>>;
  /** None where there are no devices to keep. */
  readonly #keepers: Readonly<Partial<Record<InputKind, DeviceKeeper>>>;
  /** The request under way of each input: a later caller waits for the same one. */
  readonly #requests = new Map<InputKind, Promise<void>>();
  /** One change may be several (a prompt answers for two inputs): listeners hear of them together. */
  #isBatching = false;
  #reported: LocalMediaState;
  #list = NO_DEVICES_LISTED;

  constructor(scope: Scope, devices: MediaDevicesPort | undefined, options: LocalMediaOptions) {
    this.#scope = scope;
    this.#devices = devices;
    this.#onError = options.onError ?? (() => {});
    this.#inputs = { microphone: this.#makeInput('microphone'), camera: this.#makeInput('camera') };
    this.#keepers = devices ? this.#makeKeepers(devices, options) : {};
    this.#reported = this.state;
    scope.own(() => {
      this.#listeners.clear();
      this.#listListeners.clear();
      this.stop();
    });
  }

  get state(): LocalMediaState {
    return { microphone: this.#inputs.microphone.state, camera: this.#inputs.camera.state };
  }

  get list(): DeviceList {
    return this.#list;
  }

  observe(listener: (state: LocalMediaState) => void): Stop {
    if (this.#scope.isEnded) return () => {};
    // A listener given twice is two listeners.
    const own = containing(listener, this.#onError);
    this.#listeners.add(own);
    own(this.state);
    return () => {
      this.#listeners.delete(own);
    };
  }

  observeList(listener: () => void): Stop {
    const own = containing(listener, this.#onError);
    if (!this.#scope.isEnded) this.#listListeners.add(own);
    return () => {
      this.#listListeners.delete(own);
    };
  }

  start(wished: Readonly<Record<InputKind, boolean>>): Promise<void> {
    return this.#request(INPUTS.map((input) => [input, wished[input] ? 'on' : 'off']));
  }

  setMicrophone(isOn: boolean): Promise<void> {
    return this.#request([['microphone', isOn ? 'on' : 'muted']]);
  }

  setCamera(isOn: boolean): Promise<void> {
    return this.#request([['camera', isOn ? 'on' : 'off']]);
  }

  chosen(input: InputKind): string | undefined {
    return this.#keepers[input]?.chosenIn(this.#list[input]);
  }

  async choose(input: InputKind, id: string): Promise<void> {
    if (this.#scope.isEnded) return;
    const mine = this.#list[input];
    const standard = defaultOf(mine);
    const isDefault = input === 'microphone' && standard?.id === id;
    await this.#keepers[input]?.take(isDefault ? { kind: 'default' } : { kind: 'device', id }, isDefault ? behindDefault(standard, mine).id : id);
  }

  get canFlip(): boolean {
    return otherWay(this.#list.camera, this.chosen('camera')) !== undefined;
  }

  async flip(): Promise<string | undefined> {
    const other = otherWay(this.#list.camera, this.chosen('camera'));
    if (this.#scope.isEnded || !other) return undefined;
    return (await this.#keepers.camera?.swap(other.id)) === true ? other.id : undefined;
  }

  stop(): void {
    this.#batch(() => {
      for (const input of INPUTS) this.#inputs[input].request('off');
    });
  }

  async #request(wishes: readonly (readonly [InputKind, Wish])[]): Promise<void> {
    if (this.#scope.isEnded) return;
    const asked: InputKind[] = [];
    this.#batch(() => {
      for (const [input, wish] of wishes) if (this.#inputs[input].request(wish)) asked.push(input);
    });
    if (asked.length > 0) {
      const request = this.#ask(asked);
      for (const input of asked) this.#requests.set(input, request);
    }
    await Promise.all(wishes.map(async ([input]) => {
      await this.#requests.get(input);
      // Or a repair that was under way as the person pressed.
      await this.#keepers[input]?.work;
    }));
  }

  async #ask(inputs: readonly InputKind[]): Promise<void> {
    const wanted: WantedDevices = Object.fromEntries(inputs.flatMap((input) => {
      const device = this.#keepers[input]?.wanted;
      return device ? [[input, device]] : [];
    }));
    const results = await acquire(this.#devices, inputs, wanted);
    this.#batch(() => {
      for (const [input, result] of results) {
        const keeper = this.#keepers[input];
        if (keeper) keeper.apply(result);
        else this.#inputs[input].apply(result);
      }
    });
  }

  #makeInput(input: InputKind): LocalInput {
    return new LocalInput({
      onChange: () => {
        if (!this.#isBatching) this.#report();
      },
      onLost: (deviceId) => this.#keepers[input]?.lose(deviceId),
      onSystemMute: () => this.#keepers[input]?.onSystemMute(),
    });
  }

  #makeKeepers(devices: MediaDevicesPort, { clock = systemClock, chosen = {} }: LocalMediaOptions): Record<InputKind, DeviceKeeper> {
    const make = (input: InputKind): DeviceKeeper => {
      const keeper = new DeviceKeeper(input, this.#inputs[input], {
        devices, clock, scope: this.#scope,
        onList: (list) => this.#takeList(list),
        batch: (change) => this.#batch(change),
        onError: this.#onError,
      });
      const id = chosen[input];
      if (id !== undefined) keeper.remember({ kind: 'device', id });
      return keeper;
    };
    const keepers = { microphone: make('microphone'), camera: make('camera') };
    devices.watch(this.#scope, (hint) => {
      for (const input of INPUTS) keepers[input].onHint(hint);
    });
    return keepers;
  }

  #takeList(list: DeviceList): void {
    if (isSameList(this.#list, list)) return;
    this.#list = list;
    for (const listener of this.#listListeners) listener();
  }

  #batch(change: () => void): void {
    const isWithin = this.#isBatching;
    this.#isBatching = true;
    try {
      change();
    } finally {
      this.#isBatching = isWithin;
    }
    if (isWithin) return;
    this.#report();
    for (const input of INPUTS) this.#inputs[input].letGoOfFormer();
  }

  #report(): void {
    const state = this.state;
    if (INPUTS.every((input) => state[input] === this.#reported[input])) return;
    this.#reported = state;
    for (const listener of this.#listeners) {
      listener(state);
      // A listener that asked for another change has caused a newer report, which every listener has had.
      if (this.#reported !== state) return;
    }
  }
}
