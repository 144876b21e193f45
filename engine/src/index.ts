/** Calls between two browsers, without a screen: see client.ts for how they are made. */
export { createClient, type CallOptions, type Client, type ClientOptions, type OpenOptions } from './client.ts';
export type { Call } from './client/call.ts';
export type { ClientConfig } from './client/config.ts';
export type { LocalMediaControls } from './client/devices/client-media.ts';
export { createRoleMemory } from './client/calls/role-memory.ts';
export { openingView } from './client/opening-view.ts';
export { createNameMemory } from './client/participant/name-memory.ts';
export type { CallView, LocalView } from './call/call-view.ts';
export { AppError, FAILURES, type Failure } from './base/errors.ts';
