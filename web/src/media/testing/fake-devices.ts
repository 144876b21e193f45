import type { Scope } from '../../base/scope.ts';
import { NO_DEVICES_LISTED, type Device, type DeviceList } from '../device-list.ts';
import type { Input } from '../local-media-state.ts';
import type { DeviceHint, MediaDevicesPort, Policy } from '../media-devices.ts';

export class FakeTrack extends EventTarget {
  readonly kind: 'audio' | 'video';
  readonly label: string;
  readonly deviceId: string | undefined;
  enabled = true;
  muted = false;
  readyState: 'live' | 'ended' = 'live';

  constructor(kind: 'audio' | 'video', label: string, deviceId?: string) {
    super();
    this.kind = kind;
    this.label = label;
    this.deviceId = deviceId;
  }

  getSettings(): MediaTrackSettings {
    return this.deviceId === undefined ? {} : { deviceId: this.deviceId };
  }

  /** As in a browser, nobody is told. */
  stop(): void {
    this.readyState = 'ended';
  }

  /** The device is unplugged, or the permission is gone. */
  endByItself(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }

  muteBySystem(isMuted: boolean): void {
    this.muted = isMuted;
    this.dispatchEvent(new Event(isMuted ? 'mute' : 'unmute'));
  }
}

type Names = readonly Input[];

interface Pending {
  readonly names: Names;
  readonly constraints: MediaStreamConstraints;
  readonly resolve: (stream: MediaStream) => void;
  readonly reject: (error: Error) => void;
}

/** Devices that a test grants and refuses by hand, or that answer at once by `rule`. */
export class FakeDevices implements MediaDevicesPort {
  /** What was asked for, in order: 'microphone', 'camera' or 'microphone+camera'. */
  readonly asked: string[] = [];
  readonly constraints: MediaStreamConstraints[] = [];
  readonly tracks: FakeTrack[] = [];
  readonly permissions = new Map<Input, PermissionState>();
  /** What is plugged in. Empty, as in a browser that lists nothing, unless a test says otherwise. */
  plugged: DeviceList = NO_DEVICES_LISTED;
  grants: 'kind' | 'device' = 'kind';
  readonly policies = new Map<Input, Policy>();
  readonly #hearers = new Set<(hint: DeviceHint) => void>();
  readonly #pending: Pending[] = [];
  /** The name of the DOMException that asking for these gives, '' for success, undefined to leave it to the test. */
  readonly #rule: (names: Names) => string | undefined;

  constructor(rule: (names: Names) => string | undefined = () => undefined) {
    this.#rule = rule;
  }

  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    const names: Input[] = [];
    if (constraints.audio) names.push('microphone');
    if (constraints.video) names.push('camera');
    this.asked.push(names.join('+'));
    this.constraints.push(constraints);
    const promise = new Promise<MediaStream>((resolve, reject) => {
      this.#pending.push({ names, constraints, resolve, reject });
    });
    const outcome = this.#rule(names);
    if (outcome === '') this.grant();
    else if (outcome !== undefined) this.refuse(outcome);
    return promise;
  }

  async permission(input: Input): Promise<PermissionState | 'unknown'> {
    return this.permissions.get(input) ?? 'unknown';
  }

  policy(input: Input): Policy {
    return this.policies.get(input) ?? 'allows';
  }

  async list(): Promise<DeviceList> {
    return this.plugged;
  }

  watch(scope: Scope, onHint: (hint: DeviceHint) => void): void {
    this.#hearers.add(onHint);
    scope.own(() => this.#hearers.delete(onHint));
  }

  tell(hint: DeviceHint): void {
    for (const hear of this.#hearers) hear(hint);
  }

  /** Grants the oldest request that is open, the devices that it asks for or else the first. @returns its tracks */
  grant(): readonly FakeTrack[] {
    const { names, constraints, resolve } = this.#next();
    const made = names.map((name) => {
      const device = this.#given(name, constraints);
      return new FakeTrack(name === 'camera' ? 'video' : 'audio', device?.label ?? `Fake ${name}`, device?.id);
    });
    this.tracks.push(...made);
    const of = (kind: string): readonly FakeTrack[] => made.filter((track) => track.kind === kind);
    resolve({ getAudioTracks: () => of('audio'), getVideoTracks: () => of('video') } as unknown as MediaStream);
    return made;
  }

  refuse(errorName: string, message = 'refused'): void {
    this.#next().reject(new DOMException(message, errorName));
  }

  get open(): number {
    return this.#pending.length;
  }

  /** As a browser chooses: the one that is asked for, if it is there. */
  #given(name: Input, constraints: MediaStreamConstraints): Device | undefined {
    const { audio, video } = constraints;
    const wanted = name === 'microphone' ? audio : video;
    const { exact, ideal } = (typeof wanted === 'object' ? (wanted.deviceId ?? {}) : {}) as ConstrainDOMStringParameters;
    const devices = this.plugged[name];
    return devices.find(({ id }) => id === (exact ?? ideal)) ?? devices[0];
  }

  #next(): Pending {
    const next = this.#pending.shift();
    if (!next) throw new Error('nothing was asked');
    return next;
  }
}
