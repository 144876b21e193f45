/** What the browser itself says of a page's connections: functions that run in the page. */

export interface Moment {
  /** ms since 1970, which is the same in every process of a machine. */
  readonly at: number;
  readonly what: string;
}

export interface FrameCount {
  readonly at: number;
  /** Pictures of the other side that all connections of the page have decoded by then. */
  readonly frames: number;
}

interface PageRecord {
  /** Every connection that the page has made, oldest first. */
  readonly connections: RTCPeerConnection[];
  readonly moments: Moment[];
  readonly frames: FrameCount[];
}

declare global {
  interface Window {
    labRecord?: PageRecord;
  }
}

/** An init script: keeps the page's connections, what becomes of them, and ten times a second how many frames they have decoded. */
export function recordConnections(): void {
  const record: PageRecord = { connections: [], moments: [], frames: [] };
  globalThis.window.labRecord = record;
  const note = (what: string): void => void record.moments.push({ at: Date.now(), what });
  for (const type of ['online', 'offline', 'pagehide']) globalThis.addEventListener(type, () => note(type));
  globalThis.RTCPeerConnection = class extends globalThis.RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      const name = `connection ${record.connections.push(this)}`;
      note(`${name} is made`);
      const changes = [
        ['connectionstatechange', () => this.connectionState], ['iceconnectionstatechange', () => `ICE ${this.iceConnectionState}`],
        ['icegatheringstatechange', () => `gathering ${this.iceGatheringState}`], ['signalingstatechange', () => `signaling ${this.signalingState}`],
      ] as const;
      for (const [type, state] of changes) this.addEventListener(type, () => note(`${name}: ${state()}`));
      this.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate) note(`${name}: candidate ${candidate.type ?? ''} ${candidate.protocol ?? ''} ${candidate.address ?? ''}`);
      });
      this.addEventListener('track', ({ track }) => {
        for (const type of ['mute', 'unmute']) track.addEventListener(type, () => note(`${name}: ${track.kind} ${type}`));
      });
    }
  };

  const decoded = new Map<RTCPeerConnection, number>();
  const count = async (): Promise<void> => {
    for (const connection of record.connections) {
      if (connection.connectionState === 'closed') continue;
      let frames = 0;
      (await connection.getStats()).forEach((entry: { readonly type: string; readonly framesDecoded?: number }) => {
        if (entry.type === 'inbound-rtp') frames += entry.framesDecoded ?? 0;
      });
      decoded.set(connection, frames);
    }
    record.frames.push({ at: Date.now(), frames: [...decoded.values()].reduce((sum, frames) => sum + frames, 0) });
    setTimeout(() => void count(), 100);
  };
  void count();
}

export interface Candidate {
  readonly type: string;
  /** Of a local relayed candidate: how the browser talks to the relay. */
  readonly relayProtocol?: string;
  readonly address: string;
}

export interface SelectedPair {
  readonly local: Candidate;
  readonly remote: Candidate;
}

/** In the page. Of the connection that is used; undefined while there is none. */
export async function readSelectedPair(): Promise<SelectedPair | undefined> {
  const connection = window.labRecord?.connections.findLast(({ connectionState }) => connectionState === 'connected');
  if (connection === undefined) return undefined;
  const stats = new Map<string, Record<string, unknown>>();
  (await connection.getStats()).forEach((entry: Record<string, unknown>, id: string) => stats.set(id, entry));
  const transport = [...stats.values()].find(({ type }) => type === 'transport');
  const pair = stats.get(String(transport?.['selectedCandidatePairId']));
  const candidate = (side: string): Candidate | undefined => {
    const found = stats.get(String(pair?.[`${side}CandidateId`]));
    if (found === undefined) return undefined;
    const { candidateType, relayProtocol, address } = found as { candidateType: string; relayProtocol?: string; address?: string };
    return { type: candidateType, ...(relayProtocol && { relayProtocol }), address: address ?? '' };
  };
  const [local, remote] = [candidate('local'), candidate('remote')];
  return local && remote && { local, remote };
}

/** In the page. What was recorded since `from`. */
export function readRecord(from: number): { readonly moments: readonly Moment[]; readonly frames: readonly FrameCount[] } {
  const record = window.labRecord;
  const isRecent = ({ at }: { readonly at: number }): boolean => at >= from;
  return { moments: record?.moments.filter(isRecent) ?? [], frames: record?.frames.filter(isRecent) ?? [] };
}
