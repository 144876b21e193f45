import type { InputKind, InputFailure, Refusal } from './local-media-state.ts';
import { constraintsFor, inputFailureOf, nextMissing, type MediaDevicesPort, type WantedDevices } from '../devices/media-devices.ts';
import { explainRefusal } from './refusal.ts';

export type Acquired =
  | { readonly kind: 'track'; readonly track: MediaStreamTrack }
  | { readonly kind: 'failed'; readonly failure: InputFailure; readonly refusal?: Refusal };
/** One result for each input that was asked for. */
export type AcquiredInputs = ReadonlyMap<InputKind, Acquired>;

/**
 * Asks for all of `inputs` in one prompt. getUserMedia gives all or nothing, so where one is missing, busy or blocked
 * the rest is asked for by itself, and never in a way that asks a person twice. Never rejects.
 */
export async function acquire(devices: MediaDevicesPort | undefined, inputs: readonly InputKind[], wanted: WantedDevices = {}): Promise<AcquiredInputs> {
  if (!devices) return failed(inputs, 'unsupported-browser', isInsecurePage() ? 'insecure' : undefined);
  const ask = (some: readonly InputKind[]): Promise<AcquiredInputs> => askFor(devices, some, wanted);
  const together = await ask(inputs);
  const failure = failureIn(together);
  if (failure === undefined || inputs.length < 2) return together;
  if (failure === 'no-device' || failure === 'device-busy') return askOneByOne(ask, failure);
  return failure === 'permission-denied' ? askForTheAllowed(devices, ask, together) : together;
}

/** On Node, where tests run, it isn't told. */
function isInsecurePage(): boolean {
  return 'isSecureContext' in globalThis && !globalThis.isSecureContext;
}

type Ask = (inputs: readonly InputKind[]) => Promise<AcquiredInputs>;

/** Sound first: a call without a picture is a call. */
async function askOneByOne(ask: Ask, failure: InputFailure): Promise<AcquiredInputs> {
  const sound = await ask(['microphone']);
  const soundFailure = failureIn(sound);
  // There is a microphone, so it was the camera that failed. One who refuses the microphone isn't asked for more.
  if (soundFailure === undefined || soundFailure === 'permission-denied') {
    return new Map([...sound, ...failed(['camera'], failure)]);
  }
  return new Map([...sound, ...(await ask(['camera']))]);
}

/** One of the two is blocked and the other not: the browser, or the system under it, refused both without a prompt. */
async function askForTheAllowed(devices: MediaDevicesPort, ask: Ask, both: AcquiredInputs): Promise<AcquiredInputs> {
  const [microphone, camera] = await Promise.all([devices.permission('microphone'), devices.permission('camera')]);
  const canAsk = (permission: string): boolean => permission === 'granted' || permission === 'prompt';
  if (microphone === 'denied' && canAsk(camera)) return new Map([...both, ...(await ask(['camera']))]);
  if (camera === 'denied' && canAsk(microphone)) return new Map([...both, ...(await ask(['microphone']))]);
  // A system refuses each by itself, and what the browser has granted it doesn't ask about again.
  const isBySystem = [...both.values()].every((result) => result.kind === 'failed' && result.refusal === 'system');
  if (isBySystem && microphone === 'granted' && camera === 'granted') return new Map([...(await ask(['microphone'])), ...(await ask(['camera']))]);
  return both;
}

async function askFor(devices: MediaDevicesPort, inputs: readonly InputKind[], wanted: WantedDevices, missing: readonly InputKind[] = []): Promise<AcquiredInputs> {
  try {
    const stream = await devices.getUserMedia(constraintsFor(inputs, wanted, missing));
    return new Map(inputs.map((input) => [input, trackIn(stream, input)]));
  } catch (error) {
    // Refused without a prompt: a browser doesn't prompt for a missing device.
    const next = nextMissing(error, inputs, wanted, missing);
    if (next) return askFor(devices, inputs, wanted, [...missing, next]);
    const failure = inputFailureOf(error);
    return failure === 'permission-denied' ? refused(devices, inputs, error) : failed(inputs, failure);
  }
}

async function refused(devices: MediaDevicesPort, inputs: readonly InputKind[], error: unknown): Promise<AcquiredInputs> {
  return new Map(await Promise.all(inputs.map(async (input): Promise<[InputKind, Acquired]> => {
    const refusal = explainRefusal({ error, permission: await devices.permission(input), policy: devices.policy(input), grants: devices.grants });
    return [input, { kind: 'failed', failure: 'permission-denied', refusal }];
  })));
}

function trackIn(stream: MediaStream, input: InputKind): Acquired {
  const [track] = input === 'microphone' ? stream.getAudioTracks() : stream.getVideoTracks();
  return track ? { kind: 'track', track } : { kind: 'failed', failure: 'no-device' };
}

function failed(inputs: readonly InputKind[], failure: InputFailure, refusal?: Refusal): AcquiredInputs {
  return new Map(inputs.map((input) => [input, { kind: 'failed', failure, ...(refusal && { refusal }) }]));
}

function failureIn(results: AcquiredInputs): InputFailure | undefined {
  for (const result of results.values()) if (result.kind === 'failed') return result.failure;
  return undefined;
}
