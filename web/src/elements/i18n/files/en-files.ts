import type { FailureWords, FileMessages } from './file-messages.ts';

const other = (name = 'the other person'): string => name;
const Other = (name = 'The other person'): string => name;

const askAgain = (name?: string): string => `Ask ${other(name)} to offer it again.`;

const endedWhat = (): string => 'The call ended before the whole file had arrived.';
const malformed: FailureWords = { what: (name) => `${Other(name)}’s page sent something that makes no sense here.`, next: () => 'Reload the page on both sides, then offer the file again.' };

export const enFiles: FileMessages = {
  list: 'Files',
  sendFiles: 'Send files',
  sendFolder: 'Send a folder',
  dropHere: (name) => `Drop here to send to ${other(name)}`,
  from: (name) => `From ${other(name)}`,
  to: (name) => `To ${other(name)}`,
  unknownType: 'unknown type',
  kinds: { image: (format) => `${format} image`, audio: (format) => `${format} audio`, video: (format) => `${format} video` },
  progress: (file) => `Progress of ${file}`,
  ofSize: (done, size) => `${done} of ${size}`,
  timeLeft: (time) => `${time} left`,
  rates: (average, peak) => `Average ${average}, peak ${peak}`,
  limit: (most) => `This browser keeps files in memory alone: it takes at most ${most}.`,
  aboveLimit: (most) => `Too large for this browser, which keeps files in memory alone and takes at most ${most}. Outside a private window, or in another browser, there may be room.`,
  actions: {
    accept: { label: 'Accept', named: (file) => `Accept ${file}` },
    decline: { label: 'Decline', named: (file) => `Decline ${file}` },
    pause: { label: 'Pause', named: (file) => `Pause ${file}` },
    resume: { label: 'Resume', named: (file) => `Resume ${file}` },
    cancel: { label: 'Cancel', named: (file) => `Cancel ${file}` },
    retry: { label: 'Offer again', named: (file) => `Offer again: ${file}` },
    ask: { label: 'Ask for it again', named: (file) => `Ask for it again: ${file}` },
    choose: { label: 'Choose the file again', named: (file) => `Choose the file again: ${file}` },
    save: { label: 'Save', named: (file) => `Save ${file}` },
  },
  offered: (count, size) => `${count} files are offered, ${size} in all`,
  acceptAll: 'Accept all',
  declineAll: 'Decline all',
  showMore: (count) => `Show ${count} more`,
  states: {
    offeredOut: (name) => `Waiting for ${other(name)} to accept`,
    queued: 'Accepted; other files go first',
    pausedBySelf: 'Paused by you',
    pausedByOther: (name) => `Paused by ${other(name)}`,
    interrupted: 'No connection at present. It goes on by itself.',
    needsFileOut: 'This page was reloaded, and the browser has not kept the file. Choose it again: it goes on from where it was.',
    needsFileIn: (name) => `${Other(name)} is asked to choose the file again. It then goes on from where it was.`,
    done: 'Verified: arrived as sent (SHA-256)',
    declinedOut: (name) => `${Other(name)} declined it`,
    declinedIn: 'You declined it',
    cancelledBySelf: 'You cancelled it',
    cancelledByOther: (name) => `${Other(name)} cancelled it`,
  },
  failures: {
    out: {
      mismatch: { what: () => 'What arrived is not what was sent, and was refused (SHA-256).', next: () => 'Offer it again.' },
      changed: { what: () => 'The file was changed while it was sent.', next: () => 'Choose the file again to send it as it is now.' },
      vanished: { what: () => 'The file can no longer be read: it was moved, renamed or deleted.', next: () => 'Choose the file again where it is now.' },
      'disk-full': { what: (name) => `There is no room for it on ${other(name)}’s device.`, next: () => 'Offer it again once there is some.' },
      'too-large': { what: (name) => `It is larger than ${other(name)}’s browser can take.`, next: () => 'They can open the call in another browser; then offer it again.' },
      malformed,
      'not-stored': { what: (name) => `${Other(name)}’s browser could not store it.`, next: () => 'Offer it again.' },
      ended: { what: endedWhat, next: () => 'Call again and send it once more.' },
    },
    in: {
      mismatch: { what: () => 'What arrived is not what was sent, and was thrown away (SHA-256).', next: () => 'Ask for it again.' },
      changed: { what: () => 'The file was changed while it was sent.', next: askAgain },
      vanished: { what: (name) => `The file can no longer be read on ${other(name)}’s device.`, next: askAgain },
      'disk-full': { what: () => 'There is no room for it on this device.', next: () => 'Free some space, then ask for it again.' },
      'too-large': { what: () => 'It is larger than this browser can take.', next: (name) => `Open the call outside a private window, or in another browser. ${askAgain(name)}` },
      malformed,
      'not-stored': { what: () => 'This browser could not store it.', next: () => 'Free some space, then ask for it again. In a private window there may be none.' },
      ended: { what: endedWhat, next: (name) => `Call again, and ask ${other(name)} to send it once more.` },
    },
  },
  announcements: {
    offer: (file, size, name) => `${Other(name)} wants to send you ${file}, ${size}`,
    offers: (count, name) => `${Other(name)} wants to send you ${count} files`,
    received: (file) => `${file} has arrived and is verified`,
    delivered: (file) => `${file} was delivered and is verified`,
    stopped: (file, why) => `${file}: ${why}`,
    more: (count) => `${count} more files have ended`,
  },
  notices: {
    anotherFile: (file) => `That is not the same file as ${file}. Choose the one that you sent.`,
    nothingInside: 'There is no file in it that could be sent.',
    tooMany: (count) => `Only the first ${count} files were taken. Send the others after them.`,
    unreadable: (count) => (count === 1 ? 'One file could not be read and was left out.' : `${count} files could not be read and were left out.`),
    notSaved: (file) => `${file} could not be saved there. Choose another place.`,
    saved: (file) => `${file} is saved`,
  },
};
