export { LinkCall } from './calls/link-call.ts';
export { LiveCall } from './calls/live-call.ts';
export { loadConfig, readConfig, type AppConfig } from './config.ts';
export { OwnDevices } from './devices/own-devices.ts';
export { pageCertificate } from './page-certificate.ts';
export { createRoleMemory } from './calls/role-memory.ts';
export { openingView } from './opening-view.ts';
export { createNameMemory } from './participant/name-memory.ts';
