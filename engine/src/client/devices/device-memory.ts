import { isText, NO_FIELDS, parseJsonObject } from '../../base/parse.ts';
import { browserStorage, type KeyValues } from '../../base/storage/key-values.ts';
import { DEVICE_KINDS, type DeviceKind } from '../../media/devices/device-list.ts';
import type { Facing } from '../../media/devices/facing.ts';
import { INPUTS, type InputKind } from '../../media/inputs/local-media-state.ts';

const OFF_KEY = 'firelink/devices';
const CHOSEN_KEY = 'firelink/chosen-devices';
const MIRRORED_KEY = 'firelink/mirrored';

export interface DeviceMemory {
  wished(): Record<InputKind, boolean>;
  remember(input: InputKind, isOn: boolean): void;
  /** Ids of chosen devices: random, of this site alone, and void when its data are cleared. */
  chosen(): Readonly<Partial<Record<DeviceKind, string>>>;
  rememberChoice(kind: DeviceKind, id: string): void;
  /** Whether one sees oneself as in a mirror, by where the camera looks: the front alone, unless the person chose otherwise. */
  mirrored(facing: Facing): boolean;
  rememberMirrored(facing: Facing, isMirrored: boolean): void;
}

/**
 * A person's wishes for their devices: which are switched off, and which ones are used. They belong to the person and
 * the browser: a muted person is still muted after a reload, in a new tab and in the next call.
 */
export function createDeviceMemory(browser: KeyValues = browserStorage.local): DeviceMemory {
  // Asked each time: the person may have switched something in another tab since.
  const areOff = (): Set<string> => new Set((browser.get(OFF_KEY) ?? '').split(','));
  let chosen = parseChosen(browser.get(CHOSEN_KEY) ?? '');
  const mirrored = parseMirrored(browser.get(MIRRORED_KEY) ?? '');
  return {
    wished() {
      const off = areOff();
      return { microphone: !off.has('microphone'), camera: !off.has('camera') };
    },
    remember(input, isOn) {
      const off = areOff();
      if (isOn) off.delete(input);
      else off.add(input);
      browser.set(OFF_KEY, INPUTS.filter((name) => off.has(name)).join(','));
    },
    chosen: () => chosen,
    rememberChoice(kind, id) {
      chosen = { ...parseChosen(browser.get(CHOSEN_KEY) ?? ''), [kind]: id };
      browser.set(CHOSEN_KEY, JSON.stringify(chosen));
    },
    mirrored: (facing) => mirrored.has(facing),
    rememberMirrored(facing, isMirrored) {
      if (isMirrored) mirrored.add(facing);
      else mirrored.delete(facing);
      browser.set(MIRRORED_KEY, FACINGS.filter((one) => mirrored.has(one)).join(',') || NONE);
    },
  };
}

const FACINGS: readonly Facing[] = ['front', 'rear'];
const NONE = 'none';

function parseMirrored(text: string): Set<Facing> {
  return new Set(text === '' ? ['front'] : FACINGS.filter((facing) => text.split(',').includes(facing)));
}

function parseChosen(text: string): Partial<Record<DeviceKind, string>> {
  const parsed = parseJsonObject(text);
  const entries = Object.entries(parsed.ok ? parsed.value : NO_FIELDS);
  return Object.fromEntries(DEVICE_KINDS.flatMap((kind) => entries.filter(([name, id]) => name === kind && isText(id))));
}
