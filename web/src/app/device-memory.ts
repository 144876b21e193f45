import { browserStorage, type KeyValues } from '../base/storage/key-values.ts';
import type { DeviceRole } from '../media/device-list.ts';
import { INPUTS, type Input } from '../media/local-media-state.ts';

const OFF_KEY = 'firelink/devices';
const CHOSEN_KEY = 'firelink/chosen-devices';
const ROLES: readonly DeviceRole[] = ['microphone', 'camera', 'speaker'];

export interface DeviceMemory {
  wished(): Record<Input, boolean>;
  remember(input: Input, isOn: boolean): void;
  /** Ids of chosen devices: random, of this site alone, and void when its data are cleared. */
  chosen(): Readonly<Partial<Record<DeviceRole, string>>>;
  rememberChoice(role: DeviceRole, id: string): void;
}

/**
 * Which devices this tab had switched off (whoever muted and reloads is still muted), and which ones this browser uses
 * (whoever chose a headset has it in the next call, too).
 */
export function createDeviceMemory(tab: KeyValues = browserStorage.session, browser: KeyValues = browserStorage.local): DeviceMemory {
  const off = new Set((tab.get(OFF_KEY) ?? '').split(','));
  let chosen = parseChosen(browser.get(CHOSEN_KEY) ?? '');
  return {
    wished: () => ({ microphone: !off.has('microphone'), camera: !off.has('camera') }),
    remember(input, isOn) {
      if (isOn) off.delete(input);
      else off.add(input);
      tab.set(OFF_KEY, INPUTS.filter((name) => off.has(name)).join(','));
    },
    chosen: () => chosen,
    rememberChoice(role, id) {
      chosen = { ...chosen, [role]: id };
      browser.set(CHOSEN_KEY, JSON.stringify(chosen));
    },
  };
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
