/**
 * What the tutorials teach, on the Firestore SDK of today: after the click the offer is fetched, the answer written and
 * waited for, and only then is the caller's collection of candidates listened to; each candidate is a document.
 */
import { initializeApp } from 'firebase/app';
import {
  addDoc, collection, connectFirestoreEmulator, doc, getDoc, getFirestore, onSnapshot, setDoc, updateDoc, type CollectionReference,
} from 'firebase/firestore';
import { isCaller, offerToJoin, openDevices, parameter, shareLink, show } from './stage.ts';

const firestore = getFirestore(initializeApp({ projectId: parameter('project') }));
connectFirestoreEmulator(firestore, '127.0.0.1', Number(parameter('firestore')));
const stream = await openDevices();

function connect(): RTCPeerConnection {
  const connection = new RTCPeerConnection({ iceCandidatePoolSize: 10 });
  for (const track of stream.getTracks()) connection.addTrack(track, stream);
  connection.addEventListener('track', ({ streams: [remote] }) => {
    if (remote) show(remote);
  });
  return connection;
}

function sendCandidates(connection: RTCPeerConnection, to: CollectionReference): void {
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate) void addDoc(to, candidate.toJSON());
  });
}

function takeCandidates(connection: RTCPeerConnection, from: CollectionReference): void {
  onSnapshot(from, (snapshot) => {
    for (const change of snapshot.docChanges()) if (change.type === 'added') void connection.addIceCandidate(change.doc.data());
  });
}

async function startCall(): Promise<void> {
  const room = doc(collection(firestore, 'rooms'));
  const connection = connect();
  sendCandidates(connection, collection(room, 'callerCandidates'));
  const offer = await connection.createOffer();
  await connection.setLocalDescription(offer);
  await setDoc(room, { offer: { type: offer.type, sdp: offer.sdp } });
  onSnapshot(room, (snapshot) => {
    const answer = snapshot.data()?.['answer'] as RTCSessionDescriptionInit | undefined;
    if (answer && !connection.currentRemoteDescription) void connection.setRemoteDescription(answer);
  });
  takeCandidates(connection, collection(room, 'calleeCandidates'));
  shareLink({ room: room.id });
}

async function joinCall(): Promise<void> {
  const room = doc(firestore, 'rooms', parameter('room'));
  const { offer } = (await getDoc(room)).data() as { readonly offer: RTCSessionDescriptionInit };
  const connection = connect();
  sendCandidates(connection, collection(room, 'calleeCandidates'));
  await connection.setRemoteDescription(offer);
  performance.mark('bench:able-to-answer');
  const answer = await connection.createAnswer();
  await connection.setLocalDescription(answer);
  await updateDoc(room, { answer: { type: answer.type, sdp: answer.sdp } });
  takeCandidates(connection, collection(room, 'callerCandidates'));
}

if (isCaller) {
  await startCall();
} else {
  await offerToJoin();
  await joinCall();
}
