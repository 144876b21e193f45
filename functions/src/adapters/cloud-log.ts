import { logger } from 'firebase-functions';
import type { Log } from '../log.ts';

/** Cloud Logging through the SDK: fields become `jsonPayload`, and the severity can be alerted on. */
export const cloudLog: Log = (severity, message, fields) => {
  const write = { info: logger.info, warning: logger.warn, error: logger.error }[severity];
  write(message, fields);
};
