import type { Scope } from '../base/scope.ts';
import { acquire } from './acquire.ts';
import { LocalInput } from './local-input.ts';
import { INPUTS, type Input, type LocalMediaState } from './local-media-state.ts';
import type { MediaDevicesPort } from './media-devices.ts';

export type Stop = () => void;

/** This browser's microphone and camera. Nothing here rejects: a failure is a state. */
export interface LocalMedia {
  readonly state: LocalMediaState;
  /** Reports the state at once and at every change. */
  observe(listener: (state: LocalMediaState) => void): Stop;
  /** Asks for what is wished in one prompt, and lets go of the rest. Settles when the person has decided. */
  start(wished: Readonly<Record<Input, boolean>>): Promise<void>;
  /** Off mutes: the device is held, so that one is heard again at once. On asks for the device where none is held. */
  setMicrophone(isOn: boolean): Promise<void>;
  /** Off stops the device, and its light goes out; on asks for it again. */
  setCamera(isOn: boolean): Promise<void>;
  /** Releases the devices. */
  stop(): void;
}

/** @param devices undefined where the browser has none: everything then fails as `unsupported-browser` */
export function createLocalMedia(scope: Scope, devices: MediaDevicesPort | undefined): LocalMedia {
  return new DeviceMedia(scope, devices);
}

class DeviceMedia implements LocalMedia {
  readonly #devices: MediaDevicesPort | undefined;
  readonly #scope: Scope;
  readonly #listeners = new Set<(state: LocalMediaState) => void>();
  readonly #inputs: Readonly<Record<Input, LocalInput>>;
  /** The request under way of each input: whoever comes meanwhile waits for the same. */
  readonly #requests = new Map<Input, Promise<void>>();
  /** One change may be several (a prompt answers for two inputs): listeners hear of them together. */
  #isBatching = false;
  #reported: LocalMediaState;

  constructor(scope: Scope, devices: MediaDevicesPort | undefined) {
    this.#scope = scope;
    this.#devices = devices;
    this.#inputs = { microphone: this.#makeInput('microphone'), camera: this.#makeInput('camera') };
    this.#reported = this.state;
    scope.own(() => {
      this.#listeners.clear();
      this.stop();
    });
  }

  get state(): LocalMediaState {
    return { microphone: this.#inputs.microphone.state, camera: this.#inputs.camera.state };
  }

  observe(listener: (state: LocalMediaState) => void): Stop {
    if (this.#scope.isEnded) return () => {};
    // A listener given twice is two listeners.
    const own = (state: LocalMediaState): void => listener(state);
    this.#listeners.add(own);
    listener(this.state);
    return () => {
      this.#listeners.delete(own);
    };
  }

  start(wished: Readonly<Record<Input, boolean>>): Promise<void> {
    return this.#request(INPUTS.map((input) => [input, wished[input] ? 'on' : 'off']));
  }

  setMicrophone(isOn: boolean): Promise<void> {
    return this.#request([['microphone', isOn ? 'on' : 'muted']]);
  }

  setCamera(isOn: boolean): Promise<void> {
    return this.#request([['camera', isOn ? 'on' : 'off']]);
  }

  stop(): void {
    this.#together(() => {
      for (const input of INPUTS) this.#inputs[input].request('off');
    });
  }

  async #request(wishes: readonly (readonly [Input, 'off' | 'muted' | 'on'])[]): Promise<void> {
    if (this.#scope.isEnded) return;
    const asked: Input[] = [];
    this.#together(() => {
      for (const [input, desired] of wishes) if (this.#inputs[input].request(desired)) asked.push(input);
    });
    if (asked.length > 0) {
      const request = this.#ask(asked);
      for (const input of asked) this.#requests.set(input, request);
    }
    await Promise.all(wishes.map(async ([input]) => this.#requests.get(input)));
  }

  async #ask(inputs: readonly Input[]): Promise<void> {
    const results = await acquire(this.#devices, inputs);
    this.#together(() => {
      for (const [input, result] of results) this.#inputs[input].settle(result);
    });
  }

  #makeInput(input: Input): LocalInput {
    return new LocalInput(
      () => {
        if (!this.#isBatching) this.#report();
      },
      () => void this.#explainLoss(input),
    );
  }

  /** A track ends alike when its device is unplugged and when the person takes the permission back. */
  async #explainLoss(input: Input): Promise<void> {
    const lost = this.#inputs[input].state;
    if ((await this.#devices?.permission(input)) === 'denied') this.#inputs[input].explainLoss(lost, 'permission-denied');
  }

  #together(change: () => void): void {
    this.#isBatching = true;
    try {
      change();
    } finally {
      this.#isBatching = false;
    }
    this.#report();
  }

  #report(): void {
    const state = this.state;
    if (INPUTS.every((input) => state[input] === this.#reported[input])) return;
    this.#reported = state;
    for (const listener of this.#listeners) {
      listener(state);
      // A listener that asked for another change has caused a newer report, which everybody has had.
      if (this.#reported !== state) return;
    }
  }
}
