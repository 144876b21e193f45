import { describe, expect, it } from 'vitest';
import { identityOf, type Device } from '../devices/device-list.ts';
import type { InputFailure } from './local-media-state.ts';
import { canRecover, explainLoss, planRepair, type Facts } from './repair.ts';

const device = (id: string, group = `group of ${id}`, label = `The ${id}`): Device => ({ id, group, label });
const [wide, narrow] = [device('wide'), device('narrow')];
const unnamed: Device = { id: '', group: '', label: '' };
/** As Chromium lists microphones. */
const standing = (of: Device): Device => ({ id: 'default', group: of.group, label: `Default - ${of.label}` });

/** A camera that was in use, was wished for and is gone; the page may use cameras. */
const lost = (facts: Partial<Facts> = {}): Facts => ({
  wish: 'on', isPending: false, held: undefined, failure: 'unplugged', choice: { kind: 'device', id: 'wide' }, permission: 'granted', grantedIds: undefined, devices: [], ...facts,
});
const held = (facts: Partial<Facts> = {}, holding: Partial<NonNullable<Facts['held']>> = {}): Facts =>
  lost({ failure: undefined, held: { deviceId: 'wide', defaultIdentity: undefined, isStale: false, ...holding }, ...facts });

describe('a repair needs no prompt', () => {
  it('so there is none where the browser would ask, or does not say', () => {
    expect(planRepair(lost({ devices: [wide] })).kind).toBe('take');
    for (const permission of ['prompt', 'denied', 'unknown'] as const) expect(planRepair(lost({ devices: [wide], permission })).kind).toBe('none');
  });

  it('so where a permission is for a device, no other is taken than those that the page has had', () => {
    const grantedIds = new Set(['wide']);
    expect(planRepair(lost({ devices: [narrow, wide], grantedIds })).kind).toBe('take');
    expect(planRepair(lost({ devices: [narrow], grantedIds })).kind).toBe('none');
    expect(planRepair(held({ devices: [wide, narrow], grantedIds }, { deviceId: 'narrow' })).kind).toBe('take');
    expect(planRepair(held({ devices: [narrow, wide], choice: { kind: 'default' }, grantedIds }, { defaultIdentity: identityOf(wide) })).kind).toBe('none');
  });

  it('nor is anything taken that is not wished, or is on its way', () => {
    expect(planRepair(lost({ devices: [wide], wish: 'off' })).kind).toBe('none');
    expect(planRepair(lost({ devices: [wide], isPending: true })).kind).toBe('none');
    expect(planRepair(lost({ devices: [wide], wish: 'muted' })).kind).toBe('take');
  });
});

describe('what is gone', () => {
  it('is waited for where there is no other', () => {
    expect(planRepair(lost())).toEqual({ kind: 'none' });
  });

  it('is taken again once it is there, and another stands in meanwhile', () => {
    expect(planRepair(lost({ devices: [narrow, wide] }))).toEqual({ kind: 'take', deviceId: 'wide' });
    expect(planRepair(lost({ devices: [narrow] }))).toEqual({ kind: 'take', replacement: 'stand-in' });
  });

  it('never was where nothing was granted yet: then any will do', () => {
    expect(planRepair(lost({ failure: 'no-device', choice: undefined, devices: [narrow] }))).toEqual({ kind: 'take' });
  });

  it('and is busy is waited for: another camera would show another picture', () => {
    expect(planRepair(lost({ failure: 'device-busy', devices: [narrow, wide] }))).toEqual({ kind: 'take', deviceId: 'wide' });
    expect(planRepair(lost({ failure: 'device-busy', devices: [narrow] }))).toEqual({ kind: 'none' });
  });

  it('because a browser can’t, stays gone', () => {
    expect(planRepair(lost({ failure: 'unsupported-browser', devices: [wide] })).kind).toBe('none');
  });

  it('and was the default is the default, by its own name', () => {
    expect(planRepair(lost({ choice: { kind: 'default' }, devices: [standing(narrow), wide, narrow] }))).toEqual({ kind: 'take', deviceId: 'narrow' });
  });
});

