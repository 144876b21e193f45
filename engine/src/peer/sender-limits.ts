/** What each slot may take of the link, and what it gives up first: docs/decisions has why (sound first). */
import type { Slot } from './peer.ts';

interface SenderLimits {
  /** Of all that this page sends, how the browser shares out what the link has (W3C webrtc-priority). */
  readonly priority: RTCPriorityType;
  /** bit/s */
  readonly maxBitrate?: number;
  readonly degradationPreference?: Degradation;
}

/** W3C mst-content-hint; TypeScript's DOM has no name for it in every release. */
type Degradation = 'maintain-framerate' | 'maintain-resolution' | 'balanced';

/**
 * A voice needs 30 to 50 kbit/s and nothing that it lacks can be made up for, so it is never limited. Faces at 720p
 * and 30 pictures a second gain nothing above 2 Mbit/s in VP8; what is left is for the screen. What the screen gives up
 * first follows from the content hint of its track, sharp text or motion: said here, it would stand above the hint.
 */
export const SENDER_LIMITS: Readonly<Record<Slot, SenderLimits>> = {
  microphone: { priority: 'high' },
  camera: { priority: 'low', maxBitrate: 2_000_000, degradationPreference: 'maintain-framerate' },
  screen: { priority: 'medium', maxBitrate: 2_500_000 },
  screenSound: { priority: 'medium' },
};

/** As much of RTCRtpSender as is needed. */
export type LimitedSender = Pick<RTCRtpSender, 'getParameters' | 'setParameters'>;

/**
 * Writes the limits of `slot` into its sender. A member that a browser doesn't know is ignored by it (a dictionary);
 * one that it refuses is left out at a second try. Encodings are neither added nor taken away, which every browser
 * refuses, and none are there yet in Chromium for a microphone whose answer is not set: call again once it is.
 * Never rejects: a call without limits is a call.
 *
 * @returns whether the browser took them
 */
export async function limitSender(sender: LimitedSender, slot: Slot): Promise<boolean> {
  const { maxBitrate } = SENDER_LIMITS[slot];
  if (await write(sender, SENDER_LIMITS[slot])) return true;
  return maxBitrate !== undefined && (await write(sender, { maxBitrate }));
}

async function write(sender: LimitedSender, limits: Partial<SenderLimits>): Promise<boolean> {
  const { priority, maxBitrate, degradationPreference } = limits;
  try {
    // Asked for and given back in one go: what lies between makes the browser refuse it.
    const parameters: RTCRtpSendParameters & { degradationPreference?: Degradation } = sender.getParameters();
    if (parameters.encodings.length === 0) return false;
    if (degradationPreference !== undefined) parameters.degradationPreference = degradationPreference;
    for (const encoding of parameters.encodings) {
      if (priority !== undefined) Object.assign(encoding, { priority, networkPriority: priority });
      if (maxBitrate !== undefined) encoding.maxBitrate = maxBitrate;
    }
    await sender.setParameters(parameters);
    return true;
  } catch {
    return false;
  }
}
