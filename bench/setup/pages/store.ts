/** What the store itself takes: from a warm write of one client to the snapshot of another. */
import { initializeApp } from 'firebase/app';
import { connectFirestoreEmulator, doc, getFirestore, onSnapshot, setDoc } from 'firebase/firestore';
import { isCaller, parameter } from './stage.ts';

/** A warm-up and the writes that count, each a while after the one before. */
const WRITES = 12;
const BETWEEN_MS = 250;

export interface StoreTimes {
  /** By the number written, ms since 1970. */
  readonly at: number[];
}

declare global {
  interface Window {
    storeTimes?: StoreTimes;
  }
}

const firestore = getFirestore(initializeApp({ projectId: parameter('project') }));
connectFirestoreEmulator(firestore, '127.0.0.1', Number(parameter('firestore')));
const note = doc(firestore, 'notes', parameter('note'));
const times: StoreTimes = { at: [] };
window.storeTimes = times;
const keep = (number: number): void => {
  times.at[number] = performance.timeOrigin + performance.now();
};

if (isCaller) {
  for (let number = 0; number < WRITES; number += 1) {
    keep(number);
    await setDoc(note, { number });
    await new Promise((resolve) => {
      setTimeout(resolve, BETWEEN_MS);
    });
  }
  document.title = 'done';
} else {
  onSnapshot(note, (snapshot) => {
    document.title = 'listening';
    const { number } = snapshot.data() ?? {};
    if (typeof number === 'number') keep(number);
  });
}
