export { whyNoCalls } from './devices/browser-features.ts';
export type { DeviceRole } from './devices/device-list.ts';
export type { Input } from './inputs/local-media-state.ts';
