export { whyNoCalls } from './devices/browser-features.ts';
export { DEVICE_KINDS, type DeviceKind } from './devices/device-list.ts';
export type { ScreenContent, ScreenFailure, ScreenView } from './screen/screen-view.ts';
export type { InputKind } from './inputs/local-media-state.ts';
