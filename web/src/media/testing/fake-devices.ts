import type { Input } from '../local-media-state.ts';
import type { MediaDevicesPort } from '../media-devices.ts';

export class FakeTrack extends EventTarget {
  readonly kind: 'audio' | 'video';
  readonly label: string;
  enabled = true;
  muted = false;
  readyState: 'live' | 'ended' = 'live';

  constructor(kind: 'audio' | 'video', label: string) {
    super();
    this.kind = kind;
    this.label = label;
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

/** Devices that a test grants and refuses by hand, or that answer at once by `rule`. */
export class FakeDevices implements MediaDevicesPort {
  /** What was asked for, in order: 'microphone', 'camera' or 'microphone+camera'. */
  readonly asked: string[] = [];
  readonly constraints: MediaStreamConstraints[] = [];
  readonly tracks: FakeTrack[] = [];
  readonly permissions = new Map<Input, PermissionState>();
  readonly #pending: { readonly names: Names; readonly resolve: (stream: MediaStream) => void; readonly reject: (error: Error) => void }[] = [];
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
      this.#pending.push({ names, resolve, reject });
    });
    const outcome = this.#rule(names);
    if (outcome === '') this.grant();
    else if (outcome !== undefined) this.refuse(outcome);
    return promise;
  }

  async permission(input: Input): Promise<PermissionState | 'unknown'> {
    return this.permissions.get(input) ?? 'unknown';
  }

  /** Grants the oldest request that is open. @returns its tracks */
  grant(): readonly FakeTrack[] {
    const { names, resolve } = this.#next();
    const made = names.map((name) => new FakeTrack(name === 'camera' ? 'video' : 'audio', `Fake ${name}`));
    this.tracks.push(...made);
    const of = (kind: string): readonly FakeTrack[] => made.filter((track) => track.kind === kind);
    resolve({ getAudioTracks: () => of('audio'), getVideoTracks: () => of('video') } as unknown as MediaStream);
    return made;
  }

  refuse(errorName: string): void {
    this.#next().reject(new DOMException('refused', errorName));
  }

  get open(): number {
    return this.#pending.length;
  }

  #next(): { readonly names: Names; readonly resolve: (stream: MediaStream) => void; readonly reject: (error: Error) => void } {
    const next = this.#pending.shift();
    if (!next) throw new Error('nothing was asked');
    return next;
  }
}
