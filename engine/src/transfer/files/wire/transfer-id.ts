/** A transfer's id, the same on both sides: the sender's instance (16 random bytes) and the number that it has there. */
import { fromBase64Url, toBase64Url } from '../../../base/bytes.ts';

export const INSTANCE_BYTES = 16;

/** `<22 characters of base64url>.<number>`. */
export function formatTransferId(instance: string, number: number): string {
  return `${instance}.${number}`;
}

export function instanceOf(id: string): string {
  return id.slice(0, id.indexOf('.'));
}

export function numberOfTransfer(id: string): number {
  return Number(id.slice(id.indexOf('.') + 1));
}

export function formatInstance(bytes: Uint8Array): string {
  return toBase64Url(bytes);
}

/** @throws TypeError for what is no instance */
export function instanceBytes(instance: string): Uint8Array {
  const bytes = fromBase64Url(instance);
  if (bytes?.length !== INSTANCE_BYTES) throw new TypeError('an instance is 16 bytes');
  return bytes;
}
