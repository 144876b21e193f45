export { systemClock, within, type Clock } from './clock.ts';
export { contained, uncaught } from './contained.ts';
export { AppError, toAppError, type Failure } from './errors.ts';
export { consoleSink, createLogger, type Logger } from './logger.ts';
export { fieldsOf, isNumber, isOneOf, NO_FIELDS, parseJsonObject } from './parse.ts';
export { Scope } from './scope.ts';
export { browserStorage, type KeyValues } from './storage/key-values.ts';
export { browserLocks } from './storage/locks.ts';
