import { describe, expect, it } from 'vitest';
import { acquire } from './acquire.ts';
import { INPUTS, type InputKind } from './local-media-state.ts';
import { FakeDevices } from '../testing/fake-devices.ts';

/** 'track' or the failure, by input. */
async function ask(devices: FakeDevices | undefined, inputs: readonly InputKind[] = INPUTS): Promise<Record<string, string>> {
  const results = await acquire(devices, inputs);
  return Object.fromEntries(Array.from(results, ([input, result]) => [input, result.kind === 'track' ? 'track' : result.failure]));
}
/** Refuses what names one of `missing`. */
const without = (missing: readonly InputKind[], errorName: string): FakeDevices =>
  new FakeDevices((names) => (names.some((name) => missing.includes(name)) ? errorName : ''));

describe('asking for camera and microphone', () => {
  it('takes one prompt, and wishes for echo cancellation and 720p without insisting', async () => {
    const devices = without([], '');
    expect(await ask(devices)).toEqual({ microphone: 'track', camera: 'track' });
    expect(devices.asked).toEqual(['microphone+camera']);
    expect(devices.constraints).toEqual([
      {
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
        video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 }, facingMode: { ideal: 'user' } },
      },
    ]);
  });

  it('gives sound alone where there is no camera, or another program has it', async () => {
    expect(await ask(without(['camera'], 'NotFoundError'))).toEqual({ microphone: 'track', camera: 'no-device' });
    expect(await ask(without(['camera'], 'NotReadableError'))).toEqual({ microphone: 'track', camera: 'device-busy' });
  });

  it('gives a picture alone where there is no microphone', async () => {
    const devices = without(['microphone'], 'NotFoundError');
    expect(await ask(devices)).toEqual({ microphone: 'no-device', camera: 'track' });
    expect(devices.asked).toEqual(['microphone+camera', 'microphone', 'camera']);
  });

  it('says that there is neither', async () => {
    expect(await ask(without(INPUTS, 'NotFoundError'))).toEqual({ microphone: 'no-device', camera: 'no-device' });
  });

  it('says denied for both when a person says no, and does not ask again', async () => {
    const devices = without(INPUTS, 'NotAllowedError');
    devices.permissions.set('microphone', 'denied');
    devices.permissions.set('camera', 'denied');
    expect(await ask(devices)).toEqual({ microphone: 'permission-denied', camera: 'permission-denied' });
    const dismissed = without(INPUTS, 'NotAllowedError');
    dismissed.permissions.set('microphone', 'prompt');
    dismissed.permissions.set('camera', 'prompt');
    expect(await ask(dismissed)).toEqual({ microphone: 'permission-denied', camera: 'permission-denied' });
    expect([devices.asked, dismissed.asked]).toEqual([['microphone+camera'], ['microphone+camera']]);
  });

  it('asks for the one that is not blocked, when the other is', async () => {
    const sound = without(['camera'], 'NotAllowedError');
    sound.permissions.set('camera', 'denied');
    sound.permissions.set('microphone', 'prompt');
    expect(await ask(sound)).toEqual({ microphone: 'track', camera: 'permission-denied' });
    const picture = without(['microphone'], 'NotAllowedError');
    picture.permissions.set('camera', 'granted');
    picture.permissions.set('microphone', 'denied');
    expect(await ask(picture)).toEqual({ microphone: 'permission-denied', camera: 'track' });
  });

  it('does not ask one who refuses the microphone for the camera that is not there', async () => {
    const devices = new FakeDevices((names) => (names.length > 1 ? 'NotFoundError' : 'NotAllowedError'));
    expect(await ask(devices)).toEqual({ microphone: 'permission-denied', camera: 'no-device' });
    expect(devices.asked).toEqual(['microphone+camera', 'microphone']);
  });

  it('asks for one alone and names what is wrong', async () => {
    const cases = { AbortError: 'device-busy', SecurityError: 'permission-denied', OverconstrainedError: 'no-device', TypeError: 'unsupported-browser', OddError: 'failed' };
    for (const [errorName, failure] of Object.entries(cases)) expect(await ask(without(['camera'], errorName), ['camera'])).toEqual({ camera: failure });
  });

  it('fails as unsupported where the browser has no devices', async () => {
    expect(await ask(undefined)).toEqual({ microphone: 'unsupported-browser', camera: 'unsupported-browser' });
  });
});