describe('what works', () => {
  it('is left alone', () => {
    expect(planRepair(held({ devices: [wide, narrow] })).kind).toBe('none');
    expect(planRepair(held({ devices: [] })).kind).toBe('none');
  });

  it('in another’s place goes when that is there again', () => {
    expect(planRepair(held({ devices: [wide, narrow] }, { deviceId: 'narrow' }))).toEqual({ kind: 'take', deviceId: 'wide', replacement: 'back' });
    expect(planRepair(held({ devices: [narrow] }, { deviceId: 'narrow' })).kind).toBe('none');
  });

  it('as the default follows the default, whose id stays the same in Chromium', () => {
    const facts = { choice: { kind: 'default' } as const, devices: [standing(narrow), wide, narrow] };
    const on = (of: Device): Facts => held(facts, { deviceId: 'default', defaultIdentity: identityOf(standing(of)) });
    expect(planRepair(on(wide))).toEqual({ kind: 'take', deviceId: 'narrow', replacement: 'default' });
    expect(planRepair(on(narrow)).kind).toBe('none');
  });

  it('as the default follows it where the first of the list is the default', () => {
    const facts = { choice: { kind: 'default' } as const, devices: [narrow, wide] };
    expect(planRepair(held(facts, { defaultIdentity: identityOf(wide) }))).toEqual({ kind: 'take', deviceId: 'narrow', replacement: 'default' });
  });

  it('and was silenced while the page was hidden is asked for anew', () => {
    expect(planRepair(held({ devices: [wide] }, { isStale: true }))).toEqual({ kind: 'take', deviceId: 'wide' });
  });
});

describe('a track that ended by itself', () => {
  const cases: readonly [string, PermissionState | 'unknown', boolean, readonly Device[], InputFailure][] = [
    ['is unplugged when its device is not listed', 'granted', true, [narrow], 'unplugged'],
    ['is unplugged when nothing is listed', 'granted', true, [], 'unplugged'],
    ['was taken when its device is still there', 'granted', true, [wide], 'device-busy'],
    ['is blocked when the permission is', 'denied', true, [], 'permission-denied'],
    ['is blocked when the permission is taken back', 'prompt', true, [wide], 'permission-denied'],
    ['is blocked when ids are told no more', 'prompt', false, [unnamed], 'permission-denied'],
    ['was taken, in a browser that never says granted', 'prompt', false, [wide], 'device-busy'],
    ['is not said to be blocked where the permission isn’t told this time', 'unknown', true, [narrow], 'unplugged'],
    ['is unplugged, in a browser that says nothing', 'unknown', false, [narrow], 'unplugged'],
  ];
  it.each(cases)('%s', (_what, permission, wasGranted, devices, failure) => {
    expect(explainLoss('wide', wasGranted, { permission, devices })).toBe(failure);
  });
});

describe('that it comes by itself is said', () => {
  const known = new Set(['wide']);
  const cases: readonly [string, InputFailure, PermissionState, ReadonlySet<string> | undefined, boolean][] = [
    ['of what is gone, since any other will do', 'unplugged', 'granted', undefined, true],
    ['not of what is gone where no other is permitted', 'unplugged', 'granted', known, false],
    ['of what is busy, since it is the same one', 'device-busy', 'granted', known, true],
    ['not of what was busy before the page ever had it', 'device-busy', 'granted', new Set(), false],
    ['of nothing that the browser would ask for', 'unplugged', 'prompt', undefined, false],
    ['of nothing that is blocked: the words say what to do', 'permission-denied', 'granted', undefined, false],
    ['of nothing that the browser can’t', 'unsupported-browser', 'granted', undefined, false],
  ];
  it.each(cases)('%s', (_what, failure, permission, grantedIds, willRecover) => {
    expect(canRecover(failure, { permission, grantedIds })).toBe(willRecover);
  });
});
