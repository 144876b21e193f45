/** A room of devices around a browser, which a test plugs in and out. Its functions run in the page. */
import type { Participant } from './participant.ts';
import type { Look } from './cast.ts';

type Kind = 'videoinput' | 'audioinput';

/** In the page, as `room`. Devices of a kind are told by their place in the browser's list, the default's own entry not counted. */
interface Room {
  unplug(kind: Kind, index: number): Promise<void>;
  plug(kind: Kind, index: number): Promise<void>;
  /** Another program takes it, and lets go of it; the browser says nothing of the latter. */
  take(kind: Kind, index: number): Promise<void>;
  free(kind: Kind, index: number): Promise<void>;
  makeDefault(index: number): Promise<void>;
  /** As iOS does for a phone call: the page is hidden, its tracks are silenced, what it plays is paused. */
  beginPhoneCall(): void;
  endPhoneCall(): void;
  /** How often the page has asked for a device. */
  asked(): number;
}

/**
 * Devices, permissions and prompts are Chromium's own. What its fake ones can't do is added: to be unplugged, taken or
 * made the default, and to be told apart: the first of a kind looks and sounds as the first of `looks`, and so on.
 */
export async function furnish(who: Participant, looks: readonly [Look, Look]): Promise<void> {
  await who.page.addInitScript(build, looks);
}

export function inRoom<T>(who: Participant, act: (room: Room) => T | Promise<T>): Promise<T> {
  return who.page.evaluate<T>(`(${act.toString()})(globalThis.room)`);
}

