export type { CallView, DeviceReplacement, DeviceView, LocalView } from './call-view.ts';
export { reasonFor, type EndedReason } from './machine/reasons.ts';
export type { CallState, Trouble } from './machine/state.ts';
export type { Opening } from './call-ports.ts';
export type { CallQuality, FlowNumbers, QualityLevel, QualityReason } from '../stats/call-quality.ts';
