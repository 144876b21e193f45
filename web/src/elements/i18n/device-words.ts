import { enDevices } from './en-devices.ts';
import { loadedLaterWords } from './index.ts';
import type { DeviceWords } from './words.ts';

export type { DeviceWords } from './words.ts';

/** The words for devices that come after them. Nothing that the first screen is made of imports this. */
export function deviceWords(): DeviceWords {
  return loadedLaterWords() ?? enDevices;
}
