/** What a page's connection counts, read over a while. */
import type { Participant } from '../participants/participant.ts';

export interface Flow {
  readonly soundPackets: number;
  readonly soundSent: number;
  /** Of the sound that was played, how much was made up. */
  readonly concealedPercent: number;
  /** Of the other side, decoded. */
  readonly pictures: number;
  readonly sentKbps: number;
}

interface Counters {
  readonly at: number;
  readonly soundPackets: number;
  readonly soundSent: number;
  readonly concealed: number;
  readonly samples: number;
  readonly pictures: number;
  readonly bytesSent: number;
  readonly width: number;
  readonly framesPerSecond: number;
}

export async function since(who: Participant, ms: number): Promise<Flow> {
  const before = await who.page.evaluate(count);
  await who.page.waitForTimeout(ms);
  const after = await who.page.evaluate(count);
  return {
    soundPackets: after.soundPackets - before.soundPackets,
    soundSent: after.soundSent - before.soundSent,
    concealedPercent: (100 * (after.concealed - before.concealed)) / Math.max(1, after.samples - before.samples),
    pictures: after.pictures - before.pictures,
    sentKbps: Math.round(((after.bytesSent - before.bytesSent) * 8) / (after.at - before.at)),
  };
}

/** The picture as it is sent at present. */
export async function sendingNow(who: Participant): Promise<{ readonly width: number; readonly framesPerSecond: number }> {
  const { width, framesPerSecond } = await who.page.evaluate(count);
  return { width, framesPerSecond };
}

/** In the page. Of the connection that is used; the microphone's place is the first, the camera's the second. */
async function count(): Promise<Counters> {
  const connection = window.labRecord?.connections.findLast(({ connectionState }) => connectionState === 'connected');
  const entries: Record<string, number | string | undefined>[] = [];
  (await connection?.getStats())?.forEach((entry: Record<string, number | string | undefined>) => entries.push(entry));
  const entry = (type: string, mid: string) => entries.find((one) => one['type'] === type && one['mid'] === mid) ?? {};
  const [sound, seen, said, shown] = [entry('inbound-rtp', '0'), entry('inbound-rtp', '1'), entry('outbound-rtp', '0'), entry('outbound-rtp', '1')];
  const sent = entries.filter(({ type }) => type === 'outbound-rtp').reduce((sum, one) => sum + Number(one['bytesSent'] ?? 0) + Number(one['headerBytesSent'] ?? 0), 0);
  return {
    at: performance.now(),
    soundPackets: Number(sound['packetsReceived'] ?? 0),
    soundSent: Number(said['packetsSent'] ?? 0),
    concealed: Number(sound['concealedSamples'] ?? 0) - Number(sound['silentConcealedSamples'] ?? 0),
    samples: Number(sound['totalSamplesReceived'] ?? 0),
    pictures: Number(seen['framesDecoded'] ?? 0),
    bytesSent: sent,
    width: Number(shown['frameWidth'] ?? 0),
    framesPerSecond: Number(shown['framesPerSecond'] ?? 0),
  };
}
