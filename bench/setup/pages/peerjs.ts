/** PeerJS as its own page shows it, with its server on this machine. The page that opens the link calls. */
import { Peer } from 'peerjs';
import { isCaller, offerToJoin, openDevices, parameter, shareLink, show } from './stage.ts';

const peer = new Peer({ host: '127.0.0.1', port: Number(parameter('server')), path: '/', config: { iceServers: [] } });
const [stream, id] = await Promise.all([openDevices(), new Promise<string>((resolve) => {
  peer.on('open', resolve);
})]);

if (isCaller) {
  peer.on('call', (call) => {
    call.on('stream', (remote) => void show(remote));
    call.answer(stream);
  });
  shareLink({ id });
} else {
  await offerToJoin();
  peer.call(parameter('id'), stream).on('stream', (remote) => void show(remote));
}
