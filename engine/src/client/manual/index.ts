export { ManualAttempt, type AttemptOptions, type ManualSettings } from './manual-attempt.ts';
export { readManualText, type Reply } from '../../signaling/manual/manual-text.ts';
export { OwnDevices } from '../devices/own-devices.ts';
export { PageCertificate } from '../page-certificate.ts';
