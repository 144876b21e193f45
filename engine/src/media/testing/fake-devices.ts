import type { Scope } from '../../base/scope.ts';
import { NO_DEVICES_LISTED, type Device, type DeviceList } from '../devices/device-list.ts';
import type { InputKind } from '../inputs/local-media-state.ts';
import type { DeviceHint, MediaDevicesPort, Policy } from '../devices/media-devices.ts';

export class FakeTrack extends EventTarget {
  readonly kind: 'audio' | 'video';
  readonly label: string;
  readonly deviceId: string | undefined;
  readonly facingMode: string | undefined;
  enabled = true;
  muted = false;
  readyState: 'live' | 'ended' = 'live';

  constructor(kind: 'audio' | 'video', label: string, deviceId?: string, facingMode?: string) {
    super();
    this.kind = kind;
    this.label = label;
    this.deviceId = deviceId;
    this.facingMode = facingMode;
  }

  getSettings(): MediaTrackSettings {
    return { ...(this.deviceId !== undefined && { deviceId: this.deviceId }), ...(this.facingMode !== undefined && { facingMode: this.facingMode }) };
  }

  /** Without an event, as in a browser. */
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

type Names = readonly InputKind[];

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
  readonly permissions = new Map<InputKind, PermissionState>();
  /** What is plugged in. Empty, as in a browser that lists nothing, unless a test says otherwise. */
  plugged: DeviceList = NO_DEVICES_LISTED;
  /** As long as it doesn't, the page gets no list. */
  tellsList = true;
  grants: 'kind' | 'device' = 'kind';
  /** Where cameras look, by their id: 'user' or 'environment'. */
  readonly facings = new Map<string, string>();
  readonly policies = new Map<InputKind, Policy>();
  readonly #hearers = new Set<(hint: DeviceHint) => void>();
  readonly #pending: Pending[] = [];
  /** The name of the DOMException that asking for these gives, '' for success, undefined to leave it to the test. */
  readonly #rule: (names: Names) => string | undefined;

  constructor(rule: (names: Names) => string | undefined = () => undefined) {
    this.#rule = rule;
  }

  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    const names: InputKind[] = [];
    if (constraints.audio) names.push('microphone');
    if (constraints.video) names.push('camera');
    this.asked.push(names.join('+'));
    this.constraints.push(constraints);
    // A browser doesn't prompt for a missing device.
    if (names.some((name) => this.#isGone(name, constraints))) return Promise.reject(new DOMException('deviceId', 'OverconstrainedError'));
    const promise = new Promise<MediaStream>((resolve, reject) => {
      this.#pending.push({ names, constraints, resolve, reject });
    });
    const outcome = this.#rule(names);
    if (outcome === '') this.grant();
    else if (outcome !== undefined) this.refuse(outcome);
    return promise;
  }

  async permission(input: InputKind): Promise<PermissionState | 'unknown'> {
    return this.permissions.get(input) ?? 'unknown';
  }

  policy(input: InputKind): Policy {
    return this.policies.get(input) ?? 'allows';
  }

  async list(): Promise<DeviceList | undefined> {
    return this.tellsList ? this.plugged : undefined;
  }

  watch(scope: Scope, onHint: (hint: DeviceHint) => void): void {
    this.#hearers.add(onHint);
    scope.own(() => this.#hearers.delete(onHint));
  }

  tell(hint: DeviceHint): void {
    for (const onHint of this.#hearers) onHint(hint);
  }

  /** Grants the oldest request that is open, the devices that it asks for or else the first. @returns its tracks */
  grant(): readonly FakeTrack[] {
    const { names, constraints, resolve } = this.#next();
    const made = names.map((name) => {
      const device = this.#given(name, constraints);
      return new FakeTrack(name === 'camera' ? 'video' : 'audio', device?.label ?? `Fake ${name}`, device?.id, this.facings.get(device?.id ?? ''));
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

  #isGone(name: InputKind, constraints: MediaStreamConstraints): boolean {
    const exact = asksFor(name, constraints)['deviceId']?.exact;
    const devices = this.plugged[name];
    return exact !== undefined && devices.length > 0 && !devices.some(({ id }) => id === exact);
  }

  /** As a browser chooses: what must be, then the first of those with which the most wishes come true. */
  #given(name: InputKind, constraints: MediaStreamConstraints): Device | undefined {
    const { deviceId, facingMode } = asksFor(name, constraints);
    const devices = this.plugged[name];
    const wanted = devices.find(({ id }) => id === deviceId?.exact);
    if (wanted) return wanted;
    const wishes = ({ id }: Device): number => Number(id === deviceId?.ideal) + Number(facingMode !== undefined && this.facings.get(id) === facingMode.ideal);
    return devices.toSorted((a, b) => wishes(b) - wishes(a))[0];
  }

  #next(): Pending {
    const next = this.#pending.shift();
    if (!next) throw new Error('nothing was asked');
    return next;
  }
}

function asksFor(name: InputKind, { audio, video }: MediaStreamConstraints): Record<string, ConstrainDOMStringParameters | undefined> {
  const wanted = name === 'microphone' ? audio : video;
  return (typeof wanted === 'object' ? wanted : {}) as Record<string, ConstrainDOMStringParameters | undefined>;
}
