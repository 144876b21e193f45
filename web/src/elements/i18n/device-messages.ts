import { enDevices } from './en-devices.ts';
import { loadedLaterMessages } from './index.ts';
import type { DeviceMessages } from './messages.ts';

export type { DeviceMessages } from './messages.ts';

/** The messages for devices that come after them. Nothing that the first screen is made of imports this. */
export function deviceMessages(): DeviceMessages {
  return loadedLaterMessages() ?? enDevices;
}
