import { describe, expect, it, test } from 'vitest';
import { settle } from '../../base/testing/manual-clock.ts';
import { listDevices } from './device-list.ts';
import { call } from '../testing/call-room.ts';

const FRONT = { id: 'front', label: 'Front', group: '', facing: 'front' } as const;
const REAR = { id: 'rear', label: 'Rear', group: '', facing: 'rear' } as const;
const WIDE_REAR = { id: 'wide rear', label: 'Wide', group: '', facing: 'rear' } as const;

async function phone() {
  const one = await call();
  one.plug({ camera: [FRONT, REAR, WIDE_REAR] });
  await settle();
  const chosen = one.media.choose('camera', 'front');
  one.devices.grant();
  await chosen;
  one.devices.asked.length = 0;
  return one;
}

describe('flipping', () => {
  it('lets the front camera go first, and opens the first rear one; and back', async () => {
    const { devices, media, camera, sent } = await phone();
    const front = sent('camera');
    expect(media.canFlip).toBe(true);
    const there = media.flip();
    expect([front?.readyState, camera(), sent('camera')]).toEqual(['ended', 'starting', null]);
    devices.grant();
    expect([await there, camera(), media.chosen('camera')]).toEqual(['rear', 'Rear', 'rear']);
    const back = media.flip();
    devices.grant();
    expect([await back, camera(), devices.asked]).toEqual(['front', 'Front', ['camera', 'camera']]);
  });

  it('to a camera that can’t be had takes the one before again', async () => {
    const { devices, media, camera } = await phone();
    const flipped = media.flip();
    devices.refuse('NotReadableError');
    await settle();
    devices.grant();
    expect([await flipped, camera(), media.chosen('camera')]).toEqual([undefined, 'Front', 'front']);
  });

  it('twice at once is once', async () => {
    const { devices, media, camera } = await phone();
    const flips = [media.flip(), media.flip()];
    devices.grant();
    await Promise.all(flips);
    expect([camera(), devices.asked]).toEqual(['Rear', ['camera']]);
  });

  it('and switching the camera off meanwhile leaves it off', async () => {
    const { devices, media, camera } = await phone();
    const flipped = media.flip();
    void media.setCamera(false);
    const [track] = devices.grant();
    await flipped;
    expect([camera(), track?.readyState]).toEqual(['off', 'ended']);
  });

  it('is not offered where all cameras look one way, or the browser doesn’t tell', async () => {
    const { media, plug } = await phone();
    plug({ camera: [FRONT, { ...REAR, facing: 'front' }] });
    await settle();
    expect(media.canFlip).toBe(false);
    const { media: desk } = await call();
    expect(desk.canFlip).toBe(false);
    expect(await desk.flip()).toBeUndefined();
  });
});

test.each([
  [{ label: 'カメラ', getCapabilities: () => ({ facingMode: ['environment'] }) }, 'rear'],
  [{ label: 'camera2 1, facing front', getCapabilities: () => ({}) }, 'front'],
  [{ label: 'camera2 0, facing back' }, 'rear'],
  [{ label: '後置相機' }, 'rear'],
  [{ label: '前面カメラ' }, 'front'],
  [{ label: 'HD Webcam' }, undefined],
])('camera %# of a list looks where the browser says, or its name', (info, facing) => {
  expect(listDevices([{ kind: 'videoinput', deviceId: 'x', groupId: '', ...info }]).camera[0]?.facing).toBe(facing);
});
