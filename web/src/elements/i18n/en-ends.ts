import type { EndMessages } from './messages.ts';

/** English of the ends that only a call can come to. */
export const enEnds: EndMessages = {
  ends: {
    reasons: {
      'you-hung-up': { title: 'You hung up', text: 'The call is over and its link no longer works.' },
      'other-hung-up': { title: 'The other person hung up', text: 'The call is over and its link no longer works.' },
      'other-left': { title: 'The other person left', text: 'They closed the page or lost their connection, and did not come back.' },
      declined: { title: 'Your call was declined', text: 'The person who opened your link chose not to join.' },
      'you-declined': { title: 'You declined the call', text: 'The person who started it has been told. If that was a mistake, ask them for a new link.' },
      expired: { title: 'This link has expired', text: 'A link works for about a day. Ask for a new one, or start a call yourself.' },
      'not-found': { title: 'Call not found', text: 'There is no call at this link. It may be long over, or the link was changed on its way to you.' },
      over: { title: 'This call is over', text: 'It ended before you came. Ask for a new link, or start a call yourself.' },
      full: { title: 'This call is full', text: 'Two people are in it already. Ask them for a link of your own.' },
      'wrong-key': { title: 'This link does not fit the call', text: 'The key at its end belongs to another call. Ask for the link again and copy all of it.' },
      'other-version': { title: 'This page is out of date', text: 'The other person uses a different version of Firelink. Reload the page to get the newest.' },
      malformed: { title: 'This call can’t be read', text: 'What is stored for it makes no sense to this version of Firelink. Start a new call.' },
      failed: { title: 'The call failed', text: 'Something went wrong that should not have. Trying again often helps.' },
      'permission-denied': { title: 'Camera and microphone are blocked', text: 'Select the icon beside the address of this page, allow access, then try again.' },
      'no-device': { title: 'No camera or microphone works', text: 'Connect one, or close the app that is using it, then try again.' },
      'unsupported-browser': { title: 'This browser can’t make calls', text: 'Open the link in a current Chrome, Edge, Firefox or Safari.' },
      'insecure-page': { title: 'No calls at an address without https', text: 'Browsers let pages with https alone make calls. Open the link with https:// at its beginning.' },
      'webrtc-off': { title: 'WebRTC is switched off', text: 'Calls need it, and a setting or an extension of this browser keeps it from this page. Allow it, then reload the page; or open the link in another browser.' },
      'storage-blocked': { title: 'This browser blocks storage', text: 'Allow cookies and site data for this page, or leave private browsing, then try again.' },
      'open-elsewhere': {
        title: 'The call is open in another tab',
        text: 'Another tab or window of this browser is in this call. Go on in it, or continue here: the other one then leaves.',
      },
      'signed-out': { title: 'You were signed out', text: 'Your anonymous session has ended. Try again to get a new one.' },
      refused: { title: 'The call was refused', text: 'The server did not allow this. Start a new call; if it happens again, tell the operator of this site.' },
      'quota-exhausted': { title: 'Too many calls today', text: 'This site has used up its share for now. Try again later, or tell its operator.' },
    },
    named: {
      'other-hung-up': (name) => ({ title: `${name} hung up` }),
      'other-left': (name) => ({ title: `${name} left` }),
      unreachable: (name) => ({ title: `No connection to ${name}` }),
      'you-declined': (name) => ({ text: `${name} has been told. If that was a mistake, ask them for a new link.` }),
    },
    unreachable: {
      title: 'No connection to the other person',
      withRelay: 'Neither the direct way nor the relay got through. A firewall may be in the way: try another network, such as a phone’s.',
      withoutRelay: 'The two networks don’t let each other through, and this site has no relay to help. Try another network, such as a phone’s.',
    },
    again: { label: 'Call again', text: 'The two of you can call again with the same link. For anybody else it no longer works.' },
  },
};