function build(looks: readonly [Look, Look]): void {
  const devices = navigator.mediaDevices;
  const ask = devices.getUserMedia.bind(devices);
  const list = devices.enumerateDevices.bind(devices);
  const gone = new Set<string>();
  const taken = new Set<string>();
  const silenced = new Set<MediaStreamTrack>();
  const handedOut: { readonly id: string; readonly track: MediaStreamTrack }[] = [];
  let standing = 0;
  let asks = 0;
  let isHidden = false;
  let sound: AudioContext | undefined;

  const real = async (kind: Kind): Promise<MediaDeviceInfo[]> => (await list()).filter((device) => device.kind === kind && device.deviceId !== 'default');
  const idAt = async (kind: Kind, index: number): Promise<string> => (await real(kind))[index]?.deviceId ?? '';
  const told = (): void => void devices.dispatchEvent(new Event('devicechange'));

  function patch(device: MediaDeviceInfo, changes: Partial<Pick<MediaDeviceInfo, 'label' | 'groupId'>>): MediaDeviceInfo {
    const { deviceId, kind, label, groupId } = device;
    return { deviceId, kind, label, groupId, toJSON: () => ({}), ...changes };
  }

  devices.enumerateDevices = async () => {
    const behind = (await real('audioinput'))[standing];
    return (await list())
      .filter(({ deviceId }) => !gone.has(deviceId))
      .map((device) => (device.deviceId === 'default' && device.kind === 'audioinput' && behind && device.label !== ''
        ? patch(device, { label: `Default - ${behind.label}`, groupId: behind.groupId })
        : device));
  };

  function painted({ rgb }: Look): MediaStreamTrack {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
    const context = canvas.getContext('2d');
    let frame = 0;
    const timer = setInterval(() => {
      if (!context) return;
      context.fillStyle = `rgb(${rgb.r} ${rgb.g} ${rgb.b})`;
      context.fillRect(0, 0, 320, 240);
      context.fillStyle = 'white';
      context.fillRect((frame++ * 8) % 300, 220, 20, 20);
    }, 50);
    const track = canvas.captureStream(20).getVideoTracks()[0]!;
    const stop = track.stop.bind(track);
    track.stop = () => {
      clearInterval(timer);
      stop();
    };
    return track;
  }

  function hummed({ hz }: Look): MediaStreamTrack {
    sound ??= new AudioContext();
    const source = new OscillatorNode(sound, { frequency: hz });
    const out = sound.createMediaStreamDestination();
    source.connect(out);
    source.start();
    return out.stream.getAudioTracks()[0]!;
  }

  function wantedId(constraints: boolean | MediaTrackConstraints | undefined): string | undefined {
    const wanted = typeof constraints === 'object' ? constraints.deviceId : undefined;
    return typeof wanted === 'object' && !Array.isArray(wanted) ? [wanted.exact ?? wanted.ideal].flat()[0] : undefined;
  }

  /** The device that the browser would give, gone ones aside, or the error that it would throw. */
  async function choose(kind: Kind, constraints: boolean | MediaTrackConstraints | undefined): Promise<{ readonly id: string; readonly index: number }> {
    const all = await real(kind);
    const wanted = wantedId(constraints);
    const isExact = typeof constraints === 'object' && typeof constraints.deviceId === 'object' && 'exact' in constraints.deviceId;
    const standard = kind === 'audioinput' ? all[standing] : all[0];
    const present = all.filter(({ deviceId }) => !gone.has(deviceId));
    const found = present.find(({ deviceId }) => deviceId === wanted) ?? (isExact && wanted !== 'default' ? undefined : (present.find((device) => device === standard) ?? present[0]));
    if (!found) throw new DOMException('not there', isExact ? 'OverconstrainedError' : 'NotFoundError');
    if (taken.has(found.deviceId)) throw new DOMException('in use', 'NotReadableError');
    return { id: found.deviceId, index: all.indexOf(found) };
  }

  async function give(kind: Kind, track: MediaStreamTrack, { id, index }: { readonly id: string; readonly index: number }): Promise<MediaStreamTrack> {
    const look = looks[index] ?? looks[0];
    const given = kind === 'videoinput' ? painted(look) : hummed(look);
    const stop = given.stop.bind(given);
    // Who asked for the default is told 'default', and hears the device behind it.
    const settings = track.getSettings();
    const { label } = track;
    given.getSettings = () => ({ ...settings });
    Object.defineProperty(given, 'label', { get: () => label });
    // The real one is held as long as this one: its end (a permission that is taken back) is this one's.
    track.addEventListener('ended', () => {
      stop();
      given.dispatchEvent(new Event('ended'));
    });
    given.stop = () => {
      track.stop();
      stop();
    };
    Object.defineProperty(given, 'muted', { get: () => silenced.has(given) });
    handedOut.push({ id, track: given });
    return given;
  }

  devices.getUserMedia = async (constraints = {}) => {
    asks += 1;
    const chosen = {
      audioinput: constraints.audio ? await choose('audioinput', constraints.audio) : undefined,
      videoinput: constraints.video ? await choose('videoinput', constraints.video) : undefined,
    };
    const exactly = (asked: boolean | MediaTrackConstraints | undefined, kind: Kind): MediaTrackConstraints => {
      const isDefault = kind === 'audioinput' && (wantedId(asked) ?? 'default') === 'default';
      return { ...(typeof asked === 'object' ? asked : {}), deviceId: { exact: isDefault ? 'default' : (chosen[kind]?.id ?? '') } };
    };
    // Before the permission there are no ids to ask by.
    const hasIds = Object.values(chosen).every((device) => device?.id !== '');
    const stream = await ask(hasIds
      ? { ...(constraints.audio && { audio: exactly(constraints.audio, 'audioinput') }), ...(constraints.video && { video: exactly(constraints.video, 'videoinput') }) }
      : constraints);
    const tracks = await Promise.all(stream.getTracks().map((track) => {
      const kind = track.kind === 'audio' ? 'audioinput' : 'videoinput';
      return give(kind, track, chosen[kind] ?? { id: '', index: 0 });
    }));
    return new MediaStream(tracks);
  };

  function endTracksOf(id: string): void {
    for (const { track } of handedOut.filter((each) => each.id === id && each.track.readyState === 'live')) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  }

  function silence(isSilent: boolean): void {
    for (const { track } of handedOut.filter((each) => each.track.readyState === 'live')) {
      if (isSilent) silenced.add(track);
      else silenced.delete(track);
      track.dispatchEvent(new Event(isSilent ? 'mute' : 'unmute'));
    }
  }

  Object.defineProperty(document, 'visibilityState', { get: () => (isHidden ? 'hidden' : 'visible'), configurable: true });
  const room: Room = {
    async unplug(kind, index) {
      const id = await idAt(kind, index);
      gone.add(id);
      endTracksOf(id);
      told();
    },
    async plug(kind, index) {
      gone.delete(await idAt(kind, index));
      told();
    },
    async take(kind, index) {
      const id = await idAt(kind, index);
      taken.add(id);
      endTracksOf(id);
    },
    async free(kind, index) {
      taken.delete(await idAt(kind, index));
    },
    async makeDefault(index) {
      standing = index;
      told();
    },
    beginPhoneCall() {
      isHidden = true;
      document.dispatchEvent(new Event('visibilitychange'));
      silence(true);
      const find = (root: Document | ShadowRoot): HTMLVideoElement[] =>
        [...root.querySelectorAll('*')].flatMap((element) => [...(element instanceof HTMLVideoElement ? [element] : []), ...(element.shadowRoot ? find(element.shadowRoot) : [])]);
      for (const video of find(document)) video.pause();
    },
    endPhoneCall() {
      isHidden = false;
      silence(false);
      document.dispatchEvent(new Event('visibilitychange'));
    },
    asked: () => asks,
  };
  Object.assign(globalThis, { room });
}
