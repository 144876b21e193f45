export type { CallView, LocalView } from './call/call-view.ts';
export { AppError, type Failure } from './base/errors.ts';
