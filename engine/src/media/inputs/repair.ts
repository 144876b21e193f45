/** What to do about an input that is not as it was wished, without a prompt. Pure. */
import { behindDefault, defaultOf, identityOf, type Device } from '../devices/device-list.ts';
import type { InputFailure, ReplacementReason, Wish } from './local-media-state.ts';

/** Which device a person has, by choice or by the first grant. */
export type Choice =
  /** Whichever the system's default is at the time: it is followed. */
  | { readonly kind: 'default' }
  | { readonly kind: 'device'; readonly id: string };

export interface Held {
  readonly deviceId: string | undefined;
  /** Which default it was, for who has the default (`identityOf`); undefined until the list was read. */
  readonly defaultIdentity: string | undefined;
  /** It was silenced while the page was hidden: iOS says that such a track is live again when nothing comes out of it. */
  readonly isStale: boolean;
}

export interface Facts {
  readonly wish: Wish;
  readonly isPending: boolean;
  readonly held: Held | undefined;
  readonly failure: InputFailure | undefined;
  /** Unknown until the first grant. */
  readonly choice: Choice | undefined;
  readonly permission: PermissionState | 'unknown';
  /** Where a permission is for a device: the ids of those that the page has had. */
  readonly grantedIds: ReadonlySet<string> | undefined;
  /** Of this kind. */
  readonly devices: readonly Device[];
}

export type Repair =
  | { readonly kind: 'none' }
  /** Ask for that very device, or for whichever the browser gives. `replacement` is what to say of it. */
  | { readonly kind: 'take'; readonly deviceId?: string; readonly replacement?: ReplacementReason };

const NONE: Repair = { kind: 'none' };

/**
 * A repair asks for a device only where the browser says that it will not ask the person: without 'granted' it takes
 * a press.
 */
export function planRepair(facts: Facts): Repair {
  const { wish, isPending, permission, held, failure } = facts;
  if (wish === 'off' || isPending || permission !== 'granted') return NONE;
  if (held) return allowedBy(facts, planForHeld(facts, held));
  return failure === undefined || failure === 'unsupported-browser' ? NONE : allowedBy(facts, planForLost(facts, failure));
}

function allowedBy({ grantedIds }: Facts, repair: Repair): Repair {
  if (repair.kind === 'none' || grantedIds === undefined) return repair;
  return repair.deviceId !== undefined && grantedIds.has(repair.deviceId) ? repair : NONE;
}

function planForHeld({ choice, devices }: Facts, held: Held): Repair {
  const wanted = choiceIn(devices, choice);
  if (choice?.kind === 'device' && wanted && wanted.id !== held.deviceId) return { kind: 'take', deviceId: wanted.id, replacement: 'back' };
  if (choice?.kind === 'default' && wanted && held.defaultIdentity !== undefined && identityOf(wanted) !== held.defaultIdentity) {
    return { kind: 'take', deviceId: behindDefault(wanted, devices).id, replacement: 'default' };
  }
  return held.isStale ? { kind: 'take', ...(held.deviceId !== undefined && { deviceId: held.deviceId }) } : NONE;
}

function planForLost({ choice, devices }: Facts, failure: InputFailure): Repair {
  const [any] = devices;
  if (!any) return NONE;
  const wanted = choiceIn(devices, choice);
  if (wanted) return { kind: 'take', deviceId: behindDefault(wanted, devices).id };
  // There is one, if not the one that it was. One that is busy is waited for: another would show another picture.
  if (failure === 'device-busy' && choice?.kind === 'device') return NONE;
  return choice === undefined ? { kind: 'take' } : { kind: 'take', replacement: 'stand-in' };
}

function choiceIn(devices: readonly Device[], choice: Choice | undefined): Device | undefined {
  if (choice === undefined) return undefined;
  return choice.kind === 'default' ? defaultOf(devices) : devices.find(({ id }) => id === choice.id);
}

/** Whether such a failure is worth trying again by the clock: nothing tells when another program lets go of a device. */
export function isWorthAnotherTry(failure: InputFailure): boolean {
  return failure === 'device-busy' || failure === 'failed' || failure === 'unplugged';
}

/** Whether the input will recover by itself, as far as the page can tell; a missing device, by any that is connected. */
export function canRecover(failure: InputFailure, { permission, grantedIds }: Pick<Facts, 'permission' | 'grantedIds'>): boolean {
  if (permission !== 'granted') return false;
  if (failure === 'device-busy' || failure === 'failed') return grantedIds?.size !== 0;
  return grantedIds === undefined && (failure === 'unplugged' || failure === 'no-device');
}

/**
 * A track ends alike when its device is unplugged, when another program takes it and when the permission is gone.
 *
 * @param wasGranted the browser said so before: Safari says 'prompt' all the time, which then tells nothing
 */
export function explainLoss(deviceId: string | undefined, wasGranted: boolean, { permission, devices }: Pick<Facts, 'permission' | 'devices'>): InputFailure {
  if (permission === 'denied' || (wasGranted && permission === 'prompt')) return 'permission-denied';
  // Without permission, ids are not told.
  if (devices.some(({ id }) => id === '')) return 'permission-denied';
  return devices.some(({ id }) => id === deviceId) ? 'device-busy' : 'unplugged';
}
