export { ManualAttempt, type AttemptOptions, type ManualSettings } from './manual-attempt.ts';
export { readManualText, type Reply } from '../../signaling/manual/manual-text.ts';
export { OwnDevices } from '../devices/own-devices.ts';
export { RaisedHand, type HandControls } from '../../call/participant/raised-hand.ts';
export { DataChannels } from '../calls/data-channels.ts';
export type { ChannelOptions, DataChannel, DataChannelKind } from '../data-channel.ts';
export { PageCertificate } from '../page-certificate.ts';
