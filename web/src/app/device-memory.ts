import { INPUTS, type Input } from '../media/local-media-state.ts';

const KEY = 'firelink/devices';

/** Which devices this tab had switched off: whoever muted and reloads is still muted. */
export function createDeviceMemory(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): {
  wished(): Record<Input, boolean>;
  remember(input: Input, isOn: boolean): void;
} {
  const off = new Set((storage?.getItem(KEY) ?? '').split(','));
  return {
    wished: () => ({ microphone: !off.has('microphone'), camera: !off.has('camera') }),
    remember(input, isOn) {
      if (isOn) off.delete(input);
      else off.add(input);
      storage?.setItem(KEY, INPUTS.filter((name) => off.has(name)).join(','));
    },
  };
}
