import { fieldsOf, isNumber, NO_FIELDS } from '../base/parse.ts';

/** Media packets received so far, summed over all streams (W3C WebRTC statistics, RTCReceivedRtpStreamStats). */
export function packetsReceived(report: RTCStatsReport): number {
  let sum = 0;
  report.forEach((entry: unknown) => {
    const { type, packetsReceived } = fieldsOf(entry) ?? NO_FIELDS;
    if (type === 'inbound-rtp' && isNumber(packetsReceived)) sum += packetsReceived;
  });
  return sum;
}
