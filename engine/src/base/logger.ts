/**
 * A log that refuses secrets. Rubric: `error` for what someone must look at, `warn` for what was repaired,
 * `info` for a change of phase (a dozen lines a call), `debug` for everything else.
 */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export interface LogEntry {
  readonly level: LogLevel;
  readonly part: string;
  readonly message: string;
  readonly details?: unknown;
}
/** Where a client reports what it does. It may be called at any time and must not throw. */
export interface Logger {
  log(level: LogLevel, message: string, details?: unknown): void;
  /** The same log under the name of another part. */
  part(name: string): Logger;
}

/** Names of fields that never reach the log, whatever they hold. */
const SECRET_NAME = /sdp|candidate|credential|password|secret|token|authorization|fragment|ufrag|fingerprint|sealed|address|key$/i;

/** Text that gives a secret away by its looks: SDP lines, candidates, JWTs, the link's fragment, IP addresses. */
const SECRET_TEXT = [
  /(^|\s)[vosctma]=[^\r\n]{3,}\r?\n/,
  /candidate:\S+ \d/,
  /\bey[\w-]{10,}\.[\w-]{10,}/,
  /(#|%23)k(=|%3d)/i,
  /\ba=(ice-|fingerprint|candidate|crypto)/i,
  /\b\d{1,3}(\.\d{1,3}){3}\b/,
  /\b[0-9a-f]{1,4}(:[0-9a-f]{0,4}){3,7}\b/i,
  /\b[0-9a-f]{1,4}(:[0-9a-f]{1,4})*::/i,
];

const MAX_DEPTH = 4;

/** `value` with everything secret replaced by "[withheld]". Public for error reports, which go the same way. */
export function withholdSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return SECRET_TEXT.some((pattern) => pattern.test(value)) ? '[withheld]' : value;
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? '[function]' : value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (value instanceof Error) {
    const cause = value.cause === undefined ? {} : { cause: withholdSecrets(value.cause, depth + 1) };
    return { name: value.name, message: withholdSecrets(value.message), ...cause };
  }
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((item) => withholdSecrets(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, SECRET_NAME.test(name) ? '[withheld]' : withholdSecrets(field, depth + 1)]),
  );
}

/** @param write takes one entry, from which link keys, tokens and SDP have been withheld @param part the name that its entries bear */
export function createLogger(write: (entry: LogEntry) => void, part = 'app'): Logger {
  return {
    log(level, message, details) {
      const clean = String(withholdSecrets(message));
      write({ level, part, message: clean, ...(details === undefined ? {} : { details: withholdSecrets(details) }) });
    },
    part: (name) => createLogger(write, name),
  };
}

/** The browser's console, from `least` upwards. */
export function consoleSink(least: LogLevel): (entry: LogEntry) => void {
  const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
  return ({ level, part, message, details }) => {
    if (order.indexOf(level) < order.indexOf(least)) return;
    console[level](`[firelink ${part}] ${message}`, ...(details === undefined ? [] : [details]));
  };
}

export const silentLogger: Logger = createLogger(() => {});
