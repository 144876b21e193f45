import { describe, expect, it } from 'vitest';
import { memoryKeyValues } from '../../../../engine/src/base/storage/testing/memory-key-values.ts';
import { createDeviceMemory, type DeviceMemory } from '../../../../engine/src/client/devices/device-memory.ts';
import { readRoute } from '../shell/routes.ts';

const CALL = 'AAAAAAAAAAAAAAAAAAAAAA';

describe('an address', () => {
  it.each([
    ['/', 'home'], ['/manual', 'manual'], ['/manual#FL2i.AAAA.', 'manual'], ['/manual/', 'manual'], ['/manually', 'home'], ['/privacy', 'home'], [`/c/${CALL}`, 'incomplete'], ['/c/short#k=x', 'incomplete'], [`/c/${CALL}#k=AAAAAAAAAAAAAAAAAAAAAAAB`, 'incomplete'],
  ])('%s is %s', (path, page) => {
    expect(readRoute(new URL(`https://host${path}`)).page).toBe(page);
  });

  const key = 'AAAAAAAAAAAAAAAAAAAAAGoK';
  it.each([
    ['as it is made', `/c/${CALL}#k=${key}`, false],
    ['with its # encoded', `/c/${CALL}%23k=${key}`, true],
    ['with its # encoded twice', `/c/${CALL}%2523k%253D${key}`, true],
    ['with its # made a query', `/c/${CALL}?k=${key}`, true],
    ['with its # encoded in a query', `/c/${CALL}?x=%23k%3D${key}`, true],
    ['with its / encoded', `/c%2F${CALL}%23k=${key}`, true],
    ['with its / encoded twice', `/c%252f${CALL}%2523k=${key}`, true],
    ['with slashes too many', `//c/${CALL}/#k=${key}`, false],
    ['with a tracker', `/c/${CALL}?utm_source=mail#k=${key}`, false],
  ])('of a call, %s, says whether servers have seen its key', (_, path, isKeyExposed) => {
    expect(readRoute(new URL(`https://host${path}`))).toMatchObject({ page: 'call', link: { kind: 'complete', callId: CALL }, isKeyExposed });
  });
});

describe('the devices of a tab', () => {
  it('stay off over a reload when they were switched off', () => {
    const storage = memoryKeyValues();
    const memory = (): DeviceMemory => createDeviceMemory(storage);
    memory().remember('microphone', false);
    expect(memory().wished()).toEqual({ microphone: false, camera: true });
    memory().remember('microphone', true);
    expect(memory().wished()).toEqual({ microphone: true, camera: true });
  });

  it('are as they were switched last, in whichever tab that was', () => {
    const storage = memoryKeyValues();
    const [one, other] = [createDeviceMemory(storage), createDeviceMemory(storage)];
    one.remember('microphone', false);
    expect(other.wished()).toEqual({ microphone: false, camera: true });
    other.remember('camera', false);
    expect(one.wished()).toEqual({ microphone: false, camera: false });
    one.rememberChoice('microphone', 'headset');
    other.rememberChoice('camera', 'wide');
    expect(createDeviceMemory(storage).chosen()).toEqual({ microphone: 'headset', camera: 'wide' });
  });

  it('are the chosen ones in the next tab too, whatever else lies in that place', () => {
    const browser = memoryKeyValues();
    const memory = (): DeviceMemory => createDeviceMemory(browser);
    memory().rememberChoice('camera', 'wide');
    memory().rememberChoice('speaker', 'desk');
    expect(memory().chosen()).toEqual({ camera: 'wide', speaker: 'desk' });
    for (const spoilt of ['', '{', 'null', '[1]', '{"camera":1,"door":"front"}']) {
      browser.set('firelink/chosen-devices', spoilt);
      expect(memory().chosen(), spoilt).toEqual({});
    }
  });
});
