import type { DeviceRole } from '../media/device-list.ts';
import { INPUTS, type Input } from '../media/local-media-state.ts';

const OFF_KEY = 'firelink/devices';
const CHOSEN_KEY = 'firelink/chosen-devices';
const ROLES: readonly DeviceRole[] = ['microphone', 'camera', 'speaker'];

type KeyValues = Pick<Storage, 'getItem' | 'setItem'>;

export interface DeviceMemory {
  wished(): Record<Input, boolean>;
  remember(input: Input, isOn: boolean): void;
  /** Ids of chosen devices: random, of this site alone, and void when its data are cleared. */
  chosen(): Readonly<Partial<Record<DeviceRole, string>>>;
  rememberChoice(role: DeviceRole, id: string): void;
}

/**
 * What a person wishes of their devices: which are switched off, and which ones are used. It belongs to the person and
 * the browser: whoever has muted is still muted after a reload, in a new tab and in the next call.
 */
export function createDeviceMemory(browser: KeyValues | undefined): DeviceMemory {
  const off = new Set((browser?.getItem(OFF_KEY) ?? '').split(','));
  let chosen = parseChosen(browser?.getItem(CHOSEN_KEY) ?? '');
  return {
    wished: () => ({ microphone: !off.has('microphone'), camera: !off.has('camera') }),
    remember(input, isOn) {
      if (isOn) off.delete(input);
      else off.add(input);
      browser?.setItem(OFF_KEY, INPUTS.filter((name) => off.has(name)).join(','));
    },
    chosen: () => chosen,
    rememberChoice(role, id) {
      chosen = { ...chosen, [role]: id };
      browser?.setItem(CHOSEN_KEY, JSON.stringify(chosen));
    },
  };
}

export function localStorageIfAllowed(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

function parseChosen(text: string): Partial<Record<DeviceRole, string>> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return {};
    const entries = Object.entries(parsed);
    return Object.fromEntries(ROLES.flatMap((role) => entries.filter(([name, id]) => name === role && typeof id === 'string')));
  } catch {
    return {};
  }
}
