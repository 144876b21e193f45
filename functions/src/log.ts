/** Port of the structured log: one line with fields that can be searched. No field ever holds a credential. */
export type Log = (severity: 'info' | 'warning' | 'error', message: string, fields: Readonly<Record<string, unknown>>) => void;
