import { contained, uncaught } from '../../base/contained.ts';

/**
 * The addresses that this machine has at present, as far as the browser tells a page: a connection without a server and
 * without another side gathers them, and sends nothing. Browsers give them to pages that hold a camera or a microphone,
 * and random names to all others, which reveal no address.
 */
const GATHER_LIMIT_MS = 2_000;

/** @returns them in one order; '' where they can't be told. Never rejects. */
export async function readOwnAddresses(clock: { after(delayMs: number, action: () => void): () => void }): Promise<string> {
  const addresses = new Set<string>();
  const connection = new RTCPeerConnection();
  try {
    const gathered = new Promise<void>((resolve) => {
      connection.addEventListener('icecandidate', ({ candidate }) => {
        if (!candidate) resolve();
        else if (candidate.address !== null && !candidate.address.endsWith('.local')) addresses.add(candidate.address);
      });
    });
    // Something has to be negotiated, or nothing is gathered.
    connection.createDataChannel('');
    await connection.setLocalDescription();
    await new Promise<void>((resolve) => {
      const cancel = clock.after(GATHER_LIMIT_MS, resolve);
      contained(gathered.then(() => {
        cancel();
        resolve();
      }), uncaught);
    });
    return [...addresses].toSorted().join(' ');
  } catch {
    return '';
  } finally {
    connection.close();
  }
}
