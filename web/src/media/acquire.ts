import { INPUTS, type Input, type InputFailure } from './local-media-state.ts';
import { constraintsFor, inputFailureOf, type MediaDevicesPort, type WantedDevices } from './media-devices.ts';

export type Acquired =
  | { readonly kind: 'track'; readonly track: MediaStreamTrack }
  | { readonly kind: 'failed'; readonly failure: InputFailure };
/** One result for each input that was asked for. */
export type AcquiredInputs = ReadonlyMap<Input, Acquired>;

/**
 * Asks for all of `inputs` in one prompt. getUserMedia gives all or nothing, so where one is missing, busy or blocked
 * the rest is asked for by itself, and never in a way that asks a person twice. Never rejects.
 */
export async function acquire(devices: MediaDevicesPort | undefined, inputs: readonly Input[], wanted: WantedDevices = {}): Promise<AcquiredInputs> {
  if (!devices) return failed(inputs, 'unsupported-browser');
  const ask = (some: readonly Input[]): Promise<AcquiredInputs> => askFor(devices, some, wanted);
  const together = await ask(inputs);
  const failure = failureIn(together);
  if (failure === undefined || inputs.length < 2) return together;
  if (failure === 'no-device' || failure === 'device-busy') return askOneByOne(ask, failure);
  return failure === 'permission-denied' ? askForTheAllowed(devices, ask) : together;
}

type Ask = (inputs: readonly Input[]) => Promise<AcquiredInputs>;

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

/** One of the two is blocked and the other not: the browser refused both without a prompt. */
async function askForTheAllowed(devices: MediaDevicesPort, ask: Ask): Promise<AcquiredInputs> {
  const both = failed(INPUTS, 'permission-denied');
  const [microphone, camera] = await Promise.all([devices.permission('microphone'), devices.permission('camera')]);
  const canAsk = (permission: string): boolean => permission === 'granted' || permission === 'prompt';
  if (microphone === 'denied' && canAsk(camera)) return new Map([...both, ...(await ask(['camera']))]);
  if (camera === 'denied' && canAsk(microphone)) return new Map([...both, ...(await ask(['microphone']))]);
  return both;
}

async function askFor(devices: MediaDevicesPort, inputs: readonly Input[], wanted: WantedDevices): Promise<AcquiredInputs> {
  try {
    const stream = await devices.getUserMedia(constraintsFor(inputs, wanted));
    return new Map(inputs.map((input) => [input, trackIn(stream, input)]));
  } catch (error) {
    return failed(inputs, inputFailureOf(error));
  }
}

function trackIn(stream: MediaStream, input: Input): Acquired {
  const [track] = input === 'microphone' ? stream.getAudioTracks() : stream.getVideoTracks();
  return track ? { kind: 'track', track } : { kind: 'failed', failure: 'no-device' };
}

function failed(inputs: readonly Input[], failure: InputFailure): AcquiredInputs {
  return new Map(inputs.map((input) => [input, { kind: 'failed', failure }]));
}

function failureIn(results: AcquiredInputs): InputFailure | undefined {
  for (const result of results.values()) if (result.kind === 'failed') return result.failure;
  return undefined;
}
