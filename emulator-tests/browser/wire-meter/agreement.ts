import { expect } from 'vitest';
import type { Operations } from '../../../web/src/signaling/operation-meter.ts';
import { IN_FLIGHT, OVERTAKEN, type Bill } from './bill.ts';

const UNSEEN = [' (ended)', IN_FLIGHT, OVERTAKEN];

/**
 * The app's count and the wire's are one. The news that the call has ended may be delivered, and billed, to a listener
 * that the page has just let go of, since the call has ended; and a delivery may be in flight to a stream that is given up,
 * or overtaken: those alone the app can't see.
 */
export function expectAgreement({ writes, reads, deletes }: Operations, bill: Bill): void {
  const told = `the app counts ${writes} writes, ${reads} reads and ${deletes} deletes, the wire ${bill.writes}, ${bill.reads} and ${bill.deletes}:\n${bill.items.join('\n')}`;
  expect({ writes, deletes }, told).toEqual({ writes: bill.writes, deletes: bill.deletes });
  const unseen = bill.items.filter((item) => item.startsWith('read ') && UNSEEN.some((mark) => item.endsWith(mark))).length;
  expect(reads, told).toBeLessThanOrEqual(bill.reads);
  expect(reads, told).toBeGreaterThanOrEqual(bill.reads - unseen);
}
