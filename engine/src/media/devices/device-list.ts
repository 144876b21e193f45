/** The devices of a machine, as enumerateDevices lists them, and which of them is the default. Pure. */
import { facingOfLabel, type Facing } from './facing.ts';

/** What can be chosen: what one is heard and seen with, and what one hears with. */
export const DEVICE_KINDS = ['microphone', 'camera', 'speaker'] as const;
/** One of DEVICE_KINDS. */
export type DeviceKind = (typeof DEVICE_KINDS)[number];

export interface Device {
  /** Empty as long as the page has no permission for its kind; 'default' in Chromium for whatever the system's default is. */
  readonly id: string;
  readonly label: string;
  /** The same for the microphone, camera and speaker of one thing. */
  readonly group: string;
  /** Of a camera, where the browser tells or its name does. */
  readonly facing?: Facing;
}

export type DeviceList = Readonly<Record<DeviceKind, readonly Device[]>>;

export const NO_DEVICES_LISTED: DeviceList = { microphone: [], camera: [], speaker: [] };

/** Chromium's entries that stand for a device listed elsewhere. The one for communications only repeats another. */
const DEFAULT_ID = 'default';
const COMMUNICATIONS_ID = 'communications';

/** An input may tell what it can do, once the page has a permission for its kind. */
export interface ListedDevice extends Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label' | 'groupId'> {
  getCapabilities?(): MediaTrackCapabilities;
}

export function listDevices(infos: readonly ListedDevice[]): DeviceList {
  const of = (kind: MediaDeviceKind): readonly Device[] =>
    infos
      .filter((info) => info.kind === kind && info.deviceId !== COMMUNICATIONS_ID)
      .map((info) => {
        const facing = facingOfListed(info);
        return { id: info.deviceId, label: info.label, group: info.groupId, ...(facing && { facing }) };
      });
  return { microphone: of('audioinput'), camera: of('videoinput'), speaker: of('audiooutput') };
}

function facingOfListed(info: ListedDevice): Facing | undefined {
  if (info.kind !== 'videoinput') return undefined;
  const mode = facingModeOf(info);
  if (mode === 'environment') return 'rear';
  return mode === 'user' ? 'front' : facingOfLabel(info.label);
}

/** One device that can't be asked, say because it has just gone, costs the list no other. */
function facingModeOf(info: ListedDevice): string | undefined {
  try {
    return info.getCapabilities?.().facingMode?.[0];
  } catch {
    return undefined;
  }
}

export function isSameList(a: DeviceList, b: DeviceList): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The default comes first (Media Capture, 9.2); in Chromium it is listed twice, first as 'default'. */
export function defaultOf(devices: readonly Device[]): Device | undefined {
  return devices.find(({ id }) => id === DEFAULT_ID) ?? devices[0];
}

/** Whether who holds the device `id` holds the default. */
export function isDefault(id: string | undefined, devices: readonly Device[]): boolean {
  return id !== undefined && id !== '' && id === defaultOf(devices)?.id;
}

/** Tells one default from another: in Chromium the id stays 'default', and group and label change. */
export function identityOf(device: Device): string {
  return JSON.stringify([device.id, device.group, device.label]);
}

/**
 * The device that Chromium's 'default' stands for. Asked for 'default' while the former default is still in use,
 * Chromium gives the former one again; asked for the device itself, it gives that.
 */
export function behindDefault(entry: Device, devices: readonly Device[]): Device {
  if (entry.id !== DEFAULT_ID) return entry;
  const inGroup = devices.filter(({ id, group }) => id !== DEFAULT_ID && group === entry.group);
  return inGroup.find(({ label }) => entry.label.endsWith(label)) ?? inGroup[0] ?? devices.find(({ id, label }) => id !== DEFAULT_ID && label !== '' && entry.label.endsWith(label)) ?? entry;
}
