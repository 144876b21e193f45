/** Calls between two browsers, without a screen: see client.ts for how they are made. */
export { createClient, type CallOptions, type Client, type ClientOptions, type OpenOptions } from './client.ts';
export type { Call } from './client/call.ts';
export type { HandControls } from './call/participant/raised-hand.ts';
export type { ChannelOptions, DataChannel, DataChannelKind, JournalPlace } from './client/data-channel.ts';
export type { SendOutcome, SendRefusal } from './call/channels/reliable-channel.ts';
export type { ClientConfig } from './client/config.ts';
export { loadSiteConfig } from './client/site-config.ts';
export type { LocalMediaControls } from './client/devices/client-media.ts';
export type { CallView, DeviceView, LocalView, RemoteView } from './call/call-view.ts';
export type { ScreenContent, ScreenControls, ScreenFailure, ScreenView } from './media/screen/screen-view.ts';
export type { EndedReason } from './call/machine/reasons.ts';
export type { CallState } from './call/machine/state.ts';
export type { Logger } from './base/logger.ts';
export { AppError, FAILURES, type Failure } from './base/errors.ts';
