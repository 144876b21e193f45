import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { DrainRate, START_RATE } from './drain-rate.ts';

/** A link that carries this many bytes a second, and a queue that is looked at every 10 ms. */
class Link {
  readonly clock = new ManualClock();
  readonly rate = new DrainRate(this.clock);
  queued = 0;
  bytesPerSecond: number;

  constructor(bytesPerSecond: number) {
    this.bytesPerSecond = bytesPerSecond;
  }

  put(bytes: number): void {
    this.rate.observe(this.queued);
    this.queued += bytes;
    this.rate.add(bytes);
  }

  async run(ms: number, refill = 0): Promise<void> {
    for (let at = 0; at < ms; at += 10) {
      if (this.queued < refill) this.put(refill - this.queued);
      await this.clock.advance(10);
      this.queued = Math.max(0, this.queued - this.bytesPerSecond / 100);
      this.rate.observe(this.queued);
    }
  }
}

describe('the rate of what drains', () => {
  it('comes near to what the link carries while the queue holds something, up and down', async () => {
    const link = new Link(1_000_000);
    await link.run(2_000, 100_000);
    expect(link.rate.bytesPerSecond).toBeCloseTo(1_000_000, -4);
    link.bytesPerSecond = 50_000;
    await link.run(2_000, 100_000);
    expect(link.rate.bytesPerSecond).toBeCloseTo(50_000, -4);
  });

  it('is not lowered by a queue that runs empty, for then the link waits for the sender', async () => {
    const link = new Link(1_000_000);
    await link.run(2_000, 100_000);
    for (let count = 0; count < 50; count++) {
      link.put(100);
      await link.run(100);
    }
    expect(link.rate.bytesPerSecond).toBeGreaterThan(900_000);
  });

  it('is raised by a queue that runs empty faster than was thought', async () => {
    const link = new Link(10_000_000);
    for (let count = 0; count < 10; count++) {
      link.put(16_384);
      await link.run(10);
    }
    expect(link.rate.bytesPerSecond).toBeGreaterThan(10 * START_RATE);
  });

  it('begins with a link that nothing is known of', () => {
    expect(new DrainRate(new ManualClock()).bytesPerSecond).toBe(START_RATE);
  });
});
