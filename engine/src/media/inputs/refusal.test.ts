import { describe, expect, it, test } from 'vitest';
import { settle } from '../../base/testing/manual-clock.ts';
import { acquire } from './acquire.ts';
import type { Policy } from '../devices/media-devices.ts';
import { explainRefusal, refusalNow } from './refusal.ts';
import { call } from '../testing/call-room.ts';
import { FakeDevices } from '../testing/fake-devices.ts';

/** What browsers say (WebKit: Safari, and every browser on iOS). */
const DENIED = 'Permission denied';
const DISMISSED = 'Permission dismissed';
const BY_SYSTEM = 'Permission denied by system';
const FIREFOX = 'The request is not allowed by the user agent or the platform in the current context.';
const WEBKIT = 'The request is not allowed by the user agent or the platform in the current context, possibly because the user denied permission.';

type Row = readonly [browser: string, message: string, permission: PermissionState | 'unknown', policy: Policy, refusal: string];

test.each<Row>([
  ['Chrome, the site is blocked', DENIED, 'denied', 'allows', 'blocked'],
  ['Chrome, of a microphone that may be asked for, beside a camera that is blocked', DENIED, 'prompt', 'allows', 'blocked'],
  ['Chrome, its question is closed', DISMISSED, 'prompt', 'allows', 'dismissed'],
  ['Chrome, its question is closed for the third time', DISMISSED, 'denied', 'allows', 'blocked'],
  ['Chrome, in a frame without allow="camera"', DENIED, 'denied', 'forbids', 'policy'],
  ['Chrome, at a page with Permissions-Policy: camera=()', DENIED, 'prompt', 'forbids', 'policy'],
  ['Chrome on macOS, not allowed in System Settings', BY_SYSTEM, 'granted', 'allows', 'system'],
  ['Chrome on macOS, where the site is still to be asked about', BY_SYSTEM, 'prompt', 'allows', 'system'],
  ['Edge on Windows, camera access is off', BY_SYSTEM, 'denied', 'allows', 'system'],
  ['Chrome on Android, the app has no permission and its question is closed', DISMISSED, 'granted', 'allows', 'system'],
  ['Chrome, an older one that tells nothing beforehand', DENIED, 'unknown', 'allows', 'blocked'],
  ['Firefox, blocked for the site', FIREFOX, 'denied', 'allows', 'blocked'],
  ['Firefox, not remembered', FIREFOX, 'prompt', 'allows', 'dismissed'],
  ['Firefox, one camera is allowed, and the question about another is refused', FIREFOX, 'granted', 'allows', 'dismissed'],
  ['Firefox, the same in a frame', FIREFOX, 'granted', 'unknown', 'policy'],
  ['Firefox, an older one that tells nothing beforehand', FIREFOX, 'unknown', 'allows', 'blocked'],
  ['Firefox, in a frame', FIREFOX, 'denied', 'unknown', 'policy'],
  ['Safari on macOS, refused', WEBKIT, 'prompt', 'allows', 'blocked'],
  ['Safari on macOS, the website is set to Deny', WEBKIT, 'denied', 'allows', 'blocked'],
  ['Safari on iOS, an older one', WEBKIT, 'unknown', 'allows', 'blocked'],
  ['Safari, in a frame', WEBKIT, 'prompt', 'unknown', 'policy'],
  ['Chrome on iOS, not allowed in Settings', WEBKIT, 'granted', 'allows', 'system'],
])('%s', (browser, message, permission, policy, refusal) => {
  const grants = browser.startsWith('Firefox') ? 'device' : 'kind';
  expect(explainRefusal({ error: new DOMException(message, 'NotAllowedError'), permission, policy, grants })).toBe(refusal);
});

test('a SecurityError is a page that may not ask at all, and what is no error at all is a block', () => {
  expect(explainRefusal({ error: new DOMException('', 'SecurityError'), permission: 'prompt', policy: 'allows', grants: 'kind' })).toBe('policy');
  expect(explainRefusal({ error: undefined, permission: 'unknown', policy: 'allows', grants: 'kind' })).toBe('blocked');
});

describe('asking for camera and microphone', () => {
  it('says of each why it was refused', async () => {
    const devices = new FakeDevices(() => 'NotAllowedError');
    devices.permissions.set('camera', 'denied');
    devices.policies.set('microphone', 'forbids');
    expect(Object.fromEntries(await acquire(devices, ['microphone', 'camera']))).toEqual({
      microphone: { kind: 'failed', failure: 'permission-denied', refusal: 'policy' },
      camera: { kind: 'failed', failure: 'permission-denied', refusal: 'blocked' },
    });
  });

  it('gives sound alone where it is the camera that the system refuses, without a question to the person', async () => {
    const devices = new FakeDevices((names) => (names.includes('camera') ? 'NotAllowedError' : ''));
    devices.permissions.set('microphone', 'granted');
    devices.permissions.set('camera', 'granted');
    const results = await acquire(devices, ['microphone', 'camera']);
    expect([results.get('microphone')?.kind, results.get('camera')]).toEqual(['track', { kind: 'failed', failure: 'permission-denied', refusal: 'system' }]);
    expect(devices.asked).toEqual(['microphone+camera', 'microphone', 'camera']);
  });
});

test('in Firefox a camera that is refused beside the one in use is not said to be the system’s doing', async () => {
  const devices = new FakeDevices(() => 'NotAllowedError');
  devices.grants = 'device';
  devices.permissions.set('camera', 'granted');
  const results = await acquire(devices, ['camera'], { camera: { id: 'narrow', how: 'exact' } });
  expect(results.get('camera')).toEqual({ kind: 'failed', failure: 'permission-denied', refusal: 'dismissed' });
});

describe('a permission that is withdrawn in the call', () => {
  it.each([['denied', 'blocked'], ['prompt', 'dismissed']] as const)('and is %s then is said to be %s', async (permission, refusal) => {
    const { devices, media, picture, permit } = await call();
    devices.permissions.set('camera', permission);
    picture.endByItself();
    permit('camera', permission);
    await settle();
    expect(media.state.camera).toEqual({ kind: 'failed', failure: 'permission-denied', refusal });
  });
});

test('what was refused by the system or a policy stays so whatever the browser says of itself, and a third question closed is a block', () => {
  expect(refusalNow('permission-denied', 'system', 'prompt')).toBe('system');
  expect(refusalNow('permission-denied', 'policy', 'denied')).toBe('policy');
  expect(refusalNow('permission-denied', 'dismissed', 'denied')).toBe('blocked');
  expect(refusalNow('permission-denied', 'blocked', 'prompt')).toBe('blocked');
  expect(refusalNow('no-device', 'blocked', 'granted')).toBeUndefined();
});
