/** Media packets received so far, summed over all streams (W3C WebRTC statistics, RTCReceivedRtpStreamStats). */
export function packetsReceived(report: RTCStatsReport): number {
  let sum = 0;
  report.forEach((entry: unknown) => {
    if (isInbound(entry)) sum += entry.packetsReceived;
  });
  return sum;
}

function isInbound(entry: unknown): entry is { readonly packetsReceived: number } {
  if (typeof entry !== 'object' || entry === null || !('type' in entry) || entry.type !== 'inbound-rtp') return false;
  return 'packetsReceived' in entry && typeof entry.packetsReceived === 'number';
}
